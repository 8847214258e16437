"""``python -m tests.agreement.traits``: how much the accounts of a tiny company ask, as the compiled engine draws it.

It goes through the smallest of the compiled doors only, and says whether that was compiled now or read from the cache.
"""

from __future__ import annotations

import json

import cssim
from cssim.engine.compiled.bind import doors
from cssim.engine.compiled.simulate import draw_traits
from tests.agreement.companies import TINY, case_of

if __name__ == "__main__":
    case = case_of(4, TINY)
    demand = draw_traits(case.plan, case.seed, case.run).demand.tolist()
    compiled = sum(doors().draw_traits.stats.cache_misses.values())
    print(json.dumps({"cssim": cssim.__file__, "demand": demand, "compiled": compiled}))
