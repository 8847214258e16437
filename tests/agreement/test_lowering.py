"""Whatever the words of a scenario, its plan is numbers (rule P1), and every engine takes it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin

import numpy as np
import pytest

from cssim.domain.facts import WorkSubmitted
from cssim.dynamics.plays import PLAYS
from cssim.engine.engines import ENGINES, Engine
from cssim.engine.recorder import ALL
from cssim.part import Part
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import AccountTable, Plan
from cssim.policies.coverage import Assigned, DigitalFirst, Hybrid, Pod, Pooled, Uncovered
from cssim.sampling.distributions import Exponential, Fixed, Lognormal
from cssim.scenario.language.checks import problems
from cssim.scenario.language.patch import patch
from cssim.scenario.organization import (
    AccountManagerTeam,
    CsmTeam,
    OnboardingTeam,
    RenewalsDeskTeam,
    SpecialistTeam,
    SupportTeam,
)
from cssim.scenario.schema import Scenario
from cssim.scenario.shape import annotation_of, parts_at, plain
from tests.agreement.companies import case_of
from tests.agreement.engines import engine_or_skip
from tests.agreement.options import fields_below
from tests.small import small

# an example of every part that a word may choose; a new alternative needs one here
EXAMPLES: Final[dict[type[Part], dict[str, Any]]] = {
    Fixed: {"dist": "fixed", "hours": "1 working hour"},
    Exponential: {"dist": "exponential", "mean": "1 working hour"},
    Lognormal: {"dist": "lognormal", "mean": "1 working hour", "sigma": 0.5},
    Assigned: {"model": "assigned", "team": "csm"},
    Hybrid: {"model": "hybrid", "team": "csm", "named_from": "$50k"},
    Pod: {"model": "pod", "team": "csm", "size": 2},
    Pooled: {"model": "pooled", "team": "csm"},
    DigitalFirst: {"model": "digital", "team": "csm", "person_when": ["health below 80", "renewal within 60 days"]},
    Uncovered: {"model": "none"},
    CsmTeam: {"role": "csm", "headcount": 2},
    SpecialistTeam: {"role": "specialist", "headcount": 1.5},
    SupportTeam: {"role": "support", "headcount": 0.5},
    AccountManagerTeam: {"role": "account_manager", "headcount": 1},
    RenewalsDeskTeam: {"role": "renewals_desk", "headcount": 1},
    OnboardingTeam: {"role": "onboarding", "headcount": 1},
}
# names in the small scenario that a part in a mapping is tried under
NAMES: Final[dict[type[Part], str]] = {
    CsmTeam: "csm",
    SpecialistTeam: "experts",
    SupportTeam: "desk",
    AccountManagerTeam: "managers",
    RenewalsDeskTeam: "renewals",
    OnboardingTeam: "beginnings",
}
SEGMENT: Final = "small"
# what a small scenario needs, by the first key, before a word below a name can be tried in it
OF_A_NAME: Final = {"shocks": {"shocks.one": {"start": "2027-02", "effects": {"hazard_ratio": 2}}}}
# what a part that may be absent cannot do without
BESIDE: Final[dict[str, dict[str, Any]]] = {
    "organisation.hiring_freeze": {f"organisation.hiring_freeze.{each}": "2027-03" for each in ("from", "to")}
}


class Choice(NamedTuple):
    """A place of the schema, with ``*`` for a name, and one of the parts that may stand there."""

    path: str
    part: type[Part]

    @property
    def place(self) -> str:
        """Where the part is tried in the small scenario."""
        return self.path.replace("*", NAMES.get(self.part, SEGMENT))


def choices() -> Iterator[Choice]:
    """Yield every alternative of every choice of parts that can be reached from a scenario."""
    for field in fields_below(Scenario):
        node = plain(annotation_of(field.info))
        for path, inner in ((field.path, node), (f"{field.path}.*", values_of(node))):
            parts = parts_at(inner) if inner is not None else ()
            yield from (Choice(path, part) for part in parts if len(parts) > 1)


def values_of(node: Any) -> Any:
    """Return the type of the values of a mapping, None if it is none."""
    arguments = get_args(node)
    return arguments[1] if len(arguments) == 2 and arguments[0] is str else None


def words() -> Iterator[tuple[str, str]]:
    """Yield every word that a field without a choice of parts may be, with its path."""
    for field in fields_below(Scenario):
        node: Any = plain(annotation_of(field.info))
        origin: Any = get_origin(node)
        if origin is Literal and "[" not in field.path and "columns" not in field.path:
            yield from ((field.path, word) for word in get_args(node))


CHOICES: Final = list(choices())
WORDS: Final = list(words())


def unlike_numbers(thing: Any, path: str = "plan") -> Iterator[str]:
    """Yield what in a plan is neither a plain number nor a tuple or an array of numbers."""
    if isinstance(thing, AccountTable):
        kinds = {name: thing.columns.dtype[name].kind for name in AccountTable.DTYPE.names or ()}
        yield from (f"{path}.{name} is of kind {kind}" for name, kind in kinds.items() if kind not in "iuf")
    elif isinstance(thing, np.ndarray):
        if thing.dtype.kind not in "biuf":
            yield f"{path} is an array of {thing.dtype}"
    elif isinstance(thing, tuple):
        for name, each in zip(getattr(thing, "_fields", range(len(thing))), thing, strict=True):
            yield from unlike_numbers(each, f"{path}.{name}")
    elif type(thing) not in (int, float, bool):
        yield f"{path} is {type(thing).__name__}: {thing!r}"


def plan_of(scenario: Scenario) -> Plan:
    return lower(scenario, opening_book(scenario)).plan


def tried(choice: Choice) -> Scenario:
    """Return a small scenario of two months in which a part stands at its place, as the only thing that is changed."""
    short = {"horizon": "2 months", "settle": "1 months", "decide.on": "retained_arr.m2"}
    return patch(small(), {choice.place: EXAMPLES[choice.part], **short})


def test_every_choice_of_the_schema_is_looked_at() -> None:
    assert {choice.part for choice in CHOICES} == set(EXAMPLES)
    assert {choice.path for choice in CHOICES} == {
        *(f"customers.segments.*.plays.{name}.work" for name in PLAYS),
        "organisation.coverage.*",
        "organisation.teams.*",
        *(f"requests.work.{name}" for name in ("how_to", "product_question", "feature_request", "complaint")),
        "requests.work.commercial",
    }


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: f"{choice.path}-{choice.part.__name__}")
def test_every_alternative_lowers_to_numbers(choice: Choice) -> None:
    scenario = tried(choice)
    assert problems(scenario) == []
    assert list(unlike_numbers(plan_of(scenario))) == []


@pytest.mark.parametrize(("path", "word"), WORDS)
def test_every_word_lowers_to_numbers(path: str, word: str) -> None:
    beside = OF_A_NAME.get(path.split(".")[0], {}) | BESIDE.get(path.rpartition(".")[0], {})
    name = "one" if path.startswith("shocks") else SEGMENT
    scenario = patch(small(), {**beside, path.replace("*", name): word})
    assert list(unlike_numbers(plan_of(scenario))) == []


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_takes_every_alternative(name: str) -> None:
    engine = engine_or_skip(name)
    for choice in CHOICES:
        assert submitted(engine, plan_of(tried(choice))) > 0, choice


def submitted(engine: Engine, plan: Plan) -> int:
    """Return how much work an engine puts before the desks of a plan."""
    run = engine.simulate(plan, engine.settle(plan, 1, 0), 1, 0, ALL)
    return sum(isinstance(fact, WorkSubmitted) for fact in run.facts)


@pytest.mark.parametrize("numbers", [range(start, start + 50) for start in range(0, 300, 50)])
def test_every_generated_company_lowers_to_numbers(numbers: range) -> None:
    assert not [found for number in numbers for found in unlike_numbers(case_of(number).plan)]


@pytest.mark.parametrize("thing", ["word", None, {"a": 1}, np.float64(1.0), np.array([None]), np.array(["a"]), [1]])
def test_what_is_no_number_is_noticed(thing: object) -> None:
    assert len(list(unlike_numbers((1, (2.0, thing))))) == 1
