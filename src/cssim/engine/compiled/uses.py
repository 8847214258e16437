"""What a slot is used for, chosen when it begins; retells :mod:`cssim.engine.uses`."""

from __future__ import annotations

from cssim.domain.work import play_of, slot_type
from cssim.dynamics import drivers, expertise, incentives, pitches, plays
from cssim.dynamics.drivers import ADOPTION, GONE_WRONG, NEGLECT, PRESSURE, READINESS, RELATIONSHIP
from cssim.dynamics.plays import CHECK_IN, EXPANSION, OTHER_USES, RENEWAL, SAVE
from cssim.dynamics.routing import ANYONE
from cssim.engine.compiled import goals_recorder
from cssim.engine.compiled.attainment import money_weight, seen_health, slope
from cssim.engine.compiled.draws import uniform
from cssim.engine.compiled.health import stock
from cssim.engine.compiled.offers import best_chance, chance_of, readiness_of, size_of
from cssim.engine.compiled.ownership import team_of_play
from cssim.engine.compiled.rescues import at_risk, may_rescue
from cssim.engine.compiled.rows import World
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def rank(w: World, k: int) -> None:
    """Give a slot its place among those that wait: what an hour of its best use is worth, the most first."""
    work = w.works[k]
    if w.teams[work.team].aims:
        work.rank = -best_use(w, k)[1]


def choose(w: World, k: int) -> None:
    """Let who begins a slot use it for what is worth most to him."""
    work = w.works[k]
    if not w.teams[work.team].aims:
        return
    use = best_use(w, k)[0]
    if use == play_of(work.type):
        return
    work.type = slot_type(use)
    account = w.accounts[work.account]
    law = w.plays[account.segment, use].play_work
    u = uniform(w, Purpose.USE_WORK, work.key, 0) if law.law != inverse.FIXED else 0.5
    work.hours = inverse.hours(law.law, law["mean"], law.spread, u)
    if use == SAVE:
        account.rescued_at = w.run[0].now
    goals_recorder.used(w, k)


def best_use(w: World, k: int) -> tuple[int, float]:
    """Return what a slot is best used for, and what an hour of that is worth [cents]."""
    work = w.works[k]
    own = play_of(work.type)
    weight = money_weight(w, work.team)
    if own == EXPANSION and not may_pitch(w, k, weight):
        own = CHECK_IN
    best, most = own, worth(w, k, own, weight)
    if own == EXPANSION and weight == 0.0:
        return best, most
    for use in OTHER_USES:
        if use != own and may_use(w, k, use, weight):
            value = worth(w, k, use, weight)
            if value > most:
                best, most = use, value
    return best, most


def may_use(w: World, k: int, use: int, weight: float) -> bool:
    """Return whether a slot that fell due for something else may be used for this."""
    i = w.works[k].account
    row = w.plays[w.accounts[i].segment, use]
    if row.interval == 0.0 or team_of_play(w, i, use) != w.works[k].team:
        return False
    if use == EXPANSION:
        return weight > 0.0 and may_pitch(w, k, weight)
    if use == RENEWAL:
        begins = w.run[0].now + time_left(w, k) - row.lead
        prepared = w.accounts[i].posted_at[READINESS] > begins
        return bool(begins <= w.run[0].now < begins + row.lead and not prepared)
    return at_risk(w, i) and may_rescue(w, i)


def may_pitch(w: World, k: int, weight: float) -> bool:
    """Return whether an account may be asked to buy more: it could, and is ready to be asked; and it looks well if
    nobody is measured by what he sells."""
    i = w.works[k].account
    if weight == 0.0 and at_risk(w, i):
        return False
    if best_chance(w, i) == 0.0 or size_of(w, i) == 0:
        return False
    return readiness_of(w, i) >= incentives.LEAST_READY


def time_left(w: World, k: int) -> float:
    """Return the time [h] until it is settled whether the contract goes on that a renewal play now would be for."""
    work = w.works[k]
    account = w.accounts[work.account]
    end = plays.coming_end(account.contract_end - account.notice, account.term, work.raised)
    return float(end - w.run[0].now)


def worth(w: World, k: int, use: int, weight: float) -> float:
    """Return what an hour of a use is worth [cents] to who is measured by money with this weight, and by health."""
    work = w.works[k]
    account, team = w.accounts[work.account], w.teams[work.team]
    seen = seen_health(w, work.account)
    gain = incentives.gain(seen, believed_rise(w, k, use, seen))
    money, health, steep = 0.0, 0.0, 1.0
    if weight > 0.0:
        money = believed_money(w, k, use, seen, gain)
        # what was begun before an account went over to another team is in nobody's book
        covered = work.team == w.segments[account.segment].team
        steep = slope(w, work.team, account.seat if covered else ANYONE)
    if weight < 1.0:
        factor = incentives.size_factor(account.arr, team.usual_arr, team.by_size)
        health = incentives.worth_of_gain(gain, team.usual_arr, factor)
    return incentives.index(weight, steep, money, health, w.plays[account.segment, use].play_work["mean"])


def believed_money(w: World, k: int, use: int, seen: float, gain: float) -> float:
    """Return the ARR [cents] that a use is believed to bring, or keep, within the period."""
    work = w.works[k]
    i, team = work.account, w.teams[work.team]
    if use == EXPANSION:
        return incentives.expected_sale(size_of(w, i), chance_of(w, i, seen))
    if use != RENEWAL and use != SAVE:
        return 0.0
    if not w.accounts[i].contract_end < team.ends or not team.churn_counts:
        return 0.0
    return incentives.kept_arr(w.accounts[i].arr, gain)


def believed_rise(w: World, k: int, use: int, seen: float) -> float:
    """Return by how much [log-odds] a use is believed to raise the health of an account that is ``seen`` so healthy.

    Everybody is taken for the usual customer of his segment; of readiness it is known how things stand.
    """
    run, work = w.run[0], w.works[k]
    segment = w.accounts[work.account].segment
    usual, row = w.segments[segment].reference, w.plays[segment, use]
    rise = 0.0
    if run.proactive_share > 0.0:
        rise += drivers.post_amount(usual[RELATIONSHIP], run.relationship_level, run.proactive_share)
    if run.neglect_share > 0.0:
        rise += drivers.post_amount(usual[NEGLECT], 0.0, run.neglect_share)
    if row.teach_share > 0.0:
        taught = expertise.taught_share(row.teach_share, w.teams[work.team].touch_quality)
        rise += drivers.post_amount(usual[ADOPTION], run.adoption_level, taught)
    if use == EXPANSION and run.pitch_share > 0.0:
        share = pitches.harm(run.pitch_share, seen, run.pitch_below)
        rise += drivers.post_amount(usual[PRESSURE], run.pressure_level, share)
    elif use == RENEWAL and run.renewal_play_share > 0.0:
        share = plays.ready_share(run.renewal_play_share, time_left(w, k), run.full_lead)
        rise += drivers.post_amount(stock(w, work.account, READINESS), run.readiness_level, share)
    elif use == SAVE and row.rescue > 0.0:
        for driver in GONE_WRONG:
            rise += plays.taken_back(usual[driver], row.rescue)
    return rise
