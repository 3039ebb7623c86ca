"""The screens: a value from the core goes to the page, a change on the page becomes one event in the ledger."""

from __future__ import annotations

from cmo_pathways.widgets.start import SCREENS, start

__all__ = ["SCREENS", "start"]
