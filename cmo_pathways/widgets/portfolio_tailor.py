"""One reader of the portfolio: what is asked for, what is in and out and why, and how many pages it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cmo_pathways.errors import ExportError
from cmo_pathways.export import DESIGNS
from cmo_pathways.export.dossier import EXCHANGED
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.portfolio import (
    Audience,
    Choice,
    Portfolio,
    language_ids,
    load_audience,
    load_kind,
    load_kinds,
    load_labels,
    load_sections,
)
from cmo_pathways.reports.words import in_sentence
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.portfolio_asked import FORMATS, Tailoring, reader_options
from cmo_pathways.widgets.portfolio_page import Typesetter

_DEPTHS = {"full": "in full", "short": "with its first sentence", "line": "as one line"}
_MUCH = ("", "a little", "much", "most")
_HOLDS = [("", "Automatic"), ("pinned", "Always in"), ("excluded", "Left out")]


def held(body: Mapping[str, Any], audience: str, how: str) -> dict[str, Any]:
    """The entry pinned (``pinned``), left out (``excluded``) or neither ("") for an audience."""
    rest = {key: [id for id in body.get(key) or () if id != audience] for key in ("pinned", "excluded")}
    if how in rest:
        rest[how].append(audience)
    return {**{key: value for key, value in body.items() if key not in rest}, **{k: v for k, v in rest.items() if v}}


def tailor_blocks(
    journey: Journey, state: LedgerState, asked: Tailoring, typesetter: Typesetter, page: int
) -> list[b.Block]:
    """The reader and the kind of document; its pages, of which one is shown [from 0]; what is in or out, and why."""
    reader = load_audience(asked.audience)
    try:
        found = typesetter.fitted(journey, state, asked)
    except ExportError as error:
        trouble = b.note("The pages cannot be shown.", str(error), tone="trouble")
        return [b.title("For one reader"), _asked_blocks(asked), trouble]
    return [
        b.title("For one reader"),
        _asked_blocks(asked),
        b.prose(f"{b.strong(f'{reader.name}:')} {b.words(reader.tone)}", b.words(load_kind(asked.kind).what)),
        _all_of_it(asked) if asked.form in EXCHANGED else _room(found),
        *_page(found, typesetter, page),
        *_inside(state, found, reader),
        *_outside(state, found, reader),
        _weights(journey, reader),
    ]


def _asked_blocks(asked: Tailoring) -> b.Block:
    own = load_kind(asked.kind).design or load_audience(asked.audience).design
    designs = [("", f"As this reader expects ({own.title()})"), *((id, id.title()) for id in DESIGNS)]
    return b.group(
        "asked",
        b.select("audience", "For whom", reader_options(), asked.audience),
        b.select("kind", "Kind of document", [(kind.id, kind.name) for kind in load_kinds().values()], asked.kind),
        b.select("design", "Design", designs, asked.design),
        b.select("paper", "Paper", [("letter", "US Letter"), ("a4", "A4")], asked.paper),
        b.select("language", "Language", [(id, load_labels(id).name) for id in language_ids()], asked.language),
        b.select("form", "File", [(id, name[0].upper() + name[1:]) for id, name in FORMATS.items()], asked.form),
        style="form",
    )


def _all_of_it(asked: Tailoring) -> b.Block:
    text = "It holds every entry that may go to this reader, whatever the pages; the list below is for a document."
    return b.note(f"The file for other programs ({FORMATS[asked.form]}) is not cut.", text)


def _room(found: Portfolio) -> b.Block:
    pages = f"{found.pages} page{'' if found.pages == 1 else 's'}"
    if not found.budget:
        return b.prose(f"{b.strong(pages)}; this kind of document has no limit of pages.")
    if not found.fits:
        lead = f"{pages[0].upper()}{pages[1:]} where this reader takes {found.budget}."
        return b.note(lead, "Shorten your longest entries, or leave some out.", tone="trouble")
    cut = sum(choice.depth != "full" for choice in found.choices)
    shortened = f" {cut} entr{'y is' if cut == 1 else 'ies are'} shortened to keep to it." if cut else ""
    return b.prose(f"{b.strong(f'{found.pages} of {found.budget} pages')} used.{shortened}")


def _page(found: Portfolio, typesetter: Typesetter, page: int) -> list[b.Block]:
    """A page as a picture; its words stand below for readers who cannot see it."""
    from cmo_pathways.export.as_markdown import document_markdown

    pages = typesetter.sheets(found.document).pages
    number = page % len(pages)
    alt = f"Page {number + 1} of {len(pages)}; its words stand under The words of the document."
    turn = [b.buttons(b.button("turn:-1", "Previous page"), b.button("turn:1", "Next page"))] if len(pages) > 1 else []
    return [
        b.details(
            "pages",
            "The pages as this reader sees them",
            b.prose(f"Page {number + 1} of {len(pages)}", style="muted"),
            b.picture("page", pages[number], alt),
            *turn,
            open=True,
        ),
        b.details("words", "The words of the document", b.markdown(document_markdown(found.document))),
    ]


def _inside(state: LedgerState, found: Portfolio, reader: Audience) -> list[b.Block]:
    heading = b.title(f"In the document ({len(found.choices)})", level=3)
    if not found.choices:
        return [heading, b.prose(b.quiet("None of your entries yet. Write one under Your entries."))]
    return [heading, b.group("in", *(_chosen(state, choice, reader) for choice in found.choices), style="part")]


def _chosen(state: LedgerState, choice: Choice, reader: Audience) -> b.Block:
    worth = b.assumed(f"worth {choice.value}")
    why = f"{b.quiet(f'Shown {_DEPTHS[choice.depth]},')} {worth}."
    return _line(state, choice.id, reader, why, choice.reason)


def _outside(state: LedgerState, found: Portfolio, reader: Audience) -> list[b.Block]:
    left = [item for item in found.left_out if item.id in state.entries]
    if not left:
        return []
    lines = [_line(state, item.id, reader, "", item.reason) for item in left]
    return [b.title(f"Left out ({len(left)})", level=3), b.group("out", *lines, style="part")]


def _line(state: LedgerState, id: str, reader: Audience, how: str, reason: str) -> b.Block:
    body: Mapping[str, Any] = state.entries[id]
    section = load_sections().get(str(body.get("section")))
    name = title_of(body)
    shown = next((key for key in ("pinned", "excluded") if reader.id in (body.get(key) or ())), "")
    said = f"{b.strong(short(name, 80))} {b.quiet(in_sentence(section.name) if section else '')}"
    return b.group(
        f"choice-{id}",
        b.prose(said, " ".join(part for part in (b.words(reason), how) if part)),
        b.select(f"hold:{id}", f"Show {short(name, 22)}", _HOLDS, shown),
        style="duty",
    )


def _weights(journey: Journey, reader: Audience) -> b.Block:
    name = journey.catalogue.framework.competency
    ranked = sorted(reader.competencies.items(), key=lambda item: -item[1])
    skills = [[b.words(name(id).short), b.assumed(f"{weight}, {_MUCH[weight]}")] for id, weight in ranked]
    places = [
        [b.words(place.heading or "Statement"), b.assumed(str(place.weight)), str(place.limit)]
        for place in reader.places
    ]
    rule = (
        "The worth of an entry is 4 times the weight of its section, plus 3 times the weight of its strongest "
        "competency, plus 2 for each proof (figures, source, somebody who confirms it, evidence), plus up to 2 for how "
        "recent it is. These weights are assumptions of ours."
    )
    return b.details(
        "weights",
        "What this reader weighs",
        b.prose(b.words(rule)),
        b.table(("Competency", "Weight, 1 to 3"), skills, style="page"),
        b.table(("Section", "Weight, 1 to 3", "Entries at most"), places, style="page"),
    )


def title_of(body: Mapping[str, Any]) -> str:
    """An entry as its owner knows it."""
    return str(body.get("title") or body.get("text") or body.get("name") or "Untitled")[:120]


def short(text: str, length: int = 32) -> str:
    """The beginning of a text."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
