"""What has to be renewed and when: license, certification and credentials, from the dates that the learner gave."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError
from cmo_pathways.scale import Mark

RENEWALS = "data/post/renewals.yaml"
_SINCE = re.compile(r"(\d{4})(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class RenewalRule:
    """What is renewed every ``years`` [years, 1-10]; ``low`` and ``high`` differ by place.

    ``times`` is how often at most, 0 for as long as one practices."""

    step: str
    name: str
    years: int
    low: int
    high: int
    asks: str
    mark: Mark
    sources: tuple[str, ...]
    times: int = 0

    @property
    def varies(self) -> bool:
        """True where the period differs by place, so that the learner has to say which holds."""
        return self.low != self.high


@dataclass(frozen=True, slots=True)
class RenewalRules:
    """All rules, and how many months [months] ahead to warn."""

    warn_months: int
    rules: tuple[RenewalRule, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """One renewal with its dates; ``due`` are the months (first of the month) from today on, nearest first.

    ``since`` is what the learner gave (``2019`` or ``2019-07``), empty where nothing is known; ``by_month`` is False
    where only a year is known, so that each date is the beginning of its year. ``soon`` says that a warning is due.
    """

    rule: RenewalRule
    years: int
    since: str
    by_month: bool
    due: tuple[date, ...]
    soon: bool


def renewals_of(
    rules: RenewalRules,
    since: Mapping[str, str | None],
    today: date,
    *,
    periods: Mapping[str, int] | None = None,
    ahead: int = 6,
) -> tuple[Renewal, ...]:
    """The renewals in the next ``ahead`` [years], nearest first; those without a date come last.

    ``since`` holds, by step, when it began or was last renewed; ``periods`` [years] the learner's own period where it
    differs by place. Every period before today counts as renewed in time.
    """
    found = [_renewal(rule, since.get(rule.step) or "", today, periods or {}, ahead, rules) for rule in rules.rules]
    order = {rule.step: at for at, rule in enumerate(rules.rules)}
    return tuple(sorted(found, key=lambda r: (r.due[0] if r.due else date.max, order[r.rule.step])))


def _renewal(
    rule: RenewalRule, since: str, today: date, periods: Mapping[str, int], ahead: int, rules: RenewalRules
) -> Renewal:
    years = periods.get(rule.step, rule.years) if rule.varies else rule.years
    match = _SINCE.fullmatch(since)
    if not match:
        return Renewal(rule, years, "", False, (), False)
    first, month, due = int(match[1]), int(match[2] or 1), []
    now = (today.year, today.month if match[2] else 1)
    last = first + years * rule.times if rule.times else today.year + ahead
    for year in range(first + years, min(last, today.year + ahead) + 1, years):
        if (year, month) >= now:
            due.append(date(year, month, 1))
    away = (due[0].year - today.year) * 12 + due[0].month - today.month if due else rules.warn_months + 1
    return Renewal(rule, years, since, bool(match[2]), tuple(due), away <= rules.warn_months)


@lru_cache(maxsize=4)
def load_renewals(root: Path | None = None) -> RenewalRules:
    """The shipped rules. Raises ContentError with every fault."""
    report = Report(root or content_root())
    found = read_renewals(report.root / RENEWALS, report)
    if found is None or report.errors:
        raise ContentError(report.errors)
    return found


def read_renewals(
    file: Path,
    report: Report,
    *,
    steps: Collection[str] | None = None,
    cycles: Mapping[str, float] | None = None,
    sources: Collection[str] | None = None,
) -> RenewalRules | None:
    """The rules from their file, or None; faults are noted.

    ``cycles`` [years] are the steps whose years are a cycle: each needs a rule of the same period. Unknown steps and
    sources are noted where the known ones are given.
    """
    top = read_yaml(file, report)
    if top is None:
        return None
    top.identifier(), top.integer("version", 1, 99)
    warn = top.integer("warn_months", 1, 24)
    rules = tuple(_rule(record, steps, cycles or {}, sources) for record in top.records("renewals"))
    top.done()
    for step in sorted(set(cycles or {}) - {rule.step for rule in rules}):
        top.problem("E-CYCLE", f'the step "{step}" is a cycle and has no renewal - add one', "renewals")
    return RenewalRules(warn, rules)


def _rule(
    record: Record, steps: Collection[str] | None, cycles: Mapping[str, float], sources: Collection[str] | None
) -> RenewalRule:
    rule = RenewalRule(
        step=record.identifier("step"),
        name=record.text("name"),
        years=record.integer("years", 1, 10),
        low=record.integer("low", 1, 10),
        high=record.integer("high", 1, 10),
        asks=record.text("asks"),
        mark=record.mark("mark"),
        sources=record.texts("sources"),
        times=record.integer("times", 1, 9) if "times" in record else 0,
    )
    record.done()
    if not rule.low <= rule.years <= rule.high:
        record.problem("E-RANGE", f"{rule.years} years is not between {rule.low} and {rule.high} - agree", "years")
    if rule.step in cycles and cycles[rule.step] != rule.years:
        told = f"steps.csv says {cycles[rule.step]:g} years, this file {rule.years}"
        record.problem("E-CYCLE", f"{told} - agree", "years")
    if steps is not None and rule.step not in steps:
        record.problem("E-STEP", f'"{rule.step}" is not in steps.csv - mend the id', "step")
    for id in rule.sources:
        if sources is not None and id not in sources:
            record.problem("E-SOURCE", f'"{id}" is not in sources.yaml - add it there or mend the id', "sources")
    return rule
