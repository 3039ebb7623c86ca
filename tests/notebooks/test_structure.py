"""Each lesson is built like the others, says the truth about its length, and holds nothing that a run left behind."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest
from notebooks.lessons import BEFORE, MORE, NOTEBOOKS, SCREENS, WITHOUT_LESSON, Lesson, read_lesson

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.widgets import SCREENS as KNOWN_SCREENS

WORDS_A_MINUTE = 200
TOLERANCE = 3  # [minutes] a lesson is stated in steps of five, which is up to 2.5 away, and readers differ
ORDER = (
    "What you will be able to do",
    "What you need",
    "The story: ",
    "Your screen",
    "Exercise 1: ",
    "Exercise 2: ",
    "Key points",
    "Next step",
    "Sources",
)
_EXERCISE = re.compile(r"^## Exercise (\d+): \S.* \((\d+) minutes?\)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PLAIN = re.compile(r"# [A-Z][A-Za-z0-9+,;' -]+")


@pytest.fixture(params=SCREENS)
def lesson(request: pytest.FixtureRequest) -> Lesson:
    return read_lesson(request.param)


def minutes_counted(lesson: Lesson) -> float:
    screen = lesson.raw["metadata"]["cmo_pathways"]["screen"]
    exercises = sum(int(minutes) for _, minutes in _EXERCISE.findall(lesson.prose))
    return len(lesson.prose.split()) / WORDS_A_MINUTE + exercises + screen["items"] * screen["minutes_each"]


def test_every_numbered_notebook_is_looked_at():
    there = {file.stem for file in NOTEBOOKS.glob("*.ipynb")}
    assert set(SCREENS) == there
    further = {screen for screens in (*BEFORE.values(), *MORE.values()) for screen in screens}
    assert {*SCREENS.values(), *further, *WITHOUT_LESSON} == set(KNOWN_SCREENS)


def test_the_file_is_a_valid_notebook_of_format_4_5(lesson):
    nbformat.validate(nbformat.from_dict(lesson.raw))
    assert (lesson.raw["nbformat"], lesson.raw["nbformat_minor"]) == (4, 5)
    assert lesson.raw["metadata"]["kernelspec"]["name"] == "python3"
    ids = [cell.id for cell in lesson.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", id) for id in ids), "ids are chosen words, so that they stay"


def test_no_output_and_no_count_is_stored(lesson):
    assert lesson.code
    assert [cell.raw["outputs"] for cell in lesson.code] == [[]] * len(lesson.code)
    assert [cell.raw["execution_count"] for cell in lesson.code] == [None] * len(lesson.code)
    assert "widgets" not in lesson.raw["metadata"]


def test_prose_leads(lesson):
    assert 12 <= len(lesson.cells) <= 25
    assert not any(cell.is_code for cell in lesson.cells[:4])
    assert len(lesson.prose.split()) > 7 * sum(len(cell.source.split()) for cell in lesson.code)


def test_the_headings_stand_in_order(lesson):
    places = [next(n for n, h in enumerate(lesson.headings) if h.startswith(start)) for start in ORDER]
    assert places == sorted(places)
    assert lesson.prose.startswith("# ")
    assert sum(line.startswith("# ") for line in lesson.prose.splitlines()) == 1


def test_every_story_is_told_once_and_at_length(lesson):
    story = next(cell.source for cell in lesson.cells if cell.id == "story")
    assert len(story.split()) > 200
    people = re.search(r"^(?:- |)?([A-Z][a-z]+ [A-Z][a-z]+)\b", story.split("\n\n", 1)[1])
    assert people
    others = [read_lesson(name).prose for name in SCREENS if name != lesson.name]
    assert not any(people[1] in prose for prose in others)
    assert people[1] in lesson.prose.rsplit("## Sources", 1)[1], "the lesson says that the person is invented"


def test_the_stated_minutes_are_the_counted_ones(lesson):
    stated = lesson.raw["metadata"]["cmo_pathways"]["minutes"]
    assert f"**{stated} minutes** · for " in lesson.cells[0].source
    assert 15 <= stated <= 30
    assert abs(stated - minutes_counted(lesson)) <= TOLERANCE, f"{minutes_counted(lesson):.1f} counted"


def test_the_items_of_a_screen_are_those_that_the_product_has():
    items = {name: read_lesson(name).raw["metadata"]["cmo_pathways"]["screen"] for name in SCREENS}
    catalogue = load_catalogue()
    assert items["03-self-assessment"]["items"] == len(catalogue.framework.competencies)
    play = catalogue.cases["this-months-number"].minutes.play
    assert abs(items["07-case-studio"]["items"] * items["07-case-studio"]["minutes_each"] - play) < 1


def test_exercises_are_numbered_timed_and_have_one_hidden_solution_each(lesson):
    cells = [cell.source for cell in lesson.cells if cell.source.startswith("## Exercise")]
    found = [_EXERCISE.match(source) for source in cells]
    assert 2 <= len(cells) <= 4
    assert [int(match[1]) for match in found if match] == list(range(1, len(cells) + 1))
    for source in cells:
        assert source.count("<details>") == source.count("</details>") == source.count("<summary>Show ") == 1
        # Without the blank lines the Markdown inside is not drawn.
        assert re.search(r"</summary>\n\n(.|\n)+\n\n</details>\Z", source)
    assert lesson.prose.count("<details>") == len(cells)


def test_links_resolve(lesson):
    targets = [target for cell in lesson.cells for target in _LINK.findall(cell.source)]
    assert targets
    for target in targets:
        if not target.startswith("https://"):
            assert (NOTEBOOKS / target).is_file(), target
    following = next(cell.source for cell in lesson.cells if cell.id == "next")
    assert any(target.endswith(".ipynb") for target in _LINK.findall(following))


def test_every_source_has_a_year_or_says_that_it_has_none(lesson):
    sources = [line for line in lesson.cells[-2].source.splitlines() if line.startswith("- ")]
    assert sources
    assert all(re.search(r"\b(19|20)\d\d\b|undated", line) for line in sources)


def test_code_cells_begin_in_plain_language_and_are_collapsed(lesson):
    for cell in lesson.code:
        assert _PLAIN.fullmatch(cell.source.splitlines()[0]), cell.source.splitlines()[0]
        assert cell.raw["metadata"]["jupyter"]["source_hidden"] is True


def test_each_screen_is_opened_by_one_call_at_the_end_of_a_cell_of_its_own(lesson):
    *shown, check = lesson.code
    assert check.raw["metadata"]["tags"] == ["check"]
    names = (*BEFORE.get(lesson.name, ()), SCREENS[lesson.name], *MORE.get(lesson.name, ()))
    for screen, name in zip(shown, names, strict=True):
        assert screen.raw["metadata"]["tags"] == ["screen"]
        last = ast.parse(screen.source).body[-1]
        assert isinstance(last, ast.Expr)
        assert ast.unparse(last) == f"start('{name}')"
        assert len(screen.source.splitlines()) <= 4
    assert sum(cell.source.count("start(") for cell in lesson.code) == len(names)


def test_the_last_cell_asserts_on_what_is_stored(lesson):
    check = lesson.cells[-1]
    assert check.is_code
    tree = ast.parse(check.source)
    assert sum(isinstance(node, ast.Assert) for node in ast.walk(tree)) >= 2
    assert sum(isinstance(node, ast.Call) and ast.unparse(node.func) == "print" for node in ast.walk(tree)) <= 1


def test_the_voice_is_that_of_a_colleague(lesson):
    assert not re.search(r"[!—]|\b(simply|just click|please|awesome|journey)\b", lesson.prose.replace("![", ""))
    assert str(Path.home()) not in lesson.prose
