"""What the tests of single cases share: one play by the ids of its choices, with every number answered rightly."""

from __future__ import annotations

from cmo_pathways.cases import (
    Case,
    NumberQuestion,
    PlayState,
    answer,
    choose,
    expected_value,
    is_over,
    open_question,
    start_case,
)


def played(case: Case, choices: str) -> PlayState:
    """The state after these choices, which must end the case; a closed choice raises."""
    state = start_case(case)
    for choice in choices.split():
        question = open_question(case, state)
        if isinstance(question, NumberQuestion):
            state = answer(case, state, expected_value(case, question))
        state = choose(case, state, choice)
    assert is_over(case, state), state.scene
    return state
