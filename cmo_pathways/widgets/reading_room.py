"""A page of the reading room as blocks: rows as tables, names as links, assumptions drawn as such, sources below."""

from __future__ import annotations

from collections.abc import Iterable

from cmo_pathways.catalogue import Catalogue, load_reference
from cmo_pathways.pages import Fact, Page, Part, page_of
from cmo_pathways.widgets import blocks as b

_LONG = 6
"""Rows from which on a part opens on demand."""


class Shelf:
    """The page that a reader opened from a link, and those read before it; a screen holds one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._trail: tuple[str, ...] = ()

    @property
    def open(self) -> str | None:
        """The id of the page that is open, or None."""
        return self._trail[-1] if self._trail else None

    def read(self, id: str) -> None:
        """Open the page of an id; a page of the trail is gone back to. Raises UnknownId."""
        self.page(id)
        before = self._trail[: self._trail.index(id)] if id in self._trail else self._trail
        self._trail = (*before, id)

    def close(self) -> None:
        """Put the pages away."""
        self._trail = ()

    def page(self, id: str) -> Page:
        """The page of an id. Raises UnknownId."""
        # The shelf is read when the first page opens, not with the screen.
        return page_of(self._catalogue, load_reference(), id)

    def blocks(self, home: tuple[str, str] | None = None) -> list[b.Block]:
        """The open page below links back to those read before it; ``home`` is (id, words) of where it began."""
        if not self._trail:
            return []
        back = [b.link(*home)] if home else []
        back += [b.link(id, self.page(id).title) for id in self._trail[-4:-1]]
        trail = [b.prose("Back to: " + " · ".join(back), style="muted")] if back else []
        page = self.page(self._trail[-1])
        return [b.group(f"read-{page.id}", *trail, *page_blocks(page))]


def page_blocks(page: Page) -> list[b.Block]:
    """A whole page: title, lead, its parts (long ones folded) and its sources."""
    found = [b.title(page.title, level=3, at=page.id), b.prose(b.words(page.lead))]
    for part in page.parts:
        inside = part_blocks(part)
        if len(part.rows) < _LONG:
            found += [b.prose(b.strong(part.heading)), *inside]
        else:
            found.append(b.details(f"{page.id}-{part.heading}", f"{part.heading} ({len(part.rows)})", *inside))
    return [*found, *source_blocks(page)]


def part_blocks(part: Part) -> list[b.Block]:
    """What stands below the heading of a part; the name of a row with a page of its own is a link to it."""
    found = [b.prose(*map(b.words, part.paragraphs))] if part.paragraphs else []
    if part.bullets:
        found.append(b.bullets(part.bullets))
    named = [b.link(row.id, row.label) if row.id else b.words(row.label) for row in part.rows]
    if any(row.text or row.facts for row in part.rows):
        cells = [(name, _cell(row.text, row.facts)) for name, row in zip(named, part.rows, strict=True)]
        found.append(b.table(("What", "Facts, with year, support and source"), cells, style="page"))
    elif named:
        found.append(b.listed(named))
    return found


def source_blocks(page: Page, only: Iterable[str] | None = None) -> list[b.Block]:
    """The sources of a page with title, year, address and last check, folded; ``only`` names those to show."""
    wanted = None if only is None else set(only)
    found = [source for source in page.sources if wanted is None or source.id in wanted]
    rows = [(b.words(source.id), b.words(source.words)) for source in found]
    if not rows:
        return []
    return [b.details(f"sources-{page.id}", f"Sources ({len(rows)})", b.table(("Id", "Source"), rows, style="sources"))]


def _cell(text: str, facts: tuple[Fact, ...]) -> str:
    told = [f"{b.assumed(f.text) if f.assumed else b.words(f.text)} {b.quiet(f'({f.support})')}" for f in facts]
    before = b.words(text) + (" " if text.endswith(".") or not told else "; ") if text else ""
    return f"{before}{'; '.join(told)}"
