"""The course as it ships: ten sessions, every competency first in one of them, every case used, hours as planned."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.content import content_root
from cmo_pathways.sessions import Session, check_course, check_session, load_sessions

SESSIONS = load_sessions()
CATALOGUE = load_catalogue()
CASES = {case.id: case.competencies for case in CATALOGUE.cases.values()}


def test_there_are_ten_sessions_in_their_order() -> None:
    assert [session.number for session in SESSIONS.values()] == list(range(1, 11))


def test_every_competency_is_primary_somewhere() -> None:
    taught = Counter(id for session in SESSIONS.values() for id in session.primary)
    assert set(taught) == set(CATALOGUE.framework.competencies)
    assert len(taught) == 20


def test_every_shipped_case_has_a_place_in_the_course() -> None:
    used = {case for session in SESSIONS.values() for case in session.cases}
    assert used == set(CATALOGUE.cases)


@pytest.mark.parametrize("id", SESSIONS)
def test_a_shipped_session_has_no_fault(id: str) -> None:
    found = check_session(
        SESSIONS[id],
        cases=CASES,
        competencies=tuple(CATALOGUE.framework.competencies),
        sources=CATALOGUE.career.sources,
    )
    assert found == ()


def test_a_course_without_a_session_lacks_its_competencies() -> None:
    without = [session for session in SESSIONS.values() if session.number != 5]
    found = check_course(without, tuple(CATALOGUE.framework.competencies), "data/sessions")
    assert [(problem.code, "financial-acumen" in problem.message) for problem in found] == [("E-COVER", True)]


def test_the_hours_of_a_fellow_are_those_of_the_plan() -> None:
    assert sum(session.prework_minutes for session in SESSIONS.values()) == 16 * 60
    assert sum(session.after_minutes for session in SESSIONS.values()) == 630


_WORKED = {0.05, 1.2, 2.66, 3.84, 4.05, 2.86, 2.34, 2.02}
"""Constants of a method, lines worked out in the session itself, and a result that is only supposed."""


def test_decimals_that_a_session_quotes_stand_in_one_of_its_cases() -> None:
    looked = 0
    for session in SESSIONS.values():
        bare = "".join(map(_text_of_case, session.cases)).replace(",", "")
        for words in _quoting(session):
            for number in re.findall(r"(?<![\w.,:-])\d+\.\d+(?![\w.]|:)", words.replace(",", "")):
                looked += 1
                assert number in bare or float(number) in _WORKED, f"{session.id}: {number} in {words}"
    assert looked > 60


def _text_of_case(id: str) -> str:
    folder = (content_root() / CATALOGUE.cases[id].file).parent
    return "".join(file.read_text(encoding="utf-8") for file in [folder / "case.md", *sorted(folder.glob("*.csv"))])


def _quoting(session: Session) -> list[str]:
    asks = [*session.asks, *(ask for sector in session.sectors.values() for ask in sector.asks)]
    return [
        *(words for ask in asks for words in (ask.ask, ask.listen)),
        *(board.holds for board in session.board),
        *(cue for segment in session.agenda for cue in segment.cues),
    ]
