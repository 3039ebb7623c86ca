"""The reading room: everything that ships as pages to read, with the mark and the sources of every number."""

from __future__ import annotations

from cmo_pathways.pages.find import kinds_of, page_of
from cmo_pathways.pages.model import Cited, Fact, Page, Part, Row
from cmo_pathways.pages.skills import DEVELOPS, RELATED, SERVES, TARGETS

__all__ = ["DEVELOPS", "RELATED", "SERVES", "TARGETS", "Cited", "Fact", "Page", "Part", "Row", "kinds_of", "page_of"]
