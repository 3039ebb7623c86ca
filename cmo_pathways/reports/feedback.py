"""The 360 report: a released report beside the learner's own ratings, for the learner and a coach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cmo_pathways.analytics.agreement import (
    ICC_BANDS,
    WANTED,
    Generalizability,
    band,
    generalizability_of,
    one_way_of_summaries,
)
from cmo_pathways.charts import GroupView, ViewRow, chart_svg_plain, views_chart
from cmo_pathways.document import (
    Block,
    Bullets,
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
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports.debrief import Namer, debrief_blocks
from cmo_pathways.reports.views import View, hidden_groups, raters_in, views_of
from cmo_pathways.reports.words import as_typed, counted, in_sentence, interval_words, listed, signed
from cmo_pathways.scale import day_words, level_text

_READING = {
    "agreement": "agreement",
    "blind-spot": "you rate yourself higher",
    "hidden-strength": "others rate you higher",
    "open": "cannot be compared",
}
_MOST = 3


def feedback_report(
    journey: Journey,
    state: LedgerState,
    body: Mapping[str, Any],
    *,
    today: date,
    paper: Paper = "letter",
    group_names: Mapping[str, str] | None = None,
) -> Document:
    """The report on a released 360 as a document: findings, what each group saw, comments, and a guide for a coach.

    Parameters: state, for the learner's own ratings and name; body, that of the ``feedback`` event; today [date], for
    the document; group_names, the words of group ids (the ids themselves where it is not given). A cell that is
    withheld is said to be, never guessed. Raises LearnerError where no group is shown, UnknownId for a competency that
    the framework does not know.
    """
    own = {id: float(rating.level) for id, rating in state.ratings.items() if rating.level is not None}
    views = views_of(body, own)
    if not views:
        raise LearnerError("The report shows no group yet. Ask your collector for a later one with more answers.")

    def name(id: str) -> str:
        return journey.catalogue.framework.competency(id).short

    def group(id: str) -> str:
        return (group_names or {}).get(id, id.replace("-", " "))

    study = study_of(views)
    chart = views_chart(view_rows(views, name, group), source=_source(body, group))
    person = state.profile.get("name") or "Name to be added"
    blocks: tuple[Block, ...] = (
        _figures(body, views, study),
        Figure(chart_svg_plain(chart), chart.alt, f"{chart.subtitle}. {chart.source}"),
        Heading("What stands out"),
        Bullets(_stands_out(views, name, group)),
        *_sureness(views, study),
        *_by_competency(views, name),
        *_by_group(body, name, group),
        *_comments(body, group),
        *debrief_blocks(views, name=name, group=group, reliable=_reliable(study), needed=study.needed),
    )
    return Document(
        title=chart.title,
        author=person,
        date=today.isoformat(),
        blocks=blocks,
        description="360 feedback: own ratings and those of others, with intervals, and a guide for a coach",
        paper=paper,
        kicker=f"360 feedback, released {day_words(str(body['released']))}",
        headline=person,
        footer=f"{person}, 360 feedback. For the learner and a coach",
    )


def study_of(views: Sequence[View]) -> Generalizability:
    """How far the raters tell the competencies apart, raters nested in competencies, from the released cells alone."""
    seen = [view.others for view in views if view.others]
    found = one_way_of_summaries([s.n for s in seen], [s.mean for s in seen], [s.sd for s in seen])
    return generalizability_of(found)


def view_rows(views: Sequence[View], name: Namer, group: Namer) -> tuple[ViewRow, ...]:
    """The rows of the self-and-others chart."""
    return tuple(
        ViewRow(
            label=name(view.competency),
            own=view.own,
            others=view.others.mean if view.others else None,
            low=view.interval[0] if view.interval else None,
            high=view.interval[1] if view.interval else None,
            n=view.others.n if view.others else 0,
            groups=tuple(GroupView(group(id), seen.mean, seen.n) for id, seen in view.groups.items()),
            told=view.reading in ("blind-spot", "hidden-strength"),
            withheld=tuple(group(id) for id in view.withheld),
        )
        for view in views
    )


def _reliable(study: Generalizability) -> bool | None:
    return None if study.all.value is None else study.all.value >= WANTED


def _source(body: Mapping[str, Any], group: Namer) -> str:
    groups = [g for g in body["groups"] if not g.get("suppressed")]
    shown = listed([f"{group(str(g['group']))} {g['n']}" for g in groups])
    return f"{counted(raters_in(body), 'rater')}: {shown}. Groups and cells under 3 are withheld."


def _figures(body: Mapping[str, Any], views: Sequence[View], study: Generalizability) -> KeyFigures:
    both = [view for view in views if view.difference is not None]
    beyond = sum(view.reading in ("blind-spot", "hidden-strength") for view in both)
    value = "not defined" if study.all.value is None else f"{max(0.0, study.all.value):.2f}"
    needed = "no number is enough" if study.needed is None else str(study.needed)
    note = f"95 % interval {_limits(study)}" if study.all.low is not None else ""
    return KeyFigures(
        (
            KeyFigure("raters shown", str(raters_in(body))),
            KeyFigure("competencies where you and the others differ beyond chance", f"{beyond} of {len(both)}"),
            KeyFigure("reliability of the mean of all raters", value, note=note),
            KeyFigure("raters per competency for 0.70", needed),
        )
    )


def _limits(study: Generalizability) -> str:
    low, high = study.all.low or 0.0, study.all.high or 0.0
    return f"{max(0.0, low):.2f} to {max(0.0, high):.2f}"


def _stands_out(views: Sequence[View], name: Namer, group: Namer) -> tuple[str, ...]:
    lines = []
    for view in sorted(views, key=lambda v: -abs(v.difference or 0.0)):
        if view.reading not in ("blind-spot", "hidden-strength") or view.others is None or view.limits is None:
            continue
        way = "higher" if view.reading == "blind-spot" else "lower"
        lines.append(
            f"**{as_typed(name(view.competency))}.** You rate yourself {level_text(abs(view.difference or 0.0))} "
            f"levels {way} than {counted(view.others.n, 'rater')} do (95 % interval of the difference "
            f"{signed(view.limits[0])} to {signed(view.limits[1])})."
        )
    for view in views:
        if view.split:
            lines.append(
                f"**{as_typed(name(view.competency))}.** The groups differ: {as_typed(group(view.split.higher))} see "
                f"{level_text(view.split.high)}, {as_typed(group(view.split.lower))} {level_text(view.split.low)}."
            )
    if not lines:
        lines.append("You and the others agree within the uncertainty in every competency that can be compared.")
    rated = [view for view in views if view.others]
    top = sorted(rated, key=lambda v: -(v.others.mean if v.others else 0))[:_MOST]
    words = listed([f"{in_sentence(name(v.competency))} ({level_text(v.others.mean)})" for v in top if v.others])
    return (*lines[:6], f"Others see you highest in {as_typed(words)}.")


def _sureness(views: Sequence[View], study: Generalizability) -> tuple[Block, ...]:
    words = band(study.all, ICC_BANDS)
    said = (
        f"The mean of all raters has a reliability of {max(0.0, study.all.value):.2f} "
        f"(95 % interval {_limits(study)}): {words}."
        if study.all.value is not None
        else f"The reliability of the mean is not defined here: {study.all.why}."
    )
    more = (
        f"For 0.70, about {counted(study.needed, 'rater')} per competency would be needed."
        if study.needed
        else "One rater tells the competencies apart too little for any number to reach 0.70."
    )
    average = sum(v.others.n for v in views if v.others) / max(1, sum(v.others is not None for v in views))
    return (
        Heading("How sure we are", new_page=True),
        Prose(
            f"{said} {more} Now there are {average:.1f} on average. Reliability here says how far the raters tell your "
            "competencies apart, raters nested in competencies (one-way analysis of variance, Shrout and Fleiss 1979). "
            "The band on the chart holds the others' mean with a chance of 80 %. A difference is named only where its "
            "95 % interval excludes zero, because at 80 % a dozen comparisons would name two by chance."
        ),
        Note(
            "assumption",
            "raters and thresholds",
            "Raters count alike, whichever group they are in. 0.70 is a convention, as is the limit of three raters.",
        ),
    )


def _by_competency(views: Sequence[View], name: Namer) -> tuple[Block, ...]:
    columns = (
        Column("Competency"),
        Column("You", number=True),
        Column("Others", number=True),
        Column("80 % interval"),
        Column("Raters", number=True),
        Column("Difference", number=True),
        Column("Reading"),
    )
    rows = tuple(
        (
            name(view.competency),
            "" if view.own is None else f"{view.own:.0f}",
            level_text(view.others.mean) if view.others else "withheld",
            interval_words(*view.interval).removeprefix("80 %: ") if view.interval else "",
            str(view.others.n) if view.others else "",
            "" if view.difference is None else signed(view.difference),
            _READING[view.reading],
        )
        for view in views
    )
    return Heading("Competency by competency"), Table(columns, rows)


def _by_group(body: Mapping[str, Any], name: Namer, group: Namer) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading("What each group saw")]
    levels = tuple(Column(str(level), number=True) for level in range(6))
    columns = (Column("Competency"), Column("Raters", number=True), Column("Mean", number=True), *levels)
    for found in body["groups"]:
        if found.get("suppressed"):
            continue
        cells = found.get("competencies", {})
        rows = [
            (name(id), str(cell["n"]), level_text(float(cell["mean"])), *_counts(cell)) for id, cell in cells.items()
        ]
        rows += [(name(id), "withheld", *[""] * 7) for id in found.get("withheld", ())]
        words = group(str(found["group"])).capitalize()
        caption = f"{words}: {counted(int(found['n']), 'rater')}, number who gave each level"
        blocks.append(Table(columns, tuple(rows), caption))
    hidden = hidden_groups(body)
    if hidden:
        text = "Fewer than three answered, or nobody did; which of the two is not said, so that nobody is singled out."
        blocks.append(Note("information", f"Not shown: {listed([group(id) for id in hidden])}", text))
    return tuple(blocks)


def _counts(cell: Mapping[str, Any]) -> tuple[str, ...]:
    counts = cell.get("counts")
    return tuple(str(count) if count else "\N{MIDDLE DOT}" for count in counts) if counts else ("",) * 6


def _comments(body: Mapping[str, Any], group: Namer) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading("In their words")]
    for found in body["groups"]:
        texts = [as_typed(_text(comment)) for comment in found.get("comments", ())]
        if texts and not found.get("suppressed"):
            blocks += [Heading(group(str(found["group"])).capitalize(), level=2), Bullets(tuple(texts))]
    if len(blocks) == 1:
        blocks.append(Prose("No comment was released. Comments appear for groups of three or more only."))
    return tuple(blocks)


def _text(comment: object) -> str:
    return str(comment.get("text", "")) if isinstance(comment, Mapping) else str(comment)
