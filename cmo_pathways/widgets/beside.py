"""Work that goes on beside a screen, so that nothing freezes: a thread works, the kernel's own loop hands over."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")
_LOG = logging.getLogger("cmo_pathways")
_ONE_AT_A_TIME = threading.Lock()
"""The solver takes a core of its own; two of them would only wait for each other."""


class Beside:
    """Goes through an iterator in a thread; newer work replaces older work, whose answers are dropped."""

    def __init__(self) -> None:
        self._turn = 0

    def stop(self) -> None:
        """Drop the answers of work that still goes on."""
        self._turn += 1

    def begin(self, steps: Iterator[T], take: Callable[[T], None], end: Callable[[], None]) -> bool:
        """Call ``take`` with each step, then ``end``, on the running loop; False where there is none, nothing begins.

        ``end`` is called after trouble too; what went wrong goes to the log.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        self._turn += 1
        job = _Job(self, self._turn, loop)
        threading.Thread(target=lambda: job.run(steps, take, end), daemon=True, name="cmo-beside").start()
        return True

    def is_current(self, turn: int) -> bool:
        """True until newer work has begun."""
        return turn == self._turn


class _Job:
    def __init__(self, owner: Beside, turn: int, loop: asyncio.AbstractEventLoop) -> None:
        self._owner, self._turn, self._loop = owner, turn, loop

    def run(self, steps: Iterator[T], take: Callable[[T], None], end: Callable[[], None]) -> None:
        with _ONE_AT_A_TIME:
            try:
                while self._owner.is_current(self._turn):
                    step = next(steps, None)
                    if step is None:
                        break
                    self._hand(lambda step=step: take(step))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001  a thread has nobody above it who could tell
                _LOG.error("beside: %s: %s", type(error).__name__, error)
            self._hand(end)

    def _hand(self, call: Callable[[], None]) -> None:
        def checked() -> None:
            if self._owner.is_current(self._turn):
                call()

        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(checked)
