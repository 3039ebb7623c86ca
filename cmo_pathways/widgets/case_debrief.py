"""The debrief of a play: what was secured and missed, what each choice cost, numbers, memos, and what to talk over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cmo_pathways.cases import Case, Debrief, NumberQuestion
from cmo_pathways.ledger import JSON
from cmo_pathways.practice import CaseEffect
from cmo_pathways.scale import day_words, level_text, number_words
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.case_data import table_blocks
from cmo_pathways.widgets.case_library import Namer
from cmo_pathways.widgets.case_words import ENDINGS, cited, source_lines

Feedback = Mapping[str, Mapping[str, JSON]]


def debrief_blocks(
    case: Case, found: Debrief, name: Namer, marked: Mapping[str, str], feedback: Feedback | None = None
) -> list[b.Block]:
    """The pages' blocks from the ending down to the questions to talk over.

    ``marked`` holds, per scene with a memo, the level that the learner gave the own memo; ``feedback`` the body of the
    last ``memo-feedback`` event of a scene, where an instructor gave any.
    """
    return [
        b.title(f"{ENDINGS.get(found.outcome.grade, 'The end')}: {case.title}"),
        b.markdown(found.ending_text, key="ending"),
        *_reached(case, found, name),
        b.title("Decision by decision", level=3),
        *_decisions(case, found),
        b.details("soundest", "Your path beside the soundest, by the weights of this case", *_paths(case, found)),
        *_numbers(case, found),
        *_memos(case, found, marked, feedback or {}),
        b.title("To talk over", level=3),
        b.bullets(cited(case, question) for question in found.questions),
    ]


def sources_block(case: Case) -> b.Block:
    """The sources of a case, folded."""
    return b.details("sources", "Sources", b.bullets(source_lines(case)))


def effect_blocks(effects: tuple[CaseEffect, ...], name: Namer) -> list[b.Block]:
    """What the play counts for in the skill map; a note where another play counts instead."""
    head = b.title("What it did to your estimates", level=3)
    if not effects:
        return [head, b.prose(b.quiet("A later play of this case counts instead, or none of it is part of your work."))]
    rows = [
        (
            b.words(name(one.competency)),
            b.assumed(f"{one.bound} {level_text(one.says)}".strip()),
            b.assumed(f"{one.weight:.1f}"),
            f"{level_text(one.before)} to {level_text(one.after)}",
        )
        for one in effects
    ]
    weigh = (
        "A weight of 1 counts as much as one self-rating of which you are fairly sure. One case is one observation: it "
        f"moves a level a little ({effects[0].why})."
    )
    columns = (
        "Competency",
        "Your points speak for level (assumption)",
        "Weight (assumption)",
        "Estimate, before to after",
    )
    return [head, b.prose(b.words(weigh)), b.table(columns, rows, numeric=(1, 2, 3))]


def _reached(case: Case, found: Debrief, name: Namer) -> Iterator[b.Block]:
    points = [(b.words(name(s.competency)), number_words(s.got), number_words(s.best)) for s in found.outcome.scores]
    yield b.table(("Competency", "Your points", "Best reachable"), points, numeric=(1, 2))
    reached = [(b.words(words), _secured(id in found.outcome.objectives)) for id, words in case.objectives]
    if reached:
        yield b.table(("What the case was about", "In this play"), reached)
    if found.outcome.counters:
        ends = ", ".join(f"{key.replace('-', ' ')} {number_words(n)}" for key, n in found.outcome.counters)
        yield b.prose(b.quiet(f"At the end: {ends}."))


def _secured(yes: bool) -> str:
    return b.words("secured") if yes else b.strong("missed")


def _decisions(case: Case, found: Debrief) -> Iterator[b.Block]:
    for place, review in enumerate(found.decisions, 1):
        weighed = ", ".join((*review.secured, *review.cost)) or "no points either way"
        lines = [
            f"{b.strong(f'{place}. {review.text}')} {b.quiet(f'({weighed})')}",
            b.words(cited(case, review.feedback)),
        ]
        if review.missed:
            lines.append(b.because(review.missed).replace("<b>Because</b>", "<b>Left on the table</b>"))
        yield b.prose(*lines)


def _paths(case: Case, found: Debrief) -> Iterator[b.Block]:
    rows = []
    for place in range(max(len(found.yours), len(found.soundest))):
        yours, best = (path[place] if place < len(path) else None for path in (found.yours, found.soundest))
        same = yours and best and (yours.scene, yours.choice) == (best.scene, best.choice)
        right = b.quiet("the same") if same else b.words(best.text if best else "")
        rows.append((str(place + 1), b.words(yours.text if yours else ""), right))
    ends = [ENDINGS.get(one.grade, "").lower() for one in (found.outcome, found.soundest_outcome)]
    rows.append(("", b.strong(f"to {ends[0]}"), b.strong(f"to {ends[1]}")))
    yield b.table(("", "Yours", "Soundest"), rows)


def _numbers(case: Case, found: Debrief) -> Iterator[b.Block]:
    if found.numbers:
        yield b.title("The number that was asked" if len(found.numbers) == 1 else "Numbers that were asked", level=3)
    for review in found.numbers:
        given = "You gave no number." if review.given is None else f"You said {review.given:g} {review.unit}."
        right = f"It is {review.right:.1f} {review.unit}, give or take {review.tolerance:g}."
        yield b.prose(f"{b.strong(review.question)} {b.words(given)} {b.words(right)}", b.quiet(review.how))
        scene = case.scene(review.scene)
        asked = scene.question if scene else None
        if isinstance(asked, NumberQuestion) and (drawn := table_blocks(case, asked.table)):
            yield b.details(f"number-{review.scene}", "The data it comes from", *drawn)


def memo_feedback(given: Mapping[str, JSON] | None) -> Iterator[b.Block]:
    """What an instructor handed back on a memo: levels with their words, a comment, and that no estimate counts it."""
    scores = given.get("scores") if given else None
    if given is None or not isinstance(scores, Mapping):
        return
    rows = [
        (b.words(one.get("name", id)), b.words(_level(one.get("level"))), b.words(one.get("anchor", "")))
        for id, one in scores.items()
        if isinstance(one, Mapping)
    ]
    raters = given.get("raters")
    who = f"{raters} raters" if isinstance(raters, int) and raters > 1 else "One rater"
    yield b.title("From your instructor", level=3)
    yield b.table(("", "Level of 4", "What it looks like"), rows, numeric=(1,))
    if comment := str(given.get("comment") or "").strip():
        yield b.prose(*(b.words(part) for part in comment.split("\n\n")), style="memo")
    when = day_words(str(given["at"])) if "at" in given else "undated"
    said = f"{who}; taken in {when}. It is for learning: no estimate counts it."
    yield b.prose(b.quiet(said))


def _level(value: JSON) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return number_words(int(value)) if value == int(value) else f"between {int(value)} and {int(value) + 1}"


def _memos(case: Case, found: Debrief, marked: Mapping[str, str], feedback: Feedback) -> Iterator[b.Block]:
    for review in found.memos:
        yield b.title("Your memo", level=3)
        yield b.prose(b.quiet(review.question))
        model = b.details(f"model-{review.scene}", "A model text", b.markdown(cited(case, review.model)))
        if review.text:
            yield b.prose(b.words(review.text).replace("\n", "<br>"), style="memo")
            yield from memo_feedback(feedback.get(review.scene))
            rows = [{"value": str(n), "label": f"Level {n}", "text": text} for n, text in review.levels]
            yield b.choice(
                f"memo-level-{review.scene}", "Read it as its addressee. Which level does it reach?", rows,
                marked.get(review.scene),
            )  # fmt: skip
        else:
            levels = [(str(n), b.words(text)) for n, text in review.levels]
            yield b.prose(b.quiet("You wrote none."))
            yield b.details(f"levels-{review.scene}", "What would have counted", b.table(("Level", ""), levels))
        yield model
