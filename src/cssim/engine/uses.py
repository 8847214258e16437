"""What a slot is used for: chosen by who holds it, when he begins, by what he is measured by and what he believes.

He sees scores, not health, and believes in effects on the usual customer. Nothing else follows from an incentive: it
acts through the order and the choice of work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.work import WAITING, Work, is_slot, play_of, slot_type
from cssim.dynamics import drivers, expertise, incentives, pitches, plays
from cssim.dynamics.drivers import ADOPTION, GONE_WRONG, NEGLECT, PRESSURE, READINESS, RELATIONSHIP
from cssim.dynamics.plays import CHECK_IN, EXPANSION, OTHER_USES, RENEWAL, SAVE
from cssim.dynamics.routing import ANYONE
from cssim.engine import goals_recorder
from cssim.engine.attainment import money_weight, seen_health, slope
from cssim.engine.offers import best_chance, chance_of, readiness_of, size_of
from cssim.engine.ownership import team_of_play
from cssim.engine.rescues import at_risk, may_rescue
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose

if TYPE_CHECKING:
    from cssim.domain.accounts import Account
    from cssim.engine.world import World


def rank(world: World, work: Work) -> None:
    """Give a slot its place among those that wait: what an hour of its best use is worth, the most first."""
    if world.incentives[work.team].aims:
        work.rank = -best_use(world, work)[1]


def rank_waiting(world: World, account: Account) -> None:
    """Give the slots of an account that wait their places anew."""
    for work in world.open_work[account.index].values():
        if is_slot(work.type) and work.state == WAITING and world.incentives[work.team].aims:
            before = work.rank
            rank(world, work)
            if work.rank != before:
                world.desks[work.team].rejoin(work)


def choose(world: World, work: Work) -> None:
    """Let who begins a slot use it for what is worth most to him."""
    if not world.incentives[work.team].aims:
        return
    use = best_use(world, work)[0]
    if use == play_of(work.type):
        return
    work.type = slot_type(use)
    law = world.play(work.account, use).play_work
    u = world.draws.uniform(Purpose.USE_WORK, work.key, 0) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(*law, u)
    if use == SAVE:
        work.account.rescued_at = world.now
    goals_recorder.used(world.recorder, world.now, work)


def best_use(world: World, work: Work) -> tuple[int, float]:
    """Return what a slot is best used for, and what an hour of that is worth [cents].

    What the cadence asks for unless something else is worth more; a pitch that may not be becomes a check-in. Who is
    measured by health alone neither seeks pitches nor avoids those that the cadence asks for.
    """
    own = play_of(work.type)
    weight = money_weight(world, work.team)
    if own == EXPANSION and not may_pitch(world, work, weight):
        own = CHECK_IN
    best, most = own, worth(world, work, own, weight)
    if own == EXPANSION and weight == 0.0:
        return best, most
    for use in OTHER_USES:
        if use != own and may_use(world, work, use, weight):
            value = worth(world, work, use, weight)
            if value > most:
                best, most = use, value
    return best, most


def may_use(world: World, work: Work, use: int, weight: float) -> bool:
    """Return whether a slot that fell due for something else may be used for this."""
    row = world.play(work.account, use)
    if row.interval == 0.0 or team_of_play(world, work.account, use) != work.team:
        return False
    if use == EXPANSION:
        return weight > 0.0 and may_pitch(world, work, weight)
    if use == RENEWAL:
        begins = world.now + time_left(world, work) - row.lead
        prepared = work.account.posted_at[READINESS] > begins
        return begins <= world.now < begins + row.lead and not prepared
    return at_risk(world, work.account) and may_rescue(world, work.account)


def may_pitch(world: World, work: Work, weight: float) -> bool:
    """Return whether an account may be asked to buy more: it could, and is ready to be asked; and it looks well if
    nobody is measured by what he sells."""
    account = work.account
    if weight == 0.0 and at_risk(world, account):
        return False
    if best_chance(world, account) == 0.0 or size_of(world, account) == 0:
        return False
    return readiness_of(world, account) >= incentives.LEAST_READY


def time_left(world: World, work: Work) -> float:
    """Return the time [h] until it is settled whether the contract goes on that a renewal play now would be for."""
    account = work.account
    return plays.coming_end(account.contract_end - account.notice, account.term, work.raised) - world.now


def worth(world: World, work: Work, use: int, weight: float) -> float:
    """Return what an hour of a use is worth [cents] to who is measured by money with this weight, and by health."""
    account, row = work.account, world.incentives[work.team]
    seen = seen_health(world, account)
    gain = incentives.gain(seen, believed_rise(world, work, use, seen))
    money, health, k = 0.0, 0.0, 1.0
    if weight > 0.0:
        money = believed_money(world, work, use, seen, gain)
        # what was begun before an account went over to another team is in nobody's book
        k = slope(world, work.team, account.seat if work.team == world.csm_team(account) else ANYONE)
    if weight < 1.0:
        factor = incentives.size_factor(account.arr, row.usual_arr, row.by_size)
        health = incentives.worth_of_gain(gain, row.usual_arr, factor)
    return incentives.index(weight, k, money, health, world.play(account, use).play_work.mean)


def believed_money(world: World, work: Work, use: int, seen: float, gain: float) -> float:
    """Return the ARR [cents] that a use is believed to bring, or keep, within the period."""
    account = work.account
    if use == EXPANSION:
        return incentives.expected_sale(size_of(world, account), chance_of(world, account, seen))
    if use != RENEWAL and use != SAVE:
        return 0.0
    ends_soon = account.contract_end < world.desks[work.team].goals.ends
    if not ends_soon or not world.incentives[work.team].churn_counts:
        return 0.0
    return incentives.kept_arr(account.arr, gain)


def believed_rise(world: World, work: Work, use: int, seen: float) -> float:
    """Return by how much [log-odds] a use is believed to raise the health of an account that is ``seen`` so healthy.

    Everybody is taken for the usual customer of his segment; of readiness it is known how things stand.
    """
    effects, usual = world.plan.effects, world.plan.segments[work.account.segment].reference
    row = world.play(work.account, use)
    rise = 0.0
    if effects.proactive_share > 0.0:
        rise += drivers.post_amount(usual[RELATIONSHIP], effects.relationship_level, effects.proactive_share)
    if effects.neglect_share > 0.0:
        rise += drivers.post_amount(usual[NEGLECT], 0.0, effects.neglect_share)
    if row.teach_share > 0.0:
        taught = expertise.taught_share(row.teach_share, world.plan.teams[work.team].touch_quality)
        rise += drivers.post_amount(usual[ADOPTION], effects.adoption_level, taught)
    if use == EXPANSION and effects.pitch_share > 0.0:
        share = pitches.harm(effects.pitch_share, seen, effects.pitch_below)
        rise += drivers.post_amount(usual[PRESSURE], effects.pressure_level, share)
    elif use == RENEWAL and effects.renewal_play_share > 0.0:
        stock = work.account.stock(READINESS, world.now, world.plan.drivers[READINESS])
        share = plays.ready_share(effects.renewal_play_share, time_left(world, work), effects.full_lead)
        rise += drivers.post_amount(stock, effects.readiness_level, share)
    elif use == SAVE and row.rescue > 0.0:
        for driver in GONE_WRONG:
            rise += plays.taken_back(usual[driver], row.rescue)
    return rise
