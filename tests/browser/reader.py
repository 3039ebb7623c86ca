"""What a reader does with a screen: open its lesson, wait until it has settled, answer, come back after a power cut."""

from __future__ import annotations

from uuid import uuid4

from browser.lab import Server, open_lesson, open_notebook, run_all, wait_for_kernel
from playwright.sync_api import Browser, Locator, Page

from cmo_pathways.ledger import Event, LedgerState, open_ledger, replay

PANEL = ".cmo-panel"


def open_screen(browser: Browser, server: Server, lesson: str) -> tuple[Page, list[str]]:
    """A lesson in JupyterLab with its screen on it; and its outside requests."""
    page, outside = open_notebook(browser, server, lesson)
    show_screen(page)
    return page, outside


def open_screen_in_app(browser: Browser, server: Server, lesson: str) -> tuple[Page, list[str]]:
    """A lesson as a page without code with its screen on it; and its outside requests."""
    page, outside = open_lesson(browser, server, lesson)
    settle(page)
    return page, outside


def come_back(page: Page, server: Server, lesson: str) -> Page:
    """Close the page, open the lesson in a new one, and run it."""
    context = page.context
    page.close()
    page = context.new_page()
    page.goto(f"{server.url}/lab/workspaces/{uuid4().hex}/tree/notebooks/{lesson}.ipynb", wait_until="commit")
    wait_for_kernel(page)
    show_screen(page)
    return page


def show_screen(page: Page) -> None:
    """Run the notebook in front until its screen is there."""
    run_all(page)
    settle(page)


def settle(page: Page) -> None:
    """Return when the screen has shown the kernel's answer to everything that was clicked."""
    page.wait_for_function("() => document.querySelector('.cmo-panel')?.dataset.state === 'settled'")


def title(page: Page) -> str:
    """The heading of the screen."""
    return panel(page).locator("h2").first.inner_text()


def panel(page: Page) -> Locator:
    """The screen of the lesson."""
    return page.locator(PANEL)


def press(page: Page, name: str) -> None:
    """Press a button of the screen and wait for what follows."""
    panel(page).get_by_role("button", name=name).click()
    settle(page)


def rate(page: Page, level: int, sure: str = "Fairly sure") -> None:
    """Mark a level and how sure one is of it."""
    panel(page).locator(f'.cmo-choice input[value="{level}"]').check()
    panel(page).get_by_role("radio", name=sure).check()
    settle(page)


def events(server: Server) -> tuple[Event, ...]:
    """What is on disk."""
    return open_ledger(server.home, create=False).events()


def state(server: Server) -> LedgerState:
    """What the events on disk add up to."""
    return replay(events(server))
