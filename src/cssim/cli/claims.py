"""``cssim claims``: what practitioners claim, put to the test."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Final

import typer

from cssim.cli import session
from cssim.cli.console import show, show_json, tell
from cssim.cli.errors import guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import Assumptions, RunOptions, StudyOptions, takes
from cssim.cli.progress import progress
from cssim.cli.screen import document, say_engine, settings_of
from cssim.cli.session import Asked
from cssim.errors import InputError

if TYPE_CHECKING:
    from cssim.experiments.claims.claim import Claim
    from cssim.experiments.progress import OnProgress

PANEL: Final = "Ask"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("claims", rich_help_panel=PANEL)(claims)


@takes(RunOptions)
def claims(
    options: RunOptions,
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]...", help="Claims, such as A5 D10; else all.")
    ] = None,
    scenario: Annotated[
        str,
        typer.Option("--scenario", envvar="CSSIM_SCENARIO", metavar="FILE", help="The company; a scenario file."),
    ] = "cssim:claims",
) -> None:
    """Put practitioners' claims to the test: does one hold, where does it turn, and on what evidence.

    One takes a minute, all of them half an hour or more; --runs 20 is quicker and settles less.
    """
    whole = StudyOptions(**vars(options))
    with guarded(whole.debug), logging_to(whole), progress(not (whole.quiet or whole.no_progress)) as on_progress:
        from cssim.experiments.claims.catalogue import claims_named

        wanted = claims_named(ids or ())
        named = "".join(f" {claim.id}" for claim in wanted) if ids else ""
        about = "" if scenario == "cssim:claims" else f" --scenario {session.name_of(scenario)}"
        asked = Asked(f"cssim claims{named}{about}{settings_of(whole)}", (scenario,), whole)
        _claims(asked, wanted, on_progress)


def _claims(asked: Asked, wanted: tuple[Claim, ...], on_progress: OnProgress) -> None:
    from cssim.executors import executor_for
    from cssim.experiments.claims.study import carry_out, plan_claims
    from cssim.reporting.claims import screen
    from cssim.results.claims_answer import document as content
    from cssim.results.store import write_claims

    options = asked.options
    if options.assumptions is Assumptions.drawn:
        message = "claims hold assumptions fixed: each is looked at again at the ends of its own decisive ranges"
        raise InputError.of(message, path="--assumptions")
    scenario = session.load_all(asked)
    session.check_out(options)
    with closing(executor_for(options.jobs, options.cluster)) as executor:
        study = plan_claims(wanted, scenario, executor, on_progress, options.engine.value, say_engine(options))
        if options.dry_run:
            return _dry_run(asked, wanted, study.runs)
        findings = carry_out(study, executor, on_progress)
    runs = study.today.scenario.runs
    if options.out is not None:
        papers = session.papers(asked, study.today, runs, {})
        write_claims(content(findings), options.out, papers, force=options.force)
    if options.json:
        show_json(document(asked, {"runs": runs, **content(findings)}))
    else:
        show(screen(findings, study.today.scenario.company.currency, runs))
    if not options.quiet:
        tell(
            "No files were written; --out DIR keeps what was found." if options.out is None else f"wrote {options.out}"
        )
    return None


def _dry_run(asked: Asked, wanted: tuple[Claim, ...], runs: int) -> None:
    ids = [claim.id for claim in wanted]
    if asked.options.json:
        return show_json(document(asked, {"dry_run": True, "claims": ids, "runs": runs}))
    return show(f"would test {', '.join(ids)} in {runs:,} runs of two designs or more; nothing was done")
