"""Dates, names and LaTeX of other programs."""

from __future__ import annotations

import pytest

from cmo_pathways.interop.incoming.dates import month_in, month_of
from cmo_pathways.interop.incoming.latex import plain_words
from cmo_pathways.interop.incoming.words import author, authors_and_title, doi_in, one_line, pubmed_in


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2019-07-21", "2019-07"), ("2019-07", "2019-07"), ("2019", "2019"), (2019, "2019"), ("2021/03/01/", "2021-03"),
        ("2021///", "2021"), ("Jul 2019", "2019-07"), ("July 2019", "2019-07"), ("21 July 2019", "2019-07"),
        ("July 21, 2019", "2019-07"), ("2023 Jan 15", "2023-01"), ("2023 Jan-Feb", "2023-01"), ("2023 Winter", "2023"),
        ("Spring 2019", "2019"), ("2019-13", "2019"), ("2019 to 2022", ""), ("", ""), (None, ""), (True, ""),
        ("1850", ""), ("2019-07-01T00:00:00Z", "2019-07"), ("12019", ""),
    ],
)  # fmt: skip
def test_dates_become_a_year_or_a_month(text: object, month: str) -> None:
    assert month_of(text) == month


@pytest.mark.parametrize(
    ("year", "month", "expected"),
    [
        ("2020", "jan", "2020-01"),
        ("2020", "12", "2020-12"),
        ("2020", "13", "2020"),
        ("2020", "", "2020"),
        ("", "1", ""),
    ],
)
def test_a_month_in_a_field_of_its_own_counts(year: str, month: str, expected: str) -> None:
    assert month_in(year, month) == expected


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Chen, Maria J.", "Chen MJ"), ("Maria J. Chen", "Chen MJ"), ("van der Linden, Jan-Piet", "van der Linden JP"),
        ("Ludwig van Beethoven", "van Beethoven L"), ("Smith, Jr., John", "Smith J"), ("{Study Group}", "Study Group"),
        ("Chen MJ", "MJ C"), ("Chen, MJ", "Chen MJ"), ("Plato", "Plato"), ("", ""),
    ],
)  # fmt: skip
def test_authors_are_printed_with_initials(name: str, printed: str) -> None:
    assert author(name) == printed


def test_many_authors_end_with_et_al() -> None:
    text = authors_and_title([f"Name{n} A" for n in range(40)], "Title")
    assert text.endswith("Name24 A, et al. Title")


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"M{\"u}ller", "Müller"), (r"{\'E}cole", "École"), (r"\c{c}a", "ça"), (r"Stra{\ss}e", "Straße"),
        (r"A \& B", "A & B"), (r"{\O}stergaard", "Østergaard"), (r"na\"{\i}ve", "naïve"), (r"\v{S}koda", "Škoda"),
        (r"{\textbackslash}x {\textbraceleft}", r"\x {"), (r"\emph{in} vivo", "in vivo"), ("1--2", "1–2"),
        ("``a'' -{}-", "“a” --"),
        (r"\unknown{z}", r"\unknownz"), ("plain", "plain"), (r"\input{/etc/passwd}", r"\input/etc/passwd"),
        ("{" * 50_000, ""),
    ],
    ids=range(16),
)  # fmt: skip
def test_latex_becomes_plain_words(latex: str, words: str) -> None:
    assert plain_words(latex) == words


def test_numbers_are_found_and_hidden_signs_go() -> None:
    assert doi_in("doi: 10.1000/abc(1)2.") == "10.1000/abc(1)2"
    assert doi_in("(see 10.1000/abc(1)).") == "10.1000/abc(1)"
    assert pubmed_in("https://pubmed.ncbi.nlm.nih.gov/90000001/") == "90000001"
    assert one_line("a\u202eb\x00\tc\n d") == "ab c d"
