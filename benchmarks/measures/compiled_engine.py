"""The compiled engine beside the SimPy engine: the full model, and one mechanism at a time."""

from __future__ import annotations

from functools import partial
from typing import Final

from benchmarks import goals, naive, plans
from benchmarks.section import Effort, Finding, Section, number, table
from benchmarks.timing import Work, contest
from cssim.engine.engines import ENGINES, engine_named
from cssim.engine.recorder import SUMMARY
from cssim.plan.tables import Plan

GOAL: Final = 40.0
_TEXT: Final = """\
`simulate` of one run in one process from a warm cache, summary recording; both engines give the same bits. The full
model is a company of a thousand accounts; settling is the {settle} months before it, under the same engine.
Targeted plans have one mechanism and no other.
"""


def measure(effort: Effort) -> Section:
    """Time both engines on every plan."""
    company = plans.thousand(effort.months)
    cases = {
        "all mechanisms, assigned": plans.assigned(company),
        "all mechanisms, pooled": plans.pooled(company),
        "queue only": plans.company(effort.months, "queue_only"),
        "renewals only": plans.company(effort.months, "renewal_only"),
    }
    rows = [(name, *_simulated(plan, effort.rounds)) for name, plan in cases.items()]
    settle = min(24, effort.months)
    rows.append(("settling", *_settled(plans.thousand(1, settle), effort.rounds)))
    ratios = [row[-1] for row in rows[:2]]
    finding = Finding(goals.COMPILED, f"{ratios[0]:.0f} × assigned, {ratios[1]:.0f} × pooled", min(ratios) >= GOAL)
    shown = [
        (name, events, number(slow * 1e3), number(fast * 1e3), number(ratio))
        for name, events, slow, fast, ratio in rows
    ]
    head = ("plan", "events", "SimPy engine, ms", "compiled engine, ms", "SimPy / compiled")
    text = _TEXT.format(settle=settle)
    return Section("Compiled engine against SimPy engine", f"{text}\n{table(head, shown)}", (finding,))


def _simulated(plan: Plan, rounds: int) -> tuple[str, float, float, float]:
    """Return how much happens in a run, seconds of either engine, and their ratio."""
    engines = {name: engine_named(name) for name in ENGINES}
    book = engines["compiled"].settle(plan, plans.SEED, plans.RUN)
    works: dict[str, Work] = {
        name: partial(engine.simulate, plan, book, plans.SEED, plans.RUN, SUMMARY) for name, engine in engines.items()
    }
    times = contest(works, rounds)
    events = naive.events(engines["compiled"].simulate(plan, book, plans.SEED, plans.RUN, SUMMARY).tally)
    return f"{events:,}", times.of("simpy"), times.of("compiled"), times.ratio("simpy", "compiled")


def _settled(plan: Plan, rounds: int) -> tuple[str, float, float, float]:
    """Return the same of settling the book of a plan; nothing is counted there."""
    works: dict[str, Work] = {name: partial(engine_named(name).settle, plan, plans.SEED, plans.RUN) for name in ENGINES}
    times = contest(works, rounds)
    return "–", times.of("simpy"), times.of("compiled"), times.ratio("simpy", "compiled")
