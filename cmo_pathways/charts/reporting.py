"""Who stands above, beside and below a post: boxes with full lines where one directs, dotted where one does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cmo_pathways.charts.canvas import WIDTH, Canvas, draw
from cmo_pathways.charts.figure import Chart
from cmo_pathways.charts.typeface import clean, wrap
from cmo_pathways.errors import LearnerError

_TEXT, _LINE, _PAD, _GAP = 11.0, 12.5, 7.0, 12.0
_WIDEST = 140.0
_BETWEEN = 40.0
_TIES = {"line": "full line", "dotted": "dotted line"}


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody ``above``, ``beside`` or ``below`` the post; ``line`` is directing, ``dotted`` is not."""

    who: str
    where: str
    tie: str
    note: str
    mark: str


def reporting_chart(ties: Sequence[Tie], *, post: str, title: str, subtitle: str, source: str) -> Chart:
    """The reporting lines around ``post`` as a diagram with a table of the same words.

    A dashed outline is an assumption of ours. Raises LearnerError where nobody stands above the post.
    """
    rows = {where: [tie for tie in ties if tie.where == where] for where in ("above", "beside", "below")}
    if not rows["above"]:
        raise LearnerError("Nobody is named above the post, so there is no line to draw.")
    sheet = _place(rows, post)
    said = " ".join(
        f"{word}: {', '.join(f'{clean(tie.who)} ({_TIES[tie.tie]})' for tie in rows[where])}."
        for where, word in (("above", "Above the post"), ("beside", "Beside it"), ("below", "Below it"))
        if rows[where]
    )
    return Chart(
        title=title,
        subtitle=subtitle,
        svg=draw(lambda canvas: _paint(canvas, sheet), height=sheet.height),
        alt=f"{title}. Diagram of the reporting lines of {clean(post)}. {said}",
        columns=("Who", "Where", "Line", "What it means", "Support"),
        rows=tuple((clean(t.who), t.where, _TIES[t.tie], clean(t.note), t.mark) for t in ties),
        source=source,
    )


@dataclass(frozen=True, slots=True)
class _Box:
    """A box [pt]: middle, half width, top and foot, its words, and what it is."""

    x: float
    half: float
    top: float
    foot: float
    lines: tuple[str, ...]
    tie: Tie | None


@dataclass(frozen=True, slots=True)
class _Diagram:
    post: _Box
    above: tuple[_Box, ...]
    beside: tuple[_Box, ...]
    below: tuple[_Box, ...]
    height: float


def _place(rows: dict[str, list[Tie]], post: str) -> _Diagram:
    above = _above(rows["above"], 6.0)
    y = max(box.foot for box in above) + _BETWEEN
    beside = rows["beside"][:2]
    sides = _sides(beside, y)
    middle = _box(WIDTH / 2, 62.0, y, wrap(clean(post), _TEXT, 112.0, lines=3, weight=600), None)
    level = max([box.foot - box.top for box in (*sides, middle)])
    centered = [_moved(box, y + (level - (box.foot - box.top)) / 2) for box in (middle, *sides)]
    y += level + _BETWEEN
    below = _row(rows["below"], y)
    foot = max((box.foot for box in below), default=y - _BETWEEN)
    return _Diagram(centered[0], above, tuple(centered[1:]), below, foot + 6)


def _above(ties: Sequence[Tie], top: float) -> tuple[_Box, ...]:
    """Who directs the post stands straight above it; the others to the right, then to the left."""
    ordered = sorted(ties[:3], key=lambda tie: tie.tie != "line")
    half = min(_WIDEST, (WIDTH - 8 - 2 * _GAP) / 3) / 2
    places = (0.0, 1.0, -1.0)
    made = [
        _box(WIDTH / 2 + place * (2 * half + _GAP), half, top, _words(tie, 2 * half), tie)
        for place, tie in zip(places, ordered, strict=False)
    ]
    return _level(made)


def _row(ties: Sequence[Tie], top: float) -> tuple[_Box, ...]:
    if not ties:
        return ()
    width = min(_WIDEST, (WIDTH - 8 - _GAP * (len(ties) - 1)) / len(ties))
    step = width + _GAP
    first = WIDTH / 2 - step * (len(ties) - 1) / 2
    made = [_box(first + step * n, width / 2, top, _words(tie, width), tie) for n, tie in enumerate(ties)]
    return _level(made)


def _level(made: Sequence[_Box]) -> tuple[_Box, ...]:
    tallest = max(box.foot for box in made)
    return tuple(_Box(b.x, b.half, b.top, tallest, b.lines, b.tie) for b in made)


def _sides(ties: Sequence[Tie], top: float) -> tuple[_Box, ...]:
    half = 64.0
    places = (half + 4, WIDTH - half - 4)
    return tuple(_box(x, half, top, _words(tie, 2 * half), tie) for x, tie in zip(places, ties, strict=False))


def _words(tie: Tie, width: float) -> list[str]:
    return wrap(clean(tie.who), _TEXT, width - 2 * _PAD, lines=3)


def _box(x: float, half: float, top: float, lines: Sequence[str], tie: Tie | None) -> _Box:
    return _Box(x, half, top, top + _LINE * len(lines) + 2 * _PAD, tuple(lines), tie)


def _moved(box: _Box, top: float) -> _Box:
    return _Box(box.x, box.half, top, top + box.foot - box.top, box.lines, box.tie)


def _paint(canvas: Canvas, sheet: _Diagram) -> None:
    post = sheet.post
    _paint_fan(canvas, sheet.above, post.x, post.top, below=False)
    for box in sheet.beside:
        side = -1 if box.x < post.x else 1
        y = (post.top + post.foot) / 2
        _paint_tie(canvas, box, ((box.x - side * box.half, y), (post.x + side * post.half, y)))
    _paint_fan(canvas, sheet.below, post.x, post.foot, below=True)
    for box in (*sheet.above, *sheet.beside, *sheet.below, post):
        _paint_box(canvas, box)


def _paint_fan(canvas: Canvas, boxes: Sequence[_Box], x: float, y: float, *, below: bool) -> None:
    """Right-angled lines between the post at (x, y) and a row of boxes; dotted ones lie under full ones."""
    for box in sorted(boxes, key=lambda box: box.tie is not None and box.tie.tie == "line"):
        end = box.top if below else box.foot
        turn = (y + end) / 2
        _paint_tie(canvas, box, ((x, y), (x, turn), (box.x, turn), (box.x, end)))


def _paint_tie(canvas: Canvas, box: _Box, points: Sequence[tuple[float, float]]) -> None:
    dotted = box.tie is not None and box.tie.tie == "dotted"
    canvas.line(points, "ink" if not dotted else "edge", 1.4, "dotted" if dotted else "solid")


def _paint_box(canvas: Canvas, box: _Box) -> None:
    left, width = box.x - box.half, 2 * box.half
    corners = ((left, box.top), (left + width, box.top), (left + width, box.foot), (left, box.foot))
    if box.tie is None:
        canvas.shape(corners, "accent-soft", "accent")
        canvas.line((*corners, corners[0]), "accent", 2)
    else:
        canvas.shape(corners, "paper")
        assumed = box.tie.mark == "assumption"
        canvas.line((*corners, corners[0]), "warn" if assumed else "ink", 1.2, "dashed" if assumed else "solid")
    middle = (box.top + box.foot) / 2
    for k, line in enumerate(box.lines):
        y = middle + 3.7 + _LINE * (k - (len(box.lines) - 1) / 2)
        canvas.text(box.x, y, line, _TEXT, "ink", anchor="center", bold=box.tie is None)
