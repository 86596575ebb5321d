"""Weighted least squares that says which effects the rows determine, and which they do not.

With indicators, a table often falls short of full rank: nobody rated low, two columns alike.
What is determined is then estimated all the same, and the rest is named. Robust covariances:
MacKinnon, J. G. & White, H. (1985). Some heteroskedasticity-consistent covariance matrix
estimators. Journal of Econometrics, 29(3), 305-325.
"""

from dataclasses import dataclass

import numpy as np

ROBUST = ("HC0", "HC1", "HC2", "HC3")
_SAME = 1e-8


@dataclass(frozen=True)
class LeastSquares:
    """A fit of columns to a response.

    Attributes
    ----------
    estimates : array, one per column
        Meaningless where `free`.
    free : array of bool, one per column
        Whether the rows leave this effect open.
    tangled : list of lists of int
        Columns that only go together, by place.
    on_one_row : array of bool, one per column
        Whether a row that nothing else explains decides the effect.
    freedom : int
        Rows less effects.
    r_squared : float
    """

    estimates: np.ndarray
    free: np.ndarray
    tangled: list[list[int]]
    on_one_row: np.ndarray
    freedom: int
    r_squared: float
    _reach: np.ndarray
    _left: np.ndarray
    _leverage: np.ndarray

    def covariance(self, robust: str | None) -> np.ndarray:
        """Return the covariance of the estimates; a row of leverage one adds nothing to it."""
        if robust is None:
            inverse = self._reach @ self._reach.T
            return np.asarray(inverse * (self._left @ self._left) / self.freedom)
        alone = self._leverage > 1 - _SAME
        room = np.where(alone, 1.0, 1 - self._leverage)
        rows = len(self._left)
        share = {
            "HC0": np.ones(rows),
            "HC1": np.full(rows, rows / self.freedom),
            "HC2": 1 / room,
            "HC3": 1 / room**2,
        }[robust]
        parts = self._reach * (self._left * np.sqrt(share) * ~alone)
        return np.asarray(parts @ parts.T)


def solve(columns: np.ndarray, response: np.ndarray, weights: np.ndarray) -> LeastSquares:
    """Return the weighted least-squares fit of `columns` (rows by effects) to `response`."""
    root = np.sqrt(weights / weights.mean())
    design, aim = columns * root[:, None], response * root
    sizes, directions = np.linalg.eigh(design.T @ design)
    firm = sizes > sizes.max() * 1e-10
    loose = directions[:, ~firm]
    inverse = (directions[:, firm] / sizes[firm]) @ directions[:, firm].T
    reach = inverse @ design.T
    estimates = reach @ aim
    left = aim - design @ estimates
    leverage = np.einsum("ij,ji->i", design, reach)
    centred = aim - root * (root @ aim) / (root @ root)
    return LeastSquares(
        estimates,
        np.abs(loose).max(axis=1, initial=0.0) > _SAME,
        _groups(np.abs(loose @ loose.T) > _SAME),
        (np.abs(reach[:, leverage > 1 - _SAME]) > _SAME).any(axis=1),
        len(aim) - int(firm.sum()),
        float(1 - left @ left / (centred @ centred)),
        reach,
        left,
        leverage,
    )


def _groups(moves_with: np.ndarray) -> list[list[int]]:
    found: list[list[int]] = []
    for row in moves_with:
        group = np.flatnonzero(row).tolist()
        if len(group) > 1 and not any(set(group) <= set(seen) for seen in found):
            found.append(group)
    return found
