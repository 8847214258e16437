"""The two streams."""

from __future__ import annotations

import io
import json
import sys

import pytest

from cssim.cli import console


def test_symbols_become_ascii_where_the_console_cannot() -> None:
    assert console.legible("−$0.35M … +$0.52M ±", "cp437") == "-$0.35M ... +$0.52M +/-"
    assert console.legible("−1", "utf-8") == "−1"
    assert console.legible("plain", "ascii") == "plain"


def test_files_become_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    monkeypatch.setattr(sys, "stdout", stream)
    console.prepare_streams()
    console.show("−1")
    assert stream.buffer.getvalue().decode("utf-8") == "−1\n"  # type: ignore[attr-defined]


def test_a_wish_for_an_encoding_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    console.prepare_streams()
    console.show("−1 Ω")
    assert stream.buffer.getvalue() == b"-1 ?\n"  # type: ignore[attr-defined]


def test_json_needs_a_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="schema_version"):
        console.show_json({})
    console.show_json({"schema_version": 1, "name": "Ω"})
    assert json.loads(capsys.readouterr().out) == {"schema_version": 1, "name": "Ω"}


def test_streams_that_are_closed_take_what_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    console.prepare_streams()
    console.show("a result")
    console.tell("a remark")
    sys.stdout.close()
    sys.stderr.close()
