"""Finding the faults of the files on the post itself: settings, countries, renewals, the offer list."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.career import CareerGraph, read_offer, read_renewals, read_settings, read_world
from cmo_pathways.catalogue import Reference, load_catalogue, load_reference
from cmo_pathways.content import Report, read_yaml

FOLDER = "data/post"
POST_KEYS = ("settings", "countries", "renewals", "groups")
"""The key by which each of the files is known."""


def check_post(root: Path, report: Report, career: CareerGraph, reference: Reference) -> None:
    """Note every fault of the files in ``data/post`` below ``root``; ids are looked up in the content given."""
    for file in sorted((root / FOLDER).glob("*.yaml")):
        _check_file(file, report, career, reference)


def check_post_file(file: Path, report: Report) -> None:
    """Note every fault of one file, told by its keys; ids are looked up in the shipped content."""
    _check_file(file, report, load_catalogue().career, load_reference())


def _check_file(file: Path, report: Report, career: CareerGraph, reference: Reference) -> None:
    top = read_yaml(file, Report(report.root))
    keys = set(top.keys()) if top is not None else set()
    sources = career.sources
    if "settings" in keys:
        variations = {item.id for item in reference.items.variations}
        read_settings(file, report, variations=variations, sources=sources)
    elif "countries" in keys:
        read_world(file, report, steps=career.steps, figures=reference.facts.figures, sources=sources)
    elif "renewals" in keys:
        cycles = {s.id: s.years.typical.value or 0.0 for s in career.steps.values() if s.years_are == "cycle"}
        read_renewals(file, report, steps=career.steps, cycles=cycles, sources=sources)
    else:
        read_offer(file, report, sources=sources)
