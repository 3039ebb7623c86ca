"""What the README and the guides name is there: pages, files, commands with their options, benchmarks, make targets."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cmo_pathways.cli.group import root

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md")))
FOLDERS = "benchmarks|changelog.d|cmo_pathways|data|docs|exercises|notebooks|scripts|tests"


def quoted(page: Path) -> Iterator[str]:
    """Every piece of code of a page: between back quotes, and the indented lines of commands."""
    text = page.read_text(encoding="utf-8")
    yield from re.findall(r"`([^`\n]+)`", text)
    yield from re.findall(r"^    (\S.*)$", text, re.MULTILINE)


def fault_of(said: str) -> str:
    """What is wrong with a ``cmo-pathways`` command as it is written, or nothing."""
    found: click.Command = root
    for word in shlex.split(said.split("cmo-pathways", 1)[1]):
        if word.startswith("--"):
            if word not in {option for each in found.params for option in each.opts}:
                return f"{found.name} has no {word}"
        elif isinstance(found, click.Group):
            below = found.get_command(click.Context(found), word)
            if below is None:
                return f"{found.name} has no {word}"
            found = below
    return ""


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (".venv/bin/cmo-pathways session handout my.yaml --starts 13:00", ""),
        ("cmo-pathways session hand my.yaml", "session has no hand"),
        ("cmo-pathways cohort gradebook --lay canvas", "gradebook has no --lay"),
        ("cmo-pathways gap", "cmo-pathways has no gap"),
    ],
)
def test_a_command_that_is_not_there_is_found(said, fault):
    assert fault_of(said) == fault


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_page_names_only_what_is_there(page):
    text = page.read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (page.parent / link).exists()] == []
    code = list(quoted(page))
    assert [
        said for said in code if re.fullmatch(rf"(?:{FOLDERS})/[\w./-]*", said) and not (ROOT / said).exists()
    ] == []
    assert [fault for said in code if re.match(r"(\S*/)?cmo-pathways \w", said) and (fault := fault_of(said))] == []
    benchmarks = re.findall(r"benchmarks\.(\w+)", "\n".join(code))
    assert [name for name in benchmarks if not (ROOT / "benchmarks" / f"{name}.py").is_file()] == []
    tests = re.findall(r"-m pytest (tests/\S+)", "\n".join(code))
    assert [file for file in tests if not (ROOT / file).exists()] == []


def test_each_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    said = {word for page in PAGES for code in quoted(page) for word in re.findall(r"^make ([a-z]+)", code)}
    assert said and said <= targets
