"""Single: one run of one design, with every fact, to look into."""

from __future__ import annotations

from typing import Final

from cssim.engine.recorder import ALL, MONEY, SUMMARY
from cssim.errors import InputError
from cssim.experiments.jobs import run_each
from cssim.experiments.study import prepare, with_settings
from cssim.results.run import Run
from cssim.scenario.language import designs
from cssim.scenario.schema import Scenario

_RECORDING: Final = {"summary": SUMMARY, "money": MONEY, "all": ALL}


def simulate(
    scenario: Scenario,
    seed: int | None = None,
    run: int = 0,
    engine: str = "auto",
    recording: str = "all",
    design: str | None = None,
) -> Run:
    """Simulate one run of one design: the same one that :func:`cssim.run` and :func:`cssim.compare` count.

    Parameters
    ----------
    scenario
        From :func:`cssim.load`.
    seed
        Instead of the scenario's own.
    run
        Number of the run.
    engine
        ``simpy``, ``compiled`` (extra ``[fast]``), or ``auto``: the compiled one if it has been compiled before.
        Changes no number.
    recording
        Which facts to keep: ``all``, ``money`` or ``summary``; changes no number.
    design
        Name of the design; the first one by default.

    Raises
    ------
    InputError
        If an argument is not possible, or the customer book has problems.
    """
    if recording not in _RECORDING:
        raise InputError.of(f"{recording!r} is not one of {', '.join(_RECORDING)}", path="recording")
    if run < 0:
        raise InputError.of(f"{run} is not the number of a run; give 0, 1, 2 ...", path="run")
    scenario = with_settings(scenario, seed=seed)
    study = prepare(with_settings(scenario, runs=1), [design or designs.names(scenario)[0]], engine=engine)
    (made,) = run_each(study.job(run), _RECORDING[recording])
    return made
