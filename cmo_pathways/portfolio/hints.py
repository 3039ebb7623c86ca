"""What would make a portfolio stronger for one reader, most useful first: counted, never a matter of taste."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cmo_pathways.portfolio.audience import Audience
from cmo_pathways.portfolio.choose import competencies_of
from cmo_pathways.portfolio.credentials import last_day
from cmo_pathways.portfolio.sections import field_text

Body = Mapping[str, object]
_WEIGHED = ("", "a little", "much", "most")
_ASKED = (
    ("verifier", "names nobody who can confirm it", "Add who can confirm the figures."),
    ("denominator", "does not say out of what", "Add whom or what the figures count, such as all adults admitted."),
    ("comparison", "compares with nothing", "Add what it is compared with, such as the year before."),
)
_LONGEST = 120  # [words] of a statement; E, our judgment
_GAP = 6  # [months] between posts that a committee asks about; E, our judgment


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that would make the portfolio stronger.

    ``weight`` ranks it [0-100]; ``entry`` is where it stands, empty where something is not there yet; ``competency``
    is what it is about, if anything; ``text`` says what is weak, ``todo`` what to do.
    """

    weight: float
    entry: str
    competency: str
    text: str
    todo: str


def hints_for(
    entries: Mapping[str, Body],
    *,
    reader: Audience,
    targets: Mapping[str, float],
    names: Mapping[str, str],
    today: date,
) -> tuple[Hint, ...]:
    """What is weak for a reader, the most useful first.

    Parameters: entries by id; reader, whose weights [1-3] count; targets, the level [0-5] that the role asks of each
    competency; names, how to call each; today [date], until when a present post lasts.
    """
    kept = {id: body for id, body in entries.items() if not body.get("removed")}
    hints = [*_no_evidence(kept, reader, targets, names), *_results(kept), *_statement(kept), *_gaps(kept, today)]
    return tuple(sorted(hints, key=lambda hint: (-hint.weight, hint.entry, hint.text)))


def _no_evidence(
    entries: Mapping[str, Body], reader: Audience, targets: Mapping[str, float], names: Mapping[str, str]
) -> Iterator[Hint]:
    shown = {name for body in entries.values() for name in competencies_of(body)}
    for name in dict.fromkeys((*targets, *reader.competencies)):
        weight, target = reader.competencies.get(name, 0), targets.get(name, 0.0)
        if name in shown or not weight:
            continue
        role = f"this role asks at level {target:g} and " if target else ""
        text = f"No evidence yet for {names.get(name, name)}, which {role}this reader weighs {_WEIGHED[weight]}."
        yield Hint(
            20 * weight + 4 * target, "", name, text, "Add a result or project that shows it, or tick it in one."
        )


def _results(entries: Mapping[str, Body]) -> Iterator[Hint]:
    for id, body in entries.items():
        if body.get("section") != "impact":
            continue
        title = field_text(body.get("title")) or id
        if not (field_text(body.get("before")) and field_text(body.get("after"))):
            todo = "Add the figure before and after; without them it is an opinion."
            yield Hint(60, id, "", f"{title} has no figures.", todo)
        for place, (field, text, todo) in enumerate(_ASKED):
            if not field_text(body.get(field)):
                yield Hint(50 - 10 * place, id, "", f"{title} {text}.", todo)


def _statement(entries: Mapping[str, Body]) -> Iterator[Hint]:
    for id, body in entries.items():
        count = len(field_text(body.get("text")).split()) if body.get("section") == "statement" else 0
        if count > _LONGEST:
            yield Hint(35, id, "", f"The statement has {count} words.", "Cut it to 60 to 90 words.")


def _gaps(entries: Mapping[str, Body], today: date) -> Iterator[Hint]:
    """Times without a post; a year without a month counts from its first to its last day."""
    posts = []
    for id, body in entries.items():
        start, end = field_text(body.get("start")), field_text(body.get("end"))
        if body.get("section") == "position" and start[:4].isdigit() and last_day(start):
            first = int(start[:4]) * 12 + (int(start[5:7]) if len(start) > 4 else 1)
            left = last_day(end) if end else today
            posts.append((first, (left or today).year * 12 + (left or today).month, id))
    until = 0
    for first, last, id in sorted(posts):
        if until and first - until - 1 > _GAP:
            text = f"There are {first - until - 1} months without a post before {field_text(entries[id].get('title'))}."
            yield Hint(30, id, "", text, "Say in one line what you did, or correct the dates.")
        until = max(until, last)
