"""The final report: a file read back from its bytes, held against another reader, and what it says of a broken one."""

from __future__ import annotations

import io
import json
import random
from dataclasses import replace

import pytest
from export.hostile import HOSTILE, LATIN
from export.reading import letters
from portfolio.sample import sample_portfolio
from pypdf import PdfReader

from cmo_pathways.document import Document, Entry, Heading, Prose
from cmo_pathways.errors import ExportError
from cmo_pathways.export.as_docx import document_docx
from cmo_pathways.export.as_html import document_html
from cmo_pathways.export.final_report import file_checks
from cmo_pathways.export.pdf import pdf_bytes
from cmo_pathways.export.read_back import read_pdf
from cmo_pathways.portfolio import audience_ids

DOCUMENT = sample_portfolio("hospital-board").document


def checks(document: Document, content: bytes, form: str) -> dict[str, tuple[bool, str]]:
    return {check.name: (check.ok, check.fix) for check in file_checks(document, content, form)}


@pytest.mark.parametrize("design", ["board", "folio", "register"])
def test_a_pdf_read_back_has_the_pages_links_and_words_that_another_reader_finds(design: str) -> None:
    content = pdf_bytes(replace(DOCUMENT, design=design))
    back, other = read_pdf(content), PdfReader(io.BytesIO(content))
    assert back.pages == len(other.pages)
    assert back.links == ("mailto:m.alvarez@example.org",)
    assert back.standards == ("PDF/A-3a", "PDF/UA-1")
    drawn = letters("".join(page.extract_text() for page in other.pages))
    words = [word for word in back.text.replace("\u00ad", "").split() if word.isalpha() and len(word) > 3]
    assert len(words) > 200
    assert [word for word in words if word not in drawn] == []


@pytest.mark.parametrize("audience", audience_ids())
def test_every_phrase_of_a_sound_export_is_found_in_its_order(audience: str) -> None:
    document = sample_portfolio(audience).document
    for form, content in (
        ("pdf", pdf_bytes(document)),
        ("html", document_html(document).encode()),
        ("docx", document_docx(document)),
    ):
        found = checks(document, content, form)
        ok, said = found["text found again"]
        many = said.split()[0]
        assert ok and int(many) > 40 and said == f"{many} of {many} phrases were read back from the file."
        assert found["reading order"][0], (audience, form)


def test_words_with_ligatures_accents_brackets_and_other_scripts_are_read_back() -> None:
    hard = "Efficient staffing (two (2) shifts) \\ naïve Ångström Διοίκηση Управление - fluffy 1/2 “so”."
    document = replace(
        DOCUMENT, blocks=(Heading("Results"), Prose(hard), Entry("Chief (acting)", "A\\B", "2019", hard))
    )
    assert checks(document, pdf_bytes(document), "pdf")["text found again"] == (
        True, "11 of 11 phrases were read back from the file.",
    )  # fmt: skip


def test_what_is_missing_in_the_file_is_named() -> None:
    more = replace(DOCUMENT, blocks=(*DOCUMENT.blocks, Prose("This was never printed.")))
    ok, said = checks(more, pdf_bytes(DOCUMENT), "pdf")["text found again"]
    assert not ok and said.endswith('not found, for one: "This was never printed.".')


def test_blocks_in_another_order_are_seen() -> None:
    parts = tuple(Prose(f"Part {name} stands here.") for name in ("alpha", "beta", "gamma"))
    document = replace(DOCUMENT, blocks=parts)
    turned = replace(document, blocks=parts[::-1])
    assert checks(document, pdf_bytes(document), "pdf")["reading order"] == (
        True,
        "4 of 4 blocks stand in their order.",
    )
    assert checks(turned, pdf_bytes(document), "pdf")["reading order"][0] is False


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\nxref", b"%PDF-1.7\n\nxref\n0 1\n0000000000 00000 n\n", b"\0" * 999]
)
def test_another_pdf_is_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(ExportError, match="could not be read back"):
        read_pdf(content)
    assert checks(DOCUMENT, content, "pdf")["read back"][0] is False


def test_a_pdf_that_was_damaged_on_its_way_is_read_or_refused_in_a_sentence() -> None:
    content, dice = pdf_bytes(DOCUMENT), random.Random(7)
    signs = [at for at, byte in enumerate(content) if byte in b"/<>[]()0123456789" and at > len(content) * 0.7]
    refused = 0
    for _ in range(60):
        data = bytearray(content)
        for at in dice.sample(signs, 3):
            data[at] = dice.choice(b"/<>[]()019 ")
        try:
            read_pdf(bytes(data))
        except ExportError:
            refused += 1
    assert 0 < refused <= 60


def test_a_pdf_that_names_no_standard_is_not_said_to_keep_one() -> None:
    content = pdf_bytes(DOCUMENT).replace(b"pdfuaid:part", b"pdfuaid:none")
    found = checks(DOCUMENT, content, "pdf")
    assert found["PDF/UA-1"] == (False, "The file does not name PDF/UA-1. Export it again.")
    assert found["PDF/A-3a"][0]


def test_what_is_not_measured_is_called_so() -> None:
    found = file_checks(DOCUMENT, json.dumps({}).encode(), "md")
    assert [(check.name, check.fix) for check in found] == [("text found again", "Not measured for this format.")]


def test_hostile_words_are_read_back_from_every_measured_format() -> None:
    for form, words in (("pdf", LATIN), ("html", HOSTILE), ("docx", HOSTILE)):
        document = replace(DOCUMENT, blocks=tuple(b for word in words for b in (Prose(word), Entry("Post", word))))
        content = {"pdf": pdf_bytes, "html": lambda d: document_html(d).encode(), "docx": document_docx}[form](document)
        found = checks(document, content, form)
        assert found["text found again"][0] and found["reading order"][0], found
        assert int(found["text found again"][1].split()[0]) > 3 * len(words)


def test_markdown_is_held_against_its_words_and_not_against_its_marks() -> None:
    text = "**Bold** and [a page](https://example.org/x).\n\n1. first\n2. `second`\n\n> quoted"
    document = replace(DOCUMENT, blocks=(Prose(text),))
    found = checks(document, pdf_bytes(document), "pdf")
    assert found["text found again"] == (True, "9 of 9 phrases were read back from the file.")
    assert found["links"][1] == "2 in the file: mailto:m.alvarez@example.org, https://example.org/x."
