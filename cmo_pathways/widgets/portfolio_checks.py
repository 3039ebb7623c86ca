"""Before the document leaves the computer: what could name a patient, what runs out, what would make it stronger."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.export.dossier import EXCHANGED
from cmo_pathways.journey import Journey, dossier_of, gaps_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import (
    NO_GUARANTEE,
    CredentialDue,
    Hint,
    Hit,
    acknowledge,
    check_entry,
    consent_problems,
    credentials_due,
    hints_for,
    identifier_hits,
    load_audience,
    load_sections,
    sendable_entries,
)
from cmo_pathways.portfolio.identifiers import PROFILE, acknowledged_of
from cmo_pathways.reports.words import in_sentence
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.portfolio_asked import Tailoring
from cmo_pathways.widgets.portfolio_tailor import short, title_of

_FIRST = 3
"""Hints that stand on the list of entries; the rest open on demand."""


def open_hits(state: LedgerState) -> tuple[Hit, ...]:
    """Every place that could name a patient and that the learner has not acknowledged; those that block come first."""
    found = [hit for hit in identifier_hits(state.entries, state.profile) if not hit.acknowledged]
    return tuple(sorted(found, key=lambda hit: not hit.blocks))


def stopping(journey: Journey, state: LedgerState, asked: Tailoring, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """The hits that stop this export: in the profile, or in an entry that the reader may get before cuts for room."""
    blocking = [hit for hit in hits if hit.blocks]
    if not blocking:
        return ()
    if asked.form in EXCHANGED:
        shown = set(sendable_entries(state.entries, audience=asked.audience)[0])
    else:
        today = journey.clock().date()
        found = dossier_of(journey, state, audience=asked.audience, today=today, kind=asked.kind)
        shown = set(found.chosen)
    return tuple(hit for hit in blocking if hit.entry == PROFILE or hit.entry in shown)


def stop_blocks(stops: Sequence[Hit]) -> list[b.Block]:
    """Why the export is stopped, or nothing."""
    if not stops:
        return []
    count = f"{len(stops)} place{'' if len(stops) == 1 else 's'} in it could name a patient."
    text = f"{count} Mend or acknowledge what stands under Before you send it."
    return [b.note("The export is stopped.", text, tone="trouble")]


def check_blocks(journey: Journey, state: LedgerState, hits: Sequence[Hit]) -> list[b.Block]:
    """Everything to look at before the document is sent: identifiers, credentials, references."""
    today = journey.clock().date()
    consent = [sentence for _, sentence in consent_problems(state.entries, today)]
    return [
        b.title("Before you send it"),
        b.prose(b.words(NO_GUARANTEE), style="lead"),
        *_hits("Stops the export", [hit for hit in hits if hit.blocks], state),
        *_hits("Look at these", [hit for hit in hits if not hit.blocks], state),
        *([] if hits else [b.prose(b.strong("Nothing found that could name a patient."))]),
        *_due(credentials_due(state.entries, today)),
        *([b.title("References", level=3), b.bullets(consent)] if consent else []),
    ]


def hits_by_field(state: LedgerState, entry: str) -> dict[str, b.Block]:
    """The hits of one entry, or of the profile, each in its sentence: a block for each field that has some."""
    if entry == PROFILE:
        found = identifier_hits({}, state.profile, people=state.entries)
    else:
        contact = {key: text for key, text in state.profile.items() if key not in ("headline", "statement")}
        found = identifier_hits({entry: state.entries.get(entry, {})}, contact, people=state.entries)
    fields: dict[str, list[b.Block]] = {}
    for number, hit in enumerate(hit for hit in found if not hit.acknowledged):
        group = b.group(f"hit-{number}-{hit.code}", _said(hit), _buttons(hit, mend=False))
        fields.setdefault(hit.field, []).append(group)
    return {field: b.group(f"hits-{field}", *groups, style="hits") for field, groups in fields.items()}


def due_note(due: Sequence[CredentialDue]) -> list[b.Block]:
    """Credentials that ran out or soon will, as a note; nothing where none does."""
    if not due:
        return []
    over = sum(not item.within for item in due)
    many = f"{len(due)} credentials need" if len(due) > 1 else "A credential needs"
    return [b.note(f"{many} renewal.", " ".join(d.sentence for d in due), tone="trouble" if over else "information")]


def hint_blocks(journey: Journey, state: LedgerState, asked: Tailoring) -> list[b.Block]:
    """How complete the portfolio is, and what would make it stronger for the reader and the target role."""
    if not state.entries:  # each section says for itself that it is empty
        return []
    hints = hints_of(journey, state, asked)
    reader = in_sentence(load_audience(asked.audience).name)
    lines = [_hint(hint, number) for number, hint in enumerate(hints)]
    more = [b.details("hints-more", f"{len(hints) - _FIRST} more", *lines[_FIRST:])] if lines[_FIRST:] else []
    stronger = [
        b.title(f"What would make it stronger for a {reader}", level=3),
        b.group("hints", *lines[:_FIRST], *more),
    ]
    return [b.prose(b.words(_completeness(state)), style="muted"), *(stronger if hints else [])]


def hints_of(journey: Journey, state: LedgerState, asked: Tailoring) -> tuple[Hint, ...]:
    """What is weak for the reader and for the target role, the most useful first."""
    framework, today = journey.catalogue.framework, journey.clock().date()
    return hints_for(
        state.entries,
        reader=load_audience(asked.audience),
        targets={gap.competency: gap.target for gap in gaps_of(journey, state, today=today)},
        names={id: in_sentence(framework.competency(id).short) for id in framework.competencies},
        today=today,
    )


def record_acknowledged(journey: Journey, code: str) -> None:
    """Record that the learner looked at the hit of that code; one that is gone meanwhile changes nothing."""
    state = journey.state()
    hit = next((hit for hit in identifier_hits(state.entries, state.profile) if hit.code == code), None)
    if hit is None:
        return
    if hit.entry == PROFILE:
        known = dict.fromkeys((*acknowledged_of(state.profile), code))
        journey.record("profile", "me", {"acknowledged": " ".join(known)})
    else:
        journey.record("entry", hit.entry, acknowledge(state.entries[hit.entry], code))


def _completeness(state: LedgerState) -> str:
    needed = [section for section in load_sections().values() if section.needed]
    sound = [body for body in state.entries.values() if not check_entry(str(body.get("section")), body)]
    have = {body["section"] for body in sound} | ({"statement"} if state.profile.get("statement") else set())
    lacking = [in_sentence(section.name) for section in needed if section.id not in have]
    drafts = len(state.entries) - len(sound)
    text = f"{len(needed) - len(lacking)} of {len(needed)} sections that a dossier needs are there"
    text += f"; still to write: {', '.join(lacking)}." if lacking else "."
    return text + (f" {drafts} draft{'' if drafts == 1 else 's'} to finish." if drafts else "")


def _hint(hint: Hint, number: int) -> b.Block:
    todo = b.button(f"open:{hint.entry}", "Open it", style="text")
    return b.group(
        f"hint-{number}-{hint.entry}-{hint.competency}",
        b.prose(b.words(hint.text), b.quiet(hint.todo)),
        b.buttons(todo if hint.entry else b.button("add:impact", "Add a result", style="text")),
        style="line",
    )


def _hits(heading: str, found: Sequence[Hit], state: LedgerState) -> list[b.Block]:
    if not found:
        return []
    lines = [
        b.group(
            f"hit-{number}-{hit.entry}-{hit.code}",
            b.prose(b.quiet(f"{short(_name(hit, state), 80)}, {hit.label.lower()}")),
            _said(hit),
            _buttons(hit, mend=True),
        )
        for number, hit in enumerate(found)
    ]
    return [b.title(f"{heading} ({len(found)})", level=3), b.group(f"hits-{heading[:4]}", *lines, style="hits")]


def _name(hit: Hit, state: LedgerState) -> str:
    return "Name and contact" if hit.entry == PROFILE else title_of(state.entries[hit.entry])


def _said(hit: Hit) -> b.Block:
    """The sentence with the hit marked, why it matters, what to do."""
    before, found, after = hit.sentence[: hit.start], hit.sentence[hit.start : hit.end], hit.sentence[hit.end :]
    marked = f'{b.words(before)}<mark class="cmo-found">{b.words(found)}</mark>{b.words(after)}'
    return b.prose(marked, f"{b.strong(hit.name)}. {b.words(hit.why)} {b.quiet(hit.mend)}")


def _buttons(hit: Hit, *, mend: bool) -> b.Block:
    """Mend opens the form; what an import kept has no form, so it is dropped."""
    items = []
    if hit.field == "original":
        items.append(b.button(f"drop:{hit.entry}", "Drop what the import kept"))
    elif mend:
        items.append(b.button("open:profile" if hit.entry == PROFILE else f"open:{hit.entry}", "Mend it"))
    items.append(b.button(f"know:{hit.code}", "It names nobody: acknowledge", style="text"))
    return b.buttons(*items)


def _due(due: Sequence[CredentialDue]) -> list[b.Block]:
    if not due:
        return []
    lines = [
        b.group(
            f"due-{item.entry}",
            b.prose(b.words(item.sentence)),
            b.buttons(b.button(f"open:{item.entry}", f"Edit {short(item.title)}", style="text")),
            style="line",
        )
        for item in due
    ]
    return [b.title("Credentials", level=3), b.group("due", *lines)]
