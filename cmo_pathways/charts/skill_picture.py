"""The skill map as a picture to hand on: title, post, date, legend, and a name only where the reader gave one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from cmo_pathways.charts.canvas import Canvas, draw, draw_png
from cmo_pathways.charts.skill_map import SkillTile, tile_words
from cmo_pathways.charts.tokens import plain_colors, tokens
from cmo_pathways.charts.typeface import clean, wrap

_WIDTH, _SIDE, _GAP_X, _GAP_Y, _TILE_H = 800.0, 34.0, 20.0, 11.0, 54.0
_TILE_W = (_WIDTH - 2 * _SIDE - 3 * _GAP_X) / 4
_CELL_W, _CELL_STEP, _CELL_Y, _CELL_H, _PAD = 17.0, 18.5, 33.0, 8.0, 11.0
_MAKER = "CMO Pathways"


@dataclass(frozen=True, slots=True)
class SkillPicture:
    """What the picture says: ``title`` is the finding, ``role`` the post with its targets, ``date`` in words.

    ``name`` is empty where the reader wants none on it; ``domains`` are (id, name) from left to right.
    """

    title: str
    role: str
    date: str
    tiles: Sequence[SkillTile]
    domains: Sequence[tuple[str, str]]
    name: str = ""

    @property
    def _top(self) -> float:
        return 72.0 + 24.0 * len(_title(self))

    @property
    def _height(self) -> float:
        rows = max((sum(t.domain == id for t in self.tiles) for id, _ in self.domains), default=0)
        return self._top + 26 + rows * (_TILE_H + _GAP_Y) + 62


def picture_svg(picture: SkillPicture) -> str:
    """The picture as one SVG file in plain colors, with its words as title and description."""
    svg = plain_colors(draw(lambda canvas: _paint(canvas, picture), width=_WIDTH, height=picture._height))
    heard = ". ".join(tile_words(tile) for tile in picture.tiles)
    words = f"<title>{escape(clean(picture.title))}</title><desc>{escape(clean(heard))}.</desc>"
    head, end, rest = svg.partition(">")
    return f'{head} width="{_WIDTH * 4 / 3:.0f}"{end}{words}{rest}\n'


def picture_png(picture: SkillPicture) -> bytes:
    """The picture as a PNG of about 1,780 pixels across."""
    return draw_png(lambda canvas: _paint(canvas, picture), width=_WIDTH, height=picture._height)


def _title(picture: SkillPicture) -> list[str]:
    return list(wrap(clean(picture.title), 20, _WIDTH - 2 * _SIDE, lines=2))


def _paint(canvas: Canvas, picture: SkillPicture) -> None:
    canvas.box(0, 0, _WIDTH, picture._height, "paper")
    canvas.box(_SIDE, 26, 48, 3, "accent")
    y = 58.0
    for line in _title(picture):
        canvas.text(_SIDE, y, line, 20, "ink", bold=True)
        y += 24
    whose = f"{clean(picture.name)}. " if picture.name else ""
    what = f"{whose}Estimated level [0 to 5] in 20 competencies against the targets of {clean(picture.role)}."
    canvas.text(_SIDE, y - 4, what.replace("20", str(len(picture.tiles))), 11.5, "muted")
    for column, (id, name) in enumerate(picture.domains):
        x = _SIDE + column * (_TILE_W + _GAP_X)
        _heading(canvas, id, name, x, picture._top + 12)
        for row, tile in enumerate(tile for tile in picture.tiles if tile.domain == id):
            _tile(canvas, tile, x, picture._top + 26 + row * (_TILE_H + _GAP_Y))
    _foot(canvas, picture)


def _heading(canvas: Canvas, id: str, name: str, x: float, y: float) -> None:
    canvas.mark(tokens().shapes[id], x + 5, y - 4, 9.5, f"domain-{id}", rim=None)
    canvas.text(x + 16, y, name, 12, "ink", bold=True)


def _tile(canvas: Canvas, tile: SkillTile, x: float, y: float) -> None:
    canvas.card(x, y, _TILE_W, _TILE_H, "paper", "rule", 1.0)
    canvas.text(x + _PAD, y + 20, tile.label, 11.5, "ink", bold=tile.wide)
    _cells(canvas, tile, x + _PAD, y + _CELL_Y)
    color = "warn" if tile.wide else "muted"
    canvas.text(x + _TILE_W - 9, y + _CELL_Y + 8, tile.words, 10.5, color, anchor="right", bold=tile.wide)


def _cells(canvas: Canvas, tile: SkillTile, x: float, y: float) -> None:
    if tile.target is None:
        return
    for cell in range(5):
        canvas.box(x + cell * _CELL_STEP, y, _CELL_W, _CELL_H, "level-0")
        share = 0.0 if tile.level is None else min(1.0, max(0.0, tile.level - cell))
        if share > 0.04:
            canvas.box(x + cell * _CELL_STEP, y, _CELL_W * share, _CELL_H, f"level-{cell + 1}")
    if tile.low is not None and tile.high is not None:
        low, high = (x + level * _CELL_STEP - 0.75 for level in (tile.low, tile.high))
        canvas.line(((low, y + _CELL_H + 4), (high, y + _CELL_H + 4)), "edge", 1.2)
    _target(canvas, x + tile.target * _CELL_STEP - 0.75, y)


def _target(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(((x, y - 3.5), (x, y + _CELL_H + 3.5)), "ink", 2.0)


def _foot(canvas: Canvas, picture: SkillPicture) -> None:
    y, x = picture._height - 46, _SIDE
    canvas.line(((_SIDE, y - 16), (_WIDTH - _SIDE, y - 16)), "rule", 0.8)
    for cell in range(2):
        canvas.box(x + cell * _CELL_STEP, y - 6, _CELL_W, _CELL_H, f"level-{cell + 1}")
    canvas.line(((x + 20, y + 6), (x + 52, y + 6)), "edge", 1.2)
    _target(canvas, x + 44, y - 6)
    words = "level; 80 % interval below; upright bar: target (assumption, no published source)"
    canvas.text(x + 62, y + 2, words, 10.5, "muted")
    canvas.text(_WIDTH - _SIDE - 123, y + 2, "gap 1.7", 10.5, "warn", anchor="right", bold=True)
    canvas.text(_WIDTH - _SIDE, y + 2, "more than 1.2 levels short", 10.5, "muted", anchor="right")
    told = "From self-ratings and played cases, not an examination."
    canvas.text(_SIDE, y + 24, f"{picture.date}. {told}", 10.5, "muted")
    canvas.text(_WIDTH - _SIDE, y + 24, _MAKER, 10.5, "muted", anchor="right")
