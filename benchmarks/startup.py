"""What it costs to start: ``cmo-pathways --help`` and ``import cmo_pathways`` against the bare interpreter.

Processor time (user + system) of child processes. The commands take turns, so that a busy computer slows all of
them alike; each ratio is the median over rounds of a command against the bare interpreter of the same round.

    python -m benchmarks.startup [rounds]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys

BARE = "python -c pass"
COMMANDS = {
    BARE: ["-c", "pass"],
    "import cmo_pathways": ["-c", "import cmo_pathways"],
    "cmo-pathways --help": ["-c", "from cmo_pathways.cli import main; main(['--help'])"],
    "cmo-pathways --version": ["-c", "from cmo_pathways.cli import main; main(['--version'])"],
    "cmo-pathways gaps --help": ["-c", "from cmo_pathways.cli import main; main(['gaps', '--help'])"],
}
LIMITS = {"cmo-pathways --help": 5.0}
"""Ratios that must hold; the others are only told."""


def measure(rounds: int = 25) -> dict[str, tuple[float, float]]:
    """Per command the median processor time [ms] and the median ratio to the bare interpreter."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(rounds + 1):
        for name, words in COMMANDS.items():
            spent = _processor_time(words)
            if turn:  # the first turn only fills the caches
                times[name].append(spent)
    return {
        name: (1000 * statistics.median(spent), statistics.median(map(_ratio, spent, times[BARE])))
        for name, spent in times.items()
    }


def _ratio(spent: float, bare: float) -> float:
    return spent / bare


def _processor_time(words: list[str]) -> float:
    child = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, words
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Print the table; 1 where a limit is broken."""
    given = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    found = measure(*given[:1])
    for name, (spent, ratio) in found.items():
        limit = f"  (limit {LIMITS[name]:.1f})" if name in LIMITS else ""
        print(f"{name:<26}{spent:7.1f} ms{ratio:7.2f} x{limit}")
    return int(any(found[name][1] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
