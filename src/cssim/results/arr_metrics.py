"""Metrics of recurring revenue: the bridge, retention, renewals; part of the catalogue."""

from __future__ import annotations

from typing import Final

import numpy as np

from cssim.domain import ledger, tally
from cssim.domain.tally import FloatTable
from cssim.results import formulas, logo_formulas, retention_formulas
from cssim.results import measures as cells
from cssim.results.formulas import COUNT, RENEWAL, Formula
from cssim.results.measures import Measures, Windows
from cssim.results.metric import Metric
from cssim.units import MONTHS_PER_YEAR


def monthly(formula: Formula) -> Formula:
    """Return the formula of a twelfth of something."""

    def twelfth(run: Measures, w: Windows) -> FloatTable:
        return np.asarray(formula(run, w), dtype=np.float64) / MONTHS_PER_YEAR

    return twelfth


ARR_METRICS: Final = (
    Metric("arr_opening", "ARR at the start of the period", "currency", "none", "flow",
           lambda run, w: run.level(cells.CLOSING, w.first),
           how="ARR at the end of the month before the period"),
    Metric("new", "ARR of new customers, and of those that come back late", "currency", "up", "flow",
           formulas.flow(ledger.NEW)),
    Metric("upsell", "ARR added by customers who buy more of what they have", "currency", "up", "flow",
           formulas.flow(ledger.UPSELL)),
    Metric("cross_sell", "ARR added by customers who buy another product", "currency", "up", "flow",
           formulas.flow(ledger.CROSS_SELL)),
    Metric("expansion", "ARR added by existing customers: upsell, cross-sell and price", "currency", "up", "flow",
           formulas.expansion, expected="expansion_expected",
           how="upsell + cross_sell + price"),
    Metric("expansion_expected", "expansion with its conditional expectation in place of chance", "currency", "up",
           "flow", formulas.expansion_expected,
           how="sum over pitches, occasions and price rises of size x probability, added up when it is settled, "
           "whatever came of it"),
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
           expected="arr_closing_expected",
           how="arr_opening + new + expansion - contraction - churn + reactivation + moves"),
    Metric("arr_closing_expected", "ARR at the end, with expected in place of realized changes", "currency", "up",
           "level", formulas.closing_expected,
           how="arr_closing - realized + expected churn, contraction, price, deals and ARR won back, since the start"),
    Metric("mrr", "monthly recurring revenue at the end of the period", "currency", "up", "level",
           monthly(formulas.level(cells.CLOSING)), how="arr_closing / 12"),
    Metric("mrr_new", "monthly recurring revenue of new customers", "currency", "up", "flow",
           monthly(formulas.flow(ledger.NEW)), how="new / 12"),
    Metric("mrr_expansion", "monthly recurring revenue added by existing customers", "currency", "up", "flow",
           monthly(formulas.expansion), how="expansion / 12"),
    Metric("mrr_contraction", "monthly recurring revenue given up by customers that stay", "currency", "down", "flow",
           monthly(formulas.flow(ledger.DOWNSELL, -1)), how="contraction / 12"),
    Metric("mrr_churn", "monthly recurring revenue of customers that left", "currency", "down", "flow",
           monthly(formulas.flow(ledger.CHURN, -1)), how="churn / 12"),
    Metric("arr_growth", "ARR against that of a year before", "share", "up", "period",
           retention_formulas.level_growth(cells.CLOSING), how="arr_closing(t) / arr_closing(t - 12) - 1"),
    Metric("new_growth", "ARR of new customers in twelve months against that of the twelve before", "share", "up",
           "period", retention_formulas.flow_growth(ledger.NEW),
           how="new over t - 12 to t / new over t - 24 to t - 12 - 1"),
    Metric("churn_growth", "ARR of customers that left in twelve months against that of the twelve before", "share",
           "down", "period", retention_formulas.flow_growth(ledger.CHURN),
           how="churn over t - 12 to t / churn over t - 24 to t - 12 - 1"),
    Metric("price", "the part of expansion that is price", "currency", "up", "flow", formulas.flow(ledger.PRICE),
           expected="expected_price"),
    Metric("expected_price", "price with its conditional expectation in place of chance", "currency", "up", "flow",
           formulas.flow(RENEWAL + tally.EXPECTED_PRICE),
           how="sum over price rises of size x probability, added up when it is settled, whatever came of it"),
    Metric("nrr", "net revenue retention: ARR today of the customers of twelve months ago / their ARR then", "share",
           "up", "period", retention_formulas.nrr,
           how="sum of ARR_i(t) / sum of ARR_i(t - 12), over accounts with ARR_i(t - 12) > 0; t in months; with "
           "definitions: flow that of nrr_of_lines",
           others=("nrr_of_balances", "nrr_of_lines", "nrr_ex_price", "nrr_to_date", "net_churn")),
    Metric("nrr_of_balances", "as nrr, from ARR at both ends whatever a company means by retention", "share", "up",
           "period", retention_formulas.nrr_of_balances,
           how="sum of ARR_i(t) / sum of ARR_i(t - 12), over accounts with ARR_i(t - 12) > 0", others=("nrr",)),
    Metric("nrr_ex_price", "as nrr, without what the price rises of these twelve months are still worth today", "share",
           "up", "period", retention_formulas.nrr_ex_price,
           how="(sum of ARR_i(t) - min(ARR_i(t), price rises of i since t - 12)) / sum of ARR_i(t - 12); with "
           "definitions: flow nrr_of_lines without price",
           others=("nrr", "nrr_of_lines")),
    Metric("nrr_of_lines", "net revenue retention from the lines of the year: what those customers bought and gave "
           "up; who "
           "left and came back has left", "share", "up", "period", retention_formulas.nrr_of_lines,
           how="(base + upsell + cross_sell + price - contraction - churn) / base, all of accounts with ARR_i(t - "
           "12) > 0, "
           "base = sum of ARR_i(t - 12)", others=("nrr", "nrr_ex_price")),
    Metric("net_churn", "net revenue churn; below 0, where growth of those who stay outweighs what is lost, it is net "
           "negative churn", "share", "down", "period", retention_formulas.net_churn, how="1 - nrr", others=("nrr",)),
    Metric("grr", "gross revenue retention over twelve months, each customer capped at its ARR then", "share", "up",
           "period", retention_formulas.grr,
           how="sum of min(ARR_i(t), ARR_i(t - 12)) / sum of ARR_i(t - 12); with definitions: flow that of "
           "grr_of_lines",
           others=("grr_of_balances", "grr_of_lines", "grr_to_date")),
    Metric("grr_of_balances", "as grr, from ARR at both ends whatever a company means by retention", "share", "up",
           "period", retention_formulas.grr_of_balances,
           how="sum of min(ARR_i(t), ARR_i(t - 12)) / sum of ARR_i(t - 12)", others=("grr",)),
    Metric("grr_of_lines", "gross revenue retention from the lines of the year: every contraction and churn counts, "
           "also "
           "of what had been bought within it", "share", "up", "period", retention_formulas.grr_of_lines,
           how="(base - contraction - churn) / base, all of accounts with ARR_i(t - 12) > 0", others=("grr",)),
    Metric("logo_churn", "share of the logos of twelve months ago that are at zero today", "share", "down",
           "period", logo_formulas.logo_churn,
           how="logos with ARR(t - 12) > 0 and ARR(t) = 0 / logos with ARR(t - 12) > 0; a logo is all accounts of a "
           "top parent, in the segment of the largest; with definitions.logo: account it is each account; with "
           "definitions: flow that of logo_churn_of_lines",
           others=("logo_churn_of_parents", "logo_churn_of_accounts", "logo_churn_of_lines", "logo_churn_to_date")),
    Metric("logo_churn_of_parents", "share of the top parents of twelve months ago that are at zero today", "share",
           "down", "period", logo_formulas.logo_churn_of_parents,
           how="top parents with ARR(t - 12) > 0 and ARR(t) = 0 / top parents with ARR(t - 12) > 0",
           others=("logo_churn",)),
    Metric("logo_churn_of_accounts", "share of the accounts of twelve months ago that are at zero today", "share",
           "down", "period", logo_formulas.logo_churn_of_accounts,
           how="accounts with ARR_i(t - 12) > 0 and ARR_i(t) = 0 / accounts with ARR_i(t - 12) > 0",
           others=("logo_churn",)),
    Metric("logo_churn_of_lines", "how often a logo of twelve months ago left since, back or not, as a share of them",
           "share", "down", "period", logo_formulas.logo_churn_of_lines,
           how="churn lines that left a logo with ARR(t - 12) > 0 without ARR / those logos; a logo as "
           "definitions.logo says", others=("logo_churn",)),
    Metric("nrr_to_date", "ARR today of the opening book / its opening ARR; not annualized", "share", "up", "level",
           formulas.opening_ratio(cells.RETAINED), expected="nrr_to_date_expected",
           how="sum of ARR_i(t) / sum of ARR_i(0)", others=("nrr", "nrr_a_year")),
    Metric("nrr_a_year", "nrr_to_date as a rate of one year", "share", "up", "level",
           retention_formulas.a_year(formulas.opening_ratio(cells.RETAINED)),
           how="nrr_to_date ^ (12 / t), t months since the start, 12 or more", others=("nrr_to_date", "nrr")),
    Metric("grr_to_date", "as nrr_to_date, each customer capped at its opening ARR; not annualized", "share", "up",
           "level", formulas.opening_ratio(cells.RETAINED_CAPPED), expected="grr_to_date_expected",
           how="sum of min(ARR_i(t), ARR_i(0)) / sum of ARR_i(0)", others=("grr", "grr_a_year")),
    Metric("grr_a_year", "grr_to_date as a rate of one year", "share", "up", "level",
           retention_formulas.a_year(formulas.opening_ratio(cells.RETAINED_CAPPED)),
           how="grr_to_date ^ (12 / t), t months since the start, 12 or more", others=("grr_to_date", "grr")),
    Metric("nrr_to_date_expected", "retained_arr_expected / opening ARR", "share", "up", "level",
           formulas.retained_share_expected,
           how="retained_arr_expected / sum of ARR_i(0)"),
    Metric("grr_to_date_expected", "1 - expected losses since the start / opening ARR, each customer capped at its "
           "opening ARR", "share", "up", "level", formulas.kept_share_expected),
    Metric("logo_churn_to_date", "share of the opening logos that are at zero; not annualized", "share", "down",
           "level", logo_formulas.logo_churn_to_date,
           how="logos with ARR(0) > 0 and ARR(t) = 0 / logos with ARR(0) > 0; a logo as definitions.logo says",
           others=("logo_churn",)),
    Metric("retained_arr", "ARR of the opening book's customers (realized)", "currency", "up", "level",
           formulas.level(cells.RETAINED), expected="retained_arr_expected",
           how="sum of ARR_i(t) over the accounts of the opening book"),
    Metric("retained_arr_expected", "opening ARR - expected losses + what was to be expected of price, deals and those "
           "asked back since the start: the mean of retained_arr over all coins", "currency", "up", "level",
           formulas.retained_expected),
    Metric("atr", "available to renew: ARR of contracts that end in the period", "currency", "none", "flow",
           formulas.flow(RENEWAL + tally.EXPIRING)),
    Metric("renewed", "ARR that went on after a contract's end", "currency", "up", "flow",
           formulas.flow(RENEWAL + tally.RENEWED)),
    Metric("renewal_rate", "renewed / atr", "share", "up", "flow",
           formulas.flow_ratio(RENEWAL + tally.RENEWED, RENEWAL + tally.EXPIRING), expected="renewal_rate_expected",
           how="ARR that went on, before it got dearer / ARR of contracts that ended; downsell counts as lost",
           others=("renewal_rate_net", "renewal_rate_logos")),
    Metric("renewal_rate_expected", "1 - expected losses / atr", "share", "up", "flow", formulas.renewals_expected,
           how="1 - (expected_churn + expected_contraction) / atr"),
    Metric("renewal_rate_net", "renewal rate at the new price: price rises count, also those inside a term", "share",
           "up",
           "flow", retention_formulas.renewal_rate_net, how="(renewed + price) / atr", others=("renewal_rate",)),
    Metric("renewal_rate_logos", "share of the contracts that ended in the period that went on", "share", "up", "flow",
           formulas.flow_ratio(COUNT + tally.CONTRACTS_RENEWED, COUNT + tally.CONTRACTS_DUE),
           how="contracts renewed / contracts that ended", others=("renewal_rate",)),
    Metric("renewing", "customers whose contract ends within 90 days", "count", "none", "level",
           formulas.level(COUNT + tally.RENEWING)),
    Metric("known_churn", "ARR of customers that have given notice and whose contract has not ended yet", "currency",
           "down", "level", formulas.level(RENEWAL + tally.KNOWN_CHURN)),
    Metric("arr_locked", "opening ARR whose first contract end still lies ahead", "currency", "none", "level",
           formulas.level(cells.LOCKED)),
    Metric("expected_churn", "churn with its conditional expectation in place of chance", "currency", "down", "flow",
           formulas.flow(RENEWAL + tally.EXPECTED_CHURN),
           how="sum over contract ends of ARR x probability of leaving"),
    Metric("expected_contraction", "contraction with its conditional expectation in place of chance", "currency",
           "down", "flow", formulas.flow(RENEWAL + tally.EXPECTED_DOWNSELL),
           how="sum over contract ends of size of a downsell x its probability"),
)  # fmt: skip
