"""Ctrl-C for processes that tests begin."""

import signal


def hear_ctrl_c() -> None:
    """Let a new process be interrupted even where the tests themselves run in the background.

    A shell without job control starts background jobs with SIGINT ignored, and children inherit that.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
