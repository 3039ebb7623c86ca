"""The picture to hand on: everything in words, nothing of the reader's name unless given, small, reproducible."""

from __future__ import annotations

import io
from dataclasses import replace
from xml.etree import ElementTree

from charts.samples import HOSTILE
from charts.test_skill_map import DOMAINS, tile
from PIL import Image

from cmo_pathways.charts import SkillPicture, picture_png, picture_svg

PICTURE = SkillPicture(
    title="Leadership is where CMO, community hospital asks for more",
    role="CMO, community hospital",
    date="November 22, 2026",
    tiles=[tile(), tile("financial-acumen", "leadership", level=None, words="not rated", wide=False)],
    domains=DOMAINS,
)


def test_the_svg_says_title_role_date_legend_and_the_mark_of_the_targets():
    svg = picture_svg(PICTURE)
    for words in (PICTURE.title, "CMO, community hospital", "November 22, 2026", "gap 1.7", "(assumption,"):
        assert words in svg
    assert "Patient safety, gap 1.7, level 2.3, 80 % interval 1.7 to 2.9, target 4 (assumption)" in svg
    assert "var(--" not in svg
    ElementTree.fromstring(svg)


def test_a_name_stands_there_only_where_it_was_given():
    assert "Okoro" not in picture_svg(PICTURE)
    assert "Daniel Okoro. Estimated level" in picture_svg(replace(PICTURE, name="Daniel Okoro"))


def test_the_png_is_sharp_small_and_keeps_the_colors():
    data = picture_png(PICTURE)
    image = Image.open(io.BytesIO(data)).convert("RGB")
    assert image.width > 1700 and len(data) < 120_000
    seen = {color for _, color in image.getcolors(1 << 20)}
    for hexa in ("01596C", "A14206", "CC6DB4"):
        wanted = tuple(int(hexa[i : i + 2], 16) for i in (0, 2, 4))
        assert min(sum(abs(a - z) for a, z in zip(wanted, found, strict=True)) for found in seen) < 24, hexa


def test_the_same_values_give_the_same_bytes():
    assert picture_svg(PICTURE) == picture_svg(PICTURE)
    assert picture_png(PICTURE) == picture_png(PICTURE)


def test_hostile_words_stay_words():
    svg = picture_svg(replace(PICTURE, title=HOSTILE, role=HOSTILE, name=HOSTILE))
    assert "<script>" not in svg
    ElementTree.fromstring(svg)
