"""Finding the faults of one file or folder: which reader it needs is told by its name and its keys."""

from __future__ import annotations

import csv
import difflib
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cmo_pathways.assess import read_answers, read_balance
from cmo_pathways.assess.balance import BALANCE
from cmo_pathways.cases import check_case_file
from cmo_pathways.catalogue import Catalogue, Checked, check_catalogue, load_catalogue
from cmo_pathways.cli.checking_post import POST_KEYS, check_post, check_post_file
from cmo_pathways.cli.tell_session import check_session_file
from cmo_pathways.cohort.rubric import (
    CALIBRATION,
    RUBRIC,
    Rubric,
    check_calibration,
    load_rubric,
    read_calibration,
    read_rubric,
)
from cmo_pathways.content import Report, content_root, read_yaml
from cmo_pathways.errors import InputError, Problem
from cmo_pathways.portfolio import label_faults, load_labels, read_audience, read_kinds, read_labels, read_sections
from cmo_pathways.portfolio.identifiers import IDENTIFIERS, read_identifiers
from cmo_pathways.samples import SAMPLE, check_sample

_TABLES = {"answers": {"competency", "level"}, "transitions": {"origin", "target"}, "steps": {"stage", "kind"}}
_TABLES |= {"wildcards": {"members"}, "delays": {"applies_to"}}
_FOLDERS = ("case.md", "steps.csv", "framework.yaml")


def check_extras(root: Path, checked: Checked) -> None:
    """The content files that no other room reads together: those of the portfolio, the sample physician, the post.

    Their faults join the report of what was checked before.
    """
    report, catalogue = checked.report, checked.catalogue
    sections = root / "data" / "portfolio" / "sections.yaml"
    before = len(report.errors)
    read_sections(sections, report)
    if len(report.errors) > before:
        return
    competencies = tuple(catalogue.framework.competencies) if catalogue is not None else ()
    for file in sorted((root / "data" / "audiences").glob("*.yaml")):
        _check_audience(file, report, competencies)
    if (kinds := root / "data" / "portfolio" / "kinds.yaml").exists():
        read_kinds(kinds, report)
    if (identifiers := root / IDENTIFIERS).exists():
        read_identifiers(identifiers, report)
    for file in sorted((root / "data" / "portfolio" / "labels").glob("*.yaml")):
        _check_labels(file, report)
    known = catalogue.career.sources if catalogue is not None else None
    if (root / BALANCE).exists():
        read_balance(root / BALANCE, report, sources=known)
    _check_rubrics(root, report, catalogue)
    if catalogue is not None and checked.sound and (root / SAMPLE).exists():
        check_sample(root / SAMPLE, report, catalogue)
    if catalogue is not None and checked.reference is not None:
        check_post(root, report, catalogue.career, checked.reference)


def check_path(path: Path, report: Report, today: date) -> Mapping[str, int]:
    """Note every fault of a file or folder; gives how many files were looked at. Raises InputError for neither."""
    if not path.exists():
        raise InputError([Problem(str(path), 0, "E-FILE", "is not there - check the name")])
    if path.is_file():
        _check_file(path, report, today)
        return {"files": 1}
    if (path / "data").is_dir():
        checked = check_catalogue(path, today)
        check_extras(path, checked)
        report.problems += checked.report.problems
        return {name: number for name, number in checked.counts.items() if number is not None}
    files = _files_of(path)
    if not files:
        raise InputError([Problem(str(path), 0, "E-FILE", "holds no file that can be checked - name one")])
    if any((path / name).exists() for name in _FOLDERS[1:]):
        _check_in_place(path, path.name if path.name in ("career", "framework") else _slot(path), report, today)
    else:
        for file in files:
            _check_file(file, report, today)
    return {"files": len(files)}


def _check_audience(file: Path, report: Report, competencies: tuple[str, ...]) -> None:
    audience = read_audience(file, report)
    for name in audience.competencies if audience and competencies else ():
        if name not in competencies:
            near = ", ".join(difflib.get_close_matches(name, competencies, n=1)) or "use one of its ids"
            report.add(file, _line(file, name), "E-COMPETENCY", f'"{name}" is not in the skill map - {near}')


def _check_rubrics(root: Path, report: Report, catalogue: Catalogue | None) -> None:
    rubric = read_rubric(root / RUBRIC, report) if (root / RUBRIC).exists() else None
    if rubric is not None and (root / CALIBRATION).exists():
        _check_calibration(root / CALIBRATION, report, rubric, catalogue)


def _check_calibration(file: Path, report: Report, rubric: Rubric, catalogue: Catalogue | None) -> None:
    found = read_calibration(file, report, criteria=[one.id for one in rubric.criteria])
    if found is not None and catalogue is not None:
        check_calibration(found, catalogue.cases, file, report)


def _check_labels(file: Path, report: Report) -> None:
    labels = read_labels(file, report)
    for fault in label_faults(labels, load_labels()) if labels else ():
        report.add(file, 1, "E-LABEL", fault)


