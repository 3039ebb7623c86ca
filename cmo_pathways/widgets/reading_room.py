"""A page of the reading room as blocks: rows as tables, assumptions drawn as such, sources folded below."""

from __future__ import annotations

from collections.abc import Iterable

from cmo_pathways.pages import Fact, Page, Part
from cmo_pathways.widgets import blocks as b

_LONG = 6
"""Rows from which on a part opens on demand."""


def page_blocks(page: Page) -> list[b.Block]:
    """A whole page: title, lead, its parts (long ones folded) and its sources."""
    found = [b.title(page.title, level=3), b.prose(b.words(page.lead))]
    for part in page.parts:
        inside = part_blocks(part)
        if len(part.rows) < _LONG:
            found += [b.prose(b.strong(part.heading)), *inside]
        else:
            found.append(b.details(f"{page.id}-{part.heading}", f"{part.heading} ({len(part.rows)})", *inside))
    return [*found, *source_blocks(page)]


def part_blocks(part: Part) -> list[b.Block]:
    """What stands below the heading of a part."""
    found = [b.prose(*map(b.words, part.paragraphs))] if part.paragraphs else []
    if part.bullets:
        found.append(b.bullets(part.bullets))
    if part.rows:
        rows = [(b.words(row.label), _cell(row.text, row.facts)) for row in part.rows]
        found.append(b.table(("What", "Facts, with year, support and source"), rows))
    return found


def source_blocks(page: Page, only: Iterable[str] | None = None) -> list[b.Block]:
    """The sources of a page with title, year, address and last check, folded; ``only`` names those to show."""
    wanted = None if only is None else set(only)
    found = [source for source in page.sources if wanted is None or source.id in wanted]
    rows = [(b.words(source.id), b.words(source.words)) for source in found]
    if not rows:
        return []
    return [b.details(f"sources-{page.id}", f"Sources ({len(rows)})", b.table(("Id", "Source"), rows))]


def _cell(text: str, facts: tuple[Fact, ...]) -> str:
    parts = [b.words(text)] if text else []
    parts += [f"{b.assumed(f.text) if f.assumed else b.words(f.text)} {b.quiet(f'({f.support})')}" for f in facts]
    return "; ".join(parts)
