"""The group *Ask*: demo, run, compare."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from cssim.cli import session
from cssim.cli.console import show, show_json, tell
from cssim.cli.errors import guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import StudyOptions, takes
from cssim.cli.progress import progress
from cssim.cli.session import Asked
from cssim.cli.setting import setting_of
from cssim.errors import ClusterLost, InputError

if TYPE_CHECKING:
    from cssim.experiments.engine_choice import OnChoice
    from cssim.experiments.progress import OnProgress
    from cssim.results.precision import Goal
    from cssim.results.studies import Comparison
    from cssim.scenario.schema import Scenario

PANEL: Final = "Ask"
SCHEMA_VERSION: Final = 1
DEMO_FOLDER: Final = Path("cssim-demo")
DEMO_COMMAND: Final = "cssim demo"
DEMO_SCENARIO: Final = "cssim:org_designs"
PICTURE: Final = "comparison.png"


class Start(StrEnum):
    """From where designs start."""

    steady = "steady"
    today = "today"


class Footing(StrEnum):
    """On what footing designs are compared."""

    as_written = "as-written"
    equal_budget = "equal-budget"
    equal_heads = "equal-heads"


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    for command in (demo, run, compare):
        app.command(command.__name__, rich_help_panel=PANEL)(command)


@takes(StudyOptions)
def demo(options: StudyOptions) -> None:
    """Compare four designs of a typical company, in a minute or two; results go to ./cssim-demo."""
    out = options.out or DEMO_FOLDER
    options = replace(options, out=out)
    with guarded(options.debug):
        options = replace(options, force=options.force or _may_replace(out))
    _compare(Asked(DEMO_COMMAND, (DEMO_SCENARIO,), options), None, Footing.as_written)


@takes(StudyOptions)
def run(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Scenario file, or cssim:NAME.")],
    options: StudyOptions,
    design: Annotated[
        str | None, typer.Option("--design", envvar="CSSIM_DESIGN", help="Design; the first one otherwise.")
    ] = None,
) -> None:
    """Project one design: ARR, retention, cost, waits, year by year, with ranges."""
    chosen = f" --design {design}" if design else ""
    asked = Asked(f"cssim run {session.name_of(file)}{chosen}{_settings(options)}", (file,), options)
    with _session(asked) as on_progress:
        _run(asked, design, on_progress)


@takes(StudyOptions)
def compare(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files, or cssim:NAME.")],
    options: StudyOptions,
    baseline: Annotated[
        str | None, typer.Option("--baseline", envvar="CSSIM_BASELINE", help="Design the others are compared with.")
    ] = None,
    start: Annotated[
        Start,
        typer.Option("--from", envvar="CSSIM_FROM", help="Only steady: from settled stocks, change at no cost."),
    ] = Start.steady,
    at: Annotated[
        Footing,
        typer.Option("--at", envvar="CSSIM_AT", help="As written, or one team scaled to the baseline's cost or heads."),
    ] = Footing.as_written,
) -> None:
    """Compare designs pair by pair over the same futures, with a verdict."""
    with guarded(options.debug):
        if start is Start.today:
            raise InputError.of(
                "starting from today's people and open work is not in this version; with --from steady every design "
                "starts from today's settled stocks and the change itself costs nothing",
                path="--from",
            )
    names = " ".join(session.name_of(file) for file in files)
    chosen = f"{f' --baseline {baseline}' if baseline else ''}{f' --at {at}' if at is not Footing.as_written else ''}"
    _compare(Asked(f"cssim compare {names}{chosen}{_settings(options)}", tuple(files), options), baseline, at)


@contextmanager
def _session(asked: Asked) -> Iterator[OnProgress]:
    """Catch errors, send the log where it belongs, and show progress, while a study goes on."""
    options = asked.options
    wanted = not (options.quiet or options.no_progress)
    with (
        guarded(options.debug, lambda stop: session.after_interrupt(asked, stop)),
        logging_to(options),
        progress(wanted) as on_progress,
    ):
        try:
            yield on_progress
        except ClusterLost as loss:
            raise ClusterLost(session.after_loss(asked, loss)) from loss


def _run(asked: Asked, design: str | None, on_progress: OnProgress) -> None:
    from cssim.executors import executor_for
    from cssim.experiments.replicate import carry_out, plan_run
    from cssim.experiments.stopping import first_stage, goals_of_run
    from cssim.reporting.projection import projection
    from cssim.results.store import summary_document, write_result

    options = asked.options
    scenario = session.load_all(asked)
    gates = session.conditions(options, scenario)
    session.check_out(options)
    if options.dry_run:
        goals = goals_of_run(scenario, options.precision)
        return _dry_run(asked, first_stage(scenario, goals), [design or next(iter(scenario.designs))], goals)
    with closing(executor_for(options.jobs, options.cluster)) as executor:
        study = plan_run(
            scenario, design, executor, on_progress, options.engine.value, options.precision, _say_engine(options)
        )
        with session.work_folder(asked, study) as work:
            result = carry_out(study, executor, on_progress, work)
            if options.out is not None:
                papers = session.papers(asked, study, len(result.records) + len(result.failed), {})
                _tell_all(write_result(result, options.out, papers, force=options.force))
            work.needed = False
            if options.json:
                known = [one.document() for one in result.known]
                show_json(_document(asked, {"precision": known, "summary": summary_document([result])}))
            else:
                show(projection(result))
                _say_where(options)
            session.finish(options, gates, [result], result.failed)


def _compare(asked: Asked, baseline: str | None, at: Footing) -> None:
    with _session(asked) as on_progress:
        _compared(asked, baseline, at, on_progress)


def _compared(asked: Asked, baseline: str | None, at: Footing, on_progress: OnProgress) -> None:
    from cssim.executors import executor_for
    from cssim.experiments.compare import carry_out, plan_comparison
    from cssim.experiments.stopping import first_stage, goals_of_comparison
    from cssim.reporting.answer import answer
    from cssim.results.store import summary_document, write_comparison

    options = asked.options
    scenario = session.load_all(asked)
    gates = session.conditions(options, scenario)
    session.check_out(options)
    if options.dry_run:
        goals = goals_of_comparison(scenario, options.precision)
        return _dry_run(asked, first_stage(scenario, goals), list(scenario.designs), goals)
    with closing(executor_for(options.jobs, options.cluster)) as executor:
        study = plan_comparison(
            scenario,
            baseline,
            at.value,
            executor,
            on_progress,
            options.engine.value,
            options.precision,
            _say_engine(options),
        )
        with session.work_folder(asked, study) as work:
            found = carry_out(study, executor, on_progress, work)
            if options.out is not None:
                papers = session.papers(asked, study, found.runs + len(found.failed), _pictures(found))
                _tell_all(write_comparison(found, options.out, papers, force=options.force, ledger=options.ledger))
            work.needed = False
            if options.json:
                show_json(
                    _document(asked, {"comparison": found.document(), "summary": summary_document(found.results)})
                )
            else:
                show(answer(found, setting_of(asked, study, found)))
                _say_where(options)
            session.finish(options, gates, found.results, found.failed)


def _dry_run(asked: Asked, scenario: Scenario, designs: Sequence[str], goals: Sequence[Goal]) -> None:
    """Check the rest (book, designs, plans) and say what would be done; with ``goals`` there may be more runs."""
    from cssim.engine.engines import engine_named
    from cssim.plan.lower import lower
    from cssim.plan.opening import opening_book
    from cssim.reporting.numbers import count
    from cssim.reporting.precision import goal_words
    from cssim.scenario.language.designs import resolve

    opening = opening_book(scenario)
    for name in designs:
        lower(resolve(scenario, name), opening)
    if asked.options.engine.value != "auto":
        engine_named(asked.options.engine.value)
    where = f"and write {asked.options.out.as_posix()}" if asked.options.out else "and write no files"
    wanted = " and ".join(goal_words(goal, scenario.company.currency) for goal in goals)
    more = f", more if {wanted} asks for them" if goals else ""
    plan = {
        "command": asked.command,
        "designs": list(designs),
        "runs": scenario.runs,
        "precision": {one.key.text: one.half_width for one in goals},
        "months": scenario.months,
        "accounts": len(opening.accounts),
    }
    if asked.options.json:
        return show_json({"schema_version": SCHEMA_VERSION, "dry_run": True, **plan})
    show(
        f"would simulate {count(len(designs), 'design')} ({', '.join(designs)}) in {count(scenario.runs, 'run')} of "
        f"{count(scenario.months, 'month')} with {count(len(opening.accounts), 'account')}{more}, {where}; nothing was "
        "done"
    )
    return None


def _pictures(found: Comparison) -> dict[str, bytes]:
    from cssim.reporting.pictures import comparison
    from cssim.reporting.theme import png

    return {PICTURE: png(comparison(found))} if found.contests else {}


def _document(asked: Asked, content: dict[str, Any]) -> dict[str, Any]:
    out = asked.options.out
    return {
        "schema_version": SCHEMA_VERSION,
        "command": asked.command,
        "out": None if out is None else out.as_posix(),
        **content,
    }


def _say_engine(options: StudyOptions) -> OnChoice:
    """Return what tells the user which engine runs."""
    return lambda choice: None if options.quiet else tell(str(choice))


def _say_where(options: StudyOptions) -> None:
    if options.out is None and options.quiet:
        return
    if options.out is None:
        tell("No files were written; --out DIR keeps the tables, the picture and the resolved scenario.")
        return
    names = ", ".join(sorted(path.name for path in options.out.iterdir()))
    show(f"\nFiles in {options.out.as_posix()}: {names}")


def _tell_all(notes: Sequence[str]) -> None:
    for note in notes:
        tell(f"note: {note}")


def _settings(options: StudyOptions) -> str:
    """Return what was overridden, for the manifest; seed, runs and assumptions have lines of their own there."""
    precision = f" --precision {shlex.quote(options.precision)}" if options.precision is not None else ""
    return "".join(f" --set {shlex.quote(one)}" for one in options.set or ()) + precision


def _may_replace(out: Path) -> bool:
    """Return whether a demo may write ``out``: nothing is there, or an earlier demo."""
    try:
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return not out.exists()
    return isinstance(manifest, dict) and manifest.get("command") == DEMO_COMMAND
