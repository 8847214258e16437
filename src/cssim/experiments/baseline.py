"""The baseline: today's churn of new customers, stocks and offsets, measured once and kept for all designs.

They are numbers of the scenario, never averages over the accounts of a run: one more account must not move the
others.
"""

from __future__ import annotations

import logging
from typing import Final

from cssim.domain.settled import SettledBook
from cssim.dynamics.drivers import NAMES
from cssim.engine.engines import EngineName
from cssim.errors import CssimError
from cssim.executors import Executor, Failed, Serial
from cssim.experiments.progress import OnProgress, Progress, nobody_watches
from cssim.experiments.settling import (
    Settling,
    health_scale,
    mean_stocks,
    run_settling,
    solve_offsets,
    with_offsets,
    with_reference,
    with_scale,
)
from cssim.plan.digest import baseline_digest
from cssim.plan.lower import lower
from cssim.plan.opening import Opening
from cssim.plan.survivors import new_logo_churn
from cssim.plan.tables import Plan
from cssim.scenario.baseline import Baseline, SegmentBaseline, Settled
from cssim.scenario.language import designs
from cssim.scenario.schema import Scenario

SETTLINGS: Final = 16
"""Settled books that the baseline is measured on, at run numbers -1, -2 ..."""
_SCOUTS: Final = 4
"""Settled books of the first look, which only finds where the second may start."""
_SCOUT_LENGTH: Final = 2.0

_log = logging.getLogger("cssim")


def measured(
    scenario: Scenario,
    opening: Opening,
    executor: Executor | None = None,
    on_progress: OnProgress = nobody_watches,
    settlings: int = SETTLINGS,
    engine: EngineName = "simpy",
) -> Scenario:
    """Return the scenario with a baseline that fits it; the same one if its own does.

    Parameters
    ----------
    scenario
        With all its designs. A baseline without ``of`` is taken as it is; one that was measured for another plan
        is measured again.
    opening
        The opening book of the scenario.
    executor
        Where books are settled; in this process by default.
    settlings
        How many books are settled.
    engine
        What settles them; changes no number.

    Raises
    ------
    CssimError
        If a book could not be settled.
    """
    today = designs.resolve(scenario, designs.names(scenario)[0])
    old = scenario.baseline
    if old is not None and not old.of:
        return scenario
    digest = baseline_digest(today, opening)
    if old is not None and old.of == digest:
        return scenario
    why = "the scenario has none" if old is None else "the stored one belongs to another organization or book"
    _log.info("the baseline is measured now, on %d settled books: %s", settlings, why)
    bare = today.model_copy(update={"baseline": None})
    plan = lower(bare, opening).plan
    segments = _measure(plan, scenario.seed, executor or Serial(), on_progress, settlings, engine)
    churn = new_logo_churn(bare, opening)
    names = bare.customers.segments
    found = {
        name: SegmentBaseline(
            new_logo_churn=m,
            offset=offset,
            settled=Settled(**dict(zip(NAMES, stocks, strict=True))),
            health_mean=mean,
            health_sd=spread,
        )
        for name, m, (offset, stocks, (mean, spread)) in zip(names, churn, segments, strict=True)
    }
    return scenario.model_copy(update={"baseline": Baseline(of=digest, segments=found)})


def _measure(
    plan: Plan, seed: int, executor: Executor, on_progress: OnProgress, settlings: int, engine: EngineName
) -> list[tuple[float, tuple[float, ...], tuple[float, float]]]:
    """Return offset, reference stocks, and mean and spread of health of each segment.

    A settling starts from the reference, which is what is looked for. So a first, longer look starts from nothing
    and says where the second one may start; after that, less than a tenth of what is left of the start remains.
    """
    total = settlings if plan.clock.settle == 0.0 else settlings + _SCOUTS
    done = 0

    def settled(jobs: list[Settling]) -> list[SettledBook]:
        nonlocal done
        books = []
        for outcome in executor.map(run_settling, jobs):
            if isinstance(outcome, Failed):
                raise CssimError(f"the baseline could not be measured: {outcome.reason}")
            books.append(outcome.value)
            done += 1
            on_progress(Progress("baseline", done, total))
        return books

    if plan.clock.settle > 0.0:
        longer = plan._replace(clock=plan.clock._replace(settle=_SCOUT_LENGTH * plan.clock.settle))
        scouts = settled([Settling(longer, seed, -number, engine) for number in range(1, _SCOUTS + 1)])
        plan = with_reference(plan, mean_stocks(longer, scouts))
        plan = with_scale(plan, health_scale(with_reference(longer, mean_stocks(longer, scouts)), scouts))
    books = settled([Settling(plan, seed, -number, engine) for number in range(1, settlings + 1)])
    reference = mean_stocks(plan, books)
    plan = with_reference(plan, reference)
    offsets = solve_offsets(plan, books)
    return list(zip(offsets, reference, health_scale(with_offsets(plan, offsets), books), strict=True))
