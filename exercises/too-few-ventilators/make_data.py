"""Makes the invented tables of the case "Too few ventilators": census.csv, stock.csv and staff.csv.

What is planted, for the facilitator and the tests:

- Everybody counts ventilators, and two are free. What ends first is the sedative, and on Saturday night the
  nurses and the respiratory therapists.
- Use of the sedative follows the number of ventilated patients, which has risen for two weeks. The mean of 14 days
  makes the stock last until Monday's delivery; the mean of the last seven days does not.
- The other three stocks last for a week and more, by either mean.

The seed was chosen for a rise without an odd day.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 19
VENTILATED = (10, 11, 11, 12, 13, 13, 14, 15, 16, 16, 17, 18, 19, 20)  # the last 14 days, to Wednesday
PER_PATIENT = {"propofol vials": 10.5, "cisatracurium vials": 3.0, "ventilator circuits": 0.4, "N95 masks": 14.0}
STOCK = {"propofol vials": 640, "cisatracurium vials": 410, "ventilator circuits": 96, "N95 masks": 5200}
STAFF = (("ICU nurses, Thursday night", 20, 2, 10), ("ICU nurses, Saturday night", 25, 2, 9),
         ("Therapists, Thursday night", 20, 5, 4), ("Therapists, Saturday night", 25, 5, 3))  # fmt: skip


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    used = {item: [round(n * mean * rng.uniform(0.94, 1.06)) for n in VENTILATED] for item, mean in PER_PATIENT.items()}
    census = [f"Jan {i + 7},{n},{used['propofol vials'][i]}" for i, n in enumerate(VENTILATED)]
    stock = [f"{item},{STOCK[item]},{sum(days) / 14:.0f},{sum(days[-7:]) / 7:.0f}" for item, days in used.items()]
    staff = [f'"{who}",{patients},{each},{there}' for who, patients, each, there in STAFF]
    return {
        "census.csv": "\n".join(["day,ventilated,propofol_vials_used", *census]) + "\n",
        "stock.csv": "\n".join(["item,stock,daily_use_14_days,daily_use_7_days", *stock]) + "\n",
        "staff.csv": "\n".join(["who,patients,patients_per_person,there", *staff]) + "\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
