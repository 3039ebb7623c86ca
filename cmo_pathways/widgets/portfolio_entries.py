"""The entries of the portfolio on the screen: the list in five groups, and the form of one entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cmo_pathways.framework import Framework
from cmo_pathways.interop import badge_sentences
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import (
    COMPUTED,
    Change,
    Section,
    Version,
    check_entry,
    competencies_of,
    load_sections,
    ordered,
)
from cmo_pathways.reports.words import in_sentence
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.portfolio_tailor import short, title_of

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Who you are": ("statement", "language"),
    "What changed because of you": (
        "impact", "crisis", "project", "innovation", "compliance", "collaboration", "proposal",
    ),
    "What you held and learned": ("position", "education", "credential", "membership", "teaching", "cases"),
    "What you made public": ("publication", "presentation", "thought-leadership"),
    "Who speaks for you": ("reference", "award"),
}  # fmt: skip
"""The sections of the portfolio in five groups, in the order of the screen."""

PROFILE = (
    ("name", "Your name, with degrees", "Maria Alvarez, MD, MBA"),
    ("headline", "One line under it", "Physician executive for community hospitals"),
    ("location", "City and state", ""),
    ("email", "Email", ""),
    ("phone", "Phone", ""),
)


def list_blocks(state: LedgerState, removed: Mapping[str, Mapping[str, Any]]) -> list[b.Block]:
    """All entries by group, what is missing, and what was removed."""
    name = state.profile.get("name") or "your name is missing"
    who = b.group(
        "profile",
        b.prose(f"{b.strong('On the first page:')} {b.words(name)}"),
        {"kind": "buttons", "items": [b.button("open:profile", "Edit name and contact", style="text")]},
        style="line",
    )
    listed = [block for group, sections in GROUPS.items() for block in _group(group, sections, state, who)]
    return [*listed, *_removed(removed)]


def profile_blocks(state: LedgerState, hits: Mapping[str, b.Block]) -> list[b.Block]:
    """The form of the first page; hits are what could name a patient, by field."""
    fields = [
        b.field(name, label, state.profile.get(name, ""), hint=f"For example: {hint}" if hint else "", live=True)
        for name, label, hint in PROFILE
    ]
    if state.profile.get("statement"):  # of a time, or an import, in which it was no entry
        fields.append(b.field("statement", "Your statement", state.profile["statement"], long=True, live=True))
    return [b.title("Name and contact"), b.group("fields", *_with_hits(fields, hits), style="form")]


def form_blocks(
    framework: Framework, section: Section, id: str, state: LedgerState, hits: Mapping[str, b.Block]
) -> list[b.Block]:
    """The form of one entry: its fields, what is wrong, where it stands, which competencies it shows, its tags.

    Hits are what could name a patient, by field; each stands below its field.
    """
    body: Mapping[str, Any] = state.entries.get(id, {})
    faults = check_entry(section.id, body) if body else ()
    hints = [b.markup(f"<p>{b.quiet(' '.join(faults))}</p>", key="faults")] if faults else []
    return [
        b.title(section.name),
        b.prose(b.words(section.what), style="lead"),
        b.group("fields", *_with_hits([_field(field, body) for field in section.fields], hits), style="form"),
        *hints,
        *_badge(body),
        *_standing(section, id, state),
        *_competencies(framework, section, body),
        b.field("tags", "Your tags (optional)", ", ".join(body.get("tags") or ()), hint=_TAGS),
    ]


def change_blocks(changes: Sequence[Change]) -> list[b.Block]:
    """The latest changes of all entries, newest first, each with a button that takes it back."""
    shown = [change for change in changes if change.changed or change.first][:_CHANGES]
    if not shown:
        return []
    return [b.details("changes", "Your latest changes", *(_change(change) for change in shown))]


def history_blocks(versions: Sequence[Version], section: Section) -> list[b.Block]:
    """The earlier versions of an entry, newest first, each with a button that goes back to it."""
    labels = {field.name: field.label for field in section.fields} | _OTHER_LABELS
    earlier = [_version(version, labels) for version in reversed(versions[:-1])][:_VERSIONS]
    if not earlier:
        return [b.title("Earlier versions", level=3), b.prose(b.quiet("There is no earlier version yet."))]
    return [b.title("Earlier versions", level=3), b.group("versions", *earlier)]


def _badge(body: Mapping[str, Any]) -> list[b.Block]:
    """What the badge behind a credential says, and what of it holds."""
    told = badge_sentences(body)
    return [b.group("badge", b.title("The digital badge", level=3), b.prose(*map(b.quiet, told)))] if told else []


_TAGS = "For your own order, parted by commas; no document prints them."
_VERSIONS = 20
_CHANGES = 12
_OTHER_LABELS = {
    "competencies": "Competencies", "tags": "Tags", "order": "Its place", "removed": "Removal",
    "pinned": "Always in for a reader", "excluded": "Left out for a reader",
    "acknowledged": "Looked at: names no patient",
}  # fmt: skip


def _group(group: str, sections: Sequence[str], state: LedgerState, who: b.Block) -> list[b.Block]:
    known = load_sections()
    shown = [known[id] for id in sections]
    lines = [line for section in shown for line in _lines(section, state)]
    # A played case is added from its debrief, where the play stands behind it.
    add = [b.button(f"add:{s.id}", f"Add: {s.name.lower()}", style="text") for s in shown if s.id not in COMPUTED]
    told = {"statement"} if state.profile.get("statement") else set()
    lacking = [s.empty for s in shown if s.needed and s.id not in told and not any(_of(state, s.id))]
    return [
        b.title(group, level=3),
        b.group(
            f"group-{'-'.join(sections[:1])}",
            *([who] if group == next(iter(GROUPS)) else []),
            *lines,
            *(b.prose(b.quiet(text)) for text in lacking),
            {**b.buttons(*add), "key": f"add-{sections[0]}"},
        ),
    ]


def _of(state: LedgerState, section: str) -> list[tuple[str, Mapping[str, Any]]]:
    return ordered([(id, body) for id, body in state.entries.items() if body.get("section") == section])


def _lines(section: Section, state: LedgerState) -> list[b.Block]:
    return [
        b.group(
            f"entry-{id}",
            b.prose(f"{b.words(short(title_of(body), 80))} {b.quiet(_kind_words(section, body))}"),
            {"kind": "buttons", "items": [b.button(f"open:{id}", f"Edit {short(title_of(body))}", style="text")]},
            style="line",
        )
        for id, body in _of(state, section.id)
    ]


def _kind_words(section: Section, body: Mapping[str, Any]) -> str:
    tags = "".join(f" #{tag}" for tag in body.get("tags") or ())
    return in_sentence(section.name) + (" (draft)" if check_entry(section.id, body) else "") + tags


def _with_hits(fields: Sequence[b.Block], hits: Mapping[str, b.Block]) -> list[b.Block]:
    """The fields with their hits below them; what no field holds comes last."""
    names = {field["name"] for field in fields}
    both = [block for field in fields for block in (field, hits.get(field["name"])) if block]
    return [*both, *(block for name, block in hits.items() if name not in names)]


def _field(field: Any, body: Mapping[str, Any]) -> b.Block:
    return b.field(
        field.name,
        field.label + ("" if field.required else " (optional)"),
        str(body.get(field.name, "")),
        long=field.kind == "long",
        numeric=field.kind == "number",
        hint=f"For example: {field.hint}" if field.hint else "",
        live=True,
    )


def _standing(section: Section, id: str, state: LedgerState) -> list[b.Block]:
    names = [name for name, _ in _of(state, section.id)]
    if id not in names or len(names) < 2:
        return []
    said = f"It stands at place {names.index(id) + 1} of {len(names)} in its section."
    return [
        b.group(
            "standing",
            b.prose(b.words(said)),
            {
                "kind": "buttons",
                "items": [b.button("up", "Move up", style="text"), b.button("down", "Move down", style="text")],
            },
            style="line",
        )
    ]


def _competencies(framework: Framework, section: Section, body: Mapping[str, Any]) -> list[b.Block]:
    own = body.get("competencies") or ()
    shown = competencies_of({**body, "section": section.id})
    names = ", ".join(in_sentence(framework.competency(id).short) for id in shown if id in framework.competencies)
    where = "your choice" if own else "as every entry of this section, until you choose"
    said = f"{b.strong('It shows')} {b.words(names)} {b.quiet(f'({where})')}" if names else b.quiet(_NONE)
    boxes = [
        b.check(f"shows:{id}", framework.competency(id).short, value=id in shown)
        for domain in framework.domains
        for id in domain.competencies
    ]
    choose = b.details("competencies", "Choose the competencies it shows", b.group("shows", *boxes, style="form"))
    return [{**b.prose(said), "key": "shown"}, choose]


_NONE = "It shows no competency yet. Choose one to three, so that readers who look for them see it first."


def _version(version: Version, labels: Mapping[str, str]) -> b.Block:
    what = ", ".join(labels.get(name, name) for name in version.changed[:4]) or "Nothing"
    said = f"{_when(version.at)} {b.quiet(f'after a change of: {what}')}"
    back = b.button(f"restore:{version.seq}", f"Go back to version {version.number}", style="text")
    return b.group(f"version-{version.seq}", b.prose(said), {"kind": "buttons", "items": [back]}, style="line")


def _change(change: Change) -> b.Block:
    known = load_sections().get(str(change.body.get("section")))
    labels = {field.name: field.label for field in known.fields} if known else {}
    name = short(title_of(change.body), 60)
    said = f"{_when(change.at)} {b.strong(name)} {b.quiet(_what(change, labels | _OTHER_LABELS))}"
    back = b.button(f"take:{change.seq}", f"Take back: {short(name, 24)}", style="text")
    return b.group(
        f"change-{change.seq}",
        b.prose(said),
        *([b.buttons(back)] if change.standing else []),
        style="line",
    )


def _what(change: Change, labels: Mapping[str, str]) -> str:
    if change.first:
        return "was added"
    if "removed" in change.changed:
        return "was removed" if change.body.get("removed") else "was brought back"
    names = ", ".join(in_sentence(labels.get(name, name)) for name in change.changed[:4])
    return names + ("" if change.standing else " (changed again since)")


def _when(at: str) -> str:
    moment = datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()
    return f"{moment:%B} {moment.day}, {moment:%H:%M}"


def _removed(removed: Mapping[str, Mapping[str, Any]]) -> list[b.Block]:
    if not removed:
        return []
    lines = [
        b.group(
            f"removed-{id}",
            b.prose(b.words(title_of(body))),
            {
                "kind": "buttons",
                "items": [b.button(f"return:{id}", f"Bring back {short(title_of(body))}", style="text")],
            },
            style="line",
        )
        for id, body in removed.items()
    ]
    return [b.details("removed", "Removed entries", *lines)]
