"""Which rule holds for which floor; and every rule shown to bite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture import rules

SOURCE = Path(__file__).resolve().parents[2] / "src" / "cssim"
LONGEST_FILE = 350

FORMULAS = ("dynamics", "sampling")
STORIES = ("engine", "domain")
BELOW_PLAN = FORMULAS + STORIES
EVERYWHERE = ("",)

# rule, the folders it holds in, the files it does not hold for and why
RULES: dict[str, tuple[rules.Rule, tuple[str, ...], dict[str, str]]] = {
    "plain arithmetic": (rules.plain_arithmetic, FORMULAS, {}),
    "no numeric library": (rules.no_numeric_library, FORMULAS, {}),
    "no bit operators": (
        rules.no_bit_operators,
        BELOW_PLAN,
        {
            "sampling/streams.py": "the mixing hash",
            "domain/keys.py": "packs addresses",
            "engine/calendar.py": "packs rank and key into a priority",
            "engine/compiled/build.py": "a length",
            "engine/compiled/acquaintances.py": "marks of people met, one bit each",
            "engine/compiled/draws.py": "unsigned 64-bit numbers",
        },
    ),
    "adding only": (
        rules.adding_only,
        STORIES,
        {
            "engine/invariants.py": "adds up whole numbers, exact in any order, to check that they balance",
            "engine/compiled/bind.py": "hands formulas to Numba; it computes nothing",
            "engine/compiled/parts.py": "tells Numba how far to go; it computes nothing",
            "engine/compiled/build.py": "lengths of tables",
            "engine/compiled/simulate.py": "lengths of tables",
            "engine/compiled/loop.py": "lengths of tables",
            "engine/compiled/calendar.py": "places in a heap",
            "engine/compiled/acquaintances.py": "places on a page",
        },
    ),
    "no cancelling": (rules.no_cancelling, ("engine",), {}),
    "reads the plan only": (rules.reads_the_plan_only, STORIES, {}),
    "no word compared": (rules.no_word_compared, BELOW_PLAN, {}),
    "no design by name": (rules.no_design_by_name, BELOW_PLAN, {}),
    "no walk over a set": (rules.no_walk_over_a_set, BELOW_PLAN, {}),
    "no entropy": (rules.no_entropy, EVERYWHERE, {}),
    "no wall clock": (rules.no_wall_clock, EVERYWHERE, {"cli/audit.py": "audit.json says when"}),
    "no timer": (
        rules.no_timer,
        (
            "part.py",
            "quantities",
            "units.py",
            "errors.py",
            "dynamics",
            "sampling",
            "domain",
            "policies",
            "scenario",
            "plan",
        )
        + ("engine", "results", "reporting"),
        {},
    ),
    "short functions": (rules.short_functions, EVERYWHERE, {}),
}

# rule -> lines that it must refuse, each alone
OFFENDING: dict[str, list[str]] = {
    "plain arithmetic": [
        "y = x ** 2",
        "x **= 2",
        "y = a @ b",
        "y = sum(xs)",
        "y = round(x, 2)",
        "y = pow(x, 2)",
        "y = divmod(x, 2)",
        "y = math.pow(x, 2)",
        "y = math.gamma(x)",
        "y = math.lgamma(x)",
        "y = math.fsum(xs)",
        "from math import lgamma",
        "from math import pow as power",
        "y = xs.sum()",
        "y = x.__pow__(2)",
    ],
    "no numeric library": [
        "import numpy as np",
        "from scipy.special import betaincinv",
        "import statistics",
        "import operator",
        "def f():\n    import numpy\n",
    ],
    "no bit operators": [
        "y = x ^ (x >> 31)",
        "x &= 255",
        "y = ~x",
        "y = a | b",
        "y = x << 64",
        "y = (a | 3) | None",
    ],
    "adding only": [
        "y = hours * rate",
        "y = hours / 2",
        "y = key // 2",
        "y = key % 2",
        "y = x ** 2",
        "x *= 2",
        "import math",
        "from math import exp",
        "import scipy",
        "y = sum(xs)",
        "y = np.sum(xs)",
        "y = round(x)",
    ],
    "no cancelling": [
        "process.interrupt()",
        "import simpy\nr = simpy.Resource(env)",
        "from simpy import Store",
        "from simpy.resources.base import BaseResource",
        "yield_ = env.any_of([a, b])",
        "yield_ = AnyOf(env, [a, b])",
        "except_ = simpy.Interrupt",
    ],
    "reads the plan only": [
        "import pydantic",
        "from pydantic import BaseModel",
        "from cssim.scenario.schema import Scenario",
        "import cssim.policies.coverage",
        "from cssim import scenario",
        "from cssim.part import Part",
        "def f():\n    from cssim.policies import coverage\n",
    ],
    "no word compared": [
        "x = model == 'pooled'",
        "x = 'digital' != model",
        "x = model in ('assigned', 'hybrid')",
        "x = role in {'csm': 1}",
        "x = policy is 'quota'",
        "x = f'{a}' == b",
        "match model:\n    case 'health-policy':\n        pass\n",
        "match model:\n    case 'a' | 'b':\n        pass\n",
        "x = model.startswith('health')",
    ],
    "no design by name": [
        "POOLED = 3",
        "x = row.is_pooled",
        "def f(quota):\n    pass",
        "def hybrid_books():\n    pass",
        "from cssim.policies.coverage import Pod",
        "class ExpertRow:\n    expert = 1",
    ],
    "no walk over a set": [
        "for x in {1, 2}:\n    pass\n",
        "y = [x for x in set(xs)]",
        "y = [x for x in {a for a in b}]",
    ],
    "no entropy": [
        "import random",
        "from random import random",
        "import secrets",
        "import uuid",
        "from numpy.random import default_rng",
        "from numpy import random",
        "import numpy.random",
        "y = np.random.default_rng(1)",
        "y = os.urandom(8)",
        "from os import urandom",
        "y = hash(name)",
    ],
    "no wall clock": [
        "y = time.time()",
        "from time import time",
        "y = time.time_ns()",
        "y = datetime.now()",
        "y = datetime.datetime.now()",
        "y = dt.datetime.utcnow()",
        "y = date.today()",
        "clock = time.time",
    ],
    "no timer": ["y = time.perf_counter()", "from time import monotonic", "y = time.process_time()"],
    "short functions": ["def long():\n" + "    x = 1\n" * 60, "async def long():\n" + "    x = 1\n" * 60],
}

# rule -> code that it must let pass
INNOCENT: dict[str, str] = {
    "plain arithmetic": "import math\ny = max(0.0, a + b * c / d) // 2 % 3\nz = math.exp(-law.mean)\nw = 2.0**-53",
    "no numeric library": "import math\nfrom typing import NamedTuple\nfrom cssim.units import MONTH",
    "no bit operators": "A = int | None\ndef f(x: np.int64 | None) -> 'A' | None: ...\ny = a + b",
    "adding only": "t = now + delay\nn += 1\nrow = [0] * n\ntwo = [0.0 for _ in xs] * n\nok = a < b - c",
    "no cancelling": "import simpy\nenv = simpy.Environment()\nevent = env.event()\nevent.succeed()",
    "reads the plan only": "from cssim.plan.tables import Plan\nfrom cssim.dynamics import renewal",
    "no word compared": "x = model == 3\ny = 'text'\nz = d['key']\nif __name__ == '__main__':\n    pass\n",
    "no design by name": "expertise = 3\npool_of_workers = 'pooled'\nassign_owner(podium)",
    "no walk over a set": "seen = set(xs)\nfor x in sorted(seen):\n    pass\n",
    "no entropy": "import hashlib\nclass A:\n    def __hash__(self):\n        return hash(self.key)\n",
    "no wall clock": "import time\nfrom datetime import date\ny = time.monotonic()\nz = date(2027, 1, 1)",
    "no timer": "import time\nz = time.sleep",
    "short functions": 'def fine():\n    """Say.\n' + "    more\n" * 60 + '    """\n' + "    x = 1\n" * 59,
}


def files_under(folder: str) -> list[Path]:
    """Return the Python files of a folder of the package, or the one file."""
    place = SOURCE / folder
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return a file's name within the package, with slashes on every system."""
    return path.relative_to(SOURCE).as_posix()


