"""Makes silent.csv, language.csv, weeks.csv and risks.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital or product.

What is planted, so that a facilitator and a test know the truth:
- Twelve weeks (84 days) of a silent run, 4,200 stays in three areas. Sepsis is commonest in the ICU, and the teams
  there mostly treat before the score rises: half of the right alerts on the wards and three quarters of those in the
  ICU come after the first antibiotic.
- ICU patients without sepsis score high as well: most of the useless alerts of the cut-off the vendor proposes (5)
  come from there.
- Septic patients whose preferred language is not English score lower, because fewer assessments are charted for
  them. The gap is real, and the group is small.
- Live on the wards at cut-off 6: 15 weeks with one chance of an alert per stay. From week 12 on it rises by half:
  monitors began to write respiratory rates into the flowsheet that nobody had checked.
- The chance of sepsis that the vendor prints beside a score is right where 18 of 100 stays are septic. On the wards
  and oncology it promises more than twice the sepsis that there was.
"""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import NamedTuple

SEED = 412
AREAS = (("wards", 3000, 0.045, 2.8, 0.50), ("oncology", 700, 0.09, 3.4, 0.50), ("ICU", 500, 0.16, 5.0, 0.75))
WARDS, HOUSE = ("wards", "oncology"), ("wards", "oncology", "ICU")
SETTINGS = (
    ("all units at cut-off 5", HOUSE, 5),
    ("all units at cut-off 6", HOUSE, 6),
    ("ICU at cut-off 5", ("ICU",), 5),
    ("ICU at cut-off 6", ("ICU",), 6),
    ("wards and oncology at cut-off 5", WARDS, 5),
    ("wards and oncology at cut-off 6", WARDS, 6),
    ("wards and oncology at cut-off 7", WARDS, 7),
)
OTHER_LANGUAGE, LOWER_SCORE = 0.17, 1.6
SEPTIC_SCORE, SPREAD = 6.3, 1.9
THERE, OTHERS_THERE = 0.18, 3.0  # share of septic stays, and usual score of the others, where the model was built
CALM, RAISED, WEEKS, RAISED_FROM = 0.085, 0.13, 15, 12


class Stay(NamedTuple):
    """One stay: where, septic or not, English or not, highest score, alert after the first antibiotic or not."""

    area: str
    septic: bool
    english: bool
    score: float
    late: bool


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the four tables for one seed."""
    rng = random.Random(seed)
    stays = [_stay(rng, *area) for area in AREAS for _ in range(area[1])]
    silent = [_counted(name, [s for s in stays if s.area in areas], cut) for name, areas, cut in SETTINGS]
    language = [_spoken(name, [s for s in stays if s.septic and s.area != "ICU" and s.english == english])
                for name, english in (("English", True), ("another language", False))]  # fmt: skip
    weeks = [_week(rng, week) for week in range(1, WEEKS + 1)]
    risks = [(f"{_printed(s.score):.3f}", int(s.septic)) for s in stays if s.area in WARDS]
    return {
        "silent.csv": _text("setting,alerts,septic_alerted,new_to_team,not_new,missed,quiet", silent),
        "language.csv": _text("preferred_language,septic,alerted,missed,percent_alerted", language),
        "weeks.csv": _text("week,stays,alerts,per_100", weeks),
        "risks.csv": _text("printed_chance,septic", risks),
    }


def _stay(rng: random.Random, area: str, _: int, chance: float, usual: float, late: float) -> Stay:
    septic, english = rng.random() < chance, rng.random() >= OTHER_LANGUAGE
    score = rng.gauss(SEPTIC_SCORE if septic else usual, SPREAD) - (LOWER_SCORE if septic and not english else 0)
    return Stay(area, septic, english, score, rng.random() < late)


def _printed(score: float) -> float:
    """The chance of sepsis [0-1] that the vendor prints: Bayes' rule with the patients of five academic centers."""
    odds = math.log(THERE / (1 - THERE))
    odds += ((score - OTHERS_THERE) ** 2 - (score - SEPTIC_SCORE) ** 2) / (2 * SPREAD**2)
    return min(max(1 / (1 + math.exp(-odds)), 0.001), 0.999)


def _counted(name: str, stays: list[Stay], cut: int) -> tuple[object, ...]:
    alerts = [s for s in stays if s.score >= cut]
    right = [s for s in alerts if s.septic]
    new = sum(not s.late for s in right)
    missed = sum(s.septic for s in stays) - len(right)
    return f'"{name}"', len(alerts), len(right), new, len(alerts) - new, missed, len(stays) - len(alerts) - missed


def _spoken(name: str, septic: list[Stay]) -> tuple[object, ...]:
    alerted = sum(s.score >= 6 for s in septic)
    return name, len(septic), alerted, len(septic) - alerted, f"{100 * alerted / len(septic):.1f}"


def _week(rng: random.Random, week: int) -> tuple[object, ...]:
    stays = rng.randint(295, 325)
    alerts = sum(rng.random() < (RAISED if week >= RAISED_FROM else CALM) for _ in range(stays))
    return week, stays, alerts, f"{100 * alerts / stays:.1f}"


def _text(head: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(str(cell) for cell in row) for row in rows)]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
