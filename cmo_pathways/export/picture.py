"""A chart drawn for the screen -> the same SVG for paper: plain colours, fixed light tokens, nothing from outside."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from cmo_pathways.errors import ExportError

_TOKEN = re.compile(r"var\(\s*--[\w-]+\s*,\s*(#[0-9A-Fa-f]{3,8})\s*\)")
_OUTSIDE = re.compile(
    r"<!DOCTYPE|<!ENTITY|<\s*image\b|@import|url\(\s*['\"]?(?!['\"#])|href\s*=\s*['\"](?!#)", re.IGNORECASE
)


def plain_svg(svg: str) -> str:
    """The drawing with every colour token replaced by its value for paper.

    Raises ExportError where it is no SVG, where it would load something from outside, or where a colour has no value.
    """
    text = _TOKEN.sub(r"\1", svg.replace("currentColor", "#1A262C"))
    if "var(--" in text:
        raise ExportError("A figure uses a colour without a value for paper. Write it as var(--name,#hex).")
    if _OUTSIDE.search(re.sub(r"<!DOCTYPE svg PUBLIC[^>]*>", "", text)):
        raise ExportError("A figure loads something from outside its own file. Draw it without links and pictures.")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise ExportError(f"A figure is not readable as SVG (line {error.position[0]}). Draw it again.") from error
    if not root.tag.endswith("svg"):
        raise ExportError("A figure is not an SVG drawing. Draw it again.")
    return text
