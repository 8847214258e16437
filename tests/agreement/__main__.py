"""``python -m tests.agreement ONE OTHER``: compare two engines on generated companies, in a process of its own.

Exit code 0 if they agree, 1 at the first company on which they do not; what they tell differently is printed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Final

import cssim
from cssim.engine.engines import engine_named
from tests.agreement.agree import disagreement
from tests.agreement.companies import TINY, USUAL, case_of

SIZES: Final = {"tiny": TINY, "usual": USUAL}


def main(arguments: Sequence[str]) -> int:
    """Compare, and return the exit code."""
    options = argparse.ArgumentParser(prog="python -m tests.agreement")
    options.add_argument("engines", nargs=2, help="names of two engines")
    options.add_argument("--size", choices=SIZES, default="usual")
    options.add_argument("--first", type=int, default=0, help="number of the first company")
    options.add_argument("--count", type=int, default=300, help="how many companies")
    given = options.parse_args(arguments)
    print(f"cssim of {cssim.__file__}")
    engines = {name: engine_named(name) for name in given.engines}
    for number in range(given.first, given.first + given.count):
        if report := disagreement(case_of(number, SIZES[given.size]), engines):
            print(report)
            return 1
    print(f"{' and '.join(engines)} agree on {given.count} companies")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
