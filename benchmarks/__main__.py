"""Runs every benchmark in turn and prints what each one prints: ``make bench``.

Each measures side by side with a peer or a limit in one run; the ratios are what counts. Where a peer is not
installed, the benchmark says in one line how to get it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Run all of them; the exit status is that of the worst."""
    worst = 0
    for file in sorted(HERE.glob("[!_]*.py")):
        print(f"\n== {file.stem} ==", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{file.stem}", *sys.argv[1:]]
        worst = max(worst, subprocess.run(command, check=False, cwd=HERE.parent).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
