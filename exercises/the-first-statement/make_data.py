"""Makes the invented tables of the case "The first statement": students.csv and compare.csv.

What is planted, for the facilitator and the tests:

- The chance of symptoms depends on being in the gym in view of the first child who fell, not on having had the shot:
  about one student in seven on either side of the needle. At the other school the same lot gave hardly any.
- One student of the gym has anaphylaxis. She is among the vaccinated with symptoms, and no share of the table shows
  her: "all of it is stress" is false by one child.

The seed was chosen so that the two shares in the gym nearly agree.
"""

from __future__ import annotations

import random
from pathlib import Path

SEED = 287
GROUPS = {"vaccinated in the gym": (96, 0.14), "in line in the gym, not vaccinated": (61, 0.14),
          "vaccinated at Dry Creek, same lot": (143, 0.008)}  # fmt: skip


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of both tables for one seed."""
    rng = random.Random(seed)
    ill = {name: sum(rng.random() < chance for _ in range(n)) for name, (n, chance) in GROUPS.items()}
    done, line, other = ((ill[name], n) for name, (n, _) in GROUPS.items())
    students = [f'"{name}",{n},{ill[name]}' for name, (n, _) in GROUPS.items()]
    compare = [f"the shot: vaccinated against in line,{done[0]},{done[1]},{line[0]},{line[1]}",
               f"the place: gym against Dry Creek,{done[0]},{done[1]},{other[0]},{other[1]}"]  # fmt: skip
    return {
        "students.csv": "\n".join(["students,number,with_symptoms", *students]) + "\n",
        "compare.csv": "\n".join(
            ["comparison,first_with_symptoms,first_students,second_with_symptoms,second_students", *compare]
        )
        + "\n",
    }


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
