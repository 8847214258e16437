"""The story of a commitment, which follows use; retells :mod:`cssim.engine.commitments`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.accounts import CONSUMPTION, GOES_ON, UNDECIDED
from cssim.domain.keys import CONTRACT_STREAM
from cssim.dynamics import commitments
from cssim.engine.compiled.draws import derived, uniform
from cssim.engine.compiled.health import use
from cssim.engine.compiled.offers import whitespace_of
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose
from cssim.units import month_of


def begin_commitment(w: World, i: int) -> None:
    """Remember how an account uses the product: its commitment is taken to be worth that."""
    if w.accounts[i].contract == CONSUMPTION:
        w.accounts[i].used = use(w, i)


def follows_use(w: World, i: int) -> bool:
    """Return whether what an account goes on with follows its use; not where the book knows it."""
    account = w.accounts[i]
    return bool(account.contract == CONSUMPTION and account.known == UNDECIDED)


def recommit(w: World, i: int, churn: float) -> tuple[int, int, int]:
    """Settle what is committed to from a contract's end on, if it goes on; return what is expected of it."""
    run, account = w.run[0], w.accounts[i]
    arr = int(account.arr)
    if arr == 0:
        return 0, 0, 0
    used = use(w, i)
    usual = commitments.usual_use(used, account.used, run.seats_neutral, run.use_elasticity)
    spread = commitments.spread_of(run.use_spread, account.term)
    least, most = run.use_least, commitments.highest(arr, whitespace_of(w, i), run.use_most)
    account.used = used
    if account.outcome == GOES_ON:
        u = uniform(w, Purpose.COMMITMENT, derived(account.key, CONTRACT_STREAM), month_of(account.contract_end))
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
