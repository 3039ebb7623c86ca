"""Makes the tables of this case (CSV): invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real hospital or physician.

What is planted, so that a facilitator and a test know the truth:
- A day shift yields 24.0 work RVUs and a night shift 16.5, for everybody alike, apart from chance and two people:
  Vasquez bills above what he does, and Brandt works fast. Adeyemi is like everybody else.
- Adeyemi looks worst because of three layers: the personnel system counts a full post (0.70 of it is clinical), most
  of her shifts are nights, and nights yield less.
- The audit is set by hand: Adeyemi's notes are billed too low more often than too high, Vasquez's the other way round.
- Calls of one night: most are about things that a day order could have settled.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 23
SHIFTS_A_POST, DAY, NIGHT = 182, 24.0, 16.5
PEOPLE = (  # name, post in the personnel system, clinical post, share of nights, own pace
    ("Adeyemi", 1.0, 0.70, 0.62, 1.00),
    ("Brandt", 1.0, 1.00, 0.08, 1.06),
    ("Chaudhry", 1.0, 1.00, 0.10, 1.00),
    ("Delacroix", 0.8, 0.80, 0.06, 1.00),
    ("Eriksen", 1.0, 1.00, 0.45, 1.00),
    ("Fontaine", 1.0, 0.95, 0.08, 0.97),
    ("Gupta", 1.0, 1.00, 0.10, 1.00),
    ("Huang", 0.6, 0.60, 0.00, 1.02),
    ("Morimoto", 1.0, 0.60, 0.10, 1.00),
    ("Iweala", 1.0, 1.00, 0.12, 0.99),
    ("Vasquez", 1.0, 1.00, 0.04, 1.21),
)
AUDIT = (
    ("Adeyemi", 30, 20, 9, 1),
    ("Vasquez", 30, 19, 2, 9),
    ("Nine colleagues", 90, 78, 9, 3),
)
CALLS = (
    ("Sleep, pain, nausea, bowels: no order for the night", 17),
    ("A result that the day team had asked for", 9),
    ("A family that nobody had called back", 5),
    ("A patient who got worse", 7),
    ("A new admission", 6),
    ("Other", 3),
)
OPTIONS = (
    ("Night package", 148500, 2940, 1620),
    ("Double the night differential", 204000, 2940, 1980),
)


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the five tables for one seed."""
    people = [_year(random.Random(f"{seed} {person[0]}"), *person) for person in PEOPLE]
    return {
        "year.csv": _table("physician,post_on_file,clinical_post,night_percent,work_rvu", [p[0] for p in people]),
        "mix.csv": _table("physician,rvu_per_clinical_post,expected_from_shifts,ratio", [p[1] for p in people]),
        "audit.csv": _table("physician,notes,as_billed,billed_too_low,billed_too_high", [_row(*a) for a in AUDIT]),
        "calls.csv": _table("reason,calls", [f'"{words}",{n}' for words, n in CALLS]),
        "options.csv": _table("option,fixed_cost,agency_night,own_night", [_row(*o) for o in OPTIONS]),
    }


def _year(rng: random.Random, name: str, on_file: float, clinical: float, share: float, pace: float) -> tuple[str, str]:
    shifts = round(SHIFTS_A_POST * clinical)
    nights = round(shifts * share)
    expected = (shifts - nights) * DAY + nights * NIGHT
    units = round(expected * pace * rng.gauss(1, 0.012))
    per_post, from_shifts = units / clinical, expected / clinical
    return (
        _row(name, on_file, clinical, round(100 * nights / shifts), units),
        _row(name, round(per_post), round(from_shifts), f"{per_post / from_shifts:.2f}"),
    )


def _row(*cells: object) -> str:
    return ",".join(str(cell) for cell in cells)


def _table(head: str, rows: list[str]) -> str:
    return "\n".join([head, *rows]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
