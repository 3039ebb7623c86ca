from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET

import pytest
from charts.samples import EDGES, HOSTILE, NODES, Page
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.charts import MapEdge, MapNode, career_map, career_map_svg, layout
from cmo_pathways.charts.maps.model import COLUMNS
from cmo_pathways.charts.maps.order import Segment, count_crossings, order_columns
from cmo_pathways.charts.maps.paths import diamonds_of, lines_of
from cmo_pathways.charts.maps.shapes import outline
from cmo_pathways.charts.typeface import text_width
from cmo_pathways.errors import LearnerError, UnknownId

KINDS = ("role", "degree", "training", "exam", "licence", "certificate", "fold")
EDGE_KINDS = ("required", "one-of", "alternative", "strengthens", "parallel", "usual")
NAMES = ("Medical director", "Certified Physician Executive (CPE)", "MBA", "Initial ABMS/AOA board certification")


@st.composite
def maps(draw):
    count = draw(st.integers(1, 14))
    nodes = [
        MapNode(
            f"n{i}",
            draw(st.sampled_from(NAMES)),
            draw(st.sampled_from(("", "2 to 6 years", "in 7.5 years (5.6 to 10.4)"))),
            draw(st.sampled_from(KINDS)),
            draw(st.integers(0, 4)),
            draw(st.sampled_from(("held", "route", "goal", "other"))),
            draw(st.booleans()),
        )
        for i in range(count)
    ]
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=18))
    edges = [
        MapEdge(f"n{a}", f"n{b}", draw(st.sampled_from(EDGE_KINDS)), draw(st.booleans()))
        for a, b in pairs
        if a != b and nodes[a].column <= nodes[b].column
    ]
    return nodes, edges


@settings(max_examples=30, deadline=None)
@given(maps())
def test_nodes_never_overlap_and_lie_on_the_sheet(drawn):
    placed = layout(*drawn)
    boxes = list(placed.boxes.values())
    for i, a in enumerate(boxes):
        assert a.x >= 0 and a.right <= placed.width and a.bottom <= placed.height + 0.01
        for b in boxes[i + 1 :]:
            apart_x = a.right + 12 <= b.x or b.right + 12 <= a.x
            apart_y = a.bottom + 12 <= b.y or b.bottom + 12 <= a.y
            assert apart_x or apart_y


@settings(max_examples=30, deadline=None)
@given(maps())
def test_crossings_are_never_more_than_in_the_order_given(drawn):
    placed = layout(*drawn)
    assert placed.crossings <= placed.crossings_given


@settings(max_examples=30, deadline=None)
@given(maps())
def test_words_stay_inside_their_node(drawn):
    nodes, edges = drawn
    placed = layout(nodes, edges)
    for node in nodes:
        box = placed.boxes[node.id]
        for line in box.name_lines:
            assert text_width(line, 14, weight=600) <= box.width - 20
        for line in box.note_lines:
            assert text_width(line, 13, italic=node.assumed) <= box.width - 20
        assert 17 * (len(box.name_lines) + len(box.note_lines)) <= box.height


@settings(max_examples=30, deadline=None)
@given(maps())
def test_lines_keep_clear_of_the_nodes_they_do_not_join(drawn):
    nodes, edges = drawn
    placed = layout(nodes, edges)
    for line in lines_of(edges, placed):
        for id, box in placed.boxes.items():
            if id not in (line.edge.source, line.edge.target):
                inside = [p for p in sampled(line.path) if box.x < p[0] < box.right and box.y < p[1] < box.bottom]
                assert not inside, (line.edge, id)


@settings(max_examples=25, deadline=None)
@given(maps())
def test_the_same_map_gives_the_same_bytes_of_sound_xml(drawn):
    svg = career_map_svg(*drawn)
    assert svg == career_map_svg(*drawn)
    ET.fromstring(svg)


def sampled(path):
    """Points along a path of M, L, C and Q."""
    at = (0.0, 0.0)
    for verb, numbers in re.findall(r"([MLCQ])([^MLCQ]*)", path):
        values = [float(v) for v in numbers.split()]
        ends = [at, *zip(values[::2], values[1::2], strict=True)]
        if verb != "M":
            for k in range(41):
                points = ends
                while len(points) > 1:  # de Casteljau
                    t = k / 40
                    points = [
                        tuple(p + (q - p) * t for p, q in zip(a, b, strict=True)) for a, b in itertools.pairwise(points)
                    ]
                yield points[0]
        at = ends[-1]


def test_a_crossing_that_can_be_avoided_is_avoided():
    columns = (("a", "b"), ("x", "y"))
    segments = [Segment("a", "y", 1, True), Segment("b", "x", 1, True)]
    assert count_crossings(columns, segments) == 1
    assert count_crossings(order_columns(columns, segments), segments) == 0


