"""The answers the Python API gives: the studies of ``results``, which can also draw themselves."""

from __future__ import annotations

from cssim.reporting.pictures import AttributionPlots, ClaimsPlots, ComparisonPlots, ResultPlots
from cssim.results import claims_answer, studies, why


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


class Attribution(why.Attribution):
    """Two designs over the same runs: ``lines`` from one to the other, ``summary()``, ``frame()`` and ``plot``."""

    @property
    def plot(self) -> AttributionPlots:
        """Pictures: ``attribution.plot.bridge()``."""
        return AttributionPlots(self)


class Claims(claims_answer.Claims):
    """Practitioners' claims put to the test: ``findings``, ``verdicts``, ``summary()`` and ``plot``."""

    @property
    def plot(self) -> ClaimsPlots:
        """Pictures: ``claims.plot.along_dials()``."""
        return ClaimsPlots(self)
