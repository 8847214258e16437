"""Metrics of customers, of what is done for them and of what they say; part of the catalogue."""

from __future__ import annotations

from typing import Final

from cssim.domain import tally
from cssim.dynamics.plays import PLAYS
from cssim.results import formulas, logo_formulas, retention_formulas
from cssim.results.formulas import COUNT, LOGOS, RENEWAL
from cssim.results.metric import Metric


def _in_words(play: str) -> str:
    """Return the name of a play as people say it."""
    return play.replace("_", " ")


SERVICE_METRICS: Final = (
    Metric("logos", "customers (accounts) with ARR", "count", "up", "level", formulas.level(LOGOS),
           others=("top_parents",)),
    Metric("top_parents", "customers with ARR, all accounts of a top parent taken for one", "count", "up", "level",
           logo_formulas.top_parents, others=("logos",)),
    Metric("logos_lost", "customers (accounts) that left", "count", "down", "flow",
           formulas.flow(COUNT + tally.LOGOS_LOST)),
    Metric("logos_won", "customers (accounts) that were won", "count", "up", "flow",
           formulas.flow(COUNT + tally.LOGOS_WON)),
    Metric("health", "mean health score, 0 to 100", "score", "up", "level", formulas.health,
           how="mean of 100 logistic(h) over customers with ARR"),
    Metric("at_risk", "customers whose health score says that they are at risk, at the end of a month", "count", "down",
           "level", formulas.level(COUNT + tally.AT_RISK)),
    Metric("user_adoption", "active / paid seats, mean over customers", "share", "up", "level",
           formulas.user_adoption,
           how="mean of A = logistic(a + 2 (onboarding + adoption)) over customers with ARR"),
    Metric("product_adoption", "products used / products owned, mean over customers", "share", "up", "level",
           retention_formulas.product_adoption,
           how="mean of min(n, floor(A n + 1/2)) / n: n products owned, A the share of seats in use"),
    Metric("objectives_met", "share of customers with success plans who use as much as they set out to", "share", "up",
           "level", formulas.level_ratio(COUNT + tally.OBJECTIVES_MET, COUNT + tally.OBJECTIVES),
           how="customers with A >= health.adoption.objective / customers of segments with success plans"),
    Metric("engagement", "contacts with people of ours in the last 90 days, per customer", "count", "up", "level",
           retention_formulas.engagement, decimals=3,
           how="plays held + onboarding sessions + answers (not those of support), of three months / customers"),
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
           "level", formulas.reviewed,
           how="customers with a QBR in the last twelve months / customers"),
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
           formulas.nps,
           how="100 (promoters - detractors) / answers"),
    Metric("csat", "share of rated answers with 4 or 5 of 5", "share", "up", "flow",
           formulas.flow_ratio(COUNT + tally.SATISFIED, COUNT + tally.RATED),
           how="answers rated 4 or 5 / answers rated"),
    Metric("quick_ratio", "ARR won / ARR lost: (new + expansion + reactivation) / (churn + contraction)", "count", "up",
           "flow", formulas.quick_ratio, decimals=3),
    Metric("owner_changes", "accounts that lost their named contact, or were given to another", "count", "down", "flow",
           formulas.flow(COUNT + tally.OWNER_CHANGES)),
    Metric("digital_touches", "times that the digital programme reached a customer", "count", "none", "flow",
           formulas.flow(COUNT + tally.DIGITAL_TOUCHES)),
    Metric("people_met", "mean number of our people a customer has met", "count", "none", "level",
           formulas.people_met, decimals=3,
           how="sum over customers of different people they have met / customers"),
)  # fmt: skip
