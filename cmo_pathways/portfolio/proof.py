"""What an exported document rests on: identifiers, figures without proof, consent, and web addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cmo_pathways.errors import UnsafeExport
from cmo_pathways.portfolio.credentials import consent_problems, credentials_due
from cmo_pathways.portfolio.identifiers import Hit, identifier_hits
from cmo_pathways.portfolio.sections import field_text

Body = Mapping[str, object]
_FIGURE = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?")
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_LINK = re.compile(r"https?://[^\s)>\]]+[^\s)>\].,;]")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report of an export: what was checked, whether it holds, and what to do where it does not."""

    name: str
    ok: bool
    fix: str


def refuse_identifiers(
    entries: Mapping[str, Body], profile: Mapping[str, str], *, people: Mapping[str, Body] | None = None
) -> tuple[Hit, ...]:
    """The hits of what is about to leave the computer; ``people`` are entries whose references may be named.

    Raises UnsafeExport where one of the hits stops it.
    """
    hits = identifier_hits(entries, profile, people=people)
    stops = [hit for hit in hits if hit.blocks]
    if stops:
        raise UnsafeExport(hits, len(stops), f"{stops[0].name} in {stops[0].entry}")
    return hits


def proof_checks(
    entries: Mapping[str, Body], profile: Mapping[str, str], hits: tuple[Hit, ...], today: date
) -> tuple[Check, ...]:
    """The checks of what a document shows; entries are those that it shows."""
    known = sum(hit.acknowledged for hit in hits)
    looks = [hit for hit in hits if hit.severity == "look" and not hit.acknowledged]
    said = "; ".join(f"{hit.entry}: {hit.marked}" for hit in looks)
    due = [due.sentence for due in credentials_due(entries, today) if not due.within]
    return (
        Check("identifiers", not looks, f"Look at these before you send it: {said}" if looks else ""),
        Check("acknowledged identifiers", True, f"You acknowledged {known}." if known else ""),
        _check("results with a source", [f"{title} rests on your own account." for title in own_account(entries)]),
        _check("figures in the statement", _loose(entries, profile)),
        _unsupported(entries),
        _check("references agreed", [sentence for _, sentence in consent_problems(entries, today)]),
        _check("credentials in force", due),
        Check("web addresses", True, " ".join(links_of(entries))),
    )


def own_account(entries: Mapping[str, Body]) -> tuple[str, ...]:
    """The titles of results that name no source, nobody who confirms them, and no file."""
    return tuple(
        field_text(body.get("title")) or id
        for id, body in entries.items()
        if body.get("section") == "impact"
        and not any(field_text(body.get(key)) for key in ("source", "verifier", "document"))
    )


def links_of(entries: Mapping[str, Body]) -> tuple[str, ...]:
    """The web addresses in the entries, each once, in their order."""
    texts = (field_text(value) for body in entries.values() for value in body.values())
    return tuple(dict.fromkeys(link for text in texts for link in _LINK.findall(text)))


def figures_without_source(entries: Mapping[str, Body]) -> dict[str, tuple[str, ...]]:
    """The figures in entries that name no source, nobody who confirms them, no file and no page; by entry.

    Results are told of apart, and so are figures of the statement; years and single digits are none.
    """
    found = {}
    for id, body in entries.items():
        if body.get("section") in ("impact", "statement", "reference", "credential", "education", "publication"):
            continue
        if not any(body.get(key) for key in ("source", "verifier", "document", "evidence", "url", "doi")):
            figures = dict.fromkeys(_FIGURE.findall(field_text(body.get("text"))))
            if loose := tuple(figure for figure in figures if len(figure) > 1 and not _A_YEAR.fullmatch(figure)):
                found[id] = loose
    return found


def _unsupported(entries: Mapping[str, Body]) -> Check:
    found = figures_without_source(entries)
    shown = [f"{field_text(entries[id].get('title')) or id} ({', '.join(loose[:4])})" for id, loose in found.items()]
    more = f" and {len(shown) - 4} more" if len(shown) > 4 else ""
    said = f"These rest on your own word: {'; '.join(shown[:4])}{more}. Be ready to say where they come from."
    return Check("figures with a source", not shown, said if shown else "")


def _loose(entries: Mapping[str, Body], profile: Mapping[str, str]) -> list[str]:
    """The figures of the statement that no other entry holds; years and single digits are none."""
    told = [field_text(body.get("text")) for body in entries.values() if body.get("section") == "statement"]
    text = " ".join(told or [field_text(profile.get("statement"))])
    rest = (body for body in entries.values() if body.get("section") != "statement")
    held = {found for body in rest for value in body.values() for found in _FIGURE.findall(field_text(value))}
    found = [figure for figure in dict.fromkeys(_FIGURE.findall(text)) if len(figure) > 1 and figure not in held]
    loose = [figure for figure in found if not _A_YEAR.fullmatch(figure)]
    return [f"The statement says {figure}; no entry shown holds it." for figure in loose]


def _check(name: str, problems: list[str]) -> Check:
    return Check(name, not problems, " ".join(problems))
