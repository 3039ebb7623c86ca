"""What all tests share: how many rounds the repeated ones make, and which examples the property tests draw."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import settings

# The same examples in every run, so that a red run means a change and not luck; --rounds=full draws new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rounds", choices=("default", "full"), default="default", help="full: every repeated test to the end"
    )


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("search" if config.getoption("--rounds") == "full" else "steady")


# In a whole run the long files begin first, so that no worker ends long after the other; see the Makefile.
_LONG = (
    *(f"tests/browser/test_{name}.py" for name in ("axe", "keyboard", "journeys", "smoke", "instructor", "portfolio")),
    *(f"tests/browser/test_{name}.py" for name in ("app", "import", "fast_rounds", "draft", "saved_state")),
    "tests/browser/test_feedback_form.py",
    "tests/notebooks/test_running.py",
    "tests/notebooks/test_planted_faults.py",
    *(f"tests/cli/test_{name}.py" for name in ("commands", "portfolio", "check")),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {file: number for number, file in enumerate(_LONG)}
    items.sort(key=lambda item: place.get(item.nodeid.partition("::")[0], len(place)))


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Gives the first number by default and the second with --rounds=full."""
    full = request.config.getoption("--rounds") == "full"
    return lambda default, complete: complete if full else default
