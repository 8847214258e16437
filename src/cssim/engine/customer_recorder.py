"""What is written down of how customers come, begin and buy (rule P14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import facts, tally
from cssim.domain.tally import row_of
from cssim.units import to_milli

if TYPE_CHECKING:
    from cssim.domain.accounts import Account
    from cssim.engine.recorder import Recorder


def joined(recorder: Recorder, fact: facts.Joined) -> None:
    """Write that a customer was won."""
    counts = recorder.tally.counts[row_of(fact.time)][fact.segment]
    counts[tally.LOGOS_WON] += 1
    counts[tally.LOGOS_FITTING] += fact.fits
    if recorder.money:
        recorder.facts.append(fact)


def contacted(recorder: Recorder, account: Account, time: float) -> None:
    """Count a contact of one of our people with a customer."""
    recorder.tally.counts[row_of(time)][account.segment][tally.CONTACTS] += 1


def referred(recorder: Recorder, account: Account, fact: facts.Referred) -> None:
    """Write that a customer has told somebody else of us."""
    counts = recorder.tally.counts[row_of(fact.time)][account.segment]
    counts[tally.REFERRALS] += 1
    counts[tally.REFERRALS_DISPUTED] += fact.disputed
    if recorder.all:
        recorder.facts.append(fact)


def asked_back(recorder: Recorder, account: Account, fact: facts.AskedBack) -> None:
    """Write what was to be expected of a lost customer that is asked to come back, and whether it does."""
    row = row_of(fact.time)
    money = recorder.tally.renewals[row][account.segment]
    money[tally.EXPECTED_WON_BACK] += fact.expected
    if account.opening > 0:
        money[tally.EXPECTED_RETAINED] += fact.expected
    money[tally.EXPECTED_KEPT] += fact.kept
    if fact.back:
        money[tally.WON_BACK] += fact.size
        recorder.tally.counts[row][account.segment][tally.LOGOS_BACK] += 1
    if recorder.money:
        recorder.facts.append(fact)


def self_served(recorder: Recorder, account: Account, fact: facts.SelfServed) -> None:
    """Write what was to be expected of a customer's occasion to buy more by itself, and whether it did."""
    row = row_of(fact.time)
    money = recorder.tally.renewals[row][account.segment]
    money[tally.EXPECTED_UPSELL] += fact.expected
    if account.opening > 0:
        money[tally.EXPECTED_RETAINED] += fact.expected
    money[tally.EXPECTED_KEPT] += fact.kept
    recorder.tally.counts[row][account.segment][tally.SELF_SERVE_DEALS] += fact.won
    if recorder.money:
        recorder.facts.append(fact)


def potential_grew(recorder: Recorder, account: Account, fact: facts.PotentialGrew) -> None:
    """Write that a new module gave a customer more that it could use."""
    recorder.tally.counts[row_of(fact.time)][account.segment][tally.MODULES_OFFERED] += 1
    if recorder.all:
        recorder.facts.append(fact)


def segment_changed(recorder: Recorder, fact: facts.SegmentChanged) -> None:
    """Write that an account belongs to another segment from now on."""
    counts = recorder.tally.counts[row_of(fact.time)]
    counts[fact.before][tally.LOGOS_OUT] += 1
    counts[fact.after][tally.LOGOS_IN] += 1
    if recorder.all:
        recorder.facts.append(fact)


def fee(recorder: Recorder, time: float, row: int, segment: int, kind: int, amount: int) -> None:
    """Write what customers of a segment have paid [cents] for a service, in the month of tally row ``row``."""
    recorder.tally.renewals[row][segment][kind] += amount
    if recorder.money:
        recorder.facts.append(facts.FeeLine(time, segment, kind, amount))


def onboarding_began(recorder: Recorder, fact: facts.OnboardingBegan) -> None:
    """Write that the onboarding of a customer has begun."""
    if recorder.all:
        recorder.facts.append(fact)


def onboarding_late(recorder: Recorder, account: Account, fact: facts.OnboardingLate) -> None:
    """Write that a customer has not come to first value in time."""
    recorder.tally.counts[row_of(fact.time)][account.segment][tally.ONBOARDED_LATE] += 1
    if recorder.all:
        recorder.facts.append(fact)


def onboarded(recorder: Recorder, account: Account, fact: facts.Onboarded) -> None:
    """Write that a customer has come to first value."""
    counts = recorder.tally.counts[row_of(fact.time)][account.segment]
    counts[tally.ONBOARDED] += 1
    counts[tally.ONBOARDED_IN_TIME] += fact.in_time
    counts[tally.FIRST_VALUE_MILLI] += to_milli(fact.after)
    if recorder.all:
        recorder.facts.append(fact)
