"""At its off value a mechanism calls none of its formulas, makes none of its draws and posts none of its causes.

Two halves make the test able to fail: with the mechanism on its formulas *are* called and its draws *are* made; at the
off value the formulas may raise and the ledger and the tally are the same, draw for draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pytest
from pydantic import BaseModel

from cssim.domain import facts
from cssim.dynamics import (
    absence,
    adoption,
    attrition,
    books,
    cadence,
    commitments,
    conversion,
    deal_dates,
    demand,
    digital,
    drivers,
    expertise,
    gatekeeping,
    growth,
    hiring,
    incentives,
    observation,
    onboarding,
    outside,
    pay,
    pitches,
    plays,
    pricing,
    process,
    productivity,
    referrals,
    relationship,
    renewal,
    review,
    roadmap,
    routing,
    segments,
    self_serve,
    sentiment,
    service,
    services,
    watching,
    winback,
    years,
)
from cssim.engine import plays as play_stories
from cssim.engine.recorder import ALL
from cssim.engine.simulate import settle, simulate
from cssim.part import about
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.results.run import Run
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose, Streams
from cssim.scenario.language.load import load
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

SEGMENTS = ("enterprise", "mid_market", "smb")


class Mechanism(NamedTuple):
    """A mechanism: how it is turned off, the formulas and draws only it needs, the driver only it posts to."""

    off: Mapping[str, object]
    formulas: tuple[tuple[object, str], ...] = ()
    purposes: frozenset[Purpose] = frozenset()
    driver: int | None = None


def everywhere(path: str, value: object) -> dict[str, object]:
    """Return the same setting for every segment."""
    return {f"customers.segments.{segment}.{path}": value for segment in SEGMENTS}


NO_REQUESTS = {
    path: value
    for type_ in ("how_to", "product_question", "feature_request", "complaint", "commercial")
    for path, value in everywhere(f"requests.{type_}", "0/year").items()
} | {"requests.frequent_buyers.asks": 0}
NO_PLAYS = {
    path: value for play in plays.PLAYS for path, value in everywhere(f"plays.{play}.frequency", "0/year").items()
}
MECHANISMS = {
    "skill": Mechanism(
        {"organisation.people.skill": 0},
        ((productivity, "skilled_share"),),
        frozenset({Purpose.SKILL}),
    ),
    "absence": Mechanism(
        {"organisation.people.absence_days": 0},
        ((absence, "begins"), (absence, "present_share")),
        frozenset({Purpose.ABSENCE}),
    ),
    "leaving": Mechanism(
        {
            "organisation.people.attrition": 0,
            "organisation.people.takes_over": "no",
            "organisation.review.strictness": 0,
            "customers.segment_review.every": "never",
        },
        ((attrition, "spent"), (attrition, "hours_until"), (relationship, "leaves_with")),
        frozenset({Purpose.LEAVING}),
        drivers.ACCOUNT_CHANGE,
    ),
    "hiring": Mechanism(
        {"organisation.teams.csm.hiring": {"plan": [], "most": 0}},
        ((hiring, "posts_short"), (hiring, "months_over"), (books, "evens_out"), (books, "has_room")),
    ),
    "roster": Mechanism({"organisation.teams.csm.members": []}, ((pay, "contract"), (pay, "due_in_all"))),
    "severance": Mechanism({"organisation.costs.severance": 0, "organisation.costs.notice": 0}),
    "review": Mechanism(
        {"organisation.review.strictness": 0},
        ((review, "is_due"), (review, "work_rate"), (review, "mean"), (review, "falls_short")),
        frozenset({Purpose.REVIEW}),
    ),
    "process maturity": Mechanism(
        {"organisation.process": None},
        (
            (process, "handling"),
            (process, "ramp"),
            (process, "left_for_customers"),
            (process, "matured"),
            (process, "diluted"),
        ),
    ),
    "books of one industry": Mechanism({"organisation.teams.csm.industry_share": 0}, ((process, "sooner"),)),
    "taking over": Mechanism({"organisation.people.takes_over": "no"}, ((books, "evens_out"),)),
    "ramp": Mechanism({"organisation.people.ramp": 0}, ((productivity, "ramp_pace"),)),
    "managers, operations, tools": Mechanism(
        {
            "organisation.managers.pay.ote": 0,
            "organisation.operations.pay.ote": 0,
            "organisation.costs.tools": 0,
        },
    ),
    "cost of hiring": Mechanism(
        {
            "organisation.costs.recruiting": 0,
            "organisation.costs.training": 0,
            "organisation.costs.severance": 0,
            "organisation.costs.notice": 0,
        },
        ((pay, "due_once"),),
    ),
    "hiring freeze": Mechanism({"organisation.hiring_freeze": None}, ((hiring, "filled_at"),)),
    "overload": Mechanism(
        {"organisation.people.overload": 0, "organisation.teams.csm.hiring.most": 0},
        ((attrition, "under_load"), (attrition, "load"), (attrition, "smoothed")),
    ),
    "account change": Mechanism({"health.account_change.level": 0}, driver=drivers.ACCOUNT_CHANGE),
    "frailty": Mechanism({"requests.frailty": 0}, ((demand, "demand_factor"),), frozenset({Purpose.FRAILTY})),
    "heterogeneity": Mechanism(
        everywhere("heterogeneity", "none"), ((inverse, "beta_log_odds"),), frozenset({Purpose.FIT})
    ),
    "plays": Mechanism(NO_PLAYS, ((plays, "first_slot"),), frozenset({Purpose.SLOT_PHASE})),
    "cadence by capacity": Mechanism(
        {"organisation.teams.csm.cadence.plan": "fixed"},
        ((cadence, "next_quarter"), (cadence, "pace"), (play_stories, "interval_at"), (cadence, "time_for_plays")),
    ),
    "pitches": Mechanism(
        everywhere("plays.expansion.chance", 0)
        | everywhere("self_serve.rate", "0/year")
        | {"expansion.conversion.chance": "0%"},
        ((pitches, "deal_size"), (pitches, "pitch_chance"), (pitches, "buying_index"), (pitches, "harm")),
        frozenset({Purpose.PITCH, Purpose.DEAL_DELAY}),
    ),
    "whitespace": Mechanism(
        everywhere("potential", 1)
        | everywhere("contracts.consumption", "0%")
        | everywhere("contracts.perpetual", "0%")
        | everywhere("winback", "0%")
        | {"renewal.downsell.odds": 0, "product.modules.raises": 0},
        ((pitches, "pitch_chance"),),
        frozenset({Purpose.PITCH}),
    ),
    "tiredness of pitches": Mechanism({"expansion.recovery": "0 months"}, ((pitches, "appetite"),)),
    "room to sell": Mechanism({"expansion.room": 0}, ((pitches, "room_left"), (pitches, "in_room"))),
    "delay of deals": Mechanism({"expansion.deal_delay": "0 months"}, (), frozenset({Purpose.DEAL_DELAY})),
    "harm of pitches": Mechanism({"health.pressure.pitch": 0}, ((pitches, "harm"),)),
    "readiness": Mechanism({"health.readiness.level": 0}, ((plays, "ready_share"),), driver=drivers.READINESS),
    "errors of health scores": Mechanism(
        {"organisation.health_score.validity": "100%"},
        ((observation, "next_error"), (observation, "observed")),
        frozenset({Purpose.SCORE_ERROR}),
    ),
    "missing health scores": Mechanism(
        {"organisation.health_score.missing": "0%"}, purposes=frozenset({Purpose.SCORE_MISSING})
    ),
    "health scores": Mechanism(
        everywhere("plays.save.when", "cadence")
        | {
            "organisation.teams.csm.incentive.policy": "none",
            "organisation.teams.sellers.incentive.policy": "none",
            "organisation.coverage.mid_market.person_when": ["renewal within 60 days"],
        },
        ((observation, "standardized"), (observation, "is_due")),
        frozenset({Purpose.SCORE_ERROR, Purpose.SCORE_MISSING}),
    ),
    "goals of account managers": Mechanism(
        {"organisation.teams.sellers.incentive.policy": "none"},
        ((incentives, "due_in"), (incentives, "seller_goal")),
    ),
    "incentives": Mechanism(
        {"organisation.teams.csm.incentive.policy": "none", "organisation.teams.sellers.incentive.policy": "none"},
        tuple(
            (incentives, name)
            for name in (
                "pay_at",
                "slope_at",
                "projected",
                "attained_share",
                "elapsed_share",
                "goal_of",
                "with_pool",
                "index",
                "score_attained",
                "blended",
                "earned",
                "period_end",
                "gain",
                "expected_sale",
                "kept_arr",
                "worth_of_gain",
                "size_factor",
            )
        ),
        frozenset({Purpose.USE_WORK}),
    ),
    "moving the dates of deals": Mechanism(
        {"organisation.teams.csm.incentive.may_move_dates": "no"},
        tuple((deal_dates, name) for name in ("looked_at", "part_of", "pay_next", "pay_now", "is_more")),
    ),
    "effect of rescues": Mechanism(everywhere("plays.save.effect", 0), ((plays, "taken_back"),)),
    "renewal plays": Mechanism(everywhere("plays.renewal.frequency", "0/year"), ((plays, "coming_end"),)),
    "requests": Mechanism(
        NO_REQUESTS,
        ((demand, "gap"), (service, "late_share"), (expertise, "resolves")),
        frozenset(
            {
                Purpose.REQUEST_GAP,
                Purpose.REQUEST_WORK,
                Purpose.REQUEST_DIFFICULTY,
                Purpose.SELF_SERVICE,
                Purpose.MISROUTED,
            }
        ),
        drivers.SERVICE,
    ),
    "self-service": Mechanism({"organisation.routing.self_service": "0%"}, (), frozenset({Purpose.SELF_SERVICE})),
    "misrouting": Mechanism({"organisation.routing.misrouted_support": "0%"}, (), frozenset({Purpose.MISROUTED})),
    "automated agent": Mechanism(
        {"organisation.routing.agent.how_to": "0%", "organisation.routing.agent.product_question": "0%"},
        purposes=frozenset({Purpose.AGENT, Purpose.AGENT_WRONG}),
    ),
    "errors of the agent": Mechanism(
        {"organisation.routing.agent.wrong": "0%"}, purposes=frozenset({Purpose.AGENT_WRONG})
    ),
    "warm transfers": Mechanism(
        {"organisation.routing.warm_transfers": "0%"}, purposes=frozenset({Purpose.WARM_TRANSFER})
    ),
    "explaining twice": Mechanism({"health.transfers.explain_twice": "0%"}, ((relationship, "told_again"),)),
    "gatekeeping": Mechanism(
        {"organisation.routing.gatekeeper_elasticity": 0},
        ((gatekeeping, "hours_each"), (gatekeeping, "waiting_days"), (gatekeeping, "under_load")),
    ),
    "bypassing": Mechanism(
        {"organisation.routing.bypass_growth": "0%"},
        ((routing, "more_bypassing"), (routing, "less_bypassing"), (routing, "teaches_better")),
        frozenset({Purpose.BYPASS, Purpose.WRONG_PERSON}),
    ),
    "coming to a wrong person": Mechanism(
        {"organisation.routing.wrong_person": "0%"}, purposes=frozenset({Purpose.WRONG_PERSON})
    ),
    "continuity": Mechanism({"requests.continuity": "0%"}, ((demand, "continued"),)),
    "season": Mechanism(
        {"requests.season.january": 1, "requests.season.august": 1},
        ((demand, "seasonal"), (demand, "month_of_year"), (demand, "expected_in")),
    ),
    "learning": Mechanism({"requests.how_to_elasticity": 0}, ((adoption, "learned"),)),
    "deals of who buys often": Mechanism(
        {"requests.frequent_buyers.asks": 0}, ((demand, "asked_for_deals"),), frozenset({Purpose.ABOUT_A_DEAL})
    ),
    "small accounts with a contact": Mechanism({"requests.small_accounts.factor": 1}, ((demand, "inflated"),)),
    "several products": Mechanism(
        everywhere("products", 1), ((expertise, "breadth_factor"), (expertise, "of_several_products"))
    ),
    "backup": Mechanism({"organisation.coverage.smb.backup": "no"}, ((routing, "opens_after"),)),
    "downsell": Mechanism(
        {"renewal.downsell.odds": 0},
        ((renewal, "downsell_probability"), (renewal, "downsell_size"), (renewal, "loses_some")),
        frozenset({Purpose.DOWNSELL}),
    ),
    "digital programme": Mechanism(
        {"organisation.digital.smb.touches": "0/year"},
        ((digital, "first_touch"), (digital, "platform_due")),
        frozenset({Purpose.DIGITAL_PHASE}),
    ),
    "success plans that are sold": Mechanism(
        {"organisation.services.smb.success_plans.share": 0},
        ((services, "sooner"), (services, "mean_pace"), (services, "plans_due")),
        frozenset({Purpose.PLAN_SOLD}),
    ),
    "what success plans promise": Mechanism(
        {"organisation.services.smb.success_plans.contacts": 1}, ((services, "sooner"),)
    ),
    "platform of the digital programme": Mechanism(
        {"organisation.digital.smb.platform": 0}, ((digital, "platform_due"),)
    ),
    "people on conditions": Mechanism(
        {
            "organisation.coverage.mid_market.person_when.health_below": 0,
            "organisation.coverage.mid_market.person_when.renewal_within": "0 months",
        },
        ((watching, "renewal_near"), (watching, "in_trouble")),
    ),
    "customers won": Mechanism(
        {"customers.referrals.rate": "0/year"}
        | {f"customers.new_logos.{segment}.rate": "0/year" for segment in SEGMENTS},
        ((growth, "booked_before"), (growth, "booking_time"), (growth, "landed_arr")),
        frozenset({Purpose.BOOKED_AT, Purpose.LANDED_ARR, Purpose.LANDED_TERM}),
    ),
    "self-service purchases": Mechanism(
        everywhere("self_serve.rate", "0/year"),
        ((self_serve, "unasked_chance"),),
        frozenset({Purpose.SELF_SERVE_GAP, Purpose.SELF_SERVE_BUYS}),
    ),
    "modules": Mechanism(
        {"product.modules.rate": "0/year", "product.modules.asked_for": "0/year"},
        ((self_serve, "more_potential"),),
        frozenset({Purpose.MODULE_GAP, Purpose.MODULE_OF_ACCOUNT}),
    ),
    "modules that a growth target asks for": Mechanism(
        {"product.modules.asked_for": "0/year"},
        purposes=frozenset({Purpose.PUSHED_MODULE_GAP, Purpose.PUSHED_MODULE_OF_ACCOUNT}),
    ),
    "modules asked for where nobody has a goal": Mechanism(
        {"organisation.teams.csm.incentive.policy": "none", "organisation.teams.sellers.incentive.policy": "none"},
        purposes=frozenset({Purpose.PUSHED_MODULE_GAP, Purpose.PUSHED_MODULE_OF_ACCOUNT}),
    ),
    "modules of no consequence": Mechanism({"product.modules.raises": "0%"}, ((self_serve, "more_potential"),)),
    "reviews of segments": Mechanism(
        {"customers.segment_review.every": "never"},
        ((segments, "next_review"), (segments, "rebased")),
    ),
    "late signing": Mechanism(
        {"renewal.late.share": "0%"}, ((renewal, "signing_time"),), frozenset({Purpose.LATE_RENEWAL, Purpose.LATE_BY})
    ),
    "time of grace": Mechanism({"renewal.late.grace": "0 months"}, ((renewal, "signing_time"),)),
    "ideal profile": Mechanism({"customers.ideal_profile.weight": 0}, purposes=frozenset({Purpose.IDEAL_PROFILE})),
    "referrals": Mechanism(
        {"customers.referrals.rate": "0/year"},
        ((referrals, "next_referral"), (referrals, "promotes")),
        frozenset({Purpose.REFERRAL_GAP, Purpose.REFERRAL_MOOD, Purpose.REFERRAL_DISPUTED}),
    ),
    "customers who come back": Mechanism(
        everywhere("winback", "0%"),
        ((winback, "asked_at"), (winback, "returning_arr"), (winback, "is_reactivation")),
        frozenset({Purpose.WINBACK, Purpose.WINBACK_DELAY}),
    ),
    "disputed referrals": Mechanism(
        {"organisation.referrals.disputed": "0%"}, purposes=frozenset({Purpose.REFERRAL_DISPUTED})
    ),
    "onboarding": Mechanism(
        everywhere("onboarding", "0 working hours"),
        ((onboarding, "sessions_of"), (onboarding, "session_hours"), (onboarding, "speed"), (onboarding, "share_of")),
        driver=drivers.ONBOARDING,
    ),
    "beginnings": Mechanism(
        {"health.onboarding.best": 0, "health.onboarding.worst": 0},
        ((onboarding, "beginning_level"),),
        driver=drivers.ONBOARDING,
    ),
    "good and bad years": Mechanism(
        {"renewal.year_effect.common": 0, "renewal.year_effect.segment": 0},
        ((years, "finance_year"), (years, "year_effect")),
        frozenset({Purpose.YEAR, Purpose.YEAR_OF_SEGMENT}),
    ),
    "marks of downsell and price": Mechanism(
        {"health.pressure.downsell": "0%", "health.pressure.price_rise": "0%", "health.pressure.pitch": "0%"},
        driver=drivers.PRESSURE,
    ),
    "pressure": Mechanism({"health.pressure.level": 0}, driver=drivers.PRESSURE),
    "price uplift": Mechanism(
        {"customers.price_uplift.typical": "0%"},
        ((pricing, "is_due"), (pricing, "acceptance"), (pricing, "pays_more"), (pricing, "pressure_share")),
        frozenset({Purpose.PRICE_RISE}),
    ),
    "pressure of price": Mechanism({"health.pressure.price_rise": "0%"}, ((pricing, "pressure_share"),)),
    "consumption": Mechanism(
        everywhere("contracts.consumption", "0%"),
        ((commitments, "usual_use"), (commitments, "recommitted"), (commitments, "counted")),
        frozenset({Purpose.COMMITMENT, Purpose.CONTRACT_TYPE}),
    ),
    "perpetual licenses": Mechanism(
        everywhere("contracts.perpetual", "0%"),
        ((conversion, "added"), (conversion, "worth_more"), (conversion, "as_subscriber")),
    ),
    "deals of another product": Mechanism({"expansion.cross_sell": "0%"}, purposes=frozenset({Purpose.CROSS_SELL})),
    "conversion of licenses": Mechanism(
        {"expansion.conversion.chance": "0%"},
        ((conversion, "added"), (conversion, "worth_more"), (conversion, "as_subscriber")),
    ),
    "escalator": Mechanism(everywhere("contracts.escalator", "0%"), ((pricing, "next_anniversary"),)),
    "catch-up": Mechanism({"organisation.routing.catch_up": "0 working hours"}, ((expertise, "catch_up_time"),)),
    "specialist pace": Mechanism({"organisation.routing.specialist_pace": 1}, ((expertise, "specialist_hours"),)),
    "adoption": Mechanism({"health.adoption.level": 0}, ((expertise, "taught_share"),), driver=drivers.ADOPTION),
    "relationship": Mechanism(
        {"health.relationship.level": 0}, ((relationship, "reachable_level"),), driver=drivers.RELATIONSHIP
    ),
    "service": Mechanism(
        {"health.service.level": 0}, ((service, "late_share"), (service, "restored")), driver=drivers.SERVICE
    ),
    "restoring": Mechanism({"health.service.restore": 0}, ((service, "restored"),)),
    "lateness": Mechanism({"health.service.late": 0}, ((service, "late_share"),)),
    "transfers": Mechanism({"health.transfers.level": 0}, driver=drivers.TRANSFERS),
    "neglect": Mechanism({"health.neglect.target": 0}, driver=drivers.NEGLECT),
    "champions": Mechanism(
        {"health.outside.champion_leaves": "0/year"},
        ((outside, "gap"),),
        frozenset({Purpose.CHAMPION_GAP}),
    ),
    "product gap": Mechanism(
        {"health.product_gap.unheard": 0},
        ((roadmap, "topic_of"), (roadmap, "score"), (roadmap, "match_share")),
        frozenset({Purpose.WISH_TOPIC, Purpose.WISH_MISSED, Purpose.SALES_WANTS}),
        drivers.PRODUCT_GAP,
    ),
    "wishes that get lost": Mechanism({"product.missed": 0}, (), frozenset({Purpose.WISH_MISSED})),
    "releases": Mechanism(
        {"product.releases": 0}, ((roadmap, "score"), (roadmap, "match_share")), frozenset({Purpose.SALES_WANTS})
    ),
    "releases that meet nothing": Mechanism(
        {"product.match": 0}, ((roadmap, "score"), (roadmap, "match_share")), frozenset({Purpose.SALES_WANTS})
    ),
    "recommending": Mechanism(
        {"surveys.nps.asked": 0},
        ((sentiment, "recommends"), (sentiment, "mood_of")),
        frozenset({Purpose.NPS_ASKED, Purpose.NPS_MOOD}),
    ),
    "rating": Mechanism(
        {"surveys.csat.rated": 0},
        ((sentiment, "satisfied_probability"),),
        frozenset({Purpose.CSAT_ASKED, Purpose.CSAT_ANSWER}),
    ),
    "shocks": Mechanism(
        {"shocks.rival": None},
        ((outside, "moment_between"), (outside, "due_at_pace"), (outside, "faster"), (outside, "dampened")),
        frozenset({Purpose.SHOCK_TARGET, Purpose.SHOCK_TIME, Purpose.WON_ALL_THE_SAME}),
    ),
    "outside": Mechanism(
        {"health.outside.champion_leaves": "0/year", "shocks.rival": None},
        ((outside, "event_amount"), (outside, "shielded")),
        driver=drivers.OUTSIDE,
    ),
    "a shock that hits nobody": Mechanism(
        {"shocks.rival.effects.hazard_ratio": 1}, ((outside, "moment_between"),), frozenset({Purpose.SHOCK_TIME})
    ),
    "a shock that makes nobody ask": Mechanism(
        {"shocks.rival.effects.requests.complaint": 1}, ((outside, "due_at_pace"), (outside, "faster"))
    ),
    "a shock in which as much is sold and won": Mechanism(
        {"shocks.rival.effects.deals": 1, "shocks.rival.effects.new_logos": 1},
        ((outside, "dampened"),),
        frozenset({Purpose.WON_ALL_THE_SAME}),
    ),
    "champions without effect": Mechanism(
        {"health.outside.champion_hazard": 1}, ((outside, "gap"),), frozenset({Purpose.CHAMPION_GAP})
    ),
    "shield": Mechanism({"health.outside.shield": 0}, ((outside, "shielded"),)),
    "all drivers": Mechanism(
        {
            "health.adoption.level": 0,
            "health.relationship.level": 0,
            "health.service.level": 0,
            "health.transfers.level": 0,
            "health.neglect.target": 0,
            "health.onboarding.best": 0,
            "health.onboarding.worst": 0,
            "health.account_change.level": 0,
            "health.pressure.level": 0,
            "health.readiness.level": 0,
            "health.product_gap.level": 0,
            "health.outside.champion_leaves": "0/year",
            "shocks.rival": None,
        },
        ((drivers, "value_at"), (drivers, "post_amount")),
    ),
}


@pytest.fixture(scope="module")
def company() -> Scenario:
    """A small company with everything on, some of it exaggerated so that each mechanism is felt in six months."""
    return patch(
        load("scenarios/b2b_saas.yaml"),
        {
            "horizon": "6 months",
            "settle": "3 months",
            "decide.on": "retained_arr.m6",
            "customers.price_uplift.typical": "5%",
            "customers.segments.enterprise.contracts.escalator": "3%",
            "customers.segments.enterprise.accounts": 6,
            "customers.segments.mid_market.accounts": 10,
            "customers.segments.smb.accounts": 14,
            "customers.segments.smb.term": {"1 month": "100%"},
            "customers.segments.smb.contracts.consumption": "40%",
            "customers.segments.enterprise.contracts.perpetual": "60%",
            "expansion.conversion.chance": "100%",
            "customers.segments.mid_market.products": 2,
            "requests.continuity": "20%",
            "customers.segments.smb.buys": "16/year",
            "requests.season": {"january": 2, "august": 0.5},
            "organisation.routing.bypass_growth": "30%",
            "organisation.routing.agent": {"how_to": "30%", "product_question": "20%", "wrong": "30%"},
            "organisation.teams.csm.headcount": 1,
            "organisation.teams.csm.members": [{"who": "a", "day_rate": 500, "leave": ["2027-01-10", "2027-01-20"]}],
            "organisation.teams.csm.hiring": {
                "plan": [{"on": "2027-02", "people": 1}],
                "accounts_per_head": 15,
                "load_above": "10%",
                "load_for": "1 month",
                "most": 2,
            },
            "organisation.teams.csm.first_response": "1 working hour",
            "organisation.teams.consultants.first_response": "1 working hour",
            "health.transfers.free_faces": 0,
            "customers.referrals.rate": "5/year",
            "customers.winback.delay": "0.5 months",
            "customers.segments.smb.winback": "100%",
            "renewal.late": {"share": "50%", "grace": "0.5 months"},
            "customers.segment_review": {"every": "month", "after": 1},
            "customers.segments.enterprise.arr_from": "$100k",
            "customers.segments.mid_market.arr_from": "$20k",
            "customers.segments.smb.self_serve.rate": "4/year",
            "product.modules.rate": "6/year",
            "product.modules.asked_for": "9/year",
            "shocks.rival": {
                "what": "competitor",
                "start": "2027-02",
                "lasts": "2 months",
                "reach": "70%",
                "effects": {
                    "hazard_ratio": 2,
                    "hazard_ratio_meanwhile": 1.5,
                    "requests": {"complaint": 3},
                    "deals": 0.5,
                    "new_logos": 0.5,
                },
            },
            "organisation.people.attrition": "95%",
            "organisation.process": {"maturity": "40%", "invested": "5%", "dilution": 0.5},
            "organisation.teams.csm.industry_share": "50%",
            "organisation.review": {"strictness": "50%", "cut": "99%"},
            "company.fiscal_year_starts": "April",
            "organisation.people.time_to_fill": "0.25 months",
            "organisation.hiring_freeze": {"from": "2027-03", "to": "2027-03"},
            "organisation.coverage.smb.backup": "yes",
            "organisation.health_score.at_risk": "80%",
            "organisation.coverage.mid_market": {
                "model": "digital",
                "team": "csm",
                "person_when": ["health below 80", "renewal within 60 days"],
                "requests_to": "pool",
            },
            "organisation.digital.smb": {"touches": "96/year"},
            "organisation.services.smb": {"success_plans": {"share": "40%"}, "onboarding": "$500"},
            "organisation.teams.sellers": {
                "role": "account_manager",
                "headcount": 1,
                "incentive": {"policy": "quota"},
            },
            "organisation.coverage.enterprise.commercial": "sellers",
            "organisation.coverage.enterprise.renewals": "sellers",
            "organisation.teams.csm.incentive": {
                "policy": "blend",
                "pay_curve": {"50%": 0, "150%": 2},
                "may_move_dates": "yes",
            },
            "customers.segments.smb.plays.expansion.work": {"dist": "exponential", "mean": "1 working hour"},
        },
    )


def simulated(scenario: Scenario) -> Run:
    plan = lower(scenario, opening_book(scenario)).plan
    return simulate(plan, settle(plan, 5, 1), 5, 1, ALL)


class Poisoned(Exception):
    """A formula was called that should have been left alone."""


def poison(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> None:
    def raising(*_: object) -> float:
        raise Poisoned(name)

    monkeypatch.setattr(module, name, raising)


def spied(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Return the set into which the purposes of all draws from now on are put."""
    seen: set[int] = set()
    uniform = Streams.uniform

    def watching(self: Streams, purpose: int, key: int, n: int) -> float:
        seen.add(purpose)
        return uniform(self, purpose, key, n)

    monkeypatch.setattr(Streams, "uniform", watching)
    return seen


