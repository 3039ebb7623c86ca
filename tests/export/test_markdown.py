from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode

from cmo_pathways.export import markdown
from cmo_pathways.export.markdown import clean_text, markdown_values, visible


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(_text(part) for part in value)
    return value.get("v", "") + _text(value.get("c", []))


def test_paragraphs_lists_and_emphasis_become_values():
    values = markdown_values("One *two* **three**\nfour\n\n- a\n- b `c`\n\n3. x")
    assert values == [
        {
            "t": "par",
            "c": [
                {"t": "text", "v": "One "},
                {"t": "em", "c": [{"t": "text", "v": "two"}]},
                {"t": "text", "v": " "},
                {"t": "strong", "c": [{"t": "text", "v": "three"}]},
                {"t": "text", "v": " "},
                {"t": "text", "v": "four"},
            ],
        },
        {
            "t": "list",
            "ordered": False,
            "start": 0,
            "c": [
                [{"t": "par", "c": [{"t": "text", "v": "a"}]}],
                [{"t": "par", "c": [{"t": "text", "v": "b "}, {"t": "mono", "v": "c"}]}],
            ],
        },
        {"t": "list", "ordered": True, "start": 3, "c": [[{"t": "par", "c": [{"t": "text", "v": "x"}]}]]},
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a <b>bold</b> word", "a <b>bold</b> word"),
        ("[x](javascript:alert(1))", "[x](javascript:alert(1))"),
        ("[x](file:///etc/passwd)", "[x](file:///etc/passwd)"),
        ("[x](../secret)", "x"),
        ("![x](http://example.org/pixel.png)", "[x]"),
        ("[ref]: http://example.org", "[ref]: http://example.org"),
        ("    indented", "indented"),
        ("# Heading", "Heading"),
        ('#import "x.typ"', '#import "x.typ"'),
        ("2019. Founded a clinic", "Founded a clinic"),
    ],
)
def test_what_is_no_part_of_our_markdown_prints_as_typed(text: str, shown: str):
    values = markdown_values(text)
    assert _text(values) == shown
    assert '"url"' not in json.dumps(values)


@pytest.mark.parametrize("url", ["https://example.org/a", "http://example.org", "mailto:a@example.org"])
def test_web_and_mail_links_stay_links(url: str):
    assert {"t": "link", "url": url, "c": [{"t": "text", "v": "x"}]} in markdown_values(f"[x]({url})")[0]["c"]


def test_steering_characters_vanish_and_letters_are_composed():
    assert visible("a\u202eb\u2066c\u200bd\ufeffe\x07f\x1b[1mg\u00adh\ud800i\ufe0f") == "abcdef[1mghi"
    assert visible("e\u0301") == "é"
    assert visible("a\r\nb\u2028c") == "a\nb\nc"


def test_a_long_word_may_break_and_a_short_one_is_untouched():
    assert clean_text("x" * 65).split("\u200b") == ["x" * 10] * 6 + ["x" * 5]
    assert clean_text("otorhinolaryngologist " * 3).count("\u200b") == 0


@given(st.text(st.sampled_from("ab1.)-+= \n\t!:;'\"é\u00a0\u3000")))
def test_text_without_markup_reads_as_the_parser_reads_it(text: str):
    parsed = SyntaxTreeNode(markdown._parser().parse(visible(text)))
    assert markdown_values(text) == [value for node in parsed.children for value in markdown._block(node)]


@given(st.text())
def test_any_text_gives_json_that_holds_only_visible_letters(text: str):
    made = json.dumps(markdown_values(text), ensure_ascii=False)
    made.encode("utf-8")
    assert visible(made.replace("\u200b", "")) == made.replace("\u200b", "") or "\\u" in made


@given(st.text())
def test_plain_text_keeps_every_visible_letter(text: str):
    assert "".join(clean_text(text).replace("\u200b", "").split()) == "".join(visible(text).split())
