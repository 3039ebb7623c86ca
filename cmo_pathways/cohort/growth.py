"""How far a class moved: the same people before and after, and, apart from it, as they judge their start afterwards.

Both forms answer different questions and are never mixed in one line: people who learn what a level means often rate
their own start lower afterwards (response shift; Howard 1980, https://doi.org/10.1177/0193841X8000400105).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, stdev

from cmo_pathways.analytics.agreement import Summary, mean_interval
from cmo_pathways.analytics.effect_size import hedges_paired
from cmo_pathways.cohort.privacy import SMALLEST
from cmo_pathways.cohort.release_log import ALONE, changed, short_members
from cmo_pathways.cohort.share import Share
from cmo_pathways.errors import InputError
from cmo_pathways.framework import Domain
from cmo_pathways.ledger import Event

FORMS: Mapping[str, tuple[str, str]] = {"pre-post": ("before", "after"), "retrospective": ("then", "after")}
"""The two forms, with the moments that each compares."""
FEWEST_FOR_MEAN = 5
"""Fewest people behind a mean that is printed [people]; our assumption."""
FEWEST_FOR_EFFECT = 10
"""Fewest people behind an effect size with its interval [people]; our assumption."""
_ROOM = 3  # [levels of the ten from -5 to +5] what two means may leave open of one person's change; our assumption


@dataclass(frozen=True, slots=True)
class Growth:
    """The mean change of a class in one domain, as readers get it.

    ``mean``, ``low``, ``high`` [levels, one decimal; 80 % interval] and ``g`` with ``g_low``, ``g_high`` [standard
    deviations, one decimal; Hedges, 95 % interval] are None where too few people stand behind them; ``on`` is the day.
    """

    form: str
    domain: str
    n: int
    on: str
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    g: float | None = None
    g_low: float | None = None
    g_high: float | None = None
    members: tuple[tuple[str, str], ...] = ()

    @property
    def unit(self) -> str:
        """The id of this number in the release log."""
        return f"growth-{self.form}-{self.domain}"

    @property
    def words(self) -> str:
        """What the number says."""
        if self.mean is None:
            return "too few to say"
        if self.low is None or self.high is None:
            return "too few for an interval"
        if self.low > 0:
            return "rose"
        return "fell" if self.high < 0 else "no change beyond chance"


def class_growth(
    shares: Sequence[Share], domains: Iterable[Domain], earlier: Mapping[str, Sequence[Growth]], *, on: str
) -> tuple[Growth, ...]:
    """Growth per form and domain, renewed on a day (ISO) or as it was shown last; domains in their order."""
    listed = tuple(domains)
    return tuple(
        _shown(_fresh(shares, form, domain, on), earlier.get(f"growth-{form}-{domain.id}", ()))
        for form in FORMS
        for domain in listed
    )


def to_log(growth: Growth) -> bool:
    """True for a number that is shown, and for one that is withheld though enough people stand behind it."""
    return growth.mean is not None or growth.n >= FEWEST_FOR_MEAN


def growth_shown_before(events: Iterable[Event]) -> dict[str, tuple[Growth, ...]]:
    """Every growth number that was shown, by its id in the log, oldest first."""
    found: dict[str, tuple[Growth, ...]] = {}
    for event in events:
        body = event.body
        if event.kind == "release" and "form" in body:
            numbers = {key: _number(body.get(key)) for key in ("mean", "low", "high", "g", "g_low", "g_high")}
            listed = body.get("members")
            pairs = [str(m).partition(":") for m in (listed if isinstance(listed, list | tuple) else ())]
            growth = Growth(
                str(body["form"]), str(body["domain"]), int(str(body["n"])), str(body["on"]),
                **numbers, members=tuple((person, share) for person, _, share in pairs),
            )  # fmt: skip
            found[event.subject] = (*found.get(event.subject, ()), growth)
    return found


def growth_body(growth: Growth) -> dict[str, object]:
    """What the ledger keeps of a growth number that is shown for the first time."""
    numbers = {key: getattr(growth, key) for key in ("mean", "low", "high", "g", "g_low", "g_high")}
    members = [f"{person}:{share}" for person, share in growth.members]
    return {"form": growth.form, "domain": growth.domain, "n": growth.n, "on": growth.on, **numbers, "members": members}


def _fresh(shares: Sequence[Share], form: str, domain: Domain, on: str) -> Growth:
    moments = FORMS[form]
    pairs = [(share, *found) for share in shares if (found := _pair(share, moments, domain.competencies)) is not None]
    members = short_members({share.learner: share.id for share, _, _ in pairs})
    growth = Growth(form, domain.id, len(pairs), on, members=members)
    before, after = [was for _, was, _ in pairs], [now for _, _, now in pairs]
    changes = [round(b - a, 6) for a, b in zip(before, after, strict=True)]
    if not _may_show(changes):
        return growth
    middle = round(mean(changes), 1)
    if len(changes) < FEWEST_FOR_EFFECT:
        return Growth(form, domain.id, len(pairs), on, middle, members=members)
    ends = mean_interval(Summary(len(changes), mean(changes), stdev(changes)))
    low, high = (round(end, 1) for end in ends) if ends else (None, None)
    effect = _effect(before, after)
    return Growth(form, domain.id, len(pairs), on, middle, low, high, *effect, members=members)


def _pair(share: Share, moments: tuple[str, str], competencies: Sequence[str]) -> tuple[float, float] | None:
    """The mean level at both moments over the competencies rated at both, in the same course."""
    given = {(r.course, r.competency, r.moment): r.level for r in share.ratings if r.competency in competencies}
    both = [
        (level, given[course, competency, moments[1]])
        for (course, competency, moment), level in sorted(given.items())
        if moment == moments[0] and (course, competency, moments[1]) in given
    ]
    return (mean(was for was, _ in both), mean(now for _, now in both)) if both else None


def _may_show(changes: Sequence[float]) -> bool:
    """Enough people, three or more of whom differ from what most did, and not all at an end of the scale."""
    if len(changes) < FEWEST_FOR_MEAN:
        return False
    (_, most), *_ = Counter(changes).most_common(1)
    return len(changes) - most >= SMALLEST and abs(mean(changes)) <= 4.5


def _effect(before: Sequence[float], after: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    try:
        found = hedges_paired(before, after)
    except InputError:
        return None, None, None
    return round(found.g, 1), round(found.low, 1), round(found.high, 1)


def _shown(fresh: Growth, earlier: Sequence[Growth]) -> Growth:
    if not earlier:
        return fresh
    now = dict(fresh.members)
    apart = all(changed(now, dict(old.members)) >= ALONE and _open(fresh, old) for old in earlier)
    return fresh if fresh.mean is not None and apart else earlier[-1]


def _open(fresh: Growth, old: Growth) -> bool:
    """True where the sums behind both means leave every person who joined or left room for so many levels."""
    if fresh.mean is None or old.mean is None:
        return True
    moved = changed(dict(fresh.members), dict(old.members))
    least = fresh.n * (fresh.mean - 0.05) - old.n * (old.mean + 0.05)
    most = fresh.n * (fresh.mean + 0.05) - old.n * (old.mean - 0.05)
    return least <= 5 * moved - _ROOM and most >= _ROOM - 5 * moved


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
