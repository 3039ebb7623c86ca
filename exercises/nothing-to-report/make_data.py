"""Makes reports.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital.

What is planted: sixteen weeks of event reports on one unit, eight before and eight after a letter about reporting.
Events that reached a patient with harm stay the same in both halves, eight each; near misses are told seven or eight
times a week before the letter and twice a week after it. Only the order within each half is drawn.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 20
BEFORE = ([10, 9, 8, 9, 9, 10, 8, 9], [1, 1, 2, 1, 0, 1, 1, 1])
AFTER = ([4, 3, 3, 2, 3, 3, 4, 2], [1, 1, 2, 1, 0, 1, 1, 1])


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the table for one seed."""
    rng = random.Random(seed)
    rows = ["week,period,reports,with_harm"]
    for name, (reports, harm) in (("before", BEFORE), ("after", AFTER)):
        order = rng.sample(range(8), 8)
        rows += [f"{len(rows) + at},{name},{reports[i]},{min(harm[i], reports[i])}" for at, i in enumerate(order)]
    return {"reports.csv": "\n".join(rows) + "\n"}


def main() -> None:
    """Write the table beside this file."""
    for name, text in build().items():
        (Path(__file__).parent / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
