"""The coefficients as a case asks for them: columns of a long table in, one number out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from cmo_pathways.analytics.agreement.alpha import cronbach_alpha
from cmo_pathways.analytics.agreement.generalizability import generalizability
from cmo_pathways.analytics.agreement.gwet import gwet
from cmo_pathways.analytics.agreement.intraclass import Form, icc
from cmo_pathways.analytics.agreement.kappa import Weights, fleiss_kappa, kappa_of_pairs
from cmo_pathways.analytics.agreement.ratings import by_row, crossed
from cmo_pathways.analytics.method import Method
from cmo_pathways.errors import LearnerError

Numbers = Sequence[float]
Names = Sequence[Hashable]


def icc_nested(form: Form) -> Callable[[Numbers, Names], float]:
    """A one-way ICC from ratings and who they are about."""
    return lambda values, people: icc(by_row(values, people), form).number()


def icc_crossed(form: Form) -> Callable[[Numbers, Names, Names], float]:
    """A two-way ICC from ratings, who they are about, and who gave them."""
    return lambda values, people, raters: icc(crossed(values, people, raters), form).number()


def alpha_of(values: Numbers, people: Names, items: Names) -> float:
    """Cronbach's alpha from answers, who gave them, and to which item. Raises LearnerError where it has no value."""
    return cronbach_alpha(crossed(values, people, items)).number()


def kappa_with(weights: Weights) -> Callable[[Sequence[object], Sequence[object]], float]:
    """Kappa of two columns of categories."""
    return lambda first, second: kappa_of_pairs(first, second, weights=weights).number()


def fleiss_of(categories: Names, people: Names) -> float:
    """Fleiss' kappa from the categories given and who they are about. Raises LearnerError where it has no value."""
    known = tuple(dict.fromkeys(categories))
    counts = {person: [0] * len(known) for person in people}
    for category, person in zip(categories, people, strict=True):
        counts[person][known.index(category)] += 1
    return fleiss_kappa(list(counts.values())).number()


def gwet_of(values: Numbers, people: Names) -> float:
    """AC1 from ratings and who they are about; the categories are those that occur."""
    # Only the value is asked for: the interval's draws are left out, so the seed does not matter.
    return gwet(by_row(values, people), categories=sorted(set(values)), seed=0, draws=1).number()


def needed_of(values: Numbers, people: Names) -> float:
    """How many raters each person needs for 0.70. Raises LearnerError where no number is enough."""
    needed = generalizability(by_row(values, people)).needed
    if needed is None:
        raise LearnerError("No number of raters is enough here: one rater carries no information.")
    return float(needed)


_LONG = ("number", "text", "text")
_AGREEMENT = (
    ("icc_one_way", icc_nested("1,1"), "ICC(1,1) of Shrout and Fleiss: one rater, other raters per person"),
    ("icc_one_way_mean", icc_nested("1,k"), "ICC(1,k) of Shrout and Fleiss: the mean of a person's raters"),
    ("gwet_ac1", gwet_of, "share of agreeing pairs beyond chance, with Gwet's estimate of chance"),
    ("raters_needed", needed_of, "raters per person for 0.70: 0.7 (1 - r) / (r (1 - 0.7)), r the ICC(1,1)"),
)
_CROSSED = (
    ("icc_absolute", icc_crossed("2,1"), "ICC(2,1) of Shrout and Fleiss: absolute agreement of one rater"),
    ("icc_absolute_mean", icc_crossed("2,k"), "ICC(2,k) of Shrout and Fleiss: the mean of the same raters"),
    ("icc_consistent", icc_crossed("3,1"), "ICC(3,1) of Shrout and Fleiss: order alone, one rater"),
    ("icc_consistent_mean", icc_crossed("3,k"), "ICC(3,k) of Shrout and Fleiss: order alone, the mean"),
)
_PAIRS = (
    ("kappa", kappa_with("none"), "text", "agreement beyond chance: (observed - expected) / (1 - expected)"),
    ("kappa_linear", kappa_with("linear"), "number", "kappa in which a near miss counts by its distance"),
    ("kappa_quadratic", kappa_with("quadratic"), "number", "kappa in which a miss counts by its square"),
)

ROWS = (
    *(Method(n, f, ("values", "people"), _LONG[:2], 2, (), how) for n, f, how in _AGREEMENT),
    *(Method(n, f, ("values", "people", "raters"), _LONG, 3, (), how) for n, f, how in _CROSSED),
    *(Method(n, f, ("first", "second"), (kind, kind), 2, (), how) for n, f, kind, how in _PAIRS),
    Method(
        "cronbach_alpha",
        alpha_of,
        ("values", "people", "items"),
        _LONG,
        3,
        (),
        "1 minus the mean square that remains over that between people",
    ),
    Method(
        "fleiss_kappa",
        fleiss_of,
        ("categories", "people"),
        ("text", "text"),
        2,
        (),
        "share of agreeing pairs of raters beyond what the categories' shares would give",
    ),
)
