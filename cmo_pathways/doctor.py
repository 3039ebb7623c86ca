"""What works on this computer, and how to mend the rest; nothing outside is asked."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from cmo_pathways.content import content_root
from cmo_pathways.document import Document, Prose
from cmo_pathways.errors import ExportError, LedgerError
from cmo_pathways.ledger import network_disk, open_ledger, synced_folder_warning

if TYPE_CHECKING:
    from packaging.requirements import Requirement

DISTRIBUTION = "cmo-pathways"
ROOM_NEEDED = 200_000_000  # [bytes] for exports, copies of lessons and the growth of the ledger
PYTHONS = ((3, 11), (3, 14))  # from, and below
_PACKAGE = Path(__file__).resolve().parent
_FONTS = (
    "export/fonts/SourceSans3-Regular.ttf",
    "export/fonts/SourceSans3-It.ttf",
    "export/fonts/SourceSans3-Semibold.ttf",
    "export/fonts/SourceSans3-SemiboldIt.ttf",
    "widgets/fonts/source-sans-3-latin-400-normal.woff2",
    "widgets/fonts/source-sans-3-latin-600-normal.woff2",
)
_MODULES = {"markdown-it-py": "markdown_it", "pynacl": "nacl", "python-docx": "docx", "pyyaml": "yaml"}
"""What a package is imported as, where that is not its own name."""
_AGAIN = "Install cmo-pathways again, as its README shows."


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: its name, whether it works, and the one step that mends it ("" where none is)."""

    name: str
    ok: bool
    fix: str = ""


def examine(home: Path, environ: Mapping[str, str], *, mounts: str | None = None) -> tuple[Check, ...]:
    """Look at everything that the lessons need, in the order in which it should be mended.

    Parameters: home, the learner's folder, which need not exist yet; environ, the environment variables; mounts, a
    mount table as in /proc/mounts instead of the computer's own. One trial file is written and
    removed again; the ledger is opened as every screen opens it, which brings an older one up to date and finishes a
    restore or an erasure that was cut off. No network is used.
    """
    return (
        check_python(sys.version_info[:2]),
        check_packages(),
        check_lessons(content_root()),
        check_writable(home),
        check_disk(home, mounts),
        check_room(home),
        check_ledger(home, mounts),
        check_fonts(_PACKAGE),
        check_pdf(),
        check_jupyter("JupyterLab", ("lab", "static", "index.html"), environ),
        check_jupyter("Pages without code (Voila)", ("voila", "templates", "lab", "index.html.j2"), environ),
        check_kernel(_PACKAGE),
        check_browser(environ),
    )


def check_python(version: tuple[int, int]) -> Check:
    """Whether this Python is one that the product is tested on."""
    shown = f"{version[0]}.{version[1]}"
    low, below = PYTHONS
    tested = f"{low[0]}.{low[1]} to {below[0]}.{below[1] - 1}"
    wanted = f"This is Python {shown}; install one of {tested}, then cmo-pathways with it."
    return _check("Python", low <= version < below, wanted)


def check_packages(name: str = DISTRIBUTION) -> Check:
    """Whether every package that the product needs is there, in a version that it takes; none of them is loaded."""
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(line) for line in metadata.requires(name) or ()]
    except metadata.PackageNotFoundError:
        return Check("Packages", False, _AGAIN)
    wrong = [fault for need in wanted if (need.marker is None or need.marker.evaluate()) and (fault := _fault(need))]
    return _check("Packages", not wrong, f"Wrong: {', '.join(wrong)}. {_AGAIN}")


def check_lessons(content: Path) -> Check:
    """Whether this installation carries its lessons."""
    return _check("Lessons", any((content / "notebooks").glob("[0-9][0-9]-*.ipynb")), _AGAIN)


def check_writable(home: Path) -> Check:
    """Whether the learner's folder can be written, or made where there is none yet."""
    name = "Folder can be written"
    fix = f"{home} may not be written; choose a folder of yours with --home."
    try:
        if not home.is_dir():
            place = _nearest(home)
            return _check(name, place.is_dir() and os.access(place, os.W_OK | os.X_OK), fix)
        with tempfile.TemporaryFile(dir=home) as trial:
            trial.write(b"trial")
    except OSError:
        return Check(name, False, fix)
    return Check(name, True)


