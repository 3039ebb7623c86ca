"""The whole chain in one place: what the demo, ``status`` and every screen call.

A journey holds the learner's ledger and the content; each question is answered from the events anew, so that a
screen that was killed and reopened shows the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from cmo_pathways.assess import Estimate
from cmo_pathways.career import (
    Intake,
    Learner,
    Loss,
    Move,
    RoutePlan,
    Standing,
    Structure,
    intake_body,
    intake_problems,
    international_moves,
    limits_of,
    loss_of,
    plan_routes,
    read_intake,
    shut_ways,
    specialty_of,
    standing_of,
    structure_of,
    years_since,
    yours_among,
)
from cmo_pathways.cases import PlayState, Resumed, answer, choose, is_over, outcome, resume_play, take_back
from cmo_pathways.catalogue import Catalogue, load_catalogue, load_reference
from cmo_pathways.document import Document, Paper
from cmo_pathways.errors import LearnerError, UnknownId
from cmo_pathways.ledger import Event, Ledger, LedgerState, PlayResult, open_ledger, replay
from cmo_pathways.plan import (
    FIRST_GAPS,
    Development,
    Effort,
    Limits,
    Placed,
    develop_steps,
    next_monday,
    past_of,
    shifted,
    without_dropped,
)
from cmo_pathways.portfolio import (
    CaseEvidence,
    Portfolio,
    Strength,
    build_portfolio,
    fit_portfolio,
    refuse_identifiers,
    rests_on,
    sendable_fields,
)
from cmo_pathways.standing import Gap, rank_gaps, score_assessment

FIRST_TARGET = "cmo-hospital-small"
"""The role that screens propose until the learner chooses one."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next best step: the lesson to open and why, in one sentence."""

    notebook: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Journey:
    """A learner's ledger beside the content; ``clock`` gives the time that new events carry."""

    home: Path
    catalogue: Catalogue
    ledger: Ledger
    clock: Callable[[], datetime]

    def state(self) -> LedgerState:
        """What the ledger says now. Raises LedgerError."""
        return replay(self.ledger.events())

    def record(self, kind: str, subject: str, body: Mapping[str, Any]) -> Event:
        """Write one event; it is on disk when this returns. Raises LedgerError."""
        return self.ledger.append(kind, subject, dict(body), at=self.clock())

    def record_all(self, items: Iterable[tuple[str, str, Mapping[str, Any]]]) -> tuple[Event, ...]:
        """Write events (kind, subject, body) at once; all are on disk when this returns. Raises LedgerError."""
        whole = [(kind, subject, dict(body)) for kind, subject, body in items]
        return self.ledger.append_all(whole, at=self.clock())

    def rate(
        self, competency: str, level: int | None, sureness: str | None, *, not_applicable: bool, **more: str
    ) -> Event:
        """Record a self-rating of a competency; more may be its ``note``, ``course`` and ``moment``.

        Raises UnknownId, LedgerError.
        """
        self.catalogue.framework.competency(competency)
        version = self.catalogue.framework.version
        body = {"level": level, "sureness": sureness, "not_applicable": not_applicable, "framework": version, **more}
        return self.record("rating", competency, body)

    def aim(self, step: str) -> Event:
        """Record the target role, given as a career step such as ``cmo-hospital-large``. Raises UnknownId."""
        self.catalogue.framework.role(step)
        return self.record("target", step, {})


def open_journey(home: Path, *, clock: Callable[[], datetime], catalogue: Catalogue | None = None) -> Journey:
    """The journey of the learner whose folder is ``home``; an empty ledger is made where there is none.

    Raises LedgerError where the ledger cannot be used, ContentError where the content is broken.
    """
    return Journey(home, catalogue or load_catalogue(), open_ledger(home), clock)


def target_of(state: LedgerState) -> str:
    """The target role as a career step: the learner's choice, or the first one we propose."""
    return state.target or FIRST_TARGET


def estimates_of(journey: Journey, state: LedgerState) -> Mapping[str, Estimate]:
    """The estimate of every competency that is part of the learner's work."""
    return score_assessment(journey.catalogue, state, today=journey.clock().date())


