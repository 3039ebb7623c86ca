"""Lets ``python -m cmo_pathways`` stand for the command ``cmo-pathways``."""

from __future__ import annotations

import sys

from cmo_pathways.cli import main

if __name__ == "__main__":
    sys.exit(main())
