"""What works on this computer, and how to mend the rest: nothing is changed, and nothing outside is asked."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from cmo_pathways.content import content_root
from cmo_pathways.document import Document, Prose
from cmo_pathways.errors import ExportError, LedgerError
from cmo_pathways.ledger import network_disk, open_ledger, synced_folder_warning

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
_MODULES = {"markdown-it-py": "markdown_it", "pyyaml": "yaml"}
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
    mount table as in /proc/mounts instead of the computer's own. Nothing is written except one trial file, which is
    removed again; no network is used.
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
    wanted = f"Install Python {low[0]}.{low[1]} to {below[0]}.{below[1] - 1}, then install cmo-pathways with it."
    return Check(f"Python {shown} ({platform.system() or 'unknown system'})", low <= version < below, wanted).told()
