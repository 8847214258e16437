"""The command line: ``cssim COMMAND``. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Annotated

import typer

from cssim.cli import ask, book, claims, explain, hand_over, setup, why
from cssim.cli.console import prepare_streams, show

app = typer.Typer(
    name="cssim",
    help="Compare ways to organize customer success before you choose one: a customer book and a scenario in, "
    "a paired comparison of designs out.",
    epilog="Start with: cssim demo. Exit codes: 0 ok, 1 own failure, 2 bad input, 3 a --fail-if gate failed, "
    "4 some runs failed, 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
setup.register(app)
ask.register(app)
claims.register(app)
explain.register(app)
why.register(app)
hand_over.register(app)
app.add_typer(book.app, name="book", rich_help_panel="Set up")


def _version(wanted: bool) -> None:
    if wanted:
        import cssim

        show(f"cssim {cssim.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options before the command."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    """End as after Ctrl-C: workers stopped, finished runs kept."""
    raise KeyboardInterrupt


def main() -> None:
    """Run the command line on ``sys.argv`` and exit with its code."""
    prepare_streams()
    signal.signal(signal.SIGTERM, _stop)
    app(prog_name="cssim")
