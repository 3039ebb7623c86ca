"""What all tests share: how many rounds the repeated ones make."""

from __future__ import annotations

from collections.abc import Callable

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rounds", choices=("default", "full"), default="default", help="full: every repeated test to the end"
    )


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Gives the first number by default and the second with --rounds=full."""
    full = request.config.getoption("--rounds") == "full"
    return lambda default, complete: complete if full else default
