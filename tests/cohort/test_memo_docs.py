"""The page on memos and the gradebook tells the truth: its layouts, its numbers, its heads."""

from __future__ import annotations

import re

from cmo_pathways.cohort.gradebook import LAYOUTS, Gradebook, write_gradebook
from cmo_pathways.cohort.rubric import load_rubric
from cmo_pathways.content import content_root

PAGE = (content_root() / "docs" / "memo-scoring.md").read_text(encoding="utf-8")


def test_the_page_names_every_layout_with_its_columns_and_its_mark() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| [^|]+ \| (yes|no) \|$", PAGE, re.MULTILINE)
    assert [layout for layout, _, _ in rows] == list(LAYOUTS)
    for layout, columns, mark in rows:
        data = write_gradebook(Gradebook((), ()), layout)
        assert data.startswith(b"\xef\xbb\xbf") is (mark == "yes")
        head = data.decode("utf-8-sig").splitlines()[0].replace('"', "").split(",")
        assert head == (["Name"] if layout == "csv" else columns.split(", "))


def test_the_numbers_on_the_page_are_those_of_the_rubric() -> None:
    rubric = load_rubric()
    assert (rubric.calibrate, len(rubric.criteria), rubric.adjudicate, rubric.too_few) == (2, 7, 2, 8)
    assert "Below eight memos (E)" in PAGE and "two or more levels apart (E)" in PAGE