@pytest.mark.parametrize("name", MECHANISMS)
def test_at_its_off_value_a_mechanism_is_not_there(
    name: str, company: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    mechanism = MECHANISMS[name]
    off = patch(company, dict(mechanism.off))
    plain = simulated(off)
    for module, formula in mechanism.formulas:
        poison(monkeypatch, module, formula)
    seen = spied(monkeypatch)
    poisoned = simulated(off)
    assert not seen & mechanism.purposes
    for column in ("time", "account", "kind", "reason", "amount", "after"):
        assert np.array_equal(getattr(plain.ledger, column), getattr(poisoned.ledger, column))
    assert np.array_equal(plain.tally.work, poisoned.tally.work)
    assert plain.facts == poisoned.facts
    posted = {fact.driver for fact in poisoned.facts if isinstance(fact, facts.Posted)}
    assert mechanism.driver not in posted


@pytest.mark.parametrize(
    ("name", "formula"), [(name, formula) for name, each in MECHANISMS.items() for formula in each.formulas]
)
def test_while_it_is_on_its_formulas_are_called(
    name: str, formula: tuple[object, str], company: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    poison(monkeypatch, *formula)
    with pytest.raises(Poisoned):
        simulated(company)


def test_while_all_are_on_every_draw_is_made_and_every_driver_posted_to(
    company: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = spied(monkeypatch)
    run = simulated(company)
    assert seen >= frozenset().union(*(each.purposes for each in MECHANISMS.values()))
    posted = {fact.driver for fact in run.facts if isinstance(fact, facts.Posted)}
    assert posted == set(range(drivers.N_DRIVERS))


def off_values(part: BaseModel, path: str = "") -> Iterator[tuple[str, object]]:
    """Walk a scenario; yield the path and the off value of every field that has one."""
    for name, info in type(part).model_fields.items():
        at, value = f"{path}{name}", getattr(part, name)
        note = about(info)
        if note.has_off:
            yield at, note.off
        elif isinstance(value, BaseModel):
            yield from off_values(value, f"{at}.")
        elif isinstance(value, Mapping):
            for key, each in value.items():
                if isinstance(each, BaseModel):
                    yield from off_values(each, f"{at}.{key}.")


def test_every_field_with_an_off_value_can_be_set_to_it_and_simulated(company: Scenario) -> None:
    paths = dict(off_values(company))
    assert len(paths) > 30
    for path, value in paths.items():
        simulated(
            patch(company, {path: value, "settle": "0 months", "horizon": "1 month", "decide.on": "retained_arr.m1"})
        )
