"""The skill map: 20 competencies in four domains against the target role, the page of one of them, and a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.catalogue import load_reference
from cmo_pathways.charts import SkillPicture, skill_map_svg
from cmo_pathways.export.map_picture import FORMATS, write_map_picture
from cmo_pathways.framework import Framework
from cmo_pathways.journey import Journey, gaps_of, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import day_words, level_text
from cmo_pathways.standing import Gap
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.competency_page import competency_blocks
from cmo_pathways.widgets.gaps import role_options
from cmo_pathways.widgets.map_filter import MapFilter, filter_blocks
from cmo_pathways.widgets.map_tiles import columns_of, links_of, map_message, tiles_of
from cmo_pathways.widgets.reading_room import Shelf

_PLACE = "skill-map"


class SkillMap:
    """The screen of lesson 02; a tile opens the page of its competency below the map, a link any other page."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._framework = journey.catalogue.framework
        self._shelf = Shelf(journey.catalogue)
        place = journey.state().of("place").get(_PLACE, {})
        kept = place.get("open")
        first = next(iter(self._framework.competencies))
        self._open = str(kept) if kept in self._framework.competencies else first
        self._filter = MapFilter()
        chosen = place.get("filter")
        if isinstance(chosen, Mapping):
            self._filter = MapFilter.of(chosen, journey.catalogue, load_reference())
        self._focus, self._name = "", ""
        self._picture: b.Block | None = None

    def view(self) -> dict[str, Any]:
        """The map, its filter, the page of the chosen competency, the same map as a table, and the picture."""
        state, framework = self._journey.state(), self._framework
        gaps = {gap.competency: gap for gap in gaps_of(self._journey, state)}
        role = framework.role(target_of(state))
        chosen = framework.competency(self._open)
        home = (chosen.id, chosen.short)
        page = self._shelf.blocks(home) or competency_blocks(self._journey, chosen, state, gaps.get(chosen.id))
        return {
            "label": "Skill map",
            "page": "map",
            "focus": self._focus,
            "head": {"where": "Skill map", "aside": f"Target: {role.short}"},
            "blocks": [
                b.title(map_message(framework, gaps, role.short)),
                b.select("target", "Target role", role_options(self._journey), target_of(state)),
                *filter_blocks(self._filter, self._journey.catalogue, load_reference()),
                b.map_of("open", self._drawing(gaps), _HELP),
                *page,
                b.details("table", "The map as a table", _table(framework, gaps)),
                b.details("share", "Save the map as a picture", *self._share(state)),
            ],
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Open a competency or a page, set the filter, or record another target role."""
        self._focus = ""
        if name == "open":
            self._show(str(value))
        elif name == "read":
            self._read(str(value))
        elif name == "target":
            self._journey.aim(str(value))
            self._picture = None
        elif name == "name":
            self._name = str(value).strip()
        elif name.startswith("filter-"):
            values = {**self._filter.chosen, name.removeprefix("filter-"): value}
            self._filter = MapFilter.of(values, self._journey.catalogue, load_reference())
            self._keep()

    def press(self, name: str) -> None:
        """Clear the filter, or save the map as a picture and hand it over."""
        verb, _, form = name.partition(":")
        if verb == "clear":
            self._filter = MapFilter()
            self._keep()
        elif verb == "save" and form in FORMATS:
            self._save(form)

    def _show(self, id: str) -> None:
        self._open = self._framework.competency(id).id
        self._shelf.close()
        self._keep()

    def _read(self, id: str) -> None:
        if id in self._framework.competencies:
            self._show(id)
        else:
            self._shelf.read(id)
        self._focus = id

    def _keep(self) -> None:
        self._journey.record("place", _PLACE, {"open": self._open, "filter": self._filter.chosen})

    def _drawing(self, gaps: dict[str, Gap]) -> str:
        kept = self._filter.keeps(self._journey.catalogue, load_reference())
        tiles = tiles_of(self._framework, gaps, kept)
        links = links_of(self._framework, self._open)
        return skill_map_svg(tiles, domains=columns_of(self._framework), selected=self._open, links=links)

    def _share(self, state: LedgerState) -> list[b.Block]:
        hint = "Left out where you leave it empty."
        note = "Whoever gets the picture sees your levels. Nothing is sent by this page."
        items = [b.button(f"save:{form}", f"Save as {form.upper()}") for form in FORMATS]
        found = [
            b.prose(b.quiet(note)),
            b.field("name", "Name on the picture", self._name, hint=hint),
            b.buttons(*items),
        ]
        return [*found, self._picture] if self._picture else found

    def _save(self, form: str) -> None:
        state = self._journey.state()
        gaps = {gap.competency: gap for gap in gaps_of(self._journey, state)}
        role = self._framework.role(target_of(state))
        picture = SkillPicture(
            title=map_message(self._framework, gaps, role.short, to_you=False),
            role=role.short,
            date=day_words(self._journey.clock().date().isoformat()),
            tiles=tiles_of(self._framework, gaps, self._framework.competencies),
            domains=columns_of(self._framework),
            name=self._name,
        )
        file, data = write_map_picture(self._journey, picture, form)
        words = f"Saved as {b.words(file.name)} in {b.words(file.parent)}."
        link = b.download(f"Open or copy the {form.upper()} elsewhere", file.name, data, FORMATS[form])
        self._picture = b.group("picture", b.prose(words), link)


_HELP = "Select a competency to see what it needs and helps. The arrow keys move between tiles, Enter opens one."


def _table(framework: Framework, gaps: dict[str, Gap]) -> b.Block:
    rows = []
    for id, competency in framework.competencies.items():
        gap = gaps.get(id)
        level = level_text(gap.level) if gap and gap.rated else "not rated" if gap else "not part of my work"
        target = b.assumed(gap.target) if gap else ""
        size = "" if gap is None or not gap.rated else "met" if gap.met else level_text(gap.size)
        rows.append((b.link(id, competency.name), b.words(framework.domain_of(id).short), level, target, size))
    columns = ("Competency", "Domain", "Level", "Target (assumption)", "Gap")
    return b.table(columns, rows, numeric=(2, 3, 4))
