"""The assessment report: one page on where the learner stands, then every competency with reasons and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cmo_pathways.charts import Chart, DomainPanel, GapRow, chart_svg_plain, domain_chart, gap_chart, growth_chart
from cmo_pathways.document import (
    Bar,
    Bars,
    Block,
    Bullets,
    Document,
    Entry,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paper,
    Prose,
)
from cmo_pathways.errors import LearnerError
from cmo_pathways.framework import Competency, Role
from cmo_pathways.journey import Journey, gaps_of, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports.history import growth_lines
from cmo_pathways.reports.words import as_typed, chance_words, counted, in_sentence, interval_words, listed
from cmo_pathways.scale import day_words, level_text
from cmo_pathways.standing import Gap

_TOP = 5
_MOVED = 2  # as many as fit below the chart by domain
_BASIS = (
    ("rating", "self-rating", ""),
    ("case", "finished case", ""),
    ("feedback", "360 report", ""),
    ("evidence", "piece of evidence", "pieces of evidence"),
)


def assessment_report(
    journey: Journey, state: LedgerState, *, role: str | None = None, today: date, paper: Paper = "letter"
) -> Document:
    """Where the learner stands against a role (else the learner's target) as a document.

    The first page holds the finding, the five gaps that matter most with intervals and reasons, and how sure the
    numbers are; then charts, and every competency with what the next level takes. Raises UnknownId for the role,
    LearnerError where nothing is rated.
    """
    gaps = gaps_of(journey, state, role)
    rated = tuple(gap for gap in gaps if gap.rated)
    if not rated:
        raise LearnerError("Nothing is rated yet, so there is nothing to report. Rate one competency first.")
    profile = journey.catalogue.framework.role(role or target_of(state))
    basis = basis_words(state)
    source = f"{basis.capitalize()}, as of {day_words(state.last_at or today.isoformat())}. Targets are our assumption."
    chart = gap_chart(gap_rows(journey, rated), role_name=profile.short, source=source)
    person = state.profile.get("name") or "Name to be added"
    blocks = (
        *_summary(journey, rated, gaps, profile, basis),
        Heading("All competencies against the target", new_page=True),
        _figure(chart),
        *_method(),
        *_charts(journey, gaps, profile, source),
        *_details(journey, gaps),
    )
    return Document(
        title=chart.title,
        author=person,
        date=today.isoformat(),
        blocks=blocks,
        description=f"Assessment against the targets of {profile.name}",
        paper=paper,
        kicker=f"Assessment report, {day_words(today.isoformat())}",
        headline=f"{person}, against {profile.name}",
        footer=f"{person}, assessment against {profile.short}",
    )


def gap_rows(journey: Journey, gaps: Sequence[Gap]) -> tuple[GapRow, ...]:
    """The rows of a gap chart; what is not rated carries no level."""
    name = journey.catalogue.framework.competency
    return tuple(
        GapRow(name(g.competency).short, g.level, g.low, g.high, g.target, g.size, g.met)
        if g.rated
        else GapRow(name(g.competency).short, None, None, None, g.target, None, False)
        for g in gaps
    )


def basis_words(state: LedgerState) -> str:
    """What the estimates rest on: ``20 self-ratings, 1 finished case and 2 pieces of evidence``."""
    counts = {
        "rating": sum(rating.level is not None for rating in state.ratings.values()),
        "case": len({play.case for play in state.plays.values() if play.result is not None}),
        "feedback": len(state.of("feedback")),
        "evidence": len(state.of("evidence")),
    }
    parts = [counted(counts[kind], word, many) for kind, word, many in _BASIS if counts[kind]]
    return f"from {listed(parts)}" if parts else "from no evidence yet"


def _summary(
    journey: Journey, rated: Sequence[Gap], gaps: Sequence[Gap], profile: Role, basis: str
) -> tuple[Block, ...]:
    short = [gap for gap in rated if not gap.met]
    top = (short or list(rated))[:_TOP]
    name = journey.catalogue.framework.competency
    bars = tuple(Bar(name(g.competency).short, g.level, g.low, g.high, g.target) for g in top)
    heading = f"The {len(top)} gaps that matter most" if len(short) > 1 else "What matters most"
    reasons = tuple(f"**{as_typed(name(g.competency).short)}.** {_why(g)}" for g in top)
    return (
        KeyFigures(_figures(rated, gaps)),
        Heading(heading),
        Bars(bars, f"Level with 80 % interval, {basis}; the upright bar is the target (our assumption)."),
        Bullets(reasons, mark="number"),
        Heading("How sure we are"),
        Prose(_sureness(rated, gaps)),
        Note(
            "assumption",
            "targets and weights",
            f"The target levels of {as_typed(profile.short)} and how much each gap counts there are ours. Set the "
            "importance of a competency where yours differs.",
        ),
    )


def _figures(rated: Sequence[Gap], gaps: Sequence[Gap]) -> tuple[KeyFigure, ...]:
    widest = max(rated, key=lambda gap: 0.0 if gap.met else gap.size)
    size = "0.0" if widest.met else level_text(widest.size)
    return (
        KeyFigure("competencies rated", f"{len(rated)} of {len(gaps)}"),
        KeyFigure("targets more likely met than not", f"{sum(gap.met for gap in rated)} of {len(rated)}"),
        KeyFigure("widest gap", size, "levels"),
        KeyFigure("gaps of more than 1.2 levels", str(sum(gap.wide for gap in rated))),
    )


def _why(gap: Gap) -> str:
    lead = "Met." if gap.met else f"Chance that you meet {gap.target}: {chance_words(gap.p_meets)}."
    return f"{lead} Because {as_typed(gap.because)}."


def _sureness(rated: Sequence[Gap], gaps: Sequence[Gap]) -> str:
    width = sorted(gap.high - gap.low for gap in rated)[len(rated) // 2]
    close = [gap for gap in rated if 0.25 <= gap.p_meets <= 0.75]
    left = len(gaps) - len(rated)
    open_ = f" {counted(left, 'competency', 'competencies')} not rated yet." if left else ""
    undecided = (
        f" Whether the target is met is open (chance between 25 and 75 %) in {len(close)} of them." if close else ""
    )
    return (
        f"Each level lies in its interval with a chance of 80 %; half of the {len(rated)} intervals are wider than "
        f"{level_text(width)} levels.{undecided}{open_} Self-ratings alone cannot tell whether somebody rates high or "
        "low; a case, evidence or the view of others narrows an interval most."
    )


def _charts(journey: Journey, gaps: Sequence[Gap], profile: Role, source: str) -> tuple[Block, ...]:
    by_id = {gap.competency: gap for gap in gaps}
    panels = []
    for domain in journey.catalogue.framework.domains:
        rows = gap_rows(journey, [by_id[id] for id in domain.competencies if id in by_id])
        panels.append(DomainPanel(domain.id, domain.short, rows))
    chart = domain_chart(panels, role_name=profile.short, source=source)
    lines, events = growth_lines(journey, {gap.competency: gap.target for gap in gaps}, most=_MOVED)
    blocks: list[Block] = [Heading(chart.title), _figure(chart)]
    if lines:
        growth = growth_chart(lines, events=events, source="Every day on which something was recorded.")
        blocks += [Heading(growth.title), _figure(growth)]
    return tuple(blocks)


def _figure(chart: Chart) -> Figure:
    return Figure(chart_svg_plain(chart), chart.alt, f"{chart.subtitle}. {chart.source}")


def _details(journey: Journey, gaps: Sequence[Gap]) -> tuple[Block, ...]:
    framework = journey.catalogue.framework
    by_id = {gap.competency: gap for gap in gaps}
    blocks: list[Block] = []
    for i, domain in enumerate(framework.domains):
        blocks.append(Heading(domain.name, new_page=i == 0))
        for id in domain.competencies:
            if id in by_id:
                blocks.append(_detail(framework.competency(id), by_id[id], [level.name for level in framework.levels]))
            else:
                blocks.append(Entry(framework.competency(id).name, text="Not part of your work, by your own word."))
    return tuple(blocks)


def _detail(competency: Competency, gap: Gap, levels: Sequence[str]) -> Entry:
    target = f"target {gap.target} (assumption)"
    if not gap.rated:
        return Entry(competency.name, place=f"not rated, {target}", text=_next(competency, gap, levels))
    standing = f"level {level_text(gap.level)} ({interval_words(gap.low, gap.high)}), {target}, "
    standing += "met" if gap.met else f"chance that you meet it {chance_words(gap.p_meets)}"
    return Entry(
        competency.name, place=standing, text=f"Because {as_typed(gap.because)}.\n\n{_next(competency, gap, levels)}"
    )


def next_level(gap: Gap) -> int:
    """The level [1-5] to work on: the one above today's, or the target's own where it is met."""
    return gap.target if gap.met and gap.rated else min(5, round(gap.level) + 1)


def _next(competency: Competency, gap: Gap, levels: Sequence[str]) -> str:
    level = max(1, next_level(gap))
    text = competency.levels[level]
    lead = "To hold it" if gap.met and gap.rated else f"What level {level} ({in_sentence(levels[level])}) takes"
    signals = "\n".join(f"- {as_typed(signal)}" for signal in text.signals)
    return f"**{lead}**\n\n{signals}\n\n**Evidence that would show it.** {as_typed(text.evidence)}"


def _method() -> tuple[Block, ...]:
    return (
        Heading("Method"),
        Prose(
            "Each rating, case, piece of evidence and view of others is one observation with its own scatter and age. "
            "A target counts as met where that is more likely than not; gaps rank by expected shortfall times "
            "importance. *Assumption: every constant of the estimate*; no published source gives such numbers on this "
            "scale. Self-ratings of physicians had little, no or an inverse relation to outside measures in 13 of 20 "
            "comparisons ([Davis 2006](https://doi.org/10.1001/jama.296.9.1094)); hence their wide intervals."
        ),
    )
