"""``cssim attribute`` and ``cssim story``: why one design ends with another ARR, and one account's life."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cssim.cli import session
from cssim.cli.console import show, show_json, tell
from cssim.cli.errors import guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import Assumptions, Engine, RunOptions, ScenarioOptions, ShowPeople, StudyOptions, takes
from cssim.cli.progress import progress
from cssim.cli.screen import SCHEMA_VERSION, document, dry_run, say_engine, say_where, settings_of
from cssim.cli.session import Asked

if TYPE_CHECKING:
    from cssim.experiments.progress import OnProgress
    from cssim.results.attribution import Reference

PANEL: Final = "Explain"
PICTURE: Final = "attribution.png"


class Against(StrEnum):
    """What the drivers of a single design are measured against."""

    today = "today"
    promise = "promise"
    fit = "fit"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (attribute, story):
        app.command(command.__name__, rich_help_panel=PANEL)(command)


@takes(RunOptions)
def attribute(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Scenario file, or cssim:NAME.")],
    a: Annotated[str, typer.Argument(metavar="A", help="Design to start from.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Design to be explained.")],
    options: RunOptions,
    reference: Annotated[
        Against,
        typer.Option(
            "--reference",
            envvar="CSSIM_REFERENCE",
            help="What a single design is measured against: today's stocks, what was promised, or none at all.",
        ),
    ] = Against.today,
) -> None:
    """Say why design B ends with another ARR than design A: by driver, exposure and chance, to the cent."""
    whole = StudyOptions(**vars(options))
    chosen = "" if reference is Against.today else f" --reference {reference}"
    command = f"cssim attribute {session.name_of(file)} {a} {b}{chosen}{settings_of(whole)}"
    asked = Asked(command, (file,), whole)
    wanted = not (whole.quiet or whole.no_progress)
    with guarded(whole.debug), logging_to(whole), progress(wanted) as on_progress:
        _attribute(asked, a, b, reference.value, on_progress)


def _attribute(asked: Asked, a: str, b: str, reference: Reference, on_progress: OnProgress) -> None:
    from cssim.executors import executor_for
    from cssim.experiments.attribute import carry_out, plan_attribution, scenario_of
    from cssim.reporting.pictures import attribution
    from cssim.reporting.theme import png
    from cssim.reporting.why import why
    from cssim.results.store import write_attribution

    options = asked.options
    scenario = scenario_of(session.load_all(asked), a, b)
    session.check_out(options)
    if options.dry_run:
        return dry_run(asked, scenario, [a, b], ())
    with closing(executor_for(options.jobs, options.cluster)) as executor:
        study = plan_attribution(scenario, a, b, executor, on_progress, options.engine.value, say_engine(options))
        found = carry_out(study, reference, executor, on_progress)
        if options.out is not None:
            extra = {PICTURE: png(attribution(found))}
            papers = session.papers(asked, study, len(found.runs) + len(found.failed), extra)
            write_attribution(found, options.out, papers, force=options.force)
        if options.json:
            show_json(document(asked, {"attribution": found.document()}))
        else:
            show(why(found, f"cssim story {asked.files[0]} first-lost --designs {a} {b}"))
            say_where(options)
        session.finish(options, (), (), found.failed)


@takes(ScenarioOptions)
def story(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Scenario file, or cssim:NAME.")],
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="Id, name, index, first-lost or first-flipped.")],
    options: ScenarioOptions,
    designs: Annotated[
        tuple[str, str] | None,
        typer.Option("--designs", metavar="A B", help="Two designs side by side; the first one alone otherwise."),
    ] = None,
    run: Annotated[int, typer.Option("--run", envvar="CSSIM_RUN", min=0, help="Number of the run.")] = 0,
    seed: Annotated[
        int | None, typer.Option("--seed", envvar="CSSIM_SEED", min=0, help="Seed, instead of the file's.")
    ] = None,
    assumptions: Annotated[
        Assumptions | None,
        typer.Option("--assumptions", envvar="CSSIM_ASSUMPTIONS", help="Draw guesses, or hold them."),
    ] = None,
    engine: Annotated[Engine, typer.Option("--engine", envvar="CSSIM_ENGINE", help="Engine.")] = Engine.auto,
    show_people: ShowPeople = False,
    anonymise: Annotated[
        bool, typer.Option("--anonymise", envvar="CSSIM_ANONYMISE", help="Tell of a customer without a name.")
    ] = False,
) -> None:
    """Tell one account's life in one run, in order and with dates, under one design or two side by side."""
    from cssim.experiments.story import tell_story
    from cssim.experiments.study import with_settings
    from cssim.reporting import story as stories
    from cssim.scenario.language.load import load

    with guarded(options.debug), logging_to(options), progress(not options.quiet) as on_progress:
        scenario = with_settings(load(file, options.set or ()), seed=seed, assumptions=assumptions)
        told = tell_story(
            scenario, account, designs or (), run, engine=engine.value, show_people=show_people,
            anonymise=anonymise, on_progress=on_progress,
            on_choice=lambda choice: None if options.quiet else tell(str(choice)),
        )  # fmt: skip
        if options.json:
            show_json({"schema_version": SCHEMA_VERSION, **stories.document(told)})
        else:
            show(stories.story(told))
