"""One scene of a case: its text, what it shows beside it, its question, and the choices."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from cmo_pathways.cases import (
    Case,
    Choice,
    MemoQuestion,
    NumberQuestion,
    PlayState,
    Scene,
    current_scene,
    last_feedback,
    open_choices,
)
from cmo_pathways.errors import LearnerError
from cmo_pathways.practice import Recorded, Unrecorded, decisions_ahead
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.case_data import table_blocks
from cmo_pathways.widgets.case_words import cited

_GIVEN = "given"


class PlayDesk:
    """The play that is open on a screen: what is marked and typed but not yet decided, and how a message is met."""

    def __init__(self, play: Recorded | Unrecorded) -> None:
        self.play = play
        self._leaning: str | None = None
        self._number = ""
        self._shown = ""
        self._focus = ""

    def view(self, leave: str) -> dict[str, Any]:
        """The scene where the play stands; ``leave`` labels the button that goes back."""
        case, now = self.play.case, self.play.now()
        scene = current_scene(case, now)
        self._shown = scene.id
        told = b.group("told", *_opening(case, now), b.markdown(scene.text, key=f"text-{scene.id}"))
        act = b.group("act", *_question(case, scene, now, self._number), *_choices(case, scene, now, self._leaning))
        shown = list(_exhibits(case, scene, now))
        beside = [b.group("shown", *shown)] if shown else []
        revised = [b.note("Please look once more.", words) for words in self.play.notes()]
        back = [b.button("take-back", "Take back the last choice")] if case.undo and now.path else []
        return {
            "page": f"{self.play.id}-{len(now.path)}",
            "wide": bool(case.tables),
            "focus": self._focus,
            "head": _head(case, now),
            "blocks": [b.title(case.title), *revised, b.group("play", told, *beside, act, style="play")],
            "buttons": [b.button("decide", "Decide", style="primary"), *back, b.button("leave", leave, style="text")],
        }

    def changed(self, name: str, value: Any) -> PlayDesk:
        """Lean to a choice, type a number, or write the memo; the memo is kept as it is written."""
        after = copy(self)  # a page that has turned keeps its own desk, so that late words do not land in the next
        if name == "choice":
            after._leaning = str(value)
        elif name == "number":
            after._number = str(value)
        elif name == "memo" and self.play.now().scene == self._shown:
            self.play.reply(str(value))
        return after

    def pressed(self, name: str) -> PlayDesk:
        """Decide, give the number, or take the last choice back. Raises LearnerError."""
        if name == "answer":
            self.play.reply(self._number)
        elif name == "decide":
            if self._leaning is None:
                raise LearnerError("No choice is marked yet. Mark one, then decide.")
            self.play.decide(self._leaning)
        elif name == "take-back":
            self.play.take_back()
        else:
            return self
        after = PlayDesk(self.play)
        if name == "answer":
            after._leaning, after._focus = self._leaning, _GIVEN  # the reader goes on at what the number brought
        return after


def _head(case: Case, now: PlayState) -> dict[str, Any]:
    done = len(now.path)
    ahead = decisions_ahead(case, now)
    if ahead is None:
        return {"where": "Case studio", "aside": f"Decision {done + 1}"}
    few, most = (max(0, number - 1) for number in ahead)  # the one that is open now is not counted as following
    words = f"Decision {done + 1}, {_follow(few, most)}"
    steps = ["done"] * done + ["now"] + ["todo"] * few + ["skip"] * (most - few)
    return {
        "where": "Case studio", "aside": words, "groups": [steps], "spoken": words, "done": done,
        "total": done + 1 + most,
    }  # fmt: skip


def _follow(few: int, most: int) -> str:
    if most == 0:
        return "the last"
    return f"then {most} more" if few == most else f"then {few} to {most} more" if few else f"then at most {most} more"


def _opening(case: Case, now: PlayState) -> Iterator[b.Block]:
    """The introduction on the first page; later what the last decision was and what it brought."""
    if not now.path:
        if case.intro:
            yield b.markdown(case.intro, key="intro")
        return
    yield b.prose(b.quiet(f"You decided: {_taken(case, now).text}"))
    if said := last_feedback(case, now):
        yield b.note("What it brought.", cited(case, said))


def _taken(case: Case, now: PlayState) -> Choice:
    scene_id, choice_id = now.path[-1]
    scene = case.scene(scene_id)
    return next(choice for choice in (scene.choices if scene else ()) if choice.id == choice_id)


def _exhibits(case: Case, scene: Scene, now: PlayState) -> Iterator[b.Block]:
    """What this scene reveals, or else what was revealed last; what came before lies folded below it."""
    latest = scene.reveal or now.revealed[-1:]
    for name in latest:
        yield from table_blocks(case, name)
    earlier = [block for name in now.revealed if name not in latest for block in table_blocks(case, name)]
    if earlier:
        yield b.details("earlier", "Shown earlier", *earlier)


def _question(case: Case, scene: Scene, now: PlayState, typed: str) -> Iterator[b.Block]:
    given, asked = now.answer_in(scene.id), scene.question
    if isinstance(asked, NumberQuestion) and given is None:
        words = f"{asked.question} [{asked.unit}]" if asked.unit else asked.question
        field = b.field("number", words, typed, numeric=True, hint="Your first number counts.")
        yield b.group("ask", field, b.buttons(b.button("answer", "Give this number")), style="row")
    elif isinstance(asked, NumberQuestion) and given is not None:
        lead = "Within the tolerance." if given.right else "Not within the tolerance."
        told = b.title(f"You said {given.value:g}. {lead}", level=3, at=_GIVEN)
        yield b.prose(b.words(asked.question))
        yield b.group("given", told, b.prose(b.words(cited(case, given.feedback))), style="given")
    elif isinstance(asked, MemoQuestion):
        text = str(given.value) if given else ""
        yield b.field("memo", asked.question, text, long=True, hint="Saved as you write; read again in the debrief.")
        yield b.prose(b.quiet(_length(text)), style="muted count")


def _length(text: str) -> str:
    number = len(text.split())
    return f"{number} word{'' if number == 1 else 's'}"


def _choices(case: Case, scene: Scene, now: PlayState, leaning: str | None) -> Iterator[b.Block]:
    rows = [{"value": choice.id, "label": choice.text} for choice in open_choices(case, now)]
    yield b.choice("choice", "What do you do?", rows, leaning)
    done = [choice.text for choice in scene.choices if (scene.id, choice.id) in now.path]
    if done:
        yield b.prose(b.quiet(f"Done already: {'; '.join(done)}."), style="muted")
