"""Who, when, and from which files."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cssim.cli.audit import audit


def test_an_audit_names_files_with_digest_and_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book, plan = tmp_path / "book.csv", tmp_path / "plan.yaml"
    book.write_bytes(b'id,address,arr\n1,"Two\nlines",5\n\n2,One,6')
    plan.write_bytes(b"format: 1\n")
    monkeypatch.setenv("CSSIM_AUTHOR", "A. N. Analyst")
    found = audit([plan, book, plan], 11.0, 11.0, "compiled")
    assert [(one.name, one.rows) for one in found.inputs] == [("plan.yaml", None), ("book.csv", 2)]
    assert found.inputs[1].sha256 == hashlib.sha256(book.read_bytes()).hexdigest()
    assert (found.author, found.control_total, found.engine) == ("A. N. Analyst", 11.0, "compiled")
    assert found.when.endswith("+00:00")
    assert str(tmp_path) not in repr(found)
