"""Makes charter.csv, open.csv, closed.csv and three.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real drug, trial or patient.

What is planted, so that a facilitator and a test know the truth:
- 720 patients in two equal arms, in the order of enrollment. Death within 90 days: 42 of 100 without the drug, 34
  with it. Serious infection: 9 of 100 without it, 16 with it.
- The seed was chosen so that chance flatters the drug at the second of four looks: the difference is larger than the
  truth and close to, but below, the O'Brien-Fleming line. At the fourth look it is smaller and over the line.
- The open report holds both arms together, as a sponsor may see it; the closed report holds the arms; a trial that
  was not finished has three looks of it.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 937
LOOKS, PER_LOOK = ("first", "second", "third", "fourth"), 180
DEATH, INFECTION = {"drug": 0.34, "placebo": 0.42}, {"drug": 0.16, "placebo": 0.09}
CLOSED = "look,drug,placebo,drug_deaths,placebo_deaths,drug_infections,placebo_infections,z"
MONTHS = ("2026-05", "2026-11", "2027-05", "2027-11")


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the four tables for one seed."""
    rng = random.Random(seed)
    totals = {(arm, what): 0 for arm in DEATH for what in ("patients", "deaths", "infections")}
    opened, closed = [], []
    for look, month in zip(LOOKS, MONTHS, strict=True):
        for i in range(PER_LOOK):
            _enroll(rng, "drug" if i % 2 else "placebo", totals)
        both = [totals["drug", what] + totals["placebo", what] for what in ("patients", "deaths", "infections")]
        opened.append((look, month, *both, f"{100 * both[1] / both[0]:.1f}", f"{100 * both[2] / both[0]:.1f}"))
        arms = [totals[arm, what] for what in ("patients", "deaths", "infections") for arm in ("drug", "placebo")]
        closed.append((look, *arms, f"{_z(*arms[:4]):.2f}"))
    charter = [(look, len(LOOKS), i, i * PER_LOOK) for i, look in enumerate(LOOKS, start=1)]
    return {
        "charter.csv": _text("name,looks,look,patients", charter),
        "open.csv": _text("look,month,patients,deaths,infections,percent_died,percent_infected", opened[:2]),
        "closed.csv": _text(CLOSED, closed),
        "three.csv": _text(CLOSED, closed[:3]),
    }


def _enroll(rng: random.Random, arm: str, totals: dict[tuple[str, str], int]) -> None:
    totals[arm, "patients"] += 1
    totals[arm, "deaths"] += rng.random() < DEATH[arm]
    totals[arm, "infections"] += rng.random() < INFECTION[arm]


def _z(drug: int, placebo: int, drug_deaths: int, placebo_deaths: int) -> float:
    """Difference of two shares over its standard error, deaths of both arms pooled."""
    pooled = (drug_deaths + placebo_deaths) / (drug + placebo)
    error: float = (pooled * (1 - pooled) * (1 / drug + 1 / placebo)) ** 0.5
    return (placebo_deaths / placebo - drug_deaths / drug) / error


def _text(head: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(str(cell) for cell in row) for row in rows)]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
