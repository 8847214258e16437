"""The story of an account: one contract after another, until it leaves; retells :mod:`cssim.engine.accounts`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.accounts import ENDLESS, GOES_ON
from cssim.domain.keys import CONTRACT_STREAM
from cssim.dynamics.sentiment import health_score
from cssim.engine.calendar import ARRIVALS, RENEWALS
from cssim.engine.compiled import calendar, change, contracts, desks, open_work, recorder, winback
from cssim.engine.compiled.attainment import credit
from cssim.engine.compiled.draws import derived
from cssim.engine.compiled.handover import disown
from cssim.engine.compiled.health import health
from cssim.engine.compiled.rows import NONE, World


def live(w: World, i: int) -> None:
    """Begin an account's life as a customer."""
    account = w.accounts[i]
    begun = account.joined if account.joined > 0.0 else account.contract_end - account.term
    contracts.open_term(w, i, begun, account.joined)
    plan_step(w, i)


def plan_step(w: World, i: int) -> None:
    """Plan the next step of an account's contract."""
    key = derived(w.accounts[i].key, CONTRACT_STREAM)
    calendar.at(w, contracts.next_step(w, i), RENEWALS, key, calendar.CONTRACT, i, 0)


def contract_step(w: World, i: int) -> None:
    """Take the step of a contract that is due, and plan the next one."""
    if contracts.goes_on_to(w, i):
        end(w, i)
    if w.accounts[i].live:
        plan_step(w, i)
    else:
        asked = winback.asked_at(w, i)
        if asked < ENDLESS:
            calendar.at(w, asked, ARRIVALS, winback.key_of(w, i), calendar.WINBACK, i, 0)


def asked_back(w: World, i: int) -> None:
    """Ask a lost customer to come back; if it does, its life goes on."""
    winback.ask(w, i)
    if w.accounts[i].live:
        plan_step(w, i)


def end(w: World, i: int) -> None:
    """Let a contract that has come to its end go on for another term, or the account leave."""
    goes_on = w.accounts[i].outcome == GOES_ON
    recorder.contract_ended(w, i, goes_on)
    if goes_on:
        contracts.renew(w, i)
        if w.accounts[i].waits and w.accounts[i].segment < w.run[0].n_segments:
            change.go_over(w, i)
            change.begin_anew(w, i)
    else:
        leave(w, i)


def leave(w: World, i: int) -> None:
    """Let an account go: its ARR is lost, and what was open for it is dropped."""
    account = w.accounts[i]
    lost = account.arr
    account.arr = 0
    account.live, account.left, account.lost = 0, w.run[0].now, lost
    account.score = health_score(health(w, i))
    account.reason = account.why
    recorder.arr(w, w.run[0].now, i, ledger.CHURN, account.reason, -lost)
    credit(w, i, -lost)
    disown(w, i)
    while account.open_first != NONE:
        k = account.open_first
        desks.abandon(w, k)
        open_work.close(w, k)
