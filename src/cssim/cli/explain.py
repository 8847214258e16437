"""``cssim explain KEY``: what a field of a scenario or a metric means, and how far its default can be trusted."""

from __future__ import annotations

from typing import Annotated

import typer

from cssim.cli.console import show, show_json
from cssim.cli.errors import guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import ScreenOptions, takes

PANEL = "Explain"
SCHEMA_VERSION = 1


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("explain", rich_help_panel=PANEL)(explain)


@takes(ScreenOptions)
def explain(
    key: Annotated[str, typer.Argument(help="A field (health.neglect.target) or a metric (grr, grr.y1).")],
    options: ScreenOptions,
) -> None:
    """Print meaning, unit, default, range, off value, evidence label and source of a field or a metric."""
    with guarded(options.debug), logging_to(options):
        text = _meaning(key)
        if options.json:
            show_json({"schema_version": SCHEMA_VERSION, "key": key, "text": text})
        else:
            show(text)


def _meaning(key: str) -> str:
    """Return what is known about ``key``, as a field first and then as a metric.

    Raises
    ------
    InputError
        If it is neither; the message names the nearest of both.
    """
    from cssim.errors import InputError
    from cssim.results import catalogue
    from cssim.scenario import explain as fields

    try:
        return fields.text(fields.explain(key))
    except InputError as no_field:
        name, _, period = key.partition(".")
        try:
            text = catalogue.explain(name)
        except InputError as no_metric:
            if period:
                raise no_field from None
            raise InputError([*no_field.problems, *no_metric.problems]) from None
        return text
