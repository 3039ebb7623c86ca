from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET

import matplotlib as mpl
import pytest
from charts.samples import HOSTILE, Page, career, control, gaps

from cmo_pathways.charts import Chart, chart_css, chart_csv, chart_html, chart_svg_plain, tokens
from cmo_pathways.charts.figure import number_text

MAKERS = [gaps, control, career]
HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_input_gives_the_same_bytes(make):
    assert chart_html(make()) == chart_html(make())


@pytest.mark.parametrize("make", MAKERS)
def test_global_drawing_settings_are_neither_read_nor_changed(make):
    expected = make().svg
    with mpl.rc_context({"font.size": 30, "lines.linewidth": 9, "axes.facecolor": "red", "svg.fonttype": "path"}):
        before = dict(mpl.rcParams)
        assert make().svg == expected
        assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("make", MAKERS)
def test_colors_on_screen_are_variables_with_a_color_of_the_token_file_behind(make):
    svg = make().svg
    values = {token.light for token in tokens().colors.values()}
    found = HEX.findall(svg)
    assert found and set(found) <= values
    assert HEX.findall(re.sub(r"var\(--cmo-[a-z0-9-]+,#[0-9A-F]{6}\)", "", svg)) == []


@pytest.mark.parametrize("make", MAKERS)
def test_the_drawing_for_print_is_plain(make):
    svg = chart_svg_plain(make())
    ET.fromstring(svg)
    assert "var(" not in svg
    for screen_only in ("tabindex", "role=", "aria-", "data-node", "class="):
        assert screen_only not in svg


@pytest.mark.parametrize("make", MAKERS)
def test_no_ids_and_no_fixed_size_so_that_many_charts_share_a_page(make):
    svg = make().svg
    assert " id=" not in svg and "clip-path" not in svg
    opening = svg.partition(">")[0]
    assert "viewBox" in opening and "width" not in opening and "height" not in opening


@pytest.mark.parametrize("make", MAKERS)
def test_hostile_words_stay_words(make):
    chart = make(HOSTILE)
    for text in (chart_html(chart), chart.svg):
        page = Page(text)
        assert page.named("script") == []
        assert '<script>alert("x")</script>&$' in "".join("".join(page.words).split())
        assert "\x07" not in text and "\u202e" not in text
    ET.fromstring(chart_svg_plain(chart))


@pytest.mark.parametrize("make", MAKERS)
def test_the_frame_holds_title_label_source_and_numbers(make):
    chart = make()
    page = Page(chart_html(chart))
    assert chart.title in page.words and chart.subtitle in page.words and chart.source in page.words
    assert page.named("svg")[0]["aria-label"]
    assert page.named("svg")[0]["role"] in ("img", "group")
    assert "The numbers behind this chart" in page.words
    assert next(tuple(row) for row in page.rows) == chart.columns
    shown = [[cell for cell in row if cell] for row in chart.rows]
    assert page.rows[1:] == shown and shown
    assert all(th["scope"] in ("row", "col") for th in page.named("th"))


def test_a_drawing_is_named_by_its_text_alternative():
    chart = gaps()
    assert Page(chart_html(chart)).named("svg")[0]["aria-label"] == chart.alt
    assert chart.alt.startswith(chart.title)


def test_invented_data_say_so_in_the_source_line():
    chart = Chart("t", "s", "<svg ></svg>", "a", ("x",), (("1",),), "Limits: XmR.", invented=True)
    assert "Invented data. Limits: XmR." in Page(chart_html(chart)).words


def test_a_notebook_gets_the_style_with_the_figure():
    html = gaps()._repr_html_()
    assert html.startswith("<style>.cmo{--cmo-paper:#FFFFFF;") and "<figure" in html


def test_every_class_of_the_style_sheet_is_our_own():
    classes = set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r"\{[^}]*\}", "{}", chart_css())))
    assert classes and all(name == "cmo" or name.startswith("cmo-") for name in classes)


def test_csv_has_plain_minus_signs_and_no_formulas():
    rows = (("=HYPERLINK(1)", "−1,234.5"), ("Plain, with comma", "met"), ("@x", "+0.4"))
    chart = Chart("t", "s", "", "a", ("Name", "Gap"), rows, "")
    read = list(csv.reader(io.StringIO(chart_csv(chart))))
    assert read == [["Name", "Gap"], ["'=HYPERLINK(1)", "-1234.5"], ["Plain, with comma", "met"], ["'@x", "+0.4"]]


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [(-0.4, 1, "−0.4"), (-0.04, 1, "0.0"), (1234.5, 0, "1,234"), (-12345, 0, "−12,345")],
)
def test_numbers_carry_a_true_minus(value, decimals, expected):
    assert number_text(value, decimals) == expected
