"""The compiled engine: the same stories as in :mod:`cssim.engine`, told over record arrays and compiled by Numba.

The stories have the names of those they retell (``accounts``, ``requests``, ``demand``, ``routes``, ``answers``,
``plays``, ``contacts``, ``handling``, ``desks``, ``months``, ``recorder``, ``calendar``, ``build``, ``simulate``).
What SimPy's objects do for themselves has files of its own: ``lines``, ``idle``, ``open_work``, ``acquaintances``,
``health``, ``traits``, ``draws``, ``facts``. ``rows`` has the tables, ``loop`` the order of things; ``bind``, ``warm``,
``sources`` and ``prefetch`` the compiler.

Rows are named by their index: ``i`` an account, ``k`` work, ``p`` a person, ``t`` a team. Columns whose name NumPy's
arrays keep for themselves are read as ``row["mean"]``.
"""

from __future__ import annotations

from importlib.util import find_spec


def installed() -> bool:
    """Return whether Numba is there (extra ``[fast]``); it is not imported."""
    return find_spec("numba") is not None
