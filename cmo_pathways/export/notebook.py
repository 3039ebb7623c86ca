"""The dossier in JupyterLab's menu "Save and Export Notebook As": nbconvert asks, the ledger answers.

JupyterLab exports the file on disk, in which no widget keeps its answer; so the dossier is made from the learner's
ledger. The notebook only says for whom: its metadata may hold ``{"cmo_pathways": {"audience": "health-system"}}``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import Unicode

from cmo_pathways.content import default_home
from cmo_pathways.document import Document, Heading, Note
from cmo_pathways.errors import CmoError, ExportError
from cmo_pathways.export.as_html import document_html
from cmo_pathways.export.pdf import pdf_bytes


class DossierExporter(Exporter):  # type: ignore[misc]
    """Exports the learner's dossier as PDF; what stands in the way becomes one page that says so."""

    export_from_notebook = "Dossier (PDF)"
    output_mimetype = "application/pdf"

    home = Unicode(help="The learner's folder; by default CMO_PATHWAYS_HOME or the platform's folder.").tag(config=True)
    audience = Unicode("hospital-board", help="For whom, where the notebook does not say.").tag(config=True)
    day = Unicode("", help="The date of the dossier (2026-11-21); today where empty.").tag(config=True)

    def _home_default(self) -> str:
        return str(default_home(os.environ))

    def _file_extension_default(self) -> str:
        return ".pdf"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[bytes, dict[str, Any]]:
        """The dossier as bytes with nbconvert's resources; a fault that a person can mend becomes a page."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        resources["output_extension"] = self.file_extension
        try:
            return self._dossier(self._audience_of(nb), self._day()), resources
        except CmoError as error:
            self.log.warning("The dossier could not be exported. %s", error)
            return self._made(problem_page(str(error), date.today())), resources

    def _day(self) -> date:
        try:
            return date.fromisoformat(self.day) if self.day else date.today()
        except ValueError as error:
            raise ExportError(f'"{self.day}" is not a day. Write it as 2026-11-21.') from error

    def _audience_of(self, nb: Any) -> str:
        wish = nb.metadata.get("cmo_pathways", {})
        named = wish.get("audience") if isinstance(wish, Mapping) else None
        return named if isinstance(named, str) and named else self.audience

    def _dossier(self, audience: str, today: date) -> bytes:
        from cmo_pathways.journey import dossier_for

        document, source = dossier_for(Path(self.home), audience=audience, today=today)
        return self._made(document, source)

    def _made(self, document: Document, source: Mapping[str, Any] | None = None) -> bytes:
        return pdf_bytes(document, attachment=source)


class DossierPageExporter(DossierExporter):
    """Exports the learner's dossier as one HTML file that asks nobody for anything."""

    export_from_notebook = "Dossier (HTML)"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def _made(self, document: Document, source: Mapping[str, Any] | None = None) -> bytes:
        return document_html(document).encode()


def problem_page(reason: str, today: date) -> Document:
    """One page in place of a dossier: what stood in the way, and that nothing was lost."""
    # The reason may hold the very letter that no font has; "?" keeps this page printable.
    plain = reason.encode("latin-1", "replace").decode("latin-1")
    return Document(
        title="The dossier could not be made",
        author="cmo_pathways",
        date=today.isoformat(),
        description="Why the dossier was not exported and what to do.",
        blocks=(
            Heading("What to do"),
            Note("trouble", plain),
            Note("information", "Nothing was lost.", "Your ledger is unchanged. Mend this, then export again."),
        ),
    )
