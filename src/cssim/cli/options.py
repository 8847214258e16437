"""Options that several commands share, each with its ``CSSIM_*`` variable.

A command takes a group of them as one argument::

    @app.command()
    @takes(StudyOptions)
    def compare(files: ..., options: StudyOptions) -> None: ...
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar, get_type_hints

import typer

_RUNS: Final = "Runs"
_FILES: Final = "Files and output"
_SCREEN: Final = "Screen"

Group = TypeVar("Group")
Command = Callable[..., None]


class Assumptions(StrEnum):
    """Whether guesses vary over their evidence ranges from run to run."""

    drawn = "drawn"
    fixed = "fixed"


class Recording(StrEnum):
    """Which facts are kept; changes no number."""

    all = "all"
    money = "money"
    summary = "summary"


class Engine(StrEnum):
    """Which engine makes the runs; changes no number."""

    auto = "auto"
    simpy = "simpy"
    compiled = "compiled"


@dataclass(frozen=True)
class ScreenOptions:
    """What is said and where."""

    json: Annotated[
        bool, typer.Option("--json", envvar="CSSIM_JSON", help="Print one JSON document.", rich_help_panel=_SCREEN)
    ] = False
    quiet: Annotated[
        bool,
        typer.Option("--quiet", "-q", envvar="CSSIM_QUIET", help="Results and errors only.", rich_help_panel=_SCREEN),
    ] = False
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", envvar="CSSIM_VERBOSE", help="Say what is done.", rich_help_panel=_SCREEN),
    ] = False
    log: Annotated[
        Path | None,
        typer.Option(
            "--log", envvar="CSSIM_LOG", help="Append the log, with all details, to FILE.", metavar="FILE",
            rich_help_panel=_SCREEN,
        ),
    ] = None  # fmt: skip
    debug: Annotated[
        bool,
        typer.Option("--debug", envvar="CSSIM_DEBUG", help="Show where an error arose.", rich_help_panel=_SCREEN),
    ] = False


@dataclass(frozen=True)
class ScenarioOptions(ScreenOptions):
    """What is changed in a scenario before it is used."""

    set: Annotated[
        list[str] | None,
        typer.Option(
            "--set", envvar="CSSIM_SET", help="Override a field, e.g. organisation.teams.csm.headcount=6; repeatable.",
            metavar="KEY=VALUE", rich_help_panel=_RUNS,
        ),
    ] = None  # fmt: skip


@dataclass(frozen=True)
class RunOptions(ScenarioOptions):
    """How runs are made and where their results go."""

    seed: Annotated[
        int | None,
        typer.Option("--seed", envvar="CSSIM_SEED", min=0, help="Seed, instead of the file's.", rich_help_panel=_RUNS),
    ] = None
    runs: Annotated[
        int | None,
        typer.Option("--runs", envvar="CSSIM_RUNS", min=1, help="Runs, exactly.", rich_help_panel=_RUNS),
    ] = None
    assumptions: Annotated[
        Assumptions | None,
        typer.Option(
            "--assumptions", envvar="CSSIM_ASSUMPTIONS", rich_help_panel=_RUNS,
            help="Draw guesses over their evidence ranges, or hold them.",
        ),
    ] = None  # fmt: skip
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs", "-j", envvar="CSSIM_JOBS", min=0, rich_help_panel=_RUNS,
            help="Processes; 0 takes every core. Changes no number.",
        ),
    ] = 0  # fmt: skip
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster", envvar="CSSIM_CLUSTER", metavar="ADDRESS", rich_help_panel=_RUNS,
            help="Make the runs on a Dask cluster, tcp://HOST:PORT, or 'local' for one of --jobs processes here.",
        ),
    ] = None  # fmt: skip
    engine: Annotated[
        Engine, typer.Option("--engine", envvar="CSSIM_ENGINE", help="Engine.", rich_help_panel=_RUNS)
    ] = Engine.auto
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", envvar="CSSIM_DRY_RUN", help="Check everything, say what would be done, do nothing.",
            rich_help_panel=_RUNS,
        ),
    ] = False  # fmt: skip
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", envvar="CSSIM_OUT", metavar="DIR", help="Write the result files to DIR.",
            rich_help_panel=_FILES,
        ),
    ] = None  # fmt: skip
    force: Annotated[
        bool,
        typer.Option("--force", envvar="CSSIM_FORCE", help="Replace results in DIR.", rich_help_panel=_FILES),
    ] = False
    no_progress: Annotated[
        bool,
        typer.Option("--no-progress", envvar="CSSIM_NO_PROGRESS", help="No progress bar.", rich_help_panel=_SCREEN),
    ] = False


@dataclass(frozen=True)
class StudyOptions(RunOptions):
    """What only a study of many figures has: a precision, gates, files by the line, runs that are kept."""

    precision: Annotated[
        str | None,
        typer.Option(
            "--precision", envvar="CSSIM_PRECISION", metavar="METRIC=HALF-WIDTH,...", rich_help_panel=_RUNS,
            help="Runs until means are known so well, e.g. nrr.y2=0.5pt,retained_arr.y2=$10k; 30 runs or more.",
        ),
    ] = None  # fmt: skip
    recording: Annotated[
        Recording | None,
        typer.Option(
            "--recording", envvar="CSSIM_RECORDING", rich_help_panel=_RUNS,
            help="Facts that are kept while a run goes on; changes no number.",
        ),
    ] = None  # fmt: skip
    fail_if: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-if", envvar="CSSIM_FAIL_IF", metavar="CONDITION", rich_help_panel=_RUNS,
            help="Exit with 3 if true, e.g. 'p10(grr.y1)<85%' or 'chance(grr.y1<88%)>20%'; repeatable.",
        ),
    ] = None  # fmt: skip
    anonymise: Annotated[
        bool,
        typer.Option(
            "--anonymise", envvar="CSSIM_ANONYMISE", help="Put numbers in place of customers' ids and names.",
            rich_help_panel=_FILES,
        ),
    ] = False  # fmt: skip
    ledger: Annotated[
        bool,
        typer.Option(
            "--ledger", envvar="CSSIM_LEDGER", help="Write ledger.csv and accounts.csv also for compare.",
            rich_help_panel=_FILES,
        ),
    ] = False  # fmt: skip
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", envvar="CSSIM_RESUME", help="Go on with the finished runs kept in DIR.",
            rich_help_panel=_FILES,
        ),
    ] = False  # fmt: skip


ShowPeople = Annotated[
    bool,
    typer.Option(
        "--show-people", envvar="CSSIM_SHOW_PEOPLE", rich_help_panel=_SCREEN,
        help="Call people by the names that roster and customer book tell, not only CSM 3.",
    ),
]  # fmt: skip


def takes(group: type[Group]) -> Callable[[Command], Command]:
    """Give a command the options of ``group``; it receives them as one argument named ``options``."""

    def widen(command: Command) -> Command:
        hints = get_type_hints(group, include_extras=True)
        names = [one.name for one in fields(group)]  # type: ignore[arg-type]

        @wraps(command)
        def run(**given: Any) -> None:
            options = group(**{name: given.pop(name) for name in names})
            command(**given, options=options)

        own = [p for p in inspect.signature(command, eval_str=True).parameters.values() if p.name != "options"]
        shared = [_parameter(one.name, hints[one.name], one.default) for one in fields(group)]  # type: ignore[arg-type]
        parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own] + shared
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {p.name: p.annotation for p in parameters}
        del run.__wrapped__
        return run

    return widen


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    if default is MISSING:
        raise TypeError(f"the shared option {name} needs a default")
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
