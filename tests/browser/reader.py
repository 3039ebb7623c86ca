"""What a reader does: opens a lesson, answers on its screen, and comes back after the power was cut."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from browser.lab import Server, open_lesson, open_notebook, run_all, wait_for_kernel
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from cmo_pathways.ledger import Event, LedgerState, open_ledger, replay


@dataclass(slots=True)
class Desk:
    """A JupyterLab in a browser: one page with the lessons as its tabs, and the outside requests it made."""

    server: Server
    page: Page
    outside: list[str]

    def visit(self, lesson: str) -> Page:
        """Bring a lesson to the front and run it; returns when its screen is there."""
        path = f"notebooks/{lesson}.ipynb"
        self.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
        self.page.wait_for_function("path => window.jupyterapp.shell.currentWidget?.context?.path === path", arg=path)
        wait_for_kernel(self.page)
        return self._run()

    def come_back(self, lesson: str) -> Page:
        """Close the page, open the lesson in a new one, and run it."""
        context = self.page.context
        self.page.close()
        self.page = context.new_page()
        address = f"{self.server.url}/lab/workspaces/{uuid4().hex}/tree/notebooks/{lesson}.ipynb"
        self.page.goto(address, wait_until="commit")
        wait_for_kernel(self.page)
        return self._run()

    def in_kernel(self, code: str) -> None:
        """Run code in the kernel of the lesson in front; no cell shows it."""
        self.page.evaluate(_EXECUTE, code)

    def _run(self) -> Page:
        self.page.evaluate("() => { for (const old of document.querySelectorAll('.cmo-panel')) old.remove(); }")
        run_all(self.page)
        settle(self.page)
        return self.page


def sit_down(browser: Browser | BrowserContext, server: Server) -> Desk:
    """JupyterLab opened at the start notebook, in a browser profile of its own or in the one given."""
    page, outside = open_notebook(browser, server, "00-start-here")
    return Desk(server, page, outside)


def open_in_app(browser: Browser | BrowserContext, server: Server, lesson: str) -> tuple[Page, list[str]]:
    """A lesson as a page without code with its screen on it; and its outside requests."""
    page, outside = open_lesson(browser, server, lesson)
    settle(page)
    return page, outside


def settle(page: Page) -> None:
    """Return when the screen has drawn the kernel's answer to everything that was clicked."""
    panel(page).locator("xpath=self::*[@data-state='settled']").wait_for()


def panel(page: Page) -> Locator:
    """The screen of the lesson in front; the import that stands before the portfolio is no lesson of its own."""
    return page.locator(".cmo-panel:visible:not([aria-label='Import'])").first


def title(page: Page) -> str:
    """The heading of the screen."""
    return panel(page).locator("h2").first.inner_text()


def press(page: Page, name: str) -> None:
    """Press a button of the screen and wait for what follows."""
    panel(page).get_by_role("button", name=name).click()
    settle(page)


def begin_form(page: Page) -> None:
    """Leave the first page of the self-assessment for the first of all 20 competencies."""
    press(page, "All 20, in order")


def rate(page: Page, level: int, sure: str = "Fairly sure") -> None:
    """Mark a level and how sure one is of it."""
    panel(page).locator(f'.cmo-choice input[value="{level}"]').check()
    panel(page).get_by_role("radio", name=sure).check()
    settle(page)


def fill(page: Page, label: str, text: str) -> None:
    """Write into a field and leave it."""
    field = panel(page).get_by_label(label, exact=False).first
    field.fill(text)
    field.blur()
    settle(page)


def events(server: Server) -> tuple[Event, ...]:
    """What is on disk."""
    return open_ledger(server.home, create=False).events()


def state(server: Server) -> LedgerState:
    """What the events on disk add up to."""
    return replay(events(server))


def facts(page: Page, script: str) -> Any:
    """What a script finds in the screen of the lesson in front."""
    return panel(page).evaluate(script)


_EXECUTE = """async (code) => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  const reply = await kernel.requestExecute({ code, silent: true }).done;
  if (reply.content.status !== "ok") throw new Error(reply.content.evalue);
}"""