def _line(file: Path, word: str) -> int:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.strip().startswith(f"{word}:")), 1)


def _files_of(folder: Path) -> list[Path]:
    found = sorted(file for ending in ("*.md", "*.yaml", "*.csv") for file in folder.rglob(ending))
    cases = {file.parent for file in found if file.name == "case.md"}
    return [file for file in found if file.name == "case.md" or not any(c in file.parents for c in cases)]


def _slot(folder: Path) -> str:
    return "career" if (folder / "steps.csv").exists() else "framework"


def _check_file(file: Path, report: Report, today: date) -> None:
    ending = file.suffix.lower()
    if ending == ".md":
        _check_case(file, report, today)
    elif ending in (".yaml", ".yml"):
        _check_yaml(file, report, today)
    elif ending in (".csv", ".json"):
        _check_table(file, report, today)
    else:
        report.add(file, 0, "E-FILE", "is no content file - name a .md, .yaml, .csv or .json")


def _check_case(file: Path, report: Report, today: date) -> None:
    known = tuple(load_catalogue().framework.competencies)
    report.problems += check_case_file(file, competencies=known, today=today, root=report.root)


def _check_yaml(file: Path, report: Report, today: date) -> None:
    own = Report(report.root)
    top = read_yaml(file, own)
    report.problems += own.problems
    if top is None:
        return
    keys = set(top.keys())
    if "sections" in keys and "design" in keys:
        _check_audience(file, report, tuple(load_catalogue().framework.competencies))
    elif "agenda" in keys:
        check_session_file(file, report)
    elif "months" in keys:
        _check_labels(file, report)
    elif "small_count" in keys:
        read_identifiers(file, report)
    elif "kinds" in keys:
        read_kinds(file, report)
    elif "sections" in keys:
        read_sections(file, report)
    elif "events" in keys:
        check_sample(file, report, load_catalogue())
    elif "targets" in keys:
        _check_in_place(file, f"framework/roles/{file.name}", report, today)
    elif "what_it_is" in keys or ("levels" in keys and not keys & {"domains", "question"}):
        _check_in_place(file, f"framework/competencies/{file.name}", report, today)
    elif "domains" in keys:
        _check_in_place(file, "framework/framework.yaml", report, today)
    elif "question" in keys and "levels" in keys:
        _check_in_place(file, "framework/responsibility.yaml", report, today)
    elif "relations" in keys:
        _check_in_place(file, "framework/relations.yaml", report, today)
    elif "releases" in keys:
        _check_in_place(file, "framework/releases.yaml", report, today)
    elif "help_from" in keys:
        read_balance(file, report, sources=load_catalogue().career.sources)
    elif keys & set(POST_KEYS):
        check_post_file(file, report)
    elif "criteria" in keys:
        read_rubric(file, report)
    elif "memos" in keys:
        _check_calibration(file, report, load_rubric(), load_catalogue())
    elif "prior_mean" in keys:
        _check_in_place(file, "framework/estimate.yaml", report, today)
    elif "sources" in keys:
        _check_in_place(file, "sources.yaml", report, today)
    else:
        message = "is no content file that is known - a competency has what_it_is:, a role has targets:"
        report.add(file, 1, "E-KIND", message)


def _check_table(file: Path, report: Report, today: date) -> None:
    kind = "answers" if file.suffix.lower() == ".json" else _table_kind(file)
    if kind in ("steps", "transitions", "wildcards", "delays"):
        _check_in_place(file, f"career/{kind}.csv", report, today)
        return
    try:
        read_answers(file, tuple(load_catalogue().framework.competencies))
    except InputError as error:
        report.problems += [Problem(str(file), p.line, p.code, p.message) for p in error.problems]


def _table_kind(file: Path) -> str:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            header = set(next(csv.reader(stream), []))
    except (OSError, ValueError, csv.Error):
        return "answers"
    return next((kind for kind, columns in _TABLES.items() if columns <= header), "answers")


def _check_in_place(given: Path, slot: str, report: Report, today: date) -> None:
    """Check a file or folder as if it were the shipped one at ``data/<slot>``; only its own faults are noted."""
    with tempfile.TemporaryDirectory(prefix="cmo-check-") as name:
        root = Path(name).resolve()
        shutil.copytree(_base(given) / "data", root / "data")
        shutil.copytree(_base(given) / "exercises", root / "exercises")
        place = root / "data" / slot
        if given.is_dir():
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(given, place)
        else:
            shutil.copyfile(given, place)
        found = check_catalogue(root, today, cases=False).report
    inside = f"data/{slot}"
    for problem in found.problems:
        if problem.file == inside or problem.file.startswith(f"{inside}/"):
            shown = str(given) + problem.file.removeprefix(inside)
            report.problems.append(Problem(shown, problem.line, problem.code, problem.message))


def _base(given: Path) -> Path:
    """The content to which a file belongs: the one in which it lies, else the shipped one."""
    parents = given.resolve().parents
    return next((top for top in parents if (top / "data" / "framework" / "framework.yaml").exists()), content_root())
