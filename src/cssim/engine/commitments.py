"""The story of a commitment: what a customer commits to follows what it has used, from one contract to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import ledger
from cssim.domain.accounts import CONSUMPTION, GOES_ON, UNDECIDED, Account
from cssim.dynamics import commitments
from cssim.engine.offers import whitespace_of
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of

if TYPE_CHECKING:
    from cssim.engine.world import World


def begin_commitment(world: World, account: Account) -> None:
    """Remember how an account uses the product: its commitment is taken to be worth that."""
    if account.contract == CONSUMPTION:
        account.used = world.use(account)


def follows_use(account: Account) -> bool:
    """Return whether what an account goes on with follows its use; not where the book knows it."""
    return account.contract == CONSUMPTION and account.known == UNDECIDED


def recommit(world: World, account: Account, key: int, churn: float) -> tuple[int, int, int]:
    """Settle what is committed to from a contract's end on, if it goes on.

    Returns what is expected of a fall and of a rise [cents], and of both for what counts up to the opening ARR.
    """
    rules, arr = world.plan.contracts, account.arr
    if arr == 0:
        return 0, 0, 0
    used = world.use(account)
    usual = commitments.usual_use(used, account.used, world.plan.demand.seats_neutral, rules.use_elasticity)
    spread = commitments.spread_of(rules.use_spread, account.term)
    least, most = rules.use_least, commitments.highest(arr, whitespace_of(account), rules.use_most)
    account.used = used
    if account.outcome == GOES_ON:
        u = world.draws.uniform(Purpose.COMMITMENT, key, month_of(account.contract_end))
        account.agreed = commitments.recommitted(arr, inverse.lognormal(u, usual, spread), least, most)
        account.agreed_kind = ledger.UPSELL if account.agreed > 0 else ledger.DOWNSELL
    kept = commitments.counted(usual, spread, least, most, 1.0)
    after = commitments.counted(usual, spread, least, most, most)
    counts = commitments.counted(usual, spread, least, most, commitments.as_multiple(account.opening, arr))
    return (
        commitments.expected_less(arr, churn, kept),
        commitments.expected_more(arr, churn, kept, after),
        commitments.expected_kept(arr, churn, counts, min(arr, account.opening)),
    )
