"""A scenario back to text: raw values in words and units, and the YAML of a resolved scenario."""

from __future__ import annotations

import os
from typing import Any, Final

import yaml

from cssim.part import Part
from cssim.scenario.language.scalars import resolve
from cssim.scenario.packaged import PACKAGED
from cssim.scenario.schema import Scenario

_WIDTH: Final = 100


def raw(part: Part, currency: str = "") -> dict[str, Any]:
    """Return a part as the mapping that could have been written in a file, defaults included.

    Amounts of money carry the sign of ``currency`` if it is given.
    """
    return part.model_dump(mode="json", exclude_none=True, context={"currency": currency})


def dump(scenario: Scenario, folder: str = "") -> str:
    """Return the YAML of a resolved scenario, every default written out; loading it gives the same scenario.

    Parameters
    ----------
    scenario
        What to write.
    folder
        Where the file will lie, for the name of the customer book; the working folder if empty.
    """
    value = raw(scenario, scenario.company.currency)
    book = scenario.customers.book
    if book is not None and folder and not book.startswith(PACKAGED):
        value["customers"]["book"] = os.path.relpath(book, folder).replace(os.sep, "/")
    return yaml.dump(value, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=_WIDTH)


class _Writer(yaml.SafeDumper):
    """Quotes whatever a reader of scenario files would not read back as the same text."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    try:
        same = resolve(text) == text
    except ValueError:
        same = False
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=None if same else "'")


_Writer.add_representer(str, _text)
