"""The group *Set up*: init, validate, schema, list, doctor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from cssim.cli.console import show, show_json, tell
from cssim.cli.errors import BAD_INPUT, FAILED, guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import ScenarioOptions, ScreenOptions, takes
from cssim.cli.progress import progress

PANEL = "Set up"
SCHEMA_VERSION = 1


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    for command in (init, validate, schema, catalogue, doctor):
        name = "list" if command is catalogue else command.__name__
        app.command(name, rich_help_panel=PANEL)(command)


@takes(ScreenOptions)
def init(
    directory: Annotated[Path, typer.Argument(metavar="DIR", help="Where to write; made if it is not there.")],
    options: ScreenOptions,
    force: Annotated[
        bool, typer.Option("--force", envvar="CSSIM_FORCE", help="Replace files of the same names.")
    ] = False,
) -> None:
    """Write a commented scenario, an example book and the schema for editors."""
    from cssim.cli import starter
    from cssim.engine.compiled import installed
    from cssim.engine.engines import INSTALL

    with guarded(options.debug), logging_to(options):
        paths = starter.write(directory, force)
        scenario = directory / starter.SCENARIO
        if options.json:
            show_json({"schema_version": SCHEMA_VERSION, "written": [path.as_posix() for path in paths]})
            return
        show("\n".join(f"wrote {path}" for path in paths))
        tell(f"Next: cssim validate {scenario}, then: cssim compare {scenario}")
        if not installed():
            tell(f"Studies take some 50 times as long as they could; the compiled engine comes with: {INSTALL}")


@takes(ScenarioOptions)
def validate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Scenario files, or cssim:NAME.")],
    options: ScenarioOptions,
) -> None:
    """Check scenarios and their books, and print what they say."""
    from cssim.cli.overview import overview
    from cssim.errors import InputError

    with guarded(options.debug), logging_to(options):
        found, problems = [], []
        for file in files:
            try:
                found.append(overview(file, options.set or ()))
            except InputError as error:
                problems.append(error)
        if options.json:
            show_json({"schema_version": SCHEMA_VERSION, "files": [one.document() for one in found]})
        else:
            for one in found:
                show(one.text())
        if problems:
            tell("\n".join(str(error) for error in problems))
            raise typer.Exit(BAD_INPUT)


@takes(ScreenOptions)
def schema(options: ScreenOptions) -> None:
    """Print the JSON Schema of scenario files, for editors that complete and explain."""
    from cssim.scenario.manual.json_schema import json_schema

    with guarded(options.debug), logging_to(options):
        version = {"schema_version": SCHEMA_VERSION} if options.json else {}
        show(json.dumps({**version, **json_schema()}, indent=2, ensure_ascii=False))


@takes(ScreenOptions)
def catalogue(options: ScreenOptions) -> None:
    """List packaged scenarios, metrics, coverage models and named levels."""
    from cssim.cli.overview import everything, listing

    with guarded(options.debug), logging_to(options):
        if options.json:
            show_json({"schema_version": SCHEMA_VERSION, **everything()})
        else:
            show(listing())


@takes(ScreenOptions)
def doctor(
    options: ScreenOptions,
    warm: Annotated[
        bool, typer.Option("--warm", envvar="CSSIM_WARM", help="Compile the fast engine first; once per version.")
    ] = False,
) -> None:
    """Say what is installed and what is missing, and reproduce known results."""
    from cssim.cli.doctor import findings

    with guarded(options.debug), logging_to(options):
        if warm:
            compile_engine(options)
        found = []
        for finding in findings():
            found.append(finding)
            if not options.json:
                show(str(finding))
        if options.json:
            show_json({"schema_version": SCHEMA_VERSION, "findings": [vars(one) for one in found]})
        if not all(one.ok for one in found):
            raise typer.Exit(FAILED)


def compile_engine(options: ScreenOptions) -> None:
    """Compile the fast engine, door by door, and show how far it is.

    Raises
    ------
    InputError
        If Numba is not installed.
    """
    from cssim.engine.engines import engine_named
    from cssim.experiments.progress import Progress

    engine_named("compiled")
    from cssim.engine.compiled.warm import warm

    with progress(not options.quiet) as on_progress:
        warm(lambda door, done, total: on_progress(Progress("compile", done, total)))
