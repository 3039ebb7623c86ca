"""Makes marks.csv and means.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real person.

What is planted, so that a facilitator and a test know the truth:
- Six section chiefs, each marked from 1 to 5 by eight people, other people for each chief. The marks of Dr. Rahimi
  are set by hand: five of 4 and three of 2, so that eight people do not say one thing. The other chiefs get marks
  around levels that lie close together, with a spread of about three quarters of a point.
- The seed was chosen among seeds in which the mean of eight has a reliability of 0.55 to 0.62, so that it takes more
  than eight, and fewer than twenty, to reach 0.70; and in which the 95 % interval of her mean reaches over 3.5.
- Within a chief the order of the marks is shuffled: nothing in the table says who gave which.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 362
LEVELS = {"Bautista": 3.9, "Eriksen": 4.3, "Haddad": 3.8, "Okoye": 4.1, "Rahimi": None, "Whitlock": 3.5}
BY_HAND = (4, 4, 4, 4, 4, 2, 2, 2)
RATERS, SPREAD = 8, 0.75


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of both tables for one seed."""
    rng = random.Random(seed)
    marks, means = ["chief,mark"], ["chief,raters,mean"]
    for chief, level in LEVELS.items():
        given = list(BY_HAND) if level is None else [_mark(rng, level) for _ in range(RATERS)]
        rng.shuffle(given)
        marks += [f"{chief},{mark}" for mark in given]
        means.append(f"{chief},{RATERS},{sum(given) / RATERS:.2f}")
    return {"marks.csv": "\n".join(marks) + "\n", "means.csv": "\n".join(means) + "\n"}


def _mark(rng: random.Random, level: float) -> int:
    return min(5, max(1, round(rng.gauss(level, SPREAD))))


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
