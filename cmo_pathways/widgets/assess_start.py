"""The pages around the form: where you answer for others, when enough is known, and your gaps."""

from __future__ import annotations

from typing import Any

from cmo_pathways.assess import Ask
from cmo_pathways.export.report import WrittenReport
from cmo_pathways.form import answer_state, courses_of
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gaps import gap_blocks, report_blocks, report_buttons, role_options


def start_view(journey: Journey, state: LedgerState) -> dict[str, Any]:
    """The first page: general responsibility, asked once, and the way through the form."""
    scale = journey.catalogue.responsibility
    placed = state.of("placement").get("me", {}).get("responsibility")
    options = [
        {"value": str(anchor.level), "level": anchor.level, "label": anchor.name, "text": anchor.text}
        for anchor in scale.levels
    ]
    lead = "One question on your post, then the competencies. You may skip it, or change it later."
    why = "It says where the estimates begin, not how well you do the work. The six levels are"
    return {
        "head": {"where": "Self-assessment", "aside": "about 10 minutes for the short form, 15 for all 20"},
        "blocks": [
            b.title("Where do you start from?"),
            b.prose(b.words(lead), style="lead"),
            b.choice("responsibility", scale.question, options, None if placed is None else str(placed)),
            b.prose(f"{b.quiet(why)} {b.assumed('our assumption')}."),
        ],
        "buttons": [
            b.button("short", "Start the short form", style="primary"),
            b.button("all", "All 20, in order"),
            b.button("courses", "Before and after a course", style="text"),
        ],
    }


def reason_words(found: Ask, before: tuple[str, ...]) -> str:
    """Why the short form asks this one next, in a sentence for the reader."""
    lead = "Asked next because" if before else "Asked first because"
    chance = _percent(found.joins)
    if found.inside and found.joins < 0.98:
        why = f"it is one of your five widest gaps so far, and stays one with a probability of {chance}"
    elif found.inside:
        why = "it is one of your five widest gaps as far as we know, and you have not answered it yet"
    elif found.joins >= 0.02:
        why = f"it becomes one of your five widest gaps with a probability of {chance}"
    else:
        why = "it tells most about the competencies that are still open"
    return f"{lead} {why}. All five are settled to {_percent(found.stable)}."


def enough_view(journey: Journey, state: LedgerState, found: Ask) -> dict[str, Any]:
    """The page on which the short form may stop."""
    name = journey.catalogue.framework.competency
    done = sum(answer_state(rating) != "todo" for rating in state.ratings.values())
    left = len(journey.catalogue.framework.competencies) - done
    text = (
        f"You answered {done}. With a probability of {_percent(found.stable)}, if our assumptions hold, all 20 answers "
        "would name the same five. Wide counts both size and importance."
    )
    return {
        "head": {"where": "Short form", "aside": f"{done} answered"},
        "blocks": [
            b.title("Your five widest gaps are clear"),
            b.prose(b.words(text), style="lead"),
            b.bullets(name(id).short for id in found.top),
            b.prose(b.quiet(f"The other {left} would sharpen their own estimates; they seldom change these five.")),
        ],
        "buttons": [
            b.button("gaps", "Show my gaps", style="primary"),
            b.button("beyond", f"Go on with the other {left}"),
        ],
    }


def gaps_view(
    journey: Journey, state: LedgerState, *, again: str, left: int, written: WrittenReport | None = None
) -> dict[str, Any]:
    """The ranked gaps to the target role, and the ways on."""
    total = len(journey.catalogue.framework.competencies)
    pick = b.select("target", "Target role", role_options(journey), target_of(state))
    course = "Before and after a course" if not courses_of(state) else "Your courses"
    return {
        "head": {"where": "Your gaps", "aside": f"{total - left} of {total} answered" if left else "all answered"},
        "blocks": [pick, *report_blocks(written), *gap_blocks(journey, state)],
        "buttons": [
            b.button("first", again),
            *report_buttons(state),
            b.button("courses", course, style="text"),
            b.button("start", "Your responsibility", style="text"),
        ],
    }


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"
