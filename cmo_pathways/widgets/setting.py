"""What a CMO does: one setting at a time, its responsibilities, tools, week and reporting lines."""

from __future__ import annotations

from typing import Any

from cmo_pathways.career import Setting, Settings, load_settings
from cmo_pathways.catalogue import Reference, load_reference
from cmo_pathways.charts import Bar, Tie, bar_chart, chart_html, reporting_chart
from cmo_pathways.framework import Role, Variation, Weighed, weigh_items
from cmo_pathways.journey import Journey
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.published import figure_bars, source_words
from cmo_pathways.widgets.reading_room import Shelf

_PLACE = "what-a-cmo-does"
_PARTS = {
    "responsibilities": "Responsibilities",
    "tools": "Tools",
    "week": "A week",
    "reporting": "Reporting lines",
    "variation": "This setting",
}
_EFFORT = ("quality-safety", "care-coordination", "gme", "it", "nursing")
_OURS = "Our assumption, from the weights of the target profile; no source ranks these duties."
_LEGEND = "Full line: directs. Dotted line: advises or answers without directing. Dashed outline: assumption of ours"


class WhatCmoDoes:
    """The screen of lesson 01."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._settings: Settings = load_settings()
        self._shelf = Shelf(journey.catalogue)
        place = journey.state().of("place").get(_PLACE, {})
        setting, part = str(place.get("setting")), str(place.get("part"))
        self._setting = setting if setting in self._settings.settings else next(iter(self._settings.settings))
        self._part = part if part in _PARTS else "responsibilities"
        self._focus = ""

    def view(self) -> dict[str, Any]:
        """The chosen part of the post in the chosen setting, or the page that is being read."""
        setting = self._settings.setting(self._setting)
        names = [(found.id, found.name) for found in self._settings.settings.values()]
        read = self._shelf.blocks(("back", setting.name)) if self._shelf.open else []
        return {
            "label": "What a CMO does",
            "page": self._part,
            "focus": self._focus,
            "head": {"where": "What a CMO does", "aside": setting.name},
            "blocks": [
                b.select("setting", "Setting", names, setting.id),
                b.segment("part", "Show", list(_PARTS.items()), self._part),
                *(read or self._body(setting)),
            ],
        }

    def change(self, name: str, value: Any) -> None:
        """Choose a setting or a part, or open a page."""
        self._focus = ""
        if name == "read":
            self._focus = str(value)
            if value == "back":
                self._shelf.close()
            else:
                self._shelf.read(str(value))
            return
        if name == "setting":
            self._setting = self._settings.setting(str(value)).id
        elif name == "part" and value in _PARTS:
            self._part = str(value)
        else:
            return
        self._shelf.close()
        self._journey.record("place", _PLACE, {"setting": self._setting, "part": self._part})

    def press(self, name: str) -> None:
        """There are no buttons here."""

    def _body(self, setting: Setting) -> list[b.Block]:
        reference = load_reference()
        variation = next(found for found in reference.items.variations if found.id == setting.id)
        role = self._journey.catalogue.framework.roles[variation.profile]
        if self._part == "responsibilities":
            return _responsibilities(reference, setting, role)
        if self._part == "tools":
            return _tools(reference, role)
        if self._part == "week":
            return self._week(setting, reference)
        if self._part == "reporting":
            return self._reporting(setting)
        return self._variation(variation, role)

    def _week(self, setting: Setting, reference: Reference) -> list[b.Block]:
        parts = [(kind, setting.week[kind.id]) for kind in self._settings.work]
        total = sum(hours for _, hours in parts)
        most, hours = max(parts, key=lambda part: part[1])
        ours = bar_chart(
            [Bar(kind.name, h, f"{h:g} hours", setting.mark.words) for kind, h in parts],
            title=f"{most.name} would take {hours:g} of {total:g} hours",
            subtitle=f"Hours of a usual week, {_inside(setting.name)}",
            columns=("Kind of work", "Hours per week"),
            source="Our assumption. No source that we read gives these hours by kind; put your own beside them.",
        )
        figures = [reference.facts.figures[f"cmo-effort-{id}"] for id in _EFFORT]
        known = bar_chart(
            figure_bars(figures, label=lambda figure: _effort_name(figure.what)),
            title="Quality, safety and the coordination of care take half of the administrative effort",
            subtitle="Share of administrative effort [%], CMOs of academic medical centers, 2005",
            columns=("Task", "Share"),
            source=source_words(self._journey, figures),
        )
        hints = [(b.words(kind.name), b.words(kind.hint)) for kind, _ in parts]
        return [
            b.markup(chart_html(ours), key=f"week-{setting.id}"),
            b.details("kinds", "What each kind of work holds", b.table(("Kind", "For example"), hints)),
            b.title("What a survey says", level=3),
            b.markup(chart_html(known), key="effort"),
        ]

    def _reporting(self, setting: Setting) -> list[b.Block]:
        cited = sorted({id for line in setting.lines for id in line.sources})
        sources = self._journey.catalogue.career.sources
        told = "; ".join(f"{sources[id].title}, {sources[id].year}" for id in cited)
        chart = reporting_chart(
            [Tie(line.who, line.where, line.tie, line.note, line.mark.words) for line in setting.lines],
            post="Chief medical officer",
            title=setting.finding,
            subtitle=_LEGEND,
            source=f"{told}. All else: our assumption." if told else "Our assumption; organizations differ.",
        )
        rows = []
        for line in setting.lines:
            note = b.assumed(line.note) if line.mark.assumed else b.words(line.note)
            support = " ".join((b.words(line.mark.words), *(b.link(id, id) for id in line.sources)))
            rows.append((b.words(line.who), b.words(line.where), note, support))
        return [
            b.markup(chart_html(chart), key=f"lines-{setting.id}"),
            b.table(("Who", "Where", "What it means", "Support"), rows),
        ]

    def _variation(self, variation: Variation, role: Role) -> list[b.Block]:
        framework = self._journey.catalogue.framework
        heavy = [b.link(id, framework.competency(id).short) for id in variation.competencies]
        rows = [
            (
                b.link(found.id, found.name),
                b.words(found.what),
                b.link(found.profile, framework.roles[found.profile].short),
            )
            for found in load_reference().items.variations
        ]
        return [
            b.title(variation.name, level=3),
            b.prose(b.words(variation.what), style="lead"),
            b.prose(f"{b.strong('Competencies that weigh more here')} ({b.assumed('our assumption')})"),
            b.listed(heavy),
            b.prose(f"Target profile to start from: {b.link(role.id, role.short)}."),
            b.title("All settings", level=3),
            b.table(("Setting", "What comes to the front", "Profile"), rows),
        ]


def _responsibilities(reference: Reference, setting: Setting, role: Role) -> list[b.Block]:
    weighed = weigh_items(reference.items.responsibilities, role)
    chart = bar_chart(
        [Bar(found.item.name, found.weight, f"{found.weight:.1f}", role.mark.words) for found in weighed],
        title=_heaviest(weighed),
        subtitle=f"Weight of the {len(weighed)} responsibilities [1 to 5], {_inside(setting.name)}",
        columns=("Responsibility", "Weight (assumption)"),
        source=_OURS,
    )
    rows = [(b.link(found.item.id, found.item.name), b.words(found.item.what)) for found in weighed]
    return [
        b.markup(chart_html(chart), key=f"duties-{setting.id}"),
        b.title("What each of them asks", level=3),
        b.table(("Responsibility", "What the post answers for"), rows),
    ]


def _tools(reference: Reference, role: Role) -> list[b.Block]:
    weighed = weigh_items(reference.items.tools, role)
    lead = f"{len(weighed)} kinds of tools, those of the heaviest competencies first"
    rows = [(b.link(found.item.id, found.item.name), b.words(found.item.what)) for found in weighed]
    return [
        b.title("Ask of each tool what it measures, and what it leaves out", level=3),
        b.prose(f"{b.words(lead)} ({b.assumed('order: our assumption')}). No product is named or advised."),
        b.table(("Tool", "What to ask of it, and what it does not do"), rows),
    ]


def _heaviest(weighed: tuple[Weighed, ...]) -> str:
    first, second = (found.item.name for found in weighed[:2])
    return f"{first} would weigh most here, with {_inside(second)}"


def _effort_name(what: str) -> str:
    name = what.removeprefix("Share of administrative effort that CMOs spend on ")
    return name[:1].upper() + name[1:]


def _inside(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
