"""The answers the Python API gives: the studies of ``results``, which can also draw themselves."""

from __future__ import annotations

from cssim.reporting.pictures import ComparisonPlots, ResultPlots
from cssim.results import studies


class Result(studies.Result):
    """One design over its runs: ``monthly``, ``ledger``, ``accounts``, ``summary()`` and ``plot``."""

    @property
    def plot(self) -> ResultPlots:
        """Pictures: ``result.plot.arr_bridge()``, ``result.plot.retained_fan()`` ..."""
        return ResultPlots(self)


class Comparison(studies.Comparison):
    """Designs side by side over the same runs: the tables of a result, ``verdict`` and ``plot``."""

    @property
    def plot(self) -> ComparisonPlots:
        """Pictures: ``comparison.plot.comparison()`` ..."""
        return ComparisonPlots(self)
