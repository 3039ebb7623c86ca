"""Lines between tiles run in the gaps: right-angled, from edge to edge, across no tile."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.charts.skill_links import Grid, SkillLink, link_points, round_path
from cmo_pathways.charts.skill_map import skill_map_svg

GRID = Grid(200, 68, 32, 16, 44, 5)
CELLS = {f"t{c}{r}": (c, r) for c in range(4) for r in range(5)}
TILES = st.sampled_from(sorted(CELLS))


def overlaps(a, z, cell) -> bool:
    """True where a segment runs through the inside of a tile."""
    x, y = GRID.left(cell[0]), GRID.middle(cell[1]) - 34
    (x1, x2), (y1, y2) = sorted((a[0], z[0])), sorted((a[1], z[1]))
    return x1 < x + 199.9 and x2 > x + 0.1 and y1 < y + 67.9 and y2 > y + 0.1


@given(chosen=TILES, others=st.lists(st.tuples(TILES, st.booleans(), st.sampled_from(["needs", "helps"])), max_size=9))
def test_no_line_crosses_a_tile_and_every_corner_is_right_angled(chosen, others):
    links = [
        SkillLink(other, chosen, kind) if inward else SkillLink(chosen, other, kind)
        for other, inward, kind in others
        if other != chosen
    ]
    for link, points in zip(links, link_points(GRID, CELLS, links, chosen), strict=True):
        for a, z in pairwise(points):
            assert a[0] == z[0] or a[1] == z[1]
            assert not any(overlaps(a, z, cell) for cell in CELLS.values())
        for (x, y), id in ((points[0], link.origin), (points[-1], link.target)):
            column, row = CELLS[id]
            assert x in (GRID.left(column), GRID.left(column) + 200)
            assert abs(y - GRID.middle(row)) < 34
        assert abs(points[-1][0] - points[-2][0]) >= 9, "the arrow has room"


def test_a_line_is_rounded_at_its_corners():
    assert round_path([(0, 0), (20, 0), (20, 30), (40, 30)]) == "M0 0L12 0Q20 0 20 8L20 22Q20 30 28 30L40 30"


def test_only_the_lines_of_the_chosen_tile_are_drawn_and_its_neighbors_have_an_ink_rim():
    from charts.test_skill_map import DOMAINS, tile

    tiles = [tile("a"), tile("b"), tile("c", "leadership")]
    links = [SkillLink("a", "c", "needs"), SkillLink("b", "a", "helps"), SkillLink("b", "c", "needs")]
    svg = skill_map_svg(tiles, domains=DOMAINS, selected="a", links=links)
    assert svg.count("cmo-link-needs") == svg.count("cmo-link-helps") == 1
    assert svg.count('stroke="var(--cmo-ink,#1A262C)" stroke-width="1.5"') == 2
    assert "is needed for" in svg and ">helps<" in svg
    plain = skill_map_svg(tiles, domains=DOMAINS, selected=None, links=links)
    assert "cmo-link" not in plain and "is needed for" not in plain
