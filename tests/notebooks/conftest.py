"""Says at the end how many cells of the lessons were really compared with their golden text."""

from __future__ import annotations

import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    counts = [value for report in reports for name, value in report.user_properties if name == "cells_compared"]
    if counts:
        terminalreporter.write_line(f"{sum(counts)} cells of {len(counts)} runs of lessons compared with golden text")
