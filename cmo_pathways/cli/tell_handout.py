"""What ``case handout`` does: writes the two printed copies of a case and names them."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.cases import check_case
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, say, say_json
from cmo_pathways.cli.reading import case_of
from cmo_pathways.errors import InputError
from cmo_pathways.export.handout import write_handouts


def tell_handout(which: str, out: Path | None, paper: str, as_json: bool) -> None:
    """Write both copies. Raises UnknownId, InputError with every fault of the case, ExportError."""
    found, framework = case_of(which), load_catalogue().framework
    faults = [p for p in check_case(found, competencies=tuple(framework.competencies)) if p.severity == "error"]
    if faults:
        raise InputError(faults)
    names = {id: competency.short for id, competency in framework.competencies.items()}
    made = write_handouts(
        found, out or Path(), names=names, today=now().date(), paper="a4" if paper == "a4" else "letter"
    )
    copies = dict(zip(("learner", "facilitator"), made, strict=True))
    if as_json:
        files = [{"copy": c, "file": str(m.file), "pages": m.pages, "sha256": m.sha256} for c, m in copies.items()]
        say_json({"case": found.id, "version": found.version, "files": files})
        return
    for copy, file in copies.items():
        say(f"{file.file}, {counted(file.pages, 'page')}: {copy}'s copy")
    say("The facilitator's copy gives the case away: keep it apart.")
