"""A small skill map and the shipped constants, for tests of the estimate."""

from __future__ import annotations

from cmo_pathways.assess import Constants, Posterior, begin, make_prior, read_constants
from cmo_pathways.content import Report, content_root

DOMAINS = {"finance": "lead", "strategy": "lead", "safety": "base", "ethics": "base"}


def shipped() -> Constants:
    """The constants that ship."""
    found = read_constants(content_root() / "data" / "framework" / "estimate.yaml", Report(content_root()))
    assert found is not None
    return found


def nobody(constants: Constants | None = None) -> Posterior:
    """Somebody of whom nothing is known yet."""
    return begin(make_prior(DOMAINS, constants or shipped()))
