"""The same posterior for many learners at once: for simulation studies and cohorts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]
    Counts: TypeAlias = NDArray[np.intp]


def score_many(mean: Array, cov: Array, rows: Array, values: Array, sds: Array) -> tuple[Array, Array]:
    """The posterior mean, shape (learners, n), and covariance, shape (learners, n, n), of many learners.

    Parameters: mean, shape (n,) or (learners, n), and cov, shape (n, n), of the prior; rows, shape (m, n): what each
    of m observations adds up; values and sds [levels], shape (learners, m); a value of NaN was not observed.
    """
    import numpy as np

    seen = ~np.isnan(values)
    weights = np.where(seen, 1 / np.broadcast_to(sds, values.shape) ** 2, 0.0)
    start = np.broadcast_to(mean, (len(values), cov.shape[0]))
    off = np.where(seen, values, 0.0) - start @ rows.T
    precision = np.linalg.inv(cov) + np.einsum("lm,mi,mj->lij", weights, rows, rows, optimize=True)
    after = np.linalg.inv(precision)
    return start + np.einsum("lij,lj->li", after, (weights * off) @ rows), after


def rate_many(mean: Array, cov: Array, which: Counts, values: Array, sds: Array) -> tuple[Array, Array]:
    """One more self-rating for each learner: the mean, shape (learners, n), and covariance after it.

    Parameters: mean, shape (learners, n), and cov, shape (learners, n, n), with the lean in the last place; which,
    shape (learners,): the competency asked; values and sds [levels], shape (learners,); NaN leaves a learner as is.
    """
    import numpy as np

    learner = np.arange(len(mean))
    toward = cov[learner, :, which] + cov[:, :, -1]
    variance = toward[learner, which] + toward[:, -1] + sds**2
    given = ~np.isnan(values)
    gain = np.where(given[:, None], toward / variance[:, None], 0.0)
    off = np.where(given, values, 0.0) - mean[learner, which] - mean[:, -1]
    return mean + gain * off[:, None], cov - gain[:, :, None] * toward[:, None, :]
