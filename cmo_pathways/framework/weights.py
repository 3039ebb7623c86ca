"""How much each responsibility of the post weighs in a role: derived from the role's target profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.framework.items import Item
from cmo_pathways.framework.model import Role


@dataclass(frozen=True, slots=True)
class Weighed:
    """An item with its weight [1-5] in a role: the mean of its competencies; ``level`` [0-5] is their mean target."""

    item: Item
    weight: float
    level: float


def weigh_items(items: Sequence[Item], role: Role) -> tuple[Weighed, ...]:
    """The items by their weight in that role, the heaviest first; where weights are equal the higher target leads.

    The weights of a profile are our assumption, so these are too.
    """
    weighed = []
    for item in items:
        targets = [role.targets[id] for id in item.competencies]
        weight = sum(target.weight for target in targets) / len(targets)
        weighed.append(Weighed(item, weight, sum(target.level for target in targets) / len(targets)))
    return tuple(sorted(weighed, key=lambda found: (-found.weight, -found.level)))
