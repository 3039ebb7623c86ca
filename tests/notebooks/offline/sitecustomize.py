"""Python reads this first in every kernel of these tests: whoever tries to leave this computer is stopped."""

from __future__ import annotations

import sys

_HERE = ("127.", "::1", "localhost", "0.0.0.0")


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else ""
    elif event == "socket.getaddrinfo":
        host = arguments[0] or ""
    else:
        return
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name and not name.startswith(_HERE):
        raise ConnectionRefusedError(f"lessons work offline, yet something wanted to reach {name}")


sys.addaudithook(_guard)
