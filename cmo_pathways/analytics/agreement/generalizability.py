"""A one-facet generalizability study: raters nested in the person or competency that they rate.

Brennan, Generalizability Theory, 2001 (doi 10.1007/978-1-4757-3456-0), design r:p. Nested raters are what a 360 has:
nobody knows who rated what, and no two people share all raters, so a rater's severity counts as error.
"""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.analytics.agreement.intraclass import OneWay, icc_of, one_way
from cmo_pathways.analytics.agreement.planning import WANTED, raters_needed
from cmo_pathways.analytics.agreement.ratings import Agreement, Ratings


@dataclass(frozen=True, slots=True)
class Generalizability:
    """What the ratings can carry.

    ``of_rows`` is the variance between rows, ``of_raters`` that of raters inside a row [rating squared]; ``one`` is
    the reliability of a single rater, ``all`` that of the mean of the raters that there are, both with intervals;
    ``needed`` how many raters per row the wanted reliability takes (None: no number is enough, or not defined).
    """

    of_rows: float | None
    of_raters: float | None
    one: Agreement
    all: Agreement
    wanted: float
    needed: int | None

    def with_raters(self, raters: float) -> float | None:
        """The reliability [0-1] of the mean of that many raters per row; None where it is not defined."""
        if self.of_rows is None or self.of_raters is None or raters <= 0:
            return None
        total = self.of_rows + self.of_raters / raters
        return self.of_rows / total if total > 0 else None


def generalizability(ratings: Ratings, *, wanted: float = WANTED, confidence: float = 0.95) -> Generalizability:
    """The study of a table with one row per person (in a 360 of one person: per competency), one cell per rating.

    Rows may have different numbers of raters; None is a rating that is not there. A negative variance between rows
    counts as 0, as is usual, and the reliability of one rater is then not above 0 and no number of raters is enough.
    Raises LearnerError where ``wanted`` is not between 0 and 1.
    """
    return generalizability_of(one_way(ratings), wanted=wanted, confidence=confidence)


def generalizability_of(found: OneWay | None, *, wanted: float = WANTED, confidence: float = 0.95) -> Generalizability:
    """The same from a one-way analysis, which a released summary gives too (``one_way_of_summaries``)."""
    one = icc_of(found, confidence=confidence)
    many = icc_of(found, mean=True, confidence=confidence)
    if found is None or not one.defined:
        return Generalizability(None, None, one, many, wanted, None)
    return Generalizability(found.variance, found.within, one, many, wanted, raters_needed(one.value, wanted=wanted))
