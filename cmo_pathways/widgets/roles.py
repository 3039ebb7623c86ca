"""Role profiles: what a role asks for and why, the page of the role, and two roles back to back."""

from __future__ import annotations

from typing import Any

from cmo_pathways.catalogue import load_reference
from cmo_pathways.charts import PairRow, butterfly_chart, chart_html
from cmo_pathways.framework import Framework, Role
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.pages import TARGETS, Page, page_of
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.reading_room import Shelf, part_blocks, source_blocks

_PLACE = "roles"
_SOURCE = "Target levels and weights: our assumption; no source publishes them on this scale."


class Roles:
    """The second screen of lesson 02."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._framework = journey.catalogue.framework
        self._shelf = Shelf(journey.catalogue)
        place, roles = journey.state().of("place").get(_PLACE, {}), self._framework.roles
        chosen, other = place.get("role"), place.get("other")
        self._role = str(chosen) if chosen in roles else ""
        self._other = str(other) if other in roles else ""
        self._focus = ""

    def view(self) -> dict[str, Any]:
        """The role's finding, its targets with reasons, its page, and the chart against another role."""
        role, other = self._roles()
        names = [(found.id, found.short) for found in self._framework.roles.values()]
        page = page_of(self._journey.catalogue, load_reference(), role.id, "role")
        read = self._shelf.blocks((role.id, role.short)) if self._shelf.open else []
        return {
            "label": "Role profiles",
            "page": "roles",
            "focus": self._focus,
            "head": {"where": "Role profiles", "aside": ""},
            "blocks": [
                b.title(_message(self._framework, role)),
                b.prose(b.words(role.summary), style="lead"),
                b.group(
                    "choose",
                    b.select("role", "Role", names, role.id),
                    b.select("other", "Compare with", names, other.id),
                    style="form",
                ),
                *(read or self._profile(role, other, page)),
            ],
        }

    def change(self, name: str, value: Any) -> None:
        """Choose a role or the one to compare with, or open a page."""
        self._focus = ""
        if name in ("role", "other"):
            self._choose(name, str(value))
        elif name == "read":
            self._read(str(value))

    def press(self, name: str) -> None:
        """The profiles have no buttons."""

    def _roles(self) -> tuple[Role, Role]:
        """The role that is shown and the other one; without a choice the learner's target and the next profile."""
        roles = self._framework.roles
        role = roles.get(self._role) or self._framework.role(target_of(self._journey.state()))
        other = roles.get(self._other) or next(r for r in roles.values() if r is not role and r.seniority == "cmo")
        return role, other

    def _choose(self, name: str, id: str) -> None:
        found = self._framework.role(id).id
        if name == "role":
            self._role = found
        else:
            self._other = found
        self._shelf.close()
        role, other = self._roles()
        self._journey.record("place", _PLACE, {"role": role.id, "other": other.id})

    def _read(self, id: str) -> None:
        if id == self._roles()[0].id:
            self._shelf.close()
        else:
            self._shelf.read(id)
        self._focus = id

    def _profile(self, role: Role, other: Role, page: Page) -> list[b.Block]:
        parts = [part for part in page.parts if part.heading != TARGETS]
        inside = [block for part in parts for block in (b.title(part.heading, level=3), *part_blocks(part))]
        return [
            *_against(self._framework, role, other),
            b.group(
                f"role-{role.id}",
                b.title(f"What {role.short} asks for, and why", level=3, at=role.id),
                b.prose(f"{b.assumed('Every level and weight is our assumption')}; the reason stands beside it."),
                _targets(self._framework, role),
            ),
            b.group(f"post-{role.id}", *inside, *source_blocks(page)),
        ]


def _message(framework: Framework, role: Role) -> str:
    heavy = sorted(role.targets.items(), key=lambda item: (-item[1].level, -item[1].weight))[:3]
    first, second, third = (framework.competency(id).short for id, _ in heavy)
    return f"{role.short} asks most in {_inside(first)}, {_inside(second)} and {_inside(third)}"


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _targets(framework: Framework, role: Role) -> b.Block:
    """Every target with its weight and reason, the highest and heaviest first."""
    rows = []
    for id, target in sorted(role.targets.items(), key=lambda item: (-item[1].level, -item[1].weight)):
        swatch = f'<span class="cmo-swatch cmo-l{target.level}">{target.level}</span>'
        level = f"{swatch} {b.assumed(framework.levels[target.level].name)}"
        name = b.link(id, framework.competency(id).short)
        rows.append((name, level, b.assumed(f"{target.weight} of 5"), b.words(target.rationale)))
    return b.table(("Competency", "Target level", "Weight", "Why"), rows)


def _against(framework: Framework, role: Role, other: Role) -> list[b.Block]:
    if role is other:
        return [b.note("One role alone.", "Choose another role to compare with.")]
    rows = [
        PairRow(found.short, role.targets[id].level, other.targets[id].level)
        for id, found in framework.competencies.items()
    ]
    chart = butterfly_chart(rows, left_name=role.short, right_name=other.short, source=_SOURCE)
    return [b.markup(chart_html(chart), key=f"pair-{role.id}-{other.id}"), *_reasons(framework, role, other)]


def _reasons(framework: Framework, role: Role, other: Role) -> list[b.Block]:
    """The reasons side by side, where the two roles ask for different levels."""
    apart = [id for id in framework.competencies if role.targets[id].level != other.targets[id].level]
    apart.sort(key=lambda id: -abs(role.targets[id].level - other.targets[id].level))
    cells = [
        (b.link(id, framework.competency(id).short), *(_reason(found, id) for found in (role, other))) for id in apart
    ]
    if not cells:
        return []
    label = f"Why they differ ({len(apart)})"
    return [b.details(f"why-{role.id}-{other.id}", label, b.table(("Competency", role.short, other.short), cells))]


def _reason(role: Role, id: str) -> str:
    target = role.targets[id]
    return f"{b.assumed(f'Level {target.level}')}. {b.words(target.rationale)}"
