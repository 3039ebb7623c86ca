"""Makes elements.csv, modules.csv and nights.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real physician or service.

What is planted, so that a facilitator and a test know the truth:
- Dr. Farahani's file: every element is in order but for the license, verified 121 days before the board decides, and
  a gap of 13 months in the work history. The gap has nothing to do with how she works.
- The learning system: eight of nine physicians have done most modules (drawn with one chance). Dr. Everett, whose work
  history has no gap, has done two of six, his certificate in the stroke scale has run out, and three complaints of
  hospitals say that he advised by telephone without opening the camera.
- Nights: the network's load is 0.6 (calls an hour times hours a call). With three on duty all are busy in 2 % of
  calls, with two in 10 %.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

SEED = 14
DECISION = date(2026, 11, 20)
ELEMENTS = (
    ("License: this state", date(2026, 7, 22)),
    ("DEA registration", date(2026, 8, 12)),
    ("Medical school and residency", date(2026, 8, 3)),
    ("Board certification: neurology", date(2026, 8, 3)),
    ("Work history (13 months not explained)", date(2026, 8, 20)),
    ("Malpractice history", date(2026, 9, 2)),
    ("NPDB query", date(2026, 9, 2)),
    ("Sanctions and exclusions", date(2026, 11, 2)),
)
PHYSICIANS = ("Abubakar", "Cho", "Everett", "Farahani", "Goldberg", "Ibrahim", "Kaminski", "Moreau", "Rossi")
MODULES, CHANCE = 6, 0.9


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    elements = [f"{what},{on.isoformat()},{(DECISION - on).days}" for what, on in ELEMENTS]
    modules = []
    for name in PHYSICIANS:
        done, scale, complaints = (
            sum(rng.random() < CHANCE for _ in range(MODULES)),
            "current",
            rng.choice((0, 0, 0, 1)),
        )
        if name == "Everett":
            done, scale, complaints = 2, "expired", 3
        if name == "Farahani":
            done, complaints = MODULES, 0
        modules.append(f"{name},{MODULES},{done},{scale},{complaints}")
    return {
        "elements.csv": "\n".join(["element,verified_on,days_before_decision", *elements]) + "\n",
        "modules.csv": "\n".join(["physician,modules,done,stroke_scale,no_camera_complaints", *modules]) + "\n",
        "nights.csv": "on_duty,calls_times_hours,physicians\nwith her,0.6,3\nwithout her,0.6,2\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
