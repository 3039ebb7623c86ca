"""Makes the invented tables of the case "The divided department": nights.csv and money.csv.

What is planted, for the facilitator and the tests:

- The need for a second anesthesia team at night gathers from Thursday to Sunday; on the other nights it is rare.
- At the group's own lowest figure a second team on every night needs more kept cases than were moved in the whole year,
  so that on money alone there is no figure on which both sides can meet. From Thursday to Sunday there is.

The seed was chosen so that 61 cases were moved in the year, 47 of them from Thursday to Sunday.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 479
WEEKS = 52
MEAN_MOVED = {"Monday": 0.08, "Tuesday": 0.09, "Wednesday": 0.10, "Thursday": 0.18, "Friday": 0.25, "Saturday": 0.30,
              "Sunday": 0.18}  # fmt: skip
SCHEDULES = {"every night": tuple(MEAN_MOVED), "Thursday to Sunday": tuple(MEAN_MOVED)[3:],
             "Friday and Saturday": ("Friday", "Saturday")}  # fmt: skip
FLOOR = 900  # the group's lowest figure [USD per night]
NET_REVENUE, VARIABLE_COST = 9800, 4600  # [USD per case that stays]


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of both tables for one seed."""
    rng = random.Random(seed)
    moved, both = {}, {}
    for day, mean in MEAN_MOVED.items():
        moved[day] = sum(rng.random() < mean for _ in range(WEEKS))
        both[day] = moved[day] + sum(rng.random() < 0.4 * mean for _ in range(WEEKS))
    nights = [f"{day},{WEEKS},{both[day]},{moved[day]}" for day in MEAN_MOVED]
    money = []
    for name, days in SCHEDULES.items():
        count = WEEKS * len(days)
        kept = sum(moved[day] for day in days)
        money.append(f"{name},{count},{count * FLOOR},{NET_REVENUE},{VARIABLE_COST},{kept}")
    head = "second_team,nights,cost_at_900,net_revenue_per_case,variable_cost_per_case,cases_moved"
    return {
        "nights.csv": "\n".join(["weekday,nights,two_at_once,moved", *nights]) + "\n",
        "money.csv": "\n".join([head, *money]) + "\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
