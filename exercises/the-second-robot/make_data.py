"""Makes the tables of this case (CSV): invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital or product.

What is planted, so that a facilitator and a test know the truth:
- The request counts every robotic case as new. Traced back, most of the cases were done in this hospital before,
  without the robot; each of those now costs 600 dollars more.
- Counted that way the second robot has a negative present value, and misses its break-even volume by a little.
- The first robot stands still for a third of the hours that are given out. The hours belong to the wrong services.
- A second team for late afternoons brings fewer new cases than a second robot, at a twentieth of the outlay.
- Four of eight surgeons do fewer than a dozen robotic cases a year.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 11
CONTRIBUTION, SHIFTED_COST = 6.2, 0.6  # thousand USD for a new case; what a case done before costs more
PLANS = {  # outlay, fixed cost a year, new cases in years 1 to 5, cases shifted, sold at the end
    "as_requested": (2400, 400, (240, 240, 240, 240, 240), 0, 0),
    "second_robot": (2400, 400, (60, 100, 130, 140, 140), 140, 300),
    "late_team": (120, 310, (50, 80, 95, 95, 95), 60, 0),
}
SERVICES = (("Urology", 18, 0.94), ("Gynecology", 12, 0.60), ("Colorectal", 6, 0.62), ("General surgery", 14, 0.33))
SURGEONS = (
    ("Novak", "Urology", 214),
    ("Iyer", "Urology", 96),
    ("Castellan", "Gynecology", 61),
    ("Bauer", "Colorectal", 44),
    ("Wrona", "General surgery", 11),
    ("Rhodes", "Gynecology", 9),
    ("Kirkland", "General surgery", 7),
    ("Ferrante", "General surgery", 6),
)
BREAK_EVEN = (
    ("Second robot", 880000, 15400, 9200),
    ("Late team on the first robot", 334000, 15400, 9200),
)
ASKS = (
    ("Second robot", 2400, "more minutes for four services"),
    ("Late team on the first robot", 120, "first starts and late rooms for two services"),
    ("CT scanner in the emergency department", 1750, "out of order on 19 days last year"),
    ("Eight infusion chairs", 900, "14 days from order to first infusion"),
)


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the five tables for one seed."""
    rng = random.Random(seed)
    flows = {name: _flows(*plan) for name, plan in PLANS.items()}
    years = [_row(f"Year {t}", *(flows[name][t] for name in PLANS)) for t in range(6)]
    rooms = [
        _row(name, 26 * hours, round(26 * hours * (used + rng.uniform(-0.02, 0.02)))) for name, hours, used in SERVICES
    ]
    return {
        "flows.csv": _table(",".join(["year", *PLANS]), years),
        "room.csv": _table("service,hours_given,hours_used", rooms),
        "surgeons.csv": _table("surgeon,service,robotic_cases", [_row(*s) for s in SURGEONS]),
        "volumes.csv": _table("plan,fixed_cost,net_revenue,variable_cost", [_row(*b) for b in BREAK_EVEN]),
        "asks.csv": _table("ask,outlay,what_it_is_for", [_row(*a) for a in ASKS]),
    }


def _flows(outlay: int, fixed: int, new: tuple[int, ...], shifted: int, sold: int) -> list[int]:
    """Cash flows [thousand USD], today first."""
    yearly = [round(CONTRIBUTION * cases - SHIFTED_COST * shifted - fixed) for cases in new]
    yearly[-1] += sold
    return [-outlay, *yearly]


def _row(*cells: object) -> str:
    return ",".join(str(cell) for cell in cells)


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, *rows]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
