"""The coefficients as a case asks for them: columns of a long table in, one number out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from cmo_pathways.analytics.agreement.alpha import cronbach_alpha
from cmo_pathways.analytics.agreement.generalizability import generalizability
from cmo_pathways.analytics.agreement.gwet import gwet
from cmo_pathways.analytics.agreement.intraclass import Form, icc
from cmo_pathways.analytics.agreement.kappa import Weights, fleiss_kappa, kappa_of_pairs
from cmo_pathways.analytics.agreement.ratings import by_row, crossed
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
