"""Where am I: country, stage, specialty, what is held since when, and what time, money and life allow."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from cmo_pathways.career.explain import name_in_text
from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.limits import RouteLimits
from cmo_pathways.career.model import HOME, REGIONS, Step
from cmo_pathways.career.needs import Learner, implied_by
from cmo_pathways.errors import LearnerError

WHERE = {
    "student": "In medical school or before",
    "training": "In residency, fellowship or specialist training",
    "practice": "In practice",
    "first-leadership": "In a first leadership post",
    "senior-leadership": "In a senior leadership post",
    "executive": "Chief medical officer or another executive",
}
"""The stages of a career that a learner can choose from, with their words."""

COUNTRIES = {region: name for region, name in REGIONS.items() if region != "global"}
"""The nine countries of the career graph, with their words."""

CURRENCIES = ("USD", "GBP", "CAD", "EUR", "AUD", "SGD", "AED", "CNY", "BRL")


@dataclass(frozen=True, slots=True)
class Intake:
    """What a learner said of the present; None or an empty text where nothing was said.

    ``country`` is a region id such as ``uk``; ``stage`` one of ``WHERE``, with ``years`` in it; ``specialty`` the id of
    a residency; ``hours_per_week`` [hours] and ``budget`` [``currency``] that development may take. ``part_time``
    [0-1, 1 = full time] is the share of full time for training and study, ``clinical_share`` [0-1] what shall stay
    clinical. ``held`` gives each step held (degrees, credentials, posts) with its date (``2019``, ``2019-07``) or None.
    """

    country: str = ""
    stage: str = ""
    years: float | None = None
    specialty: str = ""
    hours_per_week: float | None = None
    budget: float | None = None
    currency: str = "USD"
    no_relocation: bool = False
    part_time: float = 1.0
    clinical_share: float | None = None
    held: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """True if nothing at all was said."""
        return self == Intake()


def read_intake(body: Mapping[str, object], held: Mapping[str, str | None]) -> Intake:
    """The intake that was recorded (the body of an ``intake`` event) with the steps held; odd values are left out."""
    part_time = _number(body.get("part_time"))
    return Intake(
        country=_text(body.get("country")),
        stage=_text(body.get("stage")),
        years=_number(body.get("years")),
        specialty=_text(body.get("specialty")),
        hours_per_week=_number(body.get("hours_per_week")),
        budget=_number(body.get("budget")),
        currency=_text(body.get("currency")) or "USD",
        no_relocation=body.get("no_relocation") is True,
        part_time=1.0 if part_time is None else part_time,
        clinical_share=_number(body.get("clinical_share")),
        held=dict(held),
    )


def intake_body(intake: Intake) -> dict[str, str | float | bool | None]:
    """The intake as the body of an ``intake`` event; what is held is recorded step by step and not repeated."""
    return {
        "country": intake.country,
        "stage": intake.stage,
        "years": intake.years,
        "specialty": intake.specialty,
        "hours_per_week": intake.hours_per_week,
        "budget": intake.budget,
        "currency": intake.currency,
        "no_relocation": intake.no_relocation,
        "part_time": intake.part_time,
        "clinical_share": intake.clinical_share,
    }


def intake_problems(graph: CareerGraph, intake: Intake, today: date) -> tuple[str, ...]:
    """Everything that cannot be right, one sentence each; empty if routes can start from it."""
    return (*_word_problems(graph, intake), *_number_problems(intake), *_held_problems(graph, intake, today))


def limits_of(intake: Intake) -> RouteLimits:
    """What the intake means for routes: no step abroad without relocation, slower study part time, the budget."""
    home = frozenset({intake.country, "global"}) if intake.country in COUNTRIES else HOME
    return RouteLimits(
        home=home,
        only=home if intake.no_relocation else frozenset(),
        pace=intake.part_time if 0 < intake.part_time <= 1 else 1.0,
        budget=intake.budget,
        currency=intake.currency,
        clinical_share=intake.clinical_share,
    )


def specialty_of(graph: CareerGraph, intake: Intake) -> str | None:
    """The residency that counts: the one named, else the one held; None where neither is there."""
    held = (id for id in intake.held if id in graph.steps and graph.step(id).kind == "residency")
    return intake.specialty or next(held, None)


def years_since(since: str | None, today: date) -> float | None:
    """Years from a month or year such as ``2019-07`` until today, 0 for one to come. Raises LearnerError."""
    if since is None:
        return None
    try:
        began = date(int(since[:4]), int(since[5:7] or 1), 1)
    except ValueError as error:
        raise LearnerError(f'The date "{since}" cannot be read. Write a year such as 2019, or 2019-07.') from error
    return max(0.0, (today - began).days / 365.25)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _word_problems(graph: CareerGraph, intake: Intake) -> Iterator[str]:
    if intake.country and intake.country not in COUNTRIES:
        yield f'"{intake.country}" is not one of the countries with routes. Choose one from the list.'
    if intake.stage and intake.stage not in WHERE:
        yield f'"{intake.stage}" is not a stage of a career here. Choose one from the list.'
    if intake.specialty and getattr(graph.steps.get(intake.specialty), "kind", "") != "residency":
        yield f'There is no residency "{intake.specialty}". Choose your specialty from the list.'
    if intake.currency not in CURRENCIES:
        yield f'"{intake.currency}" is not a currency known here. Use one such as USD.'
    if intake.no_relocation and not intake.country:
        yield "You want to stay in your country, but none is given. Choose your country."


def _number_problems(intake: Intake) -> Iterator[str]:
    for value, name, top in (
        (intake.years, "Years in this stage", 70),
        (intake.hours_per_week, "Hours per week", 168),
        (intake.budget, "The budget", math.inf),
    ):
        if value is not None and not (0 <= value <= top and math.isfinite(value)):
            limit = "Use 0 or more." if math.isinf(top) else f"Use a number from 0 to {top}."
            yield f"{name}: {value:g} is not possible. {limit}"
    if not 0 < intake.part_time <= 1:
        yield f"Part time: {intake.part_time:g} is not a share of full time. Use a share above 0 %, 100 % at most."
    if intake.clinical_share is not None and not 0 <= intake.clinical_share <= 1:
        yield f"Clinical work: {intake.clinical_share:g} is not a share. Use 0 % to 100 %."


def _held_problems(graph: CareerGraph, intake: Intake, today: date) -> Iterator[str]:
    dates: dict[str, str] = {}
    for id, since in intake.held.items():
        if id not in graph.steps:
            yield f'"{id}" is not a step of the career map. Remove it.'
            continue
        name = name_in_text(graph, id, first=True)
        try:
            years_since(since, today)
        except LearnerError:
            yield f'{name}: "{since}" is not a date. Write a year such as 2019, or a month such as 2019-07.'
            continue
        if since and since > today.isoformat()[: len(since)]:
            yield f"{name} is dated {since}, which is still to come. Mend the date, or take the step out."
        elif since:
            dates[id] = since
    yield from _order_problems(graph, dates)
    roles = [id for id in intake.held if id in graph.steps and _needs_degree(graph.step(id))]
    if intake.stage == "student" and roles:
        name = name_in_text(graph, roles[0])
        yield f"You are in medical school and hold {name}. Change the stage, or take the step out."


def _order_problems(graph: CareerGraph, dates: Mapping[str, str]) -> Iterator[str]:
    for later, since in dates.items():
        for earlier in implied_by(graph, later, Learner(), certain=True):
            before = dates.get(earlier, "")
            if before[: len(since)] > since[: len(before)]:
                one, other = name_in_text(graph, later, first=True), name_in_text(graph, earlier)
                yield f"{one} ({since}) comes before {other} ({before}), which it requires. Mend one of the two dates."


def _needs_degree(step: Step) -> bool:
    return step.is_role and step.stage != "training"
