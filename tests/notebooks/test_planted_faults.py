"""Proves that the tests of lessons and screens look: each planted fault turns exactly the expected test red.

Each fault goes into its own copy of the project, and the tests that concern it run there in a process of their own.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from notebooks.lessons import ROOT

PARTS = ("cmo_pathways", "data", "exercises", "notebooks", "tests", "pyproject.toml")
# What the tests run here do not need and a process takes a second to load.
_LEAN = [part for name in ("cacheprovider", "hypothesispytest", "nbval", "anyio") for part in ("-p", f"no:{name}")]
RUNNING, STRUCTURE = "tests/notebooks/test_running.py", "tests/notebooks/test_structure.py"
ASSESSMENT = "tests/widgets/test_self_assessment.py"
LEVEL = f"{ASSESSMENT}::test_a_level_is_recorded_as_it_was_marked"


def shows(lesson: str) -> str:
    return f"{RUNNING}::test_transcript[fresh-{lesson}]"


def clean_file(lesson: str) -> str:
    return f"{STRUCTURE}::test_no_output_and_no_count_is_stored[{lesson}]"


Plant = Callable[[Path], None]


def in_text(file: str, was: str, now: str) -> Plant:
    """Replace words in a file; fails where the words are no longer there, so that no fault is planted in vain."""

    def plant(copy: Path) -> None:
        text = (copy / file).read_text(encoding="utf-8")
        assert was in text, f"{file} has changed: plant this fault anew"
        (copy / file).write_text(text.replace(was, now), encoding="utf-8")

    return plant


def in_cell(lesson: str, cell: str, was: str, now: str) -> Plant:
    """Replace words in a cell of a lesson."""
    return in_notebook(lesson, cell, lambda it: it.update(source=_once("".join(it["source"]), was, now)))


def in_notebook(lesson: str, cell: str, change: Callable[[dict], None]) -> Plant:
    def plant(copy: Path) -> None:
        file = copy / "notebooks" / f"{lesson}.ipynb"
        notebook = json.loads(file.read_text(encoding="utf-8"))
        change(next(item for item in notebook["cells"] if item["id"] == cell))
        file.write_text(json.dumps(notebook), encoding="utf-8")

    return plant


def emptied(file: str) -> Plant:
    def plant(copy: Path) -> None:
        assert (copy / file).stat().st_size > 0
        (copy / file).write_text("", encoding="utf-8")

    return plant


def _once(text: str, was: str, now: str) -> str:
    assert text.count(was) == 1, f'"{was}" should stand here once: plant this fault anew'
    return text.replace(was, now)


_SWALLOWED = """import ipywidgets

out = ipywidgets.Output()
with out:
    raise ValueError("planted")
out"""
_STORED = {"output_type": "error", "ename": "ValueError", "evalue": "planted", "traceback": []}
_SCREEN = "cmo_pathways/widgets/self_assessment.py"
_START = "cmo_pathways/widgets/assess_start.py"
_RECORD = "cmo_pathways/widgets/assess_record.py"
_PORTFOLIO = "cmo_pathways/widgets/portfolio_builder.py"
_DO = "journey.rate(id, level, sure, not_applicable=skip, **more)"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is planted, which tests look, and which of them must fail."""

    plant: Plant
    run: tuple[str, ...]
    fails: tuple[str, ...]


