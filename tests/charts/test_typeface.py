from __future__ import annotations

import pytest
from matplotlib.ft2font import FT2Font, LoadFlags

from cmo_pathways.charts import typeface
from cmo_pathways.charts.typeface import clean, font_file, text_width, wrap


@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize("italic", [False, True])
def test_widths_are_those_of_the_font_file(weight, italic):
    font = FT2Font(str(font_file(weight, italic)))
    for text in ("Financial acumen", "CMO, 2.3 − 4 %", "Łódź → Ωμέγα"):
        advances = [font.load_char(ord(c), flags=LoadFlags.NO_SCALE).horiAdvance for c in text]
        expected = 11 * sum(advances) / font.units_per_EM
        assert text_width(text, 11, weight=weight, italic=italic) == pytest.approx(expected)


def test_without_the_font_files_widths_are_near(tmp_path, monkeypatch):
    text = "Executive communication and a long word"
    exact = text_width(text, 14)
    monkeypatch.setattr(typeface, "FONTS", tmp_path)
    typeface._advances.cache_clear()
    text_width.cache_clear()
    try:
        assert text_width(text, 14) == pytest.approx(exact, rel=0.12)
    finally:
        monkeypatch.undo()
        typeface._advances.cache_clear()
        text_width.cache_clear()


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        ("Medical director", 2, ["Medical", "director"]),
        ("Medical director of surgery", 2, ["Medical", "director…"]),
        ("Quality-improvement lead", 3, ["Quality-", "improve…", "lead"]),
        ("", 2, [""]),
    ],
)
def test_lines_break_at_blanks_and_hyphens_and_are_cut_when_full(text, lines, expected):
    assert wrap(text, 14, 66, lines=lines, weight=600) == expected


def test_no_line_is_wider_than_asked():
    for width in (40, 77, 120):
        for line in wrap("Initial ABMS/AOA board certification, " * 3 + "x" * 90, 14, width, lines=5):
            assert text_width(line, 14) <= width


def test_clean_drops_control_signs_and_overrides():
    assert clean("a\x00b\u202ec\n\td\ufffe  e") == "abc d e"
