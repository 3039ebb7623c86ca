"""The guide for the coach who talks a 360 report through: before, during and after, keyed to what the report found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmo_pathways.document import Block, Bullets, Heading, Note, Prose
from cmo_pathways.reports.views import View
from cmo_pathways.reports.words import counted, in_sentence, listed
from cmo_pathways.scale import level_text

_MOST = 3
Namer = Callable[[str], str]


def debrief_blocks(
    views: Sequence[View], *, name: Namer, group: Namer, reliable: bool | None, needed: int | None
) -> tuple[Block, ...]:
    """The guide as blocks; ``name`` and ``group`` give the words of an id.

    ``reliable`` says whether the mean reaches 0.70 (None: it cannot be said), ``needed`` how many raters would.
    """
    return (
        Heading("For the coach: talking this report through", new_page=True),
        Prose(
            "About an hour, undisturbed, with this report on paper. The talk matters as much as the numbers: among 238 "
            "Dutch specialists, change in practice went with the quality of the mentoring more than with the scores "
            "([multisource feedback study](https://pmc.ncbi.nlm.nih.gov/articles/PMC3422186))."
        ),
        Heading("Before the talk", level=2),
        Bullets(_before(reliable, needed), mark="box"),
        Heading("During the talk", level=2),
        Prose(
            "Open with: what did you expect to read, and what did you find? Let the first reaction pass, then go on."
        ),
        *_findings(views, name, group),
        Heading("After the talk", level=2),
        Bullets(_after(reliable, needed), mark="box"),
    )


def _before(reliable: bool | None, needed: int | None) -> tuple[str, ...]:
    more = (
        f" About {counted(needed, 'rater')} per competency would be needed for 0.70." if needed and not reliable else ""
    )
    standing = (
        "The mean of these raters is reliable enough to plan on (0.70 or more)."
        if reliable
        else f"Treat every number as a question, not a result: the mean does not reach a reliability of 0.70.{more}"
    )
    return (
        "Read the whole report once. Choose at most three findings; the list below proposes which.",
        standing,
        "Ask for the first page to be read the day before, and for one hope and one worry about the talk.",
        "Agree on one rule: nobody guesses who said what, and nobody is asked afterwards.",
    )


def _findings(views: Sequence[View], name: Namer, group: Namer) -> tuple[Block, ...]:
    blind = _widest([view for view in views if view.reading == "blind-spot"])
    hidden = _widest([view for view in views if view.reading == "hidden-strength"])
    split = [view for view in views if view.split][:_MOST]
    same = [view for view in views if view.reading == "agreement"]
    blocks = (
        *(_blind(view, name) for view in blind),
        *(_hidden(view, name) for view in hidden),
        *(_divided(view, name, group) for view in split),
        *_agreed(same, name),
    )
    return blocks or (
        Note(
            "information",
            "There is nothing to compare yet.",
            "Ask instead: which of these competencies would you most like to hear about, and from whom?",
        ),
    )


def _widest(views: Sequence[View]) -> list[View]:
    return sorted(views, key=lambda view: -abs(view.difference or 0.0))[:_MOST]


def _sides(view: View) -> str:
    others = view.others.mean if view.others else 0.0
    return f"own rating {level_text(view.own or 0.0)}, others {level_text(others)}"


def _blind(view: View, name: Namer) -> Block:
    return Note(
        "information",
        f"{name(view.competency)}: rated higher than others see it ({_sides(view)})",
        "- Which recent situation did you have in mind when you rated yourself?\n"
        "- What of it could others see? Who was in the room?\n"
        "- What would one of them have had to see to place you a level higher?\n"
        "- The others may lack the view, or you may: what would tell the two apart?",
    )


def _hidden(view: View, name: Namer) -> Block:
    return Note(
        "information",
        f"{name(view.competency)}: others see more than the own rating says ({_sides(view)})",
        "- What do you do here that feels too ordinary to count?\n"
        "- Whom could you teach it, and what would they notice first?\n"
        "- Which result of the last year belongs into your portfolio because of it?",
    )


def _divided(view: View, name: Namer, group: Namer) -> Block:
    words = ""
    if view.split:
        high, low = (level_text(view.split.high), level_text(view.split.low))
        words = f" ({group(view.split.higher)} {high}, {group(view.split.lower)} {low})"
    return Note(
        "information",
        f"{name(view.competency)}: the groups see it differently{words}",
        "- What do you do in front of one group that the other never sees?\n"
        "- Does each group need something different of you here, or the same thing?\n"
        "- Which of the two views would your next role depend on?",
    )


def _agreed(same: Sequence[View], name: Namer) -> tuple[Block, ...]:
    if not same:
        return ()
    names = listed([in_sentence(name(view.competency)) for view in same[:5]])
    rest = f" and {len(same) - 5} more" if len(same) > 5 else ""
    return (
        Note(
            "information",
            f"Agreement within the uncertainty: {names}{rest}",
            "- Where you and the others agree on a low level: is this one that your target role asks for?\n"
            "- Where you agree on a high one: how do you keep the evidence of it current?\n"
            "- No difference found is not proof of none; with few raters a real one can hide.",
        ),
    )


def _after(reliable: bool | None, needed: int | None) -> tuple[str, ...]:
    number = f" with about {counted(needed, 'rater')} per competency" if needed else " with more raters"
    again = (
        "Ask again in 6 to 12 months, the same groups, and compare intervals rather than means."
        if reliable
        else f"Ask again in 6 to 12 months{number}, and compare intervals rather than means."
    )
    return (
        "One behavior to try within two weeks, in one named meeting; somebody there says what was different.",
        "Thank the raters as a group: what you heard and what you will try. No names, no numbers.",
        "Put the evidence of the change into the portfolio: what, when, who can confirm it.",
        again,
    )
