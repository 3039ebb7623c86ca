"""A resume proposes steps on the career screen; only what the learner ticks and confirms is recorded."""

from __future__ import annotations

import io
import json
import zipfile
from base64 import b64encode

import pytest
from widgets.page import Page, blocks

RESUME = {
    "work": [
        {"position": "Medical director", "startDate": "2019-07-01"},
        {"position": "Chief Medical Officer", "startDate": "2023"},
    ],
    "education": [{"studyType": "MBA", "area": "Management", "endDate": "2016"}],
    "certificates": [{"name": "Diplomate of a board"}],
}


def chosen(data: bytes, name: str = "resume.json") -> list[dict[str, object]]:
    return [{"name": name, "size": len(data), "data": b64encode(data).decode()}]


@pytest.fixture
def page(open_page) -> Page:
    return open_page("career-pathways").change("part", "me")


@pytest.fixture
def read(page) -> Page:
    return page.change("resume", chosen(json.dumps(RESUME).encode()))


def steps(page: Page) -> dict[str, tuple[bool, str | None]]:
    return {id: (step.held, step.since) for id, step in page.state.steps.items()}


def proposed(page: Page) -> list[str]:
    names = [str(block.get("name", "")) for block in blocks(page.view)]
    return sorted(name.removeprefix("found:") for name in names if name.startswith("found:"))


def test_a_resume_shows_the_steps_with_the_words_found_and_records_nothing(read):
    assert proposed(read) == ["board-certification", "cmo-hospital-small", "degree-mba", "medical-director-service"]
    assert "Words found: “MBA” in “MBA in Management”" in read.text
    assert "2019-07" in read.control("found:medical-director-service")["label"]
    assert "no date found" in read.control("found:board-certification")["label"]
    assert not any(read.control(f"found:{id}")["value"] for id in proposed(read))
    assert steps(read) == {}


def test_ticks_alone_record_nothing_and_the_button_records_the_ticked_with_their_dates(read):
    read.change("found:medical-director-service", True).change("found:board-certification", True)
    read.change("found:degree-mba", True).change("found:degree-mba", False)
    assert steps(read) == {}
    read.change("meant:medical-director-service", "medical-director-service").press("found-keep")
    assert steps(read) == {"medical-director-service": (True, "2019-07"), "board-certification": (True, None)}
    assert "2 steps from resume.json" in read.text
    assert proposed(read) == []
    assert read.again().control("held:medical-director-service")["value"] is True


def test_words_that_fit_several_steps_ask_which_is_meant(read):
    read.change("found:cmo-hospital-small", True).press("found-keep")
    assert "fits several steps" in read.alarm
    assert steps(read) == {}
    read.change("meant:cmo-hospital-small", "cmo-hospital-large").press("found-keep")
    assert steps(read) == {"cmo-hospital-large": (True, "2023")}


def test_the_button_without_a_tick_says_so(read):
    read.press("found-keep")
    assert "No step is ticked." in read.alarm
    assert steps(read) == {}


def test_a_step_that_is_held_keeps_its_date_and_is_not_proposed(page):
    page.change("held:degree-mba", True).change("since:degree-mba", "2015")
    page.change("resume", chosen(json.dumps(RESUME).encode()))
    assert "degree-mba" not in proposed(page)
    page.change("found:degree-mba", True).press("found-keep")
    assert steps(page) == {"degree-mba": (True, "2015")}


def test_a_post_held_from_another_time_leaves_the_others_that_the_words_fit(page):
    page.change("held:medical-director-nursing-home", True).change("since:medical-director-nursing-home", "2010")
    page.change("resume", chosen(json.dumps(RESUME).encode())).change("found:medical-director-service", True)
    options = page.control("meant:medical-director-service")["options"]
    assert [option["value"] for option in options] == ["", "medical-director-service"]


def test_the_same_resume_read_again_has_nothing_new(read):
    for id in ("degree-mba", "board-certification"):
        read.change(f"found:{id}", True)
    read.press("found-keep").change("resume", chosen(json.dumps(RESUME).encode()))
    assert proposed(read) == ["cmo-hospital-small", "medical-director-service"]


def test_a_linkedin_archive_is_read_too(page):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("Positions.csv", "Company Name,Title,Started On,Finished On\nA,Medical director,Jan 2019,\n")
    page.change("resume", chosen(out.getvalue(), "archive.zip"))
    page.change("found:medical-director-service", True)
    page.change("meant:medical-director-service", "medical-director-service").press("found-keep")
    assert steps(page) == {"medical-director-service": (True, "2019-01")}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not json", "is not readable as JSON"),
        (b'{"a": 1}', "is no JSON Resume"),
        (b"PK\x03\x04 nothing more", "is damaged and cannot be unpacked"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
        (b"", "is not readable as JSON"),
    ],
    ids=["text", "other", "damaged", "binary", "empty"],
)
def test_a_broken_file_gets_one_sentence_and_changes_nothing(read, data, words):
    read.change("found:degree-mba", True)
    before, shown = read.events, {**read.view, "n": {}}
    read.change("resume", chosen(data, "other.file"))
    assert f'"other.file" {words}' in read.alarm
    assert "E-" not in read.alarm and read.alarm.count(". ") == 1, "the lead and one sentence"
    assert read.events == before
    assert {**read.view, "n": {}, "alarm": None} == {**shown, "alarm": None}


def test_a_file_too_large_to_arrive_is_refused(page):
    page.change("resume", [{"name": "big.zip", "size": 30_000_000, "data": None}])
    assert "larger than 20 MB" in page.alarm


def test_a_resume_without_known_words_says_so(page):
    page.change("resume", chosen(b'{"work": [{"position": "Astronaut"}]}'))
    assert "1 entry read in resume.json" in page.text
    assert proposed(page) == []
