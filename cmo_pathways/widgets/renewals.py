"""Renewals: license, certification and credentials on a line of years, from the dates that the learner gives."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from cmo_pathways.career import Renewal, RenewalRules, load_renewals, renewals_of
from cmo_pathways.charts import RenewalRow, chart_html, renewal_chart
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.reading_room import Shelf

_PLACE = "renewals"
_AHEAD = 6  # [years]
_DATE = re.compile(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?")
_CHECK = "Each period before today counts as renewed in time. The body that issues the paper has the last word."


class Renewals:
    """The second screen of lesson 09; a date is an event of kind ``step``, as on the career pathways."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._rules: RenewalRules = load_renewals()
        self._shelf = Shelf(journey.catalogue)
        self._focus = ""

    def view(self) -> dict[str, Any]:
        """The line of years with its warnings, the table of what is asked, and the form of the dates."""
        state, today = self._journey.state(), self._journey.clock().date()
        found = self._found(state, today)
        dated = [renewal for renewal in found if renewal.due]
        read = self._shelf.blocks(("back", "Renewals")) if self._shelf.open else []
        return {
            "label": "Renewals",
            "page": "renewals",
            "focus": self._focus,
            "head": {"where": "Renewals", "aside": f"{len(dated)} of {len(found)} dated"},
            "blocks": read or [*self._line(found, today), self._table(found), self._form(found)],
            "saved": b.saved(state),
        }

    def change(self, name: str, value: Any) -> None:
        """Record a date or a period, or open a page. Raises LearnerError for what is no date."""
        self._focus = ""
        verb, _, step = name.partition(":")
        if verb == "read":
            self._focus = str(value)
            if value == "back":
                self._shelf.close()
            else:
                self._shelf.read(str(value))
        elif step in {rule.step for rule in self._rules.rules}:
            if verb == "since":
                self._since(step, str(value).strip())
            elif verb == "period":
                periods = self._periods(self._journey.state())
                self._journey.record("place", _PLACE, {"periods": {**periods, step: int(value)}})

    def press(self, name: str) -> None:
        """There are no buttons here."""

    def _since(self, step: str, text: str) -> None:
        if text and not _DATE.fullmatch(text):
            if len(text) < 4:
                return  # still typing
            raise LearnerError(f'"{text}" is not a date. Write a year such as 2024, or a month such as 2024-07.')
        today = self._journey.clock().date()
        if text > f"{today:%Y-%m}":
            raise LearnerError(f'"{text}" lies ahead. Write when it began or was last renewed; the next date follows.')
        if text or step in self._journey.state().steps:
            self._journey.record("step", step, {"held": True, "since": text or None})

    def _periods(self, state: LedgerState) -> dict[str, int]:
        kept = state.of("place").get(_PLACE, {}).get("periods")
        return {str(k): int(v) for k, v in kept.items() if isinstance(v, int)} if isinstance(kept, dict) else {}

    def _found(self, state: LedgerState, today: date) -> tuple[Renewal, ...]:
        since = {id: step.since for id, step in state.steps.items() if step.held}
        return renewals_of(self._rules, since, today, periods=self._periods(state), ahead=_AHEAD)

    def _line(self, found: tuple[Renewal, ...], today: date) -> list[b.Block]:
        dated = [renewal for renewal in found if renewal.due]
        if not dated:
            text = "Write when one of them began or was last renewed; a year is enough. The line follows at once."
            return [b.title("What you have to renew, and when"), b.note("No date yet.", text)]
        rows = [RenewalRow(r.rule.name, r.due, _first(r), _period(r), r.soon) for r in dated]
        chart = renewal_chart(rows, today=today, years=_AHEAD, source=_CHECK)
        soon = [f"{r.rule.name}, {_first(r)}" for r in dated if r.soon]
        warn = f"Within {self._rules.warn_months} months: {'; '.join(soon)}. Ask now what is missing for it."
        note = [b.note("Renew soon.", warn, tone="trouble")] if soon else []
        return [*note, b.markup(chart_html(chart, heading=2), key="line")]

    def _table(self, found: tuple[Renewal, ...]) -> b.Block:
        rows = []
        for renewal in found:
            rule = renewal.rule
            span = f"{rule.low} to {rule.high} years by state" if rule.varies else f"{rule.years} years"
            cited = " ".join(b.link(id, id) for id in rule.sources)
            support = f"{b.quiet(f'({rule.mark.words}')} {cited}{b.quiet(')')}"
            rows.append(
                (b.link(rule.step, rule.name), f"{b.words(span)} {support}", b.words(rule.asks), _next(renewal))
            )
        return b.table(("What", "Every", "What it asks for", "Next"), rows)

    def _form(self, found: tuple[Renewal, ...]) -> b.Block:
        since = {renewal.rule.step: renewal for renewal in found}
        fields: list[b.Block] = []
        for rule in self._rules.rules:
            renewal = since[rule.step]
            label = f"{rule.name}: began or last renewed"
            inside = [b.field(f"since:{rule.step}", label, renewal.since, hint="Year or month, such as 2024-07")]
            if rule.varies:
                options = [(str(n), f"{n} year{'' if n == 1 else 's'}") for n in range(rule.low, rule.high + 1)]
                inside.append(b.select(f"period:{rule.step}", "Period in your state", options, str(renewal.years)))
            fields.append(b.group(f"own-{rule.step}", *inside))
        opened = not any(renewal.due for renewal in found)
        return b.details("dates", "Your dates", b.group("dates", *fields, style="form"), open=opened)


def _first(renewal: Renewal) -> str:
    day = renewal.due[0]
    return f"{day:%B} {day.year}" if renewal.by_month else f"in {day.year}"


def _next(renewal: Renewal) -> str:
    if not renewal.due:
        return b.quiet("no date given")
    return b.strong(_first(renewal)) if renewal.soon else b.words(_first(renewal))


def _period(renewal: Renewal) -> str:
    return f"{renewal.years} year{'' if renewal.years == 1 else 's'}"
