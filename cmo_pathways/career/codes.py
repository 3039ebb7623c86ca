"""Codes of occupations (SOC, ISCO-08, ESCO) for the steps of the career graph; no scheme knows a CMO of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.career.model import Source
from cmo_pathways.career.rows import read_rows
from cmo_pathways.content import Record, Report
from cmo_pathways.scale import Mark

COLUMNS = (  # noqa: SIM905 - reads better than 12 lines
    "id scheme code title uri steps training fit fit_mark mark sources note"
).split()
SCHEMES = {
    "SOC": r"\d\d-\d{4}",
    "SOC 2010": r"\d\d-\d{4}",
    "SOC 2018": r"\d\d-\d{4}",
    "ISCO-08": r"\d{4}",
    "ESCO": r"\d{4}(\.\d+)+",
}
"""Each scheme with the form of its codes."""

FITS = ("main", "secondary", "contrast")

_ESCO = re.compile(r"http://data\.europa\.eu/esco/occupation/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class OccupationCode:
    """One code and the steps it fits; ``training`` names residencies or fellowships where it holds for these only.

    ``fit`` is main, secondary, or contrast (fits no step; listed so that nobody takes it for one). The fit is our
    judgement (``fit_mark``), the code itself is sourced (``mark``). ``uri`` is the address of an ESCO occupation.
    """

    id: str
    scheme: str
    code: str
    title: str
    uri: str
    steps: tuple[str, ...]
    training: tuple[str, ...]
    fit: str
    fit_mark: Mark
    mark: Mark
    sources: tuple[str, ...]
    note: str


def read_codes(
    file: Path, report: Report, steps: Collection[str], sources: Mapping[str, Source]
) -> Mapping[str, OccupationCode]:
    """The occupation codes of ``codes.csv`` by id; faults go into the report."""
    pairs = read_rows(file, COLUMNS, _code, report)
    seen: dict[tuple[str, str], OccupationCode] = {}
    for row, record in pairs:
        _check(row, record, steps, sources)
        same = seen.setdefault((row.scheme, row.code), row)
        if same is not row:
            record.problem("E-TWICE", f"{row.scheme} {row.code} is {same.id} already - keep one of them", "code")
    return {row.id: row for row, _ in pairs}


def codes_for(codes: Mapping[str, OccupationCode], step: str) -> tuple[OccupationCode, ...]:
    """The codes that fit a step, main ones first."""
    found = [row for row in codes.values() if step in row.steps]
    return tuple(sorted(found, key=lambda row: FITS.index(row.fit)))


def _code(record: Record) -> OccupationCode:
    return OccupationCode(
        id=record.identifier(),
        scheme=record.choice("scheme", SCHEMES),
        code=record.text("code"),
        title=record.text("title"),
        uri=record.text("uri", ""),
        steps=record.texts("steps", required=False),
        training=record.texts("training", required=False),
        fit=record.choice("fit", FITS),
        fit_mark=record.mark("fit_mark"),
        mark=record.mark("mark"),
        sources=record.texts("sources", required=False),
        note=record.text("note", ""),
    )


def _check(row: OccupationCode, record: Record, steps: Collection[str], sources: Mapping[str, Source]) -> None:
    form = SCHEMES.get(row.scheme)
    if form and row.code and not re.fullmatch(form, row.code):
        record.problem("E-CODE", f'"{row.code}" is no code of {row.scheme} - mend it', "code")
    if (row.scheme == "ESCO") != bool(_ESCO.fullmatch(row.uri)):
        record.problem("E-URL", "an ESCO row, and no other, has the uri of its occupation - mend uri", "uri")
    for name, ids in (("steps", row.steps), ("training", row.training)):
        for id in ids:
            if id not in steps:
                record.problem("E-STEP", f'{name} "{id}" is not in steps.csv - add it or mend the id', name)
    if bool(row.steps) == (row.fit == "contrast"):
        record.problem("E-STEP", "a code fits steps, or it is there for contrast - fill steps or mend fit", "fit")
    for source in row.sources:
        if source not in sources:
            record.problem("E-SOURCE", f'source "{source}" is not in sources.yaml - add it or mend the id', "sources")
    if not row.sources:
        record.problem("E-SOURCE", f'code "{row.id}" names no source - name it', "sources")
