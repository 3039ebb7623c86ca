"""Makes births.csv, ranks.csv and reasons.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital.

What is planted, so that a facilitator and a test know the truth:
- Hospitals truly differ: each has a chance of its own around 26 %, with a standard deviation of 3 points, because the
  women differ (age, weight, distance) in ways the table does not know. That is the over-dispersion.
- St. Brendan's is set by hand in both years: 355 and 341 cesareans, far above what such differences explain. Its
  surplus lies in one reason: labor called arrested after induction, before the cervix was at 6 cm.
- The two ends of the rank table are the two smallest units, set by hand this year (Cottonwood Creek 10 of 24, Sandhill
  3 of 21). The year before they stood near the other ends. Both have the same chance as the system: it is noise.
- Larkin has a low chance of its own (18 %). A low point may be something to learn from, or to check.

The seed was chosen, among seeds whose funnel shows several alarms within chance limits and one beyond widened limits.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

SEED = 1429
MEAN, SPREAD = 0.258, 0.03
HOSPITALS = (
    ("Abilene Road", 412), ("Ashgrove", 655), ("Bluestem", 188), ("Cedar Point", 301), ("Cottonwood Creek", 24),
    ("Crane Lake", 96), ("Dunmore General", 521), ("Elk Fork", 57), ("Fairmont", 743), ("Harlan County", 133),
    ("Kearns", 268), ("Larkin", 884), ("Mercy Junction", 367), ("Osage Valley", 152), ("Prairie View", 448),
    ("Red Willow", 73), ("Sandhill", 21), ("St. Brendan's", 962), ("St. Luke's Union", 1136), ("Tallgrass Main", 1318),
    ("Wolf Creek", 118),
)  # fmt: skip
OWN_CHANCE = {"Larkin": 0.18, "Tallgrass Main": 0.24}
SET_BY_HAND = {"Cottonwood Creek": (10, 4, 26), "Sandhill": (3, 8, 23), "St. Brendan's": (355, 341, 948)}
REASONS = (  # per 1,000 first births: the other 20 hospitals, St. Brendan's
    ("Labor arrested after induction, before 6 cm", 22, 132),
    ("Labor arrested at 6 cm or more", 78, 79),
    ("Fetal heart tracing", 82, 87),
    ("Position found in labor", 21, 20),
    ("Placenta, cord, bleeding", 18, 19),
    ("Asked for by the mother", 8, 9),
    ("Other or not recorded", 22, 23),
)


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    units = [_unit(rng, name, births) for name, births in HOSPITALS]
    order = sorted(units, key=lambda u: u[2] / u[1])
    share = sum(u[2] for u in units) / sum(u[1] for u in units)
    births = ["hospital,births,cesareans,percent,percent_last_year,distance"]
    for name, n, x, before in units:
        distance = (x / n - share) / math.sqrt(share * (1 - share) / n)
        births.append(f"{name},{n},{x},{100 * x / n:.1f},{before:.1f},{distance:.2f}")
    ranked = ["rank,hospital,percent", *(f"{i},{u[0]},{100 * u[2] / u[1]:.1f}" for i, u in enumerate(order, start=1))]
    reasons = ["reason,other_20_hospitals,st_brendans", *(f'"{words}",{a},{b}' for words, a, b in REASONS)]
    return {name: "\n".join(rows) + "\n" for name, rows in
            (("births.csv", births), ("ranks.csv", ranked), ("reasons.csv", reasons))}  # fmt: skip


def _unit(rng: random.Random, name: str, births: int) -> tuple[str, int, int, float]:
    chance = OWN_CHANCE.get(name, rng.gauss(MEAN, SPREAD))
    now = sum(rng.random() < chance for _ in range(births))
    before = 100 * sum(rng.random() < chance for _ in range(births)) / births
    if name in SET_BY_HAND:
        now, last, then = SET_BY_HAND[name]
        before = 100 * last / then
    return name, births, now, before


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
