"""Records of other programs that come into the portfolio: read, shown, and added once the learner agrees."""

from __future__ import annotations

from cmo_pathways.interop.incoming.found import ImportPreview, Proposal
from cmo_pathways.interop.incoming.preview import import_events, import_preview

__all__ = ["ImportPreview", "Proposal", "import_events", "import_preview"]
