"""What the commands that make runs share on the screen: progress and errors, what would be done, where files are."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from cssim.cli import session
from cssim.cli.console import show, show_json, tell
from cssim.cli.errors import guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import StudyOptions
from cssim.cli.progress import progress
from cssim.cli.session import Asked
from cssim.errors import ClusterLost

if TYPE_CHECKING:
    from cssim.experiments.engine_choice import OnChoice
    from cssim.experiments.progress import OnProgress
    from cssim.results.precision import Goal
    from cssim.scenario.schema import Scenario

SCHEMA_VERSION: Final = 1


@contextmanager
def studying(asked: Asked) -> Iterator[OnProgress]:
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


def dry_run(asked: Asked, scenario: Scenario, designs: Sequence[str], goals: Sequence[Goal]) -> None:
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


def document(asked: Asked, content: dict[str, Any]) -> dict[str, Any]:
    """Return the one document of a ``--json`` command."""
    out = asked.options.out
    return {
        "schema_version": SCHEMA_VERSION,
        "command": asked.command,
        "out": None if out is None else out.as_posix(),
        **content,
    }


def say_engine(options: StudyOptions) -> OnChoice:
    """Return what tells the user which engine runs."""
    return lambda choice: None if options.quiet else tell(str(choice))


def say_where(options: StudyOptions) -> None:
    """Say which files were written, or that none were."""
    if options.out is None and options.quiet:
        return
    if options.out is None:
        tell("No files were written; --out DIR keeps the tables, the picture and the resolved scenario.")
        return
    names = ", ".join(sorted(path.name for path in options.out.iterdir()))
    show(f"\nFiles in {options.out.as_posix()}: {names}")


def settings_of(options: StudyOptions) -> str:
    """Return what was overridden, for the manifest; seed, runs and assumptions have lines of their own there."""
    precision = f" --precision {shlex.quote(options.precision)}" if options.precision is not None else ""
    anonymous = " --anonymise" if options.anonymise else ""
    return "".join(f" --set {shlex.quote(one)}" for one in options.set or ()) + precision + anonymous
