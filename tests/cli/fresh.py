"""Command lines that typeset: each in a child of a process that loads everything once and has never typeset itself.

A forked child has none of its parent's threads, so a typesetter that was used before the fork would wait for them
for ever. The test process typesets; the program below does not. It ends when the test process does.
"""

from __future__ import annotations

import functools
import json
import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from cli.child import Ends, answer

_MOST = 1 << 18  # [bytes] of one request, its environment included
_LOADED = ("typst", "cmo_pathways.cli.tell_demo", "cmo_pathways.cli.tell_portfolio", "cmo_pathways.export.values")


def ask(
    words: Sequence[str], ends: Ends, *, nobody: bool, room: int | None, before: Callable[[], None] | None
) -> Callable[[], int]:
    """Have a command line run on these open files; gives what waits for its exit status."""
    line = _program()[1]
    place = [before.__code__.co_filename, before.__name__] if before else None
    around = {"folder": str(Path.cwd()), "environ": dict(os.environ)}
    given = {"words": list(words), "nobody": nobody, "room": room, "before": place, **around}
    socket.send_fds(line, [json.dumps(given).encode()], list(ends))
    return lambda: int(line.recv(16))


@functools.cache
def _program() -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, str(Path(__file__)), str(theirs.fileno())]
    with theirs:
        program = subprocess.Popen(command, stdin=subprocess.DEVNULL, env=environ, pass_fds=[theirs.fileno()])
    return program, ours


def _serve(line: socket.socket) -> None:
    while True:
        message, ends, _, _ = socket.recv_fds(line, _MOST, 3)
        if not message:
            return
        child = os.fork()
        if child == 0:
            line.close()
            _child(json.loads(message), (ends[0], ends[1], ends[2]))
        for end in ends:
            os.close(end)
        line.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _child(given: dict[str, Any], ends: Ends) -> None:
    def before() -> None:
        if given["before"]:
            file, function = given["before"]
            runpy.run_path(file)[function]()

    os.chdir(given["folder"])
    os.environ.clear()
    os.environ.update(given["environ"])
    answer(given["words"], ends, nobody=given["nobody"], room=given["room"], before=before)


if __name__ == "__main__":
    for name in _LOADED:
        import_module(name)
    import_module("cmo_pathways.catalogue").load_catalogue()
    _serve(socket.socket(fileno=int(sys.argv[1])))
