"""Makes sepsis.csv and waits.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital.

What is planted, so that a facilitator and a test know the truth:
- Two phases. July 2024 to August 2025: each patient has a chance of 55 % to get the first antibiotic within 60
  minutes of recognition. From September 2025 (first doses in the cabinet of the emergency department): 67 %. Within
  a phase nothing changes; all movement between months is chance.
- The last three months are set by hand: 78, 69 and 59 %. Two falls in a row, ending at an alarming month that still
  lies inside the limits of its phase.
- Nights are drawn with the same chance as days, except that the last two months are dealt out so that nights look
  bad in September and October. Over the whole phase nights and days agree.
- The longest wait of a missed patient is drawn from one list of chances for all months: October and August differ by
  chance only. The commonest wait is the drug that is not in the cabinet.

The seed was chosen, among seeds that gave no rule signal inside either phase, so that a month lower than October had
passed without a word.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 1137
FIRST_YEAR, FIRST_MONTH = 2024, 7
BEFORE, SINCE = ("before", 0.55, 14), ("since-cabinet", 0.67, 14)
SET_BY_HAND = {25: (0.78, 0.80), 26: (0.69, 0.58), 27: (0.59, 0.44)}  # month: share of all, share of nights
WAITS = (
    ("No order yet: waiting for a decision", 0.19),
    ("Ordered drug not in the ED cabinet, sent from the central pharmacy", 0.45),
    ("No line, or cultures not yet drawn", 0.18),
    ("Patient away from the ED (scan, transfer)", 0.12),
    ("Times not recorded", 0.06),
)


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of both tables for one seed."""
    rng = random.Random(seed)
    months = [_month(rng, i) for i in range(BEFORE[2] + SINCE[2])]
    head = "month,phase,patients,within_60,percent,night_patients,night_within_60"
    rows = [",".join(str(cell) for cell in row) for row in months]
    missed = {name: int(row[2]) - int(row[3]) for name, row in (("august", months[25]), ("october", months[27]))}
    since = sum(int(row[2]) - int(row[3]) for row in months if row[1] == SINCE[0])
    august, october = _waits(rng, missed["august"]), _waits(rng, missed["october"])
    rest = _waits(rng, since - missed["august"] - missed["october"])
    waits = [f'"{words}",{rest[i] + august[i] + october[i]},{august[i]},{october[i]}'
             for i, (words, _) in enumerate(WAITS)]  # fmt: skip
    return {
        "sepsis.csv": "\n".join([head, *rows]) + "\n",
        "waits.csv": "\n".join(["longest_wait,since_cabinet,august,october", *waits]) + "\n",
    }


def _month(rng: random.Random, i: int) -> tuple[str, str, int, int, str, int, int]:
    phase, chance, _ = BEFORE if i < BEFORE[2] else SINCE
    patients = rng.randint(56, 72)
    nights = round(0.4 * patients)
    night_within = sum(rng.random() < chance for _ in range(nights))
    within = night_within + sum(rng.random() < chance for _ in range(patients - nights))
    if i in SET_BY_HAND:
        within, night_within = (round(share * n) for share, n in zip(SET_BY_HAND[i], (patients, nights), strict=True))
    year, month = divmod(FIRST_YEAR * 12 + FIRST_MONTH - 1 + i, 12)
    percent = f"{100 * within / patients:.1f}"
    return f"{year}-{month + 1:02d}", phase, patients, within, percent, nights, night_within


def _waits(rng: random.Random, missed: int) -> list[int]:
    drawn = rng.choices(range(len(WAITS)), weights=[share for _, share in WAITS], k=missed)
    return [drawn.count(i) for i in range(len(WAITS))]


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
