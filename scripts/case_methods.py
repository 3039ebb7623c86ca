"""Writes docs/case-methods.md: the charts and the computed questions that a case may ask for, from their registries.

Run it after a method or chart was added: ``python scripts/case_methods.py``.
"""

from __future__ import annotations

from itertools import groupby

from cmo_pathways.analytics import CHARTS, FIGURES, METHODS, Method
from cmo_pathways.analytics.figures import Figure
from cmo_pathways.content import content_root

PAGE = "docs/case-methods.md"
_HEAD = """<!-- Written by scripts/case_methods.py from the registries of methods and charts; run it instead. -->
# What a case can draw and ask

Columns are bare words of your table, in this order; what stands in square brackets may be left out, from the end.
Literals follow the columns: numbers, or texts in double quotes. A text such as "name" or "phase" picks the row or the
phase of that name; without it the last one counts. How to write a case is in [the author's guide](author-guide.md).

## Charts

`chart:` of a table. Names of points and groups come from the column under `labels:`; a date is written 2026-11-04 or
2026-11. `better: higher` or `better: lower` says which side is good.

| Call | Shows |
|---|---|
"""
_QUESTIONS = """
## Computed questions

`expect:` of a scene with `ask: number`; `from:` names the table.

| Call | Computes |
|---|---|
"""
_LINES = {
    "run": "values around their median; long runs and few crossings",
    "xmr": "single values with natural process limits",
    "p": "share of patients, limits by their number",
    "p_prime": "the same where thousands make the limits of p too narrow (Laney)",
    "c": "counts in equal stretches",
    "u": "events per exposure, such as line days",
    "u_prime": "the same with Laney's limits",
    "g": "cases between rare events",
    "t": "time between rare events",
}
_SHOWS = {
    "funnel": "shares by size around the average (or the target), 95 and 99.8 % limits, over-dispersion told; outliers "
    'named; widening is "additive" or "multiplicative"',
    "ratio_funnel": "observed over expected (SMR, SIR) by expected events, the same limits",
    "calibration": "predicted risks [0-1] against outcomes [1 or 0], one row per patient, in tenths with intervals",
    "queue": "mean wait against load, or against servers where only these differ, with the named situations; the unit "
    "of time is that of arrivals and service",
    "cash_flow": "flows per period and their running total; with a rate (0.08 for 8 %) discounted, and its net present "
    "value",
    "vlad": "one row per case in order: lives against expectation, and the risk-adjusted CUSUM with its level "
    "(simulated where none is given)",
    "bars": "values as bars, with intervals where both ends are given",
    "rates": "shares with Wilson intervals, or with per (1000, say) rates per so much exposure",
    "epi_curve": "new cases by day or week; events are words for what happened then, empty elsewhere",
}


def page() -> str:
    """The whole page as Markdown."""
    charts = [f"| `{_chart_call(name)}` | {_LINES[name]} |" for name in CHARTS]
    charts += [f"| `{_figure_call(row)}` | {_SHOWS[row.name]} |" for row in FIGURES.values()]
    asked = []
    for _, rows in groupby(METHODS.values(), lambda row: (row.columns, row.needed, row.literals)):
        asked += [f"| `{_method_call(row)}` | {row.how.replace('|', '/')} |" for row in rows]
    return _HEAD + "\n".join(charts) + "\n" + _QUESTIONS + "\n".join(asked) + "\n"


def _chart_call(name: str) -> str:
    columns = ("values", "phases") if name == "run" else METHODS[f"{name}_centre"].columns
    return _call(name, columns, len(columns) - 1, ())


def _figure_call(row: Figure) -> str:
    return _call(row.name, row.columns, row.needed, tuple(f'"{x}"' if x == "widening" else x for x in row.literals))


def _method_call(row: Method) -> str:
    last_is_text = row.kinds[-1] == "text"
    literals = tuple(f'"{word}"' if last_is_text else word for word in row.literals)
    return _call(row.name, row.columns, row.needed, literals, row.asks)


def _call(name: str, columns: tuple[str, ...], needed: int, literals: tuple[str, ...], asks: int = 0) -> str:
    parts = list(columns[:needed]) + [f"[{word}]" for word in columns[needed:]]
    parts += list(literals[:asks]) + [f"[{word}]" for word in literals[asks:]]
    return f"{name}({', '.join(parts)})"


def main() -> None:
    """Write the page."""
    (content_root() / PAGE).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
