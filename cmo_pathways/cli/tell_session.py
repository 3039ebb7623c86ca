"""What ``session`` and ``show`` say of a session: the list, one session, its faults, its printed kit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.output import paragraph, plain, say, say_json, table
from cmo_pathways.cli.problems import tell_problems
from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import InputError, Problem, UnknownId
from cmo_pathways.scale import Mark
from cmo_pathways.sessions import (
    FORMS,
    SECTORS,
    Session,
    check_session,
    load_sessions,
    read_session,
    timetable,
)


def tell_list(as_json: bool) -> None:
    """The sessions in the order of the course, with what each practices and how long it takes."""
    sessions = load_sessions()
    if as_json:
        say_json({"sessions": [_short(session) for session in sessions.values()]})
        return
    cases = load_catalogue().cases
    rows = [(s.id, s.title, cases[s.lead].title) for s in sessions.values()]
    say(table(rows, head=("Id", "Title", "Lead case")))
    say(f"Long form {FORMS['long']} minutes, short form {FORMS['short']} (assumption).")
    say('\nPrint one with "cmo-pathways session handout ID --out DIR".')


def tell_show(which: str, as_json: bool) -> None:
    """One session with its run of show. Raises UnknownId, InputError."""
    values, lines = session_item(session_of(which))
    if as_json:
        say_json(values)
    else:
        say("\n".join(lines))


def tell_check(path: Path | None, as_json: bool) -> int:
    """Every fault of the shipped sessions, or of one file or folder of sessions; 1 where there is an error.

    Raises InputError where there is no such file, or the folder holds no session.
    """
    if path is None:
        from cmo_pathways.catalogue import check_catalogue
        from cmo_pathways.cli.group import now

        report = check_catalogue(content_root(), now().date(), cases=False).report
        found = tuple(p for p in report.problems if p.file.startswith("data/sessions"))
        return tell_problems({"sessions": len(load_sessions())}, found, as_json)
    if not path.exists():
        raise InputError([Problem(str(path), 0, "E-FILE", "is not there - check the name")])
    files = sorted(path.glob("session-*.yaml")) if path.is_dir() else [path]
    if not files:
        raise InputError([Problem(str(path), 0, "E-FILE", "holds no session - name a session-NN-name.yaml")])
    report = Report(content_root())
    for file in files:
        check_session_file(file, report)
    return tell_problems({"sessions": len(files)}, tuple(report.problems), as_json)


def check_session_file(file: Path, report: Report) -> None:
    """Note every fault of one session file against the shipped cases, competencies and sources."""
    session = read_session(file, report)
    if session is None:
        return
    catalogue = load_catalogue()
    report.problems += check_session(
        session,
        cases={case.id: case.competencies for case in catalogue.cases.values()},
        competencies=tuple(catalogue.framework.competencies),
        sources=catalogue.career.sources,
    )


def session_of(which: str) -> Session:
    """The session of an id, of its number, or of a file. Raises UnknownId, InputError with every fault of a file."""
    sessions = load_sessions()
    if which.isdecimal():
        which = next((id for id, session in sessions.items() if session.number == int(which)), which)
    if which in sessions:
        return sessions[which]
    if not which.endswith((".yaml", ".yml")):
        raise UnknownId("session", which, sessions)
    report = Report(content_root())
    check_session_file(Path(which), report)
    found = read_session(Path(which), Report(content_root()))
    if found is None or report.errors:
        raise InputError(report.errors)
    return found


def session_item(session: Session) -> tuple[Mapping[str, object], tuple[str, ...]]:
    """A session as values for other programs, and the same for a reader."""
    catalogue = load_catalogue()
    names, titles = _names(), {id: case.title for id, case in catalogue.cases.items()}
    values = {
        "kind": "session",
        **_short(session),
        "question": session.question,
        "objectives": session.objectives,
        "prework": plain(session.prework),
        "agenda": {
            form: [
                {
                    "segment": slot.segment.kind,
                    "title": slot.segment.title,
                    "begins": slot.begins,
                    "minutes": slot.minutes,
                }
                for slot in timetable(session, form)
            ]
            for form in FORMS
        },
        "board": plain(session.board),
        "questions": plain(session.asks),
        "readiness": plain(session.readiness),
        "artefact": session.artefact,
        "memo": session.memo,
        "sources": [plain(catalogue.career.sources[id]) for id in session.sources if id in catalogue.career.sources],
    }
    lines = [session.title, f"{session.id}: session {session.number}, version {session.version}", ""]
    lines += [paragraph(session.question), "", "Objectives"]
    lines += [paragraph(words, indent=2, mark="- ") for words in session.objectives]
    lines += ["", paragraph(f"Practices first: {', '.join(names[id] for id in session.primary)}.")]
    also = ", ".join(names[id] for id in session.secondary)
    lines += [paragraph(f"Also: {also}.")] if also else []
    lines += [paragraph(f"Lead case: {titles[session.lead]}; second: {titles[session.second]}.")]
    swaps = [f"{SECTORS[name]}: {titles[part.case]}" for name, part in session.sectors.items()]
    lines += [paragraph(f"Other lead case in {'; '.join(swaps)}.")] if swaps else []
    for form, whole in FORMS.items():
        rows = [(str(s.begins), str(s.minutes), s.segment.title) for s in timetable(session, form)]
        lines += ["", f"Run of show, {form} form, {whole} minutes (assumption)"]
        lines.append(table(rows, head=("From", "Min", "What"), right=(0, 1), indent=2))
    lines += ["", paragraph(f"Artefact: {session.artefact}."), "", "Sources"]
    sources = catalogue.career.sources
    lines += [
        paragraph(f"{id}  {sources[id].title}. {sources[id].url}", indent=2) for id in session.sources if id in sources
    ]
    return values, (*lines, "", f'Print it with "cmo-pathways session handout {session.id} --out DIR".')


def _short(session: Session) -> dict[str, object]:
    return {
        "id": session.id,
        "name": session.title,
        "version": session.version,
        "minutes": dict(FORMS),
        "primary": session.primary,
        "secondary": session.secondary,
        "lead": session.lead,
        "second": session.second,
        "optional": session.optional,
        "sectors": {name: part.case for name, part in session.sectors.items()},
        "prework_minutes": session.prework_minutes,
        "afterwork_minutes": session.after_minutes,
        "marks": {"minutes": Mark.ASSUMPTION, "order": Mark.ASSUMPTION, "cases": Mark.ASSUMPTION},
    }


def _names() -> Mapping[str, str]:
    return {id: found.short for id, found in load_catalogue().framework.competencies.items()}
