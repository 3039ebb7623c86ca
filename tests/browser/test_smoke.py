from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.lab import (
    Server,
    kernels,
    kill_kernels,
    open_lesson,
    open_notebook,
    open_page,
    run_all,
    start_app,
    start_lab,
    wait_for_kernel,
    wait_until_run,
)
from playwright.sync_api import Browser, expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BUTTON = """# Press Shift+Enter once to see the button
import os, sys
import ipywidgets
button = ipywidgets.Button(description="Press me")
button.on_click(lambda _: setattr(button, "description", os.environ["CMO_PATHWAYS_HOME"] + " " + sys.executable))
button"""


def write_lesson(home: Path, name: str, title: str, code: str) -> None:
    cells = [
        {"cell_type": "markdown", "id": "words", "metadata": {}, "source": f"# {title}\n\n" + "Two minutes.\n\n" * 60},
        {
            "cell_type": "code",
            "id": "code",
            "metadata": {"jupyter": {"source_hidden": True}},
            "source": code,
            "outputs": [],
            "execution_count": None,
        },
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    lesson = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (home / "notebooks").mkdir(parents=True, exist_ok=True)
    (home / "notebooks" / f"{name}.ipynb").write_text(json.dumps(lesson), encoding="utf-8")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("smoke") / "Dr. Łęcka's lessons"
    write_lesson(home, "00-start-here", "Where to start", BUTTON)
    write_lesson(home, "02-broken", "A lesson with a fault", "# Press Shift+Enter once\n1 / 0")
    return home


@pytest.fixture(scope="module")
def wrong_kernel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of Jupyter's with a kernel named python3 that cannot start, as an old installation leaves behind."""
    folder = tmp_path_factory.mktemp("old") / "kernels" / "python3"
    folder.mkdir(parents=True)
    argv = ["/nowhere/bin/python", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (folder / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Old", "language": "python"}))
    return folder.parents[1]


@pytest.fixture(scope="module")
def lab_server(home: Path, wrong_kernel: Path) -> Iterator[Server]:
    with start_lab(home, environ={"JUPYTER_PATH": str(wrong_kernel)}) as server:
        yield server


@pytest.fixture(scope="module")
def app_server(home: Path, wrong_kernel: Path) -> Iterator[Server]:
    with start_app(home, environ={"JUPYTER_PATH": str(wrong_kernel)}) as server:
        yield server


def test_lab_opens_at_the_start_notebook_and_asks_nobody_outside(browser: Browser, lab_server: Server) -> None:
    page, outside = open_page(browser, lab_server, lab_server.start)
    wait_for_kernel(page)
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path") == "notebooks/00-start-here.ipynb"
    run_all(page)
    page.get_by_role("button", name="Press me").click()
    # The kernel is this Python although another kernel of that name was found, and it knows the learner's folder.
    expect(page.get_by_role("button", name=str(lab_server.home))).to_be_visible()
    assert page.get_by_role("dialog").count() == 0
    assert page.locator(".Toastify__toast").count() == 0
    assert outside == [] and lab_server.outside() == []
    page.context.close()


def test_lab_shows_the_lesson_again_after_its_kernel_was_killed(browser: Browser, lab_server: Server) -> None:
    page, _ = open_notebook(browser, lab_server, "00-start-here")
    run_all(page)
    wait_until_run(page)
    assert kill_kernels(lab_server) >= 1
    page.context.close()
    page, outside = open_notebook(browser, lab_server, "00-start-here")
    run_all(page)
    expect(page.get_by_role("button", name="Press me")).to_be_visible()
    assert outside == []
    page.context.close()


def test_pages_open_at_the_first_lesson_and_ask_nobody_outside(browser: Browser, app_server: Server) -> None:
    page, outside = open_page(browser, app_server, "/")
    # The button lies below 60 lines of text: the page has to scroll, and the header stays.
    page.get_by_role("button", name="Press me").click()
    expect(page.get_by_role("button", name=str(app_server.home))).to_be_in_viewport()
    expect(page.get_by_role("banner")).to_be_in_viewport()
    assert page.title() == "Where to start - CMO Pathways"
    assert page.get_by_text("import ipywidgets").count() == 0
    page.get_by_role("navigation", name="Lessons").locator("summary", has_text="Where to start").click()
    page.get_by_role("link", name="A lesson with a fault").click()
    expect(page.get_by_role("heading", name="A lesson with a fault")).to_be_visible()
    assert outside == [] and app_server.outside() == []
    page.context.close()


def test_a_fault_in_a_page_is_a_sentence_and_never_a_traceback(browser: Browser, app_server: Server) -> None:
    page, outside = open_lesson(browser, app_server, "02-broken")
    expect(page.get_by_role("alert")).to_contain_text("What was saved before is safe.")
    words = page.locator("body").inner_text()
    assert "Traceback" not in words and "ZeroDivision" not in words and "voila" not in words.lower()
    assert outside == []
    page.context.close()


@pytest.mark.parametrize(
    "path", ["/voila/render/notebooks/77-nothing.ipynb", "/voila/tree", "/voila/files/ledger.sqlite3"]
)
def test_a_page_that_is_not_there_asks_nobody_outside(browser: Browser, app_server: Server, path: str) -> None:
    page, outside = open_page(browser, app_server, f"/voila/{path}")
    page.wait_for_load_state("load")
    assert "Traceback" not in page.content() and "ledger" not in page.locator("body").inner_text()
    assert outside == []
    page.context.close()


def test_the_servers_leave_no_kernel_behind(home: Path, browser: Browser) -> None:
    with start_app(home) as server:
        page, _ = open_lesson(browser, server, "00-start-here")
        running = kernels(server)
        assert running
        page.context.close()
    assert not any(kernel.is_running() for kernel in running)


# A test process with a server that tells its address, as Jupyter does, and then stays.
STAYS = """
import sys, time
with open(sys.argv[1], "w") as alive:
    print("http://127.0.0.1:1/lab?token=a", flush=True)
    time.sleep(float(sys.argv[2]))
    alive.write("It outlived its parent.")
"""
TESTS = """
import sys
from pathlib import Path
from browser.lab import PATIENCE, serve

with serve([sys.executable, "-c", sys.argv[1], sys.argv[2], str(PATIENCE)], Path.cwd()):
    sys.stdin.read()
"""


def test_a_server_ends_with_a_test_process_that_is_killed(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", TESTS, STAYS, str(alive)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environ) as tests, alive.open() as end:
        tests.kill()
        assert end.read() == ""
