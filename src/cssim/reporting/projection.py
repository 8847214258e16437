"""The projection of one design: what happens year by year, with ranges that say what they are."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Final

from cssim.reporting.bottlenecks import bottlenecks
from cssim.reporting.gather import currency_of, definition_words, last_year
from cssim.reporting.numbers import count, hours, money, money_range, number, percent, unit_of
from cssim.reporting.precision import precision_of_means
from cssim.reporting.tables import Table, labelled
from cssim.reporting.words import plain
from cssim.results.statistics import Estimate, estimate
from cssim.results.studies import Result
from cssim.units import MONTHS_PER_YEAR, month_label

FEW_RUNS: Final = 5
"""Below this the certainty of the mean says little."""

Format = Callable[[Estimate], tuple[str, str, str]]
"""Turns an estimate into its mean, its range of outcomes and the certainty of its mean."""

_BRIDGE: Final = ("arr_opening", "new", "expansion", "contraction", "churn", "reactivation", "arr_closing")
_LABELS: Final = {
    "arr_opening": "opening ARR",
    "contraction": "− contraction",
    "churn": "− churn",
    "new": "+ new",
    "expansion": "+ expansion",
    "reactivation": "+ reactivation",
    "arr_closing": "closing ARR",
}


def projection(result: Result) -> str:
    """Return the table of one design over its runs, a block of columns per year."""
    return "\n\n".join([_title(result), *(block.text() for block in blocks(result)), labelled(list(cautions(result)))])


def blocks(result: Result) -> list[Table]:
    """Return a table of figures with their ranges per year; of the whole time if it is shorter."""
    years = result.months // MONTHS_PER_YEAR
    periods = [f"y{year + 1}" for year in range(years)] or [f"m{result.months}"]
    return [_block(result, period) for period in periods]


def _title(result: Result) -> str:
    span = f"{month_label(result.labels.start, 0)} to {month_label(result.labels.start, result.months - 1)}"
    return (
        f"{plain(result.design)}: {result.name.strip() or 'projection'} ({span}, {count(len(result.records), 'run')})"
    )


def _block(result: Result, period: str) -> Table:
    name = f"year {period[1:]}" if period.startswith("y") else f"month {period[1:]}"
    runs = len(result.records)
    head = [name, "mean", f"range of outcomes (P10–P90 of {count(runs, 'run')})", "certainty of the mean (95 %)"]
    lines = ((label, estimate(result.figures(key)), form) for label, key, form in _rows(result, period))
    rows = [[label, *form(found)] for label, found, form in lines if found is not None]
    return Table(head, rows)


def _rows(result: Result, period: str) -> Iterator[tuple[str, str, Format]]:
    """Yield label, key and format of every line; those that are not defined are left out by the caller."""
    cash = _money(currency_of(result), least=0.0)
    estimates = {name: f"{name}.{period}" for name in _BRIDGE}
    for name, key in estimates.items():
        if name in ("arr_opening", "contraction", "churn", "arr_closing") or _happens(result, key):
            yield _LABELS[name], key, cash
    yield "retained ARR, expected", f"retained_arr_expected.{period}", cash
    for name in ("nrr", "grr", "logo_churn"):
        label = plain(name) if name == "logo_churn" else name.upper()
        form = _ratio if name == "nrr" else _share
        yield f"{label}, 12 months", f"{name}.{period}", form
        yield f"{label}, to date", f"{name}_to_date.{period}", form
    yield "renewal rate", f"renewal_rate.{period}", _share
    yield "CS cost", f"cs_cost.{period}", cash
    yield "contribution", f"contribution.{period}", _money(currency_of(result), least=-math.inf)
    for team in result.teams:
        yield f"{plain(team)}: busy", f"utilisation_{team}.{period}", _share
        yield f"{plain(team)}: wait", f"wait_hours_{team}.{period}", _hours
    yield "transfers", f"transfers.{period}", _count
    yield "check-ins skipped", f"skipped_check_in.{period}", _share
    yield "people met", f"people_met.{period}", _plain


def _happens(result: Result, key: str) -> bool:
    return bool((result.figures(key) != 0).any())


def cautions(result: Result) -> Iterator[tuple[str, str]]:
    """Yield what is to be known of the figures, as labels with their sentences."""
    for words in bottlenecks((result,), last_year(result.months)):
        yield "Bottleneck", words
    yield "Range", "what may happen: in eight of ten futures a figure lies inside. More runs do not narrow it."
    certainty = "how well these runs pin down the average; more runs narrow it."
    if len(result.records) < FEW_RUNS:
        certainty += f" With {count(len(result.records), 'run')} it says little."
    yield "Certainty", certainty
    yield "Definitions", definition_words(result)
    if result.goals:
        yield "Precision", precision_of_means(result.known, currency_of(result))
    drawn = "drawn over their evidence ranges in every run" if result.assumptions == "drawn" else "held fixed"
    yield "Assumptions", f"{drawn}. Waits are working hours; nights and weekends do not exist."


def _money(currency: str, least: float) -> Format:
    """Return a format of amounts that are at least ``least``: an interval of their mean goes no lower."""

    def form(one: Estimate) -> tuple[str, str, str]:
        unit = unit_of([one.mean, one.p10, one.p90])
        certainty = money_range(max(least, one.ci_low), one.ci_high, currency) if math.isfinite(one.ci_low) else "–"
        return money(one.mean, currency, unit), money_range(one.p10, one.p90, currency), certainty

    return form


def _form(text: Callable[[float], str], most: float = math.inf) -> Format:
    """Return a format of a figure that lies between 0 and ``most``: an interval of its mean goes no further."""

    def form(one: Estimate) -> tuple[str, str, str]:
        low, high = max(0.0, one.ci_low), min(most, one.ci_high)
        certainty = f"{text(low)} … {text(high)}" if math.isfinite(one.ci_low) else "–"
        return text(one.mean), f"{text(one.p10)} … {text(one.p90)}", certainty

    return form


_share = _form(percent, most=1.0)
_ratio = _form(percent)
_hours = _form(hours)
_count = _form(lambda value: number(value, 0))
_plain = _form(number)