def gaps_of(
    journey: Journey, state: LedgerState, role: str | None = None, *, today: date | None = None
) -> tuple[Gap, ...]:
    """The ranked gaps to a role, by default to the learner's target, on a day, by default today. Raises UnknownId."""
    day = today or journey.clock().date()
    return rank_gaps(journey.catalogue, state, role or target_of(state), today=day)


def routes_of(
    journey: Journey,
    state: LedgerState,
    *,
    to: str | None = None,
    start: str | None = None,
    k: int = 3,
    draws: int = 2000,
    seed: int = 7,
    regions: frozenset[str] = frozenset(),
) -> RoutePlan:
    """Alternative routes from what the learner holds to a role, within the limits of the intake.

    ``regions`` are further countries through which a route may lead. Raises UnknownId, LearnerError.
    """
    graph, intake = journey.catalogue.career, intake_of(state)
    goal = to or target_of(state)
    return plan_routes(
        graph,
        to=goal,
        held=held_years(state, journey.clock().date()),
        specialty=specialty_of(graph, intake),
        regions=regions,
        limits=limits_of(intake),
        gaps=_levels_short(journey, state, goal),
        k=k,
        draws=draws,
        seed=seed,
        start=start,
        waived=state.waived,
        yours=yours_among(journey.catalogue.career, state.of("assumption")),
        today=journey.clock().date(),
    )


def intake_of(state: LedgerState) -> Intake:
    """What the learner said of the present, with the steps held; the empty intake where nothing was said."""
    held = {id: step.since for id, step in state.steps.items() if step.held}
    return read_intake(state.of("intake").get("me", {}), held)


def keep_intake(journey: Journey, intake: Intake) -> tuple[str, ...]:
    """Record an intake that can be right; what is wrong with it comes back, one sentence each, and nothing is kept.

    Steps held are recorded step by step (kind ``step``), not here.
    """
    problems = intake_problems(journey.catalogue.career, intake, journey.clock().date())
    if not problems:
        journey.record("intake", "me", intake_body(intake))
    return problems


def standing_for(journey: Journey, state: LedgerState, to: str | None = None) -> Standing:
    """What the learner builds on when the career graph is asked: steps held or implied, limits, dates of today."""
    graph, intake, today = journey.catalogue.career, intake_of(state), journey.clock().date()
    held = {id: years or 0.0 for id, years in held_years(state, today).items()}
    limits = limits_of(intake)
    wishes = Learner(
        held=frozenset(held),
        specialty=specialty_of(graph, intake),
        waived=state.waived,
        regions=frozenset(graph.step(id).region for id in (to or target_of(state), *held)),
        home=limits.home,
        only=limits.only,
        shut=shut_ways(graph, today),
    )
    return standing_of(graph, held, wishes)


def structure_for(journey: Journey, state: LedgerState, to: str | None = None) -> Structure:
    """Which of the steps still to come blocks most, and which opens most doors. Raises UnknownId."""
    return structure_of(journey.catalogue.career, standing_for(journey, state, to).learner)


def loss_for(journey: Journey, state: LedgerState, step: str, to: str | None = None) -> Loss:
    """What changes on the way to the target if a step falls away. Raises UnknownId, LearnerError."""
    goal = to or target_of(state)
    return loss_of(journey.catalogue.career, step, to=goal, standing=standing_for(journey, state, goal))


def moves_for(journey: Journey, state: LedgerState) -> tuple[Move, ...]:
    """What it would take to become a CMO in each of the nine countries. Raises LearnerError."""
    return international_moves(journey.catalogue.career, standing_for(journey, state))


def plan_of(
    journey: Journey,
    state: LedgerState,
    limits: Limits,
    *,
    role: str | None = None,
    number: int | None = FIRST_GAPS,
    aim: str = "target",
    effort: Effort | None = None,
) -> Development:
    """The development plan for a role from what the learner holds, has done and has under way.

    Where a plan is kept for the role, the new one changes little of it. Raises UnknownId, LearnerError.
    """
    *_, last = plan_steps(journey, state, limits, role=role, number=number, aim=aim, effort=effort)
    return last


