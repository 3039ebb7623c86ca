"""The page on share files tells the truth: its example is a share file, and it names every part."""

from __future__ import annotations

import re
import textwrap

from cmo_pathways.cohort import PARTS, Withdrawal, read_share
from cmo_pathways.content import content_root

PAGE = (content_root() / "docs" / "shares.md").read_text(encoding="utf-8")


def test_the_example_on_the_page_is_read() -> None:
    [example] = re.findall(r"^    \{$.*?^    \}$", PAGE, re.MULTILINE | re.DOTALL)
    assert isinstance(read_share(textwrap.dedent(example)), Withdrawal)


def test_the_page_names_every_part() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == list(PARTS)
