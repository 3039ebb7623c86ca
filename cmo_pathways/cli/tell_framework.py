"""What ``framework diff`` says: the changes, and the learner's ratings that they touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.output import counted, paragraph, say, say_json, table
from cmo_pathways.cli.reading import has_ledger, journey_of
from cmo_pathways.content import Report
from cmo_pathways.errors import InputError, LearnerError, UnknownId
from cmo_pathways.framework import (
    Difference,
    Framework,
    ReleaseChange,
    StaleRating,
    changes_between,
    diff_frameworks,
    read_framework,
    stale_ratings,
    touched_ratings,
)
from cmo_pathways.ledger import LedgerState, replay
from cmo_pathways.scale import day_words

_RATINGS = {
    "none": "ratings stand",
    "read-again": "read again",
    "rate-again": "rate again",
    "retired": "no longer in the map",
    "unknown": "version not known here",
}


def tell_versions(start: str | None, end: str | None, home: Path, as_json: bool) -> None:
    """The changes between two versions and the ratings they touch. Raises UnknownId, LearnerError, LedgerError."""
    framework, state = load_catalogue().framework, _state(home)
    end = end or framework.version
    start = start or _first_version(framework, state, end)
    known = [release.version for release in framework.releases]
    for version in (start, end):
        if version not in known:
            raise UnknownId("version of the skill map", version, known)
    if known.index(start) > known.index(end):
        raise LearnerError(f"Version {start} comes after {end}. Exchange --from and --to.")
    changes = changes_between(framework, start, end)
    stale = stale_ratings(framework, state, since=start, until=end)
    if as_json:
        told = [{"version": version, **_change_values(change)} for version, change in changes]
        say_json({"from": start, "to": end, "changes": told, "ratings": [_stale_values(one) for one in stale]})
    else:
        say("\n".join([*_version_lines(framework, start, end), *_rating_lines(framework, state, stale)]))


def tell_folders(old: Path, new: Path, home: Path, as_json: bool) -> None:
    """Where two folders of a skill map differ, and the ratings that touches. Raises InputError, LedgerError.

    A folder of an older format is read as far as it goes; what it lacks counts as empty.
    """
    before, after, state = _read(old), _read(new), _state(home)
    found = diff_frameworks(before, after)
    stale = touched_ratings(found, after, state)
    if as_json:
        ends = {"from": before.version, "to": after.version}
        say_json({**ends, "changes": found, "ratings": [_stale_values(one) for one in stale]})
        return
    lines = [f"{old} ({before.version}) to {new} ({after.version}): {counted(len(found), 'difference')}"]
    if found:
        head = ("Item", "Level", "Change", "What")
        lines += ["", table([_difference_row(one) for one in found], head=head, right=(1,), indent=2)]
    say("\n".join([*lines, *_rating_lines(after, state, stale)]))


def _state(home: Path) -> LedgerState:
    return journey_of(home).state() if has_ledger(home) else replay(())


def _first_version(framework: Framework, state: LedgerState, end: str) -> str:
    known = [release.version for release in framework.releases]
    rated = [known.index(r.framework) for r in state.ratings.values() if r.framework in known]
    last = known.index(end) if end in known else 0
    return known[min([*rated, max(0, last - 1)])]


def _read(folder: Path) -> Framework:
    inner = folder / "data" / "framework"
    report = Report(folder)
    framework = read_framework(inner if inner.is_dir() else folder, report)
    if not framework.competencies:
        raise InputError(report.errors)
    return framework


def _version_lines(framework: Framework, start: str, end: str) -> Iterator[str]:
    yield f"Skill map {start} to {end}"
    told = changes_between(framework, start, end)
    for release in framework.releases:
        here = [change for version, change in told if version == release.version]
        if here:
            yield ""
            yield paragraph(f"{release.version}, {day_words(release.date)}. {release.what}", indent=2)
            yield from (paragraph(_change_words(framework, change), indent=4, mark="- ") for change in here)
    if not told:
        yield "  Nothing changed."


def _change_words(framework: Framework, change: ReleaseChange) -> str:
    every = set(framework.competencies) <= set(change.competencies)
    names = [framework.competencies[id].short for id in change.competencies if id in framework.competencies]
    where = "all competencies" if every else ", ".join(names or change.competencies)
    return f"{change.what} ({where}{_level_words(change.levels)}; {_RATINGS[change.ratings]})"


def _level_words(levels: tuple[int, ...]) -> str:
    if not levels:
        return ""
    if len(levels) > 2 and levels == tuple(range(levels[0], levels[-1] + 1)):
        return f", levels {levels[0]} to {levels[-1]}"
    return f", level{'s' if len(levels) > 1 else ''} {' and '.join(map(str, levels))}"


def _rating_lines(framework: Framework, state: LedgerState, stale: tuple[StaleRating, ...]) -> Iterator[str]:
    rated = sum(rating.level is not None for rating in state.ratings.values())
    touched = [one for one in stale if one.touched]
    yield ""
    if not rated:
        yield "You have recorded no rating yet."
    elif not touched:
        yield f"None of your {counted(rated, 'rating')} is touched."
    else:
        yield f"Of your {counted(rated, 'rating')}, look again at {len(touched)}"
        yield table([_stale_row(framework, one) for one in touched], head=_HEAD, right=(1,), indent=2)


_HEAD = ("Competency", "Level", "Rated", "Version", "Do", "Why")


def _stale_row(framework: Framework, one: StaleRating) -> tuple[str, ...]:
    known = framework.competencies.get(one.competency)
    name = known.short if known else one.competency
    why = " ".join(one.because) + (f" See {', '.join(one.replaced_by)}." if one.replaced_by else "")
    return name, str(one.level), one.at[:10], one.version, _RATINGS[one.effect], why


def _difference_row(one: Difference) -> tuple[str, ...]:
    change = "new" if one.old is None else "gone" if one.new is None else "changed"
    rating = "" if one.ratings == "none" else f" ({_RATINGS[one.ratings]})"
    return one.id or one.kind, "" if one.level is None else str(one.level), change, f"{one.part}{rating}"


def _change_values(change: ReleaseChange) -> dict[str, object]:
    names = ("what", "competencies", "levels", "ratings")
    return {name: getattr(change, name) for name in names}


def _stale_values(one: StaleRating) -> dict[str, object]:
    names = ("competency", "level", "version", "at", "effect", "touched", "because", "replaced_by")
    return {name: getattr(one, name) for name in names}
