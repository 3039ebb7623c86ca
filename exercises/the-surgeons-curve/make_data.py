"""Makes cases.csv, recent.csv, blocks.csv and approaches.csv: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real surgeon.

What is planted, so that a facilitator and a test know the truth:
- 260 operations of one surgeon with each patient's modeled risk. Until operation 180 all through the breastbone, with
  somewhat better results than expected (odds 0.7).
- From operation 181 about half go through a small incision at the side. In these the odds of death are four times the
  modeled ones; through the breastbone he is as good as ever. The cause is the new way, not the man.
- Time on the heart-lung machine is long in the new way and falls as he learns.

The seed was chosen, among seeds in which the curve over all operations still ends above zero.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

SEED = 1004
OPERATIONS, CHANGE, BLOCK = 260, 180, 20
OLD, NEW = "breastbone", "small incision"
ODDS = {(OLD, False): 0.7, (OLD, True): 0.7, (NEW, True): 4.0}
DETERIORATION = 2.0  # odds ratio that the risk-adjusted sum looks for


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the four tables for one seed."""
    rng = random.Random(seed)
    cases = [_case(rng, i) for i in range(1, OPERATIONS + 1)]
    rows = [f"{i},{way},{risk:.3f},{died},{minutes}" for i, way, risk, died, minutes in cases]
    head = "operation,approach,risk,died,machine_minutes"
    blocks, curve, total = ["operations,expected,deaths,curve_after,risk_adjusted_sum_after"], 0.0, 0.0
    for start in range(0, OPERATIONS, BLOCK):
        block = cases[start : start + BLOCK]
        for _, _, risk, died, _ in block:
            curve += risk - died
            total = max(0.0, total + math.log((DETERIORATION if died else 1) / (1 - risk + DETERIORATION * risk)))
        expected, deaths = sum(c[2] for c in block), sum(c[3] for c in block)
        blocks.append(f"{start + 1} to {start + BLOCK},{expected:.2f},{deaths},{curve:.2f},{total:.2f}")
    ways = ["approach,operations,deaths,expected,median_machine_minutes"]
    for way in (OLD, NEW):
        mine = [c for c in cases[CHANGE:] if c[1] == way]
        minutes = sorted(c[4] for c in mine)[len(mine) // 2]
        ways.append(f"{way},{len(mine)},{sum(c[3] for c in mine)},{sum(c[2] for c in mine):.2f},{minutes}")
    return {
        "cases.csv": "\n".join([head, *rows]) + "\n",
        "recent.csv": "\n".join([head, *rows[CHANGE:]]) + "\n",
        "blocks.csv": "\n".join(blocks) + "\n",
        "approaches.csv": "\n".join(ways) + "\n",
    }


def _case(rng: random.Random, i: int) -> tuple[int, str, float, int, int]:
    late = i > CHANGE
    way = NEW if late and rng.random() < 0.45 else OLD
    risk = round(min(0.4, rng.lognormvariate(math.log(0.038 if way == NEW else 0.042), 0.7)), 3)
    odds = ODDS[way, late] * risk / (1 - risk)
    minutes = round(rng.gauss(205 - 0.45 * (i - CHANGE) if way == NEW else 104, 18))
    return i, way, risk, int(rng.random() < odds / (1 + odds)), minutes


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