def breaches(rule: rules.Rule, paths: list[Path]) -> Iterator[str]:
    """Yield what breaks a rule, one line each."""
    for path in paths:
        for line, what in rule(rules.parse(path.read_text(encoding="utf-8"))):
            yield f"src/cssim/{name_of(path)}:{line}: {what}"


@pytest.mark.parametrize("name", RULES)
def test_the_source_keeps_the_rule(name: str) -> None:
    rule, folders, excused = RULES[name]
    found: list[str] = []
    for folder in folders:
        paths = files_under(folder)
        assert paths, f"there is no source in src/cssim/{folder}: the rule would hold of nothing"
        found += breaches(rule, [path for path in paths if name_of(path) not in excused])
    if found:
        pytest.fail("\n".join([f"{name}:", *found]), pytrace=False)


@pytest.mark.parametrize(("name", "line"), [(name, line) for name, lines in OFFENDING.items() for line in lines])
def test_the_rule_bites(name: str, line: str) -> None:
    assert list(RULES[name][0](rules.parse(line))), f"{name} let this pass: {line}"


@pytest.mark.parametrize("name", INNOCENT)
def test_the_rule_lets_plain_code_pass(name: str) -> None:
    assert not list(RULES[name][0](rules.parse(INNOCENT[name])))


def test_every_rule_is_put_to_the_test() -> None:
    assert RULES.keys() == OFFENDING.keys() == INNOCENT.keys()


@pytest.mark.parametrize(("rule", "excused"), [(name, file) for name, (_, _, files) in RULES.items() for file in files])
def test_an_excuse_is_still_needed(rule: str, excused: str) -> None:
    path = SOURCE / excused
    assert path.is_file(), f"{excused} is excused from '{rule}' but is not there: take the excuse away"
    assert list(breaches(RULES[rule][0], [path])), f"{excused} keeps '{rule}': take the excuse away"


def test_files_are_short() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files_under("")}
    assert lengths
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}
