"""The walls between the rooms: the contracts hold, and the guard that checks them really looks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cmo_pathways"
GUARD = Path(sys.executable).with_name("lint-imports")

# room, planted line, what the guard must say
PLANTED = [
    ("scale", "from cmo_pathways import content", "cmo_pathways.scale -> cmo_pathways.content"),
    ("career", "from cmo_pathways import cases", "cmo_pathways.career.planted -> cmo_pathways.cases"),
    ("standing", "import matplotlib", "cmo_pathways.standing.planted -> matplotlib"),
    ("portfolio", "import typst", "cmo_pathways.portfolio.planted -> typst"),
    ("assess", "import networkx", "cmo_pathways.assess.planted -> networkx"),
    ("standing", "import sqlite3", "cmo_pathways.standing.planted -> sqlite3"),
    ("new_room", "import json", "- cmo_pathways.new_room"),
]


def _guard(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(GUARD), "--no-cache", "--no-logo", "--config", str(folder / "pyproject.toml")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"COLUMNS": "400"})
    done.stdout = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
    return done


def _plant(package: Path, room: str, line: str) -> None:
    file = package / f"{room}.py"
    if not file.exists():
        (package / room).mkdir(exist_ok=True)
        (package / room / "__init__.py").touch()
        file = package / room / "planted.py"
    with file.open("a", encoding="utf-8") as end:
        end.write(f"\n{line}\n")


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    copy = tmp_path_factory.mktemp("walls")
    shutil.copytree(PACKAGE, copy / "cmo_pathways", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for room, line, _ in PLANTED:
        _plant(copy / "cmo_pathways", room, line)
    return _guard(copy)


def test_every_contract_holds() -> None:
    done = _guard(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_guard_looks_at_every_module_and_at_every_contract() -> None:
    seen = set(grimp.build_graph("cmo_pathways", cache_dir=None).modules)
    files = {file.relative_to(ROOT).with_suffix("") for file in PACKAGE.rglob("*.py")}
    assert seen == {".".join(file.parts).removesuffix(".__init__") for file in files}
    assert len(seen) > 20
    said = _guard(ROOT).stdout
    assert (looked := re.search(r"Analyzed (\d+) files, (\d+) dependencies", said)), said
    assert int(looked[1]) >= len(seen)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert f"Contracts: {len(contracts)} kept, 0 broken" in said


@pytest.mark.parametrize(("room", "line", "complaint"), PLANTED, ids=lambda value: str(value))
def test_the_guard_finds_a_planted_fault(
    planted: subprocess.CompletedProcess[str], room: str, line: str, complaint: str
) -> None:
    assert planted.returncode == 1
    assert complaint in planted.stdout, planted.stdout


def test_importing_the_package_loads_the_standard_library_only() -> None:
    probe = (
        "import sys; before = set(sys.modules); import cmo_pathways\n"
        "new = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "assert 'cmo_pathways' in new\n"
        "print(sorted(new - set(sys.stdlib_module_names) - {'cmo_pathways'}))"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
