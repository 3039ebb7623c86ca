"""The kit of a session written side by side: the learner's sheet, the facilitator's script, the learner's notebook."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.document import Paper
from cmo_pathways.export.files import write_whole
from cmo_pathways.export.pdf import Exported, export_pdf
from cmo_pathways.reports.session import Run, facilitator_script, learner_sheet
from cmo_pathways.reports.session_notebook import learner_notebook


@dataclass(frozen=True, slots=True)
class Kit:
    """The files of a session that were written; a notebook has no pages."""

    learner: Exported
    facilitator: Exported
    notebook: Path
    notebook_sha256: str


def write_kit(run: Run, catalogue: Catalogue, folder: Path, *, today: date, paper: Paper = "letter") -> Kit:
    """Write ``ID-learner.pdf``, ``ID-facilitator.pdf`` and ``ID.ipynb`` into a folder and say what was written.

    Raises ExportError where a file cannot be written or a letter cannot be printed.
    """
    id = run.session.id
    learner = export_pdf(learner_sheet(run, catalogue, today=today, paper=paper), folder / f"{id}-learner.pdf")
    script = facilitator_script(run, catalogue, today=today, paper=paper)
    facilitator = export_pdf(script, folder / f"{id}-facilitator.pdf")
    content = learner_notebook(run, catalogue).encode()
    write_whole(folder / f"{id}.ipynb", content)
    return Kit(learner, facilitator, folder / f"{id}.ipynb", hashlib.sha256(content).hexdigest())
