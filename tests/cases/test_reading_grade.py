"""The reading grade on texts whose grade and syllables are published."""

from __future__ import annotations

import pytest

from cmo_pathways.cases.reading_grade import count_words, reading_grade, syllables

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
PASSAGE = "This sentence, taken as a reading passage unto itself, is being used to prove a point."
SPOKEN = {
    1: "the asked called used makes times whole board year real used prove don't three",
    2: "people little tables wanted agreed million question station watches causes handled being going safely "
    "statement quiet creature's client science region didn't doesn't business every",
    3: "hospital committee director period radio idea area video physician manager decided employee ratio "
    "orient seemingly platypus",
    4: "emergency anxiety society variety ventilator reality mortality initiate continuous",
}


@pytest.mark.parametrize(("count", "words"), SPOKEN.items())
def test_syllables_are_those_of_a_dictionary(count: int, words: str) -> None:
    wrong = {word: syllables(word) for word in words.split() if syllables(word) != count}
    assert not wrong


@pytest.mark.parametrize(
    ("text", "words", "spoken", "grade"),
    [
        # Reading ease 37.5, 116 and 69 are published for these three; the grades follow from the same counts.
        (PLATYPUS, 13, 24, 11.3),
        ("The cat sat on the mat.", 6, 6, -1.4),
        (PASSAGE, 16, 23, 7.6),
    ],
)
def test_published_sentences(text: str, words: int, spoken: int, grade: float) -> None:
    assert count_words(text) == words
    assert sum(syllables(word.strip(",.")) for word in text.split()) == spoken
    assert reading_grade(text) == pytest.approx(grade, abs=0.06)
    assert 206.835 - 1.015 * words - 84.6 * spoken / words == pytest.approx(
        {13: 37.5, 6: 116.1, 16: 69.0}[words], abs=0.1
    )


def test_two_sentences_are_easier_than_one() -> None:
    one = "We looked at the chart and we saw that the month was like the others and we told the chair."
    two = "We looked at the chart. We saw that the month was like the others. We told the chair."
    assert reading_grade(two) < reading_grade(one)


def test_numbers_titles_and_clock_times_do_not_end_a_sentence() -> None:
    assert reading_grade("Dr. Reyes saw 59.7 of them at 07:30.") == reading_grade(
        "Doc Reyes saw nine of them at three."
    )


def test_tables_and_marks_are_not_read() -> None:
    assert count_words("**Two** words\n| a | b |\n| 1 | 2 |") == 2
    assert count_words("![A plan of the ward](plan.png)") == 5
    assert reading_grade("| a | b |") == reading_grade("") == 0.0
