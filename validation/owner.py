"""Check 7: what is lost when the person leaves whom a customer knows, and how much of it who inherits can save."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from cssim.domain.facts import ContractEnded, DealClosed, OwnerChanged
from cssim.reporting.numbers import percent
from cssim.results.run import Run
from cssim.scenario.language.patch import patch
from cssim.scenario.schema import Scenario
from cssim.units import HOURS_PER_MONTH
from validation.capacity import Book, company_of
from validation.checks import Chapter, Check, Values, above_zero, mean_of, plain, points, told
from validation.studies import BASELINE, CSM, Designs, Effort, in_full

CSMS: Final = 5
BOOK: Final = Book("37 mid-market customers", "mid_market", 37, 0.0)
LEAVER: Final = CSMS - 1
GOES_ON: Final = "2027-02"
BEGINS: Final = 1.0 * HOURS_PER_MONTH
MONTHS: Final = 13
LEVELS: Final = (0.45, 1.0, 2.0, 4.0)
STATED: Final = "0.22 to 0.9"
BAND: Final = (-0.176, -0.132)
SAVED: Final = 0.4
RUNS: Final = 20
LITTLE: Final = "a person counts so little at this level that a twentieth of a point is at issue"
NEW: Final = "new hire"
EXISTING: Final = "existing colleague"
SIMILAR: Final = "similar colleague"
_USUAL: Final = "the same, in books of one industry"
_TEXT: Final = """\
Five CSMs with 37 mid-market customers each; one of them goes after a month, and nobody else ever does. Three kinds of
heirs. *New hire*: the post is filled after the usual three months, colleagues stand in, and who comes has to ramp.
*Existing colleague*: the post is closed and its customers go to the other four, with a handover. *Similar colleague*:
the same where all books are of one industry, so that he comes to know them sooner. Loss is what becomes of expected
ARR within a year, against the same run in which nobody goes, of the customers he had, less the same of all others
(whose CSMs have more to do). The free level is `health.relationship.level`, how much it counts to know a person
(default 0.45, stated range 0.22 to 0.9; for a sole tie 1.0 is what the model was designed with). What customers of the
band bought was not under contract; these lose 6 % a year, all contracts are of a year, and a person is one of eleven
things that matter to them, so a level inside the range cannot reach the band. Inside the band after choosing it is
representability, and shown; the order of heirs is the test, at the default and at every other level. {runs} runs.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Let an owner go, and see what his customers are worth a year later."""
    del jobs  # facts are read here, run by run
    runs = RUNS if effort.full else effort.runs
    levels = LEVELS if effort.full else LEVELS[:1]
    found = {level: losses(level, runs) for level in levels}
    checks = [check for level, lost in found.items() for check in rows(level, lost)]
    checks.append(reached({level: lost[NEW] for level, lost in found.items()}))
    text = _TEXT.format(runs=runs)
    return Chapter("Check 7: losing the account owner", text, tuple(checks))


def rows(level: float, lost: Mapping[str, Values]) -> list[Check]:
    """Return the losses at a level of the relationship, and whether heirs come in the order of the evidence."""
    of = f"relationship level {level}"
    found = "; ".join(f"{name} {told(mean_of(values), percent)}" for name, values in lost.items())
    saved = 1.0 - lost[SIMILAR].mean() / lost[NEW].mean()
    return [
        Check(
            f"loss of a year, {of}",
            f"{percent(-BAND[1])} to {percent(-BAND[0])} where he is the sole tie [70,71]",
            found,
            None,
        ),
        above_zero(
            f"new hire less existing colleague, {of}", lost[NEW] - lost[EXISTING], points, "a new hire is worse [70]"
        ),
        above_zero(
            f"existing less similar colleague, {of}",
            lost[EXISTING] - lost[SIMILAR],
            points,
            "a similar one is best [70]",
        ),
        Check(
            f"saved by a similar colleague, of the loss with a new hire, {of}",
            "up to 40 % [71]",
            percent(float(saved)),
            None,
        ),
    ]


def reached(lost: Mapping[float, Values]) -> Check:
    """Return at which level the loss with a new hire reaches the band, on straight lines between the levels."""
    means = {level: float(values.mean()) for level, values in lost.items()}
    at = np.interp([-BAND[1], -BAND[0]], list(means.values()), list(means), left=np.nan, right=np.nan)
    words = " to ".join("beyond" if np.isnan(level) else plain(float(level)) for level in at)
    return Check(
        "level at which the loss with a new hire is in the band", f"stated {STATED}; sole tie 1.0", words, None
    )


def losses(level: float, runs: int) -> dict[str, Values]:
    """Return the share of ARR lost with each heir, run by run."""
    scenario = company_with(level)
    found: dict[str, list[float]] = {}
    for made in in_full(scenario, designs(), runs):
        moved = owned_by_leaver(made[EXISTING], len(made[BASELINE].accounts.opening))
        for name, against in ((NEW, BASELINE), (EXISTING, BASELINE), (SIMILAR, _USUAL)):
            found.setdefault(name, []).append(lost_of(made[name], made[against], moved))
    return {name: np.array(values) for name, values in found.items()}


def company_with(level: float) -> Scenario:
    """Return the company of five, whose people have names so that one of them can go."""
    changes = {
        "horizon": f"{MONTHS} months", "health.relationship.level": level,
        f"{CSM}.members": [{"who": f"csm-{seat}"} for seat in range(CSMS)],
    }  # fmt: skip
    return patch(company_of(BOOK, "capacity"), changes)


def designs() -> Designs:
    """Return who inherits."""
    people: list[dict[str, Any]] = [{"who": f"csm-{seat}"} for seat in range(CSMS)]
    people[LEAVER]["end"] = f"{GOES_ON}-01"
    closed = {f"{CSM}.reductions": [{"on": GOES_ON, "people": 1}]}
    alike = {f"{CSM}.industry_share": "100%"}
    return {NEW: {f"{CSM}.members": people}, EXISTING: closed, _USUAL: alike, SIMILAR: {**closed, **alike}}


def owned_by_leaver(run: Run, accounts: int) -> Values:
    """Return which accounts were his, as a mask (accounts,)."""
    his = {fact.account for fact in run.facts if isinstance(fact, OwnerChanged) and fact.before == LEAVER}
    return np.isin(np.arange(accounts), list(his))


def lost_of(run: Run, control: Run, moved: Values) -> float:
    """Return which share of ARR his customers lost, less that of all others."""
    opening = control.accounts.opening
    change = expected(run, len(opening)) - expected(control, len(opening))
    his, others = (change[mask].sum() / opening[mask].sum() for mask in (moved, ~moved))
    return float(others - his)


def expected(run: Run, accounts: int) -> Values:
    """Return what is expected to be added to the ARR of each account since he has gone [cents]: (accounts,)."""
    change = np.zeros(accounts)
    for fact in run.facts:
        if isinstance(fact, ContractEnded) and fact.time >= BEGINS:
            change[fact.account] -= fact.expected_churn + fact.expected_downsell
        elif isinstance(fact, DealClosed) and fact.time >= BEGINS:
            change[fact.account] += fact.expected
    return change
