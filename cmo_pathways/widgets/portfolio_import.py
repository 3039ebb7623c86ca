"""Bring what you already have: files of other programs, what they would add, and the entries once you agree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.errors import InputError, LearnerError
from cmo_pathways.interop import Columns, ImportPreview, import_events, import_preview, table_columns
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports.words import counted, listed
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.import_preview import preview_blocks, problem_sentence, title_of_preview
from cmo_pathways.widgets.import_start import start_blocks

PLACE = "portfolio-import"
_EMPTY = ImportPreview((), (), (), {})


class PortfolioImport:
    """The screen before the builder of lesson 08; nothing is recorded before the learner agrees.

    The chosen files live as long as the screen, which says so: before the learner agrees, nothing of them is kept,
    not even to reopen at the same place. What was added last is kept in the ledger, so that it can be taken
    back later too.
    """

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._files: tuple[tuple[str, bytes], ...] = ()
        self._columns: Mapping[str, Columns] = {}
        self._preview = _EMPTY
        self._ticked: frozenset[str] = frozenset()
        self._shown: Mapping[str, int] = {}
        self._turn = 0
        self._said: tuple[str, str] | None = None

    def view(self) -> dict[str, Any]:
        """The place for files, or what the chosen ones would add."""
        state = self._journey.state()
        top = {"label": "Import", "saved": b.saved(state)}
        if not self._files:
            blocks = start_blocks(self._said, _last(state))
            return {**top, "page": f"choose-{self._turn}", "head": {"where": "Import"}, "blocks": blocks}
        many = len(self._ticked)
        add = [b.button("add", f"Add {counted(many, 'record')}", style="primary")] if self._preview.proposals else []
        return {
            **top,
            "page": f"preview-{self._turn}",
            "head": {"where": "Import", "aside": f"{many:,} of {len(self._preview.proposals):,} ticked" if add else ""},
            "blocks": [
                b.title(title_of_preview(self._preview)),
                *preview_blocks(self._preview, self._columns, self._ticked, self._shown, state.entries),
            ],
            "buttons": [*add, b.button("other", "Choose other files", style="text")],
        }

    def change(self, name: str, value: Any) -> None:
        """Read the chosen files, tick a record, or say how a table is to be read.

        Raises LearnerError where no file can be used.
        """
        verb, _, what = name.partition(":")
        if verb == "files":
            self._open(_apart(b.chosen_files(value)))
        elif verb == "take":
            self._ticked = self._ticked | {what} if value is True else self._ticked - {what}
        elif verb == "rows" and what in self._columns:
            self._match(what, self._columns[what].as_section(str(value)))
        elif verb == "column":
            number, _, file = what.partition(":")
            if file in self._columns:
                self._match(file, self._columns[file].with_field(int(number), str(value)))

    def press(self, name: str) -> None:
        """Add what is ticked, turn to more records, tick or clear a section, start again, or take an import back.

        Raises LearnerError where nothing is ticked, LedgerError.
        """
        verb, _, what = name.partition(":")
        if verb == "add":
            self._add()
        elif verb == "other":
            self._close(None)
        elif verb == "back":
            self._take_back()
        elif verb == "show":
            section, _, start = what.partition(":")
            self._shown = {**self._shown, section: int(start)}
        elif verb in ("all", "none"):
            these = {found.id for found in self._preview.proposals if found.section == what and not found.twin}
            self._ticked = self._ticked | these if verb == "all" else self._ticked - these

    def _open(self, files: tuple[tuple[str, bytes], ...]) -> None:
        if not files:
            return
        columns = {name: found for name, data in files if (found := table_columns(data, name)) is not None}
        preview = self._read(files, columns)
        if not preview.proposals and not columns:
            said = [problem_sentence(problem) for problem in preview.problems[:3]]
            raise LearnerError(" ".join(said) or "Nothing in it can be added: all of it is in your profile already.")
        self._files, self._columns = files, columns
        self._show(preview)
        self._turn += 1

    def _match(self, file: str, columns: Columns) -> None:
        self._columns = {**self._columns, file: columns}
        self._show(self._read(self._files, self._columns))

    def _read(self, files: tuple[tuple[str, bytes], ...], columns: Mapping[str, Columns]) -> ImportPreview:
        state = self._journey.state()
        try:
            return import_preview(files, state.entries, profile=state.profile, columns=columns)
        except InputError as error:
            return ImportPreview((), tuple(error.problems), (), {})

    def _show(self, preview: ImportPreview) -> None:
        self._preview, self._ticked, self._shown, self._said = preview, frozenset(preview.fresh), {}, None

    def _add(self) -> None:
        if not self._ticked:
            raise LearnerError("No record is ticked. Tick what you want to add, then press again.")
        taken = {event.subject for event in self._journey.ledger.events() if event.kind == "entry"}
        events = import_events(self._preview, self._ticked, taken=taken)
        added = [subject for kind, subject, _ in events if kind == "entry"]
        profile = {name: text for kind, _, body in events if kind == "profile" for name, text in body.items()}
        files = [name for name, _ in self._files]
        last = {"entries": added, "profile": profile, "files": files}
        # One step: with the entries goes the note of which they were, so that all of them can be taken back.
        self._journey.record_all([*events, ("place", PLACE, {"last": last})])
        said = f"{counted(len(events), 'record')} from {listed(files)}. They stand in your portfolio below."
        self._close(("Added.", said))

    def _take_back(self) -> None:
        state = self._journey.state()
        last = _last(state)
        there = [id for id in last.get("entries", ()) if id in state.entries]
        gone: list[tuple[str, str, Mapping[str, Any]]] = [
            ("entry", id, {**state.entries[id], "removed": True}) for id in there
        ]
        filled = {name: "" for name, text in last.get("profile", {}).items() if state.profile.get(name) == text}
        cleared = [("profile", "me", filled)] if filled else []
        self._journey.record_all([*gone, *cleared, ("place", PLACE, {"last": None})])
        back = "Each stands under Removed entries in your portfolio and can be brought back there."
        self._close(("Taken back.", f"{counted(len(there), 'entry', 'entries')} taken out. {back}"))

    def _close(self, said: tuple[str, str] | None) -> None:
        self._files, self._columns, self._said = (), {}, said
        self._preview, self._ticked = _EMPTY, frozenset()
        self._turn += 1


def _last(state: LedgerState) -> Mapping[str, Any]:
    """What was added last: ``entries`` by id, the ``profile`` fields that were filled, the ``files``; or nothing."""
    found = state.of("place").get(PLACE, {}).get("last")
    return found if isinstance(found, Mapping) else {}


def _apart(files: tuple[tuple[str, bytes], ...]) -> tuple[tuple[str, bytes], ...]:
    """The files under names that differ: two folders may each hold a ``cv.csv``."""
    seen: dict[str, int] = {}
    found = []
    for name, data in files:
        seen[name] = seen.get(name, 0) + 1
        found.append((name if seen[name] == 1 else f"{name} ({seen[name]})", data))
    return tuple(found)
