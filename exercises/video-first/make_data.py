"""Makes visits.csv, months.csv and clinicians.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real company or patient.

What is planted, so that a facilitator and a test know the truth:
- Adults with a cough or a sore throat, by video (one by one, twelve months) and in the partner's walk-in clinics (the
  last five months). Video patients are mostly mildly ill, clinic patients mostly not. In each severity an antibiotic
  is likelier by video; all visits together show the reverse, because the mild are many on video.
- From month 8 on clinicians have a target of five minutes per visit, and stars count for their bonus. Of 24 clinicians
  four change, and change a lot; the other 20 prescribe as before. The four have the best stars.
- The return within seven days for the same problem is a little likelier by video, in both severities, for all
  clinicians: nobody could look into an ear.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

SEED = 22
CLINICIANS, CHANGED = 24, (2, 8, 14, 20)
MONTHS, RAISED_FROM, MILD = 12, 8, 0.84
DRUG = {"mild": 0.20, "marked": 0.60}
DRUG_CHANGED = {"mild": 0.56, "marked": 0.85}
DRUG_CLINIC = {"mild": 0.17, "marked": 0.56}
BACK = {"mild": 0.085, "marked": 0.16}
BACK_CLINIC = {"mild": 0.055, "marked": 0.13}
CLINIC = {"mild": 900, "marked": 1300}


class Visit(NamedTuple):
    """One video visit."""

    month: int
    clinician: int
    severity: str
    drug: bool
    back: bool


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    video = [_visit(rng, month) for month in range(1, MONTHS + 1) for _ in range(rng.randint(500, 580))]
    since = [v for v in video if v.month >= RAISED_FROM]
    visits = [_row(f"video {severity}", [v for v in since if v.severity == severity]) for severity in DRUG]
    visits += [
        (f"clinic {s}", n, _drawn(rng, n, DRUG_CLINIC[s]), _drawn(rng, n, BACK_CLINIC[s])) for s, n in CLINIC.items()
    ]
    by_month = [[v for v in video if v.month == month] for month in range(1, MONTHS + 1)]
    months = [
        (i, "five-minutes" if i >= RAISED_FROM else "before", *_share(part)) for i, part in enumerate(by_month, start=1)
    ]
    clinicians = [(f"C{i + 1:02d}", *_share([v for v in since if v.clinician == i]), f"{_stars(rng, i):.1f}")
                  for i in range(CLINICIANS)]  # fmt: skip
    return {
        "visits.csv": _text("visits_by,visits,antibiotic,back_in_7_days", visits),
        "months.csv": _text("month,phase,visits,antibiotic,percent", months),
        "clinicians.csv": _text("clinician,visits,antibiotic,percent,stars", clinicians),
    }


def _visit(rng: random.Random, month: int) -> Visit:
    clinician = min(int(rng.triangular(0, CLINICIANS, CLINICIANS / 2)), CLINICIANS - 1)
    severity = "mild" if rng.random() < MILD else "marked"
    chance = DRUG_CHANGED if month >= RAISED_FROM and clinician in CHANGED else DRUG
    return Visit(month, clinician, severity, rng.random() < chance[severity], rng.random() < BACK[severity])


def _row(name: str, visits: list[Visit]) -> tuple[object, ...]:
    return name, len(visits), sum(v.drug for v in visits), sum(v.back for v in visits)


def _share(visits: list[Visit]) -> tuple[object, ...]:
    drug = sum(v.drug for v in visits)
    return len(visits), drug, f"{100 * drug / len(visits):.1f}"


def _drawn(rng: random.Random, n: int, chance: float) -> int:
    return sum(rng.random() < chance for _ in range(n))


def _stars(rng: random.Random, clinician: int) -> float:
    return rng.uniform(4.8, 4.95) if clinician in CHANGED else rng.uniform(4.2, 4.75)


def _text(head: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(str(cell) for cell in row) for row in rows)]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
