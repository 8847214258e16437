"""The whole validation runs, at a size that proves nothing."""

from __future__ import annotations

import pytest

from validation import report


@pytest.mark.slow
def test_it_measures_every_chapter(capsys: pytest.CaptureFixture[str]) -> None:
    assert report.main(["--quick", "--jobs", "1"]) == 0
    told = capsys.readouterr().out
    assert told.count("\n## ") == len(report.CHAPTERS) + 1  # and the sources
