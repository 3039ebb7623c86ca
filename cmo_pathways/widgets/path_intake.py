"""Where am I: country, stage, specialty, what time, money and life allow, and the steps held with their dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cmo_pathways.career import COUNTRIES, CURRENCIES, WHERE, CareerGraph, Intake
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, intake_of, keep_intake, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import number_words
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.path_resume import Found, resume_blocks

_ASKED = {
    "Degrees and training": ("degree", "degree-management", "residency", "fellowship-leadership"),
    "License and certificates": ("license", "certification", "credential", "program"),
    "Posts, now or in the past": ("role",),
}
_HERE = ("us", "global")
_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")
_TEXTS = ("country", "stage", "specialty", "currency")
_NUMBERS = ("years", "hours_per_week", "budget")
_SHARES = ("part_time", "clinical_share")


def intake_blocks(journey: Journey, state: LedgerState, found: Found) -> list[b.Block]:
    """The form of the present: everything optional, each answer recorded as it is given."""
    intake = intake_of(state)
    return [
        b.title(_title(state)),
        b.prose(b.words("Everything here is optional, and each answer counts in the routes at once."), style="lead"),
        b.group("me", *_who(journey.catalogue.career, intake), style="form"),
        # The routes begin at what is held, so it stands before what is asked for their pace.
        b.title("What you hold already", level=3),
        *resume_blocks(journey, state, found),
        *held_blocks(journey, state),
        b.title("What time, money and life allow", level=3),
        b.group("allow", *_allow(intake), style="form"),
        b.check("me:no_relocation", "I stay in my country: no step abroad", value=intake.no_relocation),
        b.prose(_pace(intake), style="muted"),
    ]


def held_blocks(journey: Journey, state: LedgerState) -> list[b.Block]:
    """The steps to tick, with the year in which each began."""
    graph = journey.catalogue.career
    country = intake_of(state).country
    near = {*_HERE, country, graph.step(target_of(state)).region, *(graph.step(id).region for id in state.steps)}
    steps = [step for step in graph.steps.values() if step.region in near and not step.unverified]
    parts: list[b.Block] = [b.prose(b.quiet("A post or degree counts with everything that it required."))]
    for legend, kinds in _ASKED.items():
        fields: list[b.Block] = []
        for step in steps:
            if step.kind not in kinds:
                continue
            mine = state.steps.get(step.id)
            held = bool(mine and mine.held)
            box = b.check(f"held:{step.id}", step.name, value=held)
            since = (mine.since if mine else None) or ""
            when = [b.field(f"since:{step.id}", "Since (year or month)", since)] if held else []
            fields.append(b.group(f"own-{step.id}", box, *when))
        many = legend != "Posts, now or in the past"
        parts.append(b.details(legend, legend, b.group(legend, *fields, style="form"), open=not many))
    return parts


def tell(journey: Journey, state: LedgerState, name: str, value: Any) -> None:
    """Record one answer of the form. Raises LearnerError with every sentence of what cannot be right."""
    told = _told(name, value)
    if told is None:
        return
    problems = keep_intake(journey, replace(intake_of(state), **told))
    if problems:
        raise LearnerError(" ".join(problems))


def hold(journey: Journey, verb: str, step: str, value: Any) -> None:
    """Record that a step is held, or since when. Raises LearnerError for a date that cannot be read."""
    id = journey.catalogue.career.step(step).id
    if verb == "held":
        journey.record("step", id, {"held": bool(value), "since": None})
        return
    text = str(value).strip()
    if text and not _DATE.fullmatch(text):
        if len(text) < 4:
            return  # still typing
        raise LearnerError(f'"{text}" is not a date. Write a year such as 2019, or a month such as 2019-07.')
    journey.record("step", id, {"held": True, "since": text or None})


def _told(name: str, value: Any) -> Mapping[str, Any] | None:
    if name in _TEXTS:
        return {name: str(value)}
    if name == "no_relocation":
        return {name: bool(value)}
    if name not in (*_NUMBERS, *_SHARES):
        return None
    text = str(value).strip().removesuffix("%").strip().replace(",", "")
    if not text:
        return {name: 1.0 if name == "part_time" else None}
    try:
        number = float(text)
    except ValueError as error:
        raise LearnerError(f'"{text[:40]}" is no number. Write it as 12 or 12.5.') from error
    return {name: number / 100 if name in _SHARES else number}


def _who(graph: CareerGraph, intake: Intake) -> list[b.Block]:
    specialties = [(step.id, step.name) for step in graph.steps.values() if step.kind == "residency"]
    return [
        b.select("me:country", "Country", [("", "not said"), *COUNTRIES.items()], intake.country),
        b.select("me:stage", "Stage of your career", [("", "not said"), *WHERE.items()], intake.stage),
        b.field("me:years", "Years in this stage", _shown(intake.years), numeric=True),
        b.select("me:specialty", "Specialty", [("", "not said"), *specialties], intake.specialty),
    ]


def _allow(intake: Intake) -> list[b.Block]:
    part_time = "" if intake.part_time == 1 else _shown(100 * intake.part_time)
    clinical = None if intake.clinical_share is None else 100 * intake.clinical_share
    return [
        b.field(
            "me:hours_per_week", "Time for development [hours a week]", _shown(intake.hours_per_week), numeric=True
        ),
        b.field("me:budget", "Money for development", _shown(intake.budget), numeric=True),
        b.select("me:currency", "Currency", [(name, name) for name in CURRENCIES], intake.currency),
        b.field("me:part_time", "Part time [% of full time]", part_time, numeric=True, hint="Empty means full time."),
        b.field("me:clinical_share", "Clinical work to keep [% of the week]", _shown(clinical), numeric=True),
    ]


def _pace(intake: Intake) -> str:
    if intake.part_time == 1:
        return b.words("Full time: training and study take as long as the tables say.")
    times = b.assumed(f"{1 / intake.part_time:.1f} times as long")
    return f"Part time, training and study take {times}; time between posts stays as it is."


def _title(state: LedgerState) -> str:
    held = sum(step.held for step in state.steps.values())
    if not held:
        return "Where are you now?"
    return f"You hold {held} step{'' if held == 1 else 's'}; the routes start there"


def _shown(value: float | None) -> str:
    return "" if value is None else number_words(value)
