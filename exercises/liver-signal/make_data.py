"""Makes cleaning.csv, strata.csv, months.csv and patients.csv of this case: invented data, the same bytes every time.

Run it with ``python make_data.py``; it writes beside itself. Nothing here describes a real drug, company or patient.

What is planted, so that a facilitator and a test know the truth:
- Reports on one drug for rheumatoid arthritis and on all other drugs for the same disease. A report holds liver
  injury more often when the patient also takes methotrexate, whatever the other drug.
- Without methotrexate a report on the drug holds liver injury three times as often as one on the others; with
  methotrexate hardly more often, because the background hides it. All reports together lie in between.
- Users of the drug take methotrexate only a little more often than users of the others, so that it cannot explain the
  excess; it covers it.
- Nine liver reports came in twice (physician and pharmacy), and other reports on the drug as well.
- An article in March brings a wave of liver reports on the drug: more reports, no more injury. The excess without
  methotrexate was there before the wave.
- The patients without methotrexate fell ill in weeks 5 to 11 and mostly recovered when the drug was stopped.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import NamedTuple

SEED = 63
DRUG, OTHERS = 560, 42_000
METHOTREXATE, OTHERS_METHOTREXATE = 0.46, 0.40
LIVER = {("drug", True): 0.052, ("drug", False): 0.024, ("others", True): 0.042, ("others", False): 0.0095}
MONTHS = ("2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05")
HEAD = "reports,drug_liver,drug_other,others_liver,others_other"
WAVE, FROM = 9, 6
TWICE_LIVER, TWICE_OTHER = 9, 31


class Report(NamedTuple):
    """One report after duplicates: month, methotrexate or not, liver injury or not."""

    month: int
    methotrexate: bool
    liver: bool


def build(seed: int = SEED) -> dict[str, str]:
    """File name -> text of the four tables for one seed."""
    rng = random.Random(seed)
    drug = [_report(rng, "drug", METHOTREXATE) for _ in range(DRUG)]
    drug += [Report(rng.randint(FROM, 8), rng.random() < METHOTREXATE, True) for _ in range(WAVE)]
    others = [_report(rng, "others", OTHERS_METHOTREXATE) for _ in range(OTHERS)]
    before = [[r for r in part if r.month < FROM] for part in (drug, others)]
    strata = [[[r for r in part if r.methotrexate == taken] for part in (drug, others)] for taken in (True, False)]
    cleaning = [
        _row("as received", drug, others, TWICE_LIVER, TWICE_OTHER),
        _row("duplicates out", drug, others),
        _row("duplicates out, before the article", *before),
    ]
    split = [_row(f"{name} methotrexate", *parts) for name, parts in zip(("with", "without"), strata, strict=True)]
    split.append(
        _row("without methotrexate, before the article", *([r for r in p if not r.methotrexate] for p in before))
    )
    months = [(month, sum(r.liver and r.month == i for r in drug), sum(r.month == i for r in drug))
              for i, month in enumerate(MONTHS)]  # fmt: skip
    patients = [_patient(rng, r) for r in sorted(r for r in drug if r.liver and not r.methotrexate)]
    return {
        "cleaning.csv": _text(HEAD, cleaning),
        "strata.csv": _text(HEAD, split),
        "months.csv": _text("month,liver,reports", months),
        "patients.csv": _text("received,week_of_onset,jaundice,drug_stopped,recovered", patients),
    }


def _report(rng: random.Random, who: str, share: float) -> Report:
    methotrexate = rng.random() < share
    return Report(rng.randrange(len(MONTHS)), methotrexate, rng.random() < LIVER[who, methotrexate])


def _row(name: str, drug: list[Report], others: list[Report], liver: int = 0, other: int = 0) -> tuple[object, ...]:
    ill, ill_others = sum(r.liver for r in drug), sum(r.liver for r in others)
    return f'"{name}"', ill + liver, len(drug) - ill + other, ill_others, len(others) - ill_others


def _patient(rng: random.Random, report: Report) -> tuple[object, ...]:
    stopped = rng.random() < 0.8
    recovered = "unknown" if rng.random() < 0.2 else ("yes" if stopped else "no")
    return MONTHS[report.month], rng.randint(5, 11), _yes(rng.random() < 0.25), _yes(stopped), recovered


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def _text(head: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([head, *(",".join(str(cell) for cell in row) for row in rows)]) + "\n"


if __name__ == "__main__":
    for name, text in build().items():
        Path(__file__).with_name(name).write_text(text, encoding="utf-8", newline="\n")
