"""Adds every id that ships now to data/released-ids.txt, the register of ids that may never go or change.

Run it when a release is made: ``python scripts/release_ids.py``. It stops without writing where an id of the register
is gone; bring that id back, because learners' records point to it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.catalogue.ids import ids_of
from cmo_pathways.content import content_root
from cmo_pathways.errors import Problem
from cmo_pathways.framework import add_released, check_released
from cmo_pathways.framework.released import RELEASED

CHANGING = ("notebook",)
"""Kinds that are places, not items: a cell of a lesson may go."""


def release(root: Path) -> tuple[Problem, ...]:
    """Write the register; gives the ids that are gone, and then writes nothing."""
    file = root / RELEASED
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    every = ids_of(root, load_catalogue(root), load_reference(root))
    now = {kind: ids for kind, ids in every.items() if kind not in CHANGING}
    gone = check_released(text, now)
    if not gone:
        file.write_text(add_released(text, now), encoding="utf-8", newline="\n")
    return gone


if __name__ == "__main__":
    found = release(content_root())
    for problem in found:
        sys.stderr.write(f"{problem}\n")
    sys.exit(bool(found))