def plan_steps(
    journey: Journey,
    state: LedgerState,
    limits: Limits,
    *,
    role: str | None = None,
    number: int | None = FIRST_GAPS,
    aim: str = "target",
    effort: Effort | None = None,
    sector: str | None = None,
) -> Iterator[Development]:
    """The answer of ``plan_of`` as it grows: a quick plan at once, then better ones, the last with its proof.

    ``sector`` is where the learner will work meanwhile (by default that of the role). Raises UnknownId, LearnerError.
    """
    chosen = role or target_of(state)
    gaps = gaps_of(journey, state, chosen)
    activities = load_reference().activities
    today = journey.clock().date()
    where = sector or journey.catalogue.framework.role(chosen).sector
    return develop_steps(
        journey.catalogue,
        gaps,
        limits=replace(without_dropped(limits, state, activities), sector=where),
        past=past_of(state, activities, gaps, today),
        number=number,
        aim=aim,
        near=kept_plan(state, chosen, today),
        effort=effort or Effort(),
        activities=activities,
    )


def keep_plan(journey: Journey, role: str, found: Development) -> Event:
    """Record a plan as the one that the learner follows, with the day on which its week 0 begins."""
    begin = next_monday(journey.clock().date()).isoformat()
    items = [{"id": item.id, "start_week": item.start, "end_week": item.end} for item in found.best.placed]
    limits = {"hours_per_week": found.limits.hours_per_week, "budget": found.limits.budget}
    body = {"begin": begin, "activities": items, **limits, "months": found.limits.months}
    return journey.record("plan", role, body)


def kept_plan(state: LedgerState, role: str, today: date) -> tuple[Placed, ...]:
    """The activities of the plan that the learner follows, in weeks from today; empty where none is kept.

    What is done or dropped is no longer part of it.
    """
    body = state.of("plan").get(role)
    if body is None:
        return ()
    gone = {id for id, told in state.of("activity").items() if told.get("status") in ("done", "dropped")}
    rows = [row for row in _rows(body.get("activities")) if row["id"] not in gone]
    placed = tuple(Placed(str(row["id"]), int(row["start_week"]), int(row["end_week"])) for row in rows)
    begin = body.get("begin")
    passed = (next_monday(today) - date.fromisoformat(begin)).days // 7 if isinstance(begin, str) else 0
    return shifted(placed, max(0, passed))


def held_years(state: LedgerState, today: date) -> Mapping[str, float | None]:
    """The steps that the learner holds, each with the years since it began or ended (None = not said)."""
    return {id: years_since(step.since, today) for id, step in state.steps.items() if step.held}


def progress_of(journey: Journey, state: LedgerState) -> Mapping[str, Any]:
    """Counts for the status line: rated and skipped competencies, steps held, cases finished, entries, exports."""
    total = len(journey.catalogue.framework.competencies)
    skipped = sum(rating.not_applicable for rating in state.ratings.values())
    return {
        "rated": sum(rating.level is not None for rating in state.ratings.values()),
        "not_applicable": skipped,
        "competencies": total,
        "target": state.target,
        "steps_held": sum(step.held for step in state.steps.values()),
        "cases_finished": len({play.case for play in state.plays.values() if play.result is not None}),
        "cases": len(journey.catalogue.cases),
        "entries": len(state.entries),
        "exports": len(state.exports),
    }


