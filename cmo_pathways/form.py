"""The self-assessment as a form over the ledger: what is answered, what became of a rating, courses before and after.

Pure functions of the learner's state; the screens of lesson 03 show what they give.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cmo_pathways.assess import Aim, Ask, ask_next
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.ledger import Event, LedgerState, RatingGiven
from cmo_pathways.standing import posterior_of


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to a competency: ``at`` (ISO time), ``kind`` (rating, evidence, case) and its words."""

    at: str
    kind: str
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class CourseRow:
    """The three ratings of one competency around a course; each None where it was not given.

    ``before`` was given before the course, ``then`` afterwards about the time before it, ``after`` afterwards.
    """

    competency: str
    before: RatingGiven | None
    then: RatingGiven | None
    after: RatingGiven | None


def ask_of(catalogue: Catalogue, state: LedgerState, role: str, passed: Collection[str] = ()) -> Ask:
    """What the short form asks next of this learner, and how clear the widest gaps to a role are.

    ``passed`` are competencies that were asked and left open; they are not asked again. Raises UnknownId.
    """
    targets = catalogue.framework.role(role).targets
    counts = [id for id in catalogue.framework.competencies if answer_state(state.ratings.get(id)) != "skip"]
    aims = [Aim(id, targets[id].level, state.importance.get(id) or targets[id].weight) for id in counts]
    still_open = {id for id in counts if answer_state(state.ratings.get(id)) == "todo" and id not in passed}
    sd = catalogue.constants.rating_sd("fairly")
    return ask_next(posterior_of(catalogue, state), aims, still_open, sd=sd)


def answer_state(rating: RatingGiven | None) -> str:
    """How far a competency is answered: ``todo``, ``done`` or ``skip`` (not part of the work)."""
    if rating is None:
        return "todo"
    return "skip" if rating.not_applicable else "done" if rating.level is not None else "todo"


def is_answered(rating: RatingGiven | None) -> bool:
    """True where level and sureness are given, or the competency is no part of the work."""
    return rating is not None and (rating.not_applicable or (rating.level is not None and bool(rating.sureness)))


def evidence_of(state: LedgerState, competency: str) -> Mapping[str, Mapping[str, object]]:
    """The evidence of a competency that is not removed, by id, oldest first."""
    return {id: body for id, body in state.of("evidence").items() if body.get("competency") == competency}


def free_evidence_id(events: Iterable[Event], competency: str) -> str:
    """An id for one more piece of evidence of a competency, never used before in these events."""
    used = {event.subject for event in events if event.kind == "evidence"}
    return next(id for n in range(1, len(used) + 2) if (id := f"evidence-{competency}-{n}") not in used)


def history_of(state: LedgerState, competency: str, titles: Mapping[str, str]) -> tuple[Change, ...]:
    """What happened to a competency, oldest first: each rating that changed something, evidence, finished cases.

    ``titles`` gives the title of each case by id.
    """
    changes = _ratings(state, competency)
    for body in evidence_of(state, competency).values():
        changes.append(Change(str(body["at"]), "evidence", f"Evidence: {str(body.get('text') or 'a draft')[:160]}"))
    for play in state.plays.values():
        score = play.result.scores.get(competency) if play.result else None
        if play.result and score and play.case in titles:
            words = f"Case {_quoted(titles[play.case])}: {score.got:g} of {score.best:g} points"
            changes.append(Change(play.result.at, "case", words))
    return tuple(sorted(changes, key=lambda change: change.at))


def courses_of(state: LedgerState) -> tuple[str, ...]:
    """The names of the courses with a rating, in the order of their first one."""
    given = sorted((r for r in (*state.rating_history, *state.then_ratings) if r.course), key=lambda r: r.seq)
    return tuple(dict.fromkeys(rating.course for rating in given))


def course_rows(state: LedgerState, course: str) -> tuple[CourseRow, ...]:
    """The competencies that were rated around a course, each with the last of its three ratings."""
    found: dict[str, dict[str, RatingGiven]] = {}
    for rating in sorted((*state.rating_history, *state.then_ratings), key=lambda r: r.seq):
        if rating.course == course:
            moment = rating.moment if rating.moment else "then"
            found.setdefault(rating.competency, {})[moment] = rating
    return tuple(CourseRow(id, m.get("before"), m.get("then"), m.get("after")) for id, m in found.items())


def shift_words(row: CourseRow) -> str:
    """What the three ratings of a row may mean, in one or two sentences and without a verdict."""
    levels = [None if rating is None else rating.level for rating in (row.before, row.then, row.after)]
    before, then, after = levels
    if after is None:
        return "Rate yourself again after the course."
    if then is None:
        return "Look back once more at the time before the course: it shows whether your yardstick moved."
    own = f"Seen from today, {_steps(after - then)}."
    if before is None:
        return f"{own} There is no rating from before to compare with."
    if then < before:
        return f"{own} You now place your start lower than you did then: the yardstick may have become stricter."
    if then > before:
        return f"{own} You now place your start higher than you did then: you may have known more than you saw."
    return f"{own} You place your start where you did then: your yardstick seems to have stayed."


def _steps(change: int) -> str:
    if change == 0:
        return "the level is the same before and after"
    return f"{abs(change)} level{'' if abs(change) == 1 else 's'} {'up' if change > 0 else 'down'}"


def _ratings(state: LedgerState, competency: str) -> list[Change]:
    """The last word of each day, where it differs from that of the day before."""
    days: dict[tuple[str, str, str], RatingGiven] = {}
    for rating in state.rating_history:
        if rating.competency == competency:
            days[(rating.at[:10], rating.course, rating.moment)] = rating
    told: list[Change] = []
    for rating in days.values():
        words = _rating_words(rating)
        if not told or told[-1].words != words:
            told.append(Change(rating.at, "rating", words, rating.note))
    return told


def _rating_words(rating: RatingGiven) -> str:
    if rating.not_applicable:
        return "Not part of your work"
    level = "No level" if rating.level is None else f"Level {rating.level}"
    sure = {"guess": ", a guess", "fairly": ", fairly sure", "sure": ", sure"}.get(rating.sureness or "", "")
    course = f", {rating.moment} the course {_quoted(rating.course)}" if rating.course else ""
    return f"{level}{sure}{course}"


def _quoted(text: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{text}\N{RIGHT DOUBLE QUOTATION MARK}"
