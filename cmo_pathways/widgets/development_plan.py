"""The development plan: a first plan at once and a better one soon, what-if sliders, reality ticked off, files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from cmo_pathways.catalogue import load_reference
from cmo_pathways.errors import CmoError, LearnerError
from cmo_pathways.export.plan import PLAN_FORMATS, write_plan
from cmo_pathways.export.report import WrittenReport
from cmo_pathways.journey import Journey, gaps_of, keep_plan, kept_plan, plan_steps, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.plan import Development, Effort
from cmo_pathways.reports.plan import PlanSheet, plan_sheet
from cmo_pathways.standing import Gap
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.kept import Kept, basis_of
from cmo_pathways.widgets.plan_blocks import activity_blocks, followed_blocks, head_blocks, told_blocks, view_blocks
from cmo_pathways.widgets.plan_settings import SCREEN, SHOWN, Settings, setting_blocks, settings_in, slider_blocks
from cmo_pathways.widgets.plan_work import PlanWork
from cmo_pathways.widgets.reading_room import Shelf

_RESTS_ON = ("activity", "plan", "feedback", "evidence", "signals", "placement")
_STEADY = 'This is the plan that stays good if things go otherwise. The shortest one comes back under "Look at".'
_DAY = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class DevelopmentPlan:
    """The screen of lesson 06; settings are kept as ``place``, ticks as ``activity``, the plan followed as ``plan``."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._activities = load_reference().activities
        self._settings = settings_in(journey.state(), self._activities)
        self._shelf, self._focus = Shelf(journey.catalogue), ""
        self._work = PlanWork()
        self._gaps = Kept[tuple[Gap, ...]]()
        self._written: WrittenReport | None = None

    def watch(self, refresh: Callable[[], None]) -> None:
        """Be told how to show again what has become better meanwhile."""
        self._work.refresh = refresh

    def view(self) -> dict[str, Any]:
        """The plan as far as it is worked out, the limits as sliders, one view of it, and its activities to tick."""
        state = self._journey.state()
        return {
            "label": "Development plan",
            "page": "plan",
            "focus": self._focus,
            "head": {"where": "Development plan", "aside": f"Target: {self._role_name(state)}"},
            "blocks": self._blocks(state),
            "buttons": self._buttons(),
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Set a limit or wish, say how an activity goes, open a page. Raises LearnerError for a date that is none."""
        self._focus, self._written = "", None
        verb, _, what = name.partition(":")
        if verb == "target":
            self._journey.aim(str(value))
        elif verb == "read":
            self._shelf.read(str(value))
            self._focus = str(value)
        elif verb == "steady":
            self._work.steady = bool(value)
        elif verb in ("status", "on") and what in self._activities:
            self._tell(verb, what, str(value).strip())
        else:
            self._set(self._settings.changed(name, value))

    def press(self, name: str) -> None:
        """Follow the plan, save it, give way in a limit, take back a wish, search, or compare."""
        verb, _, what = name.partition(":")
        sheet = self._sheet(self._journey.state())
        if verb == "follow" and sheet:
            keep_plan(self._journey, target_of(self._journey.state()), sheet.found)
        elif verb == "save" and sheet and what in PLAN_FORMATS:
            self._written = write_plan(sheet, what)
        elif verb == "relax" and sheet and int(what) < len(sheet.found.relaxations):
            self._set(self._settings.relaxed(sheet.found.relaxations[int(what)]))
        elif verb == "free":
            self._set(self._settings.without(what))
        elif verb == "improve":
            self._work.finish()
        elif verb == "compare":
            self._work.compare(self._exams())

    def _blocks(self, state: LedgerState) -> list[b.Block]:
        if not any(rating.level is not None for rating in state.ratings.values()):
            text = (
                "A plan closes your widest gaps. Rate one competency in lesson 03 to see your first; it takes a minute."
            )
            return [b.title("Your development plan"), b.note("Nothing rated yet.", text)]
        settings, trouble = self._settings, ""
        try:
            self._work.ask(self._key(state), lambda effort: self._steps(state, effort))
        except CmoError as error:
            trouble = str(error)
        sheet = self._sheet(state)
        considered = [task.id for task in sheet.found.problem.tasks] if sheet else []
        more = setting_blocks(self._journey, state, settings, self._activities, considered)
        rest = [slider_blocks(settings), more]
        if sheet is None:
            return [b.title("Your development plan"), b.note("No plan can be made.", trouble, tone="trouble"), *rest]
        work = self._work
        view = view_blocks(sheet, state, settings, work.robust, comparing=work.comparing, steady=work.steady)
        before = kept_plan(state, target_of(state), sheet.today)
        return [
            *head_blocks(sheet, settings, working=work.working, searched=work.searched),
            *([b.prose(b.quiet(_STEADY))] if work.steady and work.robust else []),
            *rest,
            *followed_blocks(sheet, before),
            b.segment("show", "Look at", SHOWN, settings.show),
            *view,
            *self._shelf.blocks(),
            *activity_blocks(sheet, state),
            *told_blocks(sheet, state, self._activities),
            *self._files(),
        ]

    def _buttons(self) -> list[b.Block]:
        shown = self._work.shown
        if shown is None or not shown.best.placed:
            return []
        saves = {"pdf": "Save as PDF", "ics": "Save for a calendar", "csv": "Save as a table"}
        return [
            b.button("follow", "Follow this plan", style="primary"),
            *(b.button(f"save:{form}", label) for form, label in saves.items()),
        ]

    def _files(self) -> list[b.Block]:
        if self._written is None:
            return []
        file = self._written.file
        form = file.suffix.removeprefix(".")
        note = b.note("Your plan is written.", f"It lies in {file}.")
        return [note, b.download(f"Save a copy of {file.name}", file.name, self._written.content, PLAN_FORMATS[form])]

    def _tell(self, verb: str, id: str, value: str) -> None:
        body = {key: item for key, item in self._journey.state().of("activity").get(id, {}).items() if key != "at"}
        if verb == "status":
            body |= {"status": value, "on": self._journey.clock().date().isoformat()}
        elif not value:
            body["on"] = None
        elif len(value) < 4:
            return  # still typing
        elif not _DAY.fullmatch(value):
            raise LearnerError(f'"{value}" is not a date. Write a day such as 2026-11-23, or a month such as 2026-11.')
        else:
            body["on"] = value
        self._journey.record("activity", id, {"status": "planned", **body})

    def _set(self, settings: Settings | None) -> None:
        if settings is not None and settings != self._settings:
            if settings.asked != self._settings.asked:
                self._work.forget()  # before the ledger is written: the search would take the time of the answer
            self._settings = settings
            self._journey.record("place", SCREEN, settings.body())

    def _key(self, state: LedgerState) -> object:
        told = {kind: state.of(kind) for kind in _RESTS_ON}
        rated = (state.ratings, state.steps, state.importance, state.waived, state.plays)
        return self._settings.asked, target_of(state), told, rated, self._journey.clock().date()

    def _steps(self, state: LedgerState, effort: Effort) -> Iterator[Development]:
        settings = self._settings
        return plan_steps(
            self._journey,
            state,
            settings.limits(self._activities),
            number=settings.number,
            aim=settings.aim,
            effort=effort,
            sector=settings.sector or None,
            gaps=self._gaps.of(basis_of(self._journey, state), lambda: gaps_of(self._journey, state)),
        )

    def _sheet(self, state: LedgerState) -> PlanSheet | None:
        found, today = self._work.shown, self._journey.clock().date()
        if found is None:
            return None
        return plan_sheet(self._journey, found, found.best, role=target_of(state), today=today)

    def _exams(self) -> list[str]:
        found = self._work.found
        tasks = found.problem.tasks if found else ()
        return [task.id for task in tasks if self._activities[task.id].kind == "credential"]

    def _role_name(self, state: LedgerState) -> str:
        return self._journey.catalogue.framework.role(target_of(state)).short
