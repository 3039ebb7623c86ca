"""Makes the invented tables of the case "Leaving well": calls.csv (one row per remote call) and its two summaries.

What is planted, for the facilitator and the tests:

- The ward's own team and the remote specialist agree more often than chance would have it, and not always.
- The remote specialist is no gold standard. Where the picture failed, the remote side asked for transfers that the
  next two days did not bear out; most disagreements are of that kind, and most of them are decided for the ward.
- With a picture the two sides nearly always agree.

The seed was chosen so that kappa lies on the border between two words of a well-known convention.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 85
CALLS, PICTURE_SHARE, NEEDS_TRANSFER = 64, 0.62, 0.32
WARD_RIGHT = 0.93
REMOTE_RIGHT = {"picture": 0.95, "sound only": 0.68}
WAYS = ("transfer", "keep")


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    calls = [_call(rng) for _ in range(CALLS)]
    rows = [f"{i},{line},{ward},{remote},{right}" for i, (line, ward, remote, right) in enumerate(calls, start=1)]
    table = [f"ward says {ward},{_count(calls, ward, 'transfer')},{_count(calls, ward, 'keep')}" for ward in WAYS]
    split = []
    for line in REMOTE_RIGHT:
        here = [c for c in calls if c[0] == line]
        apart = [c for c in here if c[1] != c[2]]
        split.append(f"{line},{len(here)},{len(apart)},{sum(c[1] == c[3] for c in apart)}")
    return {
        "calls.csv": "\n".join(["call,line,ward,remote,after_two_days", *rows]) + "\n",
        "agreement.csv": "\n".join(["team,remote_says_transfer,remote_says_keep", *table]) + "\n",
        "lines.csv": "\n".join(["line,calls,disagreed,of_these_the_ward_was_right", *split]) + "\n",
    }


def _call(rng: random.Random) -> tuple[str, str, str, str]:
    right = "transfer" if rng.random() < NEEDS_TRANSFER else "keep"
    line = "picture" if rng.random() < PICTURE_SHARE else "sound only"
    ward = right if rng.random() < WARD_RIGHT else _other(right)
    # without a picture the remote side errs toward the transfer
    sure = 0.95 if line == "picture" or right == "transfer" else REMOTE_RIGHT["sound only"]
    remote = right if rng.random() < sure else _other(right)
    return line, ward, remote, right


def _count(calls: list[tuple[str, str, str, str]], ward: str, remote: str) -> int:
    return sum(call[1:3] == (ward, remote) for call in calls)


def _other(way: str) -> str:
    return "keep" if way == "transfer" else "transfer"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
