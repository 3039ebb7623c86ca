"""The two people of every test: Maria, who asks, and Dana, who collects."""

from __future__ import annotations

from pathlib import Path

import pytest
from assess.feedback360.people import pair

from cmo_pathways.assess.feedback360 import KeyPair


@pytest.fixture
def maria(tmp_path: Path) -> KeyPair:
    return pair(tmp_path, "Maria Alvarez, MD")


@pytest.fixture
def dana(tmp_path: Path) -> KeyPair:
    return pair(tmp_path, "Dana Whitfield")
