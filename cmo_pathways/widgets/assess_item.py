"""One competency of the self-assessment: six sentences, sureness, and what more may be said, folded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.form import Change, evidence_of, history_of
from cmo_pathways.framework import Competency, Role, stale_ratings
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import day_words
from cmo_pathways.widgets import blocks as b

_SURE = (("guess", "It is a guess"), ("fairly", "Fairly sure"), ("sure", "Sure: I can show evidence"))
_MATTERS = (("1", "Hardly"), ("2", "A little"), ("3", "Fairly"), ("4", "Much"), ("5", "Decisively"))
_WISH = (("1", "None"), ("2", "Little"), ("3", "Some"), ("4", "Much"), ("5", "Very much"))


def item_blocks(journey: Journey, state: LedgerState, id: str, why: str) -> list[b.Block]:
    """Everything of one competency, from its definition to the fold with importance, interest and evidence."""
    framework = journey.catalogue.framework
    competency, role = framework.competency(id), framework.role(target_of(state))
    rating = state.ratings.get(id)
    level = rating.level if rating else None
    skip = b.check("skip", "Not part of my work", value=bool(rating and rating.not_applicable))
    sure = b.segment("sureness", "How sure are you?", _SURE, rating.sureness if rating else None)
    definition = f"{b.words(competency.what_it_is)} {b.quiet(competency.what_it_is_not)}"
    return [
        b.title(competency.short),
        b.prose(definition, style="lead"),
        *([b.prose(b.words(why), style="muted")] if why else []),
        *_stale(journey, state, id),
        b.split("levels", [_levels(journey, competency, role, level)], _aside(competency, role, level)),
        b.group("sure", sure, skip, style="row"),
        b.details("more", "More about this one", *_more(journey, state, competency, role)),
    ]


def _stale(journey: Journey, state: LedgerState, id: str) -> list[b.Block]:
    """A flag where the wording has changed since the rating was given."""
    found = next((one for one in stale_ratings(journey.catalogue.framework, state) if one.competency == id), None)
    if found is None or not found.touched:
        return []
    text = f"You rated it under version {found.version}. Read the sentences again; your rating stands till then."
    return [b.note("The wording has changed since.", text)]


def _levels(journey: Journey, competency: Competency, role: Role, level: int | None) -> b.Block:
    options = [
        {
            "value": str(name.level),
            "level": name.level,
            "label": name.name,
            "text": competency.levels[name.level].descriptor,
            "target": role.targets[competency.id].level == name.level,
        }
        for name in journey.catalogue.framework.levels
    ]
    return b.choice("level", "Which sentence is true of you today?", options, None if level is None else str(level))


def _aside(competency: Competency, role: Role, level: int | None) -> list[b.Block]:
    target = role.targets[competency.id]
    shown = level if level else max(1, target.level)
    text = competency.levels[shown]
    lead = f"At level {shown} people see you" if level else f"At the target, level {shown}, people see you"
    why = f"{b.quiet(target.rationale)} {b.assumed('Our assumption')}"
    return [
        b.group("signals", b.title(lead, level=3), b.bullets(text.signals)),
        b.group("evidence", b.title("Evidence that would show it", level=3), b.prose(b.quiet(text.evidence))),
        b.group("why", b.title(f"Why {role.short} asks for {target.level}", level=3), b.prose(why)),
    ]


def _more(journey: Journey, state: LedgerState, competency: Competency, role: Role) -> list[b.Block]:
    id = competency.id
    own, wish = state.importance.get(id), state.of("interest").get(id, {}).get("value")
    weight = b.assumed(f"{role.short} weighs it {role.targets[id].weight} of 5")
    return [
        b.segment("importance", "How much does it matter for your goal?", _MATTERS, str(own) if own else None),
        b.prose(f"{b.quiet('Until you answer,')} {weight}."),
        b.segment("interest", "How much do you want to get better at it?", _WISH, str(wish) if wish else None),
        b.title("Evidence", level=3),
        *_evidence(state, id),
        {"kind": "buttons", "key": "add", "items": [b.button("evidence:add:here", "Add evidence")]},
        b.title("Signal by signal", level=3),
        b.prose(b.quiet("Unsure between two sentences? Answer three behaviors at a time; they suggest a level.")),
        {"kind": "buttons", "key": "depth", "items": [b.button("depth", "Answer signal by signal")]},
        *_history(journey, state, id),
    ]


def _evidence(state: LedgerState, id: str) -> list[b.Block]:
    found = evidence_of(state, id)
    if not found:
        return [b.prose(b.quiet("Nothing yet. A document, its date and somebody who would confirm it."))]
    return [
        b.group(
            f"ev-{key}",
            b.prose(f"{b.words(evidence_title(body))} {b.quiet(_evidence_facts(body))}"),
            {
                "kind": "buttons",
                "items": [
                    b.button(f"evidence:edit:{key}", f"Edit {_short(evidence_title(body))}", style="text"),
                    b.button(f"evidence:remove:{key}", f"Remove {_short(evidence_title(body))}", style="text"),
                ],
            },
            style="line",
        )
        for key, body in found.items()
    ]


def evidence_title(body: Mapping[str, Any]) -> str:
    """What a piece of evidence is called in a list."""
    return str(body.get("text") or body.get("file") or body.get("link") or "Untitled")[:120]


def _evidence_facts(body: Mapping[str, Any]) -> str:
    level = body.get("level")
    parts = [
        f"level {level}" if level is not None else "",
        str(body.get("date") or "no date"),
        f"confirmed by {body['verifier']}" if body.get("verifier") else "nobody named who would confirm it",
        f"file {body['file']}" if body.get("file") else "",
    ]
    return f"({', '.join(part for part in parts if part)})"


def _history(journey: Journey, state: LedgerState, id: str) -> list[b.Block]:
    titles = {case.id: case.title for case in journey.catalogue.cases.values()}
    changes = history_of(state, id, titles)
    if not changes:
        return []
    rating = state.ratings.get(id)
    days = {change.at[:10] for change in changes if change.kind == "rating"}
    note = rating.note if rating else ""
    ask = [b.field("note", "What changed since then? (optional)", note)] if len(days) > 1 else []
    rows = [_line(change) for change in reversed(changes)]
    return [b.title("What you said, and what came of it", level=3), b.table(("When", "What", "Why"), rows), *ask]


def _line(change: Change) -> tuple[str, str, str]:
    return b.words(day_words(change.at)), b.words(change.words), b.quiet(change.why)


def _short(text: str) -> str:
    return text if len(text) <= 32 else text[:31].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
