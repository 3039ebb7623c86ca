"""One browser, one JupyterLab and one Voila for all browser tests of a worker, on home folders with the lessons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser.lab import Server, chromium, end_sessions, new_profile, start_app, start_lab
from browser.reader import Desk, sit_down
from playwright.sync_api import Browser, BrowserContext

from cmo_pathways.workspace import prepare_workspace


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def profile(browser: Browser) -> BrowserContext:
    """One browser profile for many pages, which keeps what Jupyter's scripts were compiled to."""
    return new_profile(browser)


@pytest.fixture(scope="package")
def lab_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("lab") / "home"
    prepare_workspace(home)
    with start_lab(home) as server:
        yield server


@pytest.fixture(scope="package")
def app_of_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("app") / "home"
    prepare_workspace(home)
    with start_app(home) as server:
        yield server


@pytest.fixture(scope="module")
def desk_of_all(profile: BrowserContext, lab_of_all: Server) -> Iterator[Desk]:
    # A lesson that an earlier file left open would have its kernel started again by each power cut.
    end_sessions(lab_of_all)
    desk = sit_down(profile, lab_of_all)
    yield desk
    desk.page.close()


@pytest.fixture
def desk(desk_of_all: Desk) -> Iterator[Desk]:
    """JupyterLab in a browser, for a learner who has answered nothing yet; nothing outside is asked for."""
    _emptied(desk_of_all.server)
    yield desk_of_all
    assert desk_of_all.outside == []
    assert desk_of_all.server.outside() == []


@pytest.fixture
def app(app_of_all: Server) -> Server:
    """The pages without code for a learner who has answered nothing yet."""
    return _emptied(app_of_all)


def _emptied(server: Server) -> Server:
    # No screen is open between two tests, and a ledger is opened for each click anew.
    for file in server.home.glob("ledger.sqlite3*"):
        file.unlink()
    return server
