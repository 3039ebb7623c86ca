"""A program that loads once what every lesson loads, and forks a kernel for each that is asked for.

Loading takes longer than most lessons run. That they also run in a kernel that has loaded nothing is what the tests
with nbval show. The program ends with the tests; a kernel ends with the process that Jupyter takes for it.
"""

from __future__ import annotations

import gc
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

_LOADED = ("ipykernel.kernelapp", "ipykernel.zmqshell", "matplotlib.backends.backend_svg", "cmo_pathways.widgets")
_MOST = 1 << 18  # [bytes] of one request, its environment included


def loaded_kernel(surroundings: Mapping[str, str]) -> list[str]:
    """What starts a kernel, as a kernelspec says it; ``surroundings`` are those in which the program loads."""
    if not _programs:
        place = str(Path(tempfile.mkdtemp(prefix="cmo-")) / "asked")
        _programs[place] = _start(place, surroundings)
    return [sys.executable, "-E", "-S", __file__, "ask", *_programs, "{connection_file}"]


def _start(place: str, surroundings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(place)
        listening.listen()
        number = listening.fileno()
        words = [sys.executable, __file__, "serve", place, str(number)]
        return subprocess.Popen(words, stdin=subprocess.PIPE, env=dict(surroundings), pass_fds=[number])


def _ask(place: str, file: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
        line.connect(place)
        line.send(json.dumps({"file": file, "folder": str(Path.cwd()), "environ": dict(os.environ)}).encode())
        line.recv(1)


def _serve(place: str, listening: socket.socket) -> None:
    del sys.path[0]  # the folder of this file, which a kernel would not find either
    for name in _LOADED:
        import_module(name)
    catalogue = import_module("cmo_pathways.catalogue")
    catalogue.load_catalogue()
    catalogue.load_reference()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while sys.stdin not in select.select([listening, sys.stdin], [], [])[0]:
        line, _ = listening.accept()
        with line:
            if os.fork() == 0:
                listening.close()
                _become_kernel(line, json.loads(line.recv(_MOST)))
    shutil.rmtree(Path(place).parent)


def _become_kernel(line: socket.socket, given: dict[str, Any]) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    silence = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(silence, number)
    os.chdir(given["folder"])
    os.environ.clear()
    os.environ.update(given["environ"])
    os.environ.pop("JPY_PARENT_PID", None)
    time.tzset()
    sys.argv = ["ipykernel_launcher.py", "-f", given["file"]]
    import_module("ipykernel.kernelapp").launch_new_instance()
    os._exit(0)


def _end_with(line: socket.socket) -> None:
    line.recv(1)
    os._exit(1)


_programs: dict[str, subprocess.Popen[bytes]] = {}

if __name__ == "__main__":
    if sys.argv[1] == "ask":
        _ask(*sys.argv[2:])
    else:
        _serve(sys.argv[2], socket.socket(fileno=int(sys.argv[3])))
