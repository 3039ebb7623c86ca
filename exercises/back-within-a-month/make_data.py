"""Makes the tables of this case (CSV): invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital or patient.

What is planted, so that a facilitator and a test know the truth:
- Heart failure carries most of the payment at stake. The highest ratio belongs to hip and knee replacements, on 27
  cases; infarction and bypass have fewer than 25 cases and do not count.
- A visit within seven days lowers the hazard of coming back afterwards by 15 %. The naive comparison shows far more,
  because whoever comes back on day three can no longer keep an appointment on day six. Compared from day seven on,
  among those who were still at home, most of the difference is gone.
- Patients with a written plan for weight and water pills come back less often in the first week. That is drawn in.
- A LACE index of 10 or more finds people at higher risk; a good part of those who come back were below it.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

SEED = 5
MEASURES = (  # measure, base payments [USD], ratio, cases
    ("Heart failure", 9_400_000, 1.086, 612),
    ("Pneumonia", 6_800_000, 0.982, 540),
    ("Chronic lung disease", 4_100_000, 1.031, 318),
    ("Hip and knee replacement", 3_900_000, 1.142, 27),
    ("Heart attack", 1_200_000, 1.210, 22),
    ("Bypass surgery", 700_000, 0.940, 14),
)
ALL_PAYMENTS = 96_000_000
TEN = (  # patient, days, through the ED, Charlson score, ED visits in six months
    ("Tackett", 6, 1, 3, 3),
    ("Boggs", 2, 1, 1, 0),
    ("Vitale", 9, 1, 2, 1),
    ("Fenwick", 3, 0, 0, 0),
    ("Hatfield", 4, 1, 4, 0),
    ("Nakagawa", 1, 1, 0, 2),
    ("Lacy", 3, 1, 2, 1),
    ("Mbeki", 15, 0, 1, 0),
    ("Orlov", 5, 1, 1, 1),
    ("Stidham", 2, 1, 3, 4),
)
PEOPLE, BASE, EARLY, VISIT_EFFECT, PLAN_EFFECT = 640, 0.0062, 2.0, 0.85, 0.62
CAUSES = (
    ("Weight up, water pill wrong or not taken", 27),
    ("Sent back by a nursing facility", 11),
    ("Heart failure in spite of everything", 10),
    ("Something else: fall, bleeding, infection", 9),
    ("No reason found in the chart", 3),
)
OPTIONS = (  # option, cost a year, patients reached a year, returns avoided a year (low, high): estimates of the story
    ("Plan for weight and water pill, with a pharmacist's half post", 85000, 320, 4, 14),
    ("Heart failure clinic, visit in seven days", 410000, 150, 1, 7),
    ("Two transition nurses for LACE 10 and over", 260000, 420, 5, 20),
    ("Calls to everybody on day two", 95000, 2600, 0, 10),
)


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the tables for one seed."""
    people = [_person(random.Random(f"{seed} {i}")) for i in range(PEOPLE)]
    measures: list[tuple[object, ...]] = [(*row, ALL_PAYMENTS) for row in MEASURES]
    return {
        "measures.csv": _table("measure,payments,ratio,cases,all_payments", measures),
        "ten.csv": _table("patient,days,through_ed,charlson,ed_visits", TEN),
        "visits.csv": _table("compared,visit,patients,back_in_30_days,percent", _visits(people)),
        "plans.csv": _table("leaving,patients,back_in_7_days,back_in_30_days", _plans(people)),
        "causes.csv": _table("why_back,patients", CAUSES),
        "options.csv": _table("option,cost_a_year,patients_a_year,avoided_low,avoided_high", OPTIONS),
    }


def _person(rng: random.Random) -> tuple[bool, int, int]:
    """Whether there is a written plan, the day of the visit kept (0: none), the day of coming back (0: not in 30)."""
    sick = math.exp(rng.gauss(0, 0.45))
    planned = rng.random() < 0.4
    booked = rng.randint(2, 7) if rng.random() < 0.55 else rng.randint(8, 20)
    visited = 0
    for day in range(1, 31):
        if day == booked and rng.random() < 0.8:
            visited = day
        hazard = BASE * sick * (EARLY if day <= 7 else 1) * (VISIT_EFFECT if visited else 1)
        hazard *= PLAN_EFFECT if planned and day <= 7 else 1
        if rng.random() < hazard:
            return planned, visited, day
    return planned, visited, 0


def _visits(people: list[tuple[bool, int, int]]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for words, group in (
        ("All who left", people),
        ("Those still at home on day 7", [p for p in people if not 0 < p[2] <= 7]),
    ):
        for label, kept in (("within 7 days", True), ("later or never", False)):
            part = [p for p in group if (0 < p[1] <= 7) is kept]
            back = sum(p[2] > 0 for p in part)
            rows.append((words, label, len(part), back, f"{100 * back / len(part):.1f}"))
    return rows


def _plans(people: list[tuple[bool, int, int]]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for label, planned in (("with a written plan", True), ("without one", False)):
        part = [p for p in people if p[0] is planned]
        rows.append((label, len(part), sum(0 < p[2] <= 7 for p in part), sum(p[2] > 0 for p in part)))
    return rows


def _table(head: str, rows: list[tuple[object, ...]] | tuple[tuple[object, ...], ...]) -> str:
    lines = [",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in rows]
    return "\n".join([head, *lines]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
