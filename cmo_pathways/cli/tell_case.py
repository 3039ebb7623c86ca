"""What ``case`` does: lists, checks, shows and plays cases."""

from __future__ import annotations

import sys
from pathlib import Path

from cmo_pathways.cases import Case, case_to_json, check_case_file, list_paths, read_case, soundest_play
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, paragraph, say, say_json, table
from cmo_pathways.cli.paths import LISTED, path_values, path_words, scene_words
from cmo_pathways.cli.playing import perform, play_by_hand, play_values, play_words, read_replies, rehearse
from cmo_pathways.cli.problems import tell_problems
from cmo_pathways.cli.reading import case_file, case_of, is_file_name
from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import ExportError, LearnerError, UnknownId
from cmo_pathways.practice import SECTORS, CaseFilter
from cmo_pathways.scale import Mark


def tell_list(sector: str, competency: str, difficulty: int, as_json: bool) -> None:
    """The cases that are asked for, with their sector, difficulty and minutes. Raises UnknownId."""
    catalogue = load_catalogue()
    if sector and sector not in SECTORS:
        raise UnknownId("sector", sector, SECTORS)
    if competency:
        catalogue.framework.competency(competency)
    asked = CaseFilter(sector=sector, competency=competency, difficulty=difficulty)
    cases = [found for found in catalogue.cases.values() if asked.fits(found)]
    if as_json:
        say_json({"cases": [case_values(found) for found in cases]})
        return
    if not cases:
        say("No case has all of this at once. Take one condition out.")
        return
    rows = [(c.id, c.title, c.sector, f"{c.difficulty} of 5", f"{c.minutes.play} min") for c in cases]
    say(table(rows, head=("Id", "Title", "Sector", "Hard", "Play")))
    say("Difficulty and minutes are planned by the authors (assumption).")
    say('\nPlay one with "cmo-pathways case play ID".')


def tell_check(which: str, against: Path | None, as_json: bool) -> int:
    """Every fault of a case, and what a new version of it would lose; 1 where there is an error. Raises UnknownId."""
    file = case_file(Path(which)) if is_file_name(which) else content_root() / load_catalogue().case(which).file
    known, old = tuple(load_catalogue().framework.competencies), case_file(against) if against else None
    problems = check_case_file(file, competencies=known, today=now().date(), against=old, root=content_root())
    found = read_case(file, Report(content_root()))
    scenes = len(found.scenes) if found else 0
    return tell_problems({"cases": 1, "scenes": scenes}, problems, as_json)


def tell_show(which: str, as_json: bool) -> None:
    """Scenes, where choices lead, every path with its scores. Raises UnknownId, InputError."""
    found = case_of(which)
    paths = list_paths(found, LISTED)
    if as_json:
        say_json({**case_values(found), **case_to_json(found), **path_values(found, paths)})
        return
    soundest = ", ".join(choice for _, choice in soundest_play(found).path)
    best = paragraph(f"The soundest path by the weights of the case: {soundest}.")
    say("\n".join([*_head(found), "", "Scenes", scene_words(found), "", path_words(found, paths), "", best]))


def draw_graph(which: str, out: Path, as_json: bool) -> None:
    """Write the graph of a case as SVG. Raises UnknownId, InputError, ExportError."""
    from cmo_pathways.charts.case_graph import case_graph_file
    from cmo_pathways.export.files import write_whole

    if out.suffix.lower() != ".svg":
        raise ExportError(f'The graph is drawn as SVG. Give --out a name that ends in .svg, such as "{out.stem}.svg".')
    found = case_of(which)
    write_whole(out, case_graph_file(found).encode("utf-8"))
    if as_json:
        say_json({"id": found.id, "version": found.version, "file": str(out)})
    else:
        say(f"{out}: the graph of {found.title}. It gives the case away.")


def tell_play(which: str, choices: str | None, answers: Path | None, home: Path, as_json: bool) -> None:
    """Play a case, with the choices given or by asking for them. Raises LearnerError where the play is not over."""
    found = case_of(which)
    replies = read_replies(answers, found) if answers else {}
    recorded = None if is_file_name(which) else home
    if choices is None and not sys.stdin.isatty():
        raise LearnerError(
            f"No choices were given, and there is no terminal to ask. {rehearse(found, (), replies).say}"
        )
    if choices is None:
        played = play_by_hand(found, recorded)
    else:
        moves = rehearse(found, tuple(filter(None, map(str.strip, choices.split(",")))), replies)
        if not moves.over:
            raise LearnerError(f"The play is not over, so nothing was recorded. {moves.say}")
        played = perform(found, moves, recorded)
    say_json(play_values(played)) if as_json else say(play_words(played))


def case_values(found: Case) -> dict[str, object]:
    """What a list shows of a case, as JSON."""
    return {
        "id": found.id,
        "version": found.version,
        "title": found.title,
        "sector": found.sector,
        "difficulty": found.difficulty,
        "minutes": found.minutes,
        "marks": {"difficulty": Mark.ASSUMPTION, "minutes": Mark.ASSUMPTION},
        "competencies": found.competencies,
    }


def _head(found: Case) -> list[str]:
    minutes = found.minutes
    facts = f"{found.sector}, difficulty {found.difficulty} of 5, {minutes.play} minutes to play (assumption)"
    lines = [found.title, f"{found.id} {found.version}: {facts}; fictional", "", "Objectives"]
    lines += [paragraph(words, indent=2, mark="- ") for _, words in found.objectives]
    return [*lines, "", counted(len(found.scenes), "scene") + ", " + counted(len(found.endings), "ending")]
