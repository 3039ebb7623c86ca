"""How far two raters of memos agree, criterion by criterion, in numbers with intervals and in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from cmo_pathways.analytics.agreement import (
    ICC_BANDS,
    Agreement,
    agreement_of_pairs,
    band,
    raters_needed,
    spearman_brown,
)
from cmo_pathways.cohort.rubric import LEVELS, Criterion
from cmo_pathways.cohort.scoring import Scores

FEW = "too few memos to say"
WIDE = "the interval is too wide to say"
ALIKE = "no two memos differ"
AT_LEAST = "moderate or better"
PROJECTED = (2, 3, 4)
"""Numbers of raters for which the reliability of their mean is worked out."""


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """Two raters on one criterion, or on all of them together (``id`` is then empty).

    ``memos`` is how many both scored, ``judgments`` how many pairs of levels that makes, ``same`` and ``near`` how
    many of those are equal, or at most one level apart. The coefficients are None where the memos are too few. The
    one that speaks is ICC(2,1), and ``word`` says what it amounts to: a band, or why nothing can be said.
    """

    id: str
    name: str
    memos: int
    judgments: int
    same: int
    near: int
    kappa: Agreement | None
    icc: Agreement | None
    icc_mean: Agreement | None
    ac2: Agreement | None
    word: str

    @property
    def percent(self) -> float | None:
        """Judgments on which both gave the same level [% of all]; None where there are none."""
        return 100 * self.same / self.judgments if self.judgments else None


@dataclass(frozen=True, slots=True)
class MemoAgreement:
    """The agreement of two raters on the memos that both handed in.

    ``projected`` gives (raters, reliability of their mean) from the overall ICC(2,1) by Spearman and Brown, empty
    where nothing can be said; ``needed`` the raters for a reliability of 0.70, our assumption. ``too_few`` is the
    number of memos below which no coefficient is given; ``seed`` and ``draws`` are those of the bootstrap.
    """

    criteria: tuple[CriterionAgreement, ...]
    overall: CriterionAgreement
    projected: tuple[tuple[int, float], ...]
    needed: int | None
    too_few: int
    seed: int
    draws: int
    confidence: float


def agreement_of(
    scores: Scores,
    memos: Iterable[str],
    criteria: Sequence[Criterion],
    *,
    too_few: int,
    seed: int,
    draws: int = 2000,
    confidence: float = 0.95,
) -> MemoAgreement:
    """The agreement on these memos before anything was talked over.

    A memo counts where both raters gave a level on each criterion. Intervals are percentile bootstraps over memos.
    """
    pairs = [row for memo in memos if (row := _pairs(scores, memo, criteria))]
    of = partial(_of, too_few=too_few, seed=seed, draws=draws, confidence=confidence)
    each = tuple(of(one.id, one.name, [[row[at]] for row in pairs]) for at, one in enumerate(criteria))
    overall = of("", criteria[0].name if len(criteria) == 1 else "All criteria", pairs)
    one = overall.icc.value if overall.icc is not None else None
    projected = tuple((k, spearman_brown(one, k)) for k in PROJECTED) if one is not None and one > 0 else ()
    return MemoAgreement(each, overall, projected, raters_needed(one), too_few, seed, draws, confidence)


def agreement_sentence(found: MemoAgreement) -> str:
    """What the agreement amounts to, for a colleague: "Two raters agree well on decision; moderately on people"."""
    if found.overall.memos < found.too_few:
        return f"Too few memos to say how far two raters agree: both scored {found.overall.memos}"
    parts = found.criteria if len(found.criteria) > 1 else (found.overall,)
    agree = _phrases(parts, _AGREE)
    said = [f"two raters agree {'; '.join(agree)}"] if agree else []
    sentence = "; ".join((*said, *_phrases(parts, _SILENT)))
    return sentence[:1].upper() + sentence[1:]


def _pairs(scores: Scores, memo: str, criteria: Sequence[Criterion]) -> list[tuple[float, float]]:
    if not scores.is_paired(memo):
        return []
    first, second = (score.levels for score in scores.handed_in(memo))
    if any(one.id not in first or one.id not in second for one in criteria):
        return []
    return [(float(first[one.id]), float(second[one.id])) for one in criteria]


def _of(
    id: str,
    name: str,
    pairs: list[list[tuple[float, float]]],
    *,
    too_few: int,
    seed: int,
    draws: int,
    confidence: float,
) -> CriterionAgreement:
    flat = [pair for row in pairs for pair in row]
    same, near = (sum(abs(a - b) <= by for a, b in flat) for by in (0, 1))
    counts = (id, name, len(pairs), len(flat), same, near)
    if len(pairs) < too_few:
        return CriterionAgreement(*counts, None, None, None, None, FEW)
    found = agreement_of_pairs(pairs, categories=LEVELS, seed=seed, draws=draws, confidence=confidence)
    icc = found["icc"]
    return CriterionAgreement(*counts, found["kappa"], icc, found["icc_mean"], found["ac2"], _word(icc))


def _word(icc: Agreement) -> str:
    """The band of both ends of the interval; over more than two bands, what the lower end still allows to say."""
    if not icc.defined:
        return ALIKE
    if icc.low is None:
        return WIDE
    word = band(icc, ICC_BANDS)
    if word != "too few to say":
        return word
    return AT_LEAST if icc.low >= ICC_BANDS[1][0] else WIDE


_AGREE = (
    ("well on {}", ("good", "excellent", "good to excellent")),
    ("at least moderately on {}", (AT_LEAST, "moderate to good")),
    ("moderately on {}", ("moderate",)),
    ("poorly on {}", ("poor", "poor to moderate")),
)
_SILENT = (
    ("the interval is too wide to say on {}", (WIDE,)),
    ("all memos stand at one level on {}", (ALIKE,)),
    ("too few memos to say on {}", (FEW,)),
)


def _phrases(parts: Iterable[CriterionAgreement], phrases: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    # Names hold an "and" of their own, so that commas alone part them.
    given = tuple(parts)
    named = [(words, [_small(one.name) for one in given if one.word in belongs]) for words, belongs in phrases]
    return [words.format(", ".join(names)) for words, names in named if names]


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