FAULTS = {
    "1-callback-raises": Fault(
        in_text(_RECORD, _DO, 'raise RuntimeError("planted")'), (f"{LEVEL}[3]",), (f"{LEVEL}[3]",)
    ),
    "2-callback-scores-wrongly": Fault(
        in_text(_RECORD, "level, skip = int(value), False", "level, skip = min(int(value) + 1, 5), False"),
        (f"{LEVEL}[2]", f"{LEVEL}[5]"),
        (f"{LEVEL}[2]",),
    ),
    "3a-golden-text-emptied": Fault(
        emptied("tests/notebooks/golden/03-self-assessment.fresh.txt"),
        (shows("03-self-assessment"),),
        (shows("03-self-assessment"),),
    ),
    "3b-cell-shows-no-screen": Fault(
        in_cell("02-skill-map", "screen", 'start("skill-map")', 'screen = start("skill-map")'),
        (shows("02-skill-map"), clean_file("02-skill-map")),
        (shows("02-skill-map"),),
    ),
    "4-error-inside-an-output": Fault(
        in_cell("07-case-studio", "screen", 'start("case-studio")', _SWALLOWED),
        (shows("07-case-studio"), clean_file("07-case-studio")),
        (shows("07-case-studio"),),
    ),
    "5-button-label-changed": Fault(
        in_text(_START, "Start the short form", "Open the short form"),
        (shows("03-self-assessment"), f"{LEVEL}[3]"),
        (shows("03-self-assessment"),),
    ),
    "6-default-changed": Fault(
        in_text(_PORTFOLIO, 'in _PARTS else "entries"', 'in _PARTS else "reader"'),
        (shows("08-portfolio-builder"), clean_file("08-portfolio-builder")),
        (shows("08-portfolio-builder"),),
    ),
    "7-printed-text-changed": Fault(
        in_cell("00-start-here", "check", "Your start page follows from", "Your start page comes from"),
        (shows("00-start-here"), clean_file("00-start-here")),
        (shows("00-start-here"),),
    ),
    "8-error-stored-in-the-file": Fault(
        in_notebook("05-career-pathways", "screen", lambda cell: cell["outputs"].append(_STORED)),
        (clean_file("05-career-pathways"), clean_file("02-skill-map")),
        (clean_file("05-career-pathways"),),
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part)
        else:
            shutil.copy2(source, folder / part)
    return folder


def run_tests(copy: Path, tests: tuple[str, ...]) -> tuple[int, set[str], str]:
    """Exit status, the tests that failed, and what was said."""
    command = [sys.executable, "-m", "pytest", "-q", "-rf", "--tb=line", "--color=no", *_LEAN]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "REFRESH_"))}
    environment["PYTHONPATH"] = str(copy)
    done = subprocess.run(
        [*command, *tests], cwd=copy, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    return done.returncode, set(re.findall(r"^FAILED (\S+)", done.stdout, re.MULTILINE)), done.stdout + done.stderr


def test_the_eight_kinds_of_fault_are_planted():
    assert sorted({name[0] for name in FAULTS}) == list("12345678")


@pytest.mark.xdist_group("planted-faults")
def test_a_clean_copy_passes_and_runs_its_own_code(copy: Path) -> None:
    looks = copy / "tests" / "test_looks_here.py"
    looks.write_text(
        "import cmo_pathways\nfrom pathlib import Path\n\n"
        "def test_here():\n    assert Path(cmo_pathways.__file__).is_relative_to(Path(__file__).parents[1])\n",
        encoding="utf-8",
    )
    tests = tuple(dict.fromkeys(test for fault in FAULTS.values() for test in fault.run))
    status, failed, said = run_tests(copy, ("tests/test_looks_here.py", *tests))
    assert (status, failed) == (0, set()), said
    assert f"{len(tests) + 1} passed" in said


def _in_groups() -> Iterator[object]:
    # Two groups keep two workers busy; those that start a kernel run one after the other.
    for name, fault in FAULTS.items():
        starts_kernel = any(test.startswith(RUNNING) for test in fault.run)
        group = "planted-faults-with-kernel" if starts_kernel else "planted-faults"
        yield pytest.param(name, marks=pytest.mark.xdist_group(group))


@pytest.mark.parametrize("name", list(_in_groups()))
def test_a_planted_fault_turns_the_expected_test_red(copy: Path, name: str) -> None:
    fault = FAULTS[name]
    fault.plant(copy)
    status, failed, said = run_tests(copy, fault.run)
    assert status == 1, said
    assert failed == set(fault.fails), said
