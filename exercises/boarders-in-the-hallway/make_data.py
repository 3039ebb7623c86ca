"""Makes the tables of this case (CSV): invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital.

What is planted, so that a facilitator and a test know the truth:
- Emergency admissions are drawn with the same mean on every day of the week. The week of the hospital comes from two
  things that people decide: elective admissions (many on Monday and Tuesday) and discharges (few at the weekend).
- Boarders at 07:00 are the patients for whom no staffed bed of the 212 is left. They peak on Tuesday and Wednesday.
- Patients who wait for a place outside the hospital hold more beds than the closed ward has.
- plans.csv comes from a queue with random arrivals at one even rate. Such a model cannot see a weekday, so the row
  of the smoother week shows no gain: a fault of the model, not of the plan. lines.csv has the same lines by the hour,
  for the chart. replay.csv runs the half-year again with the same emergencies and shows the gain.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 1
BEDS, WEEKS, EMERGENCIES = 212, 26, 28.0
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ELECTIVE = (23, 22, 16, 13, 11, 2, 4)
EVEN = (17, 17, 17, 17, 17, 2, 4)
LEAVING = (0.206, 0.211, 0.213, 0.211, 0.221, 0.140, 0.128)  # share of the patients there who go home that day
WARM_UP = 8
HOLDS = (
    ("Written order to leave, waiting for ride, drugs, papers", 40.0, 0.18),
    ("Fit to leave, waiting for a nursing facility", 3.2, 5.0),
    ("Ready for a test or a consult that is not done on weekends", 5.0, 0.9),
    ("Fit to leave, waiting for the insurer's answer", 2.0, 1.2),
)
REPLAYS = (
    ("As it was", ELECTIVE, 212),
    ("4 West open: 12 beds more", ELECTIVE, 224),
    ("Placement wait halved: 8 beds free", ELECTIVE, 220),
    ("Electives spread over five days", EVEN, 212),
    ("Electives spread and placement wait halved", EVEN, 220),
)
PLANS = (
    ("As it runs today", 41.0, 5.0, 212),
    ("4 West open, 12 beds more", 41.0, 5.0, 224),
    ("Placement wait halved", 41.0, 4.8, 212),
    ("Electives spread over five days", 41.0, 5.0, 212),
)
LINES = (("Today, electives spread or not", 0), ("4 West open", 1), ("Placement wait halved", 2))


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the tables for one seed."""
    days = _days(random.Random(seed), ELECTIVE, BEDS)
    week = [_mean_day(days, name) for name in DAYS]
    plans = [f'"{words}",{rate},{stay},{beds},{100 * rate * stay / beds:.1f},{_wait(rate, stay, beds):.1f}'
             for words, rate, stay, beds in PLANS]  # fmt: skip
    lines = [
        f'"{words}",{PLANS[row][1] / 24:.6f},{1 / (24 * PLANS[row][2]):.8f},{PLANS[row][3]}' for words, row in LINES
    ]
    replays = [_replay(seed, *plan) for plan in REPLAYS]
    wednesdays = [f"{day[0].split()[0]},{day[5]}" for day in days if day[1] == "Wed"]
    return {
        "wednesdays.csv": _table("week,boarders_07", wednesdays),
        "replay.csv": _table("plan,mean_boarders_07,wednesday_boarders_07,days_over_10", replays),
        "weekdays.csv": _table("weekday,elective,emergency,left,boarders_07", week),
        "holds.csv": _table("waiting_for,patients_a_day,days_each", [f'"{w}",{n},{d}' for w, n, d in HOLDS]),
        "plans.csv": _table("plan,admissions_a_day,stay_days,beds,occupancy_percent,wait_hours", plans),
        "lines.csv": _table("plan,admissions_an_hour,leaving_a_bed_an_hour,beds", lines),
    }


def _days(rng: random.Random, plan: tuple[int, ...], beds: int) -> list[tuple[str, str, int, int, int, int]]:
    there, found = 205, []
    for i in range(7 * (WEEKS + WARM_UP)):
        day = i % 7
        boarders = max(0, there - beds)
        elective = max(0, plan[day] + rng.choice((-1, 0, 0, 1)))
        emergency = sum(rng.random() < EMERGENCIES / 40 for _ in range(40))
        left = round(there * LEAVING[day] + rng.gauss(0, 1.5))
        if i >= 7 * WARM_UP:
            week = i // 7 - WARM_UP + 1
            found.append((f"W{week:02d} {DAYS[day]}", DAYS[day], elective, emergency, left, boarders))
        there += elective + emergency - left
    return found


def _replay(seed: int, words: str, plan: tuple[int, ...], beds: int) -> str:
    """The same half-year once more with another plan: the same emergencies, the same luck with discharges."""
    days = _days(random.Random(seed), plan, beds)
    every, wednesdays = ([d[5] for d in days], [d[5] for d in days if d[1] == "Wed"])
    mean, wednesday = sum(every) / len(every), sum(wednesdays) / len(wednesdays)
    return f'"{words}",{mean:.1f},{wednesday:.1f},{sum(n > 10 for n in every)}'


def _mean_day(days: list[tuple[str, str, int, int, int, int]], name: str) -> str:
    rows = [d for d in days if d[1] == name]
    return ",".join([name, *(f"{sum(int(r[k]) for r in rows) / len(rows):.1f}" for k in (2, 3, 4, 5))])


def _wait(rate: float, stay: float, beds: int) -> float:
    """Mean wait [hours] of a queue with as many servers as beds (Erlang C)."""
    load, lost = rate * stay, 1.0
    for busy in range(1, beds + 1):
        lost = load * lost / (busy + load * lost)
    must_wait = lost / (1 - load / beds * (1 - lost))
    return 24 * must_wait / (beds / stay - rate)


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, *rows]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
