"""cmo_pathways: from a first self-rating to the Chief Medical Officer's office, one chain of evidence.

``import cmo_pathways as cmo`` gives the verbs below; each loads what it needs when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cmo_pathways.career import plan_routes, simulate_time
    from cmo_pathways.cases import check_case
    from cmo_pathways.cases import read_case as open_case
    from cmo_pathways.catalogue import Catalogue, load_catalogue
    from cmo_pathways.cohort import read_shares
    from cmo_pathways.cohort.summary import summarise_cohort
    from cmo_pathways.export import export_pdf as export_portfolio
    from cmo_pathways.journey import Journey, open_journey
    from cmo_pathways.ledger import Ledger, open_ledger
    from cmo_pathways.plan import plan_development
    from cmo_pathways.portfolio import build_portfolio
    from cmo_pathways.standing import rank_gaps, score_assessment
    from cmo_pathways.widgets import start

__version__ = "0.1.0"

_HOME = {
    "Catalogue": "catalogue",
    "Journey": "journey",
    "Ledger": "ledger",
    "build_portfolio": "portfolio",
    "check_case": "cases",
    "export_portfolio": "export:export_pdf",
    "load_catalogue": "catalogue",
    "open_case": "cases:read_case",
    "open_journey": "journey",
    "open_ledger": "ledger",
    "plan_development": "plan",
    "plan_routes": "career",
    "rank_gaps": "standing",
    "read_shares": "cohort",
    "score_assessment": "standing",
    "simulate_time": "career",
    "start": "widgets",
    "summarise_cohort": "cohort.summary",
}

__all__ = [
    "Catalogue",
    "Journey",
    "Ledger",
    "build_portfolio",
    "check_case",
    "export_portfolio",
    "load_catalogue",
    "open_case",
    "open_journey",
    "open_ledger",
    "plan_development",
    "plan_routes",
    "rank_gaps",
    "read_shares",
    "score_assessment",
    "simulate_time",
    "start",
    "summarise_cohort",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, inner = _HOME[name].partition(":")
    return getattr(import_module(f"{__name__}.{module}"), inner or name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
