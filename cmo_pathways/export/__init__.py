"""Documents and notebooks as files. Heavy libraries load when the first file is written."""

from __future__ import annotations

from cmo_pathways.export.dossier import FORMATS, WrittenDossier, write_dossier
from cmo_pathways.export.files import write_whole
from cmo_pathways.export.pdf import DESIGNS, Exported, export_pdf, pdf_bytes

__all__ = [
    "DESIGNS",
    "FORMATS",
    "Exported",
    "WrittenDossier",
    "export_pdf",
    "pdf_bytes",
    "write_dossier",
    "write_whole",
]
