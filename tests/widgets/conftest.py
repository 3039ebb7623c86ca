"""Opens a screen on a fresh home folder."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from widgets.page import Page


@pytest.fixture
def open_page(tmp_path) -> Callable[[str], Page]:
    return lambda name: Page(name, tmp_path / "home")
