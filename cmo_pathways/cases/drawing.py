"""How a table of a case is drawn: reading ``chart:``, checking it and working out the value that a picture shows.

Nothing is drawn here: control charts and figures are values of ``cmo_pathways.analytics``, so a case can be checked
on a machine without a drawing library.
"""

from __future__ import annotations

from cmo_pathways.analytics import CHARTS, FIGURES, ControlChart, FigureValue
from cmo_pathways.analytics.figures import Figure
from cmo_pathways.cases.computed import nearest, reason
from cmo_pathways.cases.model import Call, Table
from cmo_pathways.errors import LearnerError

DrawnValue = ControlChart | FigureValue


def draw_table(table: Table) -> DrawnValue | None:
    """The chart that a table asks for with ``chart:`` as a value, or None where it is shown as a table only.

    Raises InputError or LearnerError where a value cannot be drawn (``check_case`` finds that before anybody plays).
    """
    return None if table.chart is None else _drawn(table.chart, table)


def chart_faults(call: Call, table: Table) -> tuple[str, ...]:
    """What is wrong with a table's ``chart:`` as it is written, each as a phrase with its mend; nothing is computed."""
    if call.method not in CHARTS and call.method not in FIGURES:
        return (f'chart "{call.method}" is not known - {nearest(call.method, (*CHARTS, *FIGURES))}',)
    missing = [name for name in call.columns if name not in table.columns]
    if missing or not call.columns:
        return (f"chart {call.method} takes columns of the table - {nearest((missing or [''])[0], table.columns)}",)
    faults = _figure_faults(FIGURES[call.method], call, table) if call.method in FIGURES else ()
    if call.method in CHARTS and call.literals:
        faults = (f"chart {call.method} takes columns only - remove what stands after them",)
    return faults


def drawing_faults(table: Table) -> tuple[str, ...]:
    """What keeps a chart that is written well from being drawn: it is worked out, which loads the statistics."""
    if table.chart is None or not table.rows or chart_faults(table.chart, table):
        return ()
    try:
        _drawn(table.chart, table)
    except (LearnerError, ValueError, TypeError) as error:
        return (f"chart {table.chart.method} cannot be drawn ({reason(error)}) - check the columns",)
    return ()


def _figure_faults(figure: Figure, call: Call, table: Table) -> tuple[str, ...]:
    faults = []
    if not figure.needed <= len(call.columns) <= len(figure.columns):
        form = ", ".join(figure.columns)
        faults.append(f"chart {figure.name} takes the columns {form} - give {figure.needed} or more of them, in order")
    if len(call.literals) > len(figure.literals):
        faults.append(f"chart {figure.name} takes at most {len(figure.literals)} literal(s) - remove the rest")
    for literal in call.literals:
        if isinstance(literal, str) and literal not in figure.words:
            mend = nearest(literal, figure.words) if figure.words else f"write a number ({', '.join(figure.literals)})"
            faults.append(f'"{literal}" means nothing to chart {figure.name} - {mend}')
    for name, kind in zip(call.columns, figure.kinds, strict=False):
        bad = [at for at, cell in enumerate(table.column(name), start=1) if kind == "number" and _number(cell) is None]
        if bad:
            cell = table.column(name)[bad[0] - 1]
            faults.append(f'column "{name}" holds "{cell}" in row {bad[0]}, no number - mend it or use another column')
    if figure.labelled and not table.labels:
        faults.append(f"chart {figure.name} needs the names of its rows - add labels: with the column that holds them")
    return tuple(faults)


def _drawn(call: Call, table: Table) -> DrawnValue:
    if call.method in CHARTS:
        return CHARTS[call.method](*(_as_found(table.column(name)) for name in call.columns))
    figure = FIGURES[call.method]
    cells: list[object] = []
    for name, kind in zip(call.columns, figure.kinds, strict=False):
        column = table.column(name)
        cells.append(tuple(float(cell) for cell in column) if kind == "number" else column)
    cells += [None] * (len(figure.columns) - len(cells))
    return figure.function(*cells, *call.literals)


def _as_found(column: tuple[str, ...]) -> tuple[float, ...] | tuple[str, ...]:
    """The cells as numbers where every one is a number."""
    numbers = [_number(cell) for cell in column]
    known = tuple(n for n in numbers if n is not None)
    return known if len(known) == len(column) else column


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None
