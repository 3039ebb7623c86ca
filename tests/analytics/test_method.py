from __future__ import annotations

import pytest

from cmo_pathways.analytics import METHODS
from cmo_pathways.errors import LearnerError

UNITS = ("North", "South")


def test_a_row_is_asked_for_by_its_name_or_is_the_last() -> None:
    occupancy = METHODS["occupancy"].function
    columns = ((20.0, 30.0), (5.0, 5.0), (125.0, 200.0))
    assert occupancy(*columns, UNITS, "North") == pytest.approx(0.8)
    assert occupancy(*columns, UNITS, "South") == occupancy(*columns, None) == pytest.approx(0.75)


def test_a_table_without_a_row_says_so() -> None:
    with pytest.raises(LearnerError, match="no row"):
        METHODS["occupancy"].function((), (), (), None)


@pytest.mark.parametrize(
    ("name", "columns", "value"),
    [
        ("npv", ((-40000.0, 5000.0, 8000.0, 12000.0, 30000.0), 0.08), 3065.22),
        ("irr", ((-100.0, 39.0, 59.0, 55.0, 20.0),), 0.281),
        ("payback", ((-40000.0, 5000.0, 8000.0, 12000.0, 30000.0),), 3.5),
        ("queue_wait", ((2.0,), (3.0,), (1.0,), None), 0.667),
        ("nursing_posts", ((30.0,), (6.0,), (8.0,), None), 31.5),
        ("fee_payment", ((0.97,), (0.80,), (0.05,), (38.0,), None), 69.16),
        ("shared_savings", ((120e6,), (115.2e6,), (0.03,), (0.75,), (0.2,), None), 3.6e6),
        ("prr", ((41.0,), (14.0,), (754.0,), (591958.0,), None), 586.0),
        ("risk_ratio", ((43.0,), (54.0,), (3.0,), (21.0,), None), 5.57),
        ("herd_threshold", ((12.0,), None), 0.917),
        ("days_on_hand", ((1200.0,), (100.0,), None), 12),
        ("ppv", ((843.0,), (6128.0,), (1709.0,), (29775.0,), None), 0.121),
        ("ppv_at", ((5.0, 6.0, 7.0), (0.0, 1.0, 0.0), 6), 0.5),
        ("auroc", ((1.0, 2.0, 3.0, 4.0), (0.0, 1.0, 0.0, 1.0)), 0.75),
        ("impact_ratio", ((30.0, 40.0), (50.0, 100.0)), 0.667),
        ("hhi", ((30.0, 30.0, 20.0, 20.0),), 2600),
        ("hhi_after", ((30.0, 30.0, 20.0, 20.0), ("A", "B", "C", "D"), "C", "D"), 3400),
    ],
)
def test_methods_of_running_care_give_the_published_or_hand_worked_value(
    name: str, columns: tuple[object, ...], value: float
) -> None:
    assert METHODS[name].function(*columns) == pytest.approx(value, rel=2e-3, abs=5e-4)
