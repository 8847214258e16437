"""The recorder: facts and counters are written together, at the moment they become true (rule P14)."""

from __future__ import annotations

from cssim.domain import tally
from cssim.domain.ledger import NO_SOURCE, PRICE
from cssim.domain.tally import row_of
from cssim.domain.work import IN_SERVICE, is_slot, play_of
from cssim.dynamics.routing import TO_AGENT, TO_SELF_SERVICE, TO_SPECIALIST
from cssim.dynamics.service import wait_bin
from cssim.engine.compiled import facts
from cssim.engine.compiled.rows import NONE, World
from cssim.units import to_milli


def arr(w: World, time: float, i: int, kind: int, reason: int, amount: int, source: int = NO_SOURCE) -> None:
    """Write one line of the ARR ledger; the account's ARR is already that after it."""
    run, account = w.run[0], w.accounts[i]
    line = w.lines[run.n_lines]
    run.n_lines += 1
    line.time, line.account, line.segment = time, i, account.segment
    line.kind, line.source, line.reason = kind, source, reason
    line.amount, line.after = amount, account.arr
    w.by_segment[row_of(time), account.segment].arr[kind] += amount


def decided(
    w: World, i: int, expected_churn: int, expected_downsell: int, kind: int, expected_rise: int, expected_kept: int
) -> None:
    """Write what will come of a contract's end, with the expectations of its money; a rise is of ``kind``."""
    account = w.accounts[i]
    if account.signs >= w.run[0].end:
        return  # beyond the end of the run, where it will not happen
    account.expected_loss += expected_churn + expected_downsell
    cell = w.by_segment[row_of(account.signs), account.segment]
    cell.renewals[tally.EXPECTED_CHURN] += expected_churn
    cell.renewals[tally.EXPECTED_DOWNSELL] += expected_downsell
    cell.renewals[tally.EXPECTED_PRICE if kind == PRICE else tally.EXPECTED_UPSELL] += expected_rise
    if account.opening > 0:
        cell.renewals[tally.EXPECTED_RETAINED] += expected_rise - expected_churn - expected_downsell
    cell.renewals[tally.EXPECTED_KEPT] += expected_kept


def expected_price(w: World, i: int, amount: int, kept: int) -> None:
    """Write a rise of the price [cents] that is certain, ``kept`` of it below the account's opening ARR."""
    account = w.accounts[i]
    cell = w.by_segment[row_of(w.run[0].now), account.segment]
    cell.renewals[tally.EXPECTED_PRICE] += amount
    if account.opening > 0:
        cell.renewals[tally.EXPECTED_RETAINED] += amount
    cell.renewals[tally.EXPECTED_KEPT] += kept


def pitched(w: World, k: int) -> None:
    """Write that an account was asked to buy more."""
    work = w.works[k]
    if w.run[0].everything:
        facts.write(w, facts.PITCH_MADE, work.account, work.key, work.worth, work.won, 0, 0, work.chance, 0.0)


def deal(w: World, k: int, expected: int, kept: int) -> None:
    """Write what was to be expected of a pitch, at the time at which it comes to something."""
    run, work = w.run[0], w.works[k]
    account = w.accounts[work.account]
    cell = w.by_segment[row_of(run.now), account.segment]
    cell.renewals[tally.EXPECTED_UPSELL] += expected
    if account.opening > 0:
        cell.renewals[tally.EXPECTED_RETAINED] += expected
    cell.renewals[tally.EXPECTED_KEPT] += kept
    cell.counts[tally.DEALS] += work.won
    if run.money:
        facts.write(w, facts.DEAL_CLOSED, work.account, work.key, work.worth, expected, kept, work.won, 0.0, 0.0)


