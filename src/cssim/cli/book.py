"""``cssim book check``: can a customer book be trusted, and does it add up to what finance says?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cssim.cli.console import show, show_json, tell
from cssim.cli.errors import BAD_INPUT, guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import ScreenOptions, takes

if TYPE_CHECKING:
    from cssim.scenario.book.report import BookReport
    from cssim.scenario.book.rows import Book
    from cssim.scenario.book.sorting import SegmentRule
    from cssim.scenario.schema import Scenario

app = typer.Typer(help="Look at a customer book before it is used.", no_args_is_help=True)

SCHEMA_VERSION = 1


@app.callback()
def _book() -> None:
    """Look at a customer book before it is used."""


@app.command("check")
@takes(ScreenOptions)
def check(
    csv: Annotated[Path, typer.Argument(metavar="CSV", help="Export of the CRM, one line per account.")],
    options: ScreenOptions,
    control_total: Annotated[
        str | None,
        typer.Option("--control-total", envvar="CSSIM_CONTROL_TOTAL", help="What finance says, e.g. $40,118,220.00."),
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option("--scenario", help="Use its segments, columns and control total.", metavar="FILE")
    ] = None,
) -> None:
    """Say what a book adds up to, to the cent, by segment, renewal quarter and owner, and what is wrong with it."""
    with guarded(options.debug), logging_to(options):
        book, found = _checked(csv, control_total, scenario)
        _say(book, found, options.json)
        if book.problems or found.difference_cents:
            raise typer.Exit(BAD_INPUT)


def _checked(csv: Path, control_total: str | None, scenario: Path | None) -> tuple[Book, BookReport]:
    from datetime import date

    from cssim.scenario.book.columns import BookColumns
    from cssim.scenario.book.read import scan_book
    from cssim.scenario.book.report import report
    from cssim.scenario.language.load import load

    whole = load(scenario) if scenario is not None else None
    columns = whole.customers.columns if whole else BookColumns()
    book = scan_book(csv, columns, whole.start if whole else date(2027, 1, 1))
    return book, report(book, _rules(whole), _control(control_total, whole))


def _rules(scenario: Scenario | None) -> list[SegmentRule] | None:
    from cssim.scenario.book.sorting import SegmentRule

    if scenario is None:
        return None
    return [SegmentRule(name, segment.arr_from) for name, segment in scenario.customers.segments.items()]


def _control(written: str | None, scenario: Scenario | None) -> int | None:
    from cssim.errors import InputError
    from cssim.quantities.read import parse_money

    if written is None:
        return scenario.customers.control_total if scenario else None
    try:
        return parse_money(written)
    except ValueError as error:
        raise InputError.of(str(error), path="--control-total") from None


def _say(book: Book, found: BookReport, as_json: bool) -> None:
    from cssim.scenario.book.report import lines, to_dict

    for problem in book.problems:
        tell(str(problem))
    if as_json:
        problems = [str(problem) for problem in book.problems]
        show_json({"schema_version": SCHEMA_VERSION, **to_dict(found), "problem_list": problems})
    else:
        show("\n".join(lines(found)))
