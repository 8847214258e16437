"""A customer that is won: what it is, and how it begins; retells :mod:`cssim.engine.newcomers`."""

from __future__ import annotations

from cssim.domain import ledger
from cssim.domain.accounts import CONSUMPTION, NEVER, SUBSCRIPTION
from cssim.dynamics import growth, pitches
from cssim.dynamics.drivers import N_DRIVERS
from cssim.engine.compiled import customer_recorder, recorder
from cssim.engine.compiled.accounts import live
from cssim.engine.compiled.beginnings import begin_account
from cssim.engine.compiled.commitments import begin_commitment
from cssim.engine.compiled.draws import happens, uniform
from cssim.engine.compiled.handover import assign_owner
from cssim.engine.compiled.modules import catch_up
from cssim.engine.compiled.onboarding import begin_onboarding
from cssim.engine.compiled.rows import NONE, World
from cssim.engine.compiled.scores import begin_score
from cssim.engine.compiled.segment_reviews import begin_reviews
from cssim.engine.compiled.self_serve import begin_self_serve
from cssim.engine.compiled.traits import factor_of, own_risk
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose


def new_logo(w: World, segment: int, key: int) -> int:
    """Return a customer that is won now; what it is, is drawn at its own address."""
    run, row = w.run[0], w.new_logos[segment]
    i = int(run.n_accounts)
    run.n_accounts = i + 1
    account = w.accounts[i]
    arr = inverse.lognormal(uniform(w, Purpose.LANDED_ARR, key, 0), row.landed_mean, row.landed_spread)
    account.key, account.segment, account.arr, account.live = key, segment, growth.landed_arr(arr), 1
    account.joined, account.known_factor = run.now, 1.0
    account.reviewed_at = account.pitched_at = account.rescued_at = account.left = NEVER
    account.potential = pitches.potential_arr(account.arr, w.segments[segment].potential_times)
    account.owner = account.seat = account.parent = account.open_first = account.open_last = account.seen = NONE
    u, term = uniform(w, Purpose.LANDED_TERM, key, 0), 0
    while u >= row.landed_shares[term]:
        term += 1
    account.term, account.years = row.landed_terms[term], row.landed_years[term]
    account.contract_end = run.now + account.term
    account.contract = type_of_new_logo(w, segment, key)
    account.heading = segment
    account.fits = int(fits_profile(w, i))
    account.fit = base_of_new_logo(w, i)
    account.demand = factor_of(key, account.known_factor, run.frailty, run.root)
    for driver in range(N_DRIVERS):
        account.posted_at[driver] = run.now
    return i


def type_of_new_logo(w: World, segment: int, key: int) -> int:
    """Return the code of the type of contract of a customer that is won."""
    share = w.new_logos[segment].landed_consumption
    return CONSUMPTION if happens(w, Purpose.CONTRACT_TYPE, share, key, 0) else SUBSCRIPTION


def fits_profile(w: World, i: int) -> bool:
    """Return whether a customer that is won fits the ideal profile; nobody looks where it is worth nothing."""
    account = w.accounts[i]
    row = w.new_logos[account.segment]
    looked_at = row.fits_effect > row.misfit_effect
    return bool(looked_at and uniform(w, Purpose.IDEAL_PROFILE, account.key, 0) < row.landed_fits)


def base_of_new_logo(w: World, i: int) -> float:
    """Return the log-odds of going on for a year of a customer that has just been won, its drivers apart."""
    account = w.accounts[i]
    segment = w.segments[account.segment]
    row = w.new_logos[account.segment]
    profile = row.fits_effect if account.fits else row.misfit_effect
    if segment.shape_lost == 0.0:
        return float(segment.even_log_odds + segment.offset + profile)
    return float(segment.offset + profile - own_risk(segment, account.key, 0.0, row.landed_log_beta, w.run[0].root))


def join(w: World, i: int) -> None:
    """Let a customer that has been won begin: its owner, its ARR, its contract, its requests."""
    account = w.accounts[i]
    assign_owner(w, i)
    customer_recorder.joined(w, i)
    recorder.arr(w, w.run[0].now, i, ledger.NEW, ledger.NO_REASON, account.arr, account.source)
    begin_score(w, i)
    catch_up(w, i)
    begin_account(w, i, w.run[0].now)
    begin_onboarding(w, i)
    begin_self_serve(w, i)
    begin_reviews(w, i)
    begin_commitment(w, i)
    live(w, i)
