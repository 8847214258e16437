"""Progress with time left, on stderr and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cssim.experiments.progress import Progress


@contextmanager
def progress(wanted: bool) -> Iterator[Callable[[Progress], None]]:
    """Show a bar per stage while work goes on; gives the function that the work calls.

    Nothing is shown if nobody wants it or stderr is not a terminal.
    """
    if not wanted or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def show(at: Progress) -> None:
            if at.stage not in tasks:
                tasks[at.stage] = bars.add_task(at.stage, total=at.total)
            bars.update(tasks[at.stage], completed=at.done, total=at.total)

        yield show
