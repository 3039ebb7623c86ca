"""Writing a case without a terminal: a new one from the template, its faults in sentences, and a play on trial."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cmo_pathways.cases import Case, debrief, is_over
from cmo_pathways.errors import LearnerError, Problem
from cmo_pathways.export.handout import write_handouts
from cmo_pathways.export.pdf import Exported
from cmo_pathways.journey import Journey
from cmo_pathways.practice import OwnCase, Unrecorded, check_own, new_case, own_cases, play_own
from cmo_pathways.reports.words import counted, in_sentence
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.case_debrief import debrief_blocks, sources_block
from cmo_pathways.widgets.case_play import PlayDesk

_PLACE = "case-workshop"
_FEW = 40
"""Faults shown at once: whoever mends these checks again."""


class CaseWorkshop:
    """The second screen of lesson 07; what is played here is never recorded."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._title = ""
        kept = journey.state().of("place").get(_PLACE, {}).get("open")
        self._open = str(kept) if kept else ""
        self._faults: tuple[Problem, ...] | None = None
        self._desk: PlayDesk | None = None
        self._plays = 0
        self._levels: dict[str, str] = {}
        self._printed: tuple[Exported, ...] = ()

    def view(self) -> dict[str, Any]:
        """The learner's cases with what can be done to each, or the play on trial."""
        if self._desk is None:
            view = self._list()
        elif is_over(self._desk.play.case, self._desk.play.now()):
            view = self._debrief(self._desk)
        else:
            view = self._desk.view("Stop; nothing was recorded")
        return {"label": "Write a case", "saved": "", **view}

    def change(self, name: str, value: Any) -> None:
        """Type a title, choose a case, or answer in the play on trial."""
        if name == "title":
            self._title = str(value)
        elif name == "own":
            self._choose(str(value))
        elif name.startswith("memo-level-"):
            self._levels = {**self._levels, name.removeprefix("memo-level-"): str(value)}
        elif self._desk:
            self._desk = self._desk.changed(name, value)

    def press(self, name: str) -> None:
        """Make a case, check it, play it without recording, print it, or stop. Raises LearnerError."""
        self._printed = ()
        if name == "new":
            made = new_case(self._journey.home, self._title)
            self._title = ""
            self._choose(made.id)
        elif name == "check":
            self._faults = self._check()
        elif name in ("play", "again"):
            self._play()
        elif name == "print":
            self._print()
        elif name == "leave":
            self._desk = None
        elif self._desk:
            self._desk = self._desk.pressed(name)

    def _list(self) -> dict[str, Any]:
        own = own_cases(self._journey.home)
        chosen = next((one for one in own if one.id == self._open), own[0] if own else None)
        return {
            "page": f"workshop-{len(own)}",
            "head": {"where": "Write a case", "aside": counted(len(own), "case") if own else "None written yet"},
            "blocks": [
                b.title("Write a case for your own group"),
                b.prose(b.words(_HOW), style="lead"),
                *(self._chosen(own, chosen) if chosen else ()),
                b.title("A new case", level=3),
                b.group(
                    "new",
                    b.field("title", "Its title, three to five words", self._title),
                    b.buttons(b.button("new", "New from the template", style="outline" if own else "primary")),
                    style="row",
                ),
            ],
        }

    def _chosen(self, own: Sequence[OwnCase], chosen: OwnCase) -> list[b.Block]:
        path = chosen.file.relative_to(self._journey.home).as_posix()
        where = f"{_in_lab(path, 'Open in the editor', factory='Editor')} {b.quiet(path)}"
        actions = [
            b.button("check", "Check", style="primary"),
            b.button("play", "Play without recording"),
            b.button("print", "Print handouts"),
        ]
        return [
            b.select("own", "Your case", [(one.id, one.title) for one in own], chosen.id),
            b.prose(where),
            b.buttons(*actions),
            *fault_blocks(self._faults),
            *_copies(self._printed, self._journey.home),
        ]

    def _debrief(self, desk: PlayDesk) -> dict[str, Any]:
        case = desk.play.case
        names = {id: in_sentence(self._name(id)) for id in case.competencies}
        found = debrief(case, desk.play.now(), names=names)
        return {
            "page": f"{desk.play.id}-debrief",
            "head": {"where": "Write a case", "aside": "Debrief of a play on trial"},
            "blocks": [*debrief_blocks(case, found, self._name, self._levels), sources_block(case)],
            "buttons": [
                b.button("leave", "Back to your cases", style="primary"),
                b.button("again", "Play again from the file"),
            ],
        }

    def _choose(self, id: str) -> None:
        self._open, self._faults = id, None
        self._journey.record("place", _PLACE, {"open": id})

    def _file(self) -> Path:
        own = own_cases(self._journey.home)
        found = next((one.file for one in own if one.id == self._open), own[0].file if own else None)
        if found is None:
            raise LearnerError("There is no case of yours yet. Make one from the template first.")
        return found

    def _check(self) -> tuple[Problem, ...]:
        return check_own(self._file(), self._journey.catalogue, self._journey.clock().date())

    def _play(self) -> None:
        case = self._sound("played")
        self._plays, self._levels = self._plays + 1, {}
        self._desk = PlayDesk(Unrecorded(case, f"trial-{self._plays}"))

    def _print(self) -> None:
        case, file = self._sound("printed"), self._file()
        names = {id: self._name(id) for id in self._journey.catalogue.framework.competencies}
        self._printed = write_handouts(case, file.parent, names=names, today=self._journey.clock().date())

    def _sound(self, done: str) -> Case:
        """The case as the file has it now, where it has no fault; else what is found is shown."""
        self._desk, self._faults = None, self._check()
        if any(fault.severity == "error" for fault in self._faults):
            raise LearnerError(f"The case cannot be {done} yet. Mend what is listed below, then try again.")
        return play_own(self._file(), self._journey.catalogue, self._journey.clock().date())

    def _name(self, competency: str) -> str:
        return self._journey.catalogue.framework.competency(competency).short


