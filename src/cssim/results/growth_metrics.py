"""Metrics of how customers come and begin; part of the catalogue."""

from __future__ import annotations

from typing import Final

from cssim.domain import tally
from cssim.domain.ledger import FIT_REASON, REASONS, SOURCES, WINBACK
from cssim.results import formulas
from cssim.results import measures as cells
from cssim.results.formulas import COUNT, RENEWAL
from cssim.results.metric import Metric
from cssim.units import MILLI

GROWTH_METRICS: Final = (
    Metric("won_fitting", "share of the customers won that fit the ideal customer profile", "share", "up", "flow",
           formulas.flow_ratio(COUNT + tally.LOGOS_FITTING, COUNT + tally.LOGOS_WON),
           how="customers won that fit / customers won"),
    Metric("referrals", "times that a customer told somebody of us who may become one", "count", "up", "flow",
           formulas.flow(COUNT + tally.REFERRALS)),
    Metric("referrals_disputed", "referrals that CSM and sales both claimed", "count", "down", "flow",
           formulas.flow(COUNT + tally.REFERRALS_DISPUTED)),
    Metric("logos_back", "lost customers that came back", "count", "up", "flow",
           formulas.flow(COUNT + tally.LOGOS_BACK)),
    Metric("won_back", "ARR of lost customers that came back, within the win-back window or later", "currency", "up",
           "flow", formulas.flow(RENEWAL + tally.WON_BACK)),
    Metric("time_to_first_value", "mean time from the contract to first value of customers that came to it, in working "
           "hours", "hours", "down", "flow",
           formulas.flow_ratio(COUNT + tally.FIRST_VALUE_MILLI, COUNT + tally.ONBOARDED, MILLI),
           how="sum of times from contract to first value / customers that came to it in the period"),
    Metric("onboarded_in_time", "share of new customers that came to first value before their time was up", "share",
           "up", "flow", formulas.onboarded_in_time,
           how="customers onboarded in time / (those + customers whose time was up)"),
    Metric("beginners", "customers that have not come to first value yet", "count", "none", "level",
           formulas.level(COUNT + tally.BEGINNERS)),
    Metric("self_serve_deals", "times that a customer bought more without having been asked", "count", "up", "flow",
           formulas.flow(COUNT + tally.SELF_SERVE_DEALS)),
    Metric("whitespace", "what customers could buy and have not: potential less ARR", "currency", "none", "level",
           formulas.whitespace,
           how="sum of max(0, potential ARR - ARR) over customers"),
    Metric("in_grace", "ARR of contracts that are over and have not been renewed or ended yet", "currency", "none",
           "level", formulas.level(RENEWAL + tally.IN_GRACE)),
    Metric("plans_sold", "customers that have bought a success plan", "count", "up", "level",
           formulas.level(COUNT + tally.PLANS_SOLD)),
    Metric("plan_fees", "what customers paid for success plans; no ARR", "currency", "up", "flow",
           formulas.flow(RENEWAL + tally.PLAN_FEES)),
    Metric("onboarding_fees", "what new customers paid for being brought to first value; no ARR", "currency", "up",
           "flow", formulas.flow(RENEWAL + tally.ONBOARDING_FEES)),
    Metric("service_fees", "plan_fees + onboarding_fees", "currency", "up", "flow", formulas.service_fees),
    *(Metric(f"won_by_{source}", f"ARR that came by {source}: new customers, and those that came back", "currency",
           "up",
             "flow", formulas.flow(cells.WON_BY + code)) for code,
           source in enumerate(SOURCES[:WINBACK + 1]) if source),
    *(Metric(f"lost_to_{reason}", f"ARR of customers that left, most of all because of: {reason.replace('_', ' ')}",
             "currency", "down", "flow", formulas.flow(cells.LOST_TO + code))
      for code, reason in enumerate(REASONS[:FIT_REASON + 1]) if reason),
    Metric("modules_offered", "times that a new module gave a customer more to buy", "count", "up", "flow",
           formulas.flow(COUNT + tally.MODULES_OFFERED)),
)  # fmt: skip