def next_step(journey: Journey, state: LedgerState) -> NextStep:
    """The next best step for the learner, from what the ledger does not hold yet."""
    done = progress_of(journey, state)
    left = done["competencies"] - done["rated"] - done["not_applicable"]
    if done["target"] is None:
        return NextStep("00-start-here", "Choose a target role", "Every gap and route is measured against it.")
    if left:
        words = "Rate your first competency" if not done["rated"] else f"Rate the other {left} competencies"
        return NextStep("03-self-assessment", words, "One takes about a minute; each answer is saved at once.")
    if not done["steps_held"]:
        return NextStep("05-career-pathways", "Say what you already hold", "A route starts from your own steps.")
    if not done["cases_finished"]:
        return NextStep("07-case-studio", "Play a case", "A case says more about a level than a rating does.")
    if not done["entries"]:
        return NextStep("08-portfolio-builder", "Write your first result", "A number before and after opens a dossier.")
    if all(export.kind in ("assessment", "skill-map") for export in state.exports):
        return NextStep("08-portfolio-builder", "Export your dossier", "The PDF carries its evidence with it.")
    gap = next((gap for gap in gaps_of(journey, state) if not gap.met), None)
    if gap is None:
        return NextStep("08-portfolio-builder", "Keep the dossier current", "Every target of the role is met.")
    name = journey.catalogue.framework.competency(gap.competency).short
    why = f"It is the gap that matters most: {gap.size:.1f} levels short of our assumed target."
    if target_of(state) not in state.of("plan"):
        return NextStep("06-development-plan", f"Plan how to close {name}", why)
    return NextStep("02-skill-map", f"Work on {name}", why)


def new_play(state: LedgerState, case: str) -> str:
    """The id of the learner's next play of a case: ``this-months-number-2``."""
    return f"{case}-{1 + sum(play.case == case for play in state.plays.values())}"


def play_so_far(journey: Journey, state: LedgerState, case: str, play: str) -> PlayState:
    """Where a play stands, rebuilt from its recorded moves as far as they fit the case. Raises UnknownId."""
    return _resumed(journey, state, case, play).state


def play_notes(journey: Journey, state: LedgerState, case: str, play: str) -> tuple[str, ...]:
    """What a revision of the case changed for a saved play, for the learner; empty where all still fits."""
    return _resumed(journey, state, case, play).notes


def decide(journey: Journey, case: str, play: str, choice: str) -> PlayState:
    """Take a choice, record it, and record the result where it ends the play.

    Raises UnknownId for a case or choice, LearnerError where the choice is closed; nothing is recorded then.
    """
    found = journey.catalogue.case(case)
    before = play_so_far(journey, journey.state(), case, play)
    choose(found, before, choice)
    move = {"play": play, "version": found.version, "scene": before.scene, "choice": choice}
    journey.record("decision", case, move)
    # Read back, because in a case that was revised the decisions made later may fit again from here.
    after = play_so_far(journey, journey.state(), case, play)
    if is_over(found, after):
        journey.record("result", case, {"play": play, **outcome(found, after).as_json()})
    return after


def reply(journey: Journey, case: str, play: str, value: float | str) -> PlayState:
    """Answer the question of the scene and record it; an emptied memo is recorded as empty and so withdrawn.

    Nothing is recorded where nothing changes. Raises UnknownId, LearnerError; nothing is recorded then.
    """
    found = journey.catalogue.case(case)
    before = play_so_far(journey, journey.state(), case, play)
    after = answer(found, before, value)
    was, given = before.answer_in(before.scene), after.answer_in(before.scene)
    if given != was and (told := given or was) is not None:
        move = {"play": play, "version": found.version, "scene": before.scene, "ask": told.ask}
        journey.record("answer", case, {**move, "value": given.value if given else ""})
    return after


def undo(journey: Journey, case: str, play: str) -> PlayState:
    """Take the last choice of a play back and record that.

    Raises UnknownId, LearnerError where the case does not allow it, nothing was chosen, or the play has ended.
    """
    found = journey.catalogue.case(case)
    before = play_so_far(journey, journey.state(), case, play)
    if is_over(found, before):
        raise LearnerError("This play has ended, and its result is recorded. Play it again to take another path.")
    after = take_back(found, before)
    scene, choice = before.path[-1]
    move = {"play": play, "version": found.version, "scene": scene, "choice": choice, "taken_back": True}
    journey.record("decision", case, move)
    return after


def _resumed(journey: Journey, state: LedgerState, case: str, play: str) -> Resumed:
    return resume_play(journey.catalogue.case(case), state.plays[play].moves if play in state.plays else ())


