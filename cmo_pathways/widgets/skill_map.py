"""The skill map: 20 competencies in four domains against the target role, and the page of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cmo_pathways.catalogue import load_reference
from cmo_pathways.charts import SkillTile, skill_map_svg
from cmo_pathways.framework import Competency
from cmo_pathways.journey import Journey, gaps_of, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.pages import DEVELOPS, SERVES, Page, Part, page_of
from cmo_pathways.scale import level_text
from cmo_pathways.standing import Gap
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gaps import role_options
from cmo_pathways.widgets.reading_room import part_blocks, source_blocks

_HEADING = 28
"""Letters of a domain name that fit above a column of tiles."""


class SkillMap:
    """The screen of lesson 02; a tile opens the page of its competency below the map."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._open = next(iter(journey.catalogue.framework.competencies))

    def view(self) -> dict[str, Any]:
        """The map, the page of the chosen competency, and the same map as a table."""
        state = self._journey.state()
        framework = self._journey.catalogue.framework
        gaps = {gap.competency: gap for gap in gaps_of(self._journey, state)}
        role = framework.role(target_of(state))
        domains = [(d.id, d.name if len(d.name) < _HEADING else d.short) for d in framework.domains]
        svg = skill_map_svg(self._tiles(gaps), domains=domains, selected=self._open)
        return {
            "label": "Skill map",
            "page": "map",
            "head": {"where": "Skill map", "aside": f"Target: {role.short}"},
            "blocks": [
                b.title(_message(self._journey, gaps, role.short)),
                b.select("target", "Target role", role_options(self._journey), target_of(state)),
                {"kind": "map", "name": "open", "svg": svg},
                *self._page(framework.competency(self._open), state, gaps.get(self._open)),
                b.details("table", "The map as a table", self._table(gaps)),
            ],
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Open a competency, or record another target role."""
        if name == "open":
            self._open = self._journey.catalogue.framework.competency(str(value)).id
        elif name == "target":
            self._journey.aim(str(value))

    def press(self, name: str) -> None:
        """The map has no buttons."""

    def _tiles(self, gaps: dict[str, Gap]) -> list[SkillTile]:
        framework = self._journey.catalogue.framework
        tiles = []
        for domain in framework.domains:
            for id in domain.competencies:
                gap, name = gaps.get(id), framework.competency(id).short
                if gap is None:
                    tiles.append(SkillTile(id, name, domain.id, None, None, None, None, "not part of my work", False))
                elif not gap.rated:
                    tiles.append(SkillTile(id, name, domain.id, None, None, None, gap.target, "not rated", False))
                else:
                    words = "met" if gap.met else f"gap {level_text(gap.size)}" if gap.wide else level_text(gap.size)
                    tiles.append(
                        SkillTile(id, name, domain.id, gap.level, gap.low, gap.high, gap.target, words, gap.wide)
                    )
        return tiles

    def _page(self, competency: Competency, state: LedgerState, gap: Gap | None) -> list[b.Block]:
        framework = self._journey.catalogue.framework
        target = framework.role(target_of(state)).targets[competency.id]
        text = competency.levels[max(1, target.level)]
        why = f"{b.words(target.rationale)} {b.assumed('Our assumption')}"
        rows = [
            (
                f'<span class="cmo-swatch cmo-l{n}">{n}</span>',
                b.strong(framework.levels[n].name),
                b.words(level.descriptor),
            )
            for n, level in enumerate(competency.levels)
        ]
        reasons = [b.prose(b.because(f"{gap.because}."))] if gap and gap.rated else []
        main = [
            b.title(competency.name, level=3),
            b.prose(f"{b.words(competency.what_it_is)} {b.quiet(competency.what_it_is_not)}"),
            b.table(("Level", "Name", "True of a person at this level"), rows),
            *reasons,
        ]
        aside = [
            b.group("signals", b.title(f"At the target, level {target.level}", level=3), b.bullets(text.signals)),
            b.group("evidence", b.title("Evidence that would show it", level=3), b.prose(b.quiet(text.evidence))),
            b.group("why", b.title(f"Why {target.level}", level=3), b.prose(why)),
        ]
        return [b.split(f"page-{competency.id}", main, aside), *self._shelf(competency.id)]

    def _shelf(self, id: str) -> list[b.Block]:
        """What develops the chosen competency and what it serves, from the reading room; folded."""
        # The shelf is read when the first page opens, not with the module.
        page = page_of(self._journey.catalogue, load_reference(), id, "competency")
        develops = [part for part in page.parts if part.heading.startswith(DEVELOPS)]
        serves = [part for part in page.parts if part.heading in SERVES.values()]
        return [
            *_fold(page, f"develops-{id}", "What develops it", develops),
            *_fold(page, f"serves-{id}", "What it serves", serves),
        ]

    def _table(self, gaps: dict[str, Gap]) -> b.Block:
        framework = self._journey.catalogue.framework
        rows = []
        for id, competency in framework.competencies.items():
            gap = gaps.get(id)
            level = level_text(gap.level) if gap and gap.rated else "not rated" if gap else "not part of my work"
            target = b.assumed(gap.target) if gap else ""
            size = "" if gap is None or not gap.rated else "met" if gap.met else level_text(gap.size)
            rows.append((b.words(competency.name), b.words(framework.domain_of(id).short), level, target, size))
        return b.table(("Competency", "Domain", "Level", "Target", "Gap"), rows, numeric=(2, 3, 4))


def _fold(page: Page, key: str, label: str, parts: Sequence[Part]) -> list[b.Block]:
    inside = [block for part in parts for block in (b.title(part.heading, level=3), *part_blocks(part))]
    named = {source for part in parts for row in part.rows for fact in row.facts for source in fact.sources}
    return [b.details(key, label, *inside, *source_blocks(page, named))] if inside else []


def _message(journey: Journey, gaps: dict[str, Gap], role: str) -> str:
    rated = [gap for gap in gaps.values() if gap.rated]
    if not rated:
        return f"What {role} asks for, in 20 competencies"
    sums = {
        domain.short: sum(gap.size for gap in rated if gap.competency in domain.competencies and not gap.met)
        for domain in journey.catalogue.framework.domains
    }
    widest = max(sums, key=lambda name: sums[name])
    return (
        f"{widest} is where {role} asks most of you" if sums[widest] > 0 else f"You meet the targets of {role} so far"
    )
