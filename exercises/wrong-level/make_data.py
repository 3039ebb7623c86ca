"""Makes audit.csv and reports.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital or surgeon.

What is planted, so that a facilitator and a test know the truth:
- Seven surgeons, 12 months. In each audited case an X-ray with a marker on bone should be saved before the disc is
  opened. For every surgeon each case has the same chance (24 %) of having none saved. The surgeon of the event (A)
  does the most cases and is drawn with the same chance as the others.
- No surgeon lies outside the 99.8 % limits around the share of all. The seed was chosen among seeds in which A has
  the most missing images in absolute numbers and a share within three points of the six colleagues.
- The safety reports are set by hand: nine in 14 months, four of them about the way levels are counted, none by a
  physician, six closed without an action.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 331
CHANCE = 0.24
AUDITED = {"A": 86, "B": 41, "C": 58, "D": 22, "E": 37, "F": 29, "G": 17}
REPORTS = (
    ("2025-08", "Outside MRI not in the room, count taken from the report", "nurse", "reminder sent"),
    ("2025-10", "Consent L5-S1, booking L4-L5, found at sign-in", "nurse", "booking form changed"),
    ("2025-11", "Outside MRI numbers six lumbar vertebrae, room counted five", "technologist", "none"),
    ("2026-01", "X-ray film shown on phone, not saved", "technologist", "none"),
    ("2026-03", "Marker on skin, moved before the X-ray", "nurse", "none"),
    ("2026-04", "Level counted from the sacrum, report counted from C2", "technologist", "none"),
    ("2026-06", "Portable X-ray machine shared by both rooms, 25 minutes of waiting", "nurse", "none"),
    ("2026-08", "Time-out read while the tray was opened", "nurse", "reminder sent"),
    ("2026-09", "Two X-rays, two counts, settled by voice", "technologist", "none"),
)


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of both tables for one seed."""
    rng = random.Random(seed)
    lines = ["surgeon,group,audited,no_image"]
    for name, audited in AUDITED.items():
        missing = sum(rng.random() < CHANCE for _ in range(audited))
        lines.append(f"{name},{'involved' if name == 'A' else 'colleagues'},{audited},{missing}")
    reports = [f'{month},"{what}",{who},{action}' for month, what, who, action in REPORTS]
    return {
        "audit.csv": "\n".join(lines) + "\n",
        "reports.csv": "\n".join(["month,what,reported_by,action", *reports]) + "\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
