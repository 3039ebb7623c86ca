"""Makes the invented tables of the case "The hearing": stays.csv and cost.csv.

What is planted, for the facilitator and the tests:

- Women in the six pilot counties came back to the hospital less often than women in the counties beside them. Part of
  that was so before the pilot: counties volunteered, and those that did had better prenatal care. The chance falls by
  about 1.3 points through the program; the plain difference shows more.
- The price of a stay avoided lies near the price of a stay: the sentence "it pays for itself" is neither shown nor
  refuted. The 95 % interval of the difference does not touch zero, but it spans a factor of eight.

The seed was chosen so that both are true in the numbers that the committee sees.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 1534
GROUPS = {"pilot counties, before": (970, 0.036), "other counties, before": (1005, 0.042),
          "pilot counties": (980, 0.023), "other counties": (1020, 0.042)}  # fmt: skip
PROGRAM, STAY, ELIGIBLE = 210, 9400, 5200  # [USD per woman], [USD per stay], [women a year in the state]


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of both tables for one seed."""
    rng = random.Random(seed)
    back = {name: sum(rng.random() < chance for _ in range(n)) for name, (n, chance) in GROUPS.items()}
    stays = [f'"{name}",{n},{back[name]},{100 * back[name] / n:.2f}' for name, (n, _) in GROUPS.items()]
    cost = [f"program per woman,{PROGRAM}", f"stay in hospital,{STAY}", f"women a year,{ELIGIBLE}",
            f"program a year,{PROGRAM * ELIGIBLE}"]  # fmt: skip
    return {
        "stays.csv": "\n".join(["group,women,back_within_six_weeks,percent", *stays]) + "\n",
        "cost.csv": "\n".join(["item,amount", *cost]) + "\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
