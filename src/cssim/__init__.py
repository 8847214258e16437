"""cssim compares ways to organize customer success by simulating accounts, requests, people and renewals.

::

    import cssim

    scenario = cssim.load("plan.yaml")
    comparison = cssim.compare(scenario, jobs=2)
    print(comparison.summary())

Nothing heavy is imported before one of these names is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cssim.errors import CssimError, InputError
    from cssim.experiments.answers import Attribution, Comparison, Result
    from cssim.experiments.attribute import attribute
    from cssim.experiments.claims.study import claims
    from cssim.experiments.compare import compare
    from cssim.experiments.replicate import run
    from cssim.experiments.single import simulate
    from cssim.results.run import Run
    from cssim.scenario.language.load import load
    from cssim.scenario.schema import Scenario

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Comparison",
    "CssimError",
    "InputError",
    "Result",
    "Run",
    "Scenario",
    "__version__",
    "attribute",
    "claims",
    "compare",
    "load",
    "run",
    "simulate",
]

_HOMES = {
    "Attribution": "cssim.experiments.answers",
    "Comparison": "cssim.experiments.answers",
    "CssimError": "cssim.errors",
    "InputError": "cssim.errors",
    "Result": "cssim.experiments.answers",
    "Run": "cssim.results.run",
    "Scenario": "cssim.scenario.schema",
    "attribute": "cssim.experiments.attribute",
    "claims": "cssim.experiments.claims.study",
    "compare": "cssim.experiments.compare",
    "load": "cssim.scenario.language.load",
    "run": "cssim.experiments.replicate",
    "simulate": "cssim.experiments.single",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'cssim' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
