from __future__ import annotations

import pytest

from cmo_pathways.analytics.emergency_access import counts_against, share_against
from cmo_pathways.errors import InputError


@pytest.mark.parametrize(
    ("to_room", "boarded", "stay", "left", "counts"),
    [
        (1, 4, 8, False, False),
        (1.01, 0, 2, False, True),
        (0.5, 4.01, 6, False, True),
        (0.5, 0, 8.01, False, True),
        (0.2, 0, 0.5, True, True),
        (None, 0, 0.9, False, False),
        (None, 0, 1.5, False, True),
    ],
)
def test_any_part_counts_and_the_limit_itself_does_not(
    to_room: float | None, boarded: float, stay: float, left: bool, counts: bool
) -> None:
    assert counts_against(to_room, boarded, stay, left) is counts


def test_a_visit_with_two_faults_counts_once() -> None:
    assert share_against((2, 0.5), (5, 0), (9, 3), (1, 0)) == 0.5
    with pytest.raises(InputError, match="left"):
        share_against((), (), (), ())
    with pytest.raises(InputError, match="hours"):
        counts_against(-1, 0, 2, False)
