"""The SimPy engine beside the naive SimPy telling of the full model."""

from __future__ import annotations

from typing import Final

from benchmarks import goals, naive, plans
from benchmarks.section import Effort, Finding, Section, number, table
from benchmarks.timing import contest
from cssim.engine.simulate import simulate
from cssim.plan.tables import Plan

LOADS: Final = (0.6, 0.85, 1.05)
LEAST_RATIO: Final = 1.0
_TEXT: Final = """\
The default company, its CSMs so available that the work asked of them is the given share of their time. The naive
telling has a process per stream, request and slot, a `PriorityResource` per line, `AnyOf` of a turn and a timeout
for work that expires, and an interrupt for work whose customer leaves. Draws, formulas and counters are the engine's,
and the two count the same to the unit (a test). `naive / engine` is the median over the rounds.
"""


def measure(effort: Effort) -> Section:
    """Time both tellings of six plans."""
    company = plans.told_naively(plans.company(min(effort.months, 24)))
    rows, ratios = [], []
    for coverage, plan in (("assigned", plans.assigned(company)), ("pooled", plans.pooled(company))):
        for load in LOADS:
            events, engine, other, ratio = _contest(plans.at_load(plan, load), effort.rounds)
            ratios.append(ratio)
            speeds = (number(events / engine), number(events / other))
            rows.append((coverage, f"{load:.2f}", f"{events:,}", *speeds, f"{ratio:.2f}"))
    head = ("coverage", "utilization asked", "events", "engine, events/s", "naive, events/s", "naive / engine")
    measured = ", ".join(f"{ratio:.2f}" for ratio in ratios[:3]), ", ".join(f"{ratio:.2f}" for ratio in ratios[3:])
    finding = Finding(
        goals.SIMPY,
        f"naive / engine {measured[0]} × assigned; {measured[1]} × pooled",
        min(ratios) >= LEAST_RATIO,
    )
    return Section("SimPy engine against naive SimPy", f"{_TEXT}\n{table(head, rows)}", (finding,))


def _contest(plan: Plan, rounds: int) -> tuple[int, float, float, float]:
    """Return how much happens in a run, seconds of the engine and of the naive telling, and their ratio."""
    opening = plans.opening_of(plan)
    times = contest(
        {
            "engine": lambda: simulate(plan, opening, plans.SEED, plans.RUN),
            "naive": lambda: naive.simulate(plan, opening, plans.SEED, plans.RUN),
        },
        rounds,
    )
    events = naive.events(simulate(plan, opening, plans.SEED, plans.RUN).tally)
    return events, times.of("engine"), times.of("naive"), times.ratio("naive", "engine")