def test_every_node_is_a_button_with_all_its_words():
    svg = career_map_svg(NODES, EDGES)
    buttons = {g["data-node"]: g for g in Page(svg).named("g") if "data-node" in g}
    assert set(buttons) == {node.id for node in NODES}
    for node in NODES:
        button = buttons[node.id]
        assert (button["role"], button["tabindex"]) == ("button", "0")
        assert node.label in button["aria-label"] and node.note in button["aria-label"]
        assert ("assumption" in button["aria-label"]) == node.assumed
    assert buttons["director"]["aria-label"] == (
        "Medical director, 2 to 6 years, assumption, role, on your route. Leads to: VP medical affairs (usual)"
    )


def test_buttons_come_in_the_order_of_time_and_from_above():
    placed = layout(NODES, EDGES)
    order = [g["data-node"] for g in Page(career_map_svg(NODES, EDGES)).named("g") if "data-node" in g]
    assert order == sorted(order, key=lambda id: (placed.column_of[id], placed.boxes[id].y))


def test_the_map_is_labelled_and_has_its_headings():
    page = Page(career_map_svg(NODES, EDGES, label="Route 1 of 4"))
    assert page.named("svg")[0]["aria-label"] == "Route 1 of 4"
    assert [w for w in page.words if w in COLUMNS] == list(COLUMNS)


def test_the_legend_names_only_what_is_in_the_map():
    words = Page(career_map_svg(NODES, EDGES)).words
    shown = {"role", "degree", "training", "license", "folded steps", "held", "on your route", "required", "usual"}
    shown |= {"one of these", "alternative", "strengthens", "assumption, open to edit"}
    assert shown <= set(words)
    assert not {"certificate", "exam or license", "in parallel"} & set(words)
    few = Page(career_map_svg(NODES[:1], ())).words
    assert "training" in few and not {"role", "required", "assumption, open to edit"} & set(few)


def test_an_assumption_is_italic_and_has_a_dashed_line_in_the_warning_color():
    svg = career_map_svg([MapNode("a", "Director", "2 years", "role", 2, "other", True)], ())
    assert 'font-style="italic"' in svg
    assert re.search(r'stroke="var\(--cmo-warn,#A14206\)" stroke-width="1.5" stroke-dasharray', svg)
    fact = career_map_svg([MapNode("a", "Director", "2 years", "role", 2)], ())
    assert "italic" not in fact and "--cmo-warn" not in fact


def test_shapes_differ_by_kind():
    paths = [outline(kind, 0, 0, 120, 52) for kind in ("role", "degree", "training", "exam", "certificate")]
    assert len(set(paths)) == 5
    assert outline("exam", 0, 0, 120, 52) == outline("licence", 0, 0, 120, 52)


def test_one_of_these_meet_in_one_diamond_before_the_target():
    placed = layout(NODES, EDGES)
    (diamond,) = diamonds_of(EDGES, placed)
    assert diamond.on_route and diamond.x < placed.boxes["cmo"].x
    ends = [list(sampled(line.path))[-1] for line in lines_of(EDGES, placed) if line.edge.kind == "one-of"]
    assert len(ends) == 2 and ends[0] == ends[1]


def test_what_strengthens_arrives_from_below():
    placed = layout(NODES, EDGES)
    line = next(line for line in lines_of(EDGES, placed) if line.edge.kind == "strengthens")
    assert line.direction == "up" and line.tip[1] == placed.boxes["cmo"].bottom
    assert placed.boxes["mba"].y > placed.boxes["attending"].bottom


def test_other_lines_run_from_left_to_right():
    placed = layout(NODES, EDGES)
    for line in lines_of(EDGES, placed):
        if placed.column_of[line.edge.source] < placed.column_of[line.edge.target]:
            xs = [x for x, _ in sampled(line.path)]
            assert xs == sorted(xs)


def test_columns_without_a_step_are_left_out():
    nodes = [NODES[2], NODES[7]]
    placed = layout(nodes, [MapEdge("attending", "cmo", "usual", True)])
    assert [column.heading for column in placed.columns] == ["Practice", "Chief medical officer"]


def test_the_table_lists_every_step_with_where_it_leads():
    chart = career_map(NODES, EDGES, title="Your route", subtitle="", source="")
    assert len(chart.rows) == len(NODES)
    row = next(row for row in chart.rows if row[0] == "VP medical affairs")
    assert row == (
        "VP medical affairs",
        "Senior leadership",
        "role",
        "5 to 10 years (assumption)",
        "on your route",
        "CMO, large hospital (one of these)",
    )


def test_hostile_ids_and_labels_stay_inside_their_attribute():
    svg = career_map_svg([MapNode('a" onclick="x', HOSTILE, HOSTILE, "role", 0)], (), label=HOSTILE)
    page = Page(svg)
    assert [g for g in page.named("g") if "onclick" in g] == [] and page.named("script") == []
    ET.fromstring(svg)


def test_an_edge_to_an_unknown_step_names_it():
    with pytest.raises(UnknownId, match="directr"):
        career_map_svg(NODES, [MapEdge("attending", "directr", "usual")])


def test_no_step_at_all_is_refused_with_a_sentence():
    with pytest.raises(LearnerError, match="no step"):
        career_map_svg((), ())
