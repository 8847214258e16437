"""A claim made ready: the company it is about, its dials and worlds, checked before anything is simulated."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError

from cssim.errors import InputError
from cssim.experiments.claims.claim import Arm, Changes, Claim, Dial
from cssim.experiments.claims.measuring import key_of
from cssim.experiments.claims.worlds import World, dials_of, worlds_of
from cssim.scenario.language.dump import raw
from cssim.scenario.language.layers import dotted
from cssim.scenario.language.messages import findings
from cssim.scenario.language.patch import merge, patch
from cssim.scenario.schema import Scenario


@dataclass(frozen=True)
class Plan:
    """A claim with the ``company`` it is about, its dials and its worlds; the first is the company as it is.

    ``with_`` is the company under the arm *with*: where parameters are looked up.
    """

    claim: Claim
    company: Scenario
    with_: Scenario
    dials: tuple[Dial, ...]
    worlds: tuple[World, ...]

    @property
    def pairs(self) -> tuple[Arm, ...]:
        """*Without* and *with*, and the designs of the decision if there is one: dials may turn each second one."""
        decision = self.claim.decision
        return (*self.claim.arms, *(decision.designs if decision else ()))

    @property
    def arms(self) -> tuple[Arm, ...]:
        """Every design: the pairs, and the others."""
        return (*self.pairs, *self.claim.others)


def plan_of(claim: Claim, scenario: Scenario) -> Plan:
    """Return the plan of a claim on a company.

    Raises
    ------
    InputError
        If something about the claim does not fit the company; the message names the claim.
    """
    try:
        company = _changed(scenario, claim.company)
        with_ = _changed(company, claim.arms[1].changes)
        dials = dials_of(claim, with_)
        measures = [claim.measure.key, *(one.key for one in claim.shown)]
        if claim.decision is not None:
            measures.append(claim.decision.measure.key)
        for key in filter(None, measures):
            key_of(key, with_)
        plan = Plan(claim, company, with_, dials, worlds_of(claim, dials))
        for arm in plan.arms:
            _changed(company, arm.changes)
    except InputError as error:
        first = error.problems[0]
        message = f"claim {claim.id} does not fit this company: {first.message}"
        raise InputError.of(message, path=first.path) from None
    return plan


def _changed(scenario: Scenario, changes: Changes) -> Scenario:
    """Return a scenario with changes.

    Raises
    ------
    InputError
        If they do not fit it.
    """
    if not changes:
        return scenario
    try:
        return patch(scenario, changes)
    except ValidationError as error:
        first = findings(error, Scenario, merge(raw(scenario), changes).value)[0]
        raise InputError.of(first.message, path=dotted(first.steps)) from None
