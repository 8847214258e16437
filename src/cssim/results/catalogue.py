"""The catalogue: every metric with its name, definition, unit, better direction and formula, in one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

import numpy as np

from cssim.domain import ledger, tally
from cssim.dynamics.plays import PLAYS
from cssim.errors import InputError
from cssim.results import formulas
from cssim.results import measures as cells
from cssim.results.formulas import COUNT, LOGOS, RENEWAL
from cssim.results.growth_metrics import GROWTH_METRICS
from cssim.results.measures import Windows
from cssim.results.metric import Kind as Kind
from cssim.results.metric import Metric as Metric
from cssim.results.metrics import ratio
from cssim.units import MILLI, MONTHS_PER_YEAR


@dataclass(frozen=True)
class MetricKey:
    """A metric over a period, such as ``nrr.y2``: months ``first`` (from 0) up to, not including, ``last``."""

    text: str
    metric: Metric
    team: str
    first: int
    last: int

    @property
    def windows(self) -> Windows:
        """The one window of the key."""
        return Windows(np.array([self.first], dtype=np.int64), np.array([self.last], dtype=np.int64))

    @property
    def period(self) -> str:
        """The part after the dot."""
        return self.text.rsplit(".", 1)[1]

    @property
    def span(self) -> int:
        """Months it tells of: since the start for a level, twelve for a metric that looks back, its own for a flow."""
        if self.metric.kind == "level":
            return self.last
        return MONTHS_PER_YEAR if self.metric.kind == "period" else self.last - self.first

    @property
    def expected(self) -> MetricKey:
        """The key of the metric with expectations in place of chance; this one if there is none."""
        return self.sibling(self.metric.expected) if self.metric.expected else self

    def sibling(self, name: str) -> MetricKey:
        """Return the key of another metric over the same period."""
        return MetricKey(f"{name}.{self.period}", _BY_NAME[name], "", self.first, self.last)


def _in_words(play: str) -> str:
    """Return the name of a play as people say it."""
    return play.replace("_", " ")


_SEGMENT_METRICS: Final = (
    Metric("arr_opening", "ARR at the start of the period", "currency", "none", "flow",
           lambda run, w: run.level(cells.CLOSING, w.first)),
    Metric("new", "ARR of new customers, and of those that come back late", "currency", "up", "flow",
           formulas.flow(ledger.NEW)),
    Metric("expansion", "ARR added by existing customers: upsell, cross-sell and price", "currency", "up", "flow",
           formulas.expansion, expected="expansion_expected"),
    Metric("expansion_expected", "expansion with its conditional expectation in place of chance", "currency", "up",
           "flow", formulas.expansion_expected),
    Metric("deals", "pitches that ended in a deal", "count", "up", "flow", formulas.flow(COUNT + tally.DEALS)),
    Metric("contraction", "ARR given up by customers that stay", "currency", "down", "flow",
           formulas.flow(ledger.DOWNSELL, -1), expected="expected_contraction"),
    Metric("churn", "ARR of customers that left, at the end of their contract", "currency", "down", "flow",
           formulas.flow(ledger.CHURN, -1), expected="expected_churn"),
    Metric("reactivation", "ARR of customers that came back within the win-back window", "currency", "up", "flow",
           formulas.flow(ledger.REACTIVATION)),
    Metric("moves", "ARR of customers that moved between segments; adds up to zero", "currency", "none", "flow",
           formulas.moves),
    Metric("arr_closing", "ARR at the end of the period", "currency", "up", "level", formulas.level(cells.CLOSING),
           expected="arr_closing_expected"),
    Metric("arr_closing_expected", "ARR at the end, with expected in place of realized changes", "currency", "up",
           "level", formulas.closing_expected),
    Metric("price", "the part of expansion that is price", "currency", "up", "flow", formulas.flow(ledger.PRICE),
           expected="expected_price"),
    Metric("expected_price", "price with its conditional expectation in place of chance", "currency", "up", "flow",
           formulas.flow(RENEWAL + tally.EXPECTED_PRICE)),
    Metric("nrr", "net revenue retention: ARR today of the customers of twelve months ago / their ARR then", "share",
           "up", "period", formulas.level_ratio(cells.YEAR + 1, cells.YEAR)),
    Metric("nrr_ex_price", "as nrr, without what the price rises of these twelve months are still worth today", "share",
           "up", "period", formulas.nrr_ex_price),
    Metric("grr", "gross revenue retention over twelve months, each customer capped at its ARR then", "share", "up",
           "period", formulas.level_ratio(cells.YEAR + 2, cells.YEAR)),
    Metric("logo_churn", "share of the customers of twelve months ago that are at zero today", "share", "down",
           "period", formulas.level_ratio(cells.YEAR + 4, cells.YEAR + 3)),
    Metric("nrr_to_date", "ARR today of the opening book / its opening ARR; not annualized", "share", "up", "level",
           formulas.opening_ratio(cells.RETAINED), expected="nrr_to_date_expected"),
    Metric("grr_to_date", "as nrr_to_date, each customer capped at its opening ARR; not annualized", "share", "up",
           "level", formulas.opening_ratio(cells.RETAINED_CAPPED), expected="grr_to_date_expected"),
    Metric("nrr_to_date_expected", "retained_arr_expected / opening ARR", "share", "up", "level",
           formulas.retained_share_expected),
    Metric("grr_to_date_expected", "1 - expected losses since the start / opening ARR, each customer capped at its "
           "opening ARR", "share", "up", "level", formulas.kept_share_expected),
    Metric("logo_churn_to_date", "share of the opening customers that are at zero; not annualized", "share", "down",
           "level", formulas.opening_ratio(cells.LOST_LOGOS)),
    Metric("retained_arr", "ARR of the opening book's customers (realized)", "currency", "up", "level",
           formulas.level(cells.RETAINED), expected="retained_arr_expected"),
    Metric("retained_arr_expected", "opening ARR - expected losses + what was to be expected of price, deals and those "
           "asked back since the start: the mean of retained_arr over all coins", "currency", "up", "level",
           formulas.retained_expected),
    Metric("atr", "available to renew: ARR of contracts that end in the period", "currency", "none", "flow",
           formulas.flow(RENEWAL + tally.EXPIRING)),
    Metric("renewed", "ARR that went on after a contract's end", "currency", "up", "flow",
           formulas.flow(RENEWAL + tally.RENEWED)),
    Metric("renewal_rate", "renewed / atr", "share", "up", "flow",
           formulas.flow_ratio(RENEWAL + tally.RENEWED, RENEWAL + tally.EXPIRING), expected="renewal_rate_expected"),
    Metric("renewal_rate_expected", "1 - expected losses / atr", "share", "up", "flow", formulas.renewals_expected),
    Metric("known_churn", "ARR of customers that have given notice and whose contract has not ended yet", "currency",
           "down", "level", formulas.level(RENEWAL + tally.KNOWN_CHURN)),
    Metric("arr_locked", "opening ARR whose first contract end still lies ahead", "currency", "none", "level",
           formulas.level(cells.LOCKED)),
    Metric("expected_churn", "churn with its conditional expectation in place of chance", "currency", "down", "flow",
           formulas.flow(RENEWAL + tally.EXPECTED_CHURN)),
    Metric("expected_contraction", "contraction with its conditional expectation in place of chance", "currency",
           "down", "flow", formulas.flow(RENEWAL + tally.EXPECTED_DOWNSELL)),
    Metric("logos", "customers with ARR", "count", "up", "level", formulas.level(LOGOS)),
    Metric("logos_lost", "customers that left", "count", "down", "flow", formulas.flow(COUNT + tally.LOGOS_LOST)),
    Metric("logos_won", "customers that were won", "count", "up", "flow", formulas.flow(COUNT + tally.LOGOS_WON)),
    Metric("health", "mean health score, 0 to 100", "score", "up", "level", formulas.health),
    Metric("at_risk", "customers whose health score says that they are at risk, at the end of a month", "count", "down",
           "level", formulas.level(COUNT + tally.AT_RISK)),
    Metric("user_adoption", "active / paid seats, mean over customers", "share", "up", "level",
           formulas.user_adoption),
    Metric("requests", "requests raised, self-service included", "count", "none", "flow",
           formulas.flow(COUNT + tally.REQUESTS)),
    Metric("self_served", "requests solved by self-service", "count", "none", "flow",
           formulas.flow(COUNT + tally.SELF_SERVED)),
    Metric("bypass", "requests that went straight to a specialist, round the CSM", "count", "down", "flow",
           formulas.flow(COUNT + tally.BYPASSED)),
    Metric("automated", "requests answered by an automated agent, rightly", "count", "none", "flow",
           formulas.flow(COUNT + tally.AUTOMATED)),
    Metric("wrong_answers", "wrong answers, of an automated agent or a wrong person", "count", "down", "flow",
           formulas.flow(COUNT + tally.WRONG_ANSWERS)),
    Metric("misrouted", "support questions that reached a CSM", "count", "down", "flow",
           formulas.flow(COUNT + tally.MISROUTED)),
    Metric("transfers", "requests that another team had to finish", "count", "down", "flow",
           formulas.flow(COUNT + tally.TRANSFERS)),
    Metric("slots_due", "slots of all plays that fell due", "count", "none", "flow", formulas.slots(tally.SLOTS_DUE)),
    Metric("slots_done", "plays held, of all kinds", "count", "up", "flow", formulas.slots(tally.SLOTS_DONE)),
    Metric("slots_expired", "slots of all plays that expired before anybody got to them", "count", "down", "flow",
           formulas.slots(tally.SLOTS_EXPIRED)),
    *(Metric(f"held_{name}", f"plays held: {_in_words(name)}", "count", "up", "flow",
             formulas.flow(formulas.slots_of(play, tally.SLOTS_DONE))) for play, name in enumerate(PLAYS)),
    *(Metric(f"skipped_{name}", f"expired / (done + expired) slots: {_in_words(name)}", "share", "down", "flow",
             formulas.skipped(play)) for play, name in enumerate(PLAYS)),
    Metric("repurposed", "slots that were used for something else than the cadence asked for, because of an incentive",
           "count", "none", "flow", formulas.flow(COUNT + tally.REPURPOSED)),
    Metric("deals_moved", "deals put off into the next period of an incentive, or brought forward from it", "count",
           "down", "flow", formulas.flow(COUNT + tally.DATES_MOVED)),
    Metric("discounts", "ARR that deals brought forward are expected to give away", "currency", "down", "flow",
           formulas.flow(RENEWAL + tally.DISCOUNTS)),
    Metric("reviewed", "share of customers with a business review (QBR) in the last twelve months", "share", "none",
           "level", formulas.reviewed),
    Metric("champions_left", "times that somebody who stood up for us left a customer", "count", "down", "flow",
           formulas.flow(COUNT + tally.CHAMPIONS_LEFT)),
    Metric("shocked", "times that a shock reached a customer", "count", "down", "flow",
           formulas.flow(COUNT + tally.SHOCKED)),
    Metric("wishes", "wishes for the product: feature requests raised", "count", "none", "flow",
           formulas.flow(COUNT + tally.WISHES)),
    Metric("wishes_captured", "wishes for the product that were gathered: told to a CSM or a specialist, and not lost",
           "count", "up", "flow", formulas.flow(COUNT + tally.WISHES_CAPTURED)),
    Metric("wishes_shipped", "wishes for the product that a release fulfilled", "count", "up", "flow",
           formulas.flow(COUNT + tally.WISHES_SHIPPED)),
    Metric("nps", "net promoter score: promoters less detractors, per hundred answers", "score", "up", "flow",
           formulas.nps),
    Metric("csat", "share of rated answers with 4 or 5 of 5", "share", "up", "flow",
           formulas.flow_ratio(COUNT + tally.SATISFIED, COUNT + tally.RATED)),
    Metric("quick_ratio", "ARR won / ARR lost: (new + expansion + reactivation) / (churn + contraction)", "count", "up",
           "flow", formulas.quick_ratio, decimals=3),
    Metric("owner_changes", "accounts that lost their named contact, or were given to another", "count", "down", "flow",
           formulas.flow(COUNT + tally.OWNER_CHANGES)),
    Metric("digital_touches", "times that the digital programme reached a customer", "count", "none", "flow",
           formulas.flow(COUNT + tally.DIGITAL_TOUCHES)),
    Metric("people_met", "mean number of our people a customer has met", "count", "none", "level",
           formulas.people_met, decimals=3),
    *GROWTH_METRICS,
)  # fmt: skip

_TOTAL_METRICS: Final = (
    Metric("cs_cost", "cost of customer success, support and specialists: pay, managers, operations, tools, hiring, "
           "digital programme", "currency", "down", "flow", formulas.cost, "total"),
    Metric("cs_cost_one_time", "the part of cs_cost that comes once: hiring, training, severance", "currency", "down",
           "flow", formulas.cost_of(*tally.ONE_TIME), "total"),
    Metric("digital_cost", "the part of cs_cost that is the platform of the digital programme", "currency", "down",
           "flow", formulas.cost_of(tally.DIGITAL), "total"),
    Metric("cs_cost_share", "cs_cost / (sum of ARR / 12 over the months)", "share", "down", "flow",
           lambda run, w: ratio(formulas.cost(run, w), formulas.monthly_revenue(run, w)), "total"),
    Metric("contribution", "sum of monthly recurring revenue x gross margin before customer success + "
           "service_fees - cs_cost", "currency", "up", "flow", formulas.contribution, "total",
           expected="contribution_expected"),
    Metric("contribution_expected", "contribution, with expected in place of realized changes of ARR", "currency", "up",
           "flow", formulas.contribution_expected, "total"),
    Metric("arr_per_csm", "ARR / CSM heads", "currency", "none", "level",
           lambda run, w: ratio(formulas.total(run.level(cells.CLOSING, w.last)), formulas.csm_heads(run, w)), "total"),
    Metric("accounts_per_csm", "customers / CSM heads", "count", "none", "level",
           lambda run, w: ratio(formulas.total(run.level(LOGOS, w.last)), formulas.csm_heads(run, w)), "total",
           decimals=2),
    Metric("hires", "people who joined, as successors or in new posts", "count", "none", "flow",
           formulas.of_all_teams(tally.HIRES), "total", decimals=2),
    Metric("leavers", "people who left", "count", "down", "flow", formulas.of_all_teams(tally.LEAVERS), "total",
           decimals=2),
    Metric("cost_to_serve", "cs_cost per customer and year", "currency", "down", "flow", formulas.cost_to_serve,
           "total"),
)  # fmt: skip

_TEAM_METRICS: Final = (
    Metric("headcount", "people of the team", "heads", "none", "level",
           lambda run, w: run.teams[w.last, :, cells.HEADS_MILLI] / MILLI, "team"),
    Metric("utilisation", "busy hours / hours present; the hours of a piece of work count when it is finished", "share",
           "none", "flow", formulas.team_ratio(tally.BUSY_MILLI, tally.PRESENT_MILLI), "team"),
    Metric("wait_hours", "mean wait of a request until work on it begins, in working hours", "hours", "down", "flow",
           formulas.team_ratio(tally.REQUEST_WAIT_MILLI, tally.REQUESTS_STARTED, MILLI), "team"),
    Metric("wait_p90", "wait that nine of ten requests do not exceed, in working hours", "hours", "down", "flow",
           formulas.wait_quantile(0.9), "team"),
    Metric("late", "share of requests begun after the promised time", "share", "down", "flow",
           formulas.team_ratio(tally.REQUESTS_LATE, tally.REQUESTS_STARTED), "team"),
    Metric("attainment", "goals attained, mean over posts and the periods that ended; empty without incentive", "share",
           "up", "flow", formulas.team_ratio(tally.ATTAINED_MILLI, tally.GOALS_MILLI), "team"),
    Metric("team_cost", "cost of the team: pay, its share of managers and operations, tools, hiring", "currency",
           "down", "flow", lambda run, w: run.cost(w), "team"),
)  # fmt: skip

METRICS: Final = (*_SEGMENT_METRICS, *_TOTAL_METRICS)
TEAM_METRICS: Final = _TEAM_METRICS
_BY_NAME: Final = {metric.name: metric for metric in METRICS}
_PERIOD: Final = re.compile(r"y([1-9]\d*)|m(\d+)|last12")


def find(name: str, teams: Sequence[str] = ()) -> tuple[Metric, str]:
    """Return a metric by its name, and the team if it is one of a team (``utilisation_csm``).

    Raises
    ------
    InputError
        If there is no such metric; the message lists the nearest names.
    """
    if name in _BY_NAME:
        return _BY_NAME[name], ""
    known = [*_BY_NAME, *(f"{metric.name}_{team}" for metric in TEAM_METRICS for team in teams)]
    for metric in TEAM_METRICS:
        team = name.removeprefix(f"{metric.name}_")
        if team != name and team in teams:
            return metric, team
    near = get_close_matches(name, known, n=3)
    hint = f"; did you mean {' or '.join(repr(one) for one in near)}?" if near else f"; known: {', '.join(known)}"
    raise InputError.of(f"{name!r} is not a metric{hint}", path=name)


def parse_metric(text: str, months: int, teams: Sequence[str] = ()) -> MetricKey:
    """Return the metric and period written as ``nrr.y2``, ``arr_closing.m24`` or ``cs_cost.last12``.

    ``y2`` is the second year (for a level: its end), ``m24`` the end of month 24 (for a flow: that month), and
    ``last12`` the last twelve months. ``months`` is the horizon.

    Raises
    ------
    InputError
        If the metric is not known, the period is missing, or it lies outside the horizon.
    """
    name, dot, period = text.strip().partition(".")
    metric, team = find(name, teams)
    if not dot:
        raise InputError.of(f"{name!r} needs a period: {_examples(name, metric, months)}", path=text)
    match = _PERIOD.fullmatch(period)
    if not match:
        raise InputError.of(f"{period!r} is not a period; write {_examples(name, metric, months)}", path=text)
    year, month = match.groups()
    if year:
        first, last = MONTHS_PER_YEAR * (int(year) - 1), MONTHS_PER_YEAR * int(year)
    elif month:
        first, last = max(0, int(month) - 1), int(month)
    else:
        first, last = months - MONTHS_PER_YEAR, months
    if first < 0 or last > months or (month == "0" and metric.kind == "flow"):
        raise InputError.of(f"{text!r} lies outside the horizon of {months} months", path=text)
    return MetricKey(text.strip(), metric, team, first, last)


def _examples(name: str, metric: Metric, months: int) -> str:
    if metric.kind == "level":
        return f"{name}.y1 (end of year 1), {name}.y2 or {name}.m{months} (end of month {months})"
    return f"{name}.y1, {name}.y2 or {name}.last12"


def explain(name: str, teams: Sequence[str] = ()) -> str:
    """Return what a metric is, in a few lines.

    Raises
    ------
    InputError
        If there is no such metric.
    """
    metric, team = find(name, teams)
    whose = f" of team {team}" if team else ""
    better = {"up": "more is better", "down": "less is better", "none": "neither more nor less is better"}
    kinds = {
        "level": "a level: write .m24 for the end of month 24, .y2 for the end of year 2",
        "flow": "a flow: write .y1, .y2 or .last12 for what adds up in that year",
        "period": "looks back over twelve months: write .y1, .y2 or .last12",
    }
    lines = [f"{name}: {metric.about}{whose}", f"  unit {metric.unit}; {better[metric.better]}",
             f"  {kinds[metric.kind]}"]  # fmt: skip
    if metric.expected:
        lines.append(f"  with expectations in place of chance: {metric.expected}")
    return "\n".join(lines)


def periods_of(kind: Kind, months: int) -> tuple[tuple[str, int, int], ...]:
    """Return the periods in which a kind of metric is summarized, each with its first and last month end.

    ``m0`` of a metric that looks back is defined only if the book knows its customers' ARR of twelve months before.
    """
    ends = [*range(MONTHS_PER_YEAR, months + 1, MONTHS_PER_YEAR)]
    years = [(f"y{end // MONTHS_PER_YEAR}", end - MONTHS_PER_YEAR, end) for end in ends]
    if kind == "level":
        return (*years, *((f"m{end}", end - 1, end) for end in dict.fromkeys([*ends, months])))
    recent = [("last12", months - MONTHS_PER_YEAR, months)] if years else []
    return (*years, *recent, *([("m0", 0, 0)] if kind == "period" else []))


def keys_of(months: int, teams: Sequence[str] = ()) -> tuple[str, ...]:
    """Return every ``metric.period`` that a summary of a horizon of ``months`` months can hold."""
    names = [(metric.name, metric) for metric in METRICS]
    names += [(f"{metric.name}_{team}", metric) for metric in TEAM_METRICS for team in teams]
    return tuple(f"{name}.{period}" for name, metric in names for period, _, _ in periods_of(metric.kind, months))
