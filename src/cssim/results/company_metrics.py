"""Metrics of the whole organization and of its teams: cost, worth, people, waits; part of the catalogue."""

from __future__ import annotations

from typing import Final

from cssim.domain import tally
from cssim.results import formulas, retention_formulas
from cssim.results import measures as cells
from cssim.results.formulas import LOGOS
from cssim.results.metric import Metric
from cssim.results.metrics import ratio
from cssim.units import MILLI

TOTAL_METRICS: Final = (
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
           "flow", formulas.contribution_expected, "total",
           how="contribution + margin x (expected - realized changes of ARR since the start) / 12, over the months"),
    Metric("value_multiple", "what the company is worth as a multiple of its ARR", "currency", "up", "level",
           retention_formulas.value_by_multiple, "total", expected="value_multiple_expected",
           how="company.valuation.arr_multiple x arr_closing", others=("value_discounted",)),
    Metric("value_multiple_expected", "value_multiple, with expected in place of realized changes of ARR", "currency",
           "up", "level", retention_formulas.value_by_multiple_expected, "total",
           how="company.valuation.arr_multiple x arr_closing_expected"),
    Metric("value_discounted", "what the company is worth by what it earns: contribution until the end of the period "
           "and, "
           "after it, that of the last twelve months, dwindling as ARR was lost in them; all discounted to the start",
           "currency", "up", "level", retention_formulas.value_discounted, "total",
           expected="value_discounted_expected", others=("value_multiple",),
           how="sum of contribution(m) (1 + d)^(-m / 12) + (1 + d)^(-t / 12) C g / (1 + d - g): C contribution of "
           "the last "
           "twelve months, g = 1 - (churn + contraction) / mean ARR of them, d company.valuation.discount"),
    Metric("value_discounted_expected", "value_discounted, with expected in place of realized changes of ARR",
           "currency",
           "up", "level", retention_formulas.value_discounted_expected, "total",
           how="as value_discounted, from contribution_expected, expected_churn and expected_contraction"),
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

TEAM_METRICS: Final = (
    Metric("headcount", "people of the team", "heads", "none", "level",
           lambda run, w: run.teams[w.last, :, cells.HEADS_MILLI] / MILLI, "team",
           how="sum of shares of full posts that are held"),
    Metric("utilisation", "busy hours / hours present; the hours of a piece of work count when it is finished", "share",
           "none", "flow", formulas.team_ratio(tally.BUSY_MILLI, tally.PRESENT_MILLI), "team"),
    Metric("wait_hours", "mean wait of a request until work on it begins, in working hours", "hours", "down", "flow",
           formulas.team_ratio(tally.REQUEST_WAIT_MILLI, tally.REQUESTS_STARTED, MILLI), "team",
           how="sum of waits of requests begun in the period / their number"),
    Metric("wait_p90", "wait that nine of ten requests do not exceed, in working hours", "hours", "down", "flow",
           formulas.wait_quantile(0.9), "team",
           how="0.9 quantile of waits of requests begun in the period, interpolated in classes"),
    Metric("late", "share of requests begun after the promised time", "share", "down", "flow",
           formulas.team_ratio(tally.REQUESTS_LATE, tally.REQUESTS_STARTED), "team",
           how="requests begun after the promised time / requests begun"),
    Metric("attainment", "goals attained, mean over posts and the periods that ended; empty without incentive", "share",
           "up", "flow", formulas.team_ratio(tally.ATTAINED_MILLI, tally.GOALS_MILLI), "team",
           how="sum of attained / goal over posts and periods that ended / their number"),
    Metric("team_cost", "cost of the team: pay, its share of managers and operations, tools, hiring", "currency",
           "down", "flow", lambda run, w: run.cost(w), "team"),
)  # fmt: skip