def _copies(printed: Sequence[Exported], home: Path) -> list[b.Block]:
    if not printed:
        return []
    told = "The facilitator's copy gives the case away: keep it apart. Both lie beside the case file."
    lines = []
    for copy, made in zip(("the learner's copy", "the facilitator's copy"), printed, strict=True):
        path = made.file.relative_to(home).as_posix()
        where = f"{path}, {counted(made.pages, 'page')}"
        lines.append(f"{_in_lab(path, f'Open {copy}')} {b.quiet(where)}")
    return [b.note("Two copies are printed.", told), b.prose(*lines)]


def fault_blocks(faults: Sequence[Problem] | None) -> list[b.Block]:
    """What a check found, as a table of line, finding and mend; a note where nothing was; nothing before a check."""
    if faults is None:
        return []
    if not faults:
        return [b.note("Nothing to mend.", "The case can be played and printed. Play each ending once yourself.")]
    errors = sum(fault.severity == "error" for fault in faults)
    told = ", ".join(filter(None, (counted(errors, "fault") if errors else "", _warned(len(faults) - errors))))
    rows = [_row(fault) for fault in faults[:_FEW]]
    more = [b.prose(b.quiet(f"And {len(faults) - _FEW} more. Mend these, then check again."))] if faults[_FEW:] else []
    return [b.title(f"Found: {told}", level=3), b.table(("Line", "What was found", "How to mend it"), rows), *more]


def _warned(number: int) -> str:
    return f"{counted(number, 'thing')} worth a look" if number else ""


def _row(fault: Problem) -> tuple[str, str, str]:
    finding, _, mend = fault.message.partition(" - ")
    serious = fault.severity == "error"
    words = b.strong(_capital(finding)) if serious else b.words(_capital(finding))
    return str(fault.line or ""), words, b.words(_capital(mend))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_lab(path: str, label: str, **more: str) -> str:
    """A link that JupyterLab follows with a viewer or editor of its own; pages without code do not show it."""
    arguments = html.escape(json.dumps({"path": path, **more}), quote=True)
    return (
        '<a class="cmo-edit" href="#" data-commandlinker-command="docmanager:open" '
        f'data-commandlinker-args="{arguments}">{b.words(label)}</a>'
    )


_HOW = (
    "A case is one text file with its tables beside it. Copy the template, write in the editor, save, and check here. "
    "Use no real patient, colleague or hospital."
)
