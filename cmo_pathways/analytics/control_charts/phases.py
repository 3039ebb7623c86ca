"""Phases of a control chart: which points belong together, and what is refused before anything is drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import groupby

from cmo_pathways.errors import InputError, LearnerError, Problem


def phases_at(points: int, starts: Mapping[int, str], *, first: str = "baseline") -> tuple[str, ...]:
    """One phase name per point from what began when: ``phases_at(24, {12: "after the bundle"})``.

    points: how many there are. starts: by point [counted from 0] the name of the phase that begins there. first: the
    name of the phase before them. Rebase only where something was changed on purpose, or where a shift has a known
    cause and lasts; limits that follow every signal hide what they should show.

    Raises LearnerError where a start lies outside the points.
    """
    if points < 1:
        raise LearnerError("A chart needs at least one point.")
    if outside := [at for at in starts if not 0 <= at < points]:
        raise LearnerError(f"A phase begins at point {outside[0]}, but there are {points} points counted from 0.")
    name, names = first, []
    for i in range(points):
        name = starts.get(i, name)
        names.append(name)
    return tuple(names)


def checked(
    values: Sequence[float], phases: Sequence[str] | None, least: int = 2, column: str = "values"
) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """The values as numbers and one phase name per value.

    Raises InputError where a value is missing, there are fewer than ``least``, or the names do not fit.
    """
    problems = [
        Problem(column, i, "E-VALUE", "the value is missing - find it or leave the point out")
        for i, value in enumerate(values, start=1)
        if not _is_number(value)
    ]
    if len(values) < least:
        problems.append(Problem(column, 0, "E-VALUE", f"{len(values)} points are too few - give {least} or more"))
    names = tuple(phases) if phases is not None else ("all",) * len(values)
    if len(names) != len(values):
        problems.append(
            Problem("phases", 0, "E-VALUE", f"{len(names)} names for {len(values)} values - give one per value")
        )
    refuse(problems)
    spans(names, least)
    return tuple(float(v) for v in values), names


def spans(names: Sequence[str], least: int = 2) -> list[tuple[int, int]]:
    """First point and the one after the last of each phase. Raises InputError where a name comes back."""
    found: list[tuple[int, int]] = []
    seen: set[str] = set()
    problems: list[Problem] = []
    for name, group in groupby(names):
        start = found[-1][1] if found else 0
        found.append((start, start + len(list(group))))
        if name in seen:
            problems.append(Problem("phases", start + 1, "E-VALUE", f'phase "{name}" comes back - give it a new name'))
        if found[-1][1] - start < least:
            problems.append(
                Problem("phases", start + 1, "E-VALUE", f'phase "{name}" has fewer than {least} points - wait or join')
            )
        seen.add(name)
    refuse(problems)
    return found


def refuse_impossible(counts: Sequence[float], totals: Sequence[float], *, at_most_total: bool) -> None:
    """Raises InputError for a count below 0, a total not above 0 or, for shares, a count above its total."""
    problems = []
    if len(counts) != len(totals):
        problems.append(Problem("totals", 0, "E-VALUE", f"{len(totals)} totals for {len(counts)} counts - pair them"))
    for i, (count, total) in enumerate(zip(counts, totals, strict=False), start=1):
        if total <= 0:
            what = "no patients were counted" if at_most_total else "nothing was watched"
            problems.append(Problem("totals", i, "E-VALUE", f"{what} - leave the point out"))
        elif count < 0 or (at_most_total and count > total):
            problems.append(Problem("counts", i, "E-VALUE", f"{count:g} of {total:g} is not possible - check both"))
    refuse(problems)


def refuse(problems: Sequence[Problem]) -> None:
    """Raises InputError with all problems where there is one."""
    if problems:
        raise InputError(problems)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
