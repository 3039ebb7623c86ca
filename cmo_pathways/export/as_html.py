"""A document as one HTML file: it asks nobody for anything, runs nothing, and reads on a screen and on paper.

Every word is escaped. The page forbids scripts, forms and requests; its style is allowed by its hash alone.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from cmo_pathways.charts.tokens import tokens
from cmo_pathways.document import Document
from cmo_pathways.export.html_blocks import block_html
from cmo_pathways.export.pdf import checked
from cmo_pathways.export.values import document_values

_HERE = Path(__file__).resolve().parent
_FONTS = _HERE.parent / "widgets" / "fonts"
_LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+2074,U+20AC,U+2122,U+2191,U+2193,"
    "U+2212,U+2215"
)
_SHEETS = {"us-letter": "letter", "a4": "A4"}


def document_html(document: Document) -> str:
    """The document as the text of an HTML file, with the words of the PDF in the same order.

    Raises ExportError where the document lacks a title, a date or a picture's words.
    """
    checked(document)
    values = document_values(document)
    style = _style(values)
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; font-src data:; "
        f"style-src 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode('ascii')}'"
    )
    head = "\n".join(
        (
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{escape(values['meta']['title'])}</title>",
            f'<meta name="author" content="{escape(values["meta"]["author"])}">',
            f'<meta name="description" content="{escape(values["meta"]["description"])}">',
            f'<meta name="dcterms.created" content="{document.date}">',
            f"<style>{style}</style>",
        )
    )
    page = (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n{head}\n</head>\n'
        f'<body class="{values["design"]}">\n{_header(values)}\n<main>\n{_main(values)}\n</main>\n'
        f"{_footer(values, document.date)}\n</body>\n</html>\n"
    )
    # Places where a long word may break are marks of the typesetter; a browser finds its own.
    return page.replace("\u200b", "")


def _header(values: Mapping[str, Any]) -> str:
    kicker = f'<p class="kicker">{escape(values["kicker"])}</p>' if values["kicker"] else ""
    headline = f'<p class="headline">{escape(values["headline"])}</p>' if values["headline"] else ""
    lines = "".join(
        f'<li><a href="{escape(line["url"])}">{escape(line["text"])}</a></li>'
        if line["url"]
        else f"<li>{escape(line['text'])}</li>"
        for line in values["contact"]
    )
    contact = f'<ul class="contact">{lines}</ul>' if lines else ""
    return f"<header><div>{kicker}<h1>{escape(values['title'])}</h1>{headline}</div>{contact}</header>"


def _footer(values: Mapping[str, Any], day: str) -> str:
    return f'<footer><p>{escape(values["footer"])}</p><p><time datetime="{day}">{day}</time></p></footer>'


def _main(values: Mapping[str, Any]) -> str:
    words = values["words"]
    parts = ["".join(block_html(block, words) for block in values["top"])]
    if values["side"]:
        main = "".join(_section(section, words, "text") for section in values["main"])
        side = "".join(_section(section, words, "side") for section in values["side"])
        parts.append(f'<div class="columns"><div>{main}</div><div class="side">{side}</div></div>')
    where = "wide" if values["design"] == "board" else "text"
    parts += [_section(section, words, where) for section in values["rest"]]
    return "\n".join(part for part in parts if part)


def _section(blocks: list[Mapping[str, Any]], words: Mapping[str, str], where: str) -> str:
    new = " new-page" if blocks and blocks[0].get("new_page") else ""
    return f'<section class="{where}{new}">{"".join(block_html(block, words, where) for block in blocks)}</section>\n'


def _style(values: Mapping[str, Any]) -> str:
    colors = tokens().colors.values()
    light = "".join(f"--{color.name}:{color.light};" for color in colors)
    dark = "".join(f"--{color.name}:{color.dark};" for color in colors)
    return (
        f"{_faces()}:root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@media print{{:root{{{light}}}}}"
        f"@page{{size:{_SHEETS[values['paper']]};margin:17mm 19mm}}\n"
        f"{(_HERE / 'templates' / 'page.css').read_bytes().decode('utf-8')}"
    ).replace("\r\n", "\n")


def _faces() -> str:
    """The Latin letters of the family that all documents share; for others the reader's computer has its own."""
    return "".join(_face(weight) for weight in (400, 600))


def _face(weight: int) -> str:
    data = base64.b64encode((_FONTS / f"source-sans-3-latin-{weight}-normal.woff2").read_bytes()).decode("ascii")
    return (
        f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{_LATIN}}}"
    )
