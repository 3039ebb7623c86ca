"""What an export writes comes back through the import, but for what the export's report names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portfolio.sample import PROFILE

from cmo_pathways.interop import bibtex, import_events, import_preview, json_resume
from cmo_pathways.portfolio import check_entry

DAY = "2026-11-21"
PUBLICATIONS: Mapping[str, Mapping[str, Any]] = {
    "publication-1": {"section": "publication", "text": "Chen MJ, Okafor JB. 50% fewer falls & bruises: {two} wards",
                      "venue": "Journal of Ward Work", "year": "2021-03", "doi": "10.1000/a_b(1)"},
    "publication-2": {"section": "publication", "text": "A chapter by nobody", "year": "2019", "doi": "90000001"},
    "presentation-1": {"section": "presentation", "title": "Beds ~ at night", "venue": "State day", "year": "2022",
                       "text": "Forty chiefs came."},
    "thought-leadership-1": {"section": "thought-leadership", "title": "Why we wait", "venue": "The Ledger",
                             "year": "2023-11", "text": "An op-ed.", "url": "https://example.org/why_we"},
}  # fmt: skip


def back(data: bytes, entries: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    made = import_preview([("file", data)], {})
    assert made.problems == ()
    bodies = [body for kind, _, body in import_events(made, [one.id for one in made.proposals]) if kind == "entry"]
    assert len(bodies) == len(entries)
    return [{key: value for key, value in body.items() if key != "original"} for body in bodies]


def test_publications_and_talks_come_back_whole_from_bibtex() -> None:
    for body in PUBLICATIONS.values():
        assert check_entry(str(body["section"]), body) == ()
    assert back(bibtex(PROFILE, PUBLICATIONS, DAY).data, PUBLICATIONS) == list(PUBLICATIONS.values())


def test_what_already_stands_in_the_portfolio_is_recognized_in_its_own_exports() -> None:
    for data in (bibtex(PROFILE, PUBLICATIONS, DAY).data, json_resume(PROFILE, PUBLICATIONS, DAY).data):
        made = import_preview([("file", data)], PUBLICATIONS, profile=PROFILE)
        twins = [one.twin for one in made.proposals if one.section != "statement"]
        assert twins == list(PUBLICATIONS)
