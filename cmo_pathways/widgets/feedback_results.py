"""A released report as blocks: self against others with the finding as its title, comments, how sure we are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.assess.feedback360 import GROUPS, THRESHOLD
from cmo_pathways.charts import chart_html, views_chart
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.reports.feedback import view_rows
from cmo_pathways.reports.views import raters_in, views_of
from cmo_pathways.scale import day_words
from cmo_pathways.widgets import blocks as b


def result_blocks(journey: Journey, state: LedgerState, body: Mapping[str, Any]) -> list[b.Block]:
    """The chart of self against others, what is withheld, comments by group, and reliability."""
    by = f"released by {body['collector']}" if body["collector"] else "collected by yourself"
    sizes = [f"{_named(group['group'])}: {_size(group)}." for group in body["groups"]]
    return [
        b.prose(b.quiet(f"{day_words(body['released'])}, {by}. {' '.join(sizes)}")),
        b.markup(_chart(journey, state, body), key="views"),
        *_comments(body),
        b.prose(_sureness(body)),
    ]


def _chart(journey: Journey, state: LedgerState, body: Mapping[str, Any]) -> str:
    own = {id: float(rating.level) for id, rating in state.ratings.items() if rating.level is not None}
    name = journey.catalogue.framework.competency
    rows = view_rows(views_of(body, own), lambda id: name(id).short, _named)
    source = (
        f"{raters_in(body)} raters, {day_words(body['released'])}. Groups and cells under {THRESHOLD} are withheld."
    )
    return chart_html(views_chart(rows, source=source))


def _named(group: str) -> str:
    return GROUPS.get(group, group)


def _comments(body: Mapping[str, Any]) -> list[b.Block]:
    return [
        b.details(
            f"words-{group['group']}",
            f"In their words: {_named(group['group'])} ({len(group['comments'])})",
            b.bullets(group["comments"]),
        )
        for group in body["groups"]
        if group["comments"]
    ]


def _sureness(body: Mapping[str, Any]) -> str:
    if body["reliability"] is None:
        return b.quiet("There are too few answers to say how reliable these means are.")
    need = body["raters_needed"]
    more = (
        f"0.70 takes {need} rater{'' if need == 1 else 's'} for each competency"
        if need
        else "no number of raters would reach 0.70"
    )
    return (
        f"Reliability of these means: {b.strong(format(body['reliability'], '.2f'))}; {more}. "
        f"{b.quiet('It says how far your colleagues tell your competencies apart, raters nested in competencies.')}"
    )


def _size(group: Mapping[str, Any]) -> str:
    return f"withheld, under {THRESHOLD}" if group["suppressed"] else f"{group['n']} raters"
