"""A number that nobody published never stands alone: every screen and every JSON answer says that it is assumed.

Two readers look at everything: one at what a person sees (sentences, table columns, labels of drawings), one at the
answers of the command line. Both are shown a planted omission first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from cli.conftest import run_main
from widgets.page import Page, blocks

from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.journey import open_journey
from cmo_pathways.pages import kinds_of, page_of
from cmo_pathways.samples import live_sample, load_sample
from cmo_pathways.scale import Mark
from cmo_pathways.widgets import SCREENS

MARKED = re.compile(r"assum|unverified|not shown|planned by", re.IGNORECASE)
NUMBER = re.compile(r"\d")
# What the content holds as an assumption only, in the words that stand beside its number.
ASSUMED_WORDS = re.compile(
    r"\btarget(?:\s+level)?,?\s+(?:is\s+)?\d|\bweigh(?:t|s it)\s+\d|\bdifficulty\s+\d|\d+ minutes with debrief"
    r"|\blevels? \d[^.]* for the role|\bmean weight \d|levels short of our"
)
ASSUMED_COLUMNS = re.compile(r"^(?:Target|Weight|Years|Difficulty)\b", re.IGNORECASE)
WAYS: Mapping[str, tuple[tuple[str, str, Any], ...]] = {
    "skill-map": (("change", "open", "financial-acumen"), ("change", "filter-role", "role-cmo-payer")),
    "what-a-cmo-does": (("change", "part", "week"), ("change", "part", "reporting"), ("change", "part", "variation")),
    "roles": (("change", "role", "role-cmo-payer"), ("change", "read", "vpma")),
    "self-assessment": (("press", "gaps", None),),
    "career-pathways": (
        *(("change", "part", part) for part in ("me", "compare", "time", "doors", "abroad", "grow")),
        ("change", "open", "cmo-hospital-large"),
        ("change", "read", "safety-event-review"),
    ),
}
ANSWERS = (
    ("gaps", "--json"),
    ("routes", "--to", "cmo-hospital-large", "--draws", "50", "--json"),
    ("demo", "--json"),
    ("case", "list", "--json"),
    ("case", "show", "this-months-number", "--json"),
    ("show", "this-months-number", "--json"),
    ("show", "role-cmo-payer", "--json"),
    ("show", "financial-acumen", "--json"),
    ("show", "vpma", "--json"),
    ("show", "safety-event-review", "--json"),
)
HOMELESS = ("case", "show")
ASSUMED_KEYS = ("target", "targets", "importance", "weight", "difficulty", "minutes", "years", "evidence_years")


def unmarked_words(view: Mapping[str, Any]) -> tuple[list[str], int]:
    """The places of a view where an assumed number stands without its mark, and how many places were looked at."""
    faults, seen = [], 0
    for place in places(view):
        if ASSUMED_WORDS.search(place):
            seen += 1
            if not MARKED.search(place):
                faults.append(place[:160])
    for column, cells in columns(view):
        if ASSUMED_COLUMNS.match(column):
            seen += 1
            bare = [cell for cell in cells if NUMBER.search(cell) and not MARKED.search(cell)]
            if bare and not MARKED.search(column):
                faults.append(f"{column}: {bare[0][:100]}")
    return faults, seen


def places(view: Mapping[str, Any]) -> Iterator[str]:
    """Everything that is read in one breath: a paragraph, a row of a table, the label of a mark in a drawing."""
    for block in blocks(view):
        for key in ("text", "lead", "label"):
            if isinstance(block.get(key), str):
                yield block[key]
        if block.get("target"):
            yield "target 1 (assumption) drawn by the page"
        html = block.get("html", "") + block.get("svg", "")
        yield from map(unescape, re.findall(r'aria-label="([^"]+)"', html))
        html = re.sub(r"<svg\b.*?</svg>", "", html, flags=re.DOTALL)
        for part in re.split(r"</(?:p|li|tr|h\d|figcaption)>|<br>", html):
            yield words(part)


def columns(view: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The columns of every table as (heading, cells)."""
    for block in blocks(view):
        for table in re.findall(r"<table.*?</table>", block.get("html", ""), re.DOTALL):
            head, body = table.split("</thead>")
            rows = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in body.split("</tr>")]
            for n, name in enumerate(re.findall(r"<th[^>]*>(.*?)</th>", head, re.DOTALL)):
                yield words(name), [words(row[n]) for row in rows if len(row) > n]


