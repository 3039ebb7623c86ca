"""What ``show`` prints of a page of the reading room, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator

from cmo_pathways.cli.items import Item
from cmo_pathways.cli.output import paragraph, plain
from cmo_pathways.pages import Page, Part, Row


def page_item(page: Page) -> Item:
    """A page as an item of ``show``: its parts with marks and sources at every number."""
    values = {
        "kind": page.kind,
        "id": page.id,
        "name": page.title,
        "lead": page.lead,
        "parts": plain(page.parts),
        "sources": plain(page.sources),
    }
    lines = [paragraph(page.title), f"{page.id}: {page.kind}", "", paragraph(page.lead)]
    for part in page.parts:
        lines += part_lines(part)
    if page.sources:
        lines += ["", "Sources", *(paragraph(s.words, indent=2, mark=f"{s.id}  ") for s in page.sources)]
    return Item(values, tuple(lines))


def part_lines(part: Part) -> Iterator[str]:
    """A part of a page as lines: heading, paragraphs, bullets, rows."""
    yield from ("", part.heading)
    yield from (paragraph(text, indent=2) for text in part.paragraphs)
    yield from (paragraph(text, indent=2, mark="- ") for text in part.bullets)
    yield from (paragraph(_row(row), indent=2, mark="- ") for row in part.rows)


def _row(row: Row) -> str:
    named = f"{row.label} ({row.id})" if row.id else row.label
    return f"{named}: {row.words}" if row.words else named
