from __future__ import annotations

import pytest

from cmo_pathways.career import CareerGraph, read_career
from cmo_pathways.content import Report, content_root


@pytest.fixture(scope="session")
def shipped() -> CareerGraph:
    """The career graph that ships, read without a problem."""
    report = Report(content_root())
    graph = read_career(content_root() / "data" / "career", report)
    assert report.problems == []
    return graph