def words(html: str) -> str:
    """The words of markup; the class that draws an assumption counts as a word."""
    told = html.replace('class="cmo-assumed"', "> assumed <")
    return unescape(re.sub(r"<[^>]*>", " ", told))


def unmarked_keys(answer: Any, marked: frozenset[str] = frozenset(), path: str = "") -> tuple[list[str], int]:
    """The places of an answer where an assumed number has no mark beside or above it, and how many were looked at."""
    faults: list[str] = []
    seen = 0
    if isinstance(answer, list):
        found = [unmarked_keys(item, marked, f"{path}[{n}]") for n, item in enumerate(answer)]
        return [fault for faults, _ in found for fault in faults], sum(count for _, count in found)
    if not isinstance(answer, Mapping):
        return faults, seen
    marks = answer.get("marks")
    own = set(marks) if isinstance(marks, Mapping) else set()
    if "mark" in answer:
        own.add("*")
    here = marked | own
    for key, value in answer.items():
        if key in ASSUMED_KEYS and NUMBER.search(str(value)):
            seen += 1
            if key not in here and "*" not in here:
                faults.append(f"{path}.{key}")
        inner, count = unmarked_keys(value, here, f"{path}.{key}")
        faults += inner
        seen += count
    return faults, seen


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("marks") / "home"
    live_sample(open_journey(home, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC)), load_sample())
    return home


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_marks_what_is_assumed(name: str, lived: Path) -> None:
    page = Page(name, lived)
    faults, seen = unmarked_words(page.view)
    for kind, control, value in WAYS.get(name, ()):
        if kind == "change":
            page.change(control, value)
        else:
            page.press(control)
        more, count = unmarked_words(page.view)
        faults, seen = [*faults, *more], seen + count
    assert faults == []
    assert seen > 0 or name not in (*WAYS, "case-studio"), "the guard looked at something"


@pytest.mark.parametrize("name", ["skill-map", "roles", "career-pathways", "case-studio"])
def test_a_mark_left_out_of_a_screen_is_seen(name: str, lived: Path) -> None:
    page = Page(name, lived)
    bare = {**page.view, "blocks": _without_marks(page.view["blocks"])}
    assert unmarked_words(bare)[0] != []


@pytest.mark.parametrize("command", ANSWERS, ids=" ".join)
def test_every_json_answer_marks_what_is_assumed(command: tuple[str, ...], lived: Path, tmp_path: Path) -> None:
    home = tmp_path / "new" if command[0] == "demo" else lived
    place = () if command[0] in HOMELESS else ("--home", home)
    done = run_main(*command, *place)
    assert done.status == 0, done.err
    faults, seen = unmarked_keys(done.json)
    assert faults == []
    assert seen > 0 or command[:2] in (("show", "vpma"), ("show", "safety-event-review"))


def test_a_mark_left_out_of_an_answer_is_seen(lived: Path) -> None:
    gaps = run_main("gaps", "--json", "--home", lived).json
    assert unmarked_keys(gaps)[1] == 2 * len(gaps)
    bare = [{key: value for key, value in gap.items() if key != "marks"} for gap in gaps]
    assert len(unmarked_keys(bare)[0]) == 2 * len(gaps)


def test_the_marks_of_the_gaps_are_those_of_the_content(lived: Path) -> None:
    role = load_catalogue().framework.role("cmo-hospital-large")
    gaps = run_main("gaps", "--json", "--home", lived).json
    assert {gap["marks"]["target"] for gap in gaps} == {role.mark.value}
    assert all(gap["target"] == role.targets[gap["competency"]].level for gap in gaps)


def test_no_page_shows_a_number_that_nobody_verified() -> None:
    catalogue, reference = load_catalogue(), load_reference()
    hidden = shown = 0
    for kind, names in kinds_of(catalogue, reference).items():
        for id in names:
            for fact in page_of(catalogue, reference, id, kind).facts:
                hidden += fact.mark == Mark.UNVERIFIED.words
                shown += fact.assumed
                assert fact.mark != Mark.UNVERIFIED.words or not NUMBER.search(fact.text), (id, fact.text)
    assert hidden > 0 and shown > 1000


def _without_marks(value: Any) -> Any:
    if isinstance(value, str):
        return re.sub(r"\(?(our )?assum(ption|ed)s?\)?|cmo-assumed", "", value)
    if isinstance(value, list):
        return [_without_marks(item) for item in value]
    return {key: _without_marks(item) for key, item in value.items()} if isinstance(value, Mapping) else value
