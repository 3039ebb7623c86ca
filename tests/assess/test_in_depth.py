"""Signal by signal: which level answers suggest, and which level is asked about next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo_pathways.assess import SIGNAL_ANSWERS, next_level, signal_key, suggest_level


def level(number: int, words: str) -> dict[str, str]:
    told = {"y": "yes", "p": "partly", "n": "no"}
    return {signal_key(number, n): told[word] for n, word in enumerate(words, 1)}


@pytest.mark.parametrize(
    ("answers", "suggested"),
    [
        ({}, None),
        (level(3, "yy"), None),
        (level(3, "yyn"), 3),
        (level(3, "ypp"), 3),
        (level(3, "ypn"), 2),
        (level(3, "yyy") | level(4, "nnn"), 3),
        (level(2, "nnn") | level(3, "yyy"), 1),
        (level(1, "nnn"), 0),
        (level(5, "yyy"), 5),
    ],
)
def test_the_highest_level_reached_with_none_missed_below_is_suggested(answers, suggested):
    assert suggest_level(answers) == suggested


def test_one_goes_up_while_levels_are_reached_and_down_while_they_are_missed():
    assert next_level({}, 3) == 3
    assert next_level(level(3, "yyy"), 3) == 4
    assert next_level(level(3, "nnn"), 3) == 2
    assert next_level(level(3, "yyy") | level(4, "nnn"), 3) is None
    assert next_level(level(1, "nnn"), 1) is None
    assert next_level(level(5, "yyy"), 5) is None


@given(st.lists(st.sampled_from(SIGNAL_ANSWERS), min_size=15, max_size=15), st.integers(1, 5))
def test_whatever_is_answered_the_questions_end_within_five_levels(drawn, first):
    everything = {signal_key(n, k): drawn[3 * (n - 1) + k - 1] for n in range(1, 6) for k in (1, 2, 3)}
    answers: dict[str, str] = {}
    asked = []
    while (following := next_level(answers, first)) is not None:
        asked.append(following)
        answers |= {key: word for key, word in everything.items() if key.startswith(str(following))}
    assert 1 <= len(asked) == len(set(asked)) <= 5
    assert suggest_level(answers) in range(6)