def contract_settled(
    w: World, i: int, health: float, churn: float, expected_churn: int, expected_downsell: int, renewed: bool
) -> None:
    """Write the fact of what will come of a contract's end; the stocks of all drivers follow it."""
    account = w.accounts[i]
    facts.write(
        w, facts.CONTRACT_ENDED, i, account.segment, account.arr, expected_churn, expected_downsell, int(renewed),
        health, churn,
    )  # fmt: skip


def stock_at_end(
    w: World, i: int, driver: int, stock: float, kind: int, expected_rise: int, expected_kept: int
) -> None:
    """Write the stock of a driver after the fact of the contract's end; all drivers follow it, in order.

    The first says also the exposure, the others when the contract ends. A rise is of ``kind``.
    """
    account = w.accounts[i]
    more = account.years if driver == 0 else account.signs
    facts.write(w, facts.STOCK, i, account.key, driver, expected_rise, expected_kept, kind, stock, more)


def contract_ended(w: World, i: int, renewed: bool) -> None:
    """Count a contract that has come to its end."""
    account = w.accounts[i]
    cell = w.by_segment[row_of(w.run[0].now), account.segment]
    cell.renewals[tally.EXPIRING] += account.arr
    cell.counts[tally.CONTRACTS_DUE] += 1
    if renewed:
        cell.counts[tally.CONTRACTS_RENEWED] += 1
    else:
        cell.counts[tally.LOGOS_LOST] += 1


def renewed(w: World, i: int) -> None:
    """Count ARR that goes on after a contract's end."""
    account = w.accounts[i]
    w.by_segment[row_of(w.run[0].now), account.segment].renewals[tally.RENEWED] += account.arr


def request_raised(w: World, k: int, misrouted: bool) -> None:
    """Write that an account asked."""
    work = w.works[k]
    account, row = w.accounts[work.account], row_of(work.raised)
    cell = w.by_segment[row, account.segment]
    cell.counts[tally.REQUESTS] += 1
    cell.counts[tally.MISROUTED] += int(misrouted)
    cell.counts[tally.SELF_SERVED] += int(work.stop == TO_SELF_SERVICE)
    cell.counts[tally.AUTOMATED] += int(work.stop == TO_AGENT)
    cell.counts[tally.BYPASSED] += int(work.stop == TO_SPECIALIST)
    cell.by_type[work.type] += 1
    if row > 0:
        account.requests += 1
    if w.run[0].everything:
        facts.write(w, facts.REQUEST_RAISED, work.account, work.key, work.type, work.stop, int(misrouted), 0, 0.0, 0.0)


def slot_due(w: World, k: int) -> None:
    """Write that the slot of a play fell due."""
    work = w.works[k]
    slot(w, k, row_of(work.raised), tally.SLOTS_DUE)
    if w.run[0].everything:
        facts.write(w, facts.SLOT_DUE, work.account, work.key, play_of(work.type), 0, 0, 0, 0.0, 0.0)


def slot(w: World, k: int, row: int, what: int) -> None:
    """Count what became of the slot of a play."""
    work = w.works[k]
    w.by_segment[row, w.accounts[work.account].segment].slots[play_of(work.type), what] += 1


def submitted(w: World, k: int) -> None:
    """Write that work reached a desk."""
    work = w.works[k]
    w.by_team[row_of(work.submitted), work.team].work[tally.SUBMITTED] += 1
    if w.run[0].everything:
        facts.write(w, facts.SUBMITTED, work.account, work.key, work.team, work.owner, work.urgency, 0, work.due, 0.0)


def started(w: World, k: int, late: bool) -> None:
    """Write that a person began work; ``late``: after the promised time."""
    work = w.works[k]
    row, wait = row_of(w.run[0].now), to_milli(work.wait)
    cell = w.by_team[row, work.team]
    cell.work[tally.STARTED] += 1
    cell.work[tally.WAIT_MILLI] += wait
    if work.type >= 0:
        cell.work[tally.REQUESTS_STARTED] += 1
        cell.work[tally.REQUEST_WAIT_MILLI] += wait
        cell.work[tally.REQUESTS_LATE] += int(late)
        cell.waits[wait_bin(work.wait)] += 1
        if row > 0:
            w.accounts[work.account].wait_milli += wait
    if w.run[0].everything:
        facts.write(w, facts.STARTED, work.account, work.key, work.team, work.seat, work.alone, 0, work.wait, 0.0)


