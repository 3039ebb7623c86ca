"""Charts of invented numbers that several tests look at."""

from __future__ import annotations

from html.parser import HTMLParser

from cmo_pathways.charts import Chart, GapRow, MapEdge, MapNode, Phase, Signal, career_map, control_chart, gap_chart

HOSTILE = '<script>alert("x")</script> & $\\frac{1}{2}$ \'q\' style="fill:#01596C" \x07\u202e'

ROWS = (
    GapRow("Patient safety", 4.2, 3.8, 4.6, 4, -0.2, True),
    GapRow("Financial acumen", 2.3, 1.7, 2.9, 4, 1.7, False),
    GapRow("Crisis leadership", 1.9, 1.2, 2.7, 3.5, 1.6, False),
    GapRow("EHR management", 2.6, 2.0, 3.2, 4, 1.4, False),
    GapRow("Telemedicine", None, None, None, 3, None, False),
)
POINTS = tuple((f"M{i + 1}", value) for i, value in enumerate((14.1, 15.2, -1.6, 14.8, 12.1, 12.6, 11.9, 12.3)))
PHASES = (Phase(0, 14.8, 11.0, 18.0), Phase(4, 12.2, (10.0, 10.1, 10.2, 10.3), (14.0, 14.1, 14.2, 14.3), "Call-backs"))
SIGNALS = {2: Signal("one point beyond a limit", "concern"), 6: Signal("four below the old mean", "improvement")}

NODES = (
    MapNode("residency", "Residency", "3 years", "training", 0, "held"),
    MapNode("license", "State license", "held", "licence", 0, "held"),
    MapNode("attending", "Attending physician", "2019 to today", "role", 1, "held"),
    MapNode("director", "Medical director", "2 to 6 years", "role", 2, "route", True),
    MapNode("more", "5 more ways", "", "fold", 2),
    MapNode("vpma", "VP medical affairs", "5 to 10 years", "role", 3, "route", True),
    MapNode("associate", "Associate CMO", "5 to 10 years", "role", 3, "other", True),
    MapNode("cmo", "CMO, large hospital", "in 7.5 years (5.6 to 10.4)", "role", 4, "goal", True),
    MapNode("mba", "MBA", "1 to 2 years", "degree", 1, "route"),
)
EDGES = (
    MapEdge("residency", "attending", "required", True),
    MapEdge("license", "attending", "required", True),
    MapEdge("license", "vpma", "usual"),
    MapEdge("attending", "director", "usual", True),
    MapEdge("attending", "more", "alternative"),
    MapEdge("director", "vpma", "usual", True),
    MapEdge("more", "associate", "usual"),
    MapEdge("vpma", "cmo", "one-of", True),
    MapEdge("associate", "cmo", "one-of"),
    MapEdge("mba", "cmo", "strengthens", True),
)


def gaps(label: str = "Financial acumen") -> Chart:
    rows = [GapRow(label, r.level, r.low, r.high, r.target, r.gap, r.met) if i == 1 else r for i, r in enumerate(ROWS)]
    return gap_chart(rows, role_name="CMO, large hospital", source="From 34 ratings.")


def control(label: str = "% of discharges") -> Chart:
    return control_chart(
        POINTS, PHASES, title=f"Fewer {label}", subtitle="By month", unit=label, source="n", signals=SIGNALS, target=12
    )


def career(label: str = "Medical director") -> Chart:
    nodes = [
        MapNode(n.id, label, n.note, n.kind, n.column, n.state, n.assumed) if n.id == "director" else n for n in NODES
    ]
    return career_map(nodes, EDGES, title="Your route", subtitle="Route 1 of 4", source="November 2026")


class Page(HTMLParser):
    """Collects tags with attributes, and the words outside style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])

    def handle_data(self, data: str) -> None:
        if self.rows and self.tags[-1][0] in ("th", "td"):
            self.rows[-1].append(data)
        self.words.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]
