"""The command line ``cmo-pathways``: each command parses, calls one function of the package, and prints.

``main`` answers the overview and the version by itself; all else loads when it is asked for, so that ``--help``
stays near the cost of the bare interpreter.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 = done, 1 = could not be done (a sentence on standard error says why), 2 = bad usage."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in ([], ["--help"], ["-h"], ["help"]):
        from cmo_pathways.cli.commands import overview

        return _say(overview())
    if words == ["--version"]:
        from cmo_pathways import __version__

        return _say(f"cmo-pathways {__version__}")
    from cmo_pathways.cli.run import run

    return run(words)


def _say(text: str) -> int:
    from cmo_pathways.cli.output import run_quietly, say

    return run_quietly(lambda: say(text))
