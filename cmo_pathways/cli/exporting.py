"""Writing the dossier in one of the formats, with the record of it in the ledger."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cmo_pathways.cli.files import write_bytes
from cmo_pathways.cli.markdown import document_markdown
from cmo_pathways.cli.output import counted, paragraph, plain
from cmo_pathways.document import to_values
from cmo_pathways.export import export_pdf
from cmo_pathways.journey import Journey, dossier_of, source_of
from cmo_pathways.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier that was written: as the contract's JSON, and in words."""

    file: Path
    values: Mapping[str, object]
    lines: tuple[str, ...]


def export_dossier(
    journey: Journey,
    *,
    audience: str,
    form: str = "pdf",
    out: Path | None = None,
    paper: str = "letter",
    design: str | None = None,
    kind: str = "dossier",
) -> Made:
    """Write the dossier of a learner and record the export. Raises ExportError, LedgerError, UnknownId."""
    state, today = journey.state(), journey.clock().date()
    found = dossier_of(journey, state, audience=audience, today=today, paper="a4" if paper == "a4" else "letter")
    document = replace(found.document, design=design) if design else found.document
    source = source_of(state, found)
    file = out or journey.home / "exports" / f"{kind}-{audience}-{today:%Y-%m-%d}.{form}"
    pages: int | None = None
    standards: tuple[str, ...] = ()
    if form == "pdf":
        done = export_pdf(document, file, attachment=source)
        pages, sha256, standards = done.pages, done.sha256, done.standards
    else:
        values = {"document": to_values(document), "source": plain(source)}
        text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) if form == "json" else ""
        data = (text or document_markdown(document)).encode() + b"\n"
        write_bytes(file, data)
        sha256 = hashlib.sha256(data).hexdigest()
    body = {"audience": audience, "kind": kind, "format": form, "sha256": sha256, "pages": pages}
    journey.record("export", file.name, body)
    return _made(file, pages, audience, found, standards, today)


def _made(
    file: Path, pages: int | None, audience: str, found: Portfolio, standards: tuple[str, ...], today: date
) -> Made:
    checks = [{"name": "complete", "ok": not found.missing, "fix": " ".join(found.missing)}]
    checks += [{"name": standard, "ok": True, "fix": ""} for standard in standards]
    values = {
        "file": str(file),
        "pages": pages,
        "audience": audience,
        "chosen": found.chosen,
        "left_out": found.left_out,
        "checks": checks,
    }
    long = f", {counted(pages, 'page')}" if pages else ""
    lines = [f"{file}{long}, for {audience}, {today:%B} {today.day}, {today.year}"]
    lines.append(f"{counted(len(found.chosen), 'entry')} shown, {len(found.left_out)} left out.")
    lines += [paragraph(f"{item.id}: {item.reason}", indent=2) for item in found.left_out]
    if found.missing:
        lines += ["Still missing", *(paragraph(sentence, indent=2, mark="- ") for sentence in found.missing)]
    return Made(file, values, tuple(lines))