def check_disk(home: Path, mounts: str | None = None) -> Check:
    """Whether the folder lies on a disk of this computer, outside of what a cloud service synchronises."""
    if kind := network_disk(home, mounts):
        fix = f"{home} is on a network disk ({kind}); choose a folder on this computer with --home."
        return Check("Disk of this computer", False, fix)
    warning = synced_folder_warning(home)
    return Check("Disk of this computer", warning is None, warning or "")


def check_room(home: Path) -> Check:
    """Whether the disk has room left."""
    try:
        free = shutil.disk_usage(_nearest(home)).free
    except OSError:
        return Check("Free space", False, f"The room on the disk of {home} is not known; check that it is connected.")
    fix = f"{free // 1_000_000} MB are left on the disk of {home}; free at least {ROOM_NEEDED // 1_000_000} MB."
    return _check("Free space", free >= ROOM_NEEDED, fix)


def check_ledger(home: Path, mounts: str | None = None) -> Check:
    """Whether the learner's ledger opens and is whole; one that was not begun yet is fine."""
    if not os.path.lexists(home / "ledger.sqlite3"):
        return Check("Ledger", True)
    try:
        open_ledger(home, create=False, mounts=mounts).events()
    except LedgerError as error:
        return Check("Ledger", False, str(error))
    return Check("Ledger", True)


def check_fonts(package: Path) -> Check:
    """Whether the fonts of screens and documents are there."""
    return _check("Fonts", all((package / name).is_file() for name in _FONTS), _AGAIN)


def check_pdf() -> Check:
    """Whether a page can be set as a PDF, tried with one small page."""
    from cmo_pathways.export import pdf_bytes

    page = Document(title="Trial", author="cmo-pathways", date="2026-01-01", blocks=(Prose("One page."),))
    try:
        made = pdf_bytes(page).startswith(b"%PDF")
    except (ExportError, ImportError, OSError):
        made = False
    return _check("PDF documents", made, _AGAIN)


def check_jupyter(name: str, file: tuple[str, ...], environ: Mapping[str, str]) -> Check:
    """Whether a part of Jupyter is there with the files that its pages are made of."""
    from jupyter_core.paths import jupyter_path

    module = "jupyterlab" if file[0] == "lab" else "voila"
    folders = [*environ.get("JUPYTER_PATH", "").split(os.pathsep), *jupyter_path()]
    there = any(Path(folder, *file).is_file() for folder in folders if folder)
    return _check(name, there and find_spec(module) is not None, _AGAIN)


def check_kernel(package: Path) -> Check:
    """Whether lessons run in the Python that runs this, and not in another one that Jupyter knows."""
    spec = package / "launch" / "share" / "kernels" / "python3" / "kernel.json"
    return _check("Lessons run in this Python", spec.is_file() and find_spec("ipykernel") is not None, _AGAIN)


def check_browser(environ: Mapping[str, str]) -> Check:
    """Whether a browser opens by itself; that none does is no fault, as the address can be copied."""
    try:
        webbrowser.get(environ.get("BROWSER", "").split(os.pathsep)[0] or None)
    except webbrowser.Error:
        return Check("Browser", True, "None was found; copy the address that is printed into a browser.")
    return Check("Browser", True)


def _check(name: str, ok: bool, fix: str) -> Check:
    return Check(name, ok, "" if ok else fix)


def _fault(need: Requirement) -> str:
    try:
        version = metadata.version(need.name)
    except metadata.PackageNotFoundError:
        return f"{need.name} is missing"
    if not need.specifier.contains(version, prereleases=True):
        return f"{need.name} {version} is not {need.specifier}"
    module = _MODULES.get(need.name.lower(), need.name.replace("-", "_"))
    return "" if find_spec(module) else f"{need.name} has no files"


def _nearest(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists."""
    return next((place for place in (folder, *folder.parents) if os.path.lexists(place)), folder)
