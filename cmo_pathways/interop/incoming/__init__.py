"""Records of other programs that come into the portfolio: read, shown, and added once the learner agrees."""

from __future__ import annotations

from cmo_pathways.interop.incoming.columns import Columns, choices_of_field, choices_of_section
from cmo_pathways.interop.incoming.found import PROFILE, ImportPreview, Proposal
from cmo_pathways.interop.incoming.preview import import_events, import_preview, table_columns

__all__ = [
    "PROFILE",
    "Columns",
    "ImportPreview",
    "Proposal",
    "choices_of_field",
    "choices_of_section",
    "import_events",
    "import_preview",
    "table_columns",
]