def dossier_for(home: Path, *, audience: str, today: date) -> tuple[Document, Mapping[str, Any]]:
    """The learner's dossier as a document value, and what it was made from (to attach to the file).

    Raises LedgerError where there is no ledger, UnknownId for an audience that is not known, UnsafeExport where it
    could name a patient.
    """
    noon = datetime.combine(today, time(12), UTC)
    journey = Journey(home, load_catalogue(), open_ledger(home, create=False), lambda: noon)
    state = journey.state()
    portfolio = dossier_of(journey, state, audience=audience, today=today)
    shown = {id: state.entries[id] for id in portfolio.chosen if id in state.entries}
    refuse_identifiers(shown, state.profile, people=state.entries)
    return portfolio.document, source_of(state, portfolio)


def dossier_of(
    journey: Journey,
    state: LedgerState,
    *,
    audience: str,
    today: date,
    paper: Paper = "letter",
    kind: str = "dossier",
    language: str = "en",
    pages_of: Callable[[Document], int] | None = None,
    cuts: Mapping[str, str] | None = None,
) -> Portfolio:
    """The dossier, or a shorter kind of it, of an open journey: document, what was chosen, left out, and is missing.

    ``pages_of`` counts the pages of a document; with it the page budget is kept. ``cuts`` are those of an earlier
    answer and stay as they are, which is quicker. Raises UnknownId.
    """
    framework = journey.catalogue.framework
    rated = sorted((gap for gap in gaps_of(journey, state, today=today) if gap.rated), key=lambda gap: -gap.level)
    strengths = [Strength(framework.competency(g.competency).short, g.level, g.low, g.high, g.target) for g in rated]
    cases = {play.case: play.result for play in state.plays.values() if play.result and play.case in _titles(journey)}
    until = date.fromisoformat(state.last_at[:10]) if state.last_at else None
    make = partial(
        build_portfolio,
        state.entries,
        audience=audience,
        today=today,
        profile=state.profile,
        strengths=tuple(strengths),
        basis=rests_on(ratings=progress_of(journey, state)["rated"], cases=len(cases), until=until),
        role=framework.role(target_of(state)).short,
        evidence=tuple(_case_evidence(journey, id, result) for id, result in cases.items()),
        paper=paper,
        language=language,
        kind=kind,
        names={id: framework.competency(id).short.lower() for id in framework.competencies},
    )
    if cuts is not None:
        kept = make(cuts=cuts)
        return replace(kept, pages=pages_of(kept.document)) if pages_of else kept
    return fit_portfolio(lambda cuts: make(cuts=cuts), pages_of) if pages_of else make()


def source_of(state: LedgerState, portfolio: Portfolio) -> Mapping[str, Any]:
    """What a dossier shows, as plain values that travel inside its file: the profile and the chosen entries.

    Entries that were left out stay at home, and so do license numbers and the rests of imports: the file goes to
    other people.
    """
    return {
        "format": "cmo-pathways-dossier",
        "version": 1,
        "profile": {key: value for key, value in state.profile.items() if key != "acknowledged"},
        "entries": {id: sendable_fields(state.entries[id]) for id in portfolio.chosen if id in state.entries},
    }


def _titles(journey: Journey) -> Mapping[str, str]:
    return {case.id: case.title for case in journey.catalogue.cases.values()}


def _case_evidence(journey: Journey, id: str, result: PlayResult) -> CaseEvidence:
    name = journey.catalogue.framework.competency
    points = ", ".join(f"{name(c).short.lower()} {score.got} of {score.best}" for c, score in result.scores.items())
    return CaseEvidence(id, journey.catalogue.cases[id].title, result.at[:10], f"Points: {points}.")


def _rows(value: object) -> list[Mapping[str, Any]]:
    keys = {"id", "start_week", "end_week"}
    listed = value if isinstance(value, list | tuple) else ()
    return [row for row in listed if isinstance(row, Mapping) and keys <= row.keys()]


def _levels_short(journey: Journey, state: LedgerState, goal: str) -> Mapping[str, float]:
    """Levels short of target per competency of a role; empty where nothing is rated or the step has no targets."""
    try:
        gaps = gaps_of(journey, state, goal)
    except UnknownId:
        return {}
    return {gap.competency: 0.0 if gap.met else gap.size for gap in gaps} if any(gap.rated for gap in gaps) else {}
