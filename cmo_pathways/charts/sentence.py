"""Names of competencies inside the sentence that stands above a chart."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.charts.typeface import clean


def lower(label: str) -> str:
    """The label inside a sentence: EHR and AI keep their capitals."""
    label = clean(label)
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def listed(labels: Sequence[str]) -> str:
    """The labels as they stand: ``a``, ``a and b``, ``a, b and c``."""
    return labels[0] if len(labels) == 1 else ", ".join(labels[:-1]) + " and " + labels[-1]
