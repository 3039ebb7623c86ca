"""The guide for authors of sessions names the codes that the check knows, each of them."""

from __future__ import annotations

import re
from pathlib import Path

from cmo_pathways import sessions
from cmo_pathways.content import content_root

CODE = re.compile(r"\bE-[A-Z]+\b")


def test_the_guide_names_the_codes_of_the_check() -> None:
    guide = (content_root() / "docs" / "session-guide.md").read_text(encoding="utf-8")
    folder = Path(sessions.__file__).parent
    source = " ".join(file.read_text(encoding="utf-8") for file in (folder / "check.py", folder / "read.py"))
    given = set(re.findall(r'"(E-[A-Z]+)"', source))
    named = set(CODE.findall(guide))
    assert named <= given
    assert given - named == {"E-ID", "E-VERSION", "E-CHOICE"}, "those that every file of ours shares"
