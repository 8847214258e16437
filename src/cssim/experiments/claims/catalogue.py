"""Every claim, in the order of the list it comes from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from cssim.errors import InputError
from cssim.experiments.claims.claim import Claim
from cssim.experiments.claims.models_coverage import MODELS
from cssim.experiments.claims.quotas import QUOTAS
from cssim.experiments.claims.rules import RULES
from cssim.experiments.claims.terms import TERMS

CLAIMS: Final[tuple[Claim, ...]] = (*QUOTAS, *RULES, *TERMS, *MODELS)


def claims_named(ids: Sequence[str]) -> tuple[Claim, ...]:
    """Return the claims with these ids, in the order of the list; all of them if none is named.

    Raises
    ------
    InputError
        If there is no claim of an id.
    """
    known = {claim.id: claim for claim in CLAIMS}
    wanted = {one.strip().upper(): one for one in ids}
    for name, one in wanted.items():
        if name not in known:
            raise InputError.of(f"{one!r} is no claim; did you mean {_nearest(name, known)!r}? All: {', '.join(known)}")
    return tuple(claim for name, claim in known.items() if not wanted or name in wanted)


def _nearest(name: str, known: Collection[str]) -> str:
    """Return the id most like a name: of the same letter and the nearest number, if it has a letter of the list."""
    number = int("".join(letter for letter in name if letter.isdigit()) or 1)
    letter = next((letter for letter in name if letter.isalpha()), "")
    alike = [one for one in known if one.startswith(letter)] or list(known)
    return min(alike, key=lambda one: abs(int(one[1:]) - number))
