"""The graph of a case: its scenes from left to right, a line for each choice, the endings by grade."""

from __future__ import annotations

from html import escape

from cmo_pathways.cases import Case, distinct_results, paths_by_ending, soundest_play
from cmo_pathways.charts.canvas import STACK
from cmo_pathways.charts.case_layout import LINE, NAME_SIZE, PAD, ROW_SIZE, Card, CaseLayout, Way, lay_out
from cmo_pathways.charts.figure import Chart, chart_svg_plain
from cmo_pathways.charts.maps.paths import rounded
from cmo_pathways.charts.maps.shapes import outline, text_svg
from cmo_pathways.charts.tokens import tokens
from cmo_pathways.charts.typeface import clean, text_width

_ENDINGS = {  # shape, fill, rim, words
    "strong": ("certificate", "accent", "accent", "on-accent"),
    "mixed": ("training", "accent-soft", "accent", "ink"),
    "poor": ("exam", "warn-soft", "warn", "ink"),
}
_ARROW, _DASH = 8.0, ' stroke-dasharray="6 4"'
_LEGEND = 40.0


def case_graph(case: Case) -> Chart:
    """The graph of a case with its table: one row per choice, where it leads, its condition and its points.

    Raises LearnerError where the case cannot be played or is too large to count its paths.
    """
    strong = sum(end.paths for end in paths_by_ending(case) if end.grade == "strong")
    total = sum(result.paths for result in distinct_results(case))
    said = f"{total:,} paths lead through {len(case.scenes)} scenes, {strong:,} of them to a strong ending"
    return Chart(
        title=said,
        subtitle=f"{case.title}: every scene with its choices, from the start at the left to the endings at the right",
        svg=case_graph_svg(case),
        alt=f"{said}. Graph of the case {clean(case.title)}; the table below lists every choice and where it leads.",
        columns=("Scene", "Choice", "Leads to", "Open when", "Points", "Counters"),
        rows=tuple(_rows(case)),
        source=f"{case.id} {case.version}; paths are counted with questions passed over.",
        invented=False,
    )


def case_graph_svg(case: Case) -> str:
    """The drawing alone, with colors as style-sheet variables; 1280 px wide for a case of up to about 12 columns."""
    best = soundest_play(case)
    placed = lay_out(case, along=best.path)
    chosen = set(best.path)
    guarded = {(scene.id, choice.id) for scene in case.scenes for choice in scene.choices if choice.guard}
    ways = sorted(placed.ways, key=lambda way: (way.scene, way.choice) in chosen)
    parts = [_way(way, (way.scene, way.choice) in chosen, (way.scene, way.choice) in guarded) for way in ways]
    met = {scene for scene, _ in best.path} | {best.scene}
    parts += [_card(case, card, card.scene in met) for card in placed.cards.values()]
    legend, width = _legend(placed, bool(guarded & {(way.scene, way.choice) for way in ways}))
    height, width = placed.height + _LEGEND, max(placed.width, width)
    return (
        f'<svg class="cmo-map" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'font-family="{STACK}">{"".join(parts)}<g>{legend}</g></svg>'
    )


def case_graph_file(case: Case) -> str:
    """The graph as an SVG file of its own, in the light colors on paper, with its words for a screen reader.

    Raises LearnerError as ``case_graph`` does.
    """
    chart = case_graph(case)
    head, _, drawing = chart_svg_plain(chart).partition(">")
    words = f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc>"
    return f'{head} role="img" style="background:{tokens()["paper"].light}">{words}{drawing}\n'


def _rows(case: Case) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for scene in case.scenes:
        for choice in scene.choices:
            points = [f"{_signed(e.amount)} {e.name}" for e in choice.effects if e.kind == "competency"]
            counters = [f"{e.name} {'=' if e.sets else ''}{_signed(e.amount, plain=e.sets)}" for e in choice.effects
                        if e.kind == "counter"]  # fmt: skip
            guard = " and ".join(condition.words for condition in choice.guard) or "always"
            rows.append((scene.id, choice.id, choice.to, guard, "; ".join(points), "; ".join(counters)))
    return rows


