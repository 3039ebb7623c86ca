"""The portfolio: who you are, entries by section, and the dossier as a PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cmo_pathways.export.dossier import WrittenDossier
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import COMPUTED, Section, audience_ids, check_entry, load_audience, load_sections
from cmo_pathways.widgets import blocks as b

_PROFILE = (
    ("name", "Your name, with degrees", "Maria Alvarez, MD, MBA"),
    ("headline", "One line under it", "Physician executive for community hospitals"),
    ("location", "City and state", ""),
    ("email", "Email", ""),
    ("phone", "Phone", ""),
)

Export = Callable[[str, str], WrittenDossier]
"""Writes the dossier for an audience and a paper size; the shell records it in the ledger."""


class PortfolioBuilder:
    """The screen of lesson 08; each field is saved as it is typed, a removed entry stays in the ledger's history."""

    def __init__(self, journey: Journey, export: Export) -> None:
        self._journey = journey
        self._export = export
        self._section: str | None = None
        self._entry: str | None = None
        self._audience, self._paper = "hospital-board", "letter"
        self._exported: WrittenDossier | None = None

    def view(self) -> dict[str, Any]:
        """The overview, the profile form, or the form of one entry."""
        state = self._journey.state()
        if self._section == "profile":
            view = self._profile(state)
        elif self._section:
            view = self._form(state, load_sections()[self._section])
        else:
            view = self._overview(state)
        return {"label": "Portfolio", "saved": b.saved(state), **view}

    def change(self, name: str, value: Any) -> None:
        """Record a field of the profile or of the open entry, or set what the export should be."""
        if name in ("audience", "paper"):
            setattr(self, f"_{name}", str(value))
        elif self._section == "profile":
            self._journey.record("profile", "me", {**self._journey.state().profile, name: str(value)})
        elif self._section and self._entry:
            body = dict(self._journey.state().entries.get(self._entry, {}))
            self._journey.record("entry", self._entry, {**body, "section": self._section, name: str(value)})

    def press(self, name: str) -> None:
        """Open a form, go back, remove an entry, or export."""
        verb, _, what = name.partition(":")
        if verb == "export":
            self._exported = self._export(self._audience, self._paper)
        elif verb == "back":
            self._section = self._entry = None
        elif verb == "open" and what == "profile":
            self._section = "profile"
        elif verb == "open":
            self._entry = what
            self._section = str(self._journey.state().entries[what]["section"])
        elif verb == "add":
            self._section, self._entry = what, self._new_id(what)
        elif verb == "remove" and self._entry:
            body = dict(self._journey.state().entries.get(self._entry, {"section": self._section}))
            self._journey.record("entry", self._entry, {**body, "removed": True})
            self._section = self._entry = None

    def _new_id(self, section: str) -> str:
        used = {event.subject for event in self._journey.ledger.events() if event.kind == "entry"}
        return next(id for n in range(1, len(used) + 2) if (id := f"{section}-{n}") not in used)

    def _overview(self, state: LedgerState) -> dict[str, Any]:
        sections = load_sections()
        count = len(state.entries)
        name = state.profile.get("name") or "your name is missing"
        who = b.group(
            "profile",
            b.prose(f"{b.strong('On the first page:')} {b.words(name)}"),
            {"kind": "buttons", "items": [b.button("open:profile", "Edit name and contact", style="text")]},
            style="line",
        )
        listed = [_section_block(section, state) for section in sections.values()]
        audiences = [(id, load_audience(id).name) for id in audience_ids()]
        export = b.group(
            "export",
            b.select("audience", "For whom", audiences, self._audience),
            b.select("paper", "Paper", [("letter", "US Letter"), ("a4", "A4")], self._paper),
            style="row",
        )
        words = f"{count} entr{'y' if count == 1 else 'ies'} so far" if count else "Nothing here yet"
        lead = "Each claim shows what it rests on. What you type is saved as you type."
        return {
            "page": f"overview-{len(state.entries)}",
            "head": {"where": "Portfolio", "aside": words},
            "blocks": [
                b.title("What you can show"),
                b.prose(lead, style="lead"),
                who,
                *listed,
                b.title("Your dossier", level=3),
                export,
                *self._done(),
            ],
            "buttons": [b.button("export", "Export the PDF", style="primary")],
        }

    def _done(self) -> list[b.Block]:
        if self._exported is None:
            return []
        pages = f"{self._exported.pages} page{'' if self._exported.pages == 1 else 's'}"
        text = f"{pages}, in {self._exported.file}. The file holds your entries too, so that it can be opened again."
        return [b.note("Your dossier is written.", text)]

    def _profile(self, state: LedgerState) -> dict[str, Any]:
        fields = [
            b.field(name, label, state.profile.get(name, ""), hint=f"For example: {hint}" if hint else "")
            for name, label, hint in _PROFILE
        ]
        return {
            "page": "profile",
            "head": {"where": "Portfolio", "aside": "Your first page"},
            "blocks": [b.title("Name and contact"), b.group("fields", *fields, style="form")],
            "buttons": [b.button("back", "Done", style="primary")],
        }

    def _form(self, state: LedgerState, section: Section) -> dict[str, Any]:
        body = state.entries.get(self._entry or "", {})
        fields = [
            b.field(
                field.name,
                field.label + ("" if field.required else " (optional)"),
                str(body.get(field.name, "")),
                long=field.kind == "long",
                numeric=field.kind == "number",
                hint=f"For example: {field.hint}" if field.hint else "",
            )
            for field in section.fields
        ]
        faults = check_entry(section.id, body) if body else ()
        hints = [b.markup(f"<p>{b.quiet(' '.join(faults))}</p>", key="faults")] if faults else []
        return {
            "page": f"entry-{self._entry}",
            "head": {"where": section.name, "aside": "complete" if body and not faults else "draft"},
            "blocks": [
                b.title(section.name),
                b.prose(b.words(section.what), style="lead"),
                b.group("fields", *fields, style="form"),
                *hints,
            ],
            "buttons": [
                b.button("back", "Done", style="primary"),
                b.button("remove", "Remove this entry", style="text"),
            ],
        }


def _section_block(section: Section, state: LedgerState) -> b.Block:
    own = [(id, body) for id, body in state.entries.items() if body.get("section") == section.id]
    lines = [
        b.group(
            f"entry-{id}",
            b.prose(b.words(_title(body)) + _missing(section, body)),
            {"kind": "buttons", "items": [b.button(f"open:{id}", f"Edit {_short(_title(body))}", style="text")]},
            style="line",
        )
        for id, body in own
    ]
    empty = [] if own else [b.prose(b.quiet(section.empty))]
    # A played case is added from its debrief, where the play stands behind it.
    add = [] if section.id in COMPUTED else [b.buttons(b.button(f"add:{section.id}", f"Add: {section.name.lower()}"))]
    label = f"{section.name} ({len(own)})"
    return b.details(f"section-{section.id}", label, *lines, *empty, *add, open=bool(own) or section.id == "impact")


def _title(body: Mapping[str, Any]) -> str:
    return str(body.get("title") or body.get("text") or "Untitled")[:120]


def _short(text: str) -> str:
    return text if len(text) <= 32 else text[:31].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def _missing(section: Section, body: Mapping[str, Any]) -> str:
    return f" {b.quiet('(draft)')}" if check_entry(section.id, body) else ""
