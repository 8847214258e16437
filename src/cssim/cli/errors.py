"""Exit codes, and how an exception becomes a text on stderr and one of them.

::

    0 ok   1 cssim's own failure   2 bad input or usage   3 a --fail-if gate failed
    4 some runs failed, results were written   130 interrupted
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import typer

from cssim.cli.console import tell
from cssim.errors import ClusterLost, InputError, MissingExtra

OK: Final = 0
FAILED: Final = 1
BAD_INPUT: Final = 2
GATE_FAILED: Final = 3
SOME_RUNS_FAILED: Final = 4
INTERRUPTED: Final = 130

_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


def _stopped(_: KeyboardInterrupt) -> str:
    return "Interrupted."


@contextmanager
def guarded(debug: bool, interrupted: Callable[[KeyboardInterrupt], str] = _stopped) -> Iterator[None]:
    """Turn whatever a command raises into a text on stderr and an exit code.

    Parameters
    ----------
    debug
        Show the traceback as well.
    interrupted
        What to say after Ctrl-C: whether finished work was kept and how to go on.

    Raises
    ------
    typer.Exit
        With the code that belongs to the exception.
    """
    try:
        yield
    except typer.Exit:
        raise
    except KeyboardInterrupt as stop:
        tell(f"\n{interrupted(stop)}")
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        # whoever read the results has had enough (cssim ... | head); nothing more can be said to them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(FAILED) from None
    except Exception as error:
        if debug:
            tell(traceback.format_exc().rstrip())
        code, text = _verdict(error, debug)
        tell(text)
        raise typer.Exit(code) from None


def _verdict(error: Exception, debug: bool) -> tuple[int, str]:
    if isinstance(error, (InputError, MissingExtra)):
        return BAD_INPUT, str(error)
    if isinstance(error, ClusterLost):
        return FAILED, str(error)
    if isinstance(error, (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError, PermissionError)):
        return BAD_INPUT, f"{error.filename}: {error.strerror}" if error.filename else str(error)
    if isinstance(error, OSError) and error.errno in _FULL:
        return FAILED, f"{error.strerror}: the results could not be written; runs that were kept serve --resume"
    hint = "" if debug else "\nThis is a failure of cssim, not of your file; --debug shows where it happened."
    return FAILED, f"cssim failed: {type(error).__name__}: {error}{hint}"
