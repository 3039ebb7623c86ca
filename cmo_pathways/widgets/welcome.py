"""The start page: the target role, how far the learner is, and the next best step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.journey import Journey, next_step, progress_of, target_of
from cmo_pathways.portfolio import credentials_due
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gaps import role_options
from cmo_pathways.widgets.portfolio_checks import due_note

_HERE = "00-start-here"
LESSONS: Mapping[str, str] = {
    "02-skill-map": "02 The skill map",
    "03-self-assessment": "03 Self-assessment",
    "05-career-pathways": "05 Career pathways",
    "06-development-plan": "06 Development plan",
    "07-case-studio": "07 Case studio",
    "08-portfolio-builder": "08 Portfolio builder",
}
"""The lessons that the start page leads to, as a reader calls them."""


class Welcome:
    """The screen of lesson 00."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey

    def view(self) -> dict[str, Any]:
        """Target role, what is done in each lesson, the next step."""
        state = self._journey.state()
        done = progress_of(self._journey, state)
        following = next_step(self._journey, state)
        role = self._journey.catalogue.framework.role(target_of(state))
        mine = "" if state.target else " We propose this one until you choose."
        rows = [
            ("Where do you stand?", "03-self-assessment", f"{done['rated']} of {done['competencies']} rated"),
            ("How do you get there?", "05-career-pathways", _count(done["steps_held"], "step", "held")),
            ("Can you decide under pressure?", "07-case-studio", f"{done['cases_finished']} of {done['cases']} played"),
            ("How do you prove it?", "08-portfolio-builder", _count(done["entries"], "entry", "written")),
        ]
        return {
            "label": "Start here",
            "page": "start",
            "head": {"where": "Your path to chief medical officer", "aside": ""},
            "blocks": [
                b.title(f"Next: {following.title[0].lower()}{following.title[1:]}"),
                b.prose(f"{b.words(following.why)} {_where(following.notebook)}", style="lead"),
                *due_note(credentials_due(state.entries, self._journey.clock().date())),
                b.select("target", "Which post are you aiming for?", role_options(self._journey), target_of(state)),
                b.prose(b.quiet(role.summary + mine)),
                b.table(
                    ("Question", "So far", "Lesson"),
                    [(b.strong(q), b.words(so_far), _link(name)) for q, name, so_far in rows],
                ),
                b.prose(
                    b.quiet(f"Everything you enter stays on this computer, in {self._journey.home}."), style="muted"
                ),
            ],
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Record the target role."""
        if name == "target":
            self._journey.aim(str(value))

    def press(self, name: str) -> None:
        """The start page has no buttons."""


def _where(notebook: str) -> str:
    return "Choose it below." if notebook == _HERE else f"Open {_link(notebook)}."


def _link(notebook: str) -> str:
    return f'<a href="{notebook}.ipynb">{LESSONS[notebook]}</a>'


def _count(number: int, noun: str, tail: str) -> str:
    plural = noun if number == 1 else f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {plural} {tail}" if number else f"No {noun} {tail} yet"
