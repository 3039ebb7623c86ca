"""The two printed copies of a case, written side by side: one for learners, one for the facilitator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from cmo_pathways.cases import Case
from cmo_pathways.document import Paper
from cmo_pathways.export.pdf import Exported, export_pdf
from cmo_pathways.reports.facilitator import facilitator_handout
from cmo_pathways.reports.handout import learner_handout


def write_handouts(
    case: Case, folder: Path, *, names: Mapping[str, str], today: date, paper: Paper = "letter"
) -> tuple[Exported, Exported]:
    """Write ``ID-learner.pdf`` and ``ID-facilitator.pdf`` into a folder and say what was written.

    ``names`` are the names of competencies by id. Raises InputError or LearnerError where the case has a fault that
    ``cmo-pathways case check`` names, ExportError where a file cannot be written or a letter cannot be printed.
    """
    learner = learner_handout(case, names=names, today=today, paper=paper)
    facilitator = facilitator_handout(case, names=names, today=today, paper=paper)
    return (
        export_pdf(learner, folder / f"{case.id}-learner.pdf"),
        export_pdf(facilitator, folder / f"{case.id}-facilitator.pdf"),
    )
