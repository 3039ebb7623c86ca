"""The folder of a class as it is typed: whatever it is, the screen stays, says so, and the folder can be corrected."""

from __future__ import annotations

from pathlib import Path

import pytest
from widgets.page import Page

SCREENS = ("class-view", "memo-scoring")
ODD = ("~nobody-of-this-name/x", "/no/such/folder", "a\x00b", "x" * 5000, "FILE")


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("typed", ODD, ids=[name[:12].replace("\x00", "0") for name in ODD])
def test_a_folder_that_cannot_be_read_is_told_and_can_be_corrected(
    open_page, tmp_path: Path, screen: str, typed: str
) -> None:
    (tmp_path / "a-file").write_text("x")
    page: Page = open_page(screen)
    page.change("folder", typed.replace("FILE", str(tmp_path / "a-file")))
    for seen in (page, page.again()):
        assert (seen.alarm, seen.view["label"] == "Trouble") == ("", False)
        assert "cannot be read" in seen.text
        assert seen.control("folder")
    page.change("folder", str(tmp_path))
    assert "folder cannot be read" not in page.text and "folder below cannot be read" not in page.text


@pytest.mark.parametrize("screen", SCREENS)
def test_the_usual_folder_may_be_missing(open_page, screen: str) -> None:
    assert "cannot be read" not in open_page(screen).text
