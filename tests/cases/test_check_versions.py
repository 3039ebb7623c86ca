"""Translations beside a case, and a new version beside the old one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cmo_pathways.cases import check_case_file
from cmo_pathways.cases.check_versions import translation_files

VACANT = Path(__file__).parent / "vacant-list.md"
SPANISH = (("lang: en", "lang: es"), ("title: The vacant list", "title: La lista vacía"))


@pytest.fixture
def translated(tmp_path: Path) -> Callable[..., Path]:
    """The sample case with a translation beside it in which some words are replaced."""

    def make(*swaps: tuple[str, str]) -> Path:
        text = VACANT.read_text(encoding="utf-8")
        (tmp_path / "my.md").write_text(text, encoding="utf-8")
        for old, new in (*SPANISH, *swaps):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        (tmp_path / "my.es.md").write_text(text, encoding="utf-8")
        return tmp_path / "my.md"

    return make


def told(file: Path, against: Path | None = None) -> list[str]:
    return [str(problem) for problem in check_case_file(file, against=against)]


def test_only_names_with_a_language_are_translations(tmp_path: Path) -> None:
    for name in ("case.md", "case.es.md", "case.pt-BR.md", "case.draft.md", "case.2.md", "case.es.txt", "other.es.md"):
        (tmp_path / name).touch()
    assert [file.name for file in translation_files(tmp_path / "case.md")] == ["case.es.md", "case.pt-BR.md"]


def test_a_faithful_translation_has_no_problem(translated: Callable[..., Path]) -> None:
    assert told(translated(("The patient first;", "Primero el paciente;"))) == []


FAULTS = [
    (("lang: es", "lang: pt"), 5, 'lang is "pt" in a file named "es" - write lang: es'),
    (("version: 1.0.0", "version: 0.9.0"), 3, "it translates version 0.9.0 of 1.0.0 - bring it up to date"),
    (("## fast {ending: mixed}", "## quick {ending: mixed}"), 18, 'scene "fast" is missing - add "## fast"'),
    (("## fast {ending: mixed}", "## fast {ending: poor}"), 38, 'scene "fast" ends, asks or reveals otherwise'),
    (("- {defer}", "- {aplazar}"), 20, 'choice "defer" of scene "call" is missing - add it'),
    (("- {defer}", "- {aplazar}"), 24, 'choice "aplazar" is not in the case - remove it or add it there'),
    (("-> harm [-2", "-> harm [-1"), 24, 'choice "defer" leads, scores or opens otherwise'),
    (("  s1: {title", "  s2: {title"), 16, 'source "s1" is missing - add it'),
    (("  s1: {title", "  s2: {title"), 17, 'source "s2" is not in the case - remove it or add it there'),
]


@pytest.mark.parametrize(("swap", "line", "words"), FAULTS)
def test_translation_that_differs_is_told_with_its_line(
    translated: Callable[..., Path], swap: tuple[str, str], line: int, words: str
) -> None:
    found = told(translated(swap))
    assert any(problem.startswith(f"my.es.md:{line} E-TRANSLATION {words}") for problem in found), found
    assert all(problem.startswith("my.es.md:") for problem in found)


def test_errors_of_a_translation_are_told_and_its_warnings_are_not(translated: Callable[..., Path]) -> None:
    debrief = "### Debrief\nWhat did you secure first, and who heard it from you?\n"
    assert told(translated((debrief, ""), ("play: 3", "play: 30"))) == [
        'my.es.md:32 E-DEBRIEF ending "fair" has no debrief question - add "### Debrief"'
    ]


@pytest.mark.parametrize(
    ("swaps", "problems"),
    [
        ((), []),
        ((("Stop the list and", "Halt the list and"),), []),
        (
            (("- {stop}", "- {halt}"),),
            [
                "my.md:3 E-VERSION choices were removed or renamed since version 1.0.0 - raise the version 1.0.0",
                'my.md:20 E-VERSION choice "stop" of scene "call" was in version 1.0.0 and is gone - '
                'add "replaces: {stop: its-successor}" and raise the version',
            ],
        ),
        (
            (("- {stop}", "- {halt}"), ("start: call", "start: call\nreplaces: {stop: halt}")),
            ["my.md:3 E-VERSION choices were removed or renamed since version 1.0.0 - raise the version 1.0.0"],
        ),
        (
            (
                ("- {stop}", "- {halt}"),
                ("start: call", "start: call\nreplaces: {stop: halt}"),
                ("version: 1.0.0", "version: 1.1.0"),
            ),
            [],
        ),
        (
            (("version: 1.0.0", "version: 0.9.9"),),
            ["my.md:3 E-VERSION version 0.9.9 is lower than the previous 1.0.0 - raise it"],
        ),
        (
            (("case: vacant-list ", "case: other-list "),),
            ['my.md:2 E-VERSION it is compared with another case, "vacant-list" - name its old version'],
        ),
        ((("-> fast [", "-> quick ["), ("## fast {", "## quick {")), []),
    ],
    ids=["same", "words", "renamed", "no-bump", "replaced", "lower", "another-case", "scene-renamed"],
)
def test_new_version_is_compared_with_the_old(
    changed: Callable[..., Path], swaps: tuple[tuple[str, str], ...], problems: list[str]
) -> None:
    assert told(changed("vacant", *swaps), VACANT) == problems


def test_an_old_version_that_cannot_be_read_is_told(changed: Callable[..., Path], tmp_path: Path) -> None:
    (found,) = told(changed("vacant"), tmp_path / "none.md")
    assert "none.md" in found and "E-FILE" in found