def done(w: World, k: int, since: float, spent: int) -> None:
    """Write that a person finished a piece of work begun at ``since`` [h] after ``spent`` [h/1000]."""
    work, now = w.works[k], w.run[0].now
    w.by_team[row_of(now), work.team].work[tally.DONE] += 1
    busy(w, k, row_of(now), spent)
    if is_slot(work.type):
        slot(w, k, row_of(now), tally.SLOTS_DONE)
    if w.run[0].everything:
        facts.write(w, facts.DONE, work.account, work.key, work.team, work.seat, 0, 0, now - since, 0.0)


def expired(w: World, k: int) -> None:
    """Write that a slot was not begun in time."""
    work, row = w.works[k], row_of(w.run[0].now)
    w.by_team[row, work.team].work[tally.EXPIRED] += 1
    slot(w, k, row, tally.SLOTS_EXPIRED)
    if w.run[0].everything:
        facts.write(w, facts.EXPIRED, work.account, work.key, work.team, 0, 0, 0, 0.0, 0.0)


def abandoned(w: World, k: int, since: float, spent: int) -> None:
    """Write that an account left with this work open, ``spent`` [h/1000] on it already."""
    work, now = w.works[k], w.run[0].now
    w.by_team[row_of(now), work.team].work[tally.ABANDONED] += 1
    busy(w, k, row_of(now), spent)
    if w.run[0].everything:
        hours = now - since if work.state == IN_SERVICE else 0.0
        facts.write(w, facts.ABANDONED, work.account, work.key, work.team, 0, 0, 0, hours, 0.0)


def covered(w: World, k: int) -> None:
    """Write that work does not wait for its owner any longer."""
    work = w.works[k]
    if w.run[0].everything:
        facts.write(w, facts.COVERED, work.account, work.key, work.team, 0, 0, 0, 0.0, 0.0)


def handed_over(w: World, k: int, after: int) -> None:
    """Write that waiting work goes to the team ``after``."""
    work, row = w.works[k], row_of(w.run[0].now)
    w.by_team[row, work.team].work[tally.HANDED_OVER] += 1
    w.by_team[row, after].work[tally.SUBMITTED] += 1
    if w.run[0].everything:
        facts.write(w, facts.HANDED_OVER, work.account, work.key, work.team, after, 0, 0, 0.0, 0.0)


def owner_changed(w: World, i: int, before: int, after: int, warm: bool) -> None:
    """Write that another person looks after an account."""
    w.by_segment[row_of(w.run[0].now), w.accounts[i].segment].counts[tally.OWNER_CHANGES] += 1
    if w.run[0].everything:
        facts.write(w, facts.OWNER, i, 0, before, after, int(warm), 0, 0.0, 0.0)


def transferred(w: World, k: int) -> None:
    """Write that a request goes on to another team."""
    work, row = w.works[k], row_of(w.run[0].now)
    account = w.accounts[work.account]
    w.by_segment[row, account.segment].counts[tally.TRANSFERS] += 1
    if row > 0:
        account.transfers += 1
    if w.run[0].everything:
        facts.write(w, facts.TRANSFERRED, work.account, work.key, work.team, 0, 0, 0, 0.0, 0.0)


def answered_wrong(w: World, k: int, team: int) -> None:
    """Write that a request got a wrong answer from ``team``, or from the automated agent (-1)."""
    work = w.works[k]
    w.by_segment[row_of(w.run[0].now), w.accounts[work.account].segment].counts[tally.WRONG_ANSWERS] += 1
    if w.run[0].everything:
        facts.write(w, facts.ANSWERED_WRONG, work.account, work.key, team, 0, 0, 0, 0.0, 0.0)


