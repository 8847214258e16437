"""Hints to the processor; in plain Python they do nothing, and no result depends on them."""

from __future__ import annotations

from typing import Any


def fetch(row: Any) -> None:
    """Ask for a record that will soon be read, without waiting for it; compiled, by the second spelling in ``bind``."""
