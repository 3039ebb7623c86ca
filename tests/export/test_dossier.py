"""The dossier of an open journey in each format: letters without a font, what a format cannot hold, what stays home."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cmo_pathways.errors import ExportError
from cmo_pathways.export.dossier import EXCHANGED, FORMATS, write_dossier
from cmo_pathways.export.letters import countable
from cmo_pathways.interop import PORTFOLIO_FORMATS
from cmo_pathways.journey import Journey, open_journey

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def journey(tmp_path: Path) -> Journey:
    opened = open_journey(tmp_path / "home", clock=lambda: NOON)
    opened.record("profile", "me", {"name": "Maria Alvarez Chen, MD"})
    post = {"section": "position", "title": "Director 漢字 😀", "organization": "Lakeview", "start": "2022"}
    opened.record("entry", "position-1", post)
    license = {"section": "credential", "title": "License", "issuer": "Board", "number": "35.123456", "expires": "2027"}
    opened.record("entry", "credential-1", license)
    friend = {"section": "reference", "title": "J. Okafor", "contact": "okafor@example.org"}
    opened.record("entry", "reference-1", friend)
    opened.record("entry", "award-1", {"section": "award", "title": "Prize", "excluded": ["health-system"]})
    return opened


def test_every_format_is_covered_here_and_by_the_makers_of_other_programs() -> None:
    assert set(EXCHANGED) == set(PORTFOLIO_FORMATS)


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "pdf"])
def test_letters_that_no_font_of_the_pdf_has_stand_in_every_other_format(journey: Journey, form: str) -> None:
    done = write_dossier(journey, audience="health-system", form=form, exchange=PORTFOLIO_FORMATS.get(form))
    data = done.file.read_bytes()
    assert done.portfolio.fits and done.pages is None
    if form in ("html", "md", "json", "json-resume"):
        assert "Director 漢字 😀" in data.decode()
    assert b"35.123456" not in data and b"okafor@example.org" not in data
    if form in EXCHANGED:
        assert "Prize" not in data.decode()


def test_the_pdf_says_which_letter_it_lacks(journey: Journey) -> None:
    with pytest.raises(ExportError, match=r"Director .* which no font of the PDF has"):
        write_dossier(journey, audience="health-system")


def test_a_format_of_another_program_shows_every_entry_but_those_left_out_for_the_reader(journey: Journey) -> None:
    make = PORTFOLIO_FORMATS["json-resume"]
    done = write_dossier(journey, audience="health-system", form="json-resume", exchange=make)
    assert done.portfolio.chosen == ("position-1", "credential-1", "reference-1")
    assert [item.reason for item in done.portfolio.left_out] == ["You left it out for this reader."]
    assert done.cannot_hold == ("Credential: In force until (1): has no place in a JSON Resume.",)
    assert done.file.name == "dossier-health-system-2026-11-21.resume.json"
    assert json.loads(done.file.read_text())["work"][0]["name"] == "Lakeview"


def test_an_unknown_format_is_refused_in_a_sentence(journey: Journey) -> None:
    for form in ("odt", "bibtex"):
        with pytest.raises(ExportError, match=f'There is no format "{form}"'):
            write_dossier(journey, audience="payer", form=form)


def test_a_stand_in_is_as_many_letters_as_the_text(journey: Journey) -> None:
    document = write_dossier(journey, audience="payer", form="json").portfolio.document
    counted = countable(document)
    assert len(str(counted.blocks)) == len(str(document.blocks)) and "漢" not in str(counted.blocks)
