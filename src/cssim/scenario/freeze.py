"""A hiring freeze: from when to when nobody is recruited, and for which teams that is not so."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cssim.part import Part, field
from cssim.quantities import Month


class HiringFreeze(Part):
    """A time in which nobody is recruited; what has been begun goes on afterwards."""

    # ``from`` is a word of Python, which no class can spell as the name of a field
    __annotations__["from"] = Month
    vars()["from"] = field(about="first month of the freeze", evidence="yours")
    to: Month = field(about="last month of the freeze", evidence="yours")
    backfill: Literal["none", "normal"] = field(
        "none", about="whether posts that fall vacant wait for its end (none), or are filled all the same (normal)"
    )
    exempt: tuple[str, ...] = field((), about="teams for which there is no freeze")

    @property
    def begin(self) -> date:
        """First day of the freeze."""
        begin: date = getattr(self, "from")
        return begin
