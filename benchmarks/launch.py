"""From the command to a button that answers: our JupyterLab and our pages beside bare JupyterLab, in pairs.

    python -m benchmarks.launch [--rounds 5]

Each round starts every server anew, with a fresh browser profile, on the same lesson, in turning order; the clock
stops when a click on the widget has gone to Python and its answer is on the screen. Printed are medians [seconds] and
the median of the ratios within a round.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, expect

from tests.browser.lab import (
    Server,
    chromium,
    free_port,
    open_page,
    run_all,
    serve,
    start_app,
    start_lab,
    wait_for_kernel,
)

_CODE = """# Press Shift+Enter once to see the button
import ipywidgets
button = ipywidgets.Button(description="Press me")
button.on_click(lambda _: setattr(button, "description", "Pressed"))
button"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.launch")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args(arguments).rounds
    for line in report(measure(rounds)):
        print(line)


def measure(rounds: int) -> list[dict[str, float]]:
    """The seconds of each way to open the lesson, one dict per round."""
    ways = {"ours": (start_lab, _in_lab), "bare": (_bare_lab, _in_lab), "pages": (start_app, _in_pages)}
    taken = []
    with chromium() as browser:
        for number in range(rounds):
            names = [list(ways)[(number + place) % len(ways)] for place in range(len(ways))]
            taken.append({name: _time(browser, *ways[name]) for name in names})
    return taken


def report(taken: list[dict[str, float]]) -> list[str]:
    """The lines to print."""
    titles = {"ours": "cmo-pathways lab", "bare": "bare jupyter lab", "pages": "cmo-pathways app"}
    lines = [f"Launch to a widget that answers, {len(taken)} rounds [seconds, median (lowest to highest)]"]
    for name, title in titles.items():
        values = [round_[name] for round_ in taken]
        lines.append(f"  {title}  {median(values):5.1f}  ({min(values):.1f} to {max(values):.1f})")
    for name in ("ours", "pages"):
        ratio = median(round_[name] / round_["bare"] for round_ in taken)
        lines.append(f"  {titles[name]} / bare jupyter lab: {ratio:.2f}")
    return lines


def _time(browser: Browser, start: Callable[[Path], Iterator[Server]], use: Callable[[Page], None]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _write_lesson(home)
        began = time.perf_counter()
        with start(home) as server:  # type: ignore[attr-defined]
            page, outside = open_page(browser, server, server.start)
            use(page)
            page.get_by_role("button", name="Press me").click()
            expect(page.get_by_role("button", name="Pressed")).to_be_visible()
            taken = time.perf_counter() - began
            if outside:
                print("asked outside:", outside, file=sys.stderr)
            page.context.close()
    return taken


@contextmanager
def _bare_lab(home: Path) -> Iterator[Server]:
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"]
    options = [
        f"--ServerApp.root_dir={home}",
        f"--ServerApp.port={free_port()}",
        "--LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb",
        "--LabApp.expose_app_in_browser=True",
    ]
    with serve([*command, *options], home) as server:
        yield server


def _in_lab(page: Page) -> None:
    wait_for_kernel(page)
    run_all(page)


def _in_pages(page: Page) -> None:
    """The page runs by itself."""


def _write_lesson(home: Path) -> None:
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": _CODE, "outputs": [], "execution_count": None}
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    lesson = {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (home / "notebooks").mkdir()
    (home / "notebooks" / "00-start-here.ipynb").write_text(json.dumps(lesson), encoding="utf-8")


if __name__ == "__main__":
    main()
