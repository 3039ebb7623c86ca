"""Published figures as bars, links and sources, each with its year, n and support."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cmo_pathways.career import PublishedFigure
from cmo_pathways.charts import Bar
from cmo_pathways.journey import Journey
from cmo_pathways.widgets import blocks as b


def figure_bars(figures: Sequence[PublishedFigure], *, label: Callable[[PublishedFigure], str]) -> list[Bar]:
    """One bar per figure that has a value, in the given order; ``label`` says in short what it is about."""
    return [
        Bar(label(figure), figure.value, amount(figure), figure.mark.words, detail(figure))
        for figure in figures
        if figure.value is not None
    ]


def amount(figure: PublishedFigure) -> str:
    """The value for the end of a bar: ``31 %``, ``USD 388,000``."""
    text = figure.value_words or f"{figure.value:,.10g}"
    words, _, number = text.rpartition(" ")
    words = f"{words} " if words else ""
    if figure.is_money:
        return f"{words}USD {number}"
    return f"{text} {figure.unit}".replace(" jobs per year", "").replace(" postings", "").strip()


def detail(figure: PublishedFigure) -> str:
    """Year and n: ``2005, 154 CMOs among 340``."""
    return ", ".join(part for part in (figure.year, figure.sample) if part)


def source_words(journey: Journey, figures: Sequence[PublishedFigure]) -> str:
    """The sources of these figures in words, each once."""
    sources = journey.catalogue.career.sources
    ids = dict.fromkeys(id for figure in figures for id in figure.sources)
    return "; ".join(f"{sources[id].title} ({sources[id].year})" for id in ids) + "."


def figure_links(label: str, key: str, figures: Sequence[PublishedFigure]) -> b.Block:
    """A folded table: each figure as a link to its page, with its year and support."""
    rows = [(b.link(figure.id, figure.what), b.words(figure.words), b.words(figure.sample)) for figure in figures]
    return b.details(key, f"{label} ({len(rows)})", b.table(("Figure", "Value, year, support", "About whom"), rows))
