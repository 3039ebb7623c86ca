"""The skill map: one tile per competency in four columns, its level in filled cells, the target as an upright bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

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
    """One competency on the map; levels [0-5] are None where nothing is rated; ``words`` say how it stands."""

    id: str
    label: str
    domain: str
    level: float | None
    low: float | None
    high: float | None
    target: int | None
    words: str
    wide: bool


def skill_map_svg(
    tiles: Sequence[SkillTile], *, domains: Sequence[tuple[str, str]], selected: str | None = None
) -> str:
    """The map as SVG, one column per domain given as (id, name); each tile is a button that carries its id."""
    columns = [[tile for tile in tiles if tile.domain == id] for id, _ in domains]
    rows = max((len(column) for column in columns), default=0)
    width = len(domains) * (_TILE_W + _GAP_X) - _GAP_X + 4
    height = _TOP + rows * (_TILE_H + _GAP_Y) + 22
    parts = [f'<svg class="cmo-skills" xmlns="http://www.w3.org/2000/svg" viewBox="-2 0 {width} {height}" ']
    parts.append('role="group" aria-label="Skill map" font-family="\'Source Sans 3\', system-ui, sans-serif">')
    for place, ((id, name), column) in enumerate(zip(domains, columns, strict=True)):
        x = place * (_TILE_W + _GAP_X)
        parts.append(_heading(x, id, name))
        for row, tile in enumerate(column):
            parts.append(_tile(tile, x, _TOP + row * (_TILE_H + _GAP_Y), tile.id == selected))
    parts.append(_legend(_TOP + rows * (_TILE_H + _GAP_Y) + 8))
    return screen_colors("".join(parts) + "</svg>")


def tile_words(tile: SkillTile) -> str:
    """What a reader hears of a tile: name, level with interval, target, how it stands."""
    level = "" if tile.level is None else f", level {tile.level:.1f}, 80 % interval {tile.low:.1f} to {tile.high:.1f}"
    target = "" if tile.target is None else f", target {tile.target} (assumption)"
    return f"{tile.label}{level}{target}, {tile.words}"


def _heading(x: float, domain: str, name: str) -> str:
    look = tokens()
    mark = _SHAPES[look.shapes[domain]].format(fill=look[f"domain-{domain}"].light)
    ink = look["ink"].light
    return (
        f'<g transform="translate({x} 10)">{mark}</g>'
        f'<text x="{x + 20}" y="21" font-size="15" font-weight="600" fill="{ink}">{_words(name)}</text>'
    )


def _tile(tile: SkillTile, x: float, y: float, chosen: bool) -> str:
    look = tokens()
    fill, rim, width = ("accent-soft", "accent", 2.5) if chosen else ("paper", "rule", 1.25)
    strong = ' font-weight="600"' if tile.wide or chosen else ""
    tail = ("warn", ' font-weight="600"') if tile.wide else ("muted", "")
    ink = look["ink"].light
    return (
        f'<g class="cmo-node" role="button" tabindex="0" data-node="{escape(tile.id)}" '
        f'aria-label="{_words(tile_words(tile))}" aria-pressed="{str(chosen).lower()}" transform="translate({x} {y})">'
        f'<rect class="cmo-ring" width="{_TILE_W}" height="{_TILE_H}" rx="6" fill="{look[fill].light}" '
        f'stroke="{look[rim].light}" stroke-width="{width}"/>'
        f'<text class="cmo-name" x="{_PAD}" y="25" font-size="15" fill="{ink}"{strong}>{_words(tile.label)}</text>'
        f"{_cells(tile)}"
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


def _legend(y: float) -> str:
    look = tokens()
    cells = "".join(
        f'<rect x="{n * 24}" y="{y}" width="22" height="10" rx="2" fill="{look[f"level-{n + 1}"].light}"/>'
        for n in range(2)
    )
    words = "level, target bar (assumption), 80 % interval below"
    return (
        f'{cells}<path d="M56 {y - 4}V{y + 14}" stroke="{look["ink"].light}" stroke-width="2.5"/>'
        f'<path d="M24 {y + 15}H72" stroke="{look["edge"].light}" stroke-width="1.5"/>'
        f'<text x="84" y="{y + 10}" font-size="13" fill="{look["muted"].light}">{words}</text>'
        f'<text x="400" y="{y + 10}" font-size="13" font-weight="600" fill="{look["warn"].light}">gap 1.7</text>'
        f'<text x="450" y="{y + 10}" font-size="13" fill="{look["muted"].light}">more than 1.2 levels short</text>'
    )


def _box(x: float, width: float, fill: str) -> str:
    return f'<rect x="{x}" y="{_CELL_Y}" width="{width}" height="{_CELL_H}" rx="2" fill="{fill}"/>'


def _at(level: float) -> float:
    return round(_PAD - 1 + level * _CELL_STEP, 1)


def _words(text: str) -> str:
    return escape(clean(text))
