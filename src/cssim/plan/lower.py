"""Scenario to plan: the only door between words and numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln

from cssim.domain.keys import key_of_text
from cssim.dynamics.drivers import NAMES
from cssim.dynamics.pitches import potential_arr
from cssim.dynamics.renewal import exposure
from cssim.errors import InputError
from cssim.plan.accounts import Opening, OpeningAccount
from cssim.plan.backlog import backlog
from cssim.plan.contracts import lower_contracts, notices
from cssim.plan.digital import lower_digital
from cssim.plan.expansion import lower_expansion, lower_modules, module_share
from cssim.plan.growth import lower_new_logos
from cssim.plan.health import lower_drivers, lower_effects
from cssim.plan.incentives import lower_incentives
from cssim.plan.labels import AccountLabel, Labels, Lowered
from cssim.plan.lines import Lines, lines_of_teams
from cssim.plan.maintenance import intercepts
from cssim.plan.observation import lower_score, usual_contacts
from cssim.plan.onboarding import lower_onboarding, planned_onboarding
from cssim.plan.organization import lower_teams
from cssim.plan.outside import lower_outside
from cssim.plan.owners import Cover, Kept, lines_of, owners_of
from cssim.plan.ownership import ownership_of
from cssim.plan.plays import lower_plays
from cssim.plan.pools import Pools
from cssim.plan.posts import held_shares, members_by_seat
from cssim.plan.process import lower_process
from cssim.plan.product import lower_product
from cssim.plan.promise import with_promises
from cssim.plan.referrals import lower_referrals
from cssim.plan.requests import breadth_of, csm_hours, lower_demand, lower_routing, rates_of, request_types
from cssim.plan.segment_review import lower_review
from cssim.plan.services import lower_services, service_row
from cssim.plan.shocks import lower_shocks
from cssim.plan.staffing import lower_staffing
from cssim.plan.surveys import lower_surveys
from cssim.plan.survivors import CERTAIN, exposure_of, new_logo_churn
from cssim.plan.tables import (
    NOBODY,
    AccountTable,
    ClockRow,
    Plan,
    RenewalRow,
    SegmentRow,
)
from cssim.plan.winback import lower_winback
from cssim.plan.years import lower_years
from cssim.policies.coverage import Uncovered
from cssim.scenario.schema import Scenario
from cssim.units import CENTS, HOURS_PER_WEEK, MONTHS_PER_YEAR, months_to_hours

MOST_CENTS: Final = 2**53
"""Money beyond this is not exact as a floating-point number, and its sums might not fit into 64 bits."""


def lower(scenario: Scenario, opening: Opening, kept: Kept | None = None) -> Lowered:
    """Return the plan of one resolved design, with the names that belong to its indices.

    Parameters
    ----------
    scenario
        One design, resolved. Without a baseline the plan has reference stocks and offsets of 0.
    opening
        The opening book, which all designs share.
    kept
        Who looks after which account today and may keep it; without it books are formed anew.

    Raises
    ------
    InputError
        If the design does not fit the book: more owners than seats, or a churn that no such survivors can have; or if
        money adds up to more than can be counted to the cent.
    """
    churn = new_logo_churn(scenario, opening)
    covers = _covers(scenario)
    teams = scenario.organisation.teams
    lines = lines_of_teams(teams)
    pools = Pools(scenario, opening, covers, lines)
    accounts = _accounts(scenario, opening, churn, covers, lines, pools, kept)
    plan = Plan(
        clock=_clock(scenario),
        segments=tuple(
            _segment(scenario, name, churn[i], covers[i]) for i, name in enumerate(scenario.customers.segments)
        ),
        accounts=accounts,
        request_types=request_types(scenario),
        teams=lower_teams(scenario),
        routing=lower_routing(scenario),
        drivers=lower_drivers(scenario.health),
        effects=lower_effects(scenario.health),
        expansion=lower_expansion(scenario.expansion),
        renewal=RenewalRow(scenario.renewal.downsell.odds, scenario.renewal.downsell.size),
        frailty=scenario.requests.frailty,
        years=lower_years(scenario),
        demand=lower_demand(scenario),
        contracts=lower_contracts(scenario),
        seat_lines=tuple(tuple(lines.of_pods(cover.team, cover.row.together)) for cover in covers),
        groups=tuple(lines.rows),
        staffing=lower_staffing(scenario),
        pools=pools.rows(scenario, opening),
        new_logos=lower_new_logos(scenario, opening, churn),
        outside=lower_outside(scenario.health),
        shocks=lower_shocks(scenario),
        process=lower_process(scenario),
        product=lower_product(scenario.product, scenario.health),
        surveys=lower_surveys(scenario.surveys),
        score=lower_score(scenario),
        digital=lower_digital(scenario),
        incentives=lower_incentives(scenario, opening),
        onboarding=lower_onboarding(scenario),
        referrals=lower_referrals(scenario),
        modules=lower_modules(scenario),
        review=lower_review(scenario.customers.segment_review),
        services=lower_services(scenario),
        winback=lower_winback(scenario),
    )
    _check_money(scenario, plan)
    return Lowered(with_promises(plan), _labels(scenario, opening))


def _check_money(scenario: Scenario, plan: Plan) -> None:
    """Refuse sums that could not be counted to the cent.

    Raises
    ------
    InputError
        If the ARR of the book, or a year's pay of a team, reaches ``MOST_CENTS``.
    """
    sums = {"customers": sum(plan.accounts.columns["arr"].tolist())}
    for name, row in zip(scenario.organisation.teams, plan.teams, strict=True):
        sums[f"organisation.teams.{name}.pay"] = row.base + row.variable + row.on_cost
    for path, cents in sums.items():
        if cents >= MOST_CENTS:
            message = f"{cents / CENTS:,.0f} a year in all is too much to count to the cent; "
            raise InputError.of(f"{message}less than {MOST_CENTS / CENTS:,.0f} is possible", path=path)


def _clock(scenario: Scenario) -> ClockRow:
    settle = months_to_hours(scenario.settle)
    return ClockRow(scenario.months, settle, min(HOURS_PER_WEEK, settle))


def _covers(scenario: Scenario) -> list[Cover]:
    """Return how each segment is covered."""
    teams = list(scenario.organisation.teams)
    found = []
    for name, segment in scenario.customers.segments.items():
        coverage = scenario.organisation.coverage[name]
        if isinstance(coverage, Uncovered):
            found.append(Cover(NOBODY, coverage.lower(), (0.0, 0.0)))
            continue
        own, sold = ownership_of(scenario, name), service_row(scenario, name)
        hours = csm_hours(scenario, segment, coverage.team, own, sold)
        found.append(Cover(teams.index(coverage.team), coverage.lower(), hours))
    return found


def _segment(scenario: Scenario, name: str, churn: float, cover: Cover) -> SegmentRow:
    segment = scenario.customers.segments[name]
    even = churn == 0.0 or segment.heterogeneity == math.inf
    own, sold = ownership_of(scenario, name), service_row(scenario, name)
    rates, deal_share = rates_of(scenario, segment)
    contacts = usual_contacts(scenario, segment, cover.team != NOBODY, sold)
    usual = max(segment.term, key=lambda term: term.share).months
    stored = scenario.baseline.segments.get(name) if scenario.baseline is not None else None
    return SegmentRow(
        shape_lost=0.0 if even else churn * segment.heterogeneity,
        shape_kept=0.0 if even else (1.0 - churn) * segment.heterogeneity,
        even_log_odds=CERTAIN if churn == 0.0 else math.log1p(-churn) - math.log(churn),
        offset=stored.offset if stored is not None else 0.0,
        reference=tuple(getattr(stored.settled, driver) if stored is not None else 0.0 for driver in NAMES),
        team=cover.team,
        rates=rates,
        deal_share=deal_share,
        plays=lower_plays(segment.plays, scenario.health, cover.row.person_within, own),
        potential_times=segment.potential,
        health_mean=stored.health_mean if stored is not None else 0.0,
        health_sd=stored.health_sd if stored is not None else 1.0,
        key=key_of_text("segment", name),
        breadth=breadth_of(scenario, segment),
        escalator=segment.contracts.escalator,
        named_from=cover.row.named_from,
        balance=cover.row.balance,
        planned_plays=cover.hours[0],
        planned_requests=cover.hours[1],
        own_opens_after=cover.row.own_opens_after,
        group_opens_after=cover.row.group_opens_after,
        contacts_mean=contacts[0],
        contacts_sd=contacts[1],
        max_accounts=cover.row.max_accounts,
        max_arr=cover.row.max_arr,
        on_condition=cover.row.on_condition,
        person_below=cover.row.person_below,
        person_within=cover.row.person_within,
        team_answers=cover.row.team_answers,
        renewal_team=own.renewals,
        commercial_team=own.commercial,
        onboarding_hours=segment.onboarding,
        planned_onboarding=planned_onboarding(scenario, name),
        self_serve_rate=segment.self_serve.rate,
        self_serve_size=segment.self_serve.size,
        module_share=module_share(scenario, name),
        arr_from=segment.arr_from or 0,
        winback_share=segment.winback,
        usual_term=months_to_hours(usual),
        usual_years=exposure(usual / MONTHS_PER_YEAR, scenario.renewal.lock_in),
        products=segment.products,
    )


def _accounts(
    scenario: Scenario,
    opening: Opening,
    churn: Sequence[float],
    covers: Sequence[Cover],
    lines: Lines,
    pools: Pools,
    kept: Kept | None,
) -> AccountTable:
    teams = scenario.organisation.teams
    shares: Mapping[int, Sequence[float]] = {index: held_shares(team) for index, team in enumerate(teams.values())}
    people = {
        index: [member.who if member else "" for member in members_by_seat(team)][: len(shares[index])]
        for index, team in enumerate(teams.values())
        if team.members
    }
    if kept is not None:
        shares = kept.shares
    book = opening.accounts
    seats = owners_of(book, covers, shares, list(teams), people, kept)
    years = np.array([exposure_of(account, scenario.renewal.lock_in) for account in book])
    survived = np.array([account.renewals for account in book]) * years
    segments = np.array([account.segment for account in book], dtype=np.int64)
    placed = zip(book, seats, lines_of(book, covers, seats, lines), strict=True)
    return AccountTable.of_columns(
        key=[account.key for account in book],
        segment=segments,
        arr=[account.arr for account in book],
        term=[months_to_hours(account.term) for account in book],
        contract_end=[months_to_hours(account.contract_end) for account in book],
        years=years,
        survived=survived,
        log_beta=_log_betas(scenario, segments, churn, survived),
        fit_shift=[account.fit_shift for account in book],
        request_factor=[account.request_factor for account in book],
        owner=[pools.line(account) if seat == NOBODY else line for account, seat, line in placed],
        arr_year_ago=[account.arr_year_ago for account in book],
        potential=_potentials(scenario, book),
        seat=seats,
        notice=notices(scenario, book),
        known=[account.known for account in book],
        signed=[account.signed for account in book],
        contract=[account.contract for account in book],
        open_requests=backlog(scenario, book),
        standing=[account.standing for account in book],
        intercept=intercepts(scenario, book, churn, survived),
    )


def _potentials(scenario: Scenario, book: Sequence[OpeningAccount]) -> list[int]:
    """Return the ARR [cents] that each account would have if it bought all it could use."""
    times = [segment.potential for segment in scenario.customers.segments.values()]
    return [potential_arr(account.arr, times[account.segment]) for account in book]


def _log_betas(
    scenario: Scenario, of: NDArray[np.int64], churn: Sequence[float], survived: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return ln B(m phi, (1 - m) phi + survived) of every account, 0 where all are alike; ``of`` are its segments."""
    phi = np.array([segment.heterogeneity for segment in scenario.customers.segments.values()])
    m = np.array(churn)
    spread = np.isfinite(phi) & (m > 0.0)
    lost = np.where(spread, m * np.where(spread, phi, 1.0), 1.0)
    kept = np.where(spread, (1.0 - m) * np.where(spread, phi, 1.0), 1.0)
    return np.where(spread[of], betaln(lost[of], kept[of] + survived), 0.0)


def _labels(scenario: Scenario, opening: Opening) -> Labels:
    return Labels(
        start=scenario.start,
        currency=scenario.company.currency,
        segments=tuple(scenario.customers.segments),
        teams=tuple(scenario.organisation.teams),
        shocks=tuple(scenario.shocks),
        accounts=tuple(AccountLabel(account.external_id, account.name, account.logo) for account in opening.accounts),
    )
