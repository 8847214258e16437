"""Check s1: guided onboarding lowers early churn and questions, raises use, and fades."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

import numpy as np

import cssim
from cssim.domain.facts import ContractEnded, RequestRaised
from cssim.dynamics.adoption import seats_in_use
from cssim.dynamics.drivers import ADOPTION, ONBOARDING
from cssim.results.run import Run
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_MONTH
from validation.checks import Chapter, Check, Mean, Values, mean_of, percent_signed, plain, shown, told
from validation.studies import BASELINE, Designs, Effort, in_full

CHURN: Final = 0.5
QUESTIONS: Final = -0.1955
USE: Final = 0.4657
FACTOR: Final = 2.0
WON: Final = 150
YEARS: Final = 4
RUNS: Final = 4
BEST: Final = 0.5
WORST: Final = -0.9
NEUTRAL: Final = math.log(0.6 / 0.4)
"""Log-odds of a seat in use where a beginning was neither good nor bad: the default of 60 %."""
SCALES: Final = (1.0, 0.75, 0.5, 0.25)
AGES: Final = ((3, 9), (12, 24), (24, 36))
"""Months since the contract, from and to: early, when what was not done has been felt, and later."""
_TEXT: Final = """\
`cssim:renewal_only`: {won} customers are won in a year, all alike, with contracts by the month; 20 % would leave in a
year if nothing were on. Only onboarding is on. *Guided*: CSMs bring every customer to first value within days;
*unguided*: nobody does. The free level is how much a beginning matters, `health.onboarding` from worst -0.9 (stated
range -1.8 to -0.45) to best +0.5 (0.25 to 1.0), both times one factor. Which factor halves churn early (months 4 to 9,
as what was not done is felt after three) is representability, and shown; two more numbers come with it: the share of
seats in use, whose slope is a number of the model, and how-to questions, whose elasticity was worked out from these
two figures [73] and is no test. That the effect has the sign and fades is. What is published fades within a week; the
half-life of the model is 24 months (guess), so *that* it fades is all that it can show. {runs} runs of {years} years.
"""


TOO_STEEP: Final = (
    "the model's slope from renewing to use, 2 in log-odds, is a guess with no source; at the churn that was "
    "published it moves use by twice as much as was published"
)


class Effect(NamedTuple):
    """Guided against unguided by age, run by run, each (n_runs, ages): ratio of churn, and relative changes."""

    churn: Values
    questions: Values
    use: Values


def measure(effort: Effort, jobs: int) -> Chapter:
    """Bring customers to first value, or do not, and follow them."""
    del jobs  # facts are read here, run by run
    runs, won = (RUNS, WON) if effort.full else (effort.runs, 40)
    found = {scale: effect(scale, won, runs) for scale in SCALES}
    at = halving({scale: float(one.churn[:, 0].mean()) for scale, one in found.items()})
    there = effect(at, won, runs)
    checks = [check for scale, one in found.items() for check in [ratio_row(scale, one)]]
    checks += [
        below_one("early churn, guided / unguided, defaults", found[1.0].churn[:, 0]),
        fading(found[1.0]),
        Check("factor that halves early churn", "worst and best inside their ranges: 0.5 to 2", in_words(at), None),
        shown("early churn there, guided / unguided", there.churn[:, 0], f"{CHURN} [73]", plain),
        sized("seats in use there, guided / unguided", there.use[:, 0], USE),
        shown(
            "how-to questions there, guided / unguided",
            there.questions[:, 0],
            f"{percent_signed(QUESTIONS)} [73], calibrated",
            percent_signed,
        ),
    ]
    text = _TEXT.format(won=won, runs=runs, years=YEARS)
    return Chapter("Check s1: guided onboarding", text, tuple(checks))


def in_words(scale: float) -> str:
    """Return a factor, and the levels it stands for."""
    return f"{scale:.2f}: worst {scale * WORST:.2f}, best {scale * BEST:.2f}"


def halving(ratios: dict[float, float]) -> float:
    """Return the factor at which early churn is halved, on straight lines between those tried."""
    scales = sorted(ratios, reverse=True)
    return float(np.interp(CHURN, [ratios[scale] for scale in scales], scales))


def ratio_row(scale: float, found: Effect) -> Check:
    """Return churn, guided against unguided, in each age."""
    words = "; ".join(
        f"months {begin + 1} to {end}: {told(mean_of(found.churn[:, at]), plain)}"
        for at, (begin, end) in enumerate(AGES)
    )
    return Check(f"churn, guided / unguided, factor {scale}", "", words, None)


def below_one(what: str, ratio: Values) -> Check:
    """Return the check that guidance lowers churn."""
    found = mean_of(ratio)
    return Check(what, "below 1 (sign) [73]", told(found, plain), found.high < 1.0)


def fading(found: Effect) -> Check:
    """Return the check that the effect is smaller the longer ago the beginning was."""
    logs = np.log(found.churn)
    steps: list[Mean] = [mean_of(logs[:, at + 1] - logs[:, at]) for at in range(len(AGES) - 1)]
    words = ", then ".join(told(step, plain) for step in steps)
    return Check(
        "log hazard ratio: what it loses from age to age",
        "rises towards 0: fades [73]",
        words,
        all(step.low > 0.0 for step in steps),
    )


def sized(what: str, change: Values, target: float) -> Check:
    """Return the check that a number which was not chosen has the size of the evidence, within the factor."""
    found = mean_of(change)
    near = found.value * target > 0.0 and 1.0 / FACTOR <= found.value / target <= FACTOR
    return Check(
        what, f"{percent_signed(target)} [73], within a factor of 2", told(found, percent_signed), near, TOO_STEEP
    )


def company_of(scale: float, won: int) -> Scenario:
    """Return a company that wins customers and brings them to first value."""
    csm = {"role": "csm", "headcount": 10, "resolves_alone": "80%"}
    support = {"role": "support", "headcount": 10}
    return patch(
        cssim.load("cssim:renewal_only"),
        {
            "horizon": f"{12 * YEARS} months",
            "customers.segments.regular": {
                "accounts": 1, "term": "1 month", "new_logo_churn": "20%", "heterogeneity": "none",
                "onboarding": "6 working hours", "requests.how_to": "12/year",
            },
            "customers.new_logos": {"regular": f"{won}/year"},
            "customers.ideal_profile": {"weight": 0},
            "health.onboarding": {"best": scale * BEST, "worst": scale * WORST},
            "organisation.teams": {"csm": csm, "support": support},
            "organisation.routing": {"how_to_to": "support"},
        },
    )  # fmt: skip


def designs() -> Designs:
    """Return the design in which nobody sees to new customers."""
    nobody: dict[str, Any] = {"organisation.coverage.regular": {"model": "none"}}
    return {"unguided": nobody}


def effect(scale: float, won: int, runs: int) -> Effect:
    """Return what guidance does by age."""
    found = []
    for made in in_full(company_of(scale, won), designs(), runs):
        guided, unguided = by_age(made[BASELINE]), by_age(made["unguided"])
        found.append(guided / unguided)
    ratios = np.array(found)
    return Effect(ratios[:, 0], ratios[:, 1] - 1.0, ratios[:, 2] - 1.0)


def by_age(run: Run) -> Values:
    """Return churn of a month, how-to questions a month, and seats in use of won customers, by age: (3, ages)."""
    joined = run.accounts.joined
    months, churn, questions, use = (np.zeros(len(AGES)) for _ in range(4))
    for fact in run.facts:
        if not isinstance(fact, ContractEnded | RequestRaised) or joined[fact.account] <= 0.0:
            continue
        at = age_of(fact.time - joined[fact.account])
        if at < 0:
            continue
        if isinstance(fact, RequestRaised):
            questions[at] += 1
        else:
            months[at] += 1
            churn[at] += fact.churn
            use[at] += seats_in_use(fact.stocks[ONBOARDING] + fact.stocks[ADOPTION], NEUTRAL)
    return np.array([churn / months, questions / months, use / months])


def age_of(hours: float) -> int:
    """Return which of the ages a customer has after some hours, -1 for none of them."""
    month = hours / HOURS_PER_MONTH
    return next((at for at, (begin, end) in enumerate(AGES) if begin <= month < end), -1)
