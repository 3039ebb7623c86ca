"""Case files of one's own: made from the template, read as far as they can be, never overwritten."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from cmo_pathways.errors import InputError, LearnerError, WorkspaceError
from cmo_pathways.practice import check_own, new_case, own_cases, play_own

TODAY = date(2026, 11, 22)


def test_an_empty_home_has_no_case(tmp_path):
    assert own_cases(tmp_path) == ()


def test_new_cases_are_listed_by_folder_and_can_be_played(tmp_path, journey):
    made = [new_case(tmp_path, title) for title in ("Zebra stripes", "A first case")]
    assert own_cases(tmp_path) == tuple(reversed(made))
    assert [one.id for one in made] == ["zebra-stripes", "a-first-case"]
    assert check_own(made[0].file, journey.catalogue, TODAY) == ()
    assert play_own(made[0].file, journey.catalogue, TODAY).title == "Zebra stripes"


def test_a_title_that_is_taken_or_empty_is_refused(tmp_path):
    new_case(tmp_path, "A first case")
    for title in ("A first case", "a FIRST, case!", "", "¿?"):
        with pytest.raises(LearnerError):
            new_case(tmp_path, title)
    assert len(own_cases(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "notebooks").write_text("a file where a folder belongs")
    with pytest.raises(WorkspaceError, match="could not be written"):
        new_case(tmp_path, "A first case")


def test_a_full_disk_leaves_no_half_case_that_keeps_its_title(tmp_path, monkeypatch):
    def half(source, folder, **_):
        folder.mkdir()
        (folder / "case.md").write_text("---\ncase")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copytree", half)
    with pytest.raises(WorkspaceError, match="No space left on device"):
        new_case(tmp_path, "A first case")
    monkeypatch.undo()
    assert new_case(tmp_path, "A first case").id == "a-first-case"


def test_a_case_with_an_error_is_not_played(tmp_path, journey):
    file = new_case(tmp_path, "A first case").file
    file.write_text(file.read_text().replace("fictional: true", "fictional: false"))
    with pytest.raises(InputError) as caught:
        play_own(file, journey.catalogue, TODAY)
    assert [fault.code for fault in caught.value.problems] == ["E-FICTIONAL"]
