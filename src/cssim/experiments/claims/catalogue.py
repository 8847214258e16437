"""Every claim, in the order of the list it comes from."""

from __future__ import annotations

from typing import Final

from cssim.errors import InputError
from cssim.experiments.claims.claim import Claim
from cssim.experiments.claims.quotas import QUOTAS
from cssim.scenario.suggest import hint

CLAIMS: Final[tuple[Claim, ...]] = (*QUOTAS,)


def claims_named(ids: tuple[str, ...] | list[str]) -> tuple[Claim, ...]:
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
            raise InputError.of(f"{one!r} is not one of the claims {', '.join(known)}{hint(name, known)}", path=one)
    return tuple(claim for name, claim in known.items() if not wanted or name in wanted)
