"""Makes events.csv and relief.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital.

What is planted, so that a facilitator and a test know the truth:
- Every operation has the same small chance of a retained item, 1 in 4,800, from the first day to the last. Nothing
  got worse. The last three gaps are set by hand: three events in nine weeks.
- In January 2024 a second building opens and operations go from 40 to 84 a day. The same chance then gives gaps half
  as long in days. Days between events look worse since; operations between events are the same.
- In one operation of five somebody relieves the scrub or the circulating nurse before the final count. The chance of
  an event is four times as high in these, in all years: it is the process, and it is not new.

The seed was chosen, among seeds in which both halves agree by operations and no chart signals.
"""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from pathlib import Path

SEED = 3678
CHANCE = 1 / 4800
FIRST_DAY, OPENING, BY_HAND_FROM = date(2019, 1, 2), date(2024, 1, 2), date(2026, 8, 3)
PER_DAY = (40, 84)  # operations a calendar day, before and since the opening
SET_BY_HAND = ((19, 1590), (26, 2190), (17, 1430))  # days and operations before the last three events
RELIEF, ODDS = 0.20, 4.0
OPERATIONS_OF_A_YEAR = (6120, 24480)  # with relief before the final count, without
ITEMS = ("sponge", "sponge", "sponge", "sponge", "needle", "instrument part", "vaginal pack", "towel")
_HEAD = "event,date,building,days_since_previous,operations_since_previous,item,relief_before_final_count"


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of both tables for one seed."""
    rng = random.Random(seed)
    gaps: list[tuple[int, int]] = []
    while True:
        gap = math.ceil(math.log(1 - rng.random()) / math.log(1 - CHANCE))
        day = sum(d for d, _ in gaps)
        days = _days_for(day, gap)
        if FIRST_DAY + timedelta(days=day + days) > BY_HAND_FROM:
            break
        gaps.append((days, gap))
    lines, day, relieved = [], 0, []
    for i, (days, gap) in enumerate([*gaps, *SET_BY_HAND], start=1):
        day += days
        when = FIRST_DAY + timedelta(days=day)
        relieved.append(rng.random() < RELIEF * ODDS / (RELIEF * ODDS + 1 - RELIEF))
        phase, item, relief = "one" if when < OPENING else "two", rng.choice(ITEMS), "yes" if relieved[-1] else "no"
        lines.append(f"{i},{when},{phase},{days},{gap},{item},{relief}")
    share = ["group,with_relief,without_relief", f"Retained items,{sum(relieved)},{len(relieved) - sum(relieved)}",
             f"Operations of the last twelve months,{OPERATIONS_OF_A_YEAR[0]},{OPERATIONS_OF_A_YEAR[1]}"]  # fmt: skip
    return {"events.csv": "\n".join([_HEAD, *lines]) + "\n", "relief.csv": "\n".join(share) + "\n"}


def _days_for(day: int, operations: int) -> int:
    """Days until so many operations are done, at least one."""
    days = 0
    while operations > 0 or not days:
        operations -= PER_DAY[FIRST_DAY + timedelta(days=day + days) >= OPENING]
        days += 1
    return days


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
