"""How reliability grows with the number of raters, and how many raters a wanted reliability takes."""

from __future__ import annotations

import math

from cmo_pathways.errors import LearnerError

WANTED = 0.70
"""Reliability of a mean that we ask for before anybody acts on it; a convention, marked as our assumption."""


def spearman_brown(reliability: float, times: float) -> float:
    """The reliability of the mean of ``times`` as many raters or items (Spearman 1910, Brown 1910).

    ``reliability`` is that of one (-1/(times-1) to 1); with 0 raters it is 0.
    """
    below = 1 + (times - 1) * reliability
    return -math.inf if below == 0 else times * reliability / below


def raters_needed(reliability: float | None, *, wanted: float = WANTED) -> int | None:
    """How many raters make a mean of the ``wanted`` reliability (0 < wanted < 1), from that of one rater.

    None where one rater carries no information (0 or less, or not defined): no number of them is enough. Raises
    LearnerError where ``wanted`` is not between 0 and 1.
    """
    if not 0 < wanted < 1:
        raise LearnerError("The reliability to reach lies between 0 and 1. Give a number such as 0.7.")
    if reliability is None or math.isnan(reliability) or reliability <= 0:
        return None
    if reliability >= 1:
        return 1
    # A hair below a whole number is that number: 0.7 from 0.7 takes one rater, not two.
    return max(1, math.ceil(wanted * (1 - reliability) / (reliability * (1 - wanted)) - 1e-9))
