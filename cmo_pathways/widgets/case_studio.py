"""The case studio: the library, the play, the debrief."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cmo_pathways.cases import (
    Case,
    Debrief,
    MemoQuestion,
    NumberQuestion,
    PlayState,
    Scene,
    current_scene,
    debrief,
    is_over,
    last_feedback,
    open_choices,
)
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, decide, new_play, play_so_far, reply
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import month_words, number_words
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.case_data import table_blocks

_ENDINGS = {"strong": "A sound ending", "mixed": "A mixed ending", "poor": "A poor ending"}


class CaseStudio:
    """The screen of lesson 07; an unfinished play opens at the scene where it was left."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._case, self._play = _last_play(journey.state())
        self._leaning: str | None = None
        self._number = ""
        self._shown = ""

    def view(self) -> dict[str, Any]:
        """The library, the scene of the open play, or its debrief."""
        state = self._journey.state()
        if self._case is None:
            view = self._library(state)
        else:
            case = self._journey.catalogue.case(self._case)
            play = play_so_far(self._journey, state, case.id, self._play)
            view = self._debrief(case, play) if is_over(case, play) else self._scene(case, play)
        return {"label": "Case studio", "saved": b.saved(state), **view}

    def change(self, name: str, value: Any) -> None:
        """Lean to a choice, type a number, or write the memo; the memo is recorded as it is written."""
        if name == "choice":
            self._leaning = str(value)
        elif name == "number":
            self._number = str(value)
        elif name == "memo" and self._case and str(value).strip():
            now = play_so_far(self._journey, self._journey.state(), self._case, self._play)
            if now.scene == self._shown:  # typed for a scene that has passed: it would land in another memo
                reply(self._journey, self._case, self._play, str(value))

    def press(self, name: str) -> None:
        """Open a case, decide, give the number, or leave."""
        verb, _, what = name.partition(":")
        if verb == "library":
            self._case = None
        elif verb == "open":
            state = self._journey.state()
            unfinished = [id for id, play in state.plays.items() if play.case == what and play.result is None]
            self._case, self._play = what, unfinished[-1] if unfinished else new_play(state, what)
            self._leaning = None
        elif self._case and verb == "again":
            self._play, self._leaning = new_play(self._journey.state(), self._case), None
        elif self._case and verb == "answer":
            reply(self._journey, self._case, self._play, self._number)
            self._number = ""
        elif self._case and verb == "decide":
            if self._leaning is None:
                raise LearnerError("No choice is marked yet. Mark one, then decide.")
            decide(self._journey, self._case, self._play, self._leaning)
            self._leaning = None

    def _library(self, state: LedgerState) -> dict[str, Any]:
        name = self._journey.catalogue.framework.competency
        items: list[b.Block] = []
        for case in self._journey.catalogue.cases.values():
            plays = [play for play in state.plays.values() if play.case == case.id]
            left = any(play.result is None for play in plays)
            trains = ", ".join(name(id).short.lower() for id in case.competencies)
            minutes = case.minutes.prebrief + case.minutes.play + case.minutes.debrief
            planned = b.assumed(f"{minutes} minutes with debrief, difficulty {case.difficulty} of 5")
            facts = f"{planned} {b.quiet(f'(assumption). Trains {trains}.')}"
            label = "Continue" if left else "Play again" if plays else "Play"
            items.append(
                b.group(
                    case.id,
                    b.title(case.title, level=3),
                    b.prose(facts),
                    {
                        "kind": "buttons",
                        "items": [b.button(f"open:{case.id}", f"{label}: {case.title}", style="primary")],
                    },
                )
            )
        return {
            "page": "library",
            "head": {"where": "Case studio", "aside": "All cases are fictional"},
            "blocks": [b.title("Decide as a chief medical officer would have to"), *items],
        }

    def _scene(self, case: Case, play: PlayState) -> dict[str, Any]:
        scene = current_scene(case, play)
        self._shown = scene.id
        said = last_feedback(case, play)
        opening = [b.markdown(case.intro, key="intro")] if case.intro and not play.path else []
        before = [b.note("What your decision brought.", _cited(case, said))] if said else []
        rows = [{"value": choice.id, "label": choice.text} for choice in open_choices(case, play)]
        blocks = [
            b.title(case.title),
            *opening,
            *before,
            b.markdown(scene.text, key=f"text-{scene.id}"),
            *_tables(case, play, scene),
            *_question(case, scene, play, self._number),
            b.choice("choice", "What do you do?", rows, self._leaning),
        ]
        where = {"where": "Case studio", "aside": f"Decision {len(play.path) + 1}"}
        buttons = [
            b.button("decide", "Decide", style="primary"),
            b.button("library", "Leave; the play waits", style="text"),
        ]
        return {"page": f"{self._play}-{len(play.path)}", "head": where, "blocks": blocks, "buttons": buttons}

    def _debrief(self, case: Case, play: PlayState) -> dict[str, Any]:
        framework = self._journey.catalogue.framework
        names = {id: framework.competency(id).short.lower() for id in case.competencies}
        found = debrief(case, play, names=names)
        grade = _ENDINGS.get(found.outcome.grade, "The end")
        points = [
            (b.words(framework.competency(s.competency).short), number_words(s.got), number_words(s.best))
            for s in found.outcome.scores
        ]
        blocks = [
            b.title(f"{grade}: {case.title}"),
            b.markdown(found.ending_text, key="ending"),
            b.table(("Competency", "Your points", "Best reachable"), points, numeric=(1, 2)),
            b.title("Decision by decision", level=3),
            *_decisions(case, found),
            *_numbers(found),
            *_memos(case, found),
            b.details("soundest", "The soundest path, by the weights of this case", _path(found)),
            b.title("To talk over", level=3),
            b.bullets(found.questions),
            b.details(
                "sources", "Sources", b.bullets(f"{s.title} ({s.year}), checked {s.checked}" for s in found.sources)
            ),
        ]
        return {
            "page": f"{self._play}-debrief",
            "head": {"where": "Debrief", "aside": f"{len(play.path)} decisions"},
            "blocks": blocks,
            "buttons": [b.button("library", "Back to the cases", style="primary"), b.button("again", "Play again")],
        }


