"""Documents and notebooks as files. Heavy libraries load when the first file is written.

The learner's own dossier is in ``export.dossier``: it needs all content, which a plain document does not.
"""

from __future__ import annotations

from cmo_pathways.export.files import write_whole
from cmo_pathways.export.pdf import DESIGNS, Exported, export_pdf, pdf_bytes

__all__ = [
    "DESIGNS",
    "Exported",
    "export_pdf",
    "pdf_bytes",
    "write_whole",
]
