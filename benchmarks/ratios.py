"""Events per second of the engine, beside a naive SimPy telling of the same model: `make bench`.

Both are timed in one process, in turn, round by round, in CPU time; medians are shown. Trust the ratios: seconds
belong to the machine and to whatever else it does.
"""

from __future__ import annotations

import argparse
import platform
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from benchmarks import naive, plans
from cssim.engine.simulate import simulate
from cssim.plan.tables import Plan
from cssim.sampling import inverse
from cssim.sampling.streams import Purpose, Streams

LOADS = (0.6, 0.85, 1.05)
DRAWS = 20_000


class Row(NamedTuple):
    """One measured plan: CPU seconds by round of the engine and of the naive telling, and how much happened."""

    coverage: str
    load: float
    events: int
    engine: list[float]
    naive: list[float]

    @property
    def ratio(self) -> float:
        """How many times as long the naive telling takes, round by round."""
        return median(slow / fast for slow, fast in zip(self.naive, self.engine, strict=True))


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time [s] of calling ``work`` once."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def measure(rounds: int, months: int, scenario: str) -> list[Row]:
    """Time both tellings of every plan once a round, in turn."""
    cases: list[tuple[Plan, Row]] = []
    company = plans.company(months, scenario)
    for coverage, plan in (("assigned", plans.assigned(company)), ("pooled", plans.pooled(company))):
        for load in LOADS:
            loaded = plans.at_load(plan, load)
            tally = simulate(loaded, plans.opening_of(loaded), plans.SEED, plans.RUN).tally
            cases.append((loaded, Row(coverage, load, naive.events(tally), [], [])))
    for _ in range(rounds):
        for plan, row in cases:
            opening = plans.opening_of(plan)
            row.engine.append(cpu_seconds(lambda p=plan, o=opening: simulate(p, o, plans.SEED, plans.RUN)))
            row.naive.append(cpu_seconds(lambda p=plan, o=opening: naive.simulate(p, o, plans.SEED, plans.RUN)))
    return [row for _, row in cases]


def draw_costs(rounds: int) -> dict[str, float]:
    """Return the median CPU cost [ns] of one draw: the uniform at an address, and with a law on top."""
    draws = Streams(1, 0, 0)
    laws: dict[str, Callable[[float], float]] = {
        "uniform": lambda u: u,
        "exponential": inverse.exponential,
        "lognormal": lambda u: inverse.lognormal(u, 1.0, 0.7),
    }
    costs: dict[str, list[float]] = {name: [] for name in laws}
    for _ in range(rounds):
        for name, law in laws.items():
            costs[name].append(cpu_seconds(lambda f=law: draw_many(draws, f)))
    return {name: median(each) / DRAWS * 1e9 for name, each in costs.items()}


def draw_many(draws: Streams, law: Callable[[float], float]) -> None:
    """Draw ``DRAWS`` times at neighboring addresses."""
    for n in range(DRAWS):
        law(draws.uniform(Purpose.REQUEST_WORK, 12_345, n))


def report(rows: Sequence[Row], draws: dict[str, float], what: str) -> str:
    """Return the tables as Markdown."""
    lines = [
        f"{what}; CPU time, medians; Python {platform.python_version()}, SimPy {version('simpy')}.",
        "",
        "| coverage | load of the CSMs | events | engine, events/s | naive, events/s | naive / engine |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        speeds = [f"{row.events / median(seconds):,.0f}" for seconds in (row.engine, row.naive)]
        lines.append(
            f"| {row.coverage} | {row.load:.2f} | {row.events:,} | {speeds[0]} | {speeds[1]} | {row.ratio:.2f} |"
        )
    lines += ["", "| draw | ns |", "|---|---|"]
    lines += [f"| {name} | {cost:,.0f} |" for name, cost in draws.items()]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write a file only if one is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ratios", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="how often everything is timed")
    parser.add_argument("--months", type=int, default=24, help="length of a run")
    parser.add_argument("--scenario", default="b2b_saas", help="which packaged scenario")
    parser.add_argument("--write", type=Path, help="also write the tables to this file")
    options = parser.parse_args(arguments)
    what = f"{options.scenario}, {options.months} months, {options.rounds} rounds in turn"
    rows = measure(options.rounds, options.months, options.scenario)
    text = report(rows, draw_costs(options.rounds), what)
    print(text, end="")
    if options.write is not None:
        options.write.write_text(f"# Benchmarks\n\n{text}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
