"""The group *Ask*: demo, run, compare."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cssim.cli import session
from cssim.cli.console import show, show_json, tell
from cssim.cli.errors import guarded
from cssim.cli.options import ShowPeople, StudyOptions, takes
from cssim.cli.screen import document, dry_run, say_engine, say_where, settings_of, studying
from cssim.cli.session import Asked
from cssim.cli.setting import background_of, setting_of, setting_of_run

if TYPE_CHECKING:
    from cssim.experiments.progress import OnProgress
    from cssim.experiments.study import Study
    from cssim.reporting.report import Background
    from cssim.results.studies import Comparison, Result

PANEL: Final = "Ask"
DEMO_FOLDER: Final = Path("cssim-demo")
DEMO_COMMAND: Final = "cssim demo"
DEMO_SCENARIO: Final = "cssim:org_designs"
PICTURE: Final = "comparison.png"
REPORT: Final = "report.html"


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
    _compare(Asked(DEMO_COMMAND, (DEMO_SCENARIO,), options), None, Footing.as_written, None, False)


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
    asked = Asked(f"cssim run {session.name_of(file)}{chosen}{settings_of(options)}", (file,), options)
    with studying(asked) as on_progress:
        _run(asked, design, on_progress)


@takes(StudyOptions)
def compare(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Scenario files, or cssim:NAME.")],
    options: StudyOptions,
    baseline: Annotated[
        str | None, typer.Option("--baseline", envvar="CSSIM_BASELINE", help="Design the others are compared with.")
    ] = None,
    start: Annotated[
        Start | None,
        typer.Option(
            "--from",
            envvar="CSSIM_FROM",
            help="From today's owners and people, every design paying for its change (today; the default with a book), "
            "or as if each had always been so (steady).",
        ),
    ] = None,
    at: Annotated[
        Footing,
        typer.Option("--at", envvar="CSSIM_AT", help="As written, or one team scaled to the baseline's cost or heads."),
    ] = Footing.as_written,
    show_people: ShowPeople = False,
) -> None:
    """Compare designs pair by pair over the same futures, with a verdict."""
    names = " ".join(session.name_of(file) for file in files)
    words = (
        f" --baseline {baseline}" if baseline else "",
        f" --from {start}" if start else "",
        f" --at {at}" if at is not Footing.as_written else "",
        " --show-people" if show_people else "",
    )
    asked = Asked(f"cssim compare {names}{''.join(words)}{settings_of(options)}", tuple(files), options)
    _compare(asked, baseline, at, start, show_people)


def _run(asked: Asked, design: str | None, on_progress: OnProgress) -> None:
    from cssim.executors import executor_for
    from cssim.experiments.replicate import carry_out, plan_run
    from cssim.experiments.stopping import first_stage, goals_of_run
    from cssim.reporting.projection import projection
    from cssim.reporting.report import report_of_run
    from cssim.results.store import summary_document, write_result

    options = asked.options
    scenario = session.load_all(asked)
    gates = session.conditions(options, scenario)
    session.check_out(options)
    if options.dry_run:
        goals = goals_of_run(scenario, options.precision)
        return dry_run(asked, first_stage(scenario, goals), [design or next(iter(scenario.designs))], goals)
    with closing(executor_for(options.jobs, options.cluster)) as executor:
        study = plan_run(
            scenario, design, executor, on_progress, options.engine.value, options.precision, say_engine(options)
        )
        study = study.anonymised() if options.anonymise else study
        with session.work_folder(asked, study) as work:
            result = carry_out(study, executor, on_progress, work)
            if options.out is not None:
                papers = session.papers(asked, study, len(result.records) + len(result.failed), {})
                if result.records:
                    background = background_of(study, setting_of_run(asked, study), papers.manifest)
                    page = _with_study(report_of_run(result, background), result, background)
                    papers = replace(papers, extra={**papers.extra, **page})
                _tell_all(write_result(result, options.out, papers, force=options.force))
            work.needed = False
            if options.json:
                known = [one.document() for one in result.known]
                show_json(document(asked, {"precision": known, "summary": summary_document([result])}))
            else:
                show(projection(result))
                say_where(options)
            session.finish(options, gates, [result], result.failed)


def _compare(asked: Asked, baseline: str | None, at: Footing, start: Start | None, show_people: bool) -> None:
    with studying(asked) as on_progress:
        _compared(asked, baseline, at, start, show_people, on_progress)


def _compared(
    asked: Asked, baseline: str | None, at: Footing, start: Start | None, show_people: bool, on_progress: OnProgress
) -> None:
    from cssim.executors import executor_for
    from cssim.experiments.compare import carry_out, plan_comparison
    from cssim.experiments.stopping import first_stage, goals_of_comparison
    from cssim.reporting.answer import answer
    from cssim.reporting.report import report
    from cssim.results.store import summary_document, write_comparison

    options = asked.options
    scenario = session.load_all(asked)
    gates = session.conditions(options, scenario)
    session.check_out(options)
    if options.dry_run:
        goals = goals_of_comparison(scenario, options.precision)
        return dry_run(asked, first_stage(scenario, goals), list(scenario.designs), goals)
    with closing(executor_for(options.jobs, options.cluster)) as executor:
        study = plan_comparison(
            scenario,
            baseline,
            at.value,
            executor,
            on_progress,
            options.engine.value,
            options.precision,
            say_engine(options),
            start.value if start else None,
        )
        study = study.anonymised() if options.anonymise else study
        with session.work_folder(asked, study) as work:
            found = carry_out(study, executor, on_progress, work)
            if options.out is not None:
                papers = session.papers(asked, study, found.runs + len(found.failed), _pictures(found))
                background = background_of(study, setting_of(asked, study, found), papers.manifest)
                page = _with_study(report(found, background), found, background)
                papers = replace(papers, extra={**papers.extra, **page, **_to_protect(study, show_people)})
                _tell_all(write_comparison(found, options.out, papers, force=options.force, ledger=options.ledger))
            work.needed = False
            if options.json:
                show_json(document(asked, {"comparison": found.document(), "summary": summary_document(found.results)}))
            else:
                show(answer(found, setting_of(asked, study, found)))
                say_where(options)
            session.finish(options, gates, found.results, found.failed)


def _with_study(page: str, study: Result | Comparison, background: Background) -> dict[str, bytes | Iterable[bytes]]:
    """Return the report and, beside it, the study that ``cssim report`` makes it of again."""
    from cssim.results.kept import FILE, kept

    return {REPORT: page.encode(), FILE: kept(study, background.document())}


def _to_protect(study: Study, show_people: bool) -> dict[str, bytes]:
    """Return the list of accounts to protect in a change of design, if there is any change."""
    from cssim.experiments.protect import FILE, to_protect
    from cssim.results.text_files import protect_csv

    text = "".join(protect_csv(to_protect(study, show_people=show_people))) if study.start == "today" else ""
    return {FILE: text.encode()} if text else {}


def _pictures(found: Comparison) -> dict[str, bytes]:
    from cssim.reporting.pictures import comparison
    from cssim.reporting.theme import png

    return {PICTURE: png(comparison(found))} if found.contests else {}


def _tell_all(notes: Sequence[str]) -> None:
    for note in notes:
        tell(f"note: {note}")


def _may_replace(out: Path) -> bool:
    """Return whether a demo may write ``out``: nothing is there, or an earlier demo."""
    try:
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return not out.exists()
    return isinstance(manifest, dict) and manifest.get("command") == DEMO_COMMAND
