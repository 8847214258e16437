"""A product that grows."""

from __future__ import annotations

from typing import Final, NamedTuple

ASKED_FOR: Final = 1
"""Kind of a module that appears because somebody is to grow."""
MODULE_KINDS: Final = (0, ASKED_FOR)


class ModuleRow(NamedTuple):
    """New modules appear ``module_rate`` times a year (0: never), and each raises the potential ARR of those who have
    the product it belongs to by the share ``module_raise``. While there is a growth target others appear as well,
    ``module_asked`` times a year."""

    module_rate: float = 0.0
    module_raise: float = 0.0
    module_asked: float = 0.0
