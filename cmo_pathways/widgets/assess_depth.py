"""Two pages beside the form: one competency signal by signal, and one piece of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.assess import is_complete, next_level, signal_key, suggest_level
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets import blocks as b

_ANSWERS = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"))
DATE_HINT = "2024, 2024-07 or 2024-07-21"


def signal_answers(journey: Journey, state: LedgerState, id: str) -> dict[str, str]:
    """The answers to the signals of a competency under today's framework; those to older wordings do not count."""
    body = state.of("signals").get(id, {})
    given = body.get("answers")
    if body.get("framework") != journey.catalogue.framework.version or not isinstance(given, Mapping):
        return {}
    return {str(key): str(answer) for key, answer in given.items()}


def first_level(state: LedgerState, id: str) -> int:
    """The level [1-5] whose signals are asked first: the one that was marked, else 2."""
    rating = state.ratings.get(id)
    return max(1, rating.level) if rating and rating.level is not None else 2


def level_in_depth(journey: Journey, state: LedgerState, id: str) -> int:
    """The level whose signals are on screen: the first that is not answered in full, else the suggested one."""
    answers = signal_answers(journey, state, id)
    asked = next_level(answers, first_level(state, id))
    return asked if asked is not None else max(1, suggest_level(answers) or 1)


def depth_view(journey: Journey, state: LedgerState, id: str, level: int) -> dict[str, Any]:
    """Three signals of one level, and what all answers so far suggest."""
    framework = journey.catalogue.framework
    competency, answers = framework.competency(id), signal_answers(journey, state, id)
    name = framework.levels[level].name
    asked = [
        b.segment(f"signal:{signal_key(level, n)}", text, _ANSWERS, answers.get(signal_key(level, n)))
        for n, text in enumerate(competency.levels[level].signals, 1)
    ]
    suggested = suggest_level(answers)
    following = next_level(answers, level) if is_complete(answers, level) else None
    buttons = [b.button("item", "Back")]
    if not is_complete(answers, level):
        said = b.prose(b.quiet("Answer the three. Then the level above or below follows, or a level is suggested."))
    elif following is not None:
        said = b.prose(b.quiet(f"So far your answers point to level {suggested}; level {following} decides."))
        buttons.append(b.button("depth:on", f"Next: signals of level {following}", style="primary"))
    else:
        text = f"{framework.levels[suggested or 0].name}. You decide: take it, or go back and mark another sentence."
        said = b.note(f"Your answers suggest level {suggested}.", text)
        buttons.append(b.button("depth:take", f"Take level {suggested}", style="primary"))
    return {
        "head": {"where": competency.short, "aside": f"level {level} of 5"},
        "blocks": [
            b.title(f"Do people see you do this? Level {level}, {name.lower()}"),
            b.prose(b.words(competency.levels[level].descriptor), style="lead"),
            *asked,
            said,
        ],
        "buttons": buttons,
    }


def evidence_view(journey: Journey, state: LedgerState, place_id: str, id: str, fault: str) -> dict[str, Any]:
    """The form of one piece of evidence; what is typed is saved as it is typed."""
    framework = journey.catalogue.framework
    competency, body = framework.competency(id), state.of("evidence").get(place_id, {})
    rating = state.ratings.get(id)
    level = body.get("level", rating.level if rating else None)
    levels = [("", "not said"), *((str(n.level), f"{n.level} {n.short}") for n in framework.levels if n.level)]
    prompt = competency.levels[level if isinstance(level, int) and level else 3].evidence
    text = {key: str(body.get(key) or "") for key in ("text", "link", "date", "verifier", "file", "sha256")}
    kept = f"{text['file']} (SHA-256 {text['sha256'][:12]}\N{HORIZONTAL ELLIPSIS})" if text["file"] else ""
    chosen = [b.prose(f"{b.words('File:')} {b.quiet(kept)}")] if kept else []
    hint = "Only its name and a fingerprint (SHA-256) are kept; the file stays where it is."
    trouble = [b.note("The date is not saved yet.", fault, tone="trouble")] if fault else []
    return {
        "head": {"where": competency.short, "aside": "evidence"},
        "blocks": [
            b.title("What shows it?"),
            b.prose(b.quiet(f"For example: {prompt}"), style="lead"),
            b.field("ev:text", "What it is, and what you did in it", text["text"], long=True, hint="No patient names."),
            b.group(
                "facts",
                b.select("ev:level", "Level that it shows", levels, "" if level is None else str(level or "")),
                b.field("ev:date", "Its date, such as 2024-07", text["date"]),
                b.field("ev:verifier", "Who would confirm it", text["verifier"]),
                b.field("ev:link", "Link (optional)", text["link"]),
                style="form",
            ),
            *trouble,
            b.file("ev:file", "File (optional)", hint=hint),
            *chosen,
        ],
        "buttons": [
            b.button("item", "Done", style="primary"),
            *([b.button(f"evidence:remove:{place_id}", "Remove this evidence", style="text")] if body else []),
        ],
    }
