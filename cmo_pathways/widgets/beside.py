"""Work that goes on beside a screen, so that nothing freezes: a thread works, the kernel's own loop hands over."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")
_LOG = logging.getLogger("cmo_pathways")
_ONE_AT_A_TIME = threading.Lock()
"""The solver takes a core of its own; two of them would only wait for each other."""
_MANNERS = 10
"""Niceness of work beside the screen [0-19]."""


class Beside:
    """Goes through an iterator in a thread; newer work replaces older work, whose answers are dropped."""

    def __init__(self) -> None:
        self._off = threading.Event()

    def stop(self) -> None:
        """Drop the answers of work that still goes on."""
        self._off.set()

    def begin(
        self, steps: Iterator[T], take: Callable[[T], None], end: Callable[[], None], *, after: float = 0.0
    ) -> bool:
        """Call ``take`` with each step, then ``end``, on the running loop; False where there is none, nothing begins.

        Work that is stopped within ``after`` [seconds] never begins. ``end`` is called after trouble too; what went
        wrong goes to the log.
        """
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return False
        self.stop()
        self._off = threading.Event()
        job = _Job(self._off, loop)
        threading.Thread(target=lambda: job.run(steps, take, end, after), daemon=True, name="cmo-beside").start()
        return True


class _Job:
    def __init__(self, off: threading.Event, loop: asyncio.AbstractEventLoop) -> None:
        self._off, self._loop = off, loop

    def run(self, steps: Iterator[T], take: Callable[[T], None], end: Callable[[], None], after: float) -> None:
        if self._off.wait(after):
            return
        _step_back()
        with _ONE_AT_A_TIME:
            try:
                while not self._off.is_set():
                    step = next(steps, None)
                    if step is None:
                        break
                    self._hand(lambda step=step: take(step))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001  a thread has nobody above it who could tell
                if not self._off.is_set():  # work that was called off may end as it likes
                    _LOG.error("beside: %s: %s", type(error).__name__, error)
            self._hand(end)

    def _hand(self, call: Callable[[], None]) -> None:
        def checked() -> None:
            if not self._off.is_set():
                call()

        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(checked)


def _step_back() -> None:
    """The screen comes first: this thread and those that the solver starts from it get what is left of the processor.

    Only Linux lets a single thread do so.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _MANNERS)
