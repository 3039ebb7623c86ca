"""A real JupyterLab or Voila on a home folder, driven by a real Chromium: what every journey in a browser builds on.

    with start_lab(home) as server, chromium() as browser:
        page = open_notebook(browser, server, "03-self-assessment")
        run_all(page)
        ...
        kill_kernels(server)
        page = open_notebook(browser, server, "03-self-assessment")

Everything waits for an event (a line of the server, a state of the page) and never for a time. Servers listen on a
free port of this computer and are ended by the id of their own process group.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import queue
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen
from uuid import uuid4

import psutil
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

PATIENCE = 120.0  # [seconds] before a test gives up; a busy machine is slow
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_SERVE = """
import sys
from pathlib import Path
from cmo_pathways.launch import {door}
{door}(Path(sys.argv[1]), open_browser=False, port=int(sys.argv[2]), extra=sys.argv[3:])
"""
# Runs in the server and in every kernel: notes each address beyond this computer that anything tries to reach.
_WATCH = """
import os, sys

def _watch(event, arguments, file=os.environ["CMO_TEST_WATCH"]):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        host = arguments[1][0]
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else str(host)
    if host not in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", "None"):
        with open(file, "a") as out:
            out.write(host + "\\n")

sys.addaudithook(_watch)
"""


expect.set_options(timeout=PATIENCE * 1000)
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)(/\S*)\?token=(\w+)")


@dataclass(slots=True)
class Server:
    """A running server: its process (the leader of its own group), its address and token, what it has said so far."""

    process: subprocess.Popen[str]
    home: Path
    watch: Path
    url: str = ""
    start: str = ""
    token: str = ""
    said: list[str] = field(default_factory=list)

    def outside(self) -> list[str]:
        """The hosts beyond this computer that the server or a kernel tried to reach; a test asserts that it is []."""
        return self.watch.read_text().split() if self.watch.exists() else []


@contextmanager
def start_lab(home: Path, *, extra: Sequence[str] = (), environ: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Our JupyterLab on a home folder, with its parts open to the browser tests."""
    command = [sys.executable, "-c", _SERVE.format(door="lab"), str(home), str(free_port())]
    with serve([*command, "--LabApp.expose_app_in_browser=True", *extra], home, environ) as server:
        yield server


@contextmanager
def start_app(home: Path, *, extra: Sequence[str] = (), environ: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Our pages without code (Voila) on a home folder."""
    command = [sys.executable, "-c", _SERVE.format(door="app"), str(home), str(free_port())]
    with serve([*command, *extra], home, environ) as server:
        yield server


@contextmanager
def serve(command: Sequence[str], home: Path, environ: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A Jupyter server as a process group of its own, cut off from the settings of whoever runs the tests.

    It ends with the block, and on Linux also with a test process that is killed.
    """
    with tempfile.TemporaryDirectory(prefix="cmo-test-", ignore_cleanup_errors=True) as folder:
        private = Path(folder)
        (private / "site").mkdir()
        (private / "site" / "sitecustomize.py").write_text(_WATCH)
        given = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "CMO_"))}
        own = {
            "CMO_TEST_WATCH": str(private / "watch.txt"),
            "IPYTHONDIR": str(private / "ipython"),
            "JUPYTER_CONFIG_DIR": str(private / "config"),
            "JUPYTER_DATA_DIR": str(private / "data"),
            "JUPYTER_RUNTIME_DIR": str(private / "runtime"),
            "PYTHONPATH": os.pathsep.join([str(private / "site"), *sys.path]),
        }
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**given, **own, **(environ or {})},
            cwd=folder,
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        server = Server(process, home, private / "watch.txt")
        try:
            _await_address(server)
            yield server
        finally:
            _stop(process)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A fresh headless Chromium of the system."""
    found = next((path for name in _CHROMIUMS if (path := shutil.which(name))), None)
    assert found, "No Chromium was found. Run scripts/system-packages browser."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def new_profile(browser: Browser) -> BrowserContext:
    """A browser profile that knows nothing of the others."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(PATIENCE * 1000)
    return context


def open_page(browser: Browser | BrowserContext, server: Server, path: str) -> tuple[Page, list[str]]:
    """A page of the server and the list to which the outside requests of its profile are added.

    In a browser it gets a profile of its own; in a profile it finds what earlier pages of it have loaded.
    """
    context = new_profile(browser) if isinstance(browser, Browser) else browser
    outside: list[str] = []

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost"):
            outside.append(url)

    context.on("request", lambda request: note(request.url))
    page = context.new_page()
    page.on("websocket", lambda socket: note(socket.url))
    page.goto(f"{server.url}{path}{'&' if '?' in path else '?'}token={server.token}", wait_until="commit")
    return page, outside


