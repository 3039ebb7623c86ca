"""The filter of the skill map: which competencies weigh most for a role, a sector, a responsibility or a tool."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cmo_pathways.catalogue import Catalogue, Reference
from cmo_pathways.widgets import blocks as b

HEAVY = 4
"""Weight [1-5] from which a competency counts as one that a role rests on (our choice)."""

_LABELS = {
    "role": "Weighs most for the role",
    "sector": "Comes to the front in the setting",
    "responsibility": "Carries the responsibility",
    "tool": "Carries the tool",
}


@dataclass(frozen=True, slots=True)
class MapFilter:
    """What the reader chose, as ids; an empty id keeps everything."""

    role: str = ""
    sector: str = ""
    responsibility: str = ""
    tool: str = ""

    @classmethod
    def of(cls, values: Mapping[str, object], catalogue: Catalogue, reference: Reference) -> MapFilter:
        """The filter of stored or sent values; what is not an id of its list keeps everything."""
        known = _options(catalogue, reference)
        return cls(**{name: str(values.get(name, "")) if values.get(name) in known[name] else "" for name in _LABELS})

    @property
    def chosen(self) -> dict[str, str]:
        """The ids that were chosen, by list."""
        found = {name: getattr(self, name) for name in _LABELS}
        return {name: id for name, id in found.items() if id}

    def keeps(self, catalogue: Catalogue, reference: Reference) -> set[str]:
        """The competencies inside all that was chosen."""
        kept = set(catalogue.framework.competencies)
        for name, id in self.chosen.items():
            if name == "role":
                targets = catalogue.framework.role(id).targets
                kept &= {skill for skill, target in targets.items() if target.weight >= HEAVY}
            else:
                kept &= set(reference.items.item(id).competencies)
        return kept


def filter_blocks(found: MapFilter, catalogue: Catalogue, reference: Reference) -> list[b.Block]:
    """The four lists, folded, and below them the sentence that says how many tiles stay."""
    lists = []
    for name, options in _options(catalogue, reference).items():
        choices = [("", "All"), *options.items()]
        lists.append(b.select(f"filter-{name}", _LABELS[name], choices, found.chosen.get(name, "")))
    fold = b.details("filter", "Filter the map", b.group("filters", *lists, style="form"), open=bool(found.chosen))
    return [fold, *_sentence(found, catalogue, reference)]


def _sentence(found: MapFilter, catalogue: Catalogue, reference: Reference) -> list[b.Block]:
    if not found.chosen:
        return []
    options, kept = _options(catalogue, reference), len(found.keeps(catalogue, reference))
    names = "; ".join(f"{_LABELS[name].lower()}: {options[name][id]}" for name, id in found.chosen.items())
    total = len(catalogue.framework.competencies)
    stay = f"{kept or 'None'} of {total} competencies stay{'s' if kept == 1 else ''}"
    text = f"{b.strong(stay)} ({b.words(names)}). Which ones is {b.assumed('our assumption')}."
    again = b.buttons(b.button("clear", "Show all again", style="text"))
    return [b.group("filtered", b.prose(text), again, style="line")]


def _options(catalogue: Catalogue, reference: Reference) -> dict[str, dict[str, str]]:
    items = reference.items
    return {
        "role": {role.id: role.short for role in catalogue.framework.roles.values()},
        "sector": {item.id: item.name for item in items.variations},
        "responsibility": {item.id: item.name for item in items.responsibilities},
        "tool": {item.id: item.name for item in items.tools},
    }
