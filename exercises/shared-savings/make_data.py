"""Makes the tables of this case (CSV): invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real plan, contract or practice.

What is planted, so that a facilitator and a test know the truth:
- This year's projection ends a hair under the minimum savings rate, so the alliance's share is zero.
- With this many lives chance alone moves a year's savings by about 1.6 points (one standard error: 1.7, the
  coefficient of variation of a member's cost, over the root of the lives). The first eight quarters are drawn
  around a mean saving of 0.8 %; the last four are set so that the year comes out as told.
- Real savings come from post-acute care. Emergency visits, which everybody talks about, are a small part of cost.
- Hollis's practice shows the best savings. All of them are a rise in risk scores: its cost per member did not fall.
- Of the vendor's findings a part is true and was missed; most of one finding has no treatment and no confirmation.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

SEED = 148
LIVES, BENCHMARK = 11400, 1000  # benchmark [USD per member and month]
VARIATION = 1.7
LAST_YEAR = (3.6, 1.1, 4.9, 1.8)  # savings of the last four quarters [%]
CONTRACTS = (
    ("This year as projected, today's contract", 136_800_000, 132_901_200, 0.03, 0.50, 0.10),
    ("This year with 205,200 less spent, today's contract", 136_800_000, 132_696_000, 0.03, 0.50, 0.10),
    ("This year with the vendor's sweep, today's contract", 138_852_000, 132_901_200, 0.03, 0.50, 0.10),
    ("This year as projected, two-sided offer", 136_800_000, 132_901_200, 0.015, 0.75, 0.10),
)
CATEGORIES = (  # per member and month: expected from the risk score, paid
    ("Hospital stays", 352, 347),
    ("Nursing facility and home health after a stay", 148, 116),
    ("Specialists and procedures", 231, 234),
    ("Drugs given in a clinic", 117, 127.5),
    ("Imaging and laboratory", 64, 61),
    ("Emergency visits that end at home", 28, 27),
    ("Primary care", 60, 59),
)
PRACTICES = (  # practice, members, cost per member and month before and after, risk score before and after
    ("Hollis Medical Group", 3900, 968, 986, 1.00, 1.09),
    ("Riverside Internists", 2600, 1012, 984, 1.04, 1.05),
    ("Teixeira and Partners", 2100, 990, 952, 1.01, 1.02),
    ("Sand Creek Family Practice", 900, 921, 905, 0.88, 0.88),
    ("The ten other practices", 1900, 978, 978, 0.98, 0.99),
)
FINDINGS = (
    ("Diabetes with kidney disease", 310, 262, 241),
    ("Heart failure", 142, 96, 90),
    ("Narrowed leg arteries, hand-held device", 655, 88, 41),
    ("Major depression", 233, 121, 84),
)


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the six tables for one seed."""
    return {
        "contracts.csv": _table("contract,benchmark,expenditure,minimum_rate,sharing_rate,cap_rate", CONTRACTS),
        "quarters.csv": _table("quarter,paid_pmpm,savings_percent", _quarters(random.Random(seed))),
        "noise.csv": _table(
            "lives,standard_error_points", [(n, f"{_error(n):.1f}") for n in (2000, 5000, LIVES, 60000)]
        ),
        "categories.csv": _table("category,expected_pmpm,paid_pmpm", CATEGORIES),
        "practices.csv": _table("practice,members,pmpm_before,pmpm_after,risk_before,risk_after", PRACTICES),
        "findings.csv": _table("finding,found_at_home,confirmed_by_own_physician,treated_since", FINDINGS),
    }


def _error(lives: int) -> float:
    return 100 * VARIATION / math.sqrt(lives)


def _quarters(rng: random.Random) -> list[tuple[object, ...]]:
    """Twelve quarters: eight by chance around 0.8 %, the last four as told [% of the benchmark]."""
    drawn = [0.8 + rng.gauss(0, 2 * _error(LIVES)) for _ in range(8)]
    names = [f"{2024 + i // 4} Q{i % 4 + 1}" for i in range(12)]
    shares = [f"{s:.1f}" for s in (*drawn, *LAST_YEAR)]
    return [(n, f"{BENCHMARK * (1 - float(s) / 100):.0f}", s) for n, s in zip(names, shares, strict=True)]


def _table(head: str, rows: list[tuple[object, ...]] | tuple[tuple[object, ...], ...]) -> str:
    lines = [",".join(f'"{cell}"' if "," in str(cell) else str(cell) for cell in row) for row in rows]
    return "\n".join([head, *lines]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
