"""Makes rules.csv, zero.csv and weeks.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital or product.

What is planted, so that a facilitator and a test know the truth:
- 41 rules that interrupted somebody in one quarter; the 33 small ones stand in one line. A few rules make most of
  the alerts.
- An accepted alert is not the same as a useful one, nor an override a wrong one: pharmacists read a sample of 50
  overrides of each large rule and judged whether the override was right for the patient.
- The two loudest rules are overridden almost always, and rightly. The fourth rule, opioid with sedative, is overridden
  nearly as often, and a third of those overrides were wrong: retiring by the override rate alone would take it away.
- The rule for potassium with kidney failure is rare, is taken seriously, and belongs to the small.
- Zero wrong overrides of 50 read for the loudest rule are compatible with several hundred in the quarter.
- Weeks: 16 weeks at one rate of alerts per 100 orders; from week 17 on the two loudest rules are off and the rate is
  lower. In week 21 a downtime of 19 hours takes orders to paper: fewer orders in the system, the same rate.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 27
# name, shown, chance of override, chance that an override is right
RULES = (
    ("duplicate order of the same class", 9200, 0.96, 0.97),
    ("acetaminophen above the daily limit if all as-needed doses were given", 6400, 0.98, 0.96),
    ("moderate drug interaction", 4100, 0.93, 0.86),
    ("opioid with sedative", 2300, 0.91, 0.66),
    ("renal dose adjustment", 1500, 0.62, 0.80),
    ("QT prolongation by two drugs", 1100, 0.88, 0.78),
    ("allergy to the same class", 900, 0.83, 0.90),
    ("anticoagulant without recent creatinine", 600, 0.41, 0.70),
)
SMALL = ("the other 33 rules", 2900, 0.55)
SAMPLE, WEEKS, OFF_FROM, DOWN = 50, 21, 17, 21
ORDERS, BEFORE, AFTER = 16_000, 0.139, 0.066


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    rules = []
    for name, usual, override, right in RULES:
        shown = round(usual * rng.uniform(0.97, 1.03))
        overridden = sum(rng.random() < override for _ in range(shown))
        rules.append((name, shown, overridden, shown - overridden, sum(rng.random() < right for _ in range(SAMPLE))))
    shown = round(SMALL[1] * rng.uniform(0.97, 1.03))
    overridden = sum(rng.random() < SMALL[2] for _ in range(shown))
    rules.append((SMALL[0], shown, overridden, shown - overridden, ""))
    return {
        "rules.csv": _text("rule,shown,overridden,accepted,override_right_of_50", rules),
        "zero.csv": _text("rule,read,wrong", [(rules[0][0], SAMPLE, SAMPLE - int(rules[0][4]))]),
        "weeks.csv": _text("week,phase,orders,alerts,per_100", [_week(rng, week) for week in range(1, WEEKS + 1)]),
    }


def _week(rng: random.Random, week: int) -> tuple[object, ...]:
    orders = round(ORDERS * rng.uniform(0.95, 1.05) * (0.86 if week == DOWN else 1))
    chance = (AFTER if week >= OFF_FROM else BEFORE) * rng.uniform(0.97, 1.03)
    alerts = sum(rng.random() < chance for _ in range(orders))
    return week, "two-off" if week >= OFF_FROM else "all-on", orders, alerts, f"{100 * alerts / orders:.1f}"


def _text(head: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(str(cell) for cell in row) for row in rows)]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
