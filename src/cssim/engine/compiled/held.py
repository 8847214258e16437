"""What a play that has been held leaves behind; retells :mod:`cssim.engine.held`."""

from __future__ import annotations

from cssim.domain.work import play_of
from cssim.dynamics import plays
from cssim.dynamics.drivers import READINESS
from cssim.dynamics.plays import EXPANSION, QBR, RENEWAL, SAVE
from cssim.engine.compiled import open_work
from cssim.engine.compiled.contacts import contact, teach
from cssim.engine.compiled.health import post
from cssim.engine.compiled.pitching import pitch
from cssim.engine.compiled.rescues import rescue
from cssim.engine.compiled.rows import World


def held(w: World, k: int) -> None:
    """Go on with a play that a person has held: every one is a contact, and some are more."""
    work = w.works[k]
    account, play = w.accounts[work.account], play_of(work.type)
    contact(w, k, w.run[0].proactive_share)
    teach(w, k, w.plays[account.segment, play].teach_share, w.teams[work.team].touch_quality)
    if play == QBR:
        account.reviewed_at = w.run[0].now
    elif play == RENEWAL:
        make_ready(w, k)
    elif play == SAVE:
        rescue(w, k)
    open_work.unlink(w, k)
    if play != EXPANSION or not pitch(w, k):
        open_work.discard(w, k)


def make_ready(w: World, k: int) -> None:
    """Post what a renewal play is worth for the contract's end it was for; one that is done after it is worth nothing.

    The earlier the better, up to a lead beyond which nothing is gained.
    """
    run, work = w.run[0], w.works[k]
    if run.renewal_play_share == 0.0:
        return
    account = w.accounts[work.account]
    left = plays.coming_end(account.contract_end - account.notice, account.term, work.raised) - run.now
    share = plays.ready_share(run.renewal_play_share, left, run.full_lead)
    post(w, work.account, READINESS, run.readiness_level, share, work.key)
