"""Columns of record arrays: made from the rows of the plan, so that a new field of the plan is a new column.

How many numbers a column holds, where it is more than one, is known beforehand, so that types depend on no scenario.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, get_type_hints

import numpy as np

from cssim.dynamics.drivers import N_DRIVERS
from cssim.dynamics.growth import MOST_TERMS
from cssim.dynamics.incentives import MOST_POINTS
from cssim.dynamics.routing import MOST_PLACES
from cssim.plan.tables import N_REQUEST_TYPES, LawRow
from cssim.units import MONTHS_PER_YEAR

Field = tuple[str, Any] | tuple[str, Any, tuple[int, ...]]

_LENGTHS: Final = {
    "reference": N_DRIVERS,
    "promised": N_DRIVERS,
    "rates": N_REQUEST_TYPES,
    "paces": N_REQUEST_TYPES,
    "season": MONTHS_PER_YEAR,
    "logo_season": MONTHS_PER_YEAR,
    "landed_terms": MOST_TERMS,
    "landed_shares": MOST_TERMS,
    "landed_years": MOST_TERMS,
    "curve_at": MOST_POINTS,
    "curve_paid": MOST_POINTS,
    "pool_bounds": MOST_PLACES,
    "pool_lines": MOST_PLACES,
}
"""Columns of the plan that hold one number per driver, type of request, calendar month, length of contract, place."""


def columns_of(row: type[NamedTuple], *without: str) -> list[Field]:
    """Return the columns of a row of the plan: integers, floats, laws, and tuples of floats of a known length."""
    return [
        (name, np.float64, (_LENGTHS[name],)) if name in _LENGTHS else (name, _kind(kind))
        for name, kind in get_type_hints(row).items()
        if name not in without
    ]


def _kind(kind: Any) -> Any:
    if kind is LawRow:
        return LAW
    return np.int64 if kind is int else np.float64


def record(*fields: Field) -> Any:
    """Return the type of a record, whose fields are attributes in plain Python too."""
    return np.dtype((np.record, np.dtype(list(fields), align=True)))


def integers(*names: str) -> list[Field]:
    """Return integer columns."""
    return [(name, np.int64) for name in names]


def floats(*names: str) -> list[Field]:
    """Return float columns."""
    return [(name, np.float64) for name in names]


LAW: Final = record(*columns_of(LawRow))
