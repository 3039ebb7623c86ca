"""``start(name)``: what a lesson calls to show a screen."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cmo_pathways.content import default_home
from cmo_pathways.errors import CmoError, UnknownId
from cmo_pathways.export.dossier import WrittenDossier, write_dossier
from cmo_pathways.interop import PORTFOLIO_FORMATS
from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.balance import Balance
from cmo_pathways.widgets.career_pathways import CareerPathways
from cmo_pathways.widgets.case_studio import CaseStudio
from cmo_pathways.widgets.case_workshop import CaseWorkshop
from cmo_pathways.widgets.class_view import ClassView
from cmo_pathways.widgets.development_plan import DevelopmentPlan
from cmo_pathways.widgets.feedback import Feedback
from cmo_pathways.widgets.market import Market
from cmo_pathways.widgets.memo_scoring import MemoScoring
from cmo_pathways.widgets.offer import OfferList
from cmo_pathways.widgets.panel import Panel, Screen
from cmo_pathways.widgets.portfolio_asked import Tailoring
from cmo_pathways.widgets.portfolio_builder import PortfolioBuilder
from cmo_pathways.widgets.portfolio_import import PortfolioImport
from cmo_pathways.widgets.renewals import Renewals
from cmo_pathways.widgets.roles import Roles
from cmo_pathways.widgets.self_assessment import SelfAssessment
from cmo_pathways.widgets.session_room import SessionRoom
from cmo_pathways.widgets.setting import WhatCmoDoes
from cmo_pathways.widgets.share import ShareScreen
from cmo_pathways.widgets.skill_map import SkillMap
from cmo_pathways.widgets.welcome import Welcome


def _portfolio(journey: Journey) -> Screen:
    def export(asked: Tailoring) -> WrittenDossier:
        """Write the document that the screen asks for. Raises ExportError, LedgerError."""
        return write_dossier(
            journey,
            audience=asked.audience,
            form=asked.form,
            paper=asked.paper,
            design=asked.design or None,
            kind=asked.kind,
            language=asked.language,
            exchange=PORTFOLIO_FORMATS.get(asked.form),
        )

    return PortfolioBuilder(journey, export)


SCREENS: Mapping[str, Callable[[Journey], Screen]] = {
    "start-here": Welcome,
    "what-a-cmo-does": WhatCmoDoes,
    "skill-map": SkillMap,
    "roles": Roles,
    "self-assessment": SelfAssessment,
    "feedback": Feedback,
    "career-pathways": CareerPathways,
    "development-plan": DevelopmentPlan,
    "case-studio": CaseStudio,
    "case-workshop": CaseWorkshop,
    "portfolio-builder": _portfolio,
    "share": ShareScreen,
    "portfolio-import": PortfolioImport,
    "market": Market,
    "renewals": Renewals,
    "offer": OfferList,
    "balance": Balance,
    "class-view": ClassView,
    "memo-scoring": MemoScoring,
    "session-room": SessionRoom,
}


def start(name: str, *, home: Path | None = None) -> Panel:
    """The screen of that name for the learner whose folder is ``home`` (by default the usual place).

    Trouble with the ledger or the content is shown as one sentence on the screen. Raises UnknownId for a name that
    is not in ``SCREENS``.
    """
    if name not in SCREENS:
        raise UnknownId("screen", name, SCREENS)
    try:
        folder = home or default_home(os.environ)
        screen = _opened(name, open_journey(folder, clock=lambda: datetime.now(UTC)))
    except CmoError as error:
        screen = _Trouble(str(error))
    else:
        _log_to(folder)
    panel = Panel(screen)
    # The content stays as long as the kernel: to look through it for what can be thrown away would hold up an answer
    # now and then for a tenth of a second.
    gc.freeze()
    return panel


def _opened(name: str, journey: Journey) -> Screen:
    """The screen where the learner left it, or at its beginning where that place cannot be found again.

    A ledger that was imported may name places that no version of ours has written. Raises LedgerError.
    """
    try:
        return SCREENS[name](journey)
    except CmoError:
        raise
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):  # a body of another form
        journey.record("place", name, {})
    return SCREENS[name](journey)


class _Trouble:
    """A screen that can only say why it cannot open."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    def view(self) -> dict[str, Any]:
        text = b.note("This screen cannot open.", self._sentence, tone="trouble")
        return {"label": "Trouble", "page": "trouble", "blocks": [text]}

    def change(self, name: str, value: Any) -> None:
        """Nothing to change here."""

    def press(self, name: str) -> None:
        """Nothing to press here."""


def _log_to(folder: Path) -> None:
    # Faults of ours go to a file, without the words of any answer: standard error would appear inside the lesson.
    log = logging.getLogger("cmo_pathways")
    if not log.handlers:
        log.addHandler(_QuietFile(folder / "trouble.log", encoding="utf-8", delay=True))
        log.propagate = False


class _QuietFile(logging.FileHandler):
    """A log that stays silent where it cannot be opened or written: a traceback would appear in the lesson."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record if that is possible."""
        try:
            super().emit(record)
        except OSError:  # the file is opened with the first record, outside of what logging watches over
            return

    def handleError(self, record: logging.LogRecord) -> None:
        """Nothing: the screen has said its sentence already."""
