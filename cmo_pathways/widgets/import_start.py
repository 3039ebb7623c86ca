"""The first page of an import: the place for files, where each kind comes from, and what was added last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.reports.words import counted, listed
from cmo_pathways.widgets import blocks as b

_ACCEPT = ".json,.zip,.bib,.ris,.nbib,.txt,.csv,.tsv,.pdf,.png,.svg,.jwt,.jws"
_HINT = "One or several. They are read on this computer, and nothing is added before you agree."
_SOURCES = (
    ("LinkedIn", "The archive (.zip) that LinkedIn sends when you ask for a copy of your data in its privacy settings"),
    ("PubMed", "Your list of articles: Save, then the format PubMed or CSV"),
    ("Zotero, EndNote, Mendeley, Google Scholar", "A list of references exported as RIS or BibTeX"),
    ("A spreadsheet", "Saved as CSV, one row for each post, course or article; you say what each column holds"),
    ("Another resume program", "A JSON Resume (.json)"),
    ("A dossier exported here", "The PDF itself, or its JSON file"),
    ("A digital badge", "An Open Badge 3.0: the JSON file, the token, or the picture (PNG or SVG) that holds it"),
)


def start_blocks(said: tuple[str, str] | None, last: Mapping[str, Any]) -> list[b.Block]:
    """The place for files, a table of where they come from, and the way back from the last import."""
    lead = "A CV that exists already need not be typed again. Choose the files; you see first what they would add."
    note = [b.note(*said)] if said else []
    return [
        b.title("Bring what you already have"),
        b.prose(lead, style="lead"),
        *note,
        *_last(last, told=bool(said)),
        b.file("files", "Files", hint=_HINT, accept=_ACCEPT, multiple=True),
        b.details(
            "sources",
            "Where each file comes from",
            b.table(("You have", "What to choose"), [(b.words(name), b.words(what)) for name, what in _SOURCES]),
        ),
    ]


def _last(last: Mapping[str, Any], *, told: bool) -> list[b.Block]:
    """What was added last and the button that takes it back; the words only where no note above says them."""
    entries, profile = last.get("entries") or (), last.get("profile") or {}
    if not entries and not profile:
        return []
    what = [counted(len(entries), "entry", "entries")] if entries else []
    what += ["what was empty in your profile"] if profile else []
    files = listed([str(name) for name in last.get("files") or ()])
    words = f"Your last import added {listed(what)} from {files}."
    back = b.buttons(b.button("back", "Take this import back", style="text"))
    if told:
        return [back]
    return [
        b.group(
            "last",
            b.prose(b.words(words)),
            back,
            style="line",
        )
    ]
