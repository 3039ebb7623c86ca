"""Words of other programs' files: bytes to text, authors and titles as the portfolio prints them, DOIs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NoReturn

from cmo_pathways.errors import InputError, Problem
from cmo_pathways.interop.plain_text import one_line, share_hidden
from cmo_pathways.json_text import MAX_BYTES

_AUTHORS_SHOWN = 25
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]{1,200}", re.ASCII)
_PUBMED = re.compile(r"(?:https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)(\d{1,9})/?")


def text_of(data: bytes, file: str) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or else Windows-1252; line ends become ``\\n``.

    Raises InputError where it is too large or no text.
    """
    if len(data) > MAX_BYTES:
        refuse(file, f"is larger than {MAX_BYTES // 1_000_000} MB - no file of this kind needs that much")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\0") or share_hidden(text) > 0.05:
        refuse(file, "is no text - export it again as a text file")
    return text


def refuse(file: str, said: str, line: int = 0) -> NoReturn:
    """Raise InputError with one sentence about the whole file."""
    raise InputError([Problem(file, line, "E-FILE", said)]) from None


def doi_in(text: str) -> str:
    """The first DOI in a text, without the full stop behind it; empty where there is none."""
    found = _DOI.search(text)
    doi = found[0].rstrip(".,;]}") if found else ""
    while doi.endswith(")") and doi.count(")") > doi.count("("):  # a bracket around it, not one of its own
        doi = doi[:-1].rstrip(".,;]}")
    return doi


def pubmed_in(text: str) -> str:
    """The PubMed number of a web address; empty where it is none."""
    found = _PUBMED.fullmatch(text.strip())
    return found[1] if found else ""


def authors_and_title(authors: Sequence[str], title: str) -> str:
    """``Alvarez Chen M, Okafor JB. The title``, as journals print it; beyond 25 authors ``et al``."""
    names = [name for name in authors if name]
    shown = names if len(names) <= _AUTHORS_SHOWN else [*names[:_AUTHORS_SHOWN], "et al"]
    return f"{', '.join(shown)}. {title}" if shown and title else title


def author(name: str) -> str:
    """A person as journals print it: ``Alvarez Chen, Maria J.`` and ``Maria J. Alvarez`` give a name with initials.

    A name in braces is that of a group and stays whole.
    """
    name = one_line(name)
    if name.startswith("{") and name.endswith("}"):
        return name.replace("{", "").replace("}", "")
    name = name.replace("{", "").replace("}", "")
    family, comma, given = name.partition(",")
    if not comma:
        *before, last = name.split(" ")
        at = next((i for i, word in enumerate(before) if word[:1].islower()), len(before))
        family, given = " ".join([*before[at:], last]), " ".join(before[:at])
    given = given.rpartition(",")[2]  # "Smith, Jr., John": what follows the last comma is the given name
    letters = "".join(word[0] for word in re.split(r"[\s.\-]+", given) if word[:1].isalpha())
    short = given.strip() if given.strip().isupper() and given.strip().isalpha() else letters.upper()
    return f"{family.strip()} {short[:4]}".strip()
