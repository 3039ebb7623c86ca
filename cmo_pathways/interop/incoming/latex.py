"""Words of a BibTeX field as a reader sees them: accents put on their letters, signs unescaped, braces gone."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "r": "\u030a", "c": "\u0327", "k": "\u0328", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_NAMES = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "textbackslash": "\\",
    "textbraceleft": "\ue000", "textbraceright": "\ue001", "lbrace": "\ue000", "rbrace": "\ue001",
    "backslash": "\\", "sim": "~", "textasciitilde": "~", "textasciicircum": "^",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textregistered": "®", "texttrademark": "™",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "alpha": "α",
    "beta": "β", "gamma": "γ", "delta": "δ", "mu": "μ", "pm": "±", "times": "×", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "degree": "°", "textdegree": "°", "copyright": "©",
}  # fmt: skip
_MARK = re.compile(
    r"\\(?P<sign>[`'^~\"=.])\s*(?:\{(?P<a>\\?[A-Za-z])\}|(?P<b>\\[ij](?![A-Za-z])|[A-Za-z]))"
    r"|\\(?P<letter>[uvHrckdb])(?:\s*\{(?P<c>\\?[A-Za-z])\}|\s+(?P<d>[A-Za-z]))"
)
_NAMED = re.compile(r"\\([A-Za-z]{1,20})(?:\{\}|\s+(?=[A-Za-z])|(?![A-Za-z]))")
_STYLE = re.compile(
    r"\\(?:emph|textit|textbf|textsc|textrm|textsf|texttt|textup|mathrm|ensuremath|url|href|text|mbox)\s*(?=\{)"
)
_SIGN = re.compile(r"\\([&%$#_])")
_BRACES = str.maketrans("", "", "{}")
_BACK = str.maketrans({"\ue000": "{", "\ue001": "}", "\ue002": "\\"})


def plain_words(text: str) -> str:
    """A BibTeX field as plain words; a command that is not known stays as it is written."""
    text = _STYLE.sub("", text.replace("\\\\", "\ue002"))
    text = unicodedata.normalize("NFC", _MARK.sub(_accented, text))
    text = _SIGN.sub(lambda found: found[1], text.replace("\\{", "\ue000").replace("\\}", "\ue001"))
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”").replace("~", " ")
    return _NAMED.sub(_named, text).translate(_BRACES).translate(_BACK)


def _accented(found: re.Match[str]) -> str:
    letter = next(filter(None, (found["a"], found["b"], found["c"], found["d"])))
    accent: str = found["sign"] or found["letter"]
    return f"{letter}".removeprefix("\\") + _ACCENTS[accent]


def _named(found: re.Match[str]) -> str:
    return _NAMES.get(found[1], found[0])
