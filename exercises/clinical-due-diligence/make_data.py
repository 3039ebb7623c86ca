"""Makes the tables of this case (CSV): invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital or market.

What is planted, so that a facilitator and a test know the truth:
- In the region of the strategist's slide the merger raises the index by 84 points, in the valley where patients go by
  1,020. The market decides, not the arithmetic.
- The frightening quality measure (stents, 2 deaths of 38) says nothing; the boring one (cesareans of first births) is
  the only one whose interval excludes the system's own share. All intervals are Wilson's, worked out here.
- The credential files are drawn by chance from 103: each fault has its own chance, and files can have several.
- Clinical costs that the price model leaves out are the same each year from year 1 on.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

SEED = 19
Z = 1.959964
MARKET = (  # system, share in the valley, share in the region [%]
    ("Stonebridge", 34, 14),
    ("Halvorsen", 15, 3),
    ("Northfield", 22, 21),
    ("St. Clement", 16, 18),
    ("County General", 8, 10),
    ("Lakeshore University", 5, 24),
)
QUALITY = (  # measure, cases, events, share in the buyer's own hospitals [%]
    ("Stents placed: deaths in hospital", 38, 2, 2.2),
    ("Hip fracture: deaths within 30 days", 164, 9, 5.8),
    ("Sepsis: deaths in hospital", 402, 61, 14.6),
    ("Medical patients back within 30 days", 1490, 218, 15.1),
    ("First births, one child, head down, at term: cesarean", 212, 74, 24.1),
)
SAMPLE = 40
FAULTS = (
    ("No ongoing review within the last 12 months", 0.38),
    ("Privileges kept without a case in three years", 0.24),
    ("License not verified at its source at reappointment", 0.10),
    ("A gap of six months or more in the work history, not explained", 0.06),
)
COSTS = (  # what it is for, today, each of years 1 to 5 [thousand USD]
    ("Sterile processing, to the buyer's standard", 1500, 0),
    ("Birth unit: monitors, drills, second room", 900, 520),
    ("Records: moving eleven years of charts", 1000, 0),
    ("Call coverage: births, surgery, anesthesia", 0, 780),
    ("Medical staff office: two people and a system", 0, 450),
)


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the five tables for one seed."""
    return {
        "market.csv": _table("system,valley_share,region_share", MARKET),
        "quality.csv": _table("measure,cases,events,percent,low,high,buyer_percent", [_measure(*q) for q in QUALITY]),
        "files.csv": _table("found_in_the_file,files", _files(random.Random(seed))),
        "costs.csv": _table("for_what,today,each_year", COSTS),
        "flows.csv": _table("year,clinical_cost", _flows()),
    }


def _measure(words: str, cases: int, events: int, buyer: float) -> tuple[object, ...]:
    """The row of a measure with its 95 % Wilson interval [%]."""
    share = events / cases
    half = Z * math.sqrt(Z**2 + 4 * events * (1 - share))
    low, high = ((2 * events + Z**2 + sign * half) / (2 * (cases + Z**2)) for sign in (-1, 1))
    return words, cases, events, *(f"{100 * x:.1f}" for x in (share, low, high)), buyer


def _files(rng: random.Random) -> list[tuple[object, ...]]:
    drawn = [[rng.random() < chance for _, chance in FAULTS] for _ in range(SAMPLE)]
    counts = [(words, sum(one[i] for one in drawn)) for i, (words, _) in enumerate(FAULTS)]
    return [*counts, ("Nothing missing", sum(not any(one) for one in drawn))]


def _flows() -> list[tuple[object, ...]]:
    """Clinical costs by year [thousand USD], today first, as outflows."""
    today, yearly = (sum(int(c[i]) for c in COSTS) for i in (1, 2))
    return [("Year 0", -today), *((f"Year {t}", -yearly) for t in range(1, 6))]


def _table(head: str, rows: list[tuple[object, ...]] | tuple[tuple[object, ...], ...]) -> str:
    lines = [",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in rows]
    return "\n".join([head, *lines]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
