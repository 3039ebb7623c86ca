"""Cronbach's alpha: how far the items of a scale move together (Cronbach 1951, doi 10.1007/BF02310555)."""

from __future__ import annotations

from cmo_pathways.analytics.agreement.intraclass import two_way
from cmo_pathways.analytics.agreement.ratings import Agreement, Ratings, complete, left_out, undefined


def cronbach_alpha(ratings: Ratings, *, confidence: float = 0.95) -> Agreement:
    """Alpha of a table (rows: people; columns: items) with Feldt's interval (1965, doi 10.1007/BF02289499).

    Rows with a missing answer are left out, and the answer says how many. Alpha can fall below 0 where items run
    against each other. It has no value where people do not differ, or with fewer than two people or items. Raises
    LearnerError where rows differ in length.
    """
    name, full = "Cronbach's alpha", complete(ratings)
    n, k = len(full), len(full[0]) if full else 0
    if n < 2 or k < 2:
        return undefined(name, "it needs at least two people who answered two items", rows=n, raters=k)
    table = two_way(full)
    if table.between < 1e-12:
        return undefined(name, "all people have the same sum, so there is nothing to tell apart", rows=n, raters=k)
    value = 1 - table.rest / table.between
    low, high = _limits(value, n, k, confidence)
    return left_out(Agreement(name, value, low, high, confidence, n, k), len(ratings))


def _limits(value: float, n: int, k: int, confidence: float) -> tuple[float, float]:
    from scipy.special import fdtri

    df = n - 1, (n - 1) * (k - 1)
    tail = (1 - confidence) / 2
    return 1 - (1 - value) * float(fdtri(*df, 1 - tail)), 1 - (1 - value) * float(fdtri(*df, tail))
