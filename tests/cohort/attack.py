"""A reader who compares two releases of a table by listing whole-number solutions; shares no code with the engine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

State = tuple[int, ...]


class Reader:
    """Knows who was counted then and now, and what was printed both times; nobody who stayed changed.

    ``sizes`` are the people who stayed, left and joined; ``then`` and ``now`` are printed groups as (cells, count).
    """

    def __init__(self, sizes: State, cells: int, then: list[tuple[State, int]], now: list[tuple[State, int]]) -> None:
        self.sizes, self.cells = sizes, cells
        self.cuts = [_cuts(then), _cuts(now)]
        everything = list(product(*(range(size + 1) for size in sizes)))
        self.fits = [[s for s in everything if self._fits(s, place)] for place in range(cells + 1)]
        self.from_left = self._reach()

    def possible(self) -> bool:
        """Some distribution fits."""
        return bool(self._whole()[self.cells])

    def told_apart(self) -> Iterator[str]:
        """Everything this reader works out, in words."""
        whole = self._whole()
        for which, name in enumerate(("stayed", "left", "joined")):
            size = self.sizes[which]
            for first, last in self._printed():
                if size and (first, last) != (0, self.cells):
                    before = max(state[which] for state in whole[first])
                    after = min(state[which] for state in whole[last])
                    if before == 0 and after == size:
                        yield f"all who {name} are in cells {first} to {last - 1}"
        for when, classes in enumerate(((0, 1), (0, 2))):
            for cell in self._hidden(when):
                values = {
                    sum(b[c] - a[c] for c in classes)
                    for a in whole[cell]
                    for b in whole[cell + 1]
                    if all(x <= y for x, y in zip(a, b, strict=True))
                }
                if len(values) < 2:
                    yield f"cell {cell} of table {when} is {values}"

    def _printed(self) -> set[tuple[int, int]]:
        spans = set()
        for cuts in self.cuts:
            ends = sorted(cuts)
            spans |= set(zip([0, *ends], ends, strict=False))
        return spans

    def _hidden(self, when: int) -> list[int]:
        ends = sorted(self.cuts[when])
        spans = zip([0, *ends], ends, strict=False)
        return [cell for first, last in spans if last - first > 1 for cell in range(first, last)]

    def _fits(self, state: State, place: int) -> bool:
        stayed, left, joined = state
        if place == 0 and any(state):
            return False
        if place == self.cells and state != self.sizes:
            return False
        then, now = (cuts.get(place) for cuts in self.cuts)
        return (then is None or stayed + left == then) and (now is None or stayed + joined == now)

    def _reach(self) -> list[list[State]]:
        reached = [self.fits[0]]
        for place in range(1, self.cells + 1):
            reached.append([s for s in self.fits[place] if any(_below(before, s) for before in reached[-1])])
        return reached

    def _whole(self) -> list[list[State]]:
        back = [self.from_left[self.cells]]
        for place in range(self.cells - 1, -1, -1):
            back.insert(0, [s for s in self.from_left[place] if any(_below(s, after) for after in back[0])])
        return back


def told_after_withholding(sizes: State, cells: int, now: list[tuple[State, int]]) -> list[str]:
    """What a reader works out who saw a table withheld and then printed; ``sizes`` as for ``Reader``.

    Lists every distribution of those who stayed, left and joined, and keeps what fits both weeks.
    """
    classes = ("stayed", "left", "joined")
    ways = [list(_spread(size, cells)) for size in sizes]
    after: dict[State, set[State]] = {}
    for stayed in ways[0]:
        if not any(_is_withheld(_sum(stayed, left)) for left in ways[1]):
            continue
        for joined in ways[2]:
            whole = _sum(stayed, joined)
            if all(sum(whole[cell] for cell in group) == n for group, n in now):
                after.setdefault(stayed, set()).add(joined)
    told = []
    for group, _ in now:
        for name, size, inside in (
            (classes[0], sizes[0], (stayed for stayed in after)),
            (classes[2], sizes[2], (joined for some in after.values() for joined in some)),
        ):
            if size and all(sum(one[cell] for cell in group) == size for one in inside):
                told.append(f"all who {name} are in cells {group}")
        for cell in group if len(group) > 1 else ():
            if len({stayed[cell] + joined[cell] for stayed, some in after.items() for joined in some}) < 2:
                told.append(f"cell {cell} is known")
    return told


def _is_withheld(counts: State) -> bool:
    """Written from the rule in words: read from the left, there are no two groups of three."""
    groups = held = 0
    for count in counts:
        held += count
        if held >= 3:
            groups, held = groups + 1, 0
    return groups < 2


def _spread(people: int, cells: int) -> Iterator[State]:
    if cells == 1:
        yield (people,)
        return
    for here in range(people + 1):
        for rest in _spread(people - here, cells - 1):
            yield (here, *rest)


def _sum(one: State, two: State) -> State:
    return tuple(a + b for a, b in zip(one, two, strict=True))


def _below(one: State, two: State) -> bool:
    return one[0] <= two[0] and one[1] <= two[1] and one[2] <= two[2]


def _cuts(groups: list[tuple[State, int]]) -> dict[int, int]:
    """How many people stand before each place where a printed group ends."""
    cuts, total = {}, 0
    for cells, count in groups:
        total += count
        cuts[cells[-1] + 1] = total
    return cuts
