"""The token file is checked against the figures that the visual language publishes."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest

from cmo_pathways.charts import css_variables, tokens
from cmo_pathways.charts.tokens import plain_colors, screen_colors

# Full severity, from Machado, Oliveira and Fernandes 2009, doi 10.1109/TVCG.2009.113, for linear RGB.
VISION = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Ottosson 2020, https://bottosson.github.io/posts/oklab/
TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def linear(color):
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def contrast(one, two):
    weights = ((0.2126, 0.7152, 0.0722),)
    dark, light = sorted(times(weights, linear(color))[0] for color in (one, two))
    return (light + 0.05) / (dark + 0.05)


def distance(one, two, vision):
    def lab(color):
        seen = [min(1.0, max(0.0, c)) for c in times(VISION[vision], linear(color))]
        return times(TO_LAB, [c ** (1 / 3) for c in times(TO_LMS, seen)])

    return 100 * sum((a - b) ** 2 for a, b in zip(lab(one), lab(two), strict=True)) ** 0.5


def test_black_on_white_has_the_known_contrast_of_21():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize(
    ("name", "light", "dark"),
    [
        ("ink", (15.5, 14.3, 13.6), (14.5, 13.0, 10.8)),
        ("muted", (6.8, 6.3, 6.0), (8.2, 7.4, 6.1)),
        ("edge", (3.6, 3.4, 3.2), (4.5, 4.0, 3.3)),
        ("accent", (7.9, 7.3, 7.0), (9.7, 8.7, 7.2)),
        ("warn", (6.4, 5.9, 5.6), (9.2, 8.2, 6.8)),
    ],
)
def test_contrasts_on_paper_sunk_and_soft_are_as_published(name, light, dark):
    look = tokens()
    grounds = ("paper", "sunk", "accent-soft")
    assert [contrast(look[name].light, look[g].light) for g in grounds] == pytest.approx(light, abs=0.06)
    assert [contrast(look[name].dark, look[g].dark) for g in grounds] == pytest.approx(dark, abs=0.06)


def test_text_on_the_accent_is_readable_in_both_themes():
    accent, on = tokens()["accent"], tokens()["on-accent"]
    assert contrast(accent.light, on.light) == pytest.approx(7.9, abs=0.06)
    assert contrast(accent.dark, on.dark) == pytest.approx(9.8, abs=0.06)


@pytest.mark.parametrize(
    ("theme", "expected"),
    [("light", (13.2, 10.2, 7.2, 4.8, 5.6, 10.7)), ("dark", (11.3, 7.2, 4.9, 5.5, 8.5, 13.0))],
)
def test_level_digits_have_the_published_contrast(theme, expected):
    pairs = [(tokens()[f"level-{n}"], tokens()[f"on-level-{n}"]) for n in range(6)]
    found = [contrast(getattr(ground, theme), getattr(text, theme)) for ground, text in pairs]
    assert found == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_neighbouring_levels_differ_under_every_vision(theme):
    ramp = [getattr(tokens()[f"level-{n}"], theme) for n in range(6)]
    assert min(distance(a, b, v) for a, b in pairwise(ramp) for v in VISION) >= 7.25


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("light", {"normal": 20.3, "protan": 20.2, "deutan": 16.3, "tritan": 16.1}),
        ("dark", {"normal": 20.7, "protan": 19.5, "deutan": 15.6, "tritan": 15.5}),
    ],
)
def test_domains_stay_apart_as_published(theme, expected):
    colors = [getattr(tokens()[f"domain-{d}"], theme) for d in tokens().shapes]
    assert len(colors) == 4
    found = {v: min(distance(a, b, v) for a, b in combinations(colors, 2)) for v in VISION}
    assert found == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize(
    ("domain", "light", "dark"),
    [("foundational", 9.8, 3.8), ("leadership", 3.3, 9.3), ("technology", 3.6, 14.5), ("communication", 10.7, 5.3)],
)
def test_domain_marks_have_the_published_contrast(domain, light, dark):
    token, paper = tokens()[f"domain-{domain}"], tokens()["paper"]
    assert contrast(token.light, paper.light) == pytest.approx(light, abs=0.06)
    assert contrast(token.dark, paper.dark) == pytest.approx(dark, abs=0.06)


def test_accent_and_warning_stay_apart_under_every_vision():
    accent, warn = tokens()["accent"], tokens()["warn"]
    assert min(distance(accent.light, warn.light, v) for v in VISION) >= 12.95
    assert min(distance(accent.dark, warn.dark, v) for v in VISION) >= 12.95


def test_every_domain_has_its_own_shape():
    assert sorted(tokens().shapes.values()) == ["circle", "diamond", "square", "triangle"]


def test_style_rules_hold_every_color_in_both_themes():
    light, dark, printed = css_variables().strip().split("\n")
    assert light.startswith(".cmo{") and dark.startswith('[data-jp-theme-light="false"] .cmo{')
    assert printed.startswith("@media print")
    for token in tokens().colors.values():
        assert f"--cmo-{token.name}:{token.light};" in light
        assert f"--cmo-{token.name}:{token.dark};" in dark


def test_every_token_is_a_six_digit_color():
    values = [v for t in tokens().colors.values() for v in (t.light, t.dark)]
    assert len(values) > 50
    assert all(re.fullmatch(r"#[0-9A-F]{6}", v) for v in values)


def test_screen_colors_change_tags_and_never_words():
    svg = '<text fill="#1a262c">ink is #1a262c</text>'
    assert screen_colors(svg) == '<text fill="var(--cmo-ink,#1A262C)">ink is #1a262c</text>'


def test_plain_colors_give_the_light_values_back():
    assert plain_colors(screen_colors('<path fill="#A14206"/>')) == '<path fill="#A14206"/>'
