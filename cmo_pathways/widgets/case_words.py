"""Words that the pages of a case share: sources cited by number, and the list they point to."""

from __future__ import annotations

import re

from cmo_pathways.cases import Case
from cmo_pathways.scale import month_words

ENDINGS = {"strong": "A sound ending", "mixed": "A mixed ending", "poor": "A poor ending"}


def cited(case: Case, text: str) -> str:
    """Source keys of the author turned into the numbers of the list of sources: ``(s301, data)`` to ``[1, 6]``."""
    place = {source.key: str(n) for n, source in enumerate(case.sources, 1)}

    def numbers(match: re.Match[str]) -> str:
        keys = [key.strip() for key in re.split("[,;]", match[1])]
        return f"[{', '.join(place[key] for key in keys)}]" if all(key in place for key in keys) else match[0]

    return re.sub(r"\(([^()]+)\)", numbers, text)


def source_lines(case: Case) -> list[str]:
    """All sources of a case, with the numbers by which its texts cite them."""
    return [
        f"[{n}] {s.title}{f' ({s.year})' if s.year else ''}, checked {month_words(s.checked)}"
        for n, s in enumerate(case.sources, 1)
    ]
