"""Digests: the name of a scenario by its content."""

from __future__ import annotations

import hashlib
import json

from cssim.part import Part
from cssim.scenario.language.dump import raw


def digest(part: Part) -> str:
    """Return the SHA-256 of a part in canonical JSON: the same for the same content, however it was written."""
    text = json.dumps(raw(part), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()
