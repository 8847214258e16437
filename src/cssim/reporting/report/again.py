"""A report made again from a folder of results."""

from __future__ import annotations

from pathlib import Path

from cssim.reporting.report.background import Background
from cssim.reporting.report.page import report
from cssim.reporting.report.projection import report_of_run
from cssim.results.kept import read_kept
from cssim.results.studies import Comparison


def report_again(folder: Path) -> str:
    """Return the report of a folder that ``run`` or ``compare`` wrote; by the same version it is the same text.

    Raises
    ------
    InputError
        If there is no such folder, nobody can make a report of what is in it, or this cssim cannot read it.
    """
    study, page = read_kept(folder)
    background = Background.of(page)
    if isinstance(study, Comparison):
        return report(study, background)
    return report_of_run(study, background)
