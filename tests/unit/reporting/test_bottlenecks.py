"""What is said of teams that cannot keep up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from cssim.reporting.bottlenecks import bottlenecks
from cssim.results.studies import Result


@dataclass
class Design:
    """A design with the share of late answers of each of its teams, the same in both of its runs."""

    design: str
    late: dict[str, float]

    @property
    def teams(self) -> tuple[str, ...]:
        return tuple(self.late)

    def figures(self, key: str, segment: str) -> NDArray[np.float64]:
        metric, team = key.removesuffix(".y1").rsplit("_", 1)
        known = {"late": self.late[team], "utilisation": 0.94, "wait_hours": 308.0}
        return np.full(2, known[metric])


def said(*designs: Design) -> list[str]:
    return list(bottlenecks([cast("Result", design) for design in designs], "y1"))


def test_nothing_is_said_of_teams_that_keep_up() -> None:
    assert said(Design("today", {"csm": 0.1, "support": 0.5})) == []


def test_a_team_that_answers_late_is_named_with_its_worst_design() -> None:
    teams = ({"csm": 0.1, "desk": 0.6}, {"csm": 0.2, "desk": 0.8}, {"csm": 0.2})
    (words,) = said(*(Design(name, late) for name, late in zip(("today", "pool", "none"), teams, strict=True)))
    assert words.startswith("most answers of desk begin late under 2 of 3 designs (year 1, pool: 94 % busy")
    assert "80 % late" in words


def test_of_one_design_alone_no_number_of_designs_is_told() -> None:
    (words,) = said(Design("today", {"csm": 0.9}))
    assert "designs" not in words and "today" not in words and "(year 1: 94 % busy" in words


def test_a_team_without_answers_is_no_bottleneck() -> None:
    assert said(Design("today", {"onboarding": float("nan")})) == []
