"""The set-up keeps its promises: pinned, hashed, in step, and free of traces of any one computer."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PIN_FILES = ("constraints.txt", "constraints-dev.txt", "scripts/uv.txt")
BUILT = {".git", ".venv", "build", "dist"}
# Put together from parts, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("anaconda", "org")]
]
# Other homes may be invented ones of tests; the home of whoever runs this is added below.
ROOT_HOME = rb"(?<![\w.-])/root(?=/)"


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _pins(name: str) -> dict[str, tuple[str, int]]:
    """Package -> (version, number of hashes)."""
    found = re.findall(
        r"^([a-z0-9.-]+)==([^\s;]+)(.*(?:\n[ ]+--hash=sha256:[0-9a-f]{64}.*)*)", _text(name), re.MULTILINE
    )
    return {package: (version, rest.count("--hash=sha256:")) for package, version, rest in found}


def _needed(*groups: str) -> list[Requirement]:
    lines = list(PROJECT["project"]["dependencies"])
    for group in groups:
        lines += [line for line in PROJECT["dependency-groups"][group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


def _files_of_the_project() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    git = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if git.returncode == 0:
        return [ROOT / name for name in git.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [file for file in ROOT.rglob("*") if file.is_file() and not BUILT & set(file.relative_to(ROOT).parts)]


def _dry_run(target: str) -> list[str]:
    make = shutil.which("make")
    assert make, "make is not installed"
    done = subprocess.run([make, "-n", target], cwd=ROOT, env={}, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


# Pins


@pytest.mark.parametrize("needed", _needed("build"), ids=str)
def test_the_learner_s_set_pins_each_dependency_inside_its_range(needed: Requirement) -> None:
    version, _ = _pins("constraints.txt")[canonicalize_name(needed.name)]
    assert needed.specifier.contains(version)


@pytest.mark.parametrize("needed", _needed("build", "dev"), ids=str)
def test_both_sets_together_pin_what_the_tests_need(needed: Requirement) -> None:
    both = _pins("constraints.txt") | _pins("constraints-dev.txt")
    assert needed.specifier.contains(both[canonicalize_name(needed.name)][0])


def test_no_package_is_pinned_in_both_sets() -> None:
    assert "-r constraints.txt" in _text("constraints-dev.txt").splitlines()
    assert not set(_pins("constraints.txt")) & set(_pins("constraints-dev.txt"))


@pytest.mark.parametrize("name", PIN_FILES)
def test_each_pin_has_a_hash(name: str) -> None:
    pins = _pins(name)
    assert len(pins) == len(re.findall(r"^[a-z0-9]", _text(name), re.MULTILINE)) > 0
    assert [package for package, (_, hashes) in pins.items() if hashes == 0] == []


@pytest.mark.parametrize("name", PIN_FILES)
def test_a_pin_file_names_no_host(name: str) -> None:
    text = _text(name)
    assert "://" not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", text)
    assert not re.search(r"\b[\w-]+\.(org|com|net|io|dev|cloud|local|internal)\b", text)


# In step


def test_the_python_versions_agree_everywhere() -> None:
    assert PROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    named = [line.rpartition(":: ")[2] for line in PROJECT["project"]["classifiers"] if ":: Python :: 3." in line]
    assert named == ["3.11", "3.12", "3.13"]
    assert PROJECT["tool"]["ruff"]["target-version"] == "py311"
    assert PROJECT["tool"]["mypy"]["python_version"] == "3.11"
    assert "python >=3.11,<3.14" in yaml.safe_load(_text("environment.yml"))["dependencies"]
    assert "(3, 11) <= sys.version_info[:2] < (3, 14)" in _text("scripts/bootstrap")
    assert 'OLDEST = "3.11"' in _text("scripts/compile_constraints.py")
    for name in ("README.md", "scripts/bootstrap"):
        assert "Python 3.11, 3.12 or 3.13" in _text(name)


def test_conda_installs_this_project_and_nothing_else() -> None:
    environment = yaml.safe_load(_text("environment.yml"))
    assert environment["name"] == PROJECT["project"]["name"]
    assert environment["dependencies"][1:] == ["pip", {"pip": ["-e ."]}]


@pytest.mark.parametrize("needed", _needed("build", "dev"), ids=lambda needed: needed.name)
def test_each_dependency_earns_its_place_in_the_decision(needed: Requirement) -> None:
    assert re.search(rf"\b{re.escape(needed.name)}\b", _text("docs/decisions/0001-stack.md"))


def test_each_decision_has_its_four_parts_and_is_listed() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = sorted(folder.glob("[0-9]*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)] != []
    for page in pages:
        heads = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert [head for head in heads if head != "Tried"] == [
            "Context",
            "Choice",
            "Price",
            "What would change our mind",
        ], page.name
        assert f"({page.name})" in _text("docs/decisions/README.md")


def test_each_changelog_line_is_one_line_of_a_known_kind() -> None:
    lines = [file for file in (ROOT / "changelog.d").iterdir() if file.name != "README.md"]
    for file in lines:
        assert re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed|removed|data)\.md", file.name)
        assert re.fullmatch(r"\S[^\n]+\n", file.read_text(encoding="utf-8")), file.name


# Commands


@pytest.mark.parametrize("target", ["lab", "test", "bench", "check", "fix", "constraints", "clean", "help"])
def test_make_knows_the_target(target: str) -> None:
    assert _dry_run(target)


def test_make_lab_ends_in_the_lab_and_make_test_in_pytest() -> None:
    assert _dry_run("lab")[-1].split() == [".venv/bin/cmo-pathways", "lab"]
    checks = "\n".join(_dry_run("test"))
    assert [name for name in ("ruff check", "ruff format --check", "mypy", "lint-imports") if name not in checks] == []
    assert checks.splitlines()[-1].startswith(".venv/bin/python -m pytest -n 2 --dist loadfile")


def test_the_ci_run_calls_the_system_script_and_make_test() -> None:
    lines = [line for line in _text(".ci/run").splitlines() if not line.startswith("#")]
    called = [re.sub(r"^\W+", "", line) for line in lines if re.search(r"\b(make|scripts)\b", line)]
    assert [" ".join(line.split()[:3]) for line in called] == [
        "sh scripts/system-packages ||",
        "make --no-print-directory test",
    ]


@pytest.mark.parametrize("job", ["venv", "browser", "pdf"])
def test_a_computer_without_apt_gets_one_sentence(job: str, tmp_path: Path) -> None:
    shell = shutil.which("sh")
    assert shell
    command = [shell, str(ROOT / "scripts" / "system-packages"), job]
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.fullmatch(r"This computer lacks: .+ - install it \(.+\) and run the same command again\.\n", done.stderr)


def test_an_old_python_gets_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] || exit 1\necho Python 3.9.2\n', encoding="utf-8")
    old.chmod(0o755)
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "bootstrap", tmp_path / "scripts")
    command = ["sh", str(tmp_path / "scripts" / "bootstrap"), "constraints.txt"]
    done = subprocess.run(command, env={"PYTHON": str(old), "PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "cmo_pathways needs Python 3.11, 3.12 or 3.13 and found Python 3.9.2 - "
        "install one and run the same command again.\n"
    )


# Traces


def test_no_file_names_a_registry_or_a_folder_of_one_computer() -> None:
    files = _files_of_the_project()
    assert len(files) > 20
    own = [str(folder).encode() for folder in (ROOT, Path.home()) if len(folder.parts) > 2]
    traces = re.compile(
        b"|".join([ROOT_HOME, *map(re.escape, own), *(re.escape(name.encode()) for name in REGISTRIES)])
    )
    found = [f"{file.relative_to(ROOT)}: {hit[0]!r}" for file in files if (hit := traces.search(file.read_bytes()))]
    assert found == []


def test_notebooks_hold_no_outputs() -> None:
    notebooks = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    assert notebooks
    for file in notebooks:
        cells = [cell for cell in json.loads(file.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
        assert [cell["source"] for cell in cells if cell["outputs"] or cell["execution_count"] is not None] == []
