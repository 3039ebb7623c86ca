"""Cases of one's own: folders below ``notebooks/my-cases`` in the learner's home, made from the template."""

from __future__ import annotations

import re
import shutil
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cmo_pathways.cases import Case, check_case, read_case
from cmo_pathways.catalogue import Catalogue
from cmo_pathways.content import Report, content_root
from cmo_pathways.errors import InputError, LearnerError, Problem, WorkspaceError

FOLDER = Path("notebooks") / "my-cases"
_NO_LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class OwnCase:
    """A case file of the learner: the name of its folder, the file, and its title as far as it can be read."""

    id: str
    file: Path
    title: str


def own_cases(home: Path) -> tuple[OwnCase, ...]:
    """The learner's case files in the order of their folders' names; none where nothing was written yet."""
    files = sorted((home / FOLDER).glob("*/case.md"))
    return tuple(OwnCase(file.parent.name, file, _title(file) or file.parent.name) for file in files)


def new_case(home: Path, title: str) -> OwnCase:
    """A copy of the template under a title; the folder is named after it.

    Raises LearnerError for a title without letters or one that is taken, WorkspaceError where nothing can be written.
    """
    name = _slug(title)
    if not name:
        raise LearnerError("The case needs a title first. Three to five words are enough.")
    folder = home / FOLDER / name
    if folder.exists():
        raise LearnerError(f'There is a case in the folder "{name}" already. Open that one, or choose another title.')
    template = content_root() / "exercises" / "_template"
    text = (template / "case.md").read_text(encoding="utf-8")
    text = re.sub(r"^case: \S+", f"case: {name}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"^title: .*$", lambda _: f"title: {_quoted(title)}", text, count=1, flags=re.MULTILINE)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(template, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "case.md").write_text(text, encoding="utf-8")
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)  # half a case would keep its title from being used again
        why = error.strerror or "the disk refused"
        raise WorkspaceError(f"The case could not be written into {folder.parent} ({why}).") from error
    return OwnCase(name, folder / "case.md", title.strip())


def check_own(file: Path, catalogue: Catalogue, today: date) -> tuple[Problem, ...]:
    """Every fault of a case file in the order of its lines; empty where it is ready to be played."""
    report = Report(file.parent)
    found = read_case(file, report)
    known = tuple(catalogue.framework.competencies)
    faults = () if found is None else check_case(found, competencies=known, today=today)
    return tuple(sorted({*report.problems, *faults}, key=lambda one: (one.line, one.code, one.message)))


def play_own(file: Path, catalogue: Catalogue, today: date) -> Case:
    """The case of a file that can be played. Raises InputError with every fault that stands in the way."""
    errors = [fault for fault in check_own(file, catalogue, today) if fault.severity == "error"]
    found = read_case(file, Report(file.parent))
    if errors or found is None:
        raise InputError(errors)
    return found


def _title(file: Path) -> str:
    try:
        head = file.read_text(encoding="utf-8", errors="replace")[:20_000]
    except OSError:
        return ""
    match = re.search(r"^title:\s*(.+?)\s*$", head, re.MULTILINE)
    return match[1].strip("\"'") if match else ""


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    return _NO_LETTERS.sub("-", plain).strip("-")[:60].strip("-")


def _quoted(title: str) -> str:
    text = " ".join(title.split()).replace("\\", " ").replace('"', "'")
    return f'"{text}"'
