"""Every kind of content fault is planted into a copy of the shipped content and found with its file and line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from data.faults import BATCHES, EVERYWHERE, HERE, TABLES, Fault

from cmo_pathways.catalogue import check_catalogue
from cmo_pathways.cli.checking import check_extras
from cmo_pathways.content import content_root
from cmo_pathways.errors import Problem

TODAY = date(2026, 11, 22)
ROWS = [(batch, fault) for batch, faults in BATCHES.items() for fault in faults]
Place = tuple[str, int, str]
Checked = tuple[list[Problem], dict[str, Place], set[Place]]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("content").resolve()
    for folder in ("data", "exercises", "notebooks"):
        shutil.copytree(content_root() / folder, root / folder)
    return root


@pytest.fixture(scope="module")
def checked(copy: Path) -> Callable[[str], Checked]:
    """Gives the problems of a batch, the place expected for each fault, and the tables that changed with it."""
    done: dict[str, Checked] = {}

    def check(batch: str) -> Checked:
        if batch not in done:
            done[batch] = spoil_and_check(copy, BATCHES[batch])
        return done[batch]

    return check


def test_a_clean_copy_has_no_problem(copy: Path) -> None:
    assert problems_of(copy) == []


def test_the_suite_has_many_kinds_over_many_files() -> None:
    assert len({fault.name for _, fault in ROWS}) == len(ROWS) >= 100
    assert len({fault.file for _, fault in ROWS}) >= 35


@pytest.mark.parametrize(("batch", "fault"), ROWS, ids=[fault.name for _, fault in ROWS])
def test_each_fault_is_found_in_its_file_and_line(batch: str, fault: Fault, checked: Callable[[str], Checked]) -> None:
    problems, expected, _ = checked(batch)
    of_file = [p for p in problems if p.file == fault.expected]
    found = [p for p in of_file if (p.file, p.line, p.code) == expected[fault.name]]
    assert found, (expected[fault.name], [(p.line, p.code, p.message) for p in of_file])
    assert all(any(word in p.message for p in found) for word in fault.says)


@pytest.mark.parametrize("batch", BATCHES)
def test_nothing_is_found_that_was_not_planted(batch: str, checked: Callable[[str], Checked]) -> None:
    problems, expected, stale = checked(batch)
    also = {pair for fault in BATCHES[batch] for pair in fault.also}
    strange = [
        p
        for p in problems
        if (p.file, p.line, p.code) not in {*expected.values(), *stale}
        and not {(p.file, p.code), (EVERYWHERE, p.code)} & also
    ]
    assert strange == []
    assert stale <= {(p.file, p.line, p.code) for p in problems}


def problems_of(root: Path) -> list[Problem]:
    """What ``cmo-pathways check`` finds in a folder."""
    checked = check_catalogue(root, TODAY)
    check_extras(root, checked)
    return checked.report.problems


def spoil_and_check(root: Path, faults: tuple[Fault, ...]) -> Checked:
    """Plant the faults, check, and put every file back."""
    files = {fault.file for fault in faults}
    sound = {file: (root / file).read_bytes() for file in files}
    try:
        marked = {file: spoiled(file, sound[file], faults) for file in files}
        for file, text in marked.items():
            if text is None:
                (root / file).unlink()
            else:
                (root / file).write_bytes(re.sub(rf"{HERE}\d+{HERE}", "", text).encode(errors="surrogateescape"))
        expected = {fault.name: place(root, fault, number, marked) for number, fault in enumerate(faults)}
        stale = {described(root, file) for file in files if file.endswith(".csv")}
        return problems_of(root), expected, {found for found in stale if found}
    finally:
        for file, content in sound.items():
            (root / file).write_bytes(content)


def spoiled(file: str, content: bytes, faults: tuple[Fault, ...]) -> str | None:
    """The text of a file with its faults, each marked by its number; None where the file is to go."""
    text = content.decode()
    for number, fault in enumerate(faults):
        if fault.file != file:
            continue
        if not fault.old:
            return None
        assert text.count(fault.old) == 1, f"{fault.name}: found {text.count(fault.old)} times in {file}"
        assert fault.old != fault.new
        text = text.replace(fault.old, fault.new.replace(HERE, f"{HERE}{number}{HERE}"))
    return text


def place(root: Path, fault: Fault, number: int, marked: dict[str, str | None]) -> Place:
    """File, line and code that the check must give, counted in the spoiled text."""
    if fault.at:
        text = (root / fault.expected).read_text(encoding="utf-8")
        sought = fault.at
    else:
        text, sought = marked[fault.file] or "", f"{HERE}{number}{HERE}"
    assert text.count(sought) == 1, f"{fault.name}: {sought!r} is found {text.count(sought)} times"
    return fault.expected, text[: text.index(sought)].count("\n") + 1, fault.code


def described(root: Path, table: str) -> Place | None:
    """Where the descriptor must say that a table has changed; None for a table that it does not describe."""
    head, block, _ = (root / TABLES).read_text(encoding="utf-8").partition(f"- file: {table}\n")
    return (TABLES, head.count("\n") + 1, "E-STALE") if block else None
