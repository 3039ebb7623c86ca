"""What the learner asks of a document: for whom, of which kind, in which design, on which paper, in which file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from cmo_pathways.export import DESIGNS
from cmo_pathways.portfolio import audience_ids, language_ids, load_audience, load_kinds

FORMATS = {
    "pdf": "PDF",
    "docx": "Word file",
    "html": "web page",
    "md": "Markdown",
    "json-resume": "JSON Resume",
    "bibtex": "BibTeX list",
}


@dataclass(frozen=True, slots=True)
class Tailoring:
    """What the document should be: reader, kind, design ("" = the one this reader expects), paper, language, format."""

    audience: str = "hospital-board"
    kind: str = "dossier"
    design: str = ""
    paper: str = "letter"
    language: str = "en"
    form: str = "pdf"

    @property
    def values(self) -> dict[str, str]:
        """As plain values, to be kept with the place on the screen."""
        return asdict(self)

    @staticmethod
    def of(kept: Mapping[str, Any]) -> Tailoring:
        """From plain values; what this version does not know is passed over."""
        found = Tailoring()
        for name, value in kept.items():
            found = found.changed(name, str(value))
        return found

    def changed(self, name: str, value: str) -> Tailoring:
        """With another value under that name; an unknown one changes nothing."""
        known = {
            "audience": audience_ids(),
            "kind": tuple(load_kinds()),
            "design": ("", *DESIGNS),
            "paper": ("letter", "a4"),
            "language": language_ids(),
            "form": tuple(FORMATS),
        }
        return replace(self, **{name: value}) if value in known.get(name, ()) else self


def reader_options() -> list[tuple[str, str]]:
    """Every reader as (id, name)."""
    return [(id, load_audience(id).name) for id in audience_ids()]


def export_label(asked: Tailoring) -> str:
    """The words of the export button."""
    return f"Export the {FORMATS[asked.form]}"
