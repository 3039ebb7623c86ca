"""The skill map: one button per competency that says all of it in words."""

from __future__ import annotations

import re

from cmo_pathways.charts import SkillTile, skill_map_svg
from cmo_pathways.charts.skill_map import tile_words

DOMAINS = [("foundational", "Foundational skills"), ("leadership", "Leadership and management")]


def tile(id="patient-safety", domain="foundational", level=2.3, target=4, words="gap 1.7", wide=True):
    low, high = (None, None) if level is None else (level - 0.6, level + 0.6)
    return SkillTile(id, id.replace("-", " ").capitalize(), domain, level, low, high, target, words, wide)


def test_each_tile_is_a_button_with_its_id_and_all_its_words():
    svg = skill_map_svg([tile(), tile("financial-acumen", "leadership")], domains=DOMAINS)
    assert re.findall(r'data-node="([^"]+)"', svg) == ["patient-safety", "financial-acumen"]
    label = "Patient safety, gap 1.7, level 2.3, 80 % interval 1.7 to 2.9, target 4 (assumption)"
    assert f'aria-label="{label}"' in svg
    assert svg.count('role="button"') == 2
    assert re.findall(r'tabindex="(-?\d)"', svg) == ["0", "-1"], "one tab stop; arrow keys move from it"


def test_what_is_not_rated_shows_the_target_and_no_level():
    assert tile_words(tile(level=None, words="not rated")) == "Patient safety, not rated, target 4 (assumption)"
    svg = skill_map_svg([tile(level=None, words="not rated", wide=False)], domains=DOMAINS)
    assert "80 % interval 1" not in svg
    assert ">not rated</text>" in svg


def test_only_the_selected_tile_is_pressed():
    svg = skill_map_svg([tile(), tile("financial-acumen", "leadership")], domains=DOMAINS, selected="financial-acumen")
    assert re.findall(r'data-node="([^"]+)"[^>]*aria-pressed="(true|false)"', svg) == [
        ("patient-safety", "false"),
        ("financial-acumen", "true"),
    ]


def test_a_fuller_level_fills_more_cells():
    filled = [
        sum(float(w) for w in re.findall(r'width="([0-9.]+)" height="10" rx="2" fill="var\(--cmo-level-[1-5]', svg))
        for svg in (skill_map_svg([tile(level=n)], domains=DOMAINS).partition("legend")[0] for n in (1.0, 2.5, 4.0))
    ]
    assert filled == sorted(filled)
    assert filled[0] < filled[2]


def test_hostile_labels_stay_words():
    svg = skill_map_svg([SkillTile("a", '<script>"x"&', "foundational", 1, 1, 1, 3, "0.5", False)], domains=DOMAINS)
    assert "<script>" not in svg
    assert "&lt;script&gt;" in svg
