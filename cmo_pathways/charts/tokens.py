"""Every color of the product by name, light and dark, from one file; style sheets and pictures are made from it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("tokens.json")
_DARK = '[data-jp-theme-light="false"] .cmo'
_TAG = re.compile(r"<[^>]*>")
_HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
_VARIABLE = re.compile(r"var\(--[a-z0-9-]+,\s*(#[0-9A-Fa-f]{6})\)")


@dataclass(frozen=True, slots=True)
class Token:
    """One color with its value in the light and in the dark theme, as ``#RRGGBB``."""

    name: str
    light: str
    dark: str

    @property
    def variable(self) -> str:
        """The color for a screen: the style-sheet variable, with the light value where no style sheet is."""
        return f"var(--cmo-{self.name},{self.light})"


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colors by name (``ink``, ``level-3``, ``on-level-3``, ``domain-leadership``) and the shape of each domain."""

    colors: Mapping[str, Token]
    shapes: Mapping[str, str]

    def __getitem__(self, name: str) -> Token:
        return self.colors[name]


@lru_cache(maxsize=1)
def tokens() -> Tokens:
    """The colors of the token file, read once."""
    raw = json.loads(_FILE.read_text(encoding="utf-8"))
    colors = {name: Token(name, c["light"], c["dark"]) for name, c in raw["colors"].items()}
    for level, c in enumerate(raw["levels"]):
        colors[f"level-{level}"] = Token(f"level-{level}", c["light"], c["dark"])
        text = (colors[c["text"]["light"]].light, colors[c["text"]["dark"]].dark)
        colors[f"on-level-{level}"] = Token(f"on-level-{level}", *text)
    for domain, c in raw["domains"].items():
        colors[f"domain-{domain}"] = Token(f"domain-{domain}", c["light"], c["dark"])
    return Tokens(colors, {domain: c["shape"] for domain, c in raw["domains"].items()})


def css_variables() -> str:
    """The style rules that define every color as ``--cmo-<name>``: light on ``.cmo``, dark where Jupyter is dark.

    Printing forces the light values.
    """
    light = "".join(f"--cmo-{t.name}:{t.light};" for t in tokens().colors.values())
    dark = "".join(f"--cmo-{t.name}:{t.dark};" for t in tokens().colors.values())
    return f".cmo{{{light}}}\n{_DARK}{{{dark}}}\n@media print{{.cmo,{_DARK}{{{light}}}}}\n"


def screen_colors(svg: str) -> str:
    """A drawing made with the light values, with each of them turned into its style-sheet variable.

    Only tags are touched, never the words between them.
    """
    by_value = _by_value()
    return _in_tags(svg, lambda tag: _HEX.sub(lambda m: by_value.get(m[0].upper(), m[0]), tag))


def plain_colors(svg: str) -> str:
    """A drawing for screens with each style-sheet variable turned back into its light value, for print."""
    return _in_tags(svg, lambda tag: _VARIABLE.sub(r"\1", tag))


@lru_cache(maxsize=1)
def _by_value() -> Mapping[str, str]:
    # The first name wins: white is "paper"; what stands on the accent is named where it is drawn.
    return {t.light: t.variable for t in reversed(list(tokens().colors.values()))}


def _in_tags(svg: str, change: Callable[[str], str]) -> str:
    return _TAG.sub(lambda m: change(m[0]), svg)
