from __future__ import annotations

import pytest

from cmo_pathways.document import Bar, Bars, Document, Heading, Prose
from cmo_pathways.errors import ExportError
from cmo_pathways.export.picture import plain_svg
from cmo_pathways.export.values import before_to_after, document_values


def _document(*blocks: object) -> Document:
    return Document("T", "A", "2026-11-21", blocks)  # type: ignore[arg-type]


def test_a_change_is_drawn_from_zero_in_true_proportion():
    mark = before_to_after("20", "10")
    assert mark is not None
    assert not mark["cut"]
    assert mark["after"] / mark["before"] == pytest.approx(0.5, abs=1e-3)
    assert mark["before"] < 1


def test_a_small_change_cuts_the_scale_and_says_so():
    mark = before_to_after("91.2", "96.8")
    assert mark is not None
    assert mark["cut"]
    assert 0 < mark["before"] < mark["after"] < 1


@pytest.mark.parametrize(
    ("before", "after"), [("-2", "3"), ("0", "5"), ("5", "0"), ("0", "0"), ("7", "7"), ("-9", "-3")]
)
def test_both_dots_stay_on_the_scale(before: str, after: str):
    mark = before_to_after(before, after)
    assert mark is not None
    assert 0 <= mark["before"] <= 1
    assert 0 <= mark["after"] <= 1


@pytest.mark.parametrize(("before", "after"), [("", "5"), ("many", "few"), ("USD 3", "4")])
def test_figures_that_are_no_numbers_get_no_mark(before: str, after: str):
    assert before_to_after(before, after) is None


def test_bars_stay_within_the_scale():
    values = document_values(_document(Bars((Bar("x", 6.0, -1.0, 9.0, 2.5),))))["top"][0]["items"][0]
    assert values["at"] == {"level": 1.0, "low": 0.0, "high": 1.0}
    assert values["mark"] == 0.5


def test_sections_after_the_last_aside_use_the_full_width():
    made = document_values(
        _document(
            Prose("top"), Heading("A"), Heading("B", aside=True), Heading("C"), Heading("D", aside=True), Heading("E")
        )
    )
    names = {key: [section[0]["text"] for section in made[key]] for key in ("main", "side", "rest")}
    assert names == {"main": ["A", "C"], "side": ["B", "D"], "rest": ["E"]}
    assert [block["kind"] for block in made["top"]] == ["prose"]


def test_a_document_that_starts_with_a_lower_heading_skips_no_level():
    made = document_values(_document(Heading("A", level=2), Heading("B", level=2)))
    assert [section[0]["level"] for section in [*made["main"], *made["rest"]]] == [1]
    assert made["rest"][0][1]["level"] == 2


def test_tokens_of_a_drawing_become_their_light_colours():
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><path style="fill:var(--cmo-accent, #01596C)"/></svg>'
    assert "fill:#01596C" in plain_svg(svg)


@pytest.mark.parametrize(
    ("svg", "words"),
    [
        ("<svg><path style='fill:var(--x)'/></svg>", "without a value"),
        ("<svg><image href='/etc/passwd'/></svg>", "from outside"),
        ("<svg><use href='http://example.org/x.svg#a'/></svg>", "from outside"),
        ("<svg><style>@import 'x.css';</style></svg>", "from outside"),
        ("<svg><path fill='url(http://example.org)'/></svg>", "from outside"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "from outside"),
        ("<svg><path></svg>", "not readable as SVG"),
        ("<html/>", "not an SVG"),
        ("", "not readable as SVG"),
    ],
)
def test_a_drawing_that_is_unsafe_or_broken_is_refused(svg: str, words: str):
    with pytest.raises(ExportError, match=words):
        plain_svg(svg)


def test_a_drawing_with_its_own_clip_paths_is_accepted():
    svg = """<svg><clipPath id="a"/><g clip-path="url(#a)"/><g clip-path='url("#a")'/><use href="#a"/></svg>"""
    assert plain_svg(svg) == svg


def test_a_design_without_a_side_column_prints_every_section_in_order():
    folio = Document("T", "A", "2026-11-21", (Heading("A"), Heading("B", aside=True), Heading("C")), design="folio")
    made = document_values(folio)
    assert (made["main"], made["side"]) == ([], [])
    assert [section[0]["text"] for section in made["rest"]] == ["A", "B", "C"]
