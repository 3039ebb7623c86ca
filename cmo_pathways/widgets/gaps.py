"""The ranked gaps as blocks: the chart, then the widest ones with their reasons."""

from __future__ import annotations

from cmo_pathways.charts import GapRow, chart_html, gap_chart
from cmo_pathways.export.report import WrittenReport, write_assessment
from cmo_pathways.journey import Journey, gaps_of, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import day_words, level_text
from cmo_pathways.standing import Gap
from cmo_pathways.widgets import blocks as b

_SHOWN = 10


def role_options(journey: Journey) -> list[tuple[str, str]]:
    """The roles that have a target profile, as (career step, name).

    Chief medical officers stand first, then the posts on the way and beyond; each part from first to senior post.
    """
    steps, roles = journey.catalogue.career.steps, journey.catalogue.framework.roles.values()
    posts = [(step, steps[step].name) for role in roles for step in role.steps + role.borrowed_by]
    return sorted(posts, key=lambda post: not post[0].startswith("cmo-"))


def gap_rows(journey: Journey, gaps: tuple[Gap, ...]) -> list[GapRow]:
    """The rows of the gap chart."""
    name = journey.catalogue.framework.competency
    return [GapRow(name(g.competency).short, g.level, g.low, g.high, g.target, g.size, g.met) for g in gaps]


def gap_blocks(journey: Journey, state: LedgerState) -> list[b.Block]:
    """The chart of the rated competencies and the three gaps that matter most, each with its reasons."""
    gaps = gaps_of(journey, state)
    rated = tuple(gap for gap in gaps if gap.rated)
    if not rated:
        text = "Rate one competency to see your first gap; it takes a minute."
        return [b.note("Nothing rated yet.", text)]
    role = journey.catalogue.framework.role(target_of(state))
    shown = rated[:_SHOWN]
    rest = f" The {_SHOWN} that matter most of {len(rated)} rated." if len(rated) > _SHOWN else ""
    when = day_words(state.last_at) if state.last_at else ""
    source = f"From your ratings and cases as of {when}; targets are our assumption.{rest}"
    chart = gap_chart(gap_rows(journey, shown), role_name=role.short, source=source)
    top = [gap for gap in shown if not gap.met][:3]
    return [b.markup(chart_html(chart), key="chart"), *(_card(journey, gap) for gap in top)]


def report_buttons(state: LedgerState) -> list[b.Block]:
    """The button that saves the assessment report, once something is rated; ``save_report`` answers its press."""
    rated = any(rating.level is not None for rating in state.ratings.values())
    return [b.button("report", "Save a report")] if rated else []


def save_report(journey: Journey) -> WrittenReport:
    """Write the report on the learner's target role into ``exports/`` and record it.

    Raises ExportError, LedgerError, and LearnerError where nothing is rated.
    """
    return write_assessment(journey)


def report_blocks(written: WrittenReport | None) -> list[b.Block]:
    """Where the report lies, with a link that hands it out; nothing before it is written."""
    if written is None:
        return []
    pages = f"{written.pages} page{'' if written.pages == 1 else 's'}"
    return [
        b.note("Your report is written.", f"{pages}, in {written.file}."),
        b.download("Save a copy of the report", written.file.name, written.content, "application/pdf"),
    ]


def _card(journey: Journey, gap: Gap) -> b.Block:
    competency = journey.catalogue.framework.competency(gap.competency)
    chance = "under 1 %" if gap.p_meets < 0.01 else f"{gap.p_meets:.0%}".replace("%", " %")
    interval = b.quiet(f"(80 %: {level_text(gap.low)} to {level_text(gap.high)})")
    target = b.assumed(f"target {gap.target}")
    line = f"Level {b.strong(level_text(gap.level))} {interval}, {target}. Chance that you meet it: {chance}."
    return b.group(
        f"gap-{gap.competency}", b.title(competency.short, level=3), b.prose(line, b.because(f"{gap.because}."))
    )