def _cited(case: Case, text: str) -> str:
    """Source keys of the author turned into the numbers of the list of sources: ``(s301, data)`` to ``[1, 6]``."""
    place = {source.key: str(n) for n, source in enumerate(case.sources, 1)}

    def numbers(match: re.Match[str]) -> str:
        keys = [key.strip() for key in re.split("[,;]", match[1])]
        return f"[{', '.join(place[key] for key in keys)}]" if all(key in place for key in keys) else match[0]

    return re.sub(r"\(([^()]+)\)", numbers, text)


def _sources(case: Case) -> list[str]:
    return [
        f"[{n}] {s.title}{f' ({s.year})' if s.year else ''}, checked {month_words(s.checked)}"
        for n, s in enumerate(case.sources, 1)
    ]


def _last_play(state: LedgerState) -> tuple[str | None, str]:
    open_plays = [(play.case, id) for id, play in state.plays.items() if play.result is None]
    return open_plays[-1] if open_plays else (None, "")


def _tables(case: Case, play: PlayState, scene: Scene) -> Iterator[b.Block]:
    """What this scene reveals; what was revealed before lies folded below it."""
    latest = scene.reveal or play.revealed[-1:]
    for name in latest:
        yield from table_blocks(case, name)
    earlier = [block for name in play.revealed if name not in latest for block in table_blocks(case, name)]
    if earlier:
        yield b.details("earlier", "Shown earlier", *earlier)


def _question(case: Case, scene: Scene, play: PlayState, typed: str) -> Iterator[b.Block]:
    given = play.answer_in(scene.id)
    if isinstance(scene.question, NumberQuestion):
        if given is None:
            ask = (
                f"{scene.question.question} [{scene.question.unit}]" if scene.question.unit else scene.question.question
            )
            yield b.field("number", ask, typed, numeric=True, hint="Your first number counts.")
            yield {"kind": "buttons", "key": "give", "items": [b.button("answer", "Give this number")]}
        else:
            lead = "Within the tolerance." if given.right else "Not within the tolerance."
            yield b.note(f"You said {given.value:g}. {lead}", _cited(case, given.feedback))
    elif isinstance(scene.question, MemoQuestion):
        text = str(given.value) if given else ""
        yield b.field("memo", scene.question.question, text, long=True, hint="Saved as you write; for the debrief.")


def _decisions(case: Case, found: Debrief) -> Iterator[b.Block]:
    for review in found.decisions:
        weighed = ", ".join((*review.secured, *review.cost)) or "no points either way"
        feedback = b.words(_cited(case, review.feedback))
        lines = [f"{b.strong(review.text)} {b.quiet(f'({weighed})')}", feedback]
        if review.missed:
            lines.append(b.because(review.missed).replace("<b>Because</b>", "<b>Left on the table</b>"))
        yield b.prose(*lines)


def _numbers(found: Debrief) -> Iterator[b.Block]:
    for review in found.numbers:
        given = "You gave no number." if review.given is None else f"You said {review.given:g} {review.unit}."
        right = f"It is {review.right:.1f} {review.unit}."
        yield b.prose(f"{b.strong(review.question)} {b.words(given)} {b.words(right)}", b.quiet(review.how))


def _memos(case: Case, found: Debrief) -> Iterator[b.Block]:
    for review in found.memos:
        levels = b.table(("Level", "What a reader finds"), [(str(n), b.words(text)) for n, text in review.levels])
        yield b.title("Your memo", level=3)
        yield b.prose(b.words(review.text).replace("\n", "<br>") if review.text else b.quiet("You wrote none."))
        yield b.details(
            f"memo-{review.scene}", "Judge it by these levels", levels, b.markdown(_cited(case, review.model))
        )


def _path(found: Debrief) -> b.Block:
    rows = []
    for place in range(max(len(found.yours), len(found.soundest))):
        cells = [path[place].text if place < len(path) else "" for path in (found.yours, found.soundest)]
        rows.append((str(place + 1), *map(b.words, cells)))
    return b.table(("", "Yours", "Soundest"), rows)
