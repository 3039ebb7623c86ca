"""The class on a screen: who shared what, fellow by fellow for the instructor, and what a report may show."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cmo_pathways.cohort import Received, Share
from cmo_pathways.cohort.invented import invented_class
from cmo_pathways.cohort.summary import CohortSummary, class_role
from cmo_pathways.document import Paper
from cmo_pathways.errors import LearnerError
from cmo_pathways.export.class_memos import FOLDER, shares_folder, shares_in
from cmo_pathways.export.cohort import WrittenClass, agreement_for, summary_for, write_cohort_report
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.reports.cohort import READERS
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.class_parts import chart_blocks, people_blocks, report_blocks, sharing_blocks

_PLACE = "class-view"
_PARTS = {"who": "Who shared", "people": "Fellow by fellow", "class": "The class", "report": "Report"}
_PAPERS = ("letter", "a4")
_INVENTED = (16, 4)
"""Fellows and seed of the class that is shown where there is none yet."""


class ClassView:
    """The screen of the instructor console that follows a class; it opens where the instructor left it."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        kept = journey.state().of("place").get(_PLACE, {})
        self._asked = {
            "part": _one_of(kept.get("part"), tuple(_PARTS)),
            "to": _one_of(kept.get("to"), READERS),
            "paper": _one_of(kept.get("paper"), _PAPERS),
            "role": str(kept.get("role", "")),
        }
        self._invented = kept.get("invented") is True
        self._written: WrittenClass | None = None
        self._summed: tuple[object, CohortSummary] | None = None

    def view(self) -> dict[str, Any]:
        """The chosen part; where there is no share yet, how to get one."""
        found, folder = self._received()
        part = self._asked["part"] if found.shares else "who"
        body = {"people": self._people, "class": self._class, "report": self._report}.get(part)
        blocks = body(found.shares) if body else sharing_blocks(found, str(folder), invented=self._invented)
        tabs = b.segment("part", "Look at", list(_PARTS.items()), part)
        count = len(found.shares)
        return {
            "label": "Class view",
            "saved": b.saved(self._journey.state()),
            "wide": True,
            "page": f"{part}-{count}",
            "head": {"where": "Class", "aside": f"{count} fellow{'' if count == 1 else 's'}"},
            "blocks": [b.group("parts", tabs, style="tabs"), *blocks] if found.shares else blocks,
            "buttons": self._buttons(part, found.shares),
        }

    def change(self, name: str, value: Any) -> None:
        """Choose the part, the folder, or what the report should be."""
        if name == "folder":
            self._journey.record("cohort", FOLDER, {"path": str(value).strip()})
        elif name in self._asked:
            self._asked[name] = str(value)
            self._written = None
            self._keep()

    def press(self, name: str) -> None:
        """Show or leave the invented class, or write the report. Raises LearnerError, ExportError."""
        if name in ("invent", "leave"):
            self._invented = name == "invent"
            self._asked["part"] = "who"
            self._keep()
        elif name in ("pdf", "html"):
            self._write(name)

    def _write(self, ending: str) -> None:
        found, folder = self._received()
        shares, journey = found.shares, self._journey
        if self._invented:
            raise LearnerError("An invented class is for looking at. Put shares into the folder to write a report.")
        today = journey.clock().date().isoformat()
        file = journey.home / "exports" / f"class-{self._asked['to']}-{today}.{ending}"
        paper: Paper = "a4" if self._asked["paper"] == "a4" else "letter"
        self._written = write_cohort_report(
            journey, shares, role=self._role(shares), to=self._asked["to"], file=file, paper=paper,
            agreement=agreement_for(journey, folder),
        )  # fmt: skip

    def _received(self) -> tuple[Received, Path]:
        folder = shares_folder(self._journey, self._journey.state())
        if self._invented:
            number, seed = _INVENTED
            return Received(invented_class(self._journey.catalogue, number, seed=seed)), folder
        return shares_in(folder, self._journey.clock()), folder

    def _people(self, shares: Sequence[Share]) -> list[b.Block]:
        return people_blocks(shares, self._journey.catalogue)

    def _class(self, shares: Sequence[Share]) -> list[b.Block]:
        return chart_blocks(self._summary(shares), self._journey.catalogue, self._role_choice(shares), self._invented)

    def _report(self, shares: Sequence[Share]) -> list[b.Block]:
        asked = (self._asked["to"], self._asked["paper"])
        return report_blocks(self._summary(shares), asked, self._journey.ledger.events(), self._written)

    def _summary(self, shares: Sequence[Share]) -> CohortSummary:
        role = self._role(shares)
        key = (tuple((share.id, share.at) for share in shares), role, len(self._journey.ledger.events()))
        if self._summed is None or self._summed[0] != key:
            self._summed = key, summary_for(self._journey, shares, role=role)
        return self._summed[1]

    def _role(self, shares: Sequence[Share]) -> str:
        framework, chosen = self._journey.catalogue.framework, self._asked["role"]
        usual = target_of(self._journey.state())
        return chosen if chosen in framework.roles else class_role(shares, framework, usual)

    def _role_choice(self, shares: Sequence[Share]) -> b.Block:
        roles = [(id, role.short) for id, role in self._journey.catalogue.framework.roles.items()]
        return b.select("role", "Gaps are told against", roles, self._role(shares))

    def _buttons(self, part: str, shares: Sequence[Share]) -> list[b.Block]:
        if part == "report" and not self._invented:
            return [b.button("pdf", "Write the report as PDF", style="primary"), b.button("html", "Write it as a page")]
        if self._invented:
            return [b.button("leave", "Leave the invented class")]
        return [] if shares else [b.button("invent", "Look at an invented class")]

    def _keep(self) -> None:
        self._journey.record("place", _PLACE, {**self._asked, "invented": self._invented})


def _one_of(value: object, words: Sequence[str]) -> str:
    return str(value) if value in words else words[0]
