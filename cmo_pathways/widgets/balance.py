"""The balance check: private, optional, one question and the hours of a week; it can be erased where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cmo_pathways.assess import HelpLine, load_balance
from cmo_pathways.assess.balance import MOST_HOURS
from cmo_pathways.charts import chart_html, week_chart
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState, erase_kind
from cmo_pathways.scale import day_words, month_words
from cmo_pathways.widgets import blocks as b

_PRIVATE = (
    "Optional. Your answers stay in your own record on this computer: they are in no dossier, report, share or file "
    "for other systems. Only a backup or an export of your whole record holds them."
)
_NO_SCORE = "There is no score and no diagnosis here. It is a look at your own weeks, for you."


class Balance:
    """The screen of the balance check; each answer is an event of kind ``balance``."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._check = load_balance()
        self._asked = False

    def view(self) -> dict[str, Any]:
        """The question, the week with its picture, help, and how to erase."""
        state = self._journey.state()
        body = state.of("balance").get("me", {})
        return {
            "label": "Balance check",
            "page": "balance-erase" if self._asked else "balance",
            "head": {"where": "Balance", "aside": "private"},
            "blocks": self._confirm() if self._asked else self._blocks(body),
            "buttons": self._buttons(bool(body)),
            "saved": _saved(state, body),
        }

    def change(self, name: str, value: Any) -> None:
        """Record an answer, hours of one kind of work, or the region. Raises LearnerError for hours that cannot be."""
        body = dict(self._journey.state().of("balance").get("me", {}))
        body.pop("at", None)
        body["version"] = self._check.version
        verb, _, what = name.partition(":")
        if verb == "strain":
            body["strain"] = int(value)
        elif verb == "region":
            body["region"] = str(value)
        elif verb == "hours" and what in {kind.id for kind in self._check.work}:
            body["hours"] = _with_hours(body.get("hours"), what, str(value))
        else:
            return
        self._journey.record("balance", "me", body)

    def press(self, name: str) -> None:
        """Ask whether to erase, erase, or leave it."""
        if name == "erase-now":
            erase_kind(self._journey.ledger, "balance")
        self._asked = name == "erase"

    def _blocks(self, body: Mapping[str, Any]) -> list[b.Block]:
        strain = body.get("strain")
        options = [{"value": str(o.value), "label": o.label, "text": o.text} for o in self._check.options]
        return [
            b.title("How is the load?"),
            b.prose(b.words(_PRIVATE), style="lead"),
            b.choice("strain", self._check.question, options, None if strain is None else str(strain)),
            *self._help(body, strain),
            *self._week(body),
            b.prose(b.quiet(_NO_SCORE)),
        ]

    def _week(self, body: Mapping[str, Any]) -> list[b.Block]:
        hours = body.get("hours") or {}
        fields = [
            b.field(
                f"hours:{kind.id}", f"{kind.name} [hours]", _shown(hours.get(kind.id)), numeric=True, hint=kind.hint
            )
            for kind in self._check.work
        ]
        form = [b.title("Hours in a usual week", level=3), b.group("hours", *fields, style="form")]
        parts = [(kind.name, float(hours[kind.id])) for kind in self._check.work if kind.id in hours]
        if not any(number for _, number in parts):
            return form
        chart = week_chart(parts, source=f"From what you entered on {day_words(str(body['at']))}.")
        return [*form, b.markup(chart_html(chart), key="week")]

    def _help(self, body: Mapping[str, Any], strain: object) -> list[b.Block]:
        regions = {region.id: region for region in self._check.regions}
        chosen = regions.get(str(body.get("region")), self._check.regions[0])
        pick = b.select("region", "Where you work", [(r.id, r.name) for r in self._check.regions], chosen.id)
        lines = [_line(line) for line in (*self._check.anywhere, *chosen.lines)]
        opened = isinstance(strain, int) and strain >= self._check.help_from
        label = "Where to find help"
        return [b.details("help", label, pick, b.markup(f"<ul>{''.join(lines)}</ul>"), open=opened)]

    def _confirm(self) -> list[b.Block]:
        text = (
            "Every answer given here goes, now and for good; all else in your record stays. What a restore had put "
            "aside goes too. Backups are not changed."
        )
        return [b.title("Erase the balance check?"), b.note("This cannot be undone.", text)]

    def _buttons(self, answered: bool) -> list[b.Block]:
        if self._asked:
            return [b.button("erase-now", "Erase these answers", style="primary"), b.button("keep", "Keep them")]
        return [b.button("erase", "Erase these answers", style="text")] if answered else []


def _with_hours(before: object, kind: str, text: str) -> dict[str, float]:
    hours = dict(before) if isinstance(before, Mapping) else {}
    if not text.strip():
        hours.pop(kind, None)
        return hours
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError as error:
        raise LearnerError(f'"{text[:40]}" is no number of hours. Write it as 12 or 12.5.') from error
    others = sum(other for name, other in hours.items() if name != kind)
    if not 0 <= number <= MOST_HOURS or others + number > MOST_HOURS:
        raise LearnerError(f"A week has {MOST_HOURS} hours. Enter fewer here, or less elsewhere.")
    return {**hours, kind: number}


def _shown(hours: object) -> str:
    return f"{hours:g}" if isinstance(hours, int | float) else ""


def _line(line: HelpLine) -> str:
    checked = f" {b.quiet(f'(checked {month_words(line.checked)})')}" if line.checked else ""
    return f"<li>{b.words(line.text)}{checked}</li>"


def _saved(state: LedgerState, body: Mapping[str, Any]) -> str:
    """The time of the last answer here: the balance check does not count as work in the rest of the record."""
    return b.saved(replace(state, last_at=str(body["at"]))) if body else ""