def open_notebook(browser: Browser | BrowserContext, server: Server, name: str) -> tuple[Page, list[str]]:
    """A lesson in JupyterLab with its kernel ready, in a Lab workspace of its own; and its outside requests."""
    page, outside = open_page(browser, server, f"/lab/workspaces/{uuid4().hex}/tree/notebooks/{quote(name)}.ipynb")
    wait_for_kernel(page)
    return page, outside


def open_lesson(browser: Browser | BrowserContext, server: Server, name: str) -> tuple[Page, list[str]]:
    """A lesson as a page without code, drawn completely; and its outside requests."""
    page, outside = open_page(browser, server, f"/voila/render/notebooks/{quote(name)}.ipynb")
    page.locator("#rendered_cells").wait_for(state="visible")
    return page, outside


def wait_for_kernel(page: Page) -> None:
    """Return when the notebook in front has an idle kernel; running it earlier opens a dialog that asks for one."""
    page.wait_for_function(_READY)


def run_all(page: Page) -> None:
    """Run every cell of the notebook in front; returns at once, as the promise of the command must not be awaited."""
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")


def wait_until_run(page: Page) -> None:
    """Return when every code cell of the notebook in front has run and the kernel is idle again."""
    page.wait_for_function(_DONE)


def save(page: Page) -> None:
    """Save the notebook in front and return when it is on disk."""
    page.evaluate("() => window.jupyterapp.shell.currentWidget.context.save()")


def end_sessions(server: Server) -> None:
    """Close every lesson that is open on a server, with its kernel."""
    for session in _asked(server, "GET", "/api/sessions"):
        _asked(server, "DELETE", f"/api/sessions/{session['id']}")


def kernels(server: Server) -> list[psutil.Process]:
    """The running kernels of a server."""
    children = psutil.Process(server.process.pid).children(recursive=True)
    return [child for child in children if "ipykernel_launcher" in child.cmdline()]


def kill_kernels(server: Server) -> int:
    """Kill every kernel of a server as a power cut would; how many there were."""
    killed = kernels(server)
    for kernel in killed:
        kernel.kill()
    psutil.wait_procs(killed, timeout=PATIENCE)
    return len(killed)


def free_port() -> int:
    """A port of this computer that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _asked(server: Server, method: str, path: str) -> Any:
    request = Request(f"{server.url}{path}", method=method, headers={"Authorization": f"token {server.token}"})
    with urlopen(request, timeout=PATIENCE) as reply:
        return json.loads(reply.read() or "null")


def _await_address(server: Server) -> None:
    assert server.process.stdout is not None
    lines: queue.Queue[str | None] = queue.Queue()

    def read(stream: IO[str]) -> None:
        for line in stream:
            server.said.append(line)
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, args=(server.process.stdout,), daemon=True).start()
    while (line := lines.get(timeout=PATIENCE)) is not None:
        if found := _ADDRESS.search(line):
            server.url, server.start, server.token = found.groups()
            _await_door(server)
            return
    raise AssertionError("The server ended before it was open:\n" + "".join(server.said))


def _await_door(server: Server) -> None:
    # JupyterLab tells its address some milliseconds before it listens there; until then each try is refused at once.
    place = urlsplit(server.url)
    until = time.monotonic() + PATIENCE
    while server.process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection((place.hostname, place.port), timeout=PATIENCE).close()
            return
    raise AssertionError(f"Nobody listens at {server.url}:\n" + "".join(server.said))


def _end_with_parent() -> None:
    _PRCTL(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(process: subprocess.Popen[str]) -> None:
    # Kernels have sessions of their own: the server ends them when it is asked, and they are looked for if it is not.
    with contextlib.suppress(psutil.NoSuchProcess):
        family = psutil.Process(process.pid).children(recursive=True)
        os.killpg(process.pid, signal.SIGTERM)
        _, left = psutil.wait_procs([psutil.Process(process.pid), *family], timeout=20)
        for straggler in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                straggler.kill()
    process.wait()


_PRCTL = ctypes.CDLL(None).prctl if sys.platform == "linux" else lambda *_: None
_PR_SET_PDEATHSIG = 1
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_READY = """() => {
  const context = window.jupyterapp?.shell?.currentWidget?.sessionContext;
  return Boolean(context?.isReady && context.session?.kernel?.status === "idle");
}"""
_DONE = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  const models = panel.content.widgets.map((cell) => cell.model);
  const code = models.filter((model) => model.type === "code" && model.sharedModel.source.trim());
  return panel.sessionContext.session?.kernel?.status === "idle" && code.every((model) => model.executionCount > 0);
}"""
