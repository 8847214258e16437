"""The group *Hand over*: what is made of a folder of results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from cssim.cli.ask import REPORT
from cssim.cli.console import show, show_json
from cssim.cli.errors import guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import ScreenOptions, takes

PANEL: Final = "Hand over"
SCHEMA_VERSION: Final = 1


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("report", rich_help_panel=PANEL)(report)


@takes(ScreenOptions)
def report(
    folder: Annotated[Path, typer.Argument(metavar="RUN_DIR", help="Folder that run or compare wrote with --out.")],
    options: ScreenOptions,
) -> None:
    """Make report.html of a finished run or comparison again, from what is in its folder."""
    with guarded(options.debug), logging_to(options):
        from cssim.reporting.report import report_again
        from cssim.results.folder import write_whole

        page = folder / REPORT
        write_whole(page, report_again(folder).encode())
        if options.json:
            show_json({"schema_version": SCHEMA_VERSION, "report": page.as_posix()})
        else:
            show(f"wrote {page.as_posix()}")
