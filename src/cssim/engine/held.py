"""What a play that has been held leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cssim.domain.work import Work, play_of
from cssim.dynamics import plays
from cssim.dynamics.drivers import READINESS
from cssim.dynamics.plays import EXPANSION, QBR, RENEWAL, SAVE
from cssim.engine.contacts import contact, teach
from cssim.engine.pitching import pitch
from cssim.engine.rescues import rescue

if TYPE_CHECKING:
    from cssim.engine.world import World


def held(world: World, work: Work) -> None:
    """Let the play that a person has held do what it does: every one is a contact, and some are more."""
    account, play = work.account, play_of(work.type)
    contact(world, work, world.plan.effects.proactive_share)
    teach(world, work, world.play(account, play).teach_share, world.plan.teams[work.team].touch_quality)
    if play == QBR:
        account.reviewed_at = world.now
    elif play == RENEWAL:
        make_ready(world, work)
    elif play == SAVE:
        rescue(world, work)
    elif play == EXPANSION:
        pitch(world, work)


def make_ready(world: World, work: Work) -> None:
    """Post what a renewal play is worth for the contract's end it was for; one that is done after it is worth nothing.

    The earlier the better, up to a lead beyond which nothing is gained.
    """
    account, effects = work.account, world.plan.effects
    if effects.renewal_play_share == 0.0:
        return
    left = plays.coming_end(account.contract_end - account.notice, account.term, work.raised) - world.now
    share = plays.ready_share(effects.renewal_play_share, left, effects.full_lead)
    world.post(account, READINESS, effects.readiness_level, share, work.key)
