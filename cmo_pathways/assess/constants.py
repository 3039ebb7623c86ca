"""The assumptions of the estimate: numbers on the scale of levels, all of them our own."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from cmo_pathways.content import Report, read_yaml
from cmo_pathways.scale import Mark


@dataclass(frozen=True, slots=True)
class Constants:
    """The assumptions of the estimate (mark E), in levels [0-5] unless a line says otherwise.

    ``prior_mean...`` is where a physician is expected before any answer, ``..._sd`` a scatter, ``half_life_...`` the
    age [years] at which something counts half. ``docs/estimate.md`` explains each of them.
    """

    prior_mean: float
    prior_mean_training: float
    prior_mean_practice: float
    prior_mean_first_leadership: float
    prior_mean_senior_leadership: float
    prior_mean_cmo: float
    prior_mean_responsibility_0: float
    prior_mean_responsibility_1: float
    prior_mean_responsibility_2: float
    prior_mean_responsibility_3: float
    prior_mean_responsibility_4: float
    prior_mean_responsibility_5: float
    general_sd: float
    general_sd_placed: float
    domain_sd: float
    own_sd: float
    lean_sd: float
    rating_sd_guess: float
    rating_sd_fairly: float
    rating_sd_sure: float
    signals_sd: float
    rater_sd: float
    rater_lean_sd: float
    group_lean_sd: float
    case_sd: float
    case_lean_sd: float
    case_floor: float
    case_span_per_difficulty: float
    evidence_sd_verified: float
    evidence_sd_own: float
    gain_sd: float
    half_life_self: float
    half_life_seen: float
    half_life_evidence: float

    def rating_sd(self, sureness: str | None) -> float:
        """The scatter of one self-rating [levels]: ``guess``, ``fairly`` or ``sure``; without a word, a guess."""
        sds = {"fairly": self.rating_sd_fairly, "sure": self.rating_sd_sure}
        return sds.get(sureness or "", self.rating_sd_guess)

    def expected_at(self, *, responsibility: int | None = None, stage: str | None = None) -> float:
        """The level [0-5] expected before any answer at a responsibility [0-5] or else a career stage."""
        if responsibility is not None:
            return float(getattr(self, f"prior_mean_responsibility_{responsibility}"))
        return float(getattr(self, f"prior_mean_{(stage or '').replace('-', '_')}", self.prior_mean))


def uncorrelated(constants: Constants) -> Constants:
    """The same spread of levels in a world where one competency says nothing about another."""
    total = constants.general_sd**2 + constants.domain_sd**2 + constants.own_sd**2
    return replace(constants, general_sd=0.0, general_sd_placed=0.0, domain_sd=0.0, own_sd=total**0.5)


def read_constants(file: Path, report: Report) -> Constants | None:
    """The assumptions from ``data/framework/estimate.yaml``; faults are noted in the report."""
    record = read_yaml(file, report)
    if record is None:
        return None
    record.identifier(), record.text("version")
    if record.mark("mark") is not Mark.ASSUMPTION:
        record.problem("E-MARK", "no source gives these numbers on this scale - the mark of each is E", "mark")
    found = {}
    for key in (field.name for field in fields(Constants)):
        value = record.number(key)
        if value is None or value <= 0:
            record.problem("E-RANGE", f"{key} needs a number above 0", key)
            value = 1.0
        found[key] = value
    record.done()
    return Constants(**found)
