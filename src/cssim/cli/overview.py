"""What ``validate`` and ``list`` print: a scenario in a few lines, and all that comes with cssim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cssim.cli.score_lines import ScoreLine, score_lines, told

if TYPE_CHECKING:
    from cssim.scenario.schema import Scenario


@dataclass(frozen=True)
class SegmentLine:
    """A segment of the opening book: number of accounts and ARR [cents]."""

    name: str
    accounts: int
    arr_cents: int


@dataclass(frozen=True)
class TeamLine:
    """A team of the first design: role, heads, and pay of all of them with on-cost [cents a year]."""

    name: str
    role: str
    heads: float
    cost_cents: int


@dataclass(frozen=True)
class Overview:
    """What a valid scenario says.

    ``precision`` is how well it wants its decision known, in words, if it says so; ``budget`` is highest minus lowest
    level of each driver [log-odds]. ``scores`` are there if somebody acts on health scores, of the file's ``validity``;
    the spread of health in them has been ``measured``, or is that of what customers bring along.
    """

    file: str
    name: str
    months: int
    runs: int
    precision: str
    currency: str
    control_cents: int | None
    segments: tuple[SegmentLine, ...]
    teams: tuple[TeamLine, ...]
    budget: dict[str, float]
    validity: float
    scores: tuple[ScoreLine, ...]
    measured: bool
    designs: tuple[str, ...]
    notices: tuple[str, ...]

    @property
    def arr_cents(self) -> int:
        """ARR of the opening book [cents]."""
        return sum(segment.arr_cents for segment in self.segments)

    def document(self) -> dict[str, Any]:
        """Return the overview as plain values."""
        return {**asdict(self), "arr_cents": self.arr_cents, "ok": True}

    def text(self) -> str:
        """Return the overview as lines for a terminal."""
        return "\n".join(_lines(self))


def overview(file: Path, overrides: Sequence[str]) -> Overview:
    """Load a scenario and its book, lower every design, and return what there is to say.

    Raises
    ------
    InputError
        With every problem of the file, its book and its designs.
    """
    from cssim.experiments.stopping import first_stage, goals_of_comparison
    from cssim.plan.lower import lower
    from cssim.plan.opening import opening_book
    from cssim.reporting.precision import goal_words
    from cssim.scenario.language.designs import names, resolve
    from cssim.scenario.language.load import load

    scenario = load(file, overrides)
    goals = goals_of_comparison(scenario, None)
    opening = opening_book(scenario)
    lowered = [lower(resolve(scenario, name), opening).plan for name in names(scenario)]
    segments = tuple(
        SegmentLine(name, *_totals([a.arr for a in opening.accounts if a.segment == index]))
        for index, name in enumerate(scenario.customers.segments)
    )
    first = resolve(scenario, names(scenario)[0])
    teams = tuple(
        TeamLine(name, team.role, team.headcount, row.base + row.variable + row.on_cost)
        for (name, team), row in zip(first.organisation.teams.items(), lowered[0].teams, strict=True)
    )
    return Overview(
        file=str(file),
        name=scenario.name,
        months=scenario.months,
        runs=first_stage(scenario, goals).runs,
        precision=" and ".join(goal_words(goal, scenario.company.currency) for goal in goals),
        currency=scenario.company.currency,
        control_cents=scenario.customers.control_total,
        segments=segments,
        teams=teams,
        validity=first.organisation.health_score.validity,
        scores=tuple(score_lines(first, lowered[0])),
        measured=scenario.baseline is not None,
        budget=first.health.spans(),
        designs=names(scenario),
        notices=tuple(_notices(scenario, opening.warnings)),
    )


def listing() -> str:
    """Return everything that comes with cssim, for a terminal."""
    from cssim.reporting.tables import table

    found = everything()
    levels = [[name, f"{100 * level:.0f} %"] for name, level in found["levels"].items()]
    blocks = [
        "Scenarios (extends: cssim:NAME)\n" + table(["name", ""], _left(found["scenarios"])),
        "Metrics (NAME.y1, NAME.y2, NAME.last12, or NAME.m24 for the level at a month's end)\n"
        + table(["name", ""], _left(found["metrics"])),
        "Coverage models\n" + table(["name", ""], _left(found["coverage"])),
        "Levels of resolves_alone\n" + table(["name", ""], levels),
    ]
    return "\n\n".join(blocks)


def everything() -> dict[str, dict[str, Any]]:
    """Return packaged scenarios, metrics, coverage models and levels, each by name."""
    from cssim.policies.coverage import MODELS
    from cssim.results.catalogue import METRICS, TEAM_METRICS
    from cssim.scenario.language.load import load
    from cssim.scenario.organization import LEVELS
    from cssim.scenario.packaged import packaged_names

    metrics = {one.name: one.about for one in METRICS}
    metrics |= {f"{one.name}_TEAM": one.about for one in TEAM_METRICS}
    return {
        "scenarios": {name: load(f"cssim:{name}").name for name in packaged_names()},
        "metrics": metrics,
        "coverage": {part.model_fields["model"].default: (part.__doc__ or "").partition("\n")[0] for part in MODELS},
        "levels": dict(LEVELS),
    }


def _left(named: dict[str, str]) -> list[list[str]]:
    wide = max(len(text) for text in named.values())
    return [[name, f"{text:<{wide}}"] for name, text in named.items()]


def _totals(arr: Sequence[int]) -> tuple[int, int]:
    return len(arr), sum(arr)


def _notices(scenario: Scenario, warnings: Sequence[str]) -> Iterator[str]:
    yield from warnings
    if scenario.runs < 30 and scenario.decide.precision is None:
        yield f"{scenario.runs} runs are few: enough to look, not to decide"
    if len(scenario.designs) == 1:
        yield "one design only: cssim run projects it, cssim compare needs a second"
    if scenario.customers.book is None:
        yield "no customer book: the accounts are generated from the segments"


def _lines(one: Overview) -> Iterator[str]:
    from cssim.reporting.numbers import count, exact_money, money, number
    from cssim.reporting.tables import table

    accounts = sum(segment.accounts for segment in one.segments)
    tied = " = control total" if one.control_cents == one.arr_cents else ""
    arr = exact_money(one.arr_cents / 100, one.currency)
    yield f"OK  {one.file}: {one.name or 'no name'}"
    runs = count(one.runs, "run") + (f" or more: {one.precision}" if one.precision else "")
    yield f"    {count(accounts, 'account')}, ARR {arr}{tied}, {count(one.months, 'month')}, {runs}"
    if one.control_cents is not None and not tied:
        gap = exact_money((one.arr_cents - one.control_cents) / 100, one.currency)
        yield f"    the book differs from the control total by {gap}"
    rows = [[s.name, number(s.accounts, 0), exact_money(s.arr_cents / 100, one.currency)] for s in one.segments]
    yield table(["segment", "accounts", "ARR"], rows, indent=4)
    yield table(
        ["team", "role", "heads", "cost a year"],
        [[t.name, t.role, f"{t.heads:g}", money(t.cost_cents / 100, one.currency)] for t in one.teams],
        indent=4,
    )
    yield from told(one.scores, one.validity, measured=one.measured)
    spans = ", ".join(f"{name} {span:g}" for name, span in one.budget.items())
    yield f"    effect budget {sum(one.budget.values()):.2f} log-odds from worst to best ({spans})"
    yield f"    designs: {', '.join(one.designs)}; baseline {one.designs[0]}"
    for notice in one.notices:
        yield f"    note: {notice}"
