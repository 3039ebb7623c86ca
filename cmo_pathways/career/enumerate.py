"""All the smallest sets of steps that lead to a goal: exact, by recursion with absorption on bit sets."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_pathways.career.needs import Need


def smallest_sets(goal: str, needs: Mapping[str, tuple[Need, ...]], held: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Every set of steps still to do that contains ``goal``, meets all needs of its steps (from itself or from
    ``held``) and of which no part does; none where the goal cannot be reached.

    ``needs`` has every step that may be needed and no circle. For requirements without ``only_if`` a union or a
    product of smallest sets, with supersets dropped, gives the smallest sets of the step above them. A requirement
    with ``only_if`` is added afterwards to the sets that hold its condition, until nothing changes.
    """
    names = list(needs)
    bit = {name: 1 << place for place, name in enumerate(names)}
    memo: dict[str, tuple[int, ...]] = dict.fromkeys(held, (0,))

    def sets_of(step: str) -> tuple[int, ...]:
        if step not in memo:
            found: tuple[int, ...] = (bit[step],)
            for need in needs[step]:
                if not need.only_if:
                    found = _both(found, options(need))
            memo[step] = found
        return memo[step]

    def options(need: Need) -> tuple[int, ...]:
        return _absorb({option for way in need.ways for option in sets_of(way.origin)})

    conditional = [
        (bit.get(step, 0), need)
        for step in names
        for need in needs[step]
        if need.only_if and (need.only_if in held or need.only_if in bit)
    ]

    def completed(chosen: int) -> tuple[int, ...]:
        for holder, need in conditional:
            counts = need.only_if in held or chosen & bit[need.only_if]
            if holder & chosen and counts and not _met(need, chosen, bit, held):
                return _absorb({end for option in options(need) for end in completed(chosen | option)})
        return (chosen,)

    ends = {end for chosen in sets_of(goal) for end in completed(chosen)}
    return tuple(frozenset(name for name in names if chosen & bit[name]) for chosen in _absorb(ends))


def _met(need: Need, chosen: int, bit: Mapping[str, int], held: frozenset[str]) -> bool:
    return any(way.origin in held or chosen & bit[way.origin] for way in need.ways)


def _both(left: tuple[int, ...], right: tuple[int, ...]) -> tuple[int, ...]:
    if len(right) == 1:
        return _absorb({one | right[0] for one in left})
    return _absorb({one | other for one in left for other in right})


def _absorb(sets: set[int]) -> tuple[int, ...]:
    """Those of which no other is a part, smallest first."""
    kept: list[int] = []
    for candidate in sorted(sets, key=lambda one: (one.bit_count(), one)):
        if not any(candidate & smaller == smaller for smaller in kept):
            kept.append(candidate)
    return tuple(kept)
