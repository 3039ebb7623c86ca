"""The formats of other programs that a portfolio is exported to, each with a report of what it cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from cmo_pathways.interop.bibtex import bibtex
from cmo_pathways.interop.findings import Written
from cmo_pathways.interop.json_resume import json_resume

Body = Mapping[str, Any]
Maker = Callable[[Mapping[str, Any], Mapping[str, Body], str], Written]
Exchange = Callable[[Mapping[str, Any], Mapping[str, Body], str], tuple[bytes, tuple[str, ...]]]


def _told(make: Maker) -> Exchange:
    def made(profile: Mapping[str, Any], entries: Mapping[str, Body], day: str) -> tuple[bytes, tuple[str, ...]]:
        written = make(profile, entries, day)
        return written.data, tuple(f"{item}." for item in written.left_out)

    return made


PORTFOLIO_FORMATS: Mapping[str, Exchange] = {"json-resume": _told(json_resume), "bibtex": _told(bibtex)}
"""Profile, entries by id and the day (ISO) -> the bytes of a file, and what it could not hold, in sentences."""
