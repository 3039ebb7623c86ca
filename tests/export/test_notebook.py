from __future__ import annotations

import sys
import tomllib
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest
from export.reading import EXTRACTORS, words
from portfolio.sample import sample_portfolio

from cmo_pathways.content import default_home
from cmo_pathways.document import Document
from cmo_pathways.errors import LearnerError
from cmo_pathways.export.notebook import DossierExporter, DossierPageExporter

ASKED: list[tuple[Path, str, date]] = []


@pytest.fixture
def journey(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A journey that gives the invented physician's dossier and remembers what it was asked."""
    ASKED.clear()
    module = ModuleType("cmo_pathways.journey")

    def dossier_for(home: Path, *, audience: str, today: date) -> tuple[Document, dict[str, Any]]:
        ASKED.append((home, audience, today))
        return sample_portfolio(audience, today=today).document, {"entries": {}}

    module.dossier_for = dossier_for  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "cmo_pathways.journey", module)
    return module


def _export(tmp_path: Path, metadata: dict[str, Any] | None = None, **options: Any) -> tuple[str, dict[str, Any]]:
    notebook = nbformat.v4.new_notebook(metadata=metadata or {})
    content, resources = DossierExporter(**options).from_notebook_node(notebook)
    (tmp_path / "d.pdf").write_bytes(content)
    return words(EXTRACTORS["pdftotext"](tmp_path / "d.pdf")), resources


def test_the_dossier_comes_from_the_ledger_of_the_given_home(journey: ModuleType, tmp_path: Path):
    text, resources = _export(tmp_path, home=str(tmp_path), day="2026-11-21")
    assert [(tmp_path, "hospital-board", date(2026, 11, 21))] == ASKED
    assert "Medical Director, Inpatient Services" in text
    assert resources["output_extension"] == ".pdf"


def test_the_notebook_may_name_the_audience(journey: ModuleType, tmp_path: Path):
    _export(tmp_path, {"cmo_pathways": {"audience": "fellowship"}}, home=str(tmp_path))
    _export(tmp_path, {"cmo_pathways": "nonsense"}, home=str(tmp_path))
    assert [audience for _, audience, _ in ASKED] == ["fellowship", "hospital-board"]


def test_the_home_comes_from_the_environment_else_from_the_platform(
    journey: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CMO_PATHWAYS_HOME", str(tmp_path / "mine"))
    assert DossierExporter().home == str(tmp_path / "mine")
    assert default_home({}).name == "cmo-pathways"


def test_a_problem_becomes_a_page_with_one_sentence_not_a_traceback(journey: ModuleType, tmp_path: Path):
    def fails(home: Path, *, audience: str, today: date) -> tuple[Document, dict[str, Any]]:
        raise LearnerError("There is no ledger here 😀. Open the start notebook first.")

    journey.dossier_for = fails  # type: ignore[attr-defined]
    text, _ = _export(tmp_path, home=str(tmp_path))
    assert "The dossier could not be made" in text
    assert "There is no ledger here ?. Open the start notebook first." in text
    assert "Traceback" not in text


def test_an_unknown_audience_and_a_wrong_day_are_said_on_the_page(journey: ModuleType, tmp_path: Path):
    text, _ = _export(tmp_path, {"cmo_pathways": {"audience": "moon"}}, home=str(tmp_path))
    assert 'There is no audience "moon"' in text
    text, _ = _export(tmp_path, home=str(tmp_path), day="tomorrow")
    assert '"tomorrow" is not a day' in text


def test_jupyter_finds_the_exporter_by_its_name():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    point = EntryPoint("dossier", project["entry-points"]["nbconvert.exporters"]["dossier"], "nbconvert.exporters")
    assert point.load() is DossierExporter
    exporter = DossierExporter()
    assert (exporter.output_mimetype, exporter.file_extension) == ("application/pdf", ".pdf")


def test_the_dossier_is_also_one_page_for_a_browser(journey: ModuleType, tmp_path: Path):
    notebook = nbformat.v4.new_notebook(metadata={"cmo_pathways": {"audience": "fellowship"}})
    exporter = DossierPageExporter(home=str(tmp_path), day="2026-11-21")
    content, resources = exporter.from_notebook_node(notebook)
    assert "Medical Director, Inpatient Services" in content.decode()
    assert (resources["output_extension"], exporter.output_mimetype) == (".html", "text/html")
    content, _ = DossierPageExporter(home=str(tmp_path), day="tomorrow").from_notebook_node(notebook)
    assert "The dossier could not be made" in content.decode()


def test_jupyter_finds_the_page_by_its_name():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    points = project["entry-points"]["nbconvert.exporters"]
    assert EntryPoint("p", points["dossier-page"], "nbconvert.exporters").load() is DossierPageExporter
