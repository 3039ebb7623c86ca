"""The skill map: one tile per competency in four columns, its level in filled cells, the target as an upright bar."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

from cmo_pathways.charts.skill_links import Grid, SkillLink, link_points, round_path
from cmo_pathways.charts.tokens import screen_colors, tokens
from cmo_pathways.charts.typeface import clean

_TILE_W, _TILE_H, _GAP_X, _GAP_Y, _TOP = 200, 68, 32, 16, 44
_CELL_W, _CELL_STEP, _CELL_Y, _CELL_H = 22, 24, 38, 10
_PAD = 14
_SHAPES = {
    "circle": '<circle cx="6" cy="6" r="5.5" fill="{fill}"/>',
    "square": '<rect x="1" y="1" width="10" height="10" fill="{fill}"/>',
    "diamond": '<path d="M6 0 12 6 6 12 0 6Z" fill="{fill}"/>',
    "triangle": '<path d="M6 .8 12 11.2H0Z" fill="{fill}"/>',
}


@dataclass(frozen=True, slots=True)
class SkillTile:
    """One competency on the map; levels [0-5] are None where nothing is rated; ``words`` say how it stands.

    ``aside`` is True for a tile outside the reader's filter: it stays on the map and recedes.
    """

    id: str
    label: str
    domain: str
    level: float | None
    low: float | None
    high: float | None
    target: int | None
    words: str
    wide: bool
    aside: bool = False


def skill_map_svg(
    tiles: Sequence[SkillTile],
    *,
    domains: Sequence[tuple[str, str]],
    selected: str | None = None,
    links: Sequence[SkillLink] = (),
) -> str:
    """The map as SVG, one column per domain given as (id, name); each tile is a button that carries its id.

    Of ``links`` those of the selected tile are drawn: needs as a solid line, helps as dots, each with an arrow at
    what builds on it. One tile is the tab stop of the map; the arrow keys move from it.
    """
    columns = [[tile for tile in tiles if tile.domain == id] for id, _ in domains]
    rows = max((len(column) for column in columns), default=0)
    cells = {tile.id: (c, r) for c, column in enumerate(columns) for r, tile in enumerate(column)}
    drawn = [k for k in links if selected in (k.origin, k.target) and {k.origin, k.target} <= set(cells)]
    near = {id for link in drawn for id in (link.origin, link.target)}
    stop = selected if selected in cells else next(iter(cells), None)
    width = len(domains) * (_TILE_W + _GAP_X) - _GAP_X + 4
    height = _TOP + rows * (_TILE_H + _GAP_Y) + 22
    parts = [f'<svg class="cmo-skills" xmlns="http://www.w3.org/2000/svg" viewBox="-2 0 {width} {height}" ']
    parts.append('role="group" aria-label="Skill map" font-family="\'Source Sans 3\', system-ui, sans-serif">')
    for place, ((id, name), column) in enumerate(zip(domains, columns, strict=True)):
        x = place * (_TILE_W + _GAP_X)
        parts.append(_heading(x, id, name))
        for row, tile in enumerate(column):
            rim = "chosen" if tile.id == selected else "near" if tile.id in near else "plain"
            parts.append(_tile(tile, x, _TOP + row * (_TILE_H + _GAP_Y), rim, stop=tile.id == stop))
    parts += _links(Grid(_TILE_W, _TILE_H, _GAP_X, _GAP_Y, _TOP, rows), cells, drawn, selected or "")
    parts.append(_legend(_TOP + rows * (_TILE_H + _GAP_Y) + 8, {link.kind for link in drawn}))
    return screen_colors("".join(parts) + "</svg>")


def tile_words(tile: SkillTile) -> str:
    """What a reader hears of a tile: name, level with interval, target, how it stands."""
    level = "" if tile.level is None else f", level {tile.level:.1f}, 80 % interval {tile.low:.1f} to {tile.high:.1f}"
    target = "" if tile.target is None else f", target {tile.target} (assumption)"
    outside = ", outside the filter" if tile.aside else ""
    # What is seen comes first, as it is seen: people who steer by voice say what they read.
    short = " short of the target" if tile.words[:1].isdigit() else ""
    return f"{tile.label}, {tile.words}{short}{level}{target}{outside}"


def _heading(x: float, domain: str, name: str) -> str:
    look = tokens()
    mark = _SHAPES[look.shapes[domain]].format(fill=look[f"domain-{domain}"].light)
    ink = look["ink"].light
    return (
        f'<g transform="translate({x} 10)">{mark}</g>'
        f'<text x="{x + 20}" y="21" font-size="15" font-weight="600" fill="{ink}">{_words(name)}</text>'
    )


_RIMS = {"chosen": ("accent-soft", "accent", 2.5), "near": ("paper", "ink", 1.5), "plain": ("paper", "rule", 1.25)}


def _tile(tile: SkillTile, x: float, y: float, kind: str, *, stop: bool) -> str:
    look, chosen = tokens(), kind == "chosen"
    fill, rim, width = ("sunk", "sunk", 1.25) if tile.aside and kind == "plain" else _RIMS[kind]
    strong = ' font-weight="600"' if (tile.wide and not tile.aside) or chosen else ""
    tail = ("warn", ' font-weight="600"') if tile.wide and not tile.aside else ("muted", "")
    ink = look["muted" if tile.aside else "ink"].light
    css = "cmo-node cmo-outside" if tile.aside else "cmo-node"
    return (
        f'<g class="{css}" role="button" tabindex="{0 if stop else -1}" data-node="{escape(tile.id)}" '
        f'aria-label="{_words(tile_words(tile))}" aria-pressed="{str(chosen).lower()}" transform="translate({x} {y})">'
        f'<rect class="cmo-ring" width="{_TILE_W}" height="{_TILE_H}" rx="6" fill="{look[fill].light}" '
        f'stroke="{look[rim].light}" stroke-width="{width}"/>'
        f'<text class="cmo-name" x="{_PAD}" y="25" font-size="15" fill="{ink}"{strong}>{_words(tile.label)}</text> '
        f"{'' if tile.aside else _cells(tile)}"
        f'<text x="{_TILE_W - 12}" y="50" text-anchor="end" font-size="13" fill="{look[tail[0]].light}"{tail[1]}>'
        f"{_words(tile.words)}</text></g>"
    )


def _cells(tile: SkillTile) -> str:
    look, parts = tokens(), []
    if tile.target is None:
        return ""
    for cell in range(5):
        x = _PAD + cell * _CELL_STEP
        parts.append(_box(x, _CELL_W, look["level-0"].light))
        share = 0.0 if tile.level is None else min(1.0, max(0.0, tile.level - cell))
        if share > 0.04:
            parts.append(_box(x, round(_CELL_W * share, 1), look[f"level-{cell + 1}"].light))
    if tile.low is not None and tile.high is not None:
        left, right = _at(tile.low), _at(tile.high)
        line = f'<path d="M{left} {_CELL_Y + 15}H{right}" stroke="{look["edge"].light}" stroke-width="1.5"/>'
        parts.append(line)
    top, foot, ink = _CELL_Y - 4, _CELL_Y + _CELL_H + 4, look["ink"].light
    parts.append(f'<path d="M{_at(tile.target)} {top}V{foot}" stroke="{ink}" stroke-width="2.5"/>')
    return "".join(parts)


def _links(grid: Grid, cells: dict[str, tuple[int, int]], links: Sequence[SkillLink], chosen: str) -> list[str]:
    ink, parts = tokens()["ink"].light, []
    for link, points in zip(links, link_points(grid, cells, links, chosen), strict=True):
        (x0, _), (x, y) = points[-2], points[-1]
        back = -9 if x > x0 else 9
        style = f'fill="none" stroke="{ink}" ' + _STROKES[link.kind]
        parts.append(
            f'<g aria-hidden="true"><path class="cmo-link-{link.kind}" d="{round_path([*points[:-1], (x + back, y)])}" '
            f'{style}/><path d="M{x:g} {y:g}l{back} -5v10Z" fill="{ink}"/></g>'
        )
    return parts


_STROKES = {"needs": 'stroke-width="2"', "helps": 'stroke-width="2.5" stroke-dasharray="0.1 5" stroke-linecap="round"'}


def _legend(y: float, kinds: Collection[str]) -> str:
    look = tokens()
    ink, muted, edge = look["ink"].light, look["muted"].light, look["edge"].light
    cells = "".join(
        f'<rect x="{n * 24}" y="{y}" width="22" height="10" rx="2" fill="{look[f"level-{n + 1}"].light}"/>'
        for n in range(2)
    )
    parts = [
        f'{cells}<path d="M56 {y - 4}V{y + 14}" stroke="{ink}" stroke-width="2.5"/>'
        f'<path d="M24 {y + 15}H72" stroke="{edge}" stroke-width="1.5"/>',
        _small(84, y, 'level, target bar <tspan font-style="italic">(assumption)</tspan>, 80 % interval below', muted),
        _small(400, y, "gap 1.7", look["warn"].light, ' font-weight="600"'),
        _small(450, y, "more than 1.2 levels short", muted),
    ]
    x = 630.0
    for kind, words in (("needs", "is needed for"), ("helps", "helps")):
        if kind in kinds:
            parts.append(f'<path d="M{x} {y + 5}h26" fill="none" stroke="{ink}" {_STROKES[kind]}/>')
            parts.append(f'<path d="M{x + 36} {y + 5}l-9 -5v10Z" fill="{ink}"/>{_small(x + 42, y, words, muted)}')
            x += 140
    return "".join(parts)


def _small(x: float, y: float, words: str, color: str, more: str = "") -> str:
    return f'<text x="{x}" y="{y + 10}" font-size="13" fill="{color}"{more}>{words}</text>'


def _box(x: float, width: float, fill: str) -> str:
    return f'<rect x="{x}" y="{_CELL_Y}" width="{width}" height="{_CELL_H}" rx="2" fill="{fill}"/>'


def _at(level: float) -> float:
    return round(_PAD - 1 + level * _CELL_STEP, 1)


def _words(text: str) -> str:
    return escape(clean(text))
