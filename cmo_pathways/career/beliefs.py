"""What is often said about the way to the CMO post, and what the facts say."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.career.model import Source
from cmo_pathways.career.rows import once
from cmo_pathways.content import Record, Report, read_yaml

VERDICTS = {
    "wrong": "wrong",
    "partly-wrong": "partly wrong",
    "overstated": "overstated",
    "oversimplified": "oversimplified",
    "incomplete": "right, but incomplete",
    "mixed": "mixed evidence",
    "mostly-right": "mostly right",
    "not-confirmed": "not confirmed",
    "missing": "leaves something out",
}
"""Each verdict with its words for a reader."""


@dataclass(frozen=True, slots=True)
class Belief:
    """A common belief, the verdict on it, and the facts; ``figures`` and ``steps`` are where these stand."""

    id: str
    belief: str
    verdict: str
    facts: str
    sources: tuple[str, ...]
    figures: tuple[str, ...]
    steps: tuple[str, ...]

    @property
    def verdict_words(self) -> str:
        """The verdict as a reader sees it."""
        return VERDICTS[self.verdict]


def read_beliefs(
    file: Path, report: Report, steps: Collection[str], figures: Collection[str], sources: Mapping[str, Source]
) -> Mapping[str, Belief]:
    """The beliefs of ``beliefs.yaml`` by id; faults go into the report."""
    top = read_yaml(file, report)
    if top is None:
        return {}
    pairs = [(_belief(record), record) for record in top.records("beliefs")]
    top.done()
    for belief, record in pairs:
        for key, ids, known, table in (
            ("steps", belief.steps, steps, "steps.csv"),
            ("figures", belief.figures, figures, "data/figures"),
            ("sources", belief.sources, sources, "sources.yaml"),
        ):
            for id in ids:
                if id not in known:
                    code = "E-SOURCE" if key == "sources" else "E-STEP" if key == "steps" else "E-FIGURE"
                    record.problem(code, f'{key} "{id}" is not in {table} - add it or mend the id', key)
        if re.search(r"\d", belief.facts) and not belief.sources:
            record.problem("E-SOURCE", f'the facts of "{belief.id}" hold a number without a source - name it', "facts")
    return {belief.id: belief for belief, _ in once(pairs)}


def _belief(record: Record) -> Belief:
    belief = Belief(
        id=record.identifier(),
        belief=record.text("belief"),
        verdict=record.choice("verdict", VERDICTS),
        facts=record.text("facts"),
        sources=record.texts("sources", required=False),
        figures=record.texts("figures", required=False),
        steps=record.texts("steps", required=False),
    )
    record.done()
    return belief
