"""Makes the invented tables of the case "Measles at school": children.csv, compare.csv and onsets.csv.

What is planted, for the facilitator and the tests:

- Each child's chance of measles depends on two things only: the doses given before the exposure, and whether the child
  is in grade 4, the first child's grade. Vaccine given before the exposure takes away more than nine tenths of it.
- Most children of the school have two doses, so that a vaccinated child among the ill is no surprise.
- Four children with a rash had their first dose a week before; the laboratory found the vaccine's virus. They are in
  no count of cases, but a list of "vaccinated children with a rash" holds them.
- The first child is left out of every count.

The seed was chosen so that more than one confirmed case in five had two doses.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 400
CHILDREN = {"grade 4": {"two doses": 34, "one dose": 2, "none": 12},
            "other grades": {"two doses": 284, "one dose": 11, "none": 68}}  # fmt: skip
CHANCE = {"grade 4": {"two doses": 0.06, "one dose": 0.08, "none": 0.70},
          "other grades": {"two doses": 0.008, "one dose": 0.03, "none": 0.12}}  # fmt: skip
CAUGHT_UP, VACCINE_RASH = 41, 4  # first doses since the first case; of these a rash with the vaccine's virus
DAYS = range(8, 22)  # of February; a second generation rises toward two weeks after the school days of the first child


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    ill = {grade: {doses: sum(rng.random() < CHANCE[grade][doses] for _ in range(n)) for doses, n in groups.items()}
           for grade, groups in CHILDREN.items()}  # fmt: skip
    total = {doses: sum(CHILDREN[grade][doses] for grade in CHILDREN) for doses in CHILDREN["grade 4"]}
    cases = {doses: sum(ill[grade][doses] for grade in CHILDREN) for doses in total}
    children = [f"{doses},{total[doses]},{cases[doses]}" for doses in total]
    compared = [("whole school", total, cases), *((grade, CHILDREN[grade], ill[grade]) for grade in CHILDREN)]
    compare = [f"{name},{sick['two doses']},{all_['two doses']},{sick['none']},{all_['none']}"
               for name, all_, sick in compared]  # fmt: skip
    rashes = [min(DAYS[-1], max(DAYS[0], round(rng.gauss(15.5, 3)))) for _ in range(sum(cases.values()))]
    onsets = [f"Feb {day},{rashes.count(day)}" for day in DAYS]
    return {
        "children.csv": "\n".join(["doses_before,children,confirmed", *children]) + "\n",
        "compare.csv": "\n".join(["group,ill_two_doses,two_doses,ill_none,none", *compare]) + "\n",
        "onsets.csv": "\n".join(["day,confirmed", *onsets]) + "\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
