"""One command line in a forked process, as a person's shell would run it. It ends there and gives nothing back."""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from cmo_pathways.cli import main

NOBODY = 65534
Ends = tuple[int, int, int]
"""The open files that become standard input, output and error."""


def answer(
    words: Sequence[str], ends: Ends, *, nobody: bool, room: int | None, before: Callable[[], None] | None
) -> NoReturn:
    """Run the words and end; as a user without rights, or with files of at most ``room`` bytes, if asked."""
    status = 70
    try:
        gc.freeze()  # what the parent made is not searched again: each page that is looked at would be copied
        for number, end in enumerate(ends):
            os.dup2(end, number)
        for end in ends:
            os.close(end)
        sys.stdin, sys.stdout, sys.stderr = (
            os.fdopen(n, mode, encoding="utf-8", closefd=False) for n, mode in ((0, "r"), (1, "w"), (2, "w"))
        )
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        if nobody and os.getuid() == 0:
            os.setuid(NOBODY)
        if before is not None:
            before()
        status = main(list(words))
    finally:
        try:
            found = sys.exc_info()
            if found[0] is not None:  # as the interpreter tells of what nobody caught
                sys.excepthook(*found)
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            os._exit(status)
