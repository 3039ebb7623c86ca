"""What a share will hold, in words: the same list on the screen, on the command line and before the file is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cmo_pathways.career import WHERE
from cmo_pathways.catalogue import Catalogue, load_reference
from cmo_pathways.cohort import Share, SharedEntry, SharedMemo, SharedPlay, item_keys
from cmo_pathways.portfolio import load_sections
from cmo_pathways.scale import day_words, level_text, month_words, number_words

PART_NAMES = {
    "levels": "Levels",
    "ratings": "Ratings around a course",
    "cases": "Results of cases",
    "memos": "Memos",
    "plan": "Progress of your plan",
    "entries": "Portfolio entries",
}
"""The parts of a share as a learner reads them, in their order."""
PART_WORDS = {
    "levels": "The estimate of each competency with its 80 % interval; not its reasons, notes or evidence.",
    "ratings": "Your levels before and after a course and looking back; not the notes.",
    "cases": "How each finished play ended, the choices you took, and your points.",
    "memos": "The text of each memo, to be scored.",
    "plan": "Each activity and how far it is; not hours, money or notes.",
    "entries": "The entries as you wrote them, without contact data, license numbers and fingerprints of files.",
}
NEVER = (
    "Never in a share: the balance check, what single colleagues answered, your reasons and notes, contact data, and "
    "anything you did not tick."
)
_MOMENTS = {"before": "before", "after": "after", "then": "looking back"}
_STATUS = {"planned": "planned", "started": "started", "done": "done", "late": "behind time", "dropped": "dropped"}


@dataclass(frozen=True, slots=True)
class ShareItem:
    """One thing that can be left out: its key, its title, further lines, and a longer text such as a memo."""

    key: str
    title: str
    lines: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class SharePart:
    """One part of a share with everything in it."""

    id: str
    name: str
    what: str
    items: tuple[ShareItem, ...]


def share_parts(catalogue: Catalogue, share: Share) -> tuple[SharePart, ...]:
    """Everything in the ticked parts of a share, item by item."""
    items: Mapping[str, Iterator[tuple[str, tuple[str, ...], str]]] = {
        "levels": _levels(catalogue, share),
        "ratings": _ratings(catalogue, share),
        "cases": (_case(catalogue, play) for play in share.cases),
        "memos": (_memo(catalogue, memo) for memo in share.memos),
        "plan": _plan(share),
        "entries": map(_entry, share.entries),
    }
    keys = item_keys(share)
    return tuple(
        SharePart(
            part,
            PART_NAMES[part],
            PART_WORDS[part],
            tuple(ShareItem(key, *item) for key, item in zip(keys[part], items[part], strict=True)),
        )
        for part in share.parts
    )


def share_head(catalogue: Catalogue, share: Share) -> tuple[str, ...]:
    """What a share says of the person besides the ticked parts, one line each."""
    lines = [f"{'Pseudonym' if share.pseudonym else 'Name'}: {share.name}"]
    if share.stage:
        lines.append(f"Stage: {WHERE.get(share.stage, WHERE['executive'] if share.stage == 'cmo' else share.stage)}")
    if share.role:
        step = catalogue.career.steps.get(share.role)
        lines.append(f"Target role: {step.name if step else share.role}")
    day = f"{day_words(share.at)}, {share.at[11:16]} UTC"
    lines.append(f"Written: {day}, with version {share.framework} of the skill map")
    lines.append("Two random numbers: one of this file, one of you in this course, so that a newer share replaces it")
    return tuple(lines)


def _levels(catalogue: Catalogue, share: Share) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for item in share.levels:
        between = f"{level_text(item.low)} to {level_text(item.high)}"
        yield f"{_competency(catalogue, item.competency)}: {level_text(item.level)} ({between})", (), ""


def _ratings(catalogue: Catalogue, share: Share) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for course in dict.fromkeys(item.course for item in share.ratings):
        rows: dict[str, list[str]] = {}
        for item in share.ratings:
            if item.course == course:
                rows.setdefault(item.competency, []).append(f"{_MOMENTS[item.moment]} {item.level}")
        yield course, tuple(f"{_competency(catalogue, id)}: {', '.join(said)}" for id, said in rows.items()), ""


def _case(catalogue: Catalogue, play: SharedPlay) -> tuple[str, tuple[str, ...], str]:
    points = (
        f"{_competency(catalogue, id).lower()} {number_words(got)} of {number_words(best)}"
        for id, (got, best) in play.scores.items()
    )
    lines = (f"Choices: {', '.join(step.rpartition('/')[2] for step in play.path)}", f"Points: {', '.join(points)}")
    return f"{_title(catalogue, play.case)}, ended {play.ending} on {day_words(play.at)}", lines, ""


def _memo(catalogue: Catalogue, memo: SharedMemo) -> tuple[str, tuple[str, ...], str]:
    count = len(memo.text.split())
    words = f"{count:,} word{'' if count == 1 else 's'}"
    return f"{_title(catalogue, memo.case)}, {day_words(memo.at)}, {words}", (), memo.text


def _plan(share: Share) -> Iterator[tuple[str, tuple[str, ...], str]]:
    known = load_reference().activities
    for item in share.plan:
        since = f", {day_words(item.on) if len(item.on) == 10 else month_words(item.on)}" if item.on else ""
        name = known[item.activity].name if item.activity in known else item.activity
        yield f"{name}: {_STATUS[item.status]}{since}", (), ""


def _entry(entry: SharedEntry) -> tuple[str, tuple[str, ...], str]:
    section = load_sections().get(entry.section)
    labels = {field.name: field.label for field in section.fields} if section else {}
    order = [*labels, *(key for key in entry.body if key not in labels)]
    lines = tuple(
        f"{labels.get(key, key.replace('_', ' ').capitalize())}: {_value(entry.body[key])}"
        for key in order
        if key in entry.body
    )
    title = next((str(entry.body[key]) for key in ("title", "text", "name") if entry.body.get(key)), entry.id)
    short = f"{title[:80]}..." if len(title) > 83 else title
    return f"{section.name if section else entry.section}: {short}", lines, ""


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _competency(catalogue: Catalogue, id: str) -> str:
    found = catalogue.framework.competencies.get(id)
    return found.short if found else id


def _title(catalogue: Catalogue, case: str) -> str:
    found = catalogue.cases.get(case)
    return found.title if found else case
