"""The panel: shows a screen's view and carries each message of the reader to it."""

from __future__ import annotations

import base64
import json
import logging
from copy import copy
from functools import cache
from pathlib import Path
from traceback import format_tb
from typing import Any, Protocol, runtime_checkable

import anywidget
import traitlets

from cmo_pathways.charts import chart_css, css_variables
from cmo_pathways.errors import CmoError, LearnerError
from cmo_pathways.widgets.blocks import Block, note
from cmo_pathways.widgets.fallback import view_html, view_text
from cmo_pathways.widgets.message import Message, can_be_kept, fits, read_message

_HERE = Path(__file__).parent
_LOG = logging.getLogger("cmo_pathways")


class Screen(Protocol):
    """What the panel needs of a screen: its view as plain values, and what to do with a change or a press."""

    def view(self) -> dict[str, Any]:
        """The whole screen now, rebuilt from the ledger."""

    def change(self, name: str, value: Any) -> None:
        """The reader changed the control of that name; returns when the answer is on disk."""

    def press(self, name: str) -> None:
        """The reader pressed the button of that name."""


@runtime_checkable
class Drafting(Protocol):
    """A screen that shows a text while it is typed; its fields are marked ``live``."""

    def draft(self, name: str, value: Any) -> dict[str, Any]:
        """The view as if the text were recorded; nothing is."""


@cache
def style() -> str:
    """The style sheet of all screens: fonts, colors from the token file, then the layout."""
    faces = "".join(_face(weight) for weight in (400, 600))
    return faces + css_variables() + chart_css() + (_HERE / "panel.css").read_text(encoding="utf-8")


def _face(weight: int) -> str:
    font = _HERE / "fonts" / f"source-sans-3-latin-{weight}-normal.woff2"
    data = base64.b64encode(font.read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


class Panel(anywidget.AnyWidget):  # type: ignore[misc]  # traitlets classes carry no types
    """A screen in a notebook or on a Voila page; what it shows can always be rebuilt from the ledger."""

    _esm = _HERE / "panel.js"
    _css = traitlets.Unicode().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._seen: dict[str, int] = {}
        self._pages: dict[str, Screen] = {}
        super().__init__(_css=style())
        self.on_msg(lambda _widget, content, _buffers: self.receive(content))
        watch = getattr(screen, "watch", None)
        if watch is not None:
            watch(self.refresh)  # a screen that works something out beside the page says when it has more to show
        self.refresh()

    def refresh(self, alarm: Block | None = None) -> None:
        """Show the screen as the ledger has it now, with a note on top where something went wrong."""
        try:
            view = self._screen.view()
            self._pages[view["page"]] = copy(self._screen)
        except Exception as error:  # noqa: BLE001  as in receive: a traceback must not reach the lesson
            view = {"label": self.view.get("label", "Trouble"), "page": "trouble", "blocks": []}
            alarm = self._sentence("This screen cannot be shown.", error)
        self.view = _sendable({**view, "n": dict(self._seen), **({"alarm": alarm} if alarm else {})})

    def receive(self, content: object) -> None:
        """One message of the page: a change, a press or a draft; trouble becomes one sentence on the screen."""
        alarm, drawn, message = None, None, read_message(content)
        if message is None:
            return  # nothing that a page of ours sends
        try:
            if message.kind == "draft":
                drawn = self._drawn(message)
            else:
                self._give(message)
        except Exception as error:  # noqa: BLE001  ipywidgets would print a traceback into the lesson
            alarm = self._sentence("That did not work.", error)
        if message.view:
            self._seen[message.view] = message.n
        if drawn is None:
            self.refresh(alarm)
        else:
            self.view = _sendable({**drawn, "n": dict(self._seen)})

    def _sentence(self, lead: str, error: Exception) -> Block:
        """Trouble in words; what is not meant for people goes to the log, without the words of any answer."""
        if isinstance(error, CmoError):
            return note(lead, str(error), tone="trouble")
        trace = "".join(format_tb(error.__traceback__))
        _LOG.error("%s: %s\n%s", type(self._screen).__name__, type(error).__name__, trace)
        return note("Something went wrong on our side.", _SAFE, tone="trouble")

    def _drawn(self, message: Message) -> dict[str, Any] | None:
        """The view with a text that is still being typed, which says of nothing that it is saved.

        None where the page has turned meanwhile: what was typed there comes as a change, if it has not come already.
        """
        here = message.page in (None, self.view["page"]) and fits(self.view, message.name, message.value)
        if not here or not can_be_kept(message.value) or not isinstance(self._screen, Drafting):
            return None
        return {**self._screen.draft(message.name, message.value), "saved": ""}

    def _give(self, message: Message) -> None:
        """Let the screen answer; what was clicked on a page that has turned meanwhile belongs to that page."""
        shown = self.view["page"]
        page = shown if message.page is None else message.page
        if message.kind == "change":
            if not can_be_kept(message.value):
                raise LearnerError(_HALF)
            if page != shown and page not in self._pages:
                raise LearnerError(_GONE)
            if page == shown and not fits(self.view, message.name, message.value):
                raise LearnerError(_NO_ANSWER)
            # The copy stands where the screen stood when it showed that page; both write into the same ledger.
            screen = self._screen if page == shown else self._pages[page]
            screen.change(message.name, message.value)
        elif page == shown:
            self._screen.press(message.name)
        # Else the button is gone: pressed twice in haste, Next moves on once, to the page that it named.

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is None:
            return bundle
        # Words for exports and for people without the live page; the live view wins wherever it can be drawn.
        data = {**data, "text/plain": view_text(self.view), "text/html": view_html(self.view)}
        return (data, *bundle[1:]) if isinstance(bundle, tuple) else data


def _sendable(view: dict[str, Any]) -> dict[str, Any]:
    """The view without the half characters that a file name may hold, on which sending would fail."""
    if can_be_kept(view):
        return view
    whole: dict[str, Any] = json.loads(json.dumps(view, ensure_ascii=False).encode("utf-8", "replace"))
    return whole


_HALF = "What was typed holds half a character or no real number, which no file can keep. Type it again."
_NO_ANSWER = "What arrived is no answer to this, so nothing was changed. Choose again, or reload the page."
_GONE = "The page on which this was typed is no longer open, so it was not taken. Type it again here."
_SAFE = (
    "What was saved before is safe. Run the cell again with Shift+Enter, or reload the page; if it happens again, tell "
    "the maintainers."
)
