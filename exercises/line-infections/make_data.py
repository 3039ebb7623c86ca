"""Makes units.csv, quarters.csv and audit.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital.

What is planted, so that a facilitator and a test know the truth:
- In the medical intensive care unit lines get infected as often as predicted until March 2026, and 2.2 times as often
  from April, when a cheaper dressing kit came in and eleven of 38 nurses left. All other units stay a little below
  prediction. The pediatric unit predicts less than one infection, so that no ratio may be given for it.
- Line days fall in the medical unit, because lines come out earlier. That is good, and makes a rate look worse.
- The checklist says that nearly everything is done. At the bedside two items are not: the antiseptic dressing, which
  is no longer in the kit, and the daily question whether the line is needed, which nobody asks since the nurse who
  led it left. Own and agency nurses do not differ; their chances are the same for each item.

The seed was chosen, among seeds in which the whole hospital's ratio is close to 1 and the medical unit's excludes 1.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

SEED = 2372
MEDICAL = "Medical ICU"
UNITS = (  # name, line days in the half year, predicted per 1,000 line days, true ratio to prediction
    (MEDICAL, 2130, 1.9, 2.2), ("Surgical ICU", 2480, 1.8, 0.85), ("Cardiac ICU", 1310, 1.4, 0.85),
    ("Oncology", 4120, 1.3, 0.85), ("Step-down and wards", 3950, 0.9, 0.85), ("Pediatrics", 410, 1.5, 1.0),
)  # fmt: skip
QUARTERS = (  # medical unit: quarter, phase, line days
    ("2024 Q2", "before", 1290), ("2024 Q3", "before", 1315), ("2024 Q4", "before", 1260), ("2025 Q1", "before", 1240),
    ("2025 Q2", "before", 1225), ("2025 Q3", "before", 1190), ("2025 Q4", "before", 1205), ("2026 Q1", "before", 1160),
    ("2026 Q2", "new-kit", 1090), ("2026 Q3", "new-kit", 1040),
)  # fmt: skip
AUDIT = (  # item, checklist [%], chance at the bedside
    ("Need for the line asked on rounds", 97, 0.42), ("Hub scrubbed before access", 99, 0.86),
    ("Dressing dry, closed and dated", 98, 0.74), ("Antiseptic dressing in place", 96, 0.36),
    ("Tubing changed on time", 98, 0.93),
)  # fmt: skip
OWN, AGENCY = 36, 24  # lines looked at, by who cared for the patient


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    quarters = ["quarter,phase,infections,line_days,thousand_line_days"]
    last = 0
    for name, phase, days in QUARTERS:
        found = _poisson(rng, days / 1000 * 1.9 * (UNITS[0][3] if phase == "new-kit" else 1.0))
        last += found if phase == "new-kit" else 0
        quarters.append(f"{name},{phase},{found},{days},{days / 1000:.3f}")
    units = ["unit,infections,line_days,predicted"]
    for name, days, rate, ratio in UNITS:
        found = last if name == MEDICAL else _poisson(rng, days / 1000 * rate * ratio)
        units.append(f"{name},{found},{days},{days / 1000 * rate:.2f}")
    audit = ["item,checklist_percent,seen_own_nurses,seen_agency_nurses"]
    for words, checked, chance in AUDIT:
        own, agency = (sum(rng.random() < chance for _ in range(n)) for n in (OWN, AGENCY))
        audit.append(f'"{words}",{checked},{own},{agency}')
    return {name: "\n".join(lines) + "\n" for name, lines in
            (("quarters.csv", quarters), ("units.csv", units), ("audit.csv", audit))}  # fmt: skip


def _poisson(rng: random.Random, mean: float) -> int:
    count, left = 0, rng.random()
    while left > math.exp(-mean):
        count, left = count + 1, left * rng.random()
    return count


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
