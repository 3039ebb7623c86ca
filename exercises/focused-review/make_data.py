"""Makes oppe.csv, mix.csv and reviews.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real physician or patient.

What is planted, so that a facilitator and a test know the truth:
- 24 months of ERCP. Dr. Duval has 11 cases of pancreatitis in 92, Dr. Mansour 3 in 74. She does most of the difficult
  native papillas. With the reference rates of the table 7.9 would be expected of her patients, 3.3 of his: her ratio
  is 1.4, and the exact 95 % limits of 11 cases include 1.
- The drug against pancreatitis was given to 31 of her 74 native papillas and to 33 of his 34.
- Two outside reviewers rated the same 40 charts: 22 appropriate for both, 6 not for both, 12 apart. They agree in
  70 % of charts, and kappa is 0.29. The order of the charts is shuffled with the seed.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 92
OPPE = (("Duval", 92, 11), ("Mansour", 74, 3), ("Locum physicians", 21, 1))
MIX = (
    ("Native papilla: difficult", "0.13", 44, 8, 17, 6, 1, 6),
    ("Native papilla: straightforward", "0.06", 30, 3, 14, 28, 2, 27),
    ("Earlier sphincterotomy", "0.02", 18, 0, 2, 40, 0, 9),
)
PAIRS = (("yes", "yes", 22), ("no", "yes", 8), ("yes", "no", 4), ("no", "no", 6))


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    pairs = [(a, b) for a, b, times in PAIRS for _ in range(times)]
    rng.shuffle(pairs)
    oppe = [f"{name},{cases},{events},{100 * events / cases:.1f}" for name, cases, events in OPPE]
    mix = [",".join(str(cell) for cell in row) for row in MIX]
    charts = [f"{i:02d},{a},{b}" for i, (a, b) in enumerate(pairs, start=1)]
    head = "stratum,reference_rate,duval_cases,duval_events,duval_drug,mansour_cases,mansour_events,mansour_drug"
    return {
        "oppe.csv": "\n".join(["physician,cases,pancreatitis,percent", *oppe]) + "\n",
        "mix.csv": "\n".join([head, *mix]) + "\n",
        "reviews.csv": "\n".join(["chart,reviewer_a,reviewer_b", *charts]) + "\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
