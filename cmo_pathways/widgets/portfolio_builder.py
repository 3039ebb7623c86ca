"""The portfolio: your entries by section, what one reader gets of them and why, and the document as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cmo_pathways.export.dossier import WrittenDossier
from cmo_pathways.export.preview import Preview
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import (
    check_entry,
    competencies_of,
    load_sections,
    moved,
    removed_entries,
    versions_of,
)
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.portfolio_entries import form_blocks, history_blocks, list_blocks, profile_blocks
from cmo_pathways.widgets.portfolio_tailor import Tailoring, export_label, held, tailor_blocks

_PLACE = "portfolio-builder"
_PARTS = {"entries": "Your entries", "reader": "For one reader"}

Export = Callable[[Tailoring], WrittenDossier]
"""Writes the document that was asked for; the shell records it in the ledger."""


class PortfolioBuilder:
    """The screen of lesson 08; each field is saved as it is typed, and it opens where the learner left it."""

    def __init__(self, journey: Journey, export: Export) -> None:
        self._journey = journey
        self._export = export
        self._preview = Preview()
        place = journey.state().of("place").get(_PLACE, {})
        kept = place.get("asked")
        self._asked = Tailoring.of(kept) if isinstance(kept, Mapping) else Tailoring()
        part, section, entry = (place.get(name) for name in ("part", "section", "entry"))
        self._part = str(part) if part in _PARTS else "entries"
        known = section == "profile" or (section in load_sections() and isinstance(entry, str))
        self._section: str | None = str(section) if known else None
        self._entry: str | None = str(entry) if known and section != "profile" else None
        self._history, self._sheet = False, 0
        self._exported: WrittenDossier | None = None

    def view(self) -> dict[str, Any]:
        """The entries, the form of the profile or of one entry, or the choice for one reader."""
        state = self._journey.state()
        if self._section == "profile":
            view = self._profile(state)
        elif self._section and self._entry:
            view = self._form(state, self._section, self._entry)
        else:
            view = self._whole(state)
        return {"label": "Portfolio", "saved": b.saved(state), **view}

    def change(self, name: str, value: Any) -> None:
        """Record a field of the profile or of the open entry, or what the document should be."""
        if self._section == "profile":
            self._journey.record("profile", "me", {**self._journey.state().profile, name: str(value)})
        elif self._section and self._entry:
            self._write(self._section, self._entry, name, value)
        elif name == "part" and value in _PARTS:
            self._part = str(value)
            self._keep()
        elif name.startswith("hold:"):
            id = name.removeprefix("hold:")
            body = self._journey.state().entries[id]
            self._journey.record("entry", id, held(body, self._asked.audience, str(value)))
        else:
            self._asked = self._asked.changed(name, str(value))
            self._exported, self._sheet = None, 0
            self._keep()

    def press(self, name: str) -> None:
        """Open a form, go back, move, remove or bring back an entry, go back to a version, or export."""
        verb, _, what = name.partition(":")
        if verb == "export":
            self._exported = self._export(self._asked)
        elif verb in ("up", "down") and self._entry:
            for id, body in moved(self._journey.state().entries, self._entry, -1 if verb == "up" else 1).items():
                self._journey.record("entry", id, body)
        elif verb == "turn":
            self._sheet += int(what)
        elif verb == "history":
            self._history = not self._history
        elif verb == "restore" and self._entry:
            self._restore(self._entry, int(what))
        elif verb == "return":
            self._journey.record("entry", what, removed_entries(self._journey.ledger.events())[what])
        elif verb == "remove" and self._entry:
            body = dict(self._journey.state().entries.get(self._entry, {"section": self._section}))
            self._journey.record("entry", self._entry, {**body, "removed": True})
            self._go(None)
        elif verb == "back":
            self._go(None)
        elif verb == "add":
            self._go(what, self._new_id(what))
        elif verb == "open" and what == "profile":
            self._go("profile")
        elif verb == "open":
            self._go(str(self._journey.state().entries[what]["section"]), what)

    def _go(self, section: str | None, entry: str | None = None) -> None:
        self._section, self._entry, self._history, self._exported = section, entry, False, None
        self._keep()

    def _keep(self) -> None:
        where = {"part": self._part, "section": self._section, "entry": self._entry}
        self._journey.record("place", _PLACE, {**where, "asked": self._asked.values})

    def _write(self, section: str, id: str, name: str, value: Any) -> None:
        body = {**self._journey.state().entries.get(id, {}), "section": section}
        if name.startswith("shows:"):
            shown = [c for c in competencies_of(body) if c != name.removeprefix("shows:")]
            body["competencies"] = [*shown, name.removeprefix("shows:")] if value else shown
        elif name == "tags":
            body["tags"] = [tag for part in str(value).split(",") if (tag := part.strip())]
        else:
            body[name] = str(value)
        self._journey.record("entry", id, body)

    def _restore(self, id: str, seq: int) -> None:
        version = next(v for v in versions_of(self._journey.ledger.events(), id) if v.seq == seq)
        self._journey.record("entry", id, {key: v for key, v in version.body.items() if key != "removed"})

    def _new_id(self, section: str) -> str:
        used = {event.subject for event in self._journey.ledger.events() if event.kind == "entry"}
        return next(id for n in range(1, len(used) + 2) if (id := f"{section}-{n}") not in used)

    def _whole(self, state: LedgerState) -> dict[str, Any]:
        count = len(state.entries)
        words = f"{count} entr{'y' if count == 1 else 'ies'} so far" if count else "Nothing here yet"
        if self._part == "reader":
            body = tailor_blocks(self._journey, state, self._asked, self._preview, self._sheet)
        else:
            lead = "Each claim shows what it rests on. What you type is saved as you type."
            removed = removed_entries(self._journey.ledger.events())
            body = [b.title("What you can show"), b.prose(lead, style="lead"), *list_blocks(state, removed)]
        parts = b.segment("part", "Look at", list(_PARTS.items()), self._part)
        return {
            "page": f"{self._part}-{count}" if self._part == "entries" else "reader",
            "head": {"where": "Portfolio", "aside": words},
            "blocks": [b.group("parts", parts, style="tabs"), *body, *self._done()],
            "buttons": [b.button("export", export_label(self._asked), style="primary")],
        }

    def _done(self) -> list[b.Block]:
        made = self._exported
        if made is None:
            return []
        pages = "" if made.pages is None else f"{made.pages} page{'' if made.pages == 1 else 's'}, in "
        holds = " The file holds your entries too, so that it can be opened again." if self._asked.form == "pdf" else ""
        text = f"{pages}{made.file}.{holds}" + "".join(f" {said}" for said in made.cannot_hold)
        return [b.note("Your dossier is written.", text)]

    def _profile(self, state: LedgerState) -> dict[str, Any]:
        return {
            "page": "profile",
            "head": {"where": "Portfolio", "aside": "Your first page"},
            "blocks": profile_blocks(state),
            "buttons": [b.button("back", "Done", style="primary")],
        }

    def _form(self, state: LedgerState, section: str, id: str) -> dict[str, Any]:
        about, body = load_sections()[section], state.entries.get(id, {})
        blocks = form_blocks(self._journey.catalogue.framework, about, id, state)
        if self._history:
            blocks += history_blocks(versions_of(self._journey.ledger.events(), id), about)
        draft = not body or bool(check_entry(section, body))
        return {
            "page": f"entry-{id}",
            "head": {"where": about.name, "aside": "draft" if draft else "complete"},
            "blocks": blocks,
            "buttons": [
                b.button("back", "Done", style="primary"),
                b.button("history", "Hide earlier versions" if self._history else "Earlier versions", style="text"),
                b.button("remove", "Remove this entry", style="text"),
            ],
        }
