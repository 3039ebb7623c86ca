"""Activities that develop a physician leader: what each takes, gives and leaves behind, and who does it with you."""

from __future__ import annotations

from cmo_pathways.career import Activity
from cmo_pathways.catalogue import load_reference
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.pages import Fact
from cmo_pathways.pages.skills import gain_fact, take_facts
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gap_activities import open_gaps

_MOST = 8


def activity_blocks(journey: Journey, state: LedgerState, kind: str) -> list[b.Block]:
    """The activities of a kind, those that narrow the widest gaps first; the name of each opens its page."""
    company = load_reference().company
    kinds = [("", "every kind"), *((id, found.name) for id, found in company.items())]
    chosen = kind if kind in company else ""
    short = [gap.competency for gap in open_gaps(journey, state)]
    shown, total = _chosen(journey, state, chosen, short)
    names = [journey.catalogue.framework.competency(id).short for id in short]
    lead = f"Those for your widest gaps come first: {', '.join(names)}." if names else _UNRATED
    parts: list[b.Block] = [
        b.title(f"{total} activities; {len(shown)} of them here" if total > len(shown) else f"{total} activities"),
        b.prose(b.words(lead), style="lead"),
        b.select("kind", "Kind of activity", kinds, chosen),
    ]
    return [*parts, *(_card(journey, activity, short) for activity in shown)]


_UNRATED = "Rate a competency in lesson 03 and the activities for your gaps come first."


def _chosen(journey: Journey, state: LedgerState, kind: str, short: list[str]) -> tuple[list[Activity], int]:
    sector = journey.catalogue.framework.role(target_of(state)).sector
    every = [a for a in load_reference().activities.values() if not a.retired and a.suits(sector)]
    found = [a for a in every if not kind or a.kind == kind]
    found.sort(key=lambda a: (-sum(id in a.gains for id in short), a.hours.typical.value or 0.0))
    return found[:_MOST], len(found)


def _card(journey: Journey, activity: Activity, short: list[str]) -> b.Block:
    catalogue, company = journey.catalogue, load_reference().company
    with_you = company[activity.kind].with_you
    gains = sorted(activity.gains, key=lambda id: id not in short)
    named = [(id, _gain_name(journey, id)) for id in gains]
    gives = ", ".join(f"{b.link(id, name)} {_fact(gain_fact(catalogue, activity, id))}" for id, name in named)
    rows = [
        ("Takes", "; ".join(_fact(fact) for fact in take_facts(catalogue, activity))),
        ("Gives", gives),
        ("Leaves as evidence", b.words(activity.evidence)),
        ("With you", b.assumed(with_you)),
    ]
    title = b.prose(f"{b.link(activity.id, activity.name)} {b.quiet(company[activity.kind].name.lower())}")
    return b.group(f"do-{activity.id}", title, _plain_table(rows))


def _gain_name(journey: Journey, id: str) -> str:
    tags = load_reference().tags
    return tags[id].name if id in tags else journey.catalogue.framework.competency(id).short


def _fact(fact: Fact) -> str:
    shown = b.assumed(fact.text) if fact.assumed else b.words(fact.text)
    return b.supported(shown, ", ".join(part for part in (fact.unit, fact.support) if part))


def _plain_table(rows: list[tuple[str, str]]) -> b.Block:
    return b.markup("<dl class=cmo-facts>" + "".join(_pair(*row) for row in rows) + "</dl>")


def _pair(name: str, text: str) -> str:
    return f"<div><dt>{b.words(name)}</dt><dd>{text}</dd></div>"
