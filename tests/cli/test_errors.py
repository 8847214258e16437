"""How an exception ends a command."""

from __future__ import annotations

import errno
import os

import pytest
import typer

from cssim.cli.errors import FAILED, guarded


def test_a_full_disk_is_named_and_is_no_failure_of_ours(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as stop, guarded(debug=False):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert stop.value.exit_code == FAILED
    said = capsys.readouterr().err
    assert "could not be written" in said and "--resume" in said
    assert "failure of cssim" not in said
