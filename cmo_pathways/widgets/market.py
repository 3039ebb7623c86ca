"""The market: pay, jobs, the people in the posts, and nine countries; every figure with year, n and source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cmo_pathways.career import Country, PublishedFigure, TrainingYears, load_world, training_years
from cmo_pathways.catalogue import load_reference
from cmo_pathways.charts import Bar, bar_chart, chart_html
from cmo_pathways.journey import Journey
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.published import figure_bars, figure_links, source_words
from cmo_pathways.widgets.reading_room import Shelf

_PLACE = "market"
_PARTS = {"pay": "Pay", "jobs": "Jobs", "people": "People in the posts", "world": "Nine countries"}
_OLD = "Old and mostly reported second-hand: use the order of the bars, not their height, and no bar as an offer."


class Market:
    """The first screen of lesson 09."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._shelf = Shelf(journey.catalogue)
        part = str(journey.state().of("place").get(_PLACE, {}).get("part"))
        self._part = part if part in _PARTS else "pay"
        self._focus = ""

    def view(self) -> dict[str, Any]:
        """The chosen part, or the page that is being read."""
        read = self._shelf.blocks(("back", _PARTS[self._part])) if self._shelf.open else []
        return {
            "label": "The market",
            "page": self._part,
            "focus": self._focus,
            "head": {"where": "The market", "aside": _PARTS[self._part]},
            "blocks": [b.segment("part", "Show", list(_PARTS.items()), self._part), *(read or self._body())],
        }

    def change(self, name: str, value: Any) -> None:
        """Choose a part, or open a page."""
        self._focus = ""
        if name == "part" and value in _PARTS:
            self._part = str(value)
            self._shelf.close()
            self._journey.record("place", _PLACE, {"part": self._part})
        elif name == "read":
            self._focus = str(value)
            if value == "back":
                self._shelf.close()
            else:
                self._shelf.read(str(value))

    def press(self, name: str) -> None:
        """There are no buttons here."""

    def _body(self) -> list[b.Block]:
        parts: Mapping[str, Callable[[], list[b.Block]]] = {
            "pay": self._pay,
            "jobs": self._jobs,
            "people": self._people,
            "world": self._world,
        }
        return parts[self._part]()

    def _chart(
        self,
        ids: str,
        *,
        title: str,
        subtitle: str,
        columns: tuple[str, str],
        label: Callable[[PublishedFigure], str],
        note: str = "",
    ) -> b.Block:
        figures = _figures(ids)
        bars = figure_bars(figures, label=label)
        source = f"{note} {source_words(self._journey, figures)}".strip()
        chart = bar_chart(bars, title=title, subtitle=subtitle, columns=columns, source=source)
        return b.markup(chart_html(chart), key=f"chart-{ids.split()[0]}")

    def _pay(self) -> list[b.Block]:
        shown = [figure for figure in load_reference().facts.figures.values() if figure.table == "pay"]
        return [
            b.note("No free source gives percentiles of CMO pay.", _OLD),
            self._chart(
                "pay-cmo-2001 pay-cmo-2009 pay-cmo-2011 pay-cmo-2016",
                title="Reported median pay of CMOs rose from 225,000 dollars in 2001 to 388,000 in 2016",
                subtitle="Median pay of CMOs [USD per year of its time], United States",
                columns=("Year", "Median pay"),
                label=lambda figure: figure.year,
            ),
            self._chart(
                "pay-cmo-system-2009 pay-cmo-mco-2009 pay-cmo-hospital-2009 pay-cmo-group-2009",
                title="Integrated systems paid most, group practices least",
                subtitle="Mean pay of CMOs by sector [USD per year], United States, 2009",
                columns=("Sector", "Mean pay"),
                label=lambda figure: figure.what.split(" CMO")[0],
            ),
            self._chart(
                "pay-bls-cardiologists pay-bls-anesthesiologists pay-bls-psychiatrists "
                "pay-bls-general-internal-medicine pay-bls-family-medicine pay-bls-pediatricians-general",
                title="What leaving practice costs depends on the specialty that you leave",
                subtitle="Mean wage of employed physicians [USD per year], United States, May 2024",
                columns=("Specialty", "Mean wage"),
                label=lambda figure: figure.what.removesuffix(", mean wage").removesuffix(" physicians"),
                note="Other years and other surveys than the pay of CMOs: do not subtract one from the other.",
            ),
            figure_links("All figures on pay", "all-pay", [figure for figure in shown if figure.value is not None]),
        ]

    def _jobs(self) -> list[b.Block]:
        shown = [figure for figure in load_reference().facts.figures.values() if figure.table == "market"]
        return [
            b.note(
                "Nobody counts chief medical officers.",
                "The labor statistics hold them among chief executives, health services managers or physicians. A "
                "growth rate of CMOs is always that of one of these groups.",
            ),
            self._chart(
                "bls-mhsm-growth bls-topexec-growth bls-phys-growth bls-all-growth",
                title="Jobs of health services managers are to grow by 23 %, those of physicians by 3 %",
                subtitle="Projected growth of jobs, 2024 to 2034 [%], United States",
                columns=("Group", "Growth"),
                label=lambda figure: figure.what.split(",")[0],
            ),
            self._chart(
                "cmo-postings-2019 cmo-postings-2021 cmo-postings-2022 cmo-postings-2024",
                title="Postings for CMOs peaked in 2021 and stayed above 2019",
                subtitle="Postings for CMOs on one job board [postings per year]",
                columns=("Year", "Postings"),
                label=lambda figure: figure.year,
                note="One board; 2022 perhaps for part of the year only.",
            ),
            figure_links("All figures on jobs", "all-jobs", shown),
        ]

    def _people(self) -> list[b.Block]:
        shown = [figure for figure in load_reference().facts.figures.values() if figure.table == "survey"]
        return [
            self._chart(
                "cmo-female-2004-system cmo-female-2004-hospital cmo-female-aamc us-cmo-female-2021 biotech-cmo-female",
                title="In recent surveys 24 to 36 % of the leaders are women; in 2004 it was 12 % or less",
                subtitle="Women among physician leaders [%], five groups that are not the same",
                columns=("Group", "Women"),
                label=lambda figure: f"{figure.what.removeprefix('Women among ')}, {figure.year}",
            ),
            self._chart(
                "cmo-tenure-1-2 cmo-tenure-3-4 cmo-tenure-5-6 cmo-tenure-7plus",
                title="Nearly half of CMOs had been at their system for one or two years",
                subtitle="CMOs by years at their system [%], United States, 2016, n = 116; the bands add to 95 %",
                columns=("Time at the system", "Share"),
                label=lambda figure: figure.what.removeprefix("CMOs in their post for "),
            ),
            self._chart(
                "cmo-degree-2001 cmo-degree-2009 physexec-degree-2009",
                title="In hospitals a management degree became usual; among all physician executives a third had one",
                subtitle="Physician executives with a management degree [%], United States",
                columns=("Group", "Share"),
                label=lambda figure: f"{_group(figure.what)}, {figure.year}",
                note="The first two count those still working on one.",
            ),
            figure_links("All figures from surveys", "all-survey", shown),
        ]

    def _world(self) -> list[b.Block]:
        graph = self._journey.catalogue.career
        countries = load_world()
        years = {country.id: training_years(country, graph) for country in countries}
        chart = bar_chart(
            [_training_bar(country, years[country.id]) for country in countries],
            title="From university to specialist takes about 8 to 14 years, and leading comes after that",
            subtitle="Years of training by country; the thin line runs from the shortest to the longest way",
            columns=("Country", "Usual length"),
            source="Lengths of the steps of each country, added up; sources stand with each step. Two are not known.",
            about="Which way",
            span="Shortest to longest [years]",
        )
        rows = [self._country(country) for country in countries]
        return [
            b.markup(chart_html(chart), key="world"),
            b.title("What the leader is called, and how one gets there", level=3),
            b.table(("Country", "What the leader is called; the way there", "Pages to read; pay"), rows),
            b.prose(b.quiet("Pay is shown only where a source publishes it with its year; elsewhere we found none.")),
        ]

    def _country(self, country: Country) -> tuple[str, ...]:
        graph, figures = self._journey.catalogue.career, load_reference().facts.figures
        pages = "<br>".join(b.link(id, graph.step(id).short) for id in country.steps)
        paid = [b.link(id, f"{figures[id].what}: {figures[id].words}") for id in country.pay]
        pay = "<br>".join(paid) or b.quiet("Pay: no sourced figure")
        cited = " ".join(b.link(id, id) for id in country.sources)
        told = f"{b.strong(country.called)}.<br>{b.words(country.way)}"
        support = f"{b.quiet(f'({country.mark.words}')} {cited}{b.quiet(')')}"
        return b.words(country.name), f"{told} {support}", f"{pages}<br>{pay}"


def _figures(ids: str) -> list[PublishedFigure]:
    figures = load_reference().facts.figures
    return [figures[id] for id in ids.split()]


def _group(what: str) -> str:
    return what.split(" with ")[0]


def _training_bar(country: Country, years: TrainingYears | None) -> Bar:
    if years is None:
        return Bar(country.name, None, "length not known", "unverified", country.training_note)
    words = f"{years.typical:.0f} years"
    return Bar(
        country.name, years.typical, words, years.mark.words, country.training_note, low=years.low, high=years.high
    )
