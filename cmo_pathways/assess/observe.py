"""From what the ledger holds to observations of a level: ratings, signals, raters, cases, evidence, training.

``age`` [years] is how old something is: after one half-life its precision counts half. Each kind has its own words
for the reader, which name the numbers that went in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cmo_pathways.assess.constants import Constants
from cmo_pathways.assess.posterior import SELF, Observation
from cmo_pathways.scale import clamp_level, level_text

SIGNALS_PER_LEVEL = 3
_SIGNALS = 5 * SIGNALS_PER_LEVEL
_SHARE = {"yes": 1.0, "partly": 0.5, "no": 0.0}
_SURE = {"fairly": "fairly sure", "sure": "sure, with evidence"}


def from_rating(
    competency: str, level: int, sureness: str | None, when: str, constants: Constants, *, age: float = 0.0
) -> Observation:
    """One self-rating [0-5] as an observation; without a sureness it counts as a guess.

    The ends of the scale say "at most" and "at least": there is no lower or higher answer to give.
    """
    sd = constants.rating_sd(sureness) * faded(age, constants.half_life_self)
    words = f"you rated yourself {level} on {when} ({_SURE.get(sureness or '', 'a guess')})"
    value = {0: 0.5, 5: 4.5}.get(level, float(level))
    seen = _self(competency, value, sd, "rating", words, constants)
    return replace(seen, at_most=level == 0, at_least=level == 5)


def from_signals(
    competency: str, answers: Mapping[str, str], when: str, constants: Constants, *, age: float = 0.0
) -> Observation | None:
    """Signals answered ``yes``, ``partly`` or ``no`` in depth; None where nothing is answered.

    The keys of ``answers`` are level and number of a signal: ``3.2`` is the second signal of level 3.
    """
    given = {key: answer for key, answer in answers.items() if key[:1] in "12345" and answer in _SHARE}
    if not given:
        return None
    sd = constants.signals_sd * (_SIGNALS / len(given)) ** 0.5 * faded(age, constants.half_life_self)
    yes, partly = (sum(answer == word for answer in given.values()) for word in ("yes", "partly"))
    words = f"you answered {len(given)} signals on {when}: {yes} yes, {partly} partly"
    return _self(competency, signal_level(given), sd, "signals", words, constants)


def signal_level(answers: Mapping[str, str]) -> float:
    """The level [0-5] that answered signals add up to: the share of each level, summed.

    A level without answers counts in full below a level that has some, and not at all above.
    """
    shares: dict[int, list[float]] = {}
    for key, answer in answers.items():
        shares.setdefault(int(key[0]), []).append(_SHARE[answer])
    top = max(shares, default=0)
    return sum(sum(shares[n]) / len(shares[n]) if n in shares else 1.0 for n in range(1, top + 1))


def from_group(
    competency: str, group: str, mean: float, n: int, raters: int, constants: Constants, *, age: float = 0.0
) -> Observation:
    """What a group of raters saw: their ``mean`` [0-5] of ``n`` answers; ``raters`` [count] is the size of the group.

    The group shares a leniency of its own, and each rater brings one more, the same for all competencies.
    """
    sd = constants.rater_sd / n**0.5 * faded(age, constants.half_life_seen)
    shared = (constants.group_lean_sd**2 + constants.rater_lean_sd**2 / max(raters, n)) ** 0.5
    words = f"{n} {group.replace('-', ' ')} saw {level_text(mean)}"
    return Observation(competency, mean, sd, "group", words, f"group:{group}", shared)


def from_case(
    competency: str,
    case: tuple[str, str, int],
    score: tuple[float, float],
    when: str,
    constants: Constants,
    *,
    age: float = 0.0,
) -> Observation:
    """The result of one case: ``case`` its id, title and difficulty [1-5], ``score`` the points got and the best.

    A harder case counts for more. Full marks say "at least" and no marks "at most": a case shows nothing beyond them.
    """
    id, title, difficulty = case
    got, best = score
    share = min(1.0, max(0.0, got / best))
    value = clamp_level(constants.case_floor + share * difficulty * constants.case_span_per_difficulty)
    sd = constants.case_sd * (3 / difficulty) ** 0.5 * faded(age, constants.half_life_seen)
    words = f'the case "{title}" gave {got:g} of {best:g} points on {when} (difficulty {difficulty} of 5)'
    ends = {"at_least": share == 1.0, "at_most": share == 0.0}
    return Observation(competency, value, sd, "case", words, f"case:{id}", constants.case_lean_sd, **ends)


def from_evidence(
    competency: str, level: int, text: str, verifier: str, constants: Constants, *, age: float = 0.0
) -> Observation:
    """A piece of evidence that the learner puts at a level [1-5]: it says "at least", never less.

    Without somebody who can verify it, it shares the lean of the learner's own ratings.
    """
    own = not verifier.strip()
    sd = constants.evidence_sd_own if own else constants.evidence_sd_verified
    words = f'your evidence "{_short(text)}" speaks for {level} or more'
    words += " (nobody named who can verify it)" if own else ""
    shared, shared_sd = (SELF, constants.lean_sd) if own else ("", 0.0)
    faded_sd = sd * faded(age, constants.half_life_evidence)
    return Observation(competency, float(level), faded_sd, "evidence", words, shared, shared_sd, at_least=True)


def from_gain(
    competency: str, training: tuple[str, str], span: tuple[int, int], constants: Constants, *, age: float = 0.0
) -> Observation:
    """Training or a credential completed: ``training`` its id and name, ``span`` the levels [0-5] that it spans.

    The end of the span is a ceiling, so its middle counts, as "at least". Half of the variance is common to all gains
    of a training: what did little for one competency may have done little for all.
    """
    (id, name), (low, high) = training, span
    half = constants.gain_sd * 0.5**0.5
    sd = half * faded(age, constants.half_life_evidence)
    words = f"you completed {name} (leads from {low} to {high}, our assumption)"
    return Observation(competency, (low + high) / 2, sd, "gain", words, f"gain:{id}", half, at_least=True)


def faded(age: float, half_life: float) -> float:
    """The factor on a scatter after ``age`` [years]: the precision halves with every half-life [years]."""
    return float(2 ** (min(max(0.0, age), 40.0) / half_life / 2))


def as_one_view(views: Sequence[Observation]) -> tuple[Observation, ...]:
    """Several views of one person on the same competency, weighted so that together they count as the surest one.

    A rating and the signals behind it come from the same head; to add them up would count one opinion twice.
    """
    precisions = [1 / view.sd**2 for view in views]
    if len(views) < 2:
        return tuple(views)
    factor = (sum(precisions) / max(precisions)) ** 0.5
    return tuple(replace(view, sd=view.sd * factor) for view in views)


def _self(competency: str, value: float, sd: float, kind: str, words: str, constants: Constants) -> Observation:
    return Observation(competency, value, sd, kind, words, SELF, constants.lean_sd)


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
