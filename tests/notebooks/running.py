"""Runs the lessons in real kernels, offline and on a clock that stands still, and writes down what each cell shows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager
from notebooks.lessons import NOTEBOOKS, ROOT, Lesson
from notebooks.warm import loaded_kernel

PATIENCE = 120  # [seconds] before a kernel is given up; a busy machine is slow
_LEAN = [part for name in ("cacheprovider", "hypothesispytest", "xdist", "anyio") for part in ("-p", f"no:{name}")]
OFFLINE = Path(__file__).parent / "offline"
_INLINE = "module://matplotlib_inline.backend_inline"  # as a kernel sets it before anything loads
# Routes shorten as the days pass since a post began, so the screens get the day of the sample.
_STAND_STILL = """
def _stand_still():
    import importlib
    from datetime import datetime as real

    class Standing(real):
        @classmethod
        def now(cls, tz=None):
            return real(2026, 11, 22, 12, tzinfo=tz)

    importlib.import_module("cmo_pathways.widgets.start").datetime = Standing

_stand_still()
"""
SANITIZERS = (
    # pattern, replacement, reason
    (r"(?<![\w/])/\S*?/(?=home\b)", "", "the learner's folder lies elsewhere on every machine and in every run"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell showed, as text: its result or its printed words, an error with its name."""

    cell: str
    text: str
    failed: bool


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a kernel: this checkout, this home, no network, no settings of whoever runs the tests."""
    paths = [str(OFFLINE), str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {
        **os.environ,
        "CMO_PATHWAYS_HOME": str(home),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "IPYTHONDIR": str(home.parent / "ipython"),
        "JUPYTER_CONFIG_DIR": str(home.parent / "jupyter"),
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        "TZ": "UTC",
    }


@contextmanager
def kernel(home: Path, folder: Path = NOTEBOOKS, *, loaded: bool = False) -> Iterator[Any]:
    """A fresh kernel, if asked with all packages loaded; gives a function from source text to what it shows."""
    with tempfile.TemporaryDirectory(prefix="cmo-") as sockets:
        manager = KernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/kernel")
        if loaded:
            assert manager.kernel_spec is not None
            manager.kernel_spec.argv = _loaded_kernel()
        manager.start_kernel(
            env=surroundings(home), cwd=str(folder), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        client = manager.blocking_client()
        client.start_channels()
        try:
            client.wait_for_ready(timeout=PATIENCE)
            yield lambda source, cell="": _show(client, source, cell)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def run_lesson(lesson: Lesson, home: Path) -> tuple[Shown, ...]:
    """Restart & Run All: what each code cell shows."""
    with kernel(home, loaded=True) as show:
        assert show(_STAND_STILL).text == ""
        return tuple(show(cell.source, cell.id) for cell in lesson.code)


def transcript(shown: tuple[Shown, ...]) -> str:
    """The cells as one text; paths are sanitized."""
    text = "\n\n".join(f"--- cell {item.cell}\n{item.text.rstrip()}" for item in shown) + "\n"
    for pattern, replacement, _reason in SANITIZERS:
        text = re.sub(pattern, replacement, text)
    return text


def run_nbval(home: Path, *, loaded: bool) -> tuple[int, str]:
    """All lessons under nbval, which fails where a cell raises: its exit status and its words.

    Each runs in a fresh kernel, with all packages loaded if asked.
    """
    files = sorted(str(file) for file in NOTEBOOKS.glob("[0-9][0-9]-*.ipynb"))
    options = ["--nbval-lax", "--nbval-current-env", "-q", "--color=no", "-p", "over_files", *_LEAN]
    command = [sys.executable, "-m", "pytest", *options, *files]
    with tempfile.TemporaryDirectory(prefix="cmo-") as sockets:
        environment = {**surroundings(home), "CMO_TEST_SOCKETS": sockets}
        if loaded:
            environment["CMO_TEST_KERNEL"] = json.dumps(_loaded_kernel())
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600)
    return done.returncode, done.stdout + done.stderr


def _loaded_kernel() -> list[str]:
    return loaded_kernel({**surroundings(Path(os.devnull)), "MPLBACKEND": _INLINE})


def _text(message: Mapping[str, Any]) -> Iterator[str]:
    kind, content = message["msg_type"], message["content"]
    if kind in ("execute_result", "display_data"):
        yield f"{content['data'].get('text/plain', 'nothing as text')}\n"
    elif kind == "stream":
        yield content["text"]
    elif kind == "error":
        yield f"{content['ename']}: {content['evalue']}\n"


def _show(client: Any, source: str, cell: str) -> Shown:
    parts: list[str] = []
    reply = client.execute_interactive(
        source, timeout=PATIENCE, output_hook=lambda message: parts.extend(_text(message))
    )
    return Shown(cell, "".join(parts), reply["content"]["status"] != "ok")
