"""From the churn of today's customers to the churn of a new one.

Today's customers of a segment are survivors: those with a high risk have left. If the yearly churn of a new customer
is Beta(m phi, (1 - m) phi), that of one who has survived k years is Beta(m phi, (1 - m) phi + k), with mean
m phi / (phi + k). So the m that gives today's customers a mean churn c is c / mean(phi / (phi + k_i)).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from cssim.dynamics.renewal import exposure
from cssim.errors import InputError
from cssim.plan.accounts import Opening, OpeningAccount
from cssim.scenario.customers import Segment
from cssim.scenario.schema import Scenario
from cssim.units import MONTHS_PER_YEAR


def exposure_of(account: OpeningAccount, lock_in: float) -> float:
    """Return the exposure [years] of one renewal of an account's contract."""
    return exposure(account.term / MONTHS_PER_YEAR, lock_in)


def new_logo_churn(scenario: Scenario, opening: Opening) -> tuple[float, ...]:
    """Return m, the yearly churn of a new customer, of every segment: stored if the scenario has a baseline.

    Raises
    ------
    InputError
        If no new customers could have left such survivors.
    """
    stored = scenario.baseline.segments if scenario.baseline is not None else {}
    found = []
    for index, (name, segment) in enumerate(scenario.customers.segments.items()):
        if name in stored:
            found.append(stored[name].new_logo_churn)
        elif segment.new_logo_churn is not None:
            found.append(segment.new_logo_churn)
        else:
            survived = [
                account.renewals * exposure_of(account, scenario.renewal.lock_in)
                for account in opening.accounts
                if account.segment == index
            ]
            found.append(_of_survivors(name, segment, survived))
    return tuple(found)


def _of_survivors(name: str, segment: Segment, survived: Sequence[float]) -> float:
    churn, phi = segment.logo_churn or 0.0, segment.heterogeneity
    if phi == math.inf or not survived:
        return churn
    kept = math.fsum(phi / (phi + years) for years in survived) / len(survived)
    if churn >= kept:
        stayed = math.fsum(survived) / len(survived)
        raise InputError.of(
            f"{100 * churn:g}% a year is too much for customers who have stayed {stayed:.1f} years on average and "
            f"differ this much (heterogeneity {phi:g}); less than {100 * kept:.1f}% is possible, or more with a "
            f"higher heterogeneity",
            path=f"customers.segments.{name}.logo_churn",
        )
    return churn / kept
