"""How long: the simulated times of a route, the chance by a year, what moves the median, and sliders that ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from cmo_pathways.career import Input, Route, Schedule, TimeToRole, Tornado, simulate_time, tornado_of
from cmo_pathways.career.what_if import LONGEST_WAIT, WhatIf, usual_wait, what_if
from cmo_pathways.charts import Deadline, chart_html, time_chart, tornado_chart
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, intake_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import level_text
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gap_activities import hours_of_first
from cmo_pathways.widgets.kept import Kept, basis_of
from cmo_pathways.widgets.path_names import span_words

_HOURS, _SWINGS = 4.0, 6
_DAYS = 365.25
_SOURCE = "2,000 simulated lives from seed 7 (beta-PERT); each input stands in the table of assumptions."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the learner asks about the time: the sliders, the year of the chance, and hours a week [hours]."""

    sliders: WhatIf = field(default_factory=WhatIf)
    by: int | None = None
    hours: float | None = None


class Still:
    """What stays as it is while a slider moves: what moves the median, the times asked for, the hours of activities."""

    def __init__(self) -> None:
        self._swings = Kept[tuple[Tornado, b.Block]]()
        self._time = Kept[TimeToRole]()
        self._hours = Kept[tuple[float, int]]()

    def swings(self, journey: Journey, route: Route) -> tuple[Tornado, b.Block]:
        """What moves the median of a route, and its chart."""
        return self._swings.of(route.schedule, lambda: _swings(journey, route))

    def time(self, schedule: Schedule) -> TimeToRole:
        """The simulated times of a schedule."""
        return self._time.of(schedule, lambda: simulate_time(schedule))

    def hours(self, journey: Journey, state: LedgerState) -> tuple[float, int]:
        """Hours of the first activity for each of the widest gaps [hours], and for how many gaps there is one."""
        return self._hours.of(basis_of(journey, state), lambda: hours_of_first(journey, state))


def time_blocks(journey: Journey, state: LedgerState, route: Route, asked: Asked, still: Still) -> list[b.Block]:
    """The distribution for what is asked, the sliders, and what moves the median."""
    graph, today = journey.catalogue.career, journey.clock().date()
    goal = graph.step(route.steps[-1].id)
    changed = what_if(graph, route.schedule, asked.sliders)
    time = still.time(changed)
    by = asked.by or today.year + max(1, round(route.years.p50))
    deadline = Deadline(f"the end of {by}", _until(by, today))
    assumed = any(spread.assumed or spread.yours for spread in changed.spreads)
    chart = time_chart(
        time, role_name=goal.short, source=_SOURCE, assumed=assumed, by=deadline, at_least=route.at_least
    )
    moves, swings = still.swings(journey, route)
    return [
        b.title(_message(time)),
        b.prose(_against(route, time.p50, asked), style="lead"),
        b.select("by", "Chance to arrive by the end of", _years(today, max(time.p90, by - today.year)), str(by)),
        b.markup(chart_html(chart), key="time"),
        b.title("What if", level=3),
        b.group("sliders", *_sliders(journey, state, route, moves, asked), style="form"),
        *_development(state, asked, *still.hours(journey, state)),
        *([] if asked.sliders.empty else [_keep_or_reset(asked)]),
        swings,
    ]


def _message(time: TimeToRole) -> str:
    low, middle, high = (level_text(years) for years in (time.p10, time.p50, time.p90))
    return f"Half arrive within {middle} years, 1 in 10 within {low}, 9 in 10 within {high} (assumed times)"


def slider_hours(state: LedgerState, asked: Asked) -> float:
    """Hours a week for development: as asked, else as told in the intake, else 4."""
    return asked.hours or intake_of(state).hours_per_week or _HOURS


def _against(route: Route, now: float, asked: Asked) -> str:
    if asked.sliders.empty:
        return "As the route stands. Move a slider to ask what would change; nothing is recorded."
    before = route.years.p50
    if abs(now - before) < 0.05:
        return f"As asked: no change against {span_words(before)} as the route stands."
    more = "later" if now > before else "sooner"
    return f"As asked: {span_words(abs(now - before))} {more} than the {span_words(before)} of the route as it stands."


