"""The report on a class: aggregates only, for a sponsor or the class itself. A finding above every chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.charts import Chart, chart_svg_plain
from cmo_pathways.charts.class_growth import signed
from cmo_pathways.cohort.agreement_shown import ShownAgreement
from cmo_pathways.cohort.growth import FEWEST_FOR_EFFECT, FEWEST_FOR_MEAN
from cmo_pathways.cohort.privacy import SMALLEST
from cmo_pathways.cohort.release_log import Shown
from cmo_pathways.cohort.summary import CohortSummary, printed_size
from cmo_pathways.document import (
    Block,
    Column,
    Document,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paper,
    Prose,
    Table,
)
from cmo_pathways.reports.cohort_charts import class_charts
from cmo_pathways.reports.words import counted, in_sentence
from cmo_pathways.scale import day_words

READERS = ("sponsor", "class", "instructor")
"""For whom a report can be; all get the same protected numbers."""
_KICKERS = {"sponsor": "Report to the sponsor", "class": "Report to the class", "instructor": "Report for the file"}
_KINDS = {
    "levels": "levels",
    "ratings": "ratings before and after",
    "cases": "plays of cases",
    "memos": "memos",
    "plan": "progress of the plan",
    "entries": "portfolio entries",
}


def cohort_report(
    summary: CohortSummary,
    catalogue: Catalogue,
    *,
    to: str = "sponsor",
    agreement: ShownAgreement | None = None,
    invented: bool = False,
    paper: Paper = "letter",
) -> Document:
    """A class as a document: four key figures, charts under their findings, how sure they are, and the numbers.

    ``to`` is one of ``READERS``; ``agreement`` that of the raters of memos; ``invented`` marks a made-up class.
    """
    charts = class_charts(summary, catalogue, invented=invented)
    blocks: list[Block] = [KeyFigures(_key_figures(summary, catalogue, agreement))]
    for chart in charts:
        blocks += [Heading(chart.title), Figure(chart_svg_plain(chart), chart.alt, f"{chart.subtitle}.")]
    if not charts:
        blocks.append(Note("information", "There are too few shares to show anything of this class yet.", _rule()))
    blocks += [Heading("What was shared and how far plans are", new_page=True), *_sharing(summary)]
    blocks += [Heading("How sure we are"), *(Prose(text) for text in _sureness(summary, agreement))]
    blocks += list(_numbers(charts))
    day = day_words(summary.on)
    mark = "Invented class. " if invented else ""
    return Document(
        title=_title(summary, catalogue),
        author="cmo_pathways",
        date=summary.on,
        blocks=tuple(blocks),
        description="A class of physician leaders in aggregates; no number stands for fewer than three people",
        kicker=f"{mark}{_KICKERS[to]}",
        headline=f"{fellows(summary)} handed in a share; as of {day_words(summary.size.on)}",
        paper=paper,
        footer=f"{mark}Class report, {day}. Groups under {SMALLEST} are joined or withheld",
    )


def fellows(summary: CohortSummary) -> str:
    """``16 fellows``, or that they are too few to be counted."""
    return f"Under {SMALLEST} fellows" if summary.n is None else counted(summary.n, "fellow")


def _title(summary: CohortSummary, catalogue: Catalogue) -> str:
    best = _most_grown(summary)
    if best is None:
        return f"Where {in_sentence(fellows(summary))} stand"
    return f"{fellows(summary)}, {signed(best[1])} levels in {best[0].lower()}"


def _most_grown(summary: CohortSummary) -> tuple[str, float, str] | None:
    """The domain with the largest sure rise of the same fellows before and after, its mean and its interval."""
    sure = [
        g for g in summary.growth if g.form == "pre-post" and g.mean is not None and g.low is not None and g.low > 0
    ]
    if not sure:
        return None
    best = max(sure, key=lambda g: g.mean or 0.0)
    return best.domain.title(), best.mean or 0.0, f"{signed(best.low or 0.0)} to {signed(best.high or 0.0)}"


def _key_figures(
    summary: CohortSummary, catalogue: Catalogue, agreement: ShownAgreement | None
) -> tuple[KeyFigure, ...]:
    figures = [KeyFigure("fellows share their levels", _size(summary.parts[0]))]
    best = _most_grown(summary)
    if best is not None:
        figures.append(KeyFigure(f"levels in {best[0].lower()}, 80 % interval {best[2]}", signed(best[1])))
    most = sum(2 * gap.low > gap.n for gap in summary.gaps)
    role = catalogue.framework.role(summary.role).short
    figures.append(KeyFigure(f"competencies where most are short of {role}", f"{most} of {len(summary.heatmap)}"))
    if agreement is not None and agreement.icc is not None:
        figures.append(KeyFigure("agreement of two raters on memos, ICC(2,1)", f"{agreement.icc:.1f}"))
    else:
        cases = len({d.case for d in summary.decisions if d.shown.groups})
        figures.append(KeyFigure("cases where choices can be shown", str(cases)))
    return tuple(figures)


def _sharing(summary: CohortSummary) -> list[Block]:
    rows = tuple(
        (_KINDS[part.unit.removeprefix("part-")].capitalize(), _size(part), day_words(part.on))
        for part in summary.parts
    )
    columns = (Column("Shared"), Column("Fellows", number=True), Column("As of"))
    plan = summary.plan
    said = "; ".join(f"{g.n} {' or '.join(plan.cells[c] for c in g.cells)}" for g in plan.groups)
    return [
        Table(columns, rows),
        Prose(f"Activities of the plan: {said}." if said else "Progress of plans is withheld: too few fellows differ."),
    ]


def _numbers(charts: Sequence[Chart]) -> Iterator[Block]:
    for place, chart in enumerate(charts):
        if place == 0:
            yield Heading("Appendix: the numbers behind the charts", new_page=True)
        numeric = [name in ("Fellows", "Of", "Mean change", "80 % from", "80 % to") for name in chart.columns]
        yield Heading(chart.title, level=2)
        yield Table(
            tuple(Column(name, number=number) for name, number in zip(chart.columns, numeric, strict=True)), chart.rows
        )


def _sureness(summary: CohortSummary, agreement: ShownAgreement | None) -> Iterator[str]:
    yield _rule()
    yield (
        "A table is renewed only when three fellows or more joined or left since each earlier report; until then it is "
        "shown as it was, with its day. So two reports cannot be compared to single somebody out."
    )
    yield (
        "Levels are estimates from what each fellow rated and did, rounded to whole levels. Fellows chose what to "
        "share, so those who shared less may differ. Targets of the role are our assumption."
    )
    if any(g.mean is not None for g in summary.growth):
        yield (
            "Growth rests on self-ratings. Ratings before and after, and ratings that look back at the start, are told "
            "apart because people who learn what a level means often rate their own start lower. There is no "
            "comparison group, so growth is not proof of what the program did. Means need "
            f"{FEWEST_FOR_MEAN} fellows, intervals and effect sizes {FEWEST_FOR_EFFECT} (both our assumption)."
        )
    if agreement is not None:
        yield f"{agreement.sentence}. As of {day_words(agreement.on)}."


def _size(shown: Shown) -> str:
    number = printed_size(shown)
    return f"under {SMALLEST}" if number is None else str(number)


def _rule() -> str:
    return (
        f"No number here stands for fewer than {SMALLEST} fellows. Smaller cells are joined with their neighbors, and "
        "a row is withheld where fewer than three fellows differ from the others."
    )
