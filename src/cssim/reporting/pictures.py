"""The pictures of a study: ``comparison.plot.comparison()`` and the like end here.

Each function takes a Result or a Comparison, returns a matplotlib figure and saves nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cssim.reporting import claims_picture, figures, gather, theme, waterfall
from cssim.reporting.gather import Study
from cssim.reporting.words import decision_unit, decision_words
from cssim.results.claims_answer import Claims
from cssim.results.studies import Comparison
from cssim.results.why import Attribution

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def comparison(study: Comparison) -> Figure:
    """Draw each design's difference from the baseline, with its range and verdict."""
    what = decision_words(study.decision)
    rows = gather.difference_views(study)
    title = what[0].upper() + what[1:]
    return figures.comparison(rows, study.decision.minimum_difference, title, decision_unit(study))


def arr_bridge(study: Study) -> Figure:
    """Draw how opening ARR becomes closing ARR, one panel per design."""
    return figures.arr_bridge([gather.bridge_view(one) for one in gather.results_of(study)], gather.currency_of(study))


def retained_fan(study: Study) -> Figure:
    """Draw retained ARR month by month with its range of outcomes, one panel per design."""
    return figures.retained_fan([gather.fan_view(one) for one in gather.results_of(study)], gather.currency_of(study))


def load_and_waits(study: Study) -> Figure:
    """Draw utilization and waits of each team in the last year, one dot per design."""
    return figures.load_and_waits(gather.load_views(gather.results_of(study)))


def attribution(found: Attribution) -> Figure:
    """Draw how the ARR of one design becomes that of another, step by step."""
    return waterfall.steps(gather.step_views(found), gather.steps_title(found, found.months), found.labels.currency)


def along_dials(found: Claims) -> Figure:
    """Draw claims along the doubtful numbers they were looked at over, one panel each."""
    return claims_picture.along_dials(claims_picture.panels(found.findings))


def save(figure: Figure, path: str | Path) -> None:
    """Write a figure as a PNG file that is the same bytes every time."""
    theme.save_png(figure, Path(path))


class ResultPlots:
    """Pictures of one design; each method returns a matplotlib figure and saves nothing."""

    __slots__ = ("_study",)

    def __init__(self, study: Study) -> None:
        self._study = study

    def arr_bridge(self) -> Figure:
        """Draw how opening ARR becomes closing ARR, one panel per design."""
        return arr_bridge(self._study)

    def retained_fan(self) -> Figure:
        """Draw retained ARR month by month with its range of outcomes, one panel per design."""
        return retained_fan(self._study)

    def load_and_waits(self) -> Figure:
        """Draw utilization and waits of each team in the last year, one dot per design."""
        return load_and_waits(self._study)


class ComparisonPlots(ResultPlots):
    """Pictures of designs side by side."""

    __slots__ = ("_comparison",)

    def __init__(self, study: Comparison) -> None:
        super().__init__(study)
        self._comparison = study

    def comparison(self) -> Figure:
        """Draw each design's difference from the baseline, with its range and verdict."""
        return comparison(self._comparison)


class AttributionPlots:
    """The picture of an attribution: a matplotlib figure that is not saved."""

    __slots__ = ("_found",)

    def __init__(self, found: Attribution) -> None:
        self._found = found

    def bridge(self) -> Figure:
        """Draw how the ARR of one design becomes that of another, step by step."""
        return attribution(self._found)


class ClaimsPlots:
    """The picture of claims: a matplotlib figure that is not saved."""

    __slots__ = ("_found",)

    def __init__(self, found: Claims) -> None:
        self._found = found

    def along_dials(self) -> Figure:
        """Draw claims along the doubtful numbers they were looked at over, one panel each."""
        return along_dials(self._found)
