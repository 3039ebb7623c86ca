"""Makes series.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real patient or unit.

What is planted, so that a facilitator and a test know the truth:
- Four years of the intensive care unit: patients with a large stroke who were still on the ventilator on day 14, and
  how many of them went home or to rehabilitation. Every patient is drawn with a chance of 10 %.
- The seed was chosen among seeds in which none of the twelve did: that is what chance gives in more than one such
  series in four. The upper end of the 95 % Wilson interval of 0 of 12 is 24 %.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 10
CHANCE = 0.10
PATIENTS = ((2023, 4), (2024, 2), (2025, 3), (2026, 3))


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the table for one seed."""
    rng = random.Random(seed)
    lines = ["year,patients,home_or_rehabilitation"]
    for year, patients in PATIENTS:
        lines.append(f"{year},{patients},{sum(rng.random() < CHANCE for _ in range(patients))}")
    return {"series.csv": "\n".join(lines) + "\n"}


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
