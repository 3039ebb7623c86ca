"""A file of answers: only its collector opens it, any change shows, and what is wrong is said in one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from assess.feedback360.people import FRAMEWORK, invitation, levels, pair
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo_pathways.assess.feedback360 import MOST_COMPETENCIES, KeyPair, minutes_of, seal_answers
from cmo_pathways.assess.feedback360.response import read_response
from cmo_pathways.errors import LearnerError, UnknownId


def refusal(data: bytes, own: KeyPair, framework: str = FRAMEWORK) -> str:
    with pytest.raises(LearnerError) as caught:
        read_response("x.answers", data, own, framework=framework)
    text = str(caught.value)
    assert text.startswith('"x.answers" ') and text.endswith(".") and "\n" not in text
    return text


def edited(data: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    values = json.loads(data)
    change(values)
    return json.dumps(values).encode()


def test_the_collector_reads_what_the_rater_answered(maria, dana) -> None:
    asked = invitation(maria, dana.public, invited=6)
    data = seal_answers(asked, levels(3, None, 0), strength="Calm in a crisis", suggestion=" Delegate more ")
    found = read_response("x.answers", data, dana, framework=FRAMEWORK)
    assert found.answers == levels(3, None, 0)
    assert (found.strength, found.suggestion) == ("Calm in a crisis", "Delegate more")
    assert (found.mandate.learner, found.mandate.group, found.mandate.invited) == ("Maria Alvarez, MD", "peers", 6)
    assert found.mandate.learner_key == maria.public.key


def test_the_learner_cannot_open_what_goes_to_a_collector(maria, dana) -> None:
    data = seal_answers(invitation(maria, dana.public), levels(1, 1, 1))
    assert "another collector" in refusal(data, maria)
    to_maria = edited(data, lambda values: values.update(to=json.loads(seal_answers(
        invitation(maria, None), levels(1, 1, 1)))["to"]))  # fmt: skip
    assert "was changed" in refusal(to_maria, maria)


def test_without_a_collector_the_learner_opens_the_answers(maria) -> None:
    data = seal_answers(invitation(maria, None), levels(1, 2, 3))
    assert read_response("x.answers", data, maria, framework=FRAMEWORK).answers == levels(1, 2, 3)


def test_a_file_shows_neither_answers_nor_how_much_was_written(maria, dana) -> None:
    asked = invitation(maria, dana.public)
    short, long = (seal_answers(asked, levels(5, 5, 5), strength=text) for text in ("", "x" * 900))
    assert len(short) == len(long)
    assert b"Maria" not in short and b"financial" not in short and b"peers" not in short


def test_answers_with_another_token_do_not_carry_the_mark(maria, dana) -> None:
    asked = invitation(maria, dana.public)
    forged = replace(asked, token=b"\0" * 32)
    assert "mark of its invitation" in refusal(seal_answers(forged, levels(5, 5, 5)), dana)


def test_answers_of_another_version_of_the_skill_map_are_refused(maria, dana) -> None:
    data = seal_answers(invitation(maria, dana.public, framework="0.9.0"), levels(1, 1, 1))
    assert "answered for version 0.9.0 of the skill map; this computer has 1.0.0" in refusal(data, dana)


@pytest.mark.parametrize("key", ["to", "mandate", "key", "nonce", "box", "format", "version"])
@pytest.mark.parametrize("value", ["", None, 7, [], {}, "AAAA"])
def test_every_part_that_is_edited_is_noticed(maria, dana, key, value) -> None:
    data = seal_answers(invitation(maria, dana.public), levels(1, 2, 3))
    refusal(edited(data, lambda values: values.update({key: value})), dana)


def test_a_mandate_of_another_invitation_does_not_fit(maria, dana) -> None:
    data = seal_answers(invitation(maria, dana.public), levels(1, 2, 3))
    other = json.loads(seal_answers(invitation(maria, dana.public, group="team"), levels(1, 2, 3)))
    assert "mark" in refusal(edited(data, lambda values: values.update(mandate=other["mandate"])), dana)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_one_flipped_character_anywhere_is_never_taken_for_an_answer(maria, dana, data) -> None:
    whole = seal_answers(invitation(maria, dana.public), levels(1, 2, 3))
    at = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:at] + bytes([whole[at] ^ data.draw(st.integers(1, 127))]) + whole[at + 1 :]
    try:
        found = read_response("x.answers", broken, dana, framework=FRAMEWORK)
    except LearnerError:
        return
    # A change that JSON does not see, such as another blank, leaves the same answers.
    assert found.answers == levels(1, 2, 3)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        levels(1, 2, 6),
        levels(1, 2, -1),
        {**levels(1, 2, 3), "telemedicine": 3},
        {"financial-acumen": True, "crisis-leadership": 2, "medical-ethics": 2},
        {"financial-acumen": 2.5, "crisis-leadership": 2, "medical-ethics": 2},
    ],
)
def test_answers_that_the_form_cannot_give_are_refused(maria, dana, answers) -> None:
    assert "was changed" in refusal(seal_answers(invitation(maria, dana.public), answers), dana)


@pytest.mark.parametrize("noise", [b"", b"null", b"\xff" * 100, b"{" * 100_000, b'{"format": 1e999}', b"PK\x03\x04"])
def test_noise_is_refused(dana, noise) -> None:
    assert "is not a file of answers" in refusal(noise, dana)


def test_ten_megabytes_of_noise_are_not_even_read(dana) -> None:
    assert "is larger than" in refusal(b"7" * 10_000_000, dana)


def test_a_newer_form_asks_for_an_update(maria, dana) -> None:
    data = seal_answers(invitation(maria, dana.public), levels(1, 2, 3))
    assert "Update cmo-pathways" in refusal(edited(data, lambda values: values.update(version=2)), dana)


def test_hidden_characters_of_a_comment_are_dropped(maria, dana) -> None:
    data = seal_answers(invitation(maria, dana.public), levels(1, 2, 3), strength="a\u202eb\x00c\ud800")
    assert read_response("x.answers", data, dana).strength == "abc"


def test_an_invitation_keeps_within_ten_minutes(maria, dana) -> None:
    assert minutes_of(MOST_COMPETENCIES) == 10
    with pytest.raises(LearnerError, match="1 to 12 competencies"):
        invitation(maria, dana.public, competencies=[f"c-{at}" for at in range(13)])
    with pytest.raises(LearnerError, match="1 to 12 competencies"):
        invitation(maria, dana.public, competencies=[])


def test_an_unknown_group_and_one_s_own_key_are_refused(maria, dana) -> None:
    with pytest.raises(UnknownId, match="rater group"):
        invitation(maria, dana.public, group="peer")
    with pytest.raises(LearnerError, match="is your own"):
        invitation(maria, maria.public)


def test_a_mandate_is_sealed_by_the_learner(tmp_path, maria, dana) -> None:
    """Nobody can make an invitation in the learner's name without the learner's key."""
    eve = pair(tmp_path, "Eve Stranger")
    data = seal_answers(invitation(eve, dana.public), levels(1, 2, 3))
    own = json.loads(seal_answers(invitation(maria, dana.public), levels(1, 2, 3)))["mandate"]["from"]
    assert "was changed" in refusal(edited(data, lambda values: values["mandate"].update({"from": own})), dana)
