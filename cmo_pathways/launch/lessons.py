"""The lessons in a learner's folder, with the titles that their first headings give them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

START = "00-start-here"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One notebook: its name without ``.ipynb``, its title, and its path below the home folder."""

    name: str
    title: str
    path: str


def find_lessons(home: Path) -> tuple[Lesson, ...]:
    """The numbered notebooks of a home folder in order; one that cannot be read keeps its file name as title."""
    files = sorted((home / "notebooks").glob("[0-9][0-9]-*.ipynb"))
    return tuple(Lesson(file.stem, _title(file), f"notebooks/{file.name}") for file in files)


def start_path(home: Path) -> str:
    """The path of the start notebook below the home folder; of the first lesson where it is gone; "" if none."""
    lessons = find_lessons(home)
    names = {lesson.name: lesson.path for lesson in lessons}
    return names.get(START, lessons[0].path if lessons else "")


def _title(file: Path) -> str:
    words = file.stem[3:].replace("-", " ").capitalize()
    try:
        cells = json.loads(file.read_bytes())["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return words
    heading = next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), "")
    # A copy that was laid beside the learner's own is told apart by the words in brackets.
    beside = file.stem[file.stem.find(" (") :] if " (" in file.stem else ""
    return f"{heading}{beside}" if heading else words