def _sliders(journey: Journey, state: LedgerState, route: Route, moves: Tornado, asked: Asked) -> list[b.Block]:
    graph, sliders = journey.catalogue.career, asked.sliders
    wait = usual_wait(graph, route.schedule) if sliders.wait is None else sliders.wait
    inputs = [swing.input for swing in moves.swings[:_SWINGS] if swing.width > 0]
    names = [("", "none"), *((one.id, one.label) for one in inputs)]
    found = next((one for one in inputs if one.id == sliders.input), None)
    hours = slider_hours(state, asked)
    return [
        b.slider("ask:hours", "Hours for development", hours, low=1, high=20, step=1, unit="hours a week"),
        b.slider(
            "ask:pace", "Training and study at", round(100 * (sliders.pace or 1)), low=25, high=100, step=5,
            unit="% of the pace of the route",
        ),
        b.slider("ask:wait", "Wait for each post", wait, low=0, high=LONGEST_WAIT, step=0.25, unit="years"),
        b.select("ask:input", "One assumption of the route", names, found.id if found else ""),
        *([_of_input(found, sliders.value)] if found else []),
    ]  # fmt: skip


def _of_input(one: Input, value: float | None) -> b.Block:
    low, typical, high = one.low or 0.0, one.typical or 0.0, one.high or 0.0
    step = {"years": 0.25, "attempts": 1.0}.get(one.unit, 0.01)
    shown = typical if value is None else value
    return b.slider("ask:value", one.label, shown, low=low, high=high, step=step, unit=one.unit)


def _swings(journey: Journey, route: Route) -> tuple[Tornado, b.Block]:
    graph = journey.catalogue.career
    moves = tornado_of(graph, route.schedule)
    try:
        chart = tornado_chart(moves, role_name=graph.step(route.steps[-1].id).short, source=_SOURCE)
    except LearnerError:  # every number is the learner's own, one value each
        return moves, b.prose(b.quiet("No single number moves the median by a month or more."))
    return moves, b.markup(chart_html(chart), key="tornado")


def _development(state: LedgerState, asked: Asked, total: float, count: int) -> list[b.Block]:
    if not count:
        return [
            b.prose(b.quiet("Hours count once a competency is rated: then the activities for your gaps are timed."))
        ]
    hours = slider_hours(state, asked)
    gaps = "gap" if count == 1 else f"{count} gaps"
    months = b.supported(
        b.assumed(f"about {total / hours / (52 / 12):.0f} months"),
        f"{total:.0f} typical hours, one activity per gap, at {hours:g} hours a week; our assumption",
    )
    line = f"At {hours:g} hours a week the first activity for each of your widest {gaps} takes {months} in all."
    return [b.prose(f"{line} The route itself does not change with these hours.")]


def _keep_or_reset(asked: Asked) -> b.Block:
    own = asked.sliders.value is not None or asked.sliders.wait is not None
    keep = [b.button("ask-keep", "Keep these numbers as mine")] if own else []
    return b.buttons(*keep, b.button("ask-reset", "Back to the route as it stands", style="text"))


def _years(today: date, p90: float) -> list[tuple[str, str]]:
    last = today.year + max(10, int(p90) + 3)
    return [(str(year), str(year)) for year in range(today.year + 1, last)]


def _until(year: int, today: date) -> float:
    return (date(year, 12, 31) - today).days / _DAYS


def kept_numbers(journey: Journey, schedule: Schedule, asked: WhatIf) -> dict[str, float]:
    """The numbers that a learner keeps from the sliders, by input id."""
    graph, found = journey.catalogue.career, dict[str, float]()
    if asked.wait is not None:
        posts = [task.step for task in schedule.tasks if graph.step(task.step).is_role]
        found |= {f"opening:{post}:wait": asked.wait for post in posts}
    if asked.input and asked.value is not None:
        found[asked.input] = asked.value
    return found
