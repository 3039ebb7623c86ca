from __future__ import annotations

import pytest

from cmo_pathways.analytics.concentration import Concentration, hhi, level, merger, shares_of
from cmo_pathways.errors import InputError, UnknownId

NAMES = ("North", "South", "East", "West")


def test_four_firms_are_as_published() -> None:
    assert hhi((30, 30, 20, 20)) == 2600


def test_a_merger_adds_twice_the_product() -> None:
    found = merger((30, 30, 20, 20), NAMES, "East", "West")
    assert (found.before, found.after, found.increase) == (2600, 3400, 800)
    assert found.after == hhi((30, 30, 40))
    assert (found.level, found.presumed) == (Concentration.HIGH, True)


def test_a_small_partner_in_a_concentrated_market_is_not_presumed_harmful() -> None:
    found = merger((50, 49, 1), NAMES[:3], "South", "East")
    assert found.increase == 98 and found.level is Concentration.HIGH and not found.presumed


@pytest.mark.parametrize(("points", "word"), [(999, "low"), (1000, "moderate"), (1800, "moderate"), (1800.1, "high")])
def test_limits_belong_to_the_middle(points: float, word: str) -> None:
    assert level(points) == word


def test_shares_come_from_volumes() -> None:
    assert shares_of((300, 100)) == (75, 25)
    assert hhi(shares_of((1, 0, 0))) == 10_000
    with pytest.raises(InputError, match="volumes"):
        shares_of((0, 0))


@pytest.mark.parametrize("shares", [(0.3, 0.7), (60, 60), (), (-1, 50)])
def test_parts_of_one_and_more_than_all_are_refused(shares: tuple[float, ...]) -> None:
    with pytest.raises(InputError, match="shares"):
        hhi(shares)


def test_wrong_names_are_refused() -> None:
    with pytest.raises(UnknownId, match="North"):
        merger((30, 30, 20, 20), NAMES, "Noth", "West")
    with pytest.raises(InputError, match="itself"):
        merger((30, 30, 20, 20), NAMES, "West", "West")
    with pytest.raises(InputError, match="named twice"):
        merger((30, 30), ("A", "A"), "A", "A")
