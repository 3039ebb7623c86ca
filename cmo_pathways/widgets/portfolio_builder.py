"""The portfolio: your entries by section with their page beside them, one reader, what to check, and the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC
from typing import Any

from cmo_pathways.export.dossier import WrittenDossier
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import (
    changes_of,
    check_entry,
    competencies_of,
    credentials_due,
    load_sections,
    moved,
    removed_entries,
    taken_back,
    versions_of,
)
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.portfolio_asked import Tailoring, export_label
from cmo_pathways.widgets.portfolio_checks import (
    check_blocks,
    due_note,
    hint_blocks,
    hits_by_field,
    open_hits,
    record_acknowledged,
    stop_blocks,
    stopping,
)
from cmo_pathways.widgets.portfolio_done import done_blocks
from cmo_pathways.widgets.portfolio_entries import (
    change_blocks,
    form_blocks,
    history_blocks,
    list_blocks,
    profile_blocks,
)
from cmo_pathways.widgets.portfolio_page import READER, Typesetter, beside_form
from cmo_pathways.widgets.portfolio_tailor import held, tailor_blocks

_PLACE = "portfolio-builder"
_PARTS = {"entries": "Your entries", "reader": "For one reader", "check": "Before you send it"}

Export = Callable[[Tailoring], WrittenDossier]
"""Writes the document that was asked for; the shell records it in the ledger."""


class PortfolioBuilder:
    """The screen of lesson 08; each field is saved as it is typed, and it opens where the learner left it."""

    def __init__(self, journey: Journey, export: Export) -> None:
        self._journey = journey
        self._export = export
        self._typesetter = Typesetter()
        self._seen = journey.state()
        place = self._seen.of("place").get(_PLACE, {})
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
        """The entries, the form of the profile or of one entry with its page, the reader, or the checks."""
        self._seen = self._journey.state()
        return self._viewed(self._seen)

    def draft(self, name: str, value: Any) -> dict[str, Any]:
        """The form with its page as if the text of a field were recorded; the ledger is not asked and not told."""
        state = self._seen
        at = replace(state, last_at=self._journey.clock().astimezone(UTC).isoformat())
        if self._section == "profile":
            return self._viewed(replace(at, profile={**state.profile, name: str(value)}))
        if self._section and self._entry:
            body = self._body(state, self._section, self._entry, name, value)
            return self._viewed(replace(at, entries={**state.entries, self._entry: body}))
        return self._viewed(state)

    def _viewed(self, state: LedgerState) -> dict[str, Any]:
        if self._section == "profile":
            view = self._profile(state)
        elif self._section and self._entry:
            view = self._form(state, self._section, self._entry)
        else:
            view = self._whole(state)
        return {"label": "Portfolio", "saved": b.saved(state), **view}

    def change(self, name: str, value: Any) -> None:
        """Record a field of the profile or of the open entry, or what the document should be."""
        if name == READER:
            self._ask("audience", value)
        elif self._section == "profile":
            self._journey.record("profile", "me", {name: str(value)})
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
            self._ask(name, value)

    def press(self, name: str) -> None:
        """Open a form, move, remove, bring back or take back, acknowledge a hit, or export."""
        verb, _, what = name.partition(":")
        if verb in self._OPENS:
            self._OPENS[verb](self, what)
        elif verb == "export":
            self._exported = self._export(self._asked)
        elif verb == "turn":
            self._sheet += int(what)
        elif verb == "history":
            self._history = not self._history
        elif verb == "know":
            record_acknowledged(self._journey, what)
        else:
            self._rewrite(verb, what)

    def _rewrite(self, verb: str, what: str) -> None:
        """What a button changes in an entry."""
        entries, events = self._journey.state().entries, self._journey.ledger.events
        if verb in ("up", "down") and self._entry:
            for id, body in moved(entries, self._entry, -1 if verb == "up" else 1).items():
                self._journey.record("entry", id, body)
        elif verb == "restore" and self._entry:
            version = next(v for v in versions_of(events(), self._entry) if v.seq == int(what))
            self._journey.record("entry", self._entry, {k: v for k, v in version.body.items() if k != "removed"})
        elif verb == "take":
            change = next(change for change in changes_of(events()) if change.seq == int(what))
            now = entries.get(change.entry) or removed_entries(events())[change.entry]
            self._journey.record("entry", change.entry, taken_back(now, change))
        elif verb == "return":
            self._journey.record("entry", what, removed_entries(events())[what])
        elif verb == "drop":
            self._journey.record("entry", what, {k: v for k, v in entries[what].items() if k != "original"})
        elif verb == "remove" and self._entry:
            body = dict(entries.get(self._entry, {"section": self._section}))
            self._journey.record("entry", self._entry, {**body, "removed": True})
            self._go(None)

    def _open(self, what: str) -> None:
        if what == "profile":
            self._go("profile")
        else:
            self._go(str(self._journey.state().entries[what]["section"]), what)

    def _go(self, section: str | None, entry: str | None = None) -> None:
        self._section, self._entry, self._history, self._exported = section, entry, False, None
        self._typesetter.forget()
        self._keep()

    _OPENS: Mapping[str, Callable[[PortfolioBuilder, str], None]] = {
        "open": _open,
        "add": lambda self, what: self._go(what, self._new_id(what)),
        "back": lambda self, what: self._go(None),
    }

    def _ask(self, name: str, value: Any) -> None:
        self._asked = self._asked.changed(name, str(value))
        self._exported, self._sheet = None, 0
        self._keep()

    def _keep(self) -> None:
        where = {"part": self._part, "section": self._section, "entry": self._entry}
        self._journey.record("place", _PLACE, {**where, "asked": self._asked.values})

    def _write(self, section: str, id: str, name: str, value: Any) -> None:
        self._journey.record("entry", id, self._body(self._journey.state(), section, id, name, value))

    def _body(self, state: LedgerState, section: str, id: str, name: str, value: Any) -> dict[str, Any]:
        """The entry with another value in one of its fields."""
        body = {**state.entries.get(id, {}), "section": section}
        if name.startswith("shows:"):
            shown = [c for c in competencies_of(body) if c != name.removeprefix("shows:")]
            body["competencies"] = [*shown, name.removeprefix("shows:")] if value else shown
        elif name == "tags":
            body["tags"] = [tag for part in str(value).split(",") if (tag := part.strip())]
        else:
            body[name] = str(value)
        return body

    def _new_id(self, section: str) -> str:
        used = {event.subject for event in self._journey.ledger.events() if event.kind == "entry"}
        return next(id for n in range(1, len(used) + 2) if (id := f"{section}-{n}") not in used)

    def _whole(self, state: LedgerState) -> dict[str, Any]:
        hits = open_hits(state)
        stops = stopping(self._journey, state, self._asked, hits)
        count = len(state.entries)
        words = f"{count} entr{'y' if count == 1 else 'ies'} so far" if count else "Nothing here yet"
        names = {**_PARTS, "check": f"{_PARTS['check']} ({len(hits)})" if hits else _PARTS["check"]}
        parts = b.segment("part", "Look at", list(names.items()), self._part)
        return {
            "page": f"{self._part}-{count}" if self._part == "entries" else self._part,
            "head": {"where": "Portfolio", "aside": words},
            "blocks": [
                b.group("parts", parts, style="tabs"),
                *self._shown(state, hits),
                *stop_blocks(stops),
                *done_blocks(self._exported),
            ],
            "buttons": [b.button("export", export_label(self._asked), style="primary", off=bool(stops))],
        }

    def _shown(self, state: LedgerState, hits: Any) -> list[b.Block]:
        """The part of the screen that is in front."""
        if self._part == "reader":
            return tailor_blocks(self._journey, state, self._asked, self._typesetter, self._sheet)
        if self._part == "check":
            return check_blocks(self._journey, state, hits)
        events = self._journey.ledger.events()
        return [
            b.title("What you can show"),
            b.prose("Each claim shows what it rests on. What you type is saved as you type.", style="lead"),
            *due_note(credentials_due(state.entries, self._journey.clock().date())),
            *hint_blocks(self._journey, state, self._asked),
            *list_blocks(state, removed_entries(events)),
            *change_blocks(changes_of(events)),
        ]

    def _profile(self, state: LedgerState) -> dict[str, Any]:
        return {
            "page": "profile",
            "wide": True,
            "head": {"where": "Portfolio", "aside": "Your first page"},
            "blocks": [self._with_page(state, profile_blocks(state, hits_by_field(state, "profile")), "profile")],
            "buttons": [b.button("back", "Done", style="primary")],
        }

    def _form(self, state: LedgerState, section: str, id: str) -> dict[str, Any]:
        about, body = load_sections()[section], state.entries.get(id, {})
        hits = hits_by_field(state, id)
        blocks = form_blocks(self._journey.catalogue.framework, about, id, state, hits)
        if self._history:
            blocks += history_blocks(versions_of(self._journey.ledger.events(), id), about)
        draft = not body or bool(check_entry(section, body))
        return {
            "page": f"entry-{id}",
            "wide": True,
            "head": {"where": about.name, "aside": "draft" if draft else "complete"},
            "blocks": [self._with_page(state, blocks, id)],
            "buttons": [
                b.button("back", "Done", style="primary"),
                b.button("history", "Hide earlier versions" if self._history else "Earlier versions", style="text"),
                b.button("remove", "Remove this entry", style="text"),
            ],
        }

    def _with_page(self, state: LedgerState, blocks: list[b.Block], entry: str) -> b.Block:
        """A form with the page on which it prints beside it."""
        beside = beside_form(self._journey, state, self._asked, self._typesetter, entry)
        return b.group("with-page", b.group("written", *blocks, style="part"), beside, style="beside")
