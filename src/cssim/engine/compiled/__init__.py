"""The compiled engine: the same stories as in :mod:`cssim.engine`, told over record arrays and compiled by Numba.

A file here has the name of the one it retells. Rows are named by their index: ``i`` an account, ``k`` work, ``p`` a
person, ``t`` a team. Columns whose name NumPy's arrays keep for themselves are read as ``row["mean"]``.
"""

from __future__ import annotations

from importlib.util import find_spec


def installed() -> bool:
    """Return whether Numba is there (extra ``[fast]``); it is not imported."""
    return find_spec("numba") is not None
