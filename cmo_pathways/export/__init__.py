"""Documents and notebooks as files. Heavy libraries load when the first file is written."""

from __future__ import annotations

from cmo_pathways.export.pdf import DESIGNS, Exported, export_pdf, pdf_bytes

__all__ = ["DESIGNS", "Exported", "export_pdf", "pdf_bytes"]
