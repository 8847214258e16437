"""What is written down of how customers come, begin and buy; retells :mod:`cssim.engine.customer_recorder`."""

from __future__ import annotations

from cssim.domain import tally
from cssim.domain.tally import row_of
from cssim.engine.compiled import facts
from cssim.engine.compiled.rows import NONE, World
from cssim.units import to_milli


def joined(w: World, i: int) -> None:
    """Write that a customer was won."""
    run, account = w.run[0], w.accounts[i]
    cell = w.by_segment[row_of(run.now), account.segment]
    cell.counts[tally.LOGOS_WON] += 1
    cell.counts[tally.LOGOS_FITTING] += account.fits
    if run.money:
        facts.write(
            w, facts.JOINED, i, account.key, account.segment, account.source, account.arr, account.fits, account.fit,
            0.0,
        )  # fmt: skip


def contacted(w: World, i: int) -> None:
    """Count a contact of one of our people with a customer."""
    w.by_segment[row_of(w.run[0].now), w.accounts[i].segment].counts[tally.CONTACTS] += 1


def referred(w: World, i: int, event: int, disputed: bool) -> None:
    """Write that a customer has told somebody else of us."""
    cell = w.by_segment[row_of(w.run[0].now), w.accounts[i].segment]
    cell.counts[tally.REFERRALS] += 1
    cell.counts[tally.REFERRALS_DISPUTED] += int(disputed)
    if w.run[0].everything:
        facts.write(w, facts.REFERRED, i, event, int(disputed), 0, 0, 0, 0.0, 0.0)


def asked_back(w: World, i: int, event: int, size: int, expected: int, kept: int) -> None:
    """Write what was to be expected of a lost customer that is asked to come back, and whether it does."""
    account = w.accounts[i]
    cell = w.by_segment[row_of(w.run[0].now), account.segment]
    cell.renewals[tally.EXPECTED_WON_BACK] += expected
    if account.opening > 0:
        cell.renewals[tally.EXPECTED_RETAINED] += expected
    cell.renewals[tally.EXPECTED_KEPT] += kept
    if account.comes_back:
        cell.renewals[tally.WON_BACK] += size
        cell.counts[tally.LOGOS_BACK] += 1
    if w.run[0].money:
        facts.write(w, facts.ASKED_BACK, i, event, size, expected, kept, account.comes_back, 0.0, 0.0)


def self_served(w: World, i: int, event: int, size: int, expected: int, kept: int, won: bool) -> None:
    """Write what was to be expected of a customer's occasion to buy more by itself, and whether it did."""
    account = w.accounts[i]
    cell = w.by_segment[row_of(w.run[0].now), account.segment]
    cell.renewals[tally.EXPECTED_UPSELL] += expected
    if account.opening > 0:
        cell.renewals[tally.EXPECTED_RETAINED] += expected
    cell.renewals[tally.EXPECTED_KEPT] += kept
    cell.counts[tally.SELF_SERVE_DEALS] += int(won)
    if w.run[0].money:
        facts.write(w, facts.SELF_SERVED, i, event, size, expected, kept, int(won), 0.0, 0.0)


def potential_grew(w: World, i: int, module: int, more: int, kind: int) -> None:
    """Write that a new module gave a customer more that it could use."""
    w.by_segment[row_of(w.run[0].now), w.accounts[i].segment].counts[tally.MODULES_OFFERED] += 1
    if w.run[0].everything:
        facts.write(w, facts.POTENTIAL_GREW, i, module, more, kind, 0, 0, 0.0, 0.0)


def segment_changed(w: World, i: int, before: int, after: int) -> None:
    """Write that an account belongs to another segment from now on."""
    row = row_of(w.run[0].now)
    w.by_segment[row, before].counts[tally.LOGOS_OUT] += 1
    w.by_segment[row, after].counts[tally.LOGOS_IN] += 1
    if w.run[0].everything:
        facts.write(w, facts.SEGMENT_CHANGED, i, 0, before, after, 0, 0, 0.0, 0.0)


def fee(w: World, row: int, segment: int, kind: int, amount: int) -> None:
    """Write what customers of a segment have paid [cents] for a service, in the month of tally row ``row``."""
    w.by_segment[row, segment].renewals[kind] += amount
    if w.run[0].money:
        facts.write(w, facts.FEE, NONE, 0, segment, kind, amount, 0, 0.0, 0.0)


def onboarding_began(w: World, k: int) -> None:
    """Write that the onboarding of a customer has begun."""
    work = w.works[k]
    if w.run[0].everything:
        facts.write(w, facts.ONBOARDING_BEGAN, work.account, work.key, 0, 0, 0, 0, 0.0, 0.0)


def onboarding_late(w: World, i: int, key: int) -> None:
    """Write that a customer has not come to first value in time."""
    w.by_segment[row_of(w.run[0].now), w.accounts[i].segment].counts[tally.ONBOARDED_LATE] += 1
    if w.run[0].everything:
        facts.write(w, facts.ONBOARDING_LATE, i, key, 0, 0, 0, 0, 0.0, 0.0)


def onboarded(w: World, k: int, after: float, in_time: bool) -> None:
    """Write that a customer has come to first value."""
    work = w.works[k]
    cell = w.by_segment[row_of(w.run[0].now), w.accounts[work.account].segment]
    cell.counts[tally.ONBOARDED] += 1
    cell.counts[tally.ONBOARDED_IN_TIME] += int(in_time)
    cell.counts[tally.FIRST_VALUE_MILLI] += to_milli(after)
    if w.run[0].everything:
        facts.write(w, facts.ONBOARDED, work.account, work.key, int(in_time), 0, 0, 0, after, 0.0)
