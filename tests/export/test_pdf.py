from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from export.reading import EXTRACTORS, distance, phrases, words
from export.standards import assert_both_standards
from portfolio.sample import ENTRIES, sample_portfolio
from pypdf import PdfReader

from cmo_pathways.document import (
    Bar,
    Bars,
    Bullets,
    Column,
    Document,
    Entry,
    Facts,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Lines,
    Note,
    Prose,
    Result,
    Table,
    from_values,
)
from cmo_pathways.errors import ExportError
from cmo_pathways.export import DESIGNS, export_pdf, pdf_bytes
from cmo_pathways.portfolio import audience_ids, language_ids, load_kinds

AUDIENCES = audience_ids()
PAPERS = ("letter", "a4")
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 60"><path d="M0 50L200 10" fill="none"
 style="stroke:var(--cmo-accent,#01596C)"/><text x="5" y="20" font-family="Source Sans 3">mean</text></svg>"""


def report(design: str, paper: str = "letter") -> Document:
    """A report with every kind of block."""
    bars = tuple(Bar(f"Competency {i}", i / 5, i / 6, i / 4, None if i % 5 == 0 else 3.0) for i in range(20))
    blocks = (
        KeyFigures((KeyFigure("competencies rated", "20 of 20"), KeyFigure("levels short", "0.8", note="0.5 to 1.1"))),
        Heading("Finance is your widest gap"),
        Prose("You stand at the target in *six* of 20 competencies; see [the list](https://example.org/list)."),
        Bars(bars, "From 20 self-ratings."),
        Heading("Why", level=2),
        Bullets(("Two peers saw level 2.", "One case **added** evidence.")),
        Bullets(("Take the case.", "Ask two colleagues."), mark="number"),
        Bullets(("Call the director in.", "Show the chart."), mark="box"),
        Figure(SVG, "A line that rises", "Readmission, invented data"),
        Table((Column("Activity"), Column("Effort", "hours", True)), (("Course", "60"), ("Tabletop", "12")), "Plan"),
        Note("assumption", "six hours a week", "Change it."),
        Note("trouble", "Two entries have no date.", "Add the dates."),
        Note("information", "Not advice.", ""),
        Facts((("Framework", "1.0.0"), ("Ledger", "34 events"))),
        Result("Vacancy", "21", "9", "%", "posts open", "312 posts", "18 months", "Co-led a board.", "HR", "i1"),
        Entry("Chief", "Lakeview", "2014 to 2019", "> quoted\n\n---\n\n```\ncode\n```"),
        Lines("Your text", 3),
        Lines("Notes"),
    )
    return Document("Where you stand", "Maria Chen", "2026-11-21", blocks, design=design, paper=paper)  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("design", (*DESIGNS, "handout"))
def test_a_report_with_every_block_keeps_both_standards(design: str, paper: str, tmp_path: Path):
    made = export_pdf(report(design, paper), tmp_path / "r.pdf")
    assert made.standards == ("PDF/A-3a", "PDF/UA-1")
    assert_both_standards(made.file)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_empty_dossier_keeps_both_standards_too(audience: str, tmp_path: Path):
    empty = sample_portfolio(audience, entries={}, profile={}, strengths=(), evidence=())
    made = export_pdf(empty.document, tmp_path / "d.pdf")
    assert made.pages == 1
    assert_both_standards(made.file)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_dossier_keeps_both_standards_and_every_phrase_and_date_is_found(
    audience: str, design: str, paper: str, tmp_path: Path
):
    document = dataclasses.replace(sample_portfolio(audience, paper=paper).document, design=design)
    file = export_pdf(document, tmp_path / "d.pdf").file
    assert_both_standards(file)
    _assert_read(document, file)


@pytest.mark.parametrize("language", language_ids())
@pytest.mark.parametrize("kind", [kind for kind in load_kinds() if kind != "dossier"])
def test_every_other_kind_keeps_standards_and_budget_in_every_language(kind: str, language: str, tmp_path: Path):
    made = sample_portfolio("hospital-board", kind=kind, language=language)
    file = export_pdf(made.document, tmp_path / "d.pdf")
    assert not made.budget or file.pages <= made.budget
    assert_both_standards(file.file)
    text = words(EXTRACTORS["pypdf"](file.file))
    assert [phrase for phrase in map(words, phrases(made.document)) if phrase not in text] == []


@pytest.mark.parametrize("audience", AUDIENCES)
def test_reports_read_in_the_order_of_the_document(audience: str, tmp_path: Path):
    document = sample_portfolio(audience).document
    file = export_pdf(document, tmp_path / "d.pdf").file
    text = words(EXTRACTORS["pypdf"](file))
    rest = [block.text for block in document.blocks if isinstance(block, Heading) and not block.aside]
    places = [text.index(heading) for heading in rest]
    assert places == sorted(places)


def _assert_read(document: Document, file: Path) -> None:
    """In each extractor every phrase is found, and every date within 24 letters of its title."""
    wanted = [words(phrase) for phrase in phrases(document)]
    dated = [block for block in document.blocks if isinstance(block, Entry) and block.dates]
    assert len(wanted) > 80 and len(dated) > 8
    for extractor, read in EXTRACTORS.items():
        text = words(read(file))
        assert [phrase for phrase in wanted if phrase not in text] == [], extractor
        far = [b.ref for b in dated if distance(text, b.title or words(b.text)[-40:], b.dates) > 24]
        assert far == [], extractor


def test_the_page_says_whose_it_is_and_which_of_how_many(tmp_path: Path):
    made = export_pdf(sample_portfolio("hospital-board").document, tmp_path / "d.pdf")
    reader = PdfReader(made.file)
    assert made.pages == len(reader.pages) == 2
    for number, sheet in enumerate(reader.pages, start=1):
        assert f"{number} of 2" in sheet.extract_text()
        assert "Maria Alvarez Chen" in sheet.extract_text()
    assert reader.metadata is not None
    assert reader.metadata.title == reader.metadata.author == "Maria Alvarez Chen, MD, MBA"


@pytest.mark.parametrize("design", (*DESIGNS, "handout"))
def test_a_heading_never_stands_alone_at_the_foot_of_a_page(design: str, tmp_path: Path):
    for lines in range(30, 54):
        filler = "\n\n".join(f"Line {i}" for i in range(lines))
        blocks = (Prose(filler), Heading("The heading"), Entry("The entry", "Here", "2024", "Text. " * 30))
        made = export_pdf(Document("T", "A", "2026-11-21", blocks, design=design), tmp_path / "d.pdf")
        on_page = [sheet.extract_text() for sheet in PdfReader(made.file).pages]
        (at,) = [i for i, text in enumerate(on_page) if "The heading" in text]
        assert "The entry" in on_page[at]


@pytest.mark.parametrize("design", (*DESIGNS, "handout"))
def test_nothing_is_drawn_outside_the_margins(design: str, tmp_path: Path):
    long = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 7
    blocks = (
        Heading(long),
        Heading(long, aside=True),
        Entry(long, long, "2019 to 2022", long),
        Bars((Bar(long, 3, 2, 4, 3),), long),
        Heading("Wide"),
        Entry(long, long, "2019 to 2022", long),
        Result(long, "1", "2", long[:40], long, long, long, long, long),
        Bars((Bar(long, 3, 2, 4, 3),), long),
        Table((Column("A"), Column("B")), ((long, long),), long),
        Note("trouble", long, long),
        Facts(((long[:20], long),)),
        KeyFigures((KeyFigure(long, "9", "%", long, "21"), KeyFigure("x", "1", "%", "", "3"))),
    )
    document = Document(long, long, "2026-11-21", blocks, design=design, headline=long, contact=(long[:60],))
    file = export_pdf(document, tmp_path / "d.pdf").file
    found = subprocess.run(["pdftotext", "-bbox", str(file), "-"], capture_output=True, check=True).stdout.decode()
    edges = [line.split('"') for line in found.splitlines() if "<word" in line]
    assert len(edges) > 100
    assert max(float(parts[5]) for parts in edges) <= 612 - 40
    assert min(float(parts[1]) for parts in edges) >= 40


def test_equal_input_gives_equal_bytes_in_any_folder_process_and_zone(tmp_path: Path):
    document = sample_portfolio("health-system").document
    first = export_pdf(document, tmp_path / "a.pdf", attachment={"b": 1, "a": 2})
    again = export_pdf(document, tmp_path / "deep" / "b.pdf", attachment={"a": 2, "b": 1})
    assert first.file.read_bytes() == again.file.read_bytes()
    assert first.sha256 == hashlib.sha256(first.file.read_bytes()).hexdigest()
    script = (
        "from portfolio.sample import sample_portfolio; from cmo_pathways.export import pdf_bytes; import hashlib;"
        "d = sample_portfolio('health-system').document;"
        "print(hashlib.sha256(pdf_bytes(d, attachment={'a': 2, 'b': 1})).hexdigest())"
    )
    root = Path(__file__).parents[2]
    environ = {**os.environ, "TZ": "Asia/Tokyo", "LANG": "C", "PYTHONPATH": f"{root}{os.pathsep}{root / 'tests'}"}
    other = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environ, capture_output=True, check=True)
    assert other.stdout.decode().strip() == first.sha256


def test_a_change_of_one_letter_changes_the_bytes():
    document = sample_portfolio("fellowship").document
    assert pdf_bytes(document) != pdf_bytes(dataclasses.replace(document, headline="Another"))


def test_the_attachment_is_what_the_dossier_was_made_from(tmp_path: Path):
    document = sample_portfolio("hospital-board").document
    odd = {"i9": {"section": "impact", "title": "\u202e\ud800 #read 漢字 😀", "n": 3, "x": None}}
    made = export_pdf(document, tmp_path / "d.pdf", attachment={"entries": {**ENTRIES, **odd}})
    attached = PdfReader(made.file).attachments
    assert list(attached) == ["document.json"]
    (content,) = attached["document.json"]
    values = json.loads(content)
    assert values["source"] == {"entries": {**ENTRIES, **odd}}
    assert from_values(values["document"]) == document


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " "}, "The document has no title."),
        ({"design": "poster"}, 'There is no design "poster". Use one of these: board, folio, register.'),
        ({"paper": "legal"}, 'There is no paper "legal".'),
        ({"date": "21 November"}, 'The date "21 November" is not a day.'),
        ({"language": "English"}, '"English" is not a language.'),
        ({"blocks": (Figure(SVG, " "),)}, "A figure has no words"),
        ({"blocks": (Figure("<svg/", "alt"),)}, "A figure is not readable as SVG"),
        (
            {"blocks": (Entry("Sepsis 😀", text="x"),)},
            '"Sepsis 😀" holds 😀 (grinning face), which no font of the PDF has.',
        ),
        ({"blocks": (Heading("Results"), Prose("fine 漢字"))}, '"Results" holds 字 (cjk unified ideograph-5b57), 漢'),
        ({"blocks": (Entry("Lead", text="a\ue000b"),)}, '"Lead" holds'),
        ({"blocks": (Table((Column("A"), Column("B")), (("one",),)),)}, "A table row has 1 cell where the head has 2"),
        ({"author": "漢"}, "Your profile"),
    ],
)
def test_what_cannot_be_printed_is_said_in_a_sentence(changes: dict[str, object], sentence: str, tmp_path: Path):
    document = dataclasses.replace(Document("T", "A", "2026-11-21", (Prose("x"),)), **changes)  # type: ignore[arg-type]
    with pytest.raises(ExportError) as error:
        export_pdf(document, tmp_path / "d.pdf")
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_when_the_new_one_fails(tmp_path: Path):
    file = tmp_path / "d.pdf"
    file.write_bytes(b"old")
    with pytest.raises(ExportError):
        export_pdf(Document("", "A", "2026-11-21", ()), file)
    assert file.read_bytes() == b"old"


def test_a_folder_in_place_of_the_file_or_a_file_in_place_of_the_folder(tmp_path: Path):
    document = Document("T", "A", "2026-11-21", ())
    (tmp_path / "d.pdf").mkdir()
    (tmp_path / "f").write_text("x")
    for file in (tmp_path / "d.pdf", tmp_path / "f" / "d.pdf"):
        with pytest.raises(ExportError, match="could not be written"):
            export_pdf(document, file)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.pdf", "f"]


def test_an_unwritable_folder_is_said_in_a_sentence(tmp_path: Path):
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o555)
    said = _in_child("os.getuid() or os.setuid(65534)", folder)
    assert "could not be written (Permission denied). Nothing was changed" in said
    assert list(folder.iterdir()) == []


def test_a_full_disk_leaves_no_half_file(tmp_path: Path):
    said = _in_child("resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))", tmp_path)
    assert "could not be written (File too large). Nothing was changed" in said
    assert list(tmp_path.iterdir()) == []


def _in_child(limit: str, folder: Path) -> str:
    """What export says in a process with fewer rights: root writes anywhere, and a limit cannot be taken back."""
    script = f"""
import os, resource
from pathlib import Path
from cmo_pathways.document import Document
from cmo_pathways.errors import ExportError
from cmo_pathways.export import export_pdf, pdf_bytes
document = Document("T", "A", "2026-11-21", ())
pdf_bytes(document)
{limit}
try:
    export_pdf(document, Path({str(folder)!r}) / "d.pdf")
except ExportError as error:
    print(error)
"""
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    child = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, check=False, timeout=60)
    return child.stdout.decode() + child.stderr.decode()
