"""Makes file.csv and opened.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real organization.

What is planted, so that a facilitator and a test know the truth:
- The misdirected file holds 605 rows. After duplicates and test patients are taken out, exactly 500 people are left:
  402 in the home state, 98 across the river. 500 is enough for the report to HHS with the letters, and not more than
  500 residents of either state.
- The mail went out on November 5. Most of those who opened it did so in the first two days. On November 9 a clinic
  manager read a mother's message; from that day to November 16 it was opened by others still.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 164
CLINICS = (
    ("Alder Street", "home", 180, "0.85"),
    ("Millbrook", "home", 120, "0.90"),
    ("Point Marion", "home", 100, "0.77"),
    ("School North", "home", 80, "0.80"),
    ("Ferry Landing", "across", 75, "0.84"),
    ("Eastbank", "across", 50, "0.70"),
)
RECIPIENTS, FIRST_DAY, DAYS, FADES = 1150, 5, 12, 0.55


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of both tables for one seed."""
    rng = random.Random(seed)
    left, chance, opened = RECIPIENTS, 0.09, ["day,opened_first_time"]
    for day in range(FIRST_DAY, FIRST_DAY + DAYS):
        today = sum(rng.random() < chance for _ in range(left))
        left, chance = left - today, max(0.004, chance * FADES)
        opened.append(f"2026-11-{day:02d},{today}")
    rows = [f"{clinic},{state},{count},{share}" for clinic, state, count, share in CLINICS]
    return {
        "file.csv": "\n".join(["clinic,state,rows_in_file,share_people", *rows]) + "\n",
        "opened.csv": "\n".join(opened) + "\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
