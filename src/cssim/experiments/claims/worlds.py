"""The worlds in which a claim is looked at: the company as it is, and with other values of a parameter or two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final

from cssim.errors import InputError
from cssim.experiments.claims.claim import Arm, Changes, Claim, Dial
from cssim.experiments.claims.fields import found_at, kept, written
from cssim.part import about
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario

MOST_DIALS: Final = 2


@dataclass(frozen=True)
class World:
    """Values of dials, by the path of the dial; none for the company as it is. ``settings`` holds every path."""

    at: tuple[tuple[str, Any], ...]
    settings: Changes

    def company(self, company: Scenario, with_: Arm) -> Scenario:
        """Return the company in this world; a dial that the arm *with* sets is about that arm alone."""
        common = {path: value for path, value in self.settings.items() if not sets(with_.changes, path)}
        return patch(company, common) if common else company

    def turned(self, arm: Arm) -> dict[str, Any]:
        """Return what an arm changes in this world, if dials may turn what it sets."""
        return {**arm.changes, **{path: value for path, value in self.settings.items() if sets(arm.changes, path)}}


def dials_of(claim: Claim, with_: Scenario) -> tuple[Dial, ...]:
    """Return the dials of a claim with their values, those that it leaves to the evidence filled in.

    What is assumed is always looked at over the range of its parameter, and where that is off. ``with_`` is the company
    under the arm *with*.

    Raises
    ------
    InputError
        If there are too many dials, or one has no values and no evidence range.
    """
    filled = [_filled(dial, claim, with_) for dial in _wanted(claim)]
    for dial in filled:
        if claim.dials and not dial.values:
            raise InputError.of(f"there is no evidence range: {claim.id} must name values", path=dial.path)
    found = tuple(dial for dial in filled if dial.values)
    if len(found) > MOST_DIALS:
        raise InputError.of(f"more than {MOST_DIALS} dials: {', '.join(dial.path for dial in found)}", path=claim.id)
    return found


def worlds_of(claim: Claim, dials: tuple[Dial, ...]) -> tuple[World, ...]:
    """Return the worlds of a claim: the company as it is, then each dial at each of its values, then combinations."""
    worlds = [World((), {})]
    worlds += [_world((dial, value)) for dial in dials for value in dial.values]
    if claim.grid and len(dials) == MOST_DIALS:
        worlds += [_world(*pair) for pair in product(*(_settings(dial) for dial in dials))]
    return tuple(worlds)


def sets(changes: Changes, path: str) -> bool:
    """Return whether changes name a path, or something below it."""
    return any(leaf == path or leaf.startswith(f"{path}.") for leaf in _leaves(changes))


def _wanted(claim: Claim) -> tuple[Dial, ...]:
    """Return the dials that a claim names, and its parameter where it must be one of them."""
    own = Dial(claim.parameter)
    if claim.kind == "assumed":
        return claim.dials if any(dial.path == own.path for dial in claim.dials) else (*claim.dials, own)
    in_both = all(sets(arm.changes, own.path) for arm in claim.arms)
    return claim.dials if claim.dials or in_both else (own,)


def _filled(dial: Dial, claim: Claim, with_: Scenario) -> Dial:
    """Return a dial with values: those it names, or else the ends of the evidence range, and off if it is assumed."""
    values = dial.values
    if not values:
        info = found_at(with_, dial.path).info
        note = about(info)
        values = tuple(written(info, kept(note.unit, end)) for end in (note.low, note.high) if end is not None)
    if claim.kind == "assumed" and dial.path == claim.parameter:
        values = (str(claim.off), *values)
    return replace(dial, values=tuple(dict.fromkeys(map(str, values))))


def _world(*settings: tuple[Dial, Any]) -> World:
    at = tuple((dial.path, value) for dial, value in settings)
    same = {path: value for dial, value in settings for path in (dial.path, *dial.also)}
    return World(at, same | {path: to for dial, value in settings for path, to in dial.along.get(value, {}).items()})


def _settings(dial: Dial) -> list[tuple[Dial, Any]]:
    return [(dial, value) for value in dial.values]


def _leaves(changes: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for key, value in changes.items():
        deeper = f"{path}.{key}" if path else key
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, deeper)
        else:
            yield deeper
