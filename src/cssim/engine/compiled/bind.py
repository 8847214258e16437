"""Where plain functions become compiled code: nothing else in the house knows Numba.

Every formula, every draw and every step of the stories is registered as it stands. Only the doors, by which Python
enters, are compiled functions of their own: one signature each, kept in Numba's cache on disk. Numba looks at the file
of a door only, and would go on serving old code when a formula elsewhere has changed; so a door closes over a digest
of all sources it is made of, which enters the key of the cache (P17, P20).

Two options make most of the speed. Tables are made and grown outside of compiled code, so nothing in it needs to count
references (``_nrt``): counting them for fifteen tables at every call takes six times as long as the simulation. And a
function written to say one thing is inlined (``forceinline``), or passing the tables on would take several times as
long. Only what is rare and long is not. No machine code is made of functions that only compiled ones call (`parts`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from inspect import isfunction
from pkgutil import iter_modules
from types import ModuleType
from typing import Any, Final, NamedTuple

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic, overload, register_jitable

from cssim import dynamics
from cssim.engine import compiled
from cssim.engine.compiled import draws, loop, prefetch, traits
from cssim.engine.compiled.parts import PartCompiler
from cssim.engine.compiled.sources import cache_folder, source_digest

_FORMULAS: Final = ("units", "domain.tally", "domain.work", "sampling.inverse", "sampling.streams")
"""Modules whose functions compiled code calls, besides all of ``dynamics``."""
_NO_STORIES: Final = ("bind", "build", "columns", "parts", "prefetch", "rows", "simulate", "sources", "warm")
"""Modules of this package that are not compiled: they fill, name or call what is."""
_CACHE_LINE: Final = 64
_MOST_FETCHED: Final = 10
"""Lines of a row that are asked for ahead; a processor can wait for about a dozen at once, and those that most stories
read lie in front."""
_DOOR: Final[dict[str, Any]] = {"cache": True, "_nrt": False}
_LONG: Final[dict[str, Any]] = {"_nrt": False, "no_cfunc_wrapper": True, "pipeline_class": PartCompiler}
_INNER: Final[dict[str, Any]] = {**_LONG, "forceinline": True}
_NOT_COPIED: Final = frozenset(
    {
        "attendance.cover", "beginnings.begin_account", "change.go_over", "change.hand_on",
        "desks.hand_over", "desks.move", "facts.write", "handover.change_owner",
        "handover.lose_contact", "months.close_month", "newcomers.join",
        "plays.begin_plays", "requests.begin_requests", "scores.call_for_rescue", "slots.held_or_expired",
        "staffing.come", "staffing.depart", "staffing.leave", "staffing.let_go", "uses.best_use", "uses.worth",
    }
)  # fmt: skip
"""Functions, by module and name, that are rare and long, with all that they call, and called from several places: they
are passed the tables, which takes as long as a step of the simulation, for compiling to be done sooner."""


class Doors(NamedTuple):
    """The compiled functions that Python calls."""

    draw_traits: Any
    advance: Any


@cache
def doors() -> Doors:
    """Return the doors; each compiles when it is first called, or is read from the cache."""
    _register()
    config: Any = numba.config
    digest, elsewhere = source_digest(), config.CACHE_DIR
    # a folder of their own: whether they are compiled can be seen there, and nobody else writes to its index
    config.CACHE_DIR = str(cache_folder())
    try:
        return Doors(_draw_traits(digest), _advance(digest))
    finally:
        config.CACHE_DIR = elsewhere


def _register() -> None:
    overload(draws.u64)(_as_u64)
    overload(prefetch.fetch)(_fetch)
    formulas = [*_FORMULAS, *(f"dynamics.{module.name}" for module in iter_modules(dynamics.__path__))]
    stories = (module.name for module in iter_modules(compiled.__path__) if module.name not in _NO_STORIES)
    for name in (*formulas, *(f"engine.compiled.{name}" for name in stories)):
        for function in _functions(import_module(f"cssim.{name}")):
            if function is not draws.u64:
                place = f"{name.rpartition('.')[2]}.{function.__name__}"
                register_jitable(**_LONG if place in _NOT_COPIED else _INNER)(function)


def _functions(module: ModuleType) -> list[Callable[..., Any]]:
    return [each for each in vars(module).values() if isfunction(each) and each.__module__ == module.__name__]


def _as_u64(number):  # type: ignore[no-untyped-def]
    """Return the compiled spelling of :func:`cssim.engine.compiled.draws.u64` for a type of number."""
    if isinstance(number, types.IntEnumMember):
        return lambda number: np.uint64(number.value)
    return lambda number: np.uint64(number)


def _fetch(row):  # type: ignore[no-untyped-def]
    """Return the compiled spelling of :func:`cssim.engine.compiled.prefetch.fetch`."""
    return lambda row: _prefetched(row)  # type: ignore[call-arg]


@intrinsic
def _prefetched(typing_context, row):  # type: ignore[no-untyped-def]
    """Emit one prefetch instruction for each of the first cache lines of a record, whose value is its address."""

    def generate(context, builder, signature, arguments):  # type: ignore[no-untyped-def]
        byte = ir.IntType(8).as_pointer()
        number = ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        prefetch = cgutils.get_or_insert_function(  # type: ignore[no-untyped-call]
            builder.module, kind, "llvm.prefetch.p0"
        )
        start = builder.bitcast(arguments[0], byte)
        for offset in range(0, min(row.size, _MOST_FETCHED * _CACHE_LINE), _CACHE_LINE):
            line = cgutils.pointer_add(builder, start, offset)  # type: ignore[no-untyped-call]
            builder.call(prefetch, [line, number(1), number(3), number(1)])
        return context.get_dummy_value()

    return types.void(row), generate


def _draw_traits(digest: str) -> Any:
    @numba.njit(**_DOOR)
    def draw_traits(rows, segments, run, base, factor):  # type: ignore[no-untyped-def]
        made_of = digest  # noqa: F841  a closed-over name is part of the key of the cache
        traits.draw_traits(rows, segments, run, base, factor)

    return draw_traits


def _advance(digest: str) -> Any:
    @numba.njit(**_DOOR)
    def advance(world, steps):  # type: ignore[no-untyped-def]
        made_of = digest  # noqa: F841
        return loop.advance(world, steps)

    return advance
