"""Makes falls.csv of the template: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself, and the check then names the new hash.

What is planted: nothing changes in the ten months. Each month has about 12,000 patient-days and the same chance of a
fall; all movement is chance. The seed was chosen so that the last month is the highest and lies inside the limits.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 3
CHANCE = 0.003
MONTHS = 10


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the table for one seed."""
    rng = random.Random(seed)
    rows = [_month(rng, at) for at in range(1, MONTHS + 1)]
    return {"falls.csv": "\n".join(["month,rate", *rows]) + "\n"}


def _month(rng: random.Random, at: int) -> str:
    days = rng.randint(11800, 12200)
    falls = sum(rng.random() < CHANCE for _ in range(days))
    return f"2026-{at:02d},{1000 * falls / days:.1f}"


if __name__ == "__main__":
    for name, text in build().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8", newline="\n")
