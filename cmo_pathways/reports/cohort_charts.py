"""The charts of a class, from its protected summary: levels, gaps to a role, growth, choices in cases."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.charts import Chart
from cmo_pathways.charts.class_choices import ChoiceGroup, DecisionRow, class_choices_chart
from cmo_pathways.charts.class_gaps import ShortRow, class_gaps_chart
from cmo_pathways.charts.class_growth import ClassChange, class_growth_chart, signed
from cmo_pathways.charts.class_levels import ClassLevels, LevelGroup, class_levels_chart
from cmo_pathways.cohort.growth import Growth
from cmo_pathways.cohort.privacy import SMALLEST
from cmo_pathways.cohort.summary import CohortSummary, Decision, forms_with_growth
from cmo_pathways.scale import day_words

MOST_GAPS = 8
"""Competencies in the chart of gaps: the widest."""


def class_charts(summary: CohortSummary, catalogue: Catalogue, *, invented: bool = False) -> tuple[Chart, ...]:
    """Every chart that the summary allows, in the order of the report; ``invented`` marks a made-up class."""
    made = [*levels_chart(summary, catalogue, invented), *gaps_chart(summary, catalogue, invented)]
    made += [growth_of(summary, catalogue, form, invented) for form in forms_with_growth(summary)]
    return (*made, *choices_charts(summary, catalogue, invented))


def levels_chart(summary: CohortSummary, catalogue: Catalogue, invented: bool) -> Iterator[Chart]:
    """The heat map; nothing where all of it is withheld."""
    if not any(row.shown.groups for row in summary.heatmap):
        return
    rows = [
        ClassLevels(
            catalogue.framework.competency(row.competency).short,
            tuple(LevelGroup(g.cells[0], g.cells[-1], g.n) for g in row.shown.groups),
            day_words(row.shown.on),
        )
        for row in summary.heatmap
    ]
    yield class_levels_chart(rows, source=_source(summary), invented=invented)


def gaps_chart(summary: CohortSummary, catalogue: Catalogue, invented: bool) -> Iterator[Chart]:
    """The widest gaps to the role; nothing where no row is printed."""
    framework = catalogue.framework
    rows = [
        ShortRow(framework.competency(gap.competency).short, gap.target, gap.low, gap.high, gap.n)
        for gap in summary.gaps[:MOST_GAPS]
    ]
    if rows:
        name = framework.role(summary.role).short
        yield class_gaps_chart(rows, role_name=name, source=_source(summary), invented=invented)


def growth_of(summary: CohortSummary, catalogue: Catalogue, form: str, invented: bool) -> Chart:
    """Growth in one form. Raises LearnerError where no domain has a mean."""
    names = {domain.id: domain.short for domain in catalogue.framework.domains}
    rows = [_change(growth, names[growth.domain]) for growth in summary.growth if growth.form == form]
    return class_growth_chart(rows, form=form, source=_source(summary), invented=invented)


def choices_charts(summary: CohortSummary, catalogue: Catalogue, invented: bool) -> Iterator[Chart]:
    """One chart per case in which a decision can be shown."""
    for case in dict.fromkeys(decision.case for decision in summary.decisions):
        decisions = [decision for decision in summary.decisions if decision.case == case]
        if any(decision.shown.groups for decision in decisions):
            rows = [_decision(decision, catalogue, place) for place, decision in enumerate(decisions, 1)]
            title = catalogue.cases[case].title
            yield class_choices_chart(rows, case=title, source=_source(summary), invented=invented)


def _change(growth: Growth, name: str) -> ClassChange:
    effect = ""
    if growth.g is not None and growth.g_low is not None and growth.g_high is not None:
        effect = f"{signed(growth.g)} ({signed(growth.g_low)} to {signed(growth.g_high)})"
    n = growth.n if growth.mean is not None else 0
    return ClassChange(name, n, growth.mean, growth.low, growth.high, effect)


def _decision(decision: Decision, catalogue: Catalogue, place: int) -> DecisionRow:
    scene = catalogue.cases[decision.case].scene(decision.scene)
    words = tuple(choice.text for choice in scene.choices) if scene else decision.shown.cells
    groups = tuple(ChoiceGroup(group.cells, group.n) for group in decision.shown.groups)
    return DecisionRow(f"Decision {place}", words, groups)


def _source(summary: CohortSummary) -> str:
    shares = f"under {SMALLEST}" if summary.n is None else str(summary.n)
    return f"{shares} shares, {day_words(summary.size.on)}."
