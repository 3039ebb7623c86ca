"""The learner's folder: lessons are copied in, an upgrade renews those that nobody edited, and nothing is overwritten.

What was shipped is noted in ``notebooks/.shipped.json``. A lesson counts as edited when the words of its cells differ
from what was shipped. Running it changes outputs, counters, widget state, trust and kernel names, and leaves an
empty cell at the end; none of that counts.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import count
from pathlib import Path
from typing import Literal

from cmo_pathways.content import content_root, default_home
from cmo_pathways.errors import WorkspaceError

MANIFEST = ".shipped.json"
NEW_VERSION = "new version"
_LESSONS = "[0-9][0-9]-*.ipynb"
_FORMAT = 1
_Action = Literal["leave", "add", "renew", "beside"]
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True)
class Workspace:
    """A learner's folder that is ready, and what was done to make it so (ids such as ``03-self-assessment``).

    ``added`` were copied in, ``renewed`` replaced by a newer version, ``edited`` are the learner's own by now, and
    ``beside`` names the files in which the new version of an edited lesson was laid beside it.
    """

    home: Path
    notebooks: Path
    exports: Path
    added: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def news(self) -> tuple[str, ...]:
        """One sentence for each thing that the learner should know before opening the lessons."""
        told = [f'A new version of a lesson that you changed lies beside yours as "{name}".' for name in self.beside]
        if self.renewed:
            told.append(f"These lessons were brought up to date: {', '.join(self.renewed)}.")
        return tuple(told)


def home_folder(given: Path | None, environ: Mapping[str, str]) -> Path:
    """The learner's folder as a full path: the one given, else ``CMO_PATHWAYS_HOME``, else the platform's usual one.

    Raises WorkspaceError where no such path can be.
    """
    try:
        return Path(given if given is not None else default_home(environ)).expanduser().resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise WorkspaceError(f"That cannot be a home folder ({error}). Choose another with --home.") from error


def prepare_workspace(home: Path, *, content: Path | None = None) -> Workspace:
    """Create the folder with ``notebooks/`` and ``exports/`` and bring the lessons in it up to date.

    A lesson that nobody edited is replaced by the newer version. An edited one stays, and the newer version is laid
    beside it once, as ``03-self-assessment (new version).ipynb``. A lesson that the learner deleted stays away until
    its shipped version changes; then it comes back. A lesson that is no longer shipped is left alone. ``content`` is
    the folder with the shipped ``notebooks/`` (by default the one of this installation). Raises WorkspaceError.
    """
    workspace = Workspace(home, home / "notebooks", home / "exports")
    with _in_words(home):
        for folder in (home, workspace.notebooks, workspace.exports):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _renew(workspace, _shipped_lessons((content or content_root()) / "notebooks"))


@dataclass(frozen=True, slots=True)
class _Lesson:
    """A notebook as bytes, the hash of the bytes, and the hash of the words in its cells ("" if unreadable)."""

    data: bytes
    sha256: str
    words: str


@dataclass(frozen=True, slots=True)
class _Note:
    """What the manifest says of a lesson: hashes of the version copied in and of the one laid beside."""

    sha256: str = ""
    words: str = ""
    beside: str = ""
    beside_words: str = ""


def _renew(workspace: Workspace, shipped: Mapping[str, _Lesson]) -> Workspace:
    manifest = workspace.notebooks / MANIFEST
    before = _read_manifest(manifest)
    notes = dict(before)
    done: dict[str, list[str]] = {"add": [], "renew": [], "edited": [], "beside": []}
    for id, lesson in shipped.items():
        file, note = workspace.notebooks / f"{id}.ipynb", notes.get(id, _Note())
        own = _read_lesson(file) if os.path.lexists(file) else None
        action = _decide(lesson, note, own)
        if own is not None and own.words not in (note.words, lesson.words):
            done["edited"].append(id)
        if action == "beside":
            beside = _place_beside(workspace.notebooks, id, note)
            _write_whole(beside, lesson.data)
            notes[id] = replace(note, beside=lesson.sha256, beside_words=lesson.words)
            done["beside"].append(beside.name)
        elif action != "leave":
            _write_whole(file, lesson.data)
            notes[id] = _Note(lesson.sha256, lesson.words)
            done[action].append(id)
    if notes != before:
        _write_whole(manifest, _manifest_bytes(notes))
    parts = (tuple(done[key]) for key in ("add", "renew", "edited", "beside"))
    return Workspace(workspace.home, workspace.notebooks, workspace.exports, *parts)


def _decide(lesson: _Lesson, note: _Note, own: _Lesson | None) -> _Action:
    if own is None:
        return "leave" if lesson.sha256 in (note.sha256, note.beside) else "add"
    if own.words and own.words in (note.words, lesson.words):
        return "leave" if lesson.sha256 == note.sha256 else "renew"
    return "leave" if lesson.sha256 in (note.sha256, note.beside) else "beside"


def _place_beside(folder: Path, id: str, note: _Note) -> Path:
    # An older new version gives way to a newer one, unless the learner has worked in it meanwhile.
    numbers = ("" if number == 1 else f" {number}" for number in count(1))
    files = (folder / f"{id} ({NEW_VERSION}{number}).ipynb" for number in numbers)
    return next(f for f in files if not os.path.lexists(f) or _read_lesson(f).words == note.beside_words != "")


def _shipped_lessons(folder: Path) -> Mapping[str, _Lesson]:
    lessons = {}
    for file in sorted(folder.glob(_LESSONS)):
        lesson = _read_lesson(file)
        if not lesson.words:
            raise WorkspaceError(f"The lesson {file.name} of this installation is damaged. Install cmo-pathways again.")
        lessons[file.stem] = lesson
    return lessons


def _read_lesson(file: Path) -> _Lesson:
    data = file.read_bytes()
    return _Lesson(data, hashlib.sha256(data).hexdigest(), _words_hash(data))


def _words_hash(data: bytes) -> str:
    try:
        cells = [(str(cell["cell_type"]), _words_of(cell["source"])) for cell in json.loads(data)["cells"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    words = json.dumps([cell for cell in cells if cell[1]], ensure_ascii=True)
    return hashlib.sha256(words.encode("ascii")).hexdigest()


def _words_of(source: str | list[str]) -> str:
    text = source if isinstance(source, str) else "".join(source)
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def _read_manifest(file: Path) -> Mapping[str, _Note]:
    try:
        notes = json.loads(file.read_bytes())["notebooks"]
        return {str(id): _Note(**{key: str(note[key]) for key in _KEYS if key in note}) for id, note in notes.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # Damaged: every lesson whose words differ from the shipped ones now counts as edited, so none is lost.
        return {}


def _manifest_bytes(notes: Mapping[str, _Note]) -> bytes:
    kept = {id: {key: value for key in _KEYS if (value := getattr(note, key))} for id, note in notes.items()}
    return (json.dumps({"format": _FORMAT, "notebooks": kept}, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _write_whole(file: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(file)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def _in_words(home: Path) -> Iterator[None]:
    try:
        yield
    except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
        raise WorkspaceError(
            f"{error.filename or home} is in the way: a file where a folder should be, or the reverse; nothing of "
            "yours was changed. Move it, or choose another folder with --home."
        ) from error
    except (OSError, ValueError) as error:
        raise _error(error, home) from error


def _error(error: OSError | ValueError, home: Path) -> WorkspaceError:
    code = getattr(error, "errno", None)
    if code in _FULL:
        return WorkspaceError(
            f"The disk has no room for the lessons in {home}; what was there is safe. Free some space, then try again."
        )
    if code in _FORBIDDEN:
        return WorkspaceError(
            f"{home} may not be written; nothing of yours was changed. Check that the folder is yours to write in, or "
            "choose another with --home."
        )
    reason = getattr(error, "strerror", None) or error
    return WorkspaceError(
        f"{home} cannot be used ({reason}); what was there is safe. Check the disk, or choose another with --home."
    )


_KEYS = tuple(field.name for field in fields(_Note))
