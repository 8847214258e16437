"""Which engine makes the runs of a study. It changes no number, only how long they take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, get_args

from cssim.engine.compiled import installed
from cssim.engine.compiled.sources import is_warm
from cssim.engine.engines import INSTALL, EngineName, engine_named
from cssim.errors import InputError
from cssim.executors import Executor
from cssim.experiments.progress import OnProgress, Progress
from cssim.plan.tables import Plan
from cssim.units import HOURS_PER_YEAR

EngineAsked = Literal["auto", "simpy", "compiled"]

WORTH_COMPILING: Final = 60.0
"""Seconds of SimPy from which ``auto`` compiles first."""
_SECONDS_PER_WORK: Final = 60e-6
"""What one request or check-in takes in SimPy, all that follows from it included; here 40 to 90 microseconds."""


@dataclass(frozen=True)
class EngineChoice:
    """The engine that runs, and ``why``, for the user; ``asked`` is what goes into the manifest."""

    asked: EngineAsked
    name: EngineName
    why: str

    def __str__(self) -> str:
        return f"engine: {self.name} ({self.why})"


def choose_engine(asked: str, seconds: float, first: int = 0) -> EngineChoice:
    """Return the engine for a study that would take about so many ``seconds`` of one core in SimPy.

    If that is the time of the ``first`` runs, and a precision may ask for more, the reason says so.

    ``auto`` takes the compiled engine if it is installed and has been compiled before, or if compiling it pays.

    Raises
    ------
    InputError
        If there is no such engine, or the compiled one is asked for and Numba is not installed.
    """
    if asked == "auto":
        return _chosen(seconds, f" for the first {first} runs" if first else "")
    if asked not in get_args(EngineAsked):
        raise InputError.of(f"{asked!r} is not one of {', '.join(get_args(EngineAsked))}", path="engine")
    engine_named(asked)
    if asked == "simpy":
        return EngineChoice("simpy", "simpy", "as asked")
    return EngineChoice("compiled", "compiled", "as asked")


def _chosen(seconds: float, whereof: str) -> EngineChoice:
    about = f"about {_span(seconds)}{whereof}"
    if not installed():
        return EngineChoice("auto", "simpy", f"{about}; {INSTALL} makes it some 50 times faster")
    warm = is_warm()
    if not warm and seconds <= WORTH_COMPILING:
        return EngineChoice("auto", "simpy", f"{about}; cssim doctor --warm compiles the faster engine")
    try:
        engine_named("compiled")
    except InputError as error:
        return EngineChoice("auto", "simpy", f"{about}; {error.problems[0].message}")
    return EngineChoice("auto", "compiled", "compiled before" if warm else f"compiled first, once; SimPy takes {about}")


OnChoice = Callable[[EngineChoice], None]
"""Told which engine will run, before anything is compiled."""


def nobody_asks(choice: EngineChoice) -> None:
    """Ignore which engine runs."""


def make_ready(choice: EngineChoice, executor: Executor, on_progress: OnProgress) -> None:
    """Compile the engine where that has not been done yet, here and on other machines: never inside a run.

    Raises
    ------
    InputError
        If other machines have other versions.
    """
    if choice.name == "simpy":
        executor.prepare(_nothing)
        return
    on_progress(Progress("compile", 0, 1))
    executor.prepare(warm_engine, ("numba",))
    on_progress(Progress("compile", 1, 1))


def warm_engine() -> None:
    """Compile the engine, or read it from the cache; importable by name, for other machines."""
    from cssim.engine.compiled.warm import warm

    warm(lambda door, done, total: None)


def simpy_seconds(plan: Plan, years: float) -> float:
    """Return about how long [s] ``years`` of simulated time of a plan take in SimPy."""
    asked = [
        sum(segment.rates) + sum(HOURS_PER_YEAR / play.interval for play in segment.plays if play.interval > 0.0)
        for segment in plan.segments
    ]
    columns = plan.accounts.columns
    pairs = zip(columns["segment"].tolist(), columns["request_factor"].tolist(), strict=True)
    work = sum(asked[segment] * factor for segment, factor in pairs)
    return float(work * years * _SECONDS_PER_WORK)


def _span(seconds: float) -> str:
    """Return a length of time as people say it."""
    if seconds < 90.0:
        return f"{max(1.0, seconds):.0f} s"
    return f"{seconds / 60.0:.0f} min" if seconds < 5400.0 else f"{seconds / 3600.0:.0f} h"


def _nothing() -> None:
    """Do nothing, on every machine."""
