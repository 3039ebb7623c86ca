"""What changed from one skill map to another, and which self-ratings that touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from cmo_pathways.framework.model import Competency, Framework, ReleaseChange, Retired, Role
from cmo_pathways.framework.releases import NONE, RATE_AGAIN, READ_AGAIN, order

RETIRED, UNKNOWN = "retired", "unknown"
TOUCHES = (NONE, READ_AGAIN, UNKNOWN, RATE_AGAIN, RETIRED)
"""What may have become of a rating, the mildest first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two skill maps differ.

    ``kind`` is ``competency``, ``role``, ``relation`` or ``scale``; ``part`` names the text, such as ``signals``;
    ``level`` [0-5] is None where the part has none; ``old`` or ``new`` is None where the place is added or gone.
    ``ratings`` says what becomes of ratings of that competency (at that level).
    """

    kind: str
    id: str
    part: str
    level: int | None
    old: str | None
    new: str | None
    ratings: str


@dataclass(frozen=True, slots=True)
class StaleRating:
    """A self-rating made under another version of the skill map than today's.

    ``level`` [0-5] is what was rated, ``version`` the one of that day, ``at`` its time; ``effect`` is ``none`` (it
    stands), ``read-again``, ``rate-again``, ``retired``, or ``unknown`` where the version is not known here;
    ``because`` names the changes, ``replaced_by`` the competencies that took the place of a retired one.
    """

    competency: str
    level: int
    version: str
    at: str
    effect: str
    because: tuple[str, ...]
    replaced_by: tuple[str, ...] = ()

    @property
    def touched(self) -> bool:
        """True if the learner should look at it again."""
        return self.effect != NONE


class RatingLike(Protocol):
    """What this module reads of a self-rating in the learner's state."""

    @property
    def competency(self) -> str: ...  # noqa: D102 - as in ledger.RatingGiven
    @property
    def level(self) -> int | None: ...  # noqa: D102
    @property
    def framework(self) -> str: ...  # noqa: D102
    @property
    def at(self) -> str: ...  # noqa: D102


class StateLike(Protocol):
    """What this module reads of a learner's state: the last rating of each competency."""

    @property
    def ratings(self) -> Mapping[str, RatingLike]: ...  # noqa: D102 - as in ledger.LedgerState


def stale_ratings(
    framework: Framework, state: StateLike, *, since: str = "", until: str = ""
) -> tuple[StaleRating, ...]:
    """The learner's ratings that were made under another version than this one, in the order of the map.

    Ratings that were skipped are left out. The release notes decide what became of each; with ``since`` only those
    after that version count, with ``until`` only those up to and with it.
    """
    span = (since, until or framework.version)
    found = [
        _stale(framework, rating, rating.level, span)
        for rating in state.ratings.values()
        if rating.level is not None and rating.framework != framework.version
    ]
    places = {id: at for at, id in enumerate(framework.competencies)}
    return tuple(sorted(found, key=lambda stale: places.get(stale.competency, len(places))))


def changes_between(framework: Framework, start: str, end: str) -> tuple[tuple[str, ReleaseChange], ...]:
    """The changes of all releases after ``start`` up to and with ``end``, each with its version."""
    return tuple(
        (release.version, change)
        for release in framework.releases
        if order(start) < order(release.version) <= order(end)
        for change in release.changes
    )


def touched_ratings(
    differences: Iterable[Difference], framework: Framework, state: StateLike
) -> tuple[StaleRating, ...]:
    """The learner's ratings that these differences touch, in the order of the map; ``framework`` is the newer one."""
    found = tuple(differences)
    places = {id: at for at, id in enumerate(framework.competencies)}
    touched = []
    for rating in state.ratings.values():
        here = [one for one in found if rating.level is not None and _concerns(one, rating.competency, rating.level)]
        worst = max((one.ratings for one in here), key=TOUCHES.index, default=NONE)
        if rating.level is not None and worst != NONE:
            why = tuple(f"Worded anew: {_named(one.part)}." for one in here if one.ratings == worst)
            left = framework.retired.get(rating.competency)
            heirs = left.replaced_by if left else ()
            stale = StaleRating(rating.competency, rating.level, rating.framework, rating.at, worst, why, heirs)
            touched.append(stale)
    return tuple(sorted(touched, key=lambda stale: places.get(stale.competency, len(places))))


