"""Claims B1 to B15, nine rules for running customer management, in their order."""

from __future__ import annotations

from typing import Final

from cssim.experiments.claims.claim import Claim
from cssim.experiments.claims.rules_customers import CUSTOMERS
from cssim.experiments.claims.rules_people import PEOPLE

RULES: Final[tuple[Claim, ...]] = tuple(sorted((*PEOPLE, *CUSTOMERS), key=lambda claim: int(claim.id[1:])))
