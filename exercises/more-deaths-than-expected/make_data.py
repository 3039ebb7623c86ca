"""Makes the tables of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital.

What is planted, so that a facilitator and a test know the truth:
- The palliative team sees about one stay in eight in both halves of the year. Until June its visits were coded nine
  times in ten; from July, when an outside hospice took the team over and its notes moved to another folder, one time
  in four. The model expects fewer deaths wherever the code is missing, so the ratio rises though nobody's risk did.
- Transfers from other hospitals, which the model does not know, are as common in the second half as in the first.
- From July, patients who start on breathing support and stay in the emergency department over 8 hours have about
  twice the chance to die that they came with: the step-down beds closed. That is care, and it is real.
- Attending physicians do not differ. Dr. Nwosu takes the sickest; her ratio is high by chance and by few deaths.

The seed was chosen, among seeds in which the corrected ratio of the second half is raised and its interval includes 1.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 612
HALVES = (("January to June", 344, 0.90), ("July to December", 352, 0.25))
ATTENDINGS = ("Nwosu", "Abbott", "Castellano", "Farouk", "Ito", "Lindgren", "Reyes-Marsh", "Wexler")
GROUPS = (
    "Breathing support, in the emergency department over 8 hours",
    "Breathing support, on a ward or in intensive care within 8 hours",
    "No breathing support at the start",
)
_STAY = "half,attending,transfer,palliative_seen,palliative_coded,start,risk_as_billed,risk_recoded,died"
Stay = tuple[str, str, int, int, int, int, float, float, int]


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the five tables for one seed."""
    rng = random.Random(seed)
    stays = [_stay(rng, half, coded) for half, count, coded in HALVES for _ in range(count)]
    late = [s for s in stays if s[0] == HALVES[1][0]]
    halves = ["half,stays,deaths,expected_as_billed,expected_recoded,palliative_seen,palliative_coded"]
    mix = ["half,transfers,transfer_deaths,transfer_expected_recoded,others,other_deaths,other_expected_recoded"]
    for half, _, _ in HALVES:
        mine = [s for s in stays if s[0] == half]
        came, rest = [s for s in mine if s[2]], [s for s in mine if not s[2]]
        seen, coded = sum(s[3] for s in mine), sum(s[4] for s in mine)
        halves.append(f"{half},{_row(mine, 6)},{_expected(mine, 7)},{seen},{coded}")
        mix.append(f"{half},{_row(came, 7)},{_row(rest, 7)}")
    ways = ["start,stays,deaths,expected_recoded"]
    ways += [f'"{words}",{_row([s for s in late if s[5] == i], 7)}' for i, words in enumerate(GROUPS)]
    people = ["attending,stays,deaths,expected_recoded"]
    people += [f"{name},{_row([s for s in late if s[1] == name], 7)}" for name in ATTENDINGS]
    lines = [",".join([*map(str, s[:5]), f'"{GROUPS[s[5]]}"', f"{s[6]:.4f}", f"{s[7]:.4f}", str(s[8])]) for s in stays]
    tables = {"stays": [_STAY, *lines], "halves": halves, "transfers": mix, "ways": ways, "attendings": people}
    return {f"{name}.csv": "\n".join(rows) + "\n" for name, rows in tables.items()}


def _stay(rng: random.Random, half: str, coded: float) -> Stay:
    late = half == HALVES[1][0]
    start = rng.choices((0, 1, 2), weights=(0.10, 0.05, 0.85) if late else (0.02, 0.12, 0.86))[0]
    seen = rng.random() < 0.12
    odds = rng.lognormvariate(-3.35, 0.55) * (3.0 if start < 2 else 1.0)
    plain, true = odds / (1 + odds), odds * (6.0 if seen else 1.0)
    risk = true / (1 + true)
    noted = seen and rng.random() < coded
    chance = min(0.9, 2.0 * risk) if late and start == 0 else risk
    weights = [0.2 if start < 2 else 0.11] + [0.127] * 7
    who = rng.choices(ATTENDINGS, weights=weights)[0]
    transfer = rng.random() < 0.12
    died = rng.random() < chance
    return half, who, int(transfer), int(seen), int(noted), start, risk if noted or not seen else plain, risk, int(died)


def _expected(stays: list[Stay], which: int) -> str:
    return f"{sum(float(s[which]) for s in stays):.1f}"


def _row(stays: list[Stay], which: int) -> str:
    return f"{len(stays)},{sum(s[8] for s in stays)},{_expected(stays, which)}"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