def diff_frameworks(old: Framework, new: Framework) -> tuple[Difference, ...]:
    """Every place at which two skill maps differ; nothing for equal ones.

    A descriptor, a signal, the definition or the scale worded anew means that ratings there are read again; whether
    the meaning changed only a person can say, in the release notes.
    """
    found = [*_compare("scale", "", _scale(old), _scale(new))]
    found += _whole("competency", _names(old.competencies), _names(new.competencies))
    for id in (id for id in old.competencies if id in new.competencies):
        found += _compare("competency", id, _competency(old.competencies[id]), _competency(new.competencies[id]))
    found += _whole("role", _names(old.roles), _names(new.roles))
    for id in (id for id in old.roles if id in new.roles):
        found += _compare("role", id, _role(old.roles[id]), _role(new.roles[id]))
    return (*found, *_relations(old, new))


Place = tuple[str, int | None]
_READ_AGAIN = ("descriptor", "signals", "what_it_is", "what_it_is_not", "name of the level")


def _stale(framework: Framework, rating: RatingLike, level: int, span: tuple[str, str]) -> StaleRating:
    left = framework.retired.get(rating.competency)
    known = rating.competency in framework.competencies
    if left is not None or not known:
        return StaleRating(rating.competency, level, rating.framework, rating.at, RETIRED, *_gone(left))
    if rating.framework not in {release.version for release in framework.releases}:
        why = (f"Version {rating.framework} of the skill map is not known here.",)
        return StaleRating(rating.competency, level, rating.framework, rating.at, UNKNOWN, why)
    met = [
        change
        for _, change in changes_between(framework, max(rating.framework, span[0], key=order), span[1])
        if rating.competency in change.competencies and (not change.levels or level in change.levels)
    ]
    worst = max((change.ratings for change in met), key=TOUCHES.index, default=NONE)
    because = tuple(change.what for change in met if change.ratings == worst)
    return StaleRating(rating.competency, level, rating.framework, rating.at, worst, because)


def _gone(left: Retired | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if left is None:
        return ("It is no competency of this version.",), ()
    return (f"{left.name} left the skill map in version {left.version}.",), left.replaced_by


def _concerns(found: Difference, competency: str, level: int) -> bool:
    own = found.kind == "scale" or (found.kind == "competency" and found.id == competency)
    return own and found.level in (None, level)


def _named(part: str) -> str:
    return {"what_it_is": "the definition", "what_it_is_not": "what it is not"}.get(part, f"the {part}")


def _names(items: Mapping[str, Competency] | Mapping[str, Role]) -> dict[str, str]:
    return {id: item.name for id, item in items.items()}


def _scale(framework: Framework) -> dict[Place, str]:
    return {("name of the level", level.level): level.name for level in framework.levels}


def _competency(found: Competency) -> dict[Place, str]:
    texts: dict[Place, str] = {("name", None): found.name, ("short", None): found.short, ("domain", None): found.domain}
    texts |= {("what_it_is", None): found.what_it_is, ("what_it_is_not", None): found.what_it_is_not}
    for level, text in enumerate(found.levels):
        texts["descriptor", level] = text.descriptor
        texts["signals", level] = "\n".join(text.signals)
        texts["examples", level] = "\n".join(text.examples)
        texts["evidence", level] = text.evidence
        texts["evidence_years", level] = "" if text.evidence_years is None else str(text.evidence_years)
    return {place: text for place, text in texts.items() if text}


def _role(found: Role) -> dict[Place, str]:
    texts: dict[Place, str] = {("name", None): found.name, ("summary", None): found.summary}
    texts |= {("sector", None): found.sector, ("steps", None): " ".join(found.steps)}
    for competency, target in found.targets.items():
        texts[f"target of {competency}", None] = f"level {target.level}, weight {target.weight}"
        texts[f"reason of {competency}", None] = target.rationale
    return {place: text for place, text in texts.items() if text}


def _relations(old: Framework, new: Framework) -> Iterator[Difference]:
    def lines(framework: Framework) -> dict[Place, str]:
        return {(f"{r.origin} {r.kind} {r.target}", None): r.why for r in framework.relations}

    for found in _compare("relation", "", lines(old), lines(new)):
        yield Difference("relation", found.part.split()[0], found.part, None, found.old, found.new, NONE)


def _whole(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Difference]:
    """Items that are new or gone, each by its name."""
    for id in (*old, *(id for id in new if id not in old)):
        if (id in old) != (id in new):
            ratings = RETIRED if kind == "competency" and id in old else NONE
            yield Difference(kind, id, kind, None, old.get(id), new.get(id), ratings)


def _compare(kind: str, id: str, old: Mapping[Place, str], new: Mapping[Place, str]) -> Iterator[Difference]:
    for place in (*old, *(place for place in new if place not in old)):
        before, after = old.get(place), new.get(place)
        if before != after:
            part, level = place
            ratings = READ_AGAIN if part in _READ_AGAIN else NONE
            yield Difference(kind, id, part, level, before, after, ratings)
