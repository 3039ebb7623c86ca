"""The levels of a class as a table, and the questions asked of it; written once for pandas, polars and other tables.

One row is one person's level in one competency. Counts per competency and level are formed first, so that quantiles
are exact and come out alike everywhere. The column of the level is called ``rated``: ``level`` has a meaning of its own
inside pandas.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from cmo_pathways.cohort.share import Share
from cmo_pathways.errors import LearnerError

ENGINES = ("pandas", "polars")
COLUMNS = ("learner", "stage", "competency", "moment", "rated")
NO_STAGE = "not-shared"


def level_frame(shares: Sequence[Share], *, engine: str = "pandas") -> Any:
    """One row per person and competency: the estimated level of the share, rounded to whole levels [0-5].

    Columns: learner (token), stage (career stage, ``not-shared`` where it was kept back), competency (id), moment
    (``now``), rated. ``engine`` is ``pandas``, or ``polars`` where the extra ``fast`` is installed.
    Raises LearnerError for another engine or one that is not installed.
    """
    rows = [
        (share.learner, share.stage or NO_STAGE, one.competency, "now", whole_level(one.level))
        for share in shares
        for one in share.levels
    ]
    columns = {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}
    return frame_of(columns, engine=engine)


def frame_of(columns: Mapping[str, Sequence[Any]], *, engine: str = "pandas") -> Any:
    """A table of the engine from columns of equal length. Raises LearnerError as ``level_frame`` does."""
    if engine not in ENGINES:
        raise LearnerError(f'There is no engine "{engine}". Use pandas or polars.')
    try:
        library = import_module(engine)
    except ImportError as error:
        raise LearnerError(f"{engine} is not installed. Install cmo-pathways[fast], or use pandas.") from error
    return library.DataFrame({name: list(values) for name, values in columns.items()})


def level_counts(frame: Any, *, by: Sequence[str] = ("competency",)) -> Any:
    """How many rows per group and level: the columns of ``by``, ``rated`` and ``n``, in this order of rows."""
    import narwhals as nw

    keys = [*by, "rated"]
    return nw.from_native(frame).group_by(keys).agg(nw.len().alias("n")).sort(keys).to_native()


def level_means(frame: Any, *, by: Sequence[str] = ("competency",)) -> Any:
    """The mean level [0-5] and the number of rows ``n`` per group, ordered by group."""
    import narwhals as nw

    counted = nw.from_native(level_counts(frame, by=by)).with_columns((nw.col("rated") * nw.col("n")).alias("sum"))
    grouped = counted.group_by(list(by)).agg(nw.col("sum").sum(), nw.col("n").sum())
    return grouped.select(*by, (nw.col("sum") / nw.col("n")).alias("mean"), "n").sort(list(by)).to_native()


def level_quantile(frame: Any, share: float, *, by: Sequence[str] = ("competency",)) -> Any:
    """The least level [0-5] that at least ``share`` [above 0, at most 1] of a group's rows do not exceed, per group."""
    return _quantile(level_counts(frame, by=by), share, list(by)).to_native()


def at_target(frame: Any, targets: Any) -> Any:
    """How many rows per competency reach the target, ``met``, of ``n``; ``targets`` has competency and target."""
    import narwhals as nw

    counted = nw.from_native(level_counts(frame)).join(nw.from_native(targets), on="competency", how="inner")
    met = nw.when(nw.col("rated") >= nw.col("target")).then(nw.col("n")).otherwise(nw.lit(0)).alias("met")
    grouped = counted.with_columns(met).group_by("competency").agg(nw.col("met").sum(), nw.col("n").sum())
    return grouped.sort("competency").to_native()


def paired_change(frame: Any, *, first: str, second: str) -> Any:
    """The mean change [levels] and the number of people ``n`` per competency, of those rated at both moments."""
    import narwhals as nw

    keys = ["learner", "competency"]
    whole = nw.from_native(frame)
    one, two = (
        whole.filter(nw.col("moment") == moment).select(*keys, nw.col("rated").alias(name))
        for moment, name in ((first, "was"), (second, "is"))
    )
    both = one.join(two, on=keys, how="inner").with_columns((nw.col("is") - nw.col("was")).alias("change"))
    grouped = both.group_by("competency").agg(nw.col("change").mean(), nw.len().alias("n"))
    return grouped.sort("competency").to_native()


def stage_norms(frame: Any, *, smallest: int) -> Any:
    """Quartiles of the level per career stage and competency, only where ``smallest`` people or more stand behind.

    Columns: stage, competency, n, q1, median, q3.
    """
    import narwhals as nw

    by = ["stage", "competency"]
    counted = level_counts(frame, by=by)
    found = nw.from_native(counted).group_by(by).agg(nw.col("n").sum()).filter(nw.col("n") >= smallest)
    for name, share in (("q1", 0.25), ("median", 0.5), ("q3", 0.75)):
        found = found.join(_quantile(counted, share, by).rename({"quantile": name}), on=by, how="left")
    return found.sort(by).to_native()


def rows_of(frame: Any) -> list[tuple[Any, ...]]:
    """The rows of a table as plain values, whatever library holds it."""
    import narwhals as nw

    return list(nw.from_native(frame).iter_rows())


def whole_level(level: float) -> int:
    """A level [0-5] rounded to the nearest whole level, halves upward."""
    return min(5, max(0, int(level + 0.5)))


def _quantile(counted: Any, share: float, keys: list[str]) -> Any:
    import narwhals as nw

    running = nw.from_native(counted).with_columns(
        nw.col("n").cum_sum().over(*keys, order_by="rated").alias("upto"), nw.col("n").sum().over(*keys).alias("all")
    )
    # Whole counts against a rounded product: 0.1 + 0.2 must not decide which level is the median.
    reached = running.filter(nw.col("upto") >= (nw.col("all") * share - 1e-9))
    return reached.group_by(keys).agg(nw.col("rated").min().alias("quantile")).sort(keys)
