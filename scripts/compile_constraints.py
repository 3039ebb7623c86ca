"""Writes the pinned sets from the ranges in pyproject.toml: constraints.txt, constraints-dev.txt, scripts/uv.txt.

One universal set for Python 3.11 to 3.13 on every operating system, with hashes and without host names. The
development file holds only what it adds, so that no package can be pinned twice. Run it by ``make constraints``;
present pins stay where the ranges still allow them, and ``make constraints ARGS=--upgrade`` takes newer ones.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Resolved for the oldest Python: networkx 3.7 and others refuse 3.11.
OLDEST = "3.11"
FLAGS = [
    *("--universal", "--python-version", OLDEST, "--generate-hashes", "--fork-strategy", "fewest"),
    *("--no-header", "--no-annotate", "--quiet"),
]
NOTE = "# Written by scripts/compile_constraints.py (make constraints); edit pyproject.toml instead.\n"
UV = "uv>=0.9"


def compile_all(extra: list[str]) -> None:
    """Write the three files; ``extra`` goes to uv, such as ``--upgrade``."""
    runtime, dev, tool = ROOT / "constraints.txt", ROOT / "constraints-dev.txt", ROOT / "scripts" / "uv.txt"
    every_pin = _compile("pyproject.toml", "--group", "dev", *extra, keep=(runtime, dev))
    uv_pin = _compile("-", *extra, keep=(tool,), stdin=UV)
    with tempfile.TemporaryDirectory() as folder:
        limits = Path(folder) / "limits.txt"
        limits.write_text("".join(every_pin), encoding="utf-8")
        pins = _compile("pyproject.toml", "--group", "build", "-c", str(limits))
    runtime.write_text(NOTE + "".join(pins), encoding="utf-8")
    dev.write_text(NOTE + "-r constraints.txt\n" + "".join(p for p in every_pin if p not in pins), encoding="utf-8")
    tool.write_text(NOTE + "".join(uv_pin), encoding="utf-8")


def _compile(source: str, *options: str, keep: tuple[Path, ...] = (), stdin: str = "") -> list[str]:
    """The pins of one source, each with its hashes; uv keeps what the files in ``keep`` pin already."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pins.txt"
        present = [pin for file in keep if file.exists() for pin in _pins(file.read_text(encoding="utf-8"))]
        out.write_text("".join(present), encoding="utf-8")
        command = [sys.executable, "-m", "uv", "pip", "compile", source, *FLAGS, *options, "-o", str(out)]
        subprocess.run(command, cwd=ROOT, check=True, input=stdin, text=True, stdout=subprocess.DEVNULL)
        return _pins(out.read_text(encoding="utf-8"))


def _pins(text: str) -> list[str]:
    return re.findall(r"^[a-z0-9].*(?:\n[ ]+--hash.*)+\n", text, flags=re.MULTILINE)


if __name__ == "__main__":
    compile_all(sys.argv[1:])
