"""The story of an account: one contract after another, until it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain import keys, ledger
from cssim.domain.accounts import ENDLESS, GOES_ON, Account
from cssim.dynamics.sentiment import health_score
from cssim.engine import contracts, winback
from cssim.engine.attainment import credit
from cssim.engine.calendar import ARRIVALS, RENEWALS
from cssim.engine.change import begin_anew, go_over
from cssim.engine.handover import disown

if TYPE_CHECKING:
    from cssim.engine.world import Story, World


def live(world: World, account: Account) -> Story:
    """An account's life as a customer, for as long as it is one or may be asked to become one again."""
    key = keys.stream_key(account.key, keys.CONTRACT_STREAM)
    begun = account.joined if account.joined > 0.0 else account.contract_end - account.term
    contracts.open_term(world, account, begun, account.joined)
    while account.live:
        yield from stay(world, account, key)
        asked = winback.asked_at(world, account)
        if asked < ENDLESS:
            yield world.at(asked, ARRIVALS, winback.key_of(account))
            winback.ask(world, account)


def stay(world: World, account: Account, key: int) -> Story:
    """One contract after another, until the account leaves."""
    while account.live:
        yield world.at(contracts.next_step(account), RENEWALS, key)
        if contracts.goes_on_to(world, account, key):
            end(world, account, key)


def end(world: World, account: Account, key: int) -> None:
    """Let a contract that has come to its end go on for another term, or the account leave."""
    goes_on = account.outcome == GOES_ON
    world.recorder.contract_ended(world.now, account, goes_on)
    if goes_on:
        contracts.renew(world, account, key)
        if account.waits and account.segment < world.n_segments:
            go_over(world, account)
            begin_anew(world, account)
    else:
        leave(world, account)


def leave(world: World, account: Account) -> None:
    """Let an account go: its ARR is lost, and what was open for it is dropped."""
    lost, account.arr = account.arr, 0
    account.live, account.left, account.lost = False, world.now, lost
    account.score = health_score(world.health(account, world.now))
    account.reason = account.why
    world.recorder.arr(world.now, account, ledger.CHURN, account.reason, -lost)
    credit(world, account, -lost)
    disown(world, account)
    for work in world.open_work[account.index].values():
        world.desks[work.team].abandon(work)
    world.open_work[account.index].clear()
