"""A product that grows."""

from __future__ import annotations

from typing import NamedTuple


class ModuleRow(NamedTuple):
    """New modules appear ``module_rate`` times a year (0: never), and each raises the potential ARR of those who have
    the product it belongs to by the share ``module_raise``."""

    module_rate: float = 0.0
    module_raise: float = 0.0
