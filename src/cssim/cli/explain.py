"""``cssim explain KEY``: what a field of a scenario or a metric means, and how far its default can be trusted."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Annotated, Any

import typer

from cssim.cli.console import show, show_json
from cssim.cli.errors import guarded
from cssim.cli.logs import logging_to
from cssim.cli.options import ScreenOptions, takes

PANEL = "Explain"
SCHEMA_VERSION = 1
_PERIOD = re.compile(r"y\d+|m\d+|last12")


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
        text, metric = _meaning(key), _metric_in(key)
        if options.json:
            show_json({"schema_version": SCHEMA_VERSION, "key": key, "text": text, "metric": metric})
        else:
            show(text)


def _metric_in(key: str) -> dict[str, Any] | None:
    """Return the metric that a key names, with or without a period, as plain values; None if it names none."""
    from cssim.results import catalogue

    name, _, period = key.partition(".")
    team = catalogue.team_in(name)
    known = team or name in {metric.name for metric in catalogue.METRICS}
    return catalogue.described(name, (team,)) if known and (not period or _PERIOD.fullmatch(period)) else None


def _meaning(key: str) -> str:
    """Return what is known about ``key``, as a field and as a metric.

    Raises
    ------
    InputError
        If it is neither; the message names the nearest of both.
    """
    from cssim.errors import InputError
    from cssim.results import catalogue
    from cssim.scenario.manual import explain as fields

    names = [metric.name for metric in catalogue.METRICS]
    name, found = key.partition(".")[0], _metric_in(key)
    metric = catalogue.explain(name, (found["team"],)) if found is not None else ""
    try:
        field = fields.text(fields.explain(key))
    except InputError as error:
        if metric:
            return metric
        near = get_close_matches(name, names, n=1)
        hint = f"; of the metrics, {near[0]!r} is nearest" if near else "; cssim list names every metric"
        raise InputError([replace(one, message=one.message + hint) for one in error.problems]) from None
    return f"{field}\n\nAlso a metric:\n{metric}" if metric else field
