"""Keys: made once, kept private, told apart by their figures, and refused when broken."""

from __future__ import annotations

import json
import stat

import pytest
from assess.feedback360.people import TODAY, pair

from cmo_pathways.assess.feedback360 import key_file, own_key, own_key_or_new, read_key_file
from cmo_pathways.errors import LearnerError


def test_a_key_is_made_once_and_stays(tmp_path) -> None:
    first = own_key_or_new(tmp_path, name="Dana Whitfield", today=TODAY)
    assert own_key_or_new(tmp_path, name="", today=TODAY) == own_key(tmp_path) == first
    renamed = own_key_or_new(tmp_path, name="Dana W. Whitfield", today=TODAY)
    assert (renamed.secret, renamed.public.key) == (first.secret, first.public.key)
    assert own_key(tmp_path) == renamed


def test_only_its_owner_can_read_the_secret_part(tmp_path) -> None:
    pair(tmp_path, "Dana Whitfield")
    assert stat.S_IMODE((tmp_path / "dana" / "key.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "dana").stat().st_mode) == 0o700


def test_the_key_file_holds_the_public_part_alone(dana) -> None:
    data = key_file(dana.public)
    assert read_key_file("dana.key", data) == dana.public
    from cmo_pathways.assess.feedback360.sealed import to_text

    assert to_text(dana.secret) not in data.decode()
    assert "secret" not in repr(dana)


def test_without_a_name_there_is_no_key(tmp_path) -> None:
    with pytest.raises(LearnerError, match="name is missing"):
        own_key_or_new(tmp_path, name=" \u202e ", today=TODAY)
    assert own_key(tmp_path) is None


def test_the_figures_to_compare_are_four_groups_of_four(dana, maria) -> None:
    assert [len(part) for part in dana.public.check.split()] == [4, 4, 4, 4]
    assert dana.public.check != maria.public.check


def test_an_edited_key_file_is_refused(dana, maria) -> None:
    values = json.loads(key_file(dana.public))
    other = json.loads(key_file(maria.public))
    with pytest.raises(LearnerError, match="was changed or cut off"):
        read_key_file("dana.key", json.dumps({**values, "key": other["key"]}).encode())


@pytest.mark.parametrize("data", [b"", b"[]", b"\xff\xfe", b"{", b"[" * 100_000, b"x" * 20_000])
def test_noise_is_no_key(data) -> None:
    with pytest.raises(LearnerError, match=r'"dana\.key" is'):
        read_key_file("dana.key", data)


def test_a_damaged_secret_is_told_in_words(tmp_path) -> None:
    pair(tmp_path, "Dana Whitfield")
    (tmp_path / "dana" / "key.json").write_text("{}")
    with pytest.raises(LearnerError, match="is damaged"):
        own_key(tmp_path / "dana")
