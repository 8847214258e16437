"""The report of one design: what is to be expected of it, then what stands behind that, section by section."""

from __future__ import annotations

import math
from typing import Final

from cssim.reporting import projection as screen
from cssim.reporting.answer import opening_words
from cssim.reporting.gather import currency_of, last_year
from cssim.reporting.numbers import count, money, money_range, percent
from cssim.reporting.report import markup, sections
from cssim.reporting.report.background import Background
from cssim.reporting.report.style import STYLE
from cssim.reporting.words import period_words, plain
from cssim.results.statistics import Estimate, estimate
from cssim.results.studies import Result
from cssim.units import MONTHS_PER_YEAR, month_label

METHODS: Final = (
    "Range of outcomes: P10–P90 of the runs, each another future and, where assumptions are drawn, another guess at "
    "what is not known. Certainty of the mean: 95 % interval (Student t). Expected figures have, at each contract's "
    "end, the probability of a loss in place of what happened. Waits are working hours; nights and weekends do not "
    "exist."
)


def report_of_run(result: Result, background: Background) -> str:
    """Return the report of one design as one HTML document, the same text every time."""
    said = dict(screen.cautions(result))
    title = background.setting.question.strip() or f"Projection of {plain(result.design)}"
    return sections.whole(
        title,
        STYLE,
        {
            "answer": ("Answer", _answer(result, background, said)),
            "bridge": ("From opening to closing ARR", sections.bridge(result, background)),
            "fan": ("Retained ARR month by month", sections.fan(result)),
            "years": ("Year by year", "".join(markup.table(block) for block in screen.blocks(result))),
            "work": ("Waits and utilization", sections.work(result, last_year(result.months))),
            "people": ("People", sections.people(result)),
            "cost": ("Cost", sections.cost(result)),
            "assumptions": ("Assumptions", sections.assumptions(said["Assumptions"], background)),
            "definitions": ("Definitions", sections.definitions(result)),
            "methods": ("Methods", markup.paragraph(METHODS)),
            "manifest": ("Manifest", sections.manifest(background)),
        },
    )


def _answer(result: Result, background: Background, said: dict[str, str]) -> str:
    facts = [
        (
            "Design",
            f"{plain(result.design)}, {count(result.months, 'month')} from {month_label(result.labels.start, 0)}.",
        ),
        ("Model check", f"{opening_words(result, background.setting)}."),
        *((label, words) for label, words in said.items() if label not in ("Range", "Certainty")),
        ("Next", background.setting.command),
    ]
    parts = [markup.paragraph(_headline(result), "lead"), markup.tiles(_tiles(result)), markup.facts(facts)]
    reading = "Ranges are what may happen: in eight of ten futures a figure lies inside. More runs do not narrow them."
    return "".join([*parts, markup.paragraph(reading, "note")])


def _headline(result: Result) -> str:
    """Return what ARR is expected to become, in one sentence."""
    currency = currency_of(result)
    opening, closing = _of(result, "arr_opening.m1"), _of(result, f"arr_closing.m{result.months}")
    kept = _of(result, f"retained_arr.m{result.months}")
    return (
        f"ARR goes from {money(opening.mean, currency)} to {money(closing.mean, currency)} in "
        f"{count(result.months, 'month')} (range {money_range(closing.p10, closing.p90, currency)}); "
        f"today's customers are worth {money(kept.mean, currency)} then."
    )


def _tiles(result: Result) -> list[tuple[str, str, str]]:
    """Return four numbers that are asked for first."""
    currency, period = currency_of(result), last_year(result.months)
    when = period_words(period)
    over_a_year = "" if result.months >= MONTHS_PER_YEAR else "_to_date"
    at = period if result.months >= MONTHS_PER_YEAR else f"m{result.months}"
    found = []
    for name, words in (("nrr", "net revenue retention"), ("grr", "gross revenue retention")):
        one = _of(result, f"{name}{over_a_year}.{at}")
        since = "twelve months to the end" if not over_a_year else "since the start"
        found.append((percent(one.mean), words, f"{since}; range {percent(one.p10)} … {percent(one.p90)}"))
    cost, share = _of(result, f"cs_cost.{period}"), _of(result, f"cs_cost_share.{period}")
    found.append((money(cost.mean, currency), f"CS cost in {when}", f"{percent(share.mean)} of revenue"))
    left = _of(result, f"contribution.{period}")
    span = f"revenue at gross margin less CS cost; range {money_range(left.p10, left.p90, currency)}"
    return [*found, (money(left.mean, currency), f"contribution in {when}", span)]


def _of(result: Result, key: str) -> Estimate:
    """Return the estimate of a figure; not-a-number throughout where it is not defined."""
    return estimate(result.figures(key)) or Estimate(*(math.nan,) * 6, 0)