def posted(w: World, i: int, driver: int, amount: float, cause: int) -> None:
    """Write that a cause moved a driver."""
    if w.run[0].everything:
        facts.write(w, facts.POSTED, i, cause, driver, 0, 0, 0, amount, 0.0)


def champion_left(w: World, i: int, event: int) -> None:
    """Write that somebody who stood up for us has left an account."""
    w.by_segment[row_of(w.run[0].now), w.accounts[i].segment].counts[tally.CHAMPIONS_LEFT] += 1
    if w.run[0].everything:
        facts.write(w, facts.CHAMPION_LEFT, i, event, 0, 0, 0, 0, 0.0, 0.0)


def shock_began(w: World, i: int, shock: int, event: int) -> None:
    """Write that a shock has reached an account."""
    w.by_segment[row_of(w.run[0].now), w.accounts[i].segment].counts[tally.SHOCKED] += 1
    if w.run[0].everything:
        facts.write(w, facts.SHOCK_BEGAN, i, event, shock, 0, 0, 0, 0.0, 0.0)


def wished(w: World, k: int) -> None:
    """Count a wish for the product."""
    work = w.works[k]
    w.by_segment[row_of(work.raised), w.accounts[work.account].segment].counts[tally.WISHES] += 1


def wish_settled(w: World, k: int, topic: int, captured: bool) -> None:
    """Write whether a wish for the product was gathered."""
    work, row = w.works[k], row_of(w.run[0].now)
    w.by_segment[row, w.accounts[work.account].segment].counts[tally.WISHES_CAPTURED] += int(captured)
    if w.run[0].everything:
        facts.write(w, facts.WISH_SETTLED, work.account, work.key, topic, int(captured), 0, 0, 0.0, 0.0)


def wish_shipped(w: World, i: int, topic: int, wishes: int) -> None:
    """Write that a release gave an account what it had wished for."""
    w.by_segment[row_of(w.run[0].now), w.accounts[i].segment].counts[tally.WISHES_SHIPPED] += wishes
    if w.run[0].everything:
        facts.write(w, facts.WISH_SHIPPED, i, 0, topic, wishes, 0, 0, 0.0, 0.0)


def surveyed(w: World, row: int, i: int, answer: int) -> None:
    """Count what an account said in the month of tally row ``row``: 1 for a promoter, -1 for a detractor."""
    cell = w.by_segment[row, w.accounts[i].segment]
    cell.counts[tally.SURVEYED] += 1
    cell.counts[tally.PROMOTERS] += int(answer > 0)
    cell.counts[tally.DETRACTORS] += int(answer < 0)


def rated(w: World, k: int, satisfied: bool) -> None:
    """Write how an account rated an answer."""
    work = w.works[k]
    cell = w.by_segment[row_of(w.run[0].now), w.accounts[work.account].segment]
    cell.counts[tally.RATED] += 1
    cell.counts[tally.SATISFIED] += int(satisfied)
    if w.run[0].everything:
        facts.write(w, facts.RATED, work.account, work.key, int(satisfied), 0, 0, 0, 0.0, 0.0)


def cost(w: World, row: int, team: int, kind: int, amount: int) -> None:
    """Write one line of pay [cents] of the month in tally row ``row``."""
    w.by_team[row, team].cost[kind] += amount
    if w.run[0].money:
        facts.write(w, facts.COST, NONE, 0, team, kind, amount, 0, 0.0, 0.0)


def busy(w: World, k: int, row: int, spent: int) -> None:
    """Count time [h/1000] that a person spent on a piece of work."""
    work = w.works[k]
    cell = w.by_team[row, work.team]
    cell.work[tally.BUSY_MILLI] += spent
    if work.type >= 0:
        cell.work[tally.REQUEST_BUSY_MILLI] += spent
