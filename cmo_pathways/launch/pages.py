"""The lessons as pages without code (Voila), in this process, in the product's own frame."""

from __future__ import annotations

import logging
import os
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from cmo_pathways.errors import WorkspaceError
from cmo_pathways.launch.lessons import find_lessons, start_path
from cmo_pathways.launch.surroundings import surroundings


def app(home: Path, *, open_browser: bool = True, port: int = 8866, extra: Sequence[str] = ()) -> None:
    """Open the lessons of a prepared home folder as pages without code; returns when they are closed.

    They are served to this computer only, with a token. If the port is taken, another one is used. ``extra`` are
    further arguments for Voila. Raises WorkspaceError where there is no lesson.
    """
    if not start_path(home):
        raise WorkspaceError(f"There is no lesson in {home / 'notebooks'}. Install cmo-pathways again, then try again.")
    os.environ.update(surroundings(home, os.environ))
    # Addresses in the log would carry the token, and the learner is told the one that matters.
    logging.getLogger("tornado").setLevel(logging.ERROR)
    pages = _make_pages(home, open_browser)
    pages.initialize([f"--Voila.root_dir={home}", f"--Voila.port={port}", "--Voila.open_browser=False", *extra])
    pages.start()


def frame(home: Path) -> dict[str, Any]:
    """What the frame around each page shows: the lessons in order, the colors as style rules, the ground."""
    from cmo_pathways.charts import css_variables, tokens

    lessons = [{"name": x.name, "title": x.title, "path": quote(x.path)} for x in find_lessons(home)]
    paper = tokens()["paper"]
    return {"lessons": lessons, "colors": css_variables(), "paper": {"light": paper.light, "dark": paper.dark}}


def _make_pages(home: Path, open_browser: bool) -> Any:
    from tornado.ioloop import IOLoop
    from tornado.web import RedirectHandler
    from traitlets.config import Config
    from voila.app import Voila

    start = quote(start_path(home))

    class Pages(Voila):  # type: ignore[misc]  # traitlets classes carry no types
        """Voila that opens at a lesson instead of a list of files, with its token in the address."""

        name = "voila"
        aliases: ClassVar[dict[str, str]] = {**Voila.aliases, "ip": "Voila.ip"}

        def init_handlers(self) -> list[Any]:
            kept = [handler for handler in super().init_handlers() if handler[1].__name__ not in _LISTINGS]
            to_start = {"url": self._start, "permanent": False}
            places = (self.server_url, f"{self.server_url}voila/tree.*")
            return [*((place, RedirectHandler, to_start) for place in places), *kept]

        def listen(self) -> None:
            # Only the running loop knows the port; the browser that Voila itself opens gets no token.
            IOLoop.current().add_callback(self._announce)
            super().listen()

        @property
        def _start(self) -> str:
            return f"{self.base_url}voila/render/{start}"

        def _announce(self) -> None:
            server = self.display_url.partition("?")[0].removesuffix(self.base_url)
            address = f"{server}{self._start}?token={self.identity_provider.token}"
            print(f"The lessons are open at {address}\nLeave this window open; Ctrl+C closes them.", flush=True)
            if open_browser:
                _show(address, self.browser)

    return Pages(config=Config({"VoilaConfiguration": {"resources": {"cmo": frame(home)}}}))


_LISTINGS = {"TornadoVoilaTreeHandler", "VoilaContentsHandler"}


def _show(address: str, browser: str) -> None:
    try:
        webbrowser.get(browser or None).open(address)
    except webbrowser.Error:
        print("No browser was found. Copy the address into one.", flush=True)
