"""Makes measures.csv, line.csv and levers.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital; costs and effects
are the case's own guesses.

What is planted, so that a facilitator and a test know the truth:
- The hospital is good where weight is small (timely and effective care) and weak where it is large (safety, patient
  experience). Its summary score lies near 0, far below the lowest four-star peer.
- No lever, and not all five together in full, closes the gap by the next refresh, since most of that refresh's data
  is in. Within three years safety and experience together would, if the line stayed where it is.
- The lowest four-star peer rises by 0.03 a year, and the highest two-star peer is much nearer than that.
- Reporting one safety measure less leaves two, the group no longer counts, and the score rises without any patient
  being safer. It still does not reach four stars.

The seed was chosen, among seeds whose peers fall into five groups with the hospital low in the third. The stars of the
peers are those of k-means clustering into five (cmo_pathways.analytics.stars); a test holds the cuts below to it.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 291
WEIGHTS = {"mortality": 0.22, "safety": 0.22, "readmission": 0.22, "experience": 0.22, "timely": 0.12}
MEASURES = (  # group, measure, standardized score (above 0 is better)
    ("mortality", "Deaths, heart attack", 0.34), ("mortality", "Deaths, heart failure", -0.12),
    ("mortality", "Deaths, pneumonia", 0.08), ("mortality", "Deaths, stroke", 0.05),
    ("mortality", "Deaths after complications of surgery", 0.15),
    ("safety", "Infections, central line", -0.62), ("safety", "Infections, urinary catheter", -0.71),
    ("safety", "Complications, hip and knee", 0.07),
    ("readmission", "Readmission, heart failure", -0.18), ("readmission", "Readmission, pneumonia", 0.09),
    ("readmission", "Readmission, hip and knee", 0.22), ("readmission", "Readmission, all causes", 0.07),
    ("experience", "Nurses explain and listen", 0.02), ("experience", "Physicians explain and listen", 0.10),
    ("experience", "Help when needed", -0.42), ("experience", "Quiet and clean", -0.66),
    ("experience", "Ready to go home", -0.04),
    ("timely", "Sepsis bundle", 0.48), ("timely", "Emergency department, median time", 0.71),
    ("timely", "Left without being seen", 0.66), ("timely", "Staff vaccination", 0.55),
)  # fmt: skip
LEVERS = (  # lever, group, cost a year [USD 1,000], effect on the group in full [standard deviations], share still open
    ("Consultants for speed", "timely", 1200, 0.50, 0.75), ("Nights and answers", "experience", 450, 0.55, 0.50),
    ("Lines, catheters, stop rules", "safety", 640, 0.90, 0.40),
    ("Heart failure clinic", "readmission", 520, 0.50, 0.15),
    ("Night intensivist", "mortality", 900, 0.40, 0.10),
)  # fmt: skip
PEERS = 59
LOWEST = (-9.0, -0.362, -0.05, 0.197, 0.451)  # the lowest score of each star
RISE = 0.03  # of the lowest four-star score, a year


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    every = [*peers(seed), round(_summary(), 3)]
    measures = ["group,measure,score", *(f'{g},"{name}",{z:.2f}' for g, name, z in MEASURES)]
    line = ["stars,hospitals,lowest_score,highest_score"]
    for star, low in enumerate(LOWEST, start=1):
        mine = sorted(s for s in every if low <= s < (*LOWEST, 9.0)[star])
        line += [f"{star},{len(mine)},{mine[0]:.3f},{mine[-1]:.3f}"] if mine else []
    levers = ["lever,group,cost_thousand_usd,points_next_refresh,points_in_three_years"]
    for name, group, cost, effect, still_open in LEVERS:
        full = effect * WEIGHTS[group]
        levers.append(f'"{name}",{group},{cost},{full * still_open:.3f},{full:.3f}')
    tables = {"measures": measures, "line": line, "levers": levers}
    return {f"{name}.csv": "\n".join(rows) + "\n" for name, rows in tables.items()}


def peers(seed: int = SEED) -> tuple[float, ...]:
    """The summary scores of the 59 other hospitals of the peer group."""
    rng = random.Random(seed)
    return tuple(round(rng.gauss(0.06, 0.26), 3) for _ in range(PEERS))


def _summary() -> float:
    total = 0.0
    for group, weight in WEIGHTS.items():
        mine = [z for g, _, z in MEASURES if g == group]
        total += weight * sum(mine) / len(mine)
    return total


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