def _signed(number: int, *, plain: bool = False) -> str:
    return (str(number) if plain else f"{number:+d}").replace("-", "\N{MINUS SIGN}")


def _way(way: Way, chosen: bool, guarded: bool) -> str:
    color, width = (_c("accent"), 2.75) if chosen else (_c("edge"), 1.25)
    (x, y), dash = way.points[-1], _DASH if guarded else ""
    path = rounded((*way.points[:-1], (x - _ARROW + 1, y))) if way.back else _curved(way.points)
    half = 4.5 if chosen else 3.5
    arrow = f'<path d="M{x:g} {y:g}l{-_ARROW:g} {-half:g}v{2 * half:g}Z" fill="{color}"/>'
    return f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{width:g}"{dash}/>{arrow}'


def _curved(points: tuple[tuple[float, float], ...]) -> str:
    """Level pieces inside the columns, curves in the gutters between."""
    path = f"M{points[0][0]:g} {points[0][1]:g}"
    for at in range(0, len(points), 2):
        (x, y), (to, level) = points[at], points[at + 1]
        last = at + 2 == len(points)
        to -= _ARROW - 1 if last else 0
        half = (to - x) / 2
        path += f"C{x + half:g} {y:g} {to - half:g} {level:g} {to:g} {level:g}"
        path += "" if last else f"L{points[at + 2][0]:g} {points[at + 2][1]:g}"
    return path


def _card(case: Case, card: Card, chosen: bool) -> str:
    scene = case.scene(card.scene)
    grade = scene.ending if scene else ""
    shape, fill, rim, ink = _ENDINGS.get(grade, ("role", "paper", "accent" if chosen else "edge", "ink"))
    d = outline(shape, card.x, card.y, card.width, card.height)
    width = 2.0 if chosen or grade else 1.25
    parts = [f'<path d="{d}" fill="{_c(fill)}" stroke="{_c(rim)}" stroke-width="{width:g}"/>']
    x, y = card.x + PAD + (3 if grade else 0), card.y + 10 + 11
    for words in card.name:
        parts.append(text_svg(x, y, words, NAME_SIZE, ink, weight=600))
        y += LINE
    if card.note:
        parts.append(text_svg(x, y, card.note, ROW_SIZE - 0.5, ink if grade else "muted", italic=not grade))
    if card.rows:
        top = card.rows[0].baseline - 14
        parts.append(f'<path d="M{card.x:g} {top:g}h{card.width:g}" stroke="{_c("rule")}"/>')
    for row in card.rows:
        lines = enumerate(row.words)
        parts += [text_svg(card.x + PAD, row.baseline + LINE * n, words, ROW_SIZE, "ink") for n, words in lines]
    return "".join(parts)


def _legend(placed: CaseLayout, guarded: bool) -> tuple[str, float]:
    """The legend, which names only what the graph shows, and where it ends [px]."""
    x, y = 1.0, placed.height + 24
    items = [
        (_swatch("accent", 2.75, ""), "soundest path by the weights of the case"),
        (_swatch("edge", 1.25, ""), "choice"),
    ]
    items += [(_swatch("edge", 1.25, _DASH), "choice that is open under a condition")] if guarded else []
    for grade, (shape, fill, rim, _) in _ENDINGS.items():
        d = outline(shape, 0, -8, 30, 16)
        items.append((f'<path d="{d}" fill="{_c(fill)}" stroke="{_c(rim)}" stroke-width="2"/>', f"{grade} ending"))
    parts = []
    for mark, words in items:
        parts.append(
            f'<g transform="translate({x:g} {y:g})">{mark}</g>{text_svg(x + 38, y + 4, words, ROW_SIZE, "muted")}'
        )
        x += 38 + text_width(words, ROW_SIZE) * 1.2 + 20
    return "".join(parts), x


def _swatch(color: str, width: float, dash: str) -> str:
    return f'<path d="M0 0H30" fill="none" stroke="{_c(color)}" stroke-width="{width:g}"{dash}/>'


def _c(name: str) -> str:
    return tokens()[name].variable
