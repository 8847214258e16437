"""The story of health scores, anew every month; retells :mod:`cssim.engine.scores`."""

from __future__ import annotations

from typing import Final

from cssim.dynamics import observation, relationship
from cssim.dynamics.plays import SAVE
from cssim.engine.calendar import SCORING_KEY, STAFFING
from cssim.engine.compiled import calendar, facts, slots
from cssim.engine.compiled.draws import happens, uniform
from cssim.engine.compiled.health import health
from cssim.engine.compiled.rescues import at_risk, may_rescue
from cssim.engine.compiled.rows import World
from cssim.engine.compiled.watching import looked_after
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of, months_to_hours

_AT_ONCE: Final = 8
"""Rescues that one calendar entry calls for at most; tables have room for so many, and the other accounts follow in
an entry at the same place."""


def begin_score(w: World, i: int) -> None:
    """See the health of an account that begins now, if anybody looks at it; no first score is missing."""
    run = w.run[0]
    if run.score_kept:
        if run.score_validity < 1.0:
            w.accounts[i].error = error_in(w, i, month_of(run.now))
        see(w, i)


def begin_scoring(w: World) -> None:
    """Begin the scores of months, if anybody looks at them."""
    if w.run[0].score_kept:
        plan_scores(w, month_of(w.run[0].begin) + 1, 0)


def plan_scores(w: World, month: int, first: int) -> None:
    """Plan the scores of a month, or if they have been made, the rescues of accounts from ``first`` on."""
    calendar.at(w, months_to_hours(month), STAFFING, SCORING_KEY, calendar.SCORES, first, month)


def scores(w: World, month: int, first: int) -> None:
    """Score all accounts on the first of a month, then let who is at risk be rescued, from account ``first`` on."""
    accounts = range(first, w.run[0].n_accounts)
    if first == 0:
        for i in accounts:
            if w.accounts[i].live:
                score(w, i, month)
    called = 0
    for i in accounts:
        if called == _AT_ONCE:
            plan_scores(w, month, i)
            return
        if w.accounts[i].live and at_risk(w, i):
            called += call_for_rescue(w, i)
    plan_scores(w, month + 1, 0)


def score(w: World, i: int, month: int) -> None:
    """Score an account, unless its score is missing this month or not due; what is wrong with scores lives on."""
    run, account = w.run[0], w.accounts[i]
    if run.score_validity < 1.0:
        account.error = observation.next_error(account.error, error_in(w, i, month))
    if not observation.is_due(month, run.score_every):
        return
    if not happens(w, Purpose.SCORE_MISSING, run.score_missing, account.key, month):
        see(w, i)


def error_in(w: World, i: int, month: int) -> float:
    """Return what is new in ``month`` of what is wrong with the score of an account: a standard normal number."""
    return inverse.normal(uniform(w, Purpose.SCORE_ERROR, w.accounts[i].key, month))


def see(w: World, i: int) -> None:
    """See an account as its score shows it now."""
    run, account = w.run[0], w.accounts[i]
    account.observed = contacts_of(w, i) if run.score_activity else health_of(w, i)
    if run.score_validity < 1.0:
        account.observed = observation.observed(account.observed, run.score_validity, account.error)
    if run.everything:
        facts.write(w, facts.SCORED, i, 0, 0, 0, 0, 0, account.observed, 0.0)


def health_of(w: World, i: int) -> float:
    """Return how healthy an account is for one of its segment [standard deviations]."""
    segment = w.segments[w.accounts[i].segment]
    return observation.standardized(health(w, i), segment.health_mean, segment.health_sd)


def contacts_of(w: World, i: int) -> float:
    """Return how much contact there has been for an account of its segment [standard deviations]."""
    run, account = w.run[0], w.accounts[i]
    segment = w.segments[account.segment]
    contacts = 0.0
    for m in range(account.n_met):
        elapsed = run.now - account.met_time[m]
        contacts += relationship.contacts_left(account.met_contacts[m], elapsed, run.familiarity_half_life)
    return observation.standardized(contacts, segment.contacts_mean, segment.contacts_sd)


def call_for_rescue(w: World, i: int) -> bool:
    """Let a rescue fall due for an account at risk, unless there has been one lately, or rescues go by cadence.

    Return whether it does.
    """
    account = w.accounts[i]
    if not looked_after(w, i) or not may_rescue(w, i):
        return False
    account.rescued_at = w.run[0].now
    n = account.slot_n[SAVE]
    account.slot_n[SAVE] = n + 1
    slots.held_or_expired(w, i, SAVE, n, w.plays[account.segment, SAVE].expiry)
    return True
