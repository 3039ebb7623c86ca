"""What is wrong with the meaning of a session, and with the course that all sessions make together.

Codes: E-AGENDA (minutes or order of the run of show), E-TALK (one voice for too long), E-CASE (a case that is not
there), E-FIT (a case that trains nothing of the session), E-COMPETENCY (unknown, or named twice), E-OBJECTIVE (too
few, or nothing that one could see), E-COUNT (too little of something), E-SOURCE (not in sources.yaml), E-COVER (a
competency that no session has as a primary one). E-READY, for an item without a right answer, is found on reading.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping

from cmo_pathways.errors import Problem
from cmo_pathways.sessions.model import FORMS, SEGMENTS, TALK, Session

_HIDDEN = ("understand", "know", "learn", "appreciate", "be aware", "become familiar", "grasp", "recognize the value")


def check_session(
    session: Session,
    *,
    cases: Mapping[str, Collection[str]],
    competencies: Collection[str],
    sources: Collection[str],
) -> tuple[Problem, ...]:
    """Every fault of one session; ``cases`` holds the competencies of each case by its id."""
    return (
        *_agenda(session),
        *_counts(session),
        *_objectives(session),
        *_competencies(session, competencies),
        *_cases(session, cases),
        *_sources(session, sources),
    )


def check_course(sessions: Iterable[Session], competencies: Collection[str], file: str) -> tuple[Problem, ...]:
    """What the sessions lack together: competencies that none of them has as a primary one, numbers used twice."""
    found, taught = list(sessions), set[str]()
    problems = []
    seen: dict[int, str] = {}
    for session in found:
        taught |= set(session.primary)
        if session.number in seen:
            message = f"number {session.number} has {seen[session.number]} already - take the next free one"
            problems.append(Problem(session.file, _line(session, "id"), "E-ID", message))
        seen.setdefault(session.number, session.id)
    for id in competencies if found else ():
        if id not in taught:
            message = f'"{id}" is primary in no session - add it to primary: of one that practices it'
            problems.append(Problem(file, 0, "E-COVER", message))
    return tuple(problems)


def _agenda(session: Session) -> Iterator[Problem]:
    for form, wanted in FORMS.items():
        total = sum(segment.minutes(form) for segment in session.agenda)
        if total != wanted:
            message = f"the {form} form takes {total} minutes - make it {wanted}"
            yield Problem(session.file, _line(session, "agenda"), "E-AGENDA", message)
    kinds = [segment.kind for segment in session.agenda]
    if kinds != [kind for kind in SEGMENTS if kind in kinds] or len(kinds) != len(SEGMENTS):
        message = f"the agenda needs each segment once, in this order: {', '.join(SEGMENTS)}"
        yield Problem(session.file, _line(session, "agenda"), "E-AGENDA", message)
    for segment in session.agenda:
        longest = min(TALK, segment.long or segment.short)
        if segment.talk > longest:
            message = f"{segment.kind}: one voice for {segment.talk} minutes - keep it to {longest}"
            yield Problem(session.file, segment.line, "E-TALK", message)


def _counts(session: Session) -> Iterator[Problem]:
    least = (
        ("questions", len(session.asks), 4, "questions for discussion"),
        ("readiness", len(session.readiness), 3, "items of the readiness check"),
        ("board", len(session.board), 2, "columns of the board"),
        ("traps", len(session.traps), 3, "traps"),
        ("poll", len(session.poll.options), 2, "options of the poll"),
        ("artefact", len(session.good), 2, "signs of a good artefact"),
    )
    for key, number, wanted, what in least:
        if number < wanted:
            message = f"{number} {what} - write at least {wanted}"
            yield Problem(session.file, _line(session, key), "E-COUNT", message)
    for item in session.readiness:
        if len(item.options) < 3:
            message = f'"{item.question[:40]}" has {len(item.options)} options - write at least 3'
            yield Problem(session.file, _line(session, "readiness"), "E-COUNT", message)


def _objectives(session: Session) -> Iterator[Problem]:
    line = _line(session, "objectives")
    if not 3 <= len(session.objectives) <= 4:
        yield Problem(session.file, line, "E-OBJECTIVE", f"{len(session.objectives)} objectives - write 3 or 4")
    for words in session.objectives:
        if words.lower().startswith(_HIDDEN):
            message = f'"{words[:40]}" cannot be seen in a room - begin with what people do'
            yield Problem(session.file, line, "E-OBJECTIVE", message)


def _competencies(session: Session, known: Collection[str]) -> Iterator[Problem]:
    for key, named in (("primary", session.primary), ("secondary", session.secondary)):
        for id in named:
            if id not in known:
                yield Problem(session.file, _line(session, key), "E-COMPETENCY", f'"{id}" {_hint(id, known)}')
            elif session.competencies.count(id) > 1:
                message = f'"{id}" is named twice - once as primary or once as secondary'
                yield Problem(session.file, _line(session, key), "E-COMPETENCY", message)


def _cases(session: Session, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    own = {sector.case for sector in session.sectors.values()} - {session.lead, session.second, *session.optional}
    for id in session.cases:
        line = _line(session, "sectors" if id in own else "cases")
        if id not in known:
            yield Problem(session.file, line, "E-CASE", f'case "{id}" {_hint(id, known)}')
        elif not set(known[id]) & set(session.competencies):
            message = f'case "{id}" trains no competency of this session - choose another, or name the competency'
            yield Problem(session.file, line, "E-FIT", message)


def _sources(session: Session, known: Collection[str]) -> Iterator[Problem]:
    for id in session.sources:
        if id not in known:
            message = f'source "{id}" is not in sources.yaml - add it there, or mend the id'
            yield Problem(session.file, _line(session, "facts"), "E-SOURCE", message)


def _hint(id: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(id, sorted(known), n=1)
    return f'is not there - did you mean "{near[0]}"?' if near else "is not there - mend the id"


def _line(session: Session, key: str) -> int:
    return session.lines.get(key, 1)
