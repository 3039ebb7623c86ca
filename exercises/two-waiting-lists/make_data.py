"""Makes scores.csv, need.csv and after.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real agency, product or patient.

What is planted, so that a facilitator and a test know the truth:
- 30,000 adults of four groups. Active chronic conditions are need; cost is need times access, and Black and Hispanic
  people with the same conditions cost less, because they get less care. The product ranks by predicted cost and
  predicts cost equally well for all.
- At the same place on the list Black people have more conditions. Among all with five conditions or more, the list
  chooses fewer of them.
- Ranked by conditions instead, the same 1,200 places go to the groups about as their need is spread.
- After the change people are chosen alike and are still not enrolled alike: the offer is a letter in English and a
  call at noon. A pilot with community health workers in the last quarter lifts the acceptance of all groups to one
  level.
- One in nine has no recorded group. American Indian people with five conditions or more are fewer than 11: not shown.
"""

from __future__ import annotations

import math
import random
from pathlib import Path
from typing import NamedTuple

SEED = 3
PEOPLE, PLACES, NEEDY = 30_000, 1_200, 5
# group, share, mean conditions, access
GROUPS = (
    ("White", 0.44, 1.55, 1.00),
    ("Black", 0.34, 1.85, 0.72),
    ("Hispanic", 0.108, 1.60, 0.76),
    ("not recorded", 0.11, 1.65, 0.90),
    ("American Indian", 0.002, 1.70, 0.80),
)
SHOWN = tuple(group for group, *_ in GROUPS[:4])
LETTER = {"White": 0.62, "Black": 0.44, "Hispanic": 0.36, "not recorded": 0.50}
VISITED = {"White": 0.68, "Black": 0.66, "Hispanic": 0.63, "not recorded": 0.62}


class Person(NamedTuple):
    """One adult: group, active chronic conditions, predicted cost, urgency within the same number of conditions."""

    group: str
    conditions: int
    cost: float
    urgency: float


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the three tables for one seed."""
    rng = random.Random(seed)
    people = [_person(rng) for _ in range(PEOPLE)]
    by_cost = sorted(people, key=lambda p: p.cost, reverse=True)
    by_need = sorted(people, key=lambda p: (p.conditions, p.urgency), reverse=True)
    return {
        "scores.csv": _text("place_on_the_list,white,black,white_conditions,black_conditions", _tenths(by_cost)),
        "need.csv": _text("group,need,chosen,percent", _chosen(people, by_cost)),
        "after.csv": _text("group,need,chosen,letter_enrolled,visit_enrolled", _after(rng, people, by_need)),
    }


def _person(rng: random.Random) -> Person:
    group, _, mean, access = rng.choices(GROUPS, weights=[g[1] for g in GROUPS])[0]
    frailty = rng.gammavariate(1.6, 1 / 1.6)
    conditions = _poisson(rng, mean * frailty)
    cost = (1 + conditions) * access * math.exp(rng.gauss(0, 0.35))
    return Person(group, conditions, cost, rng.random())


def _poisson(rng: random.Random, mean: float) -> int:
    count, product, floor = 0, rng.random(), math.exp(-mean)
    while product > floor:
        count, product = count + 1, product * rng.random()
    return count


def _tenths(ranked: list[Person]) -> list[tuple[object, ...]]:
    """The four highest tenths of the list: people and mean conditions of the two large groups."""
    size, found = PEOPLE // 10, []
    for i, name in enumerate(("first tenth", "second tenth", "third tenth", "fourth tenth")):
        parts = [[p.conditions for p in ranked[i * size : (i + 1) * size] if p.group == g] for g in ("White", "Black")]
        means = [f"{sum(part) / len(part):.1f}" for part in parts]
        found.append((name, *(len(part) for part in parts), *means))
    return found


def _chosen(people: list[Person], ranked: list[Person]) -> list[tuple[object, ...]]:
    rows = []
    for group in SHOWN:
        need = sum(p.group == group and p.conditions >= NEEDY for p in people)
        chosen = sum(p.group == group and p.conditions >= NEEDY for p in ranked[:PLACES])
        rows.append((group, need, chosen, f"{100 * chosen / need:.1f}"))
    return rows


def _after(rng: random.Random, people: list[Person], ranked: list[Person]) -> list[tuple[object, ...]]:
    rows = []
    for group, need, chosen, _ in _chosen(people, ranked):
        enrolled = [sum(rng.random() < way[str(group)] for _ in range(int(str(chosen)))) for way in (LETTER, VISITED)]
        rows.append((group, need, chosen, *enrolled))
    return rows


def _text(head: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(str(cell) for cell in row) for row in rows)]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
