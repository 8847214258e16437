"""The default company beside the evidence: retention, plays, waits, and the books that one person can look after."""

from __future__ import annotations

from typing import Final

import numpy as np

import cssim
from cssim.domain.facts import WorkDone
from cssim.reporting.numbers import money, percent
from cssim.results.studies import Result
from cssim.units import HOURS_PER_YEAR, MONTHS_PER_YEAR
from validation.checks import Chapter, Check, Values, inside, plain, shown
from validation.studies import BASELINE, SEED, SEGMENTS, Effort, company, studied

CHURN_OF_THE_FILE: Final = {"enterprise": 0.035, "mid_market": 0.06, "smb": 0.135}
GROSS: Final = {"enterprise": (0.90, 0.96), "mid_market": (0.89, 0.95), "smb": (0.70, 0.92)}
NET: Final = {"enterprise": (1.04, 1.13), "mid_market": (1.00, 1.06), "smb": (0.80, 1.03)}
BOOKS: Final = {"enterprise": (10, 20), "mid_market": (20, 75), "smb": (100, 500)}
ARR_PER_CSM: Final = {"enterprise": (1e6, 5e6), "mid_market": (1e6, 2e6), "smb": (0.5e6, 2e6)}
TARGET_LOAD: Final = 0.85
FULLY_TOLD: Final = 10
"""So many runs are told with every fact; each takes a second or two."""
LARGEST: Final = SEGMENTS[0]
LOCKED: Final = "{} of the ARR of its few enterprise customers is under contracts that end later: see years 2 and 3"
VACANT: Final = "what vacant posts and new people leave undone is done by the others, and no plan has foreseen it"
ALONE: Final = "what goes round the CSM comes on top of what is passed on, and who is away leaves the other alone"
CSM: Final = 0
"""Number of the team of the default company that looks after its customers."""
_TEXT: Final = """\
The first year of the default company under its own organization. Its logo churn is what the file says (that is the
calibration), so it is shown and not judged. Accounts per CSM of one segment are those that fill {load:.0%} of a present
year with the hours that CSMs spent on its accounts, without what is lost to absence and vacancies.
"""


def measure(effort: Effort, jobs: int) -> Chapter:
    """Simulate today's organization and set it beside the figures of the evidence review."""
    result = studied(company(effort), {}, effort, jobs)[BASELINE]
    checks = (*retention(result), *work(result), *plays(result), *books(effort))
    return Chapter("The default company beside the evidence", _TEXT.format(load=TARGET_LOAD), checks)


def retention(result: Result) -> list[Check]:
    """Return retention in year 1, of all customers and by segment."""
    opening = result.figures("arr_opening.y1")
    locked = result.figures("arr_locked.y1", LARGEST) / result.figures("arr_opening.y1", LARGEST)
    why = LOCKED.format(percent(float(locked.mean())))
    rows = [
        inside("gross revenue retention", result.figures("grr.y1"), 0.88, 0.92, "[20,32]", percent, why),
        *later(result, "all"),
        inside("net revenue retention", result.figures("nrr.y1"), 1.00, 1.05, "[20,32,34]", percent),
        inside("contraction / opening ARR", result.figures("contraction.y1") / opening, 0.02, 0.04, "[D+E]", percent),
        inside("expansion / opening ARR", result.figures("expansion.y1") / opening, 0.08, 0.18, "[D+E]", percent),
    ]
    for name, churn in CHURN_OF_THE_FILE.items():
        gone, kept, net = (result.figures(f"{metric}.y1", name) for metric in ("logo_churn", "grr", "nrr"))
        rows += [
            shown(f"logo churn, {name}", gone, f"{percent(churn)}, the file's", percent),
            inside(f"gross revenue retention, {name}", kept, *GROSS[name], "[20,31]", percent, why),
            *later(result, name),
            inside(f"net revenue retention, {name}", net, *NET[name], "[20,31]", percent),
        ]
    return rows


def later(result: Result, segment: str) -> list[Check]:
    """Return gross retention in the years after the first."""
    years = range(2, result.months // MONTHS_PER_YEAR + 1)
    return [shown(f"{segment}, in year {n}", result.figures(f"grr.y{n}", segment), "", percent) for n in years]


def work(result: Result) -> list[Check]:
    """Return load and waits in year 1."""
    asked = result.figures("requests.y1") / result.figures("logos.m12") / 12
    return [
        inside("requests per customer and month", asked, 0.3, 1.5, "[55]", plain),
        inside("CSM utilization", result.figures("utilisation_csm.y1"), 0.75, 0.90, "[62]", percent, VACANT),
        inside("mean wait for a CSM, h", result.figures("wait_hours_csm.y1"), 0.0, 8.0, "(promised) [59,60]", plain),
        inside(
            "mean wait for a consultant, h", result.figures("wait_hours_consultants.y1"), 0.0, 16.0,
            "(promised) [60]", plain, ALONE,
        ),
        inside("ARR per CSM", result.figures("arr_per_csm.y1"), 1e6, 2.5e6, "[4,5]", money),
        inside("accounts per CSM", result.figures("accounts_per_csm.y1"), 30, 110, "[4]", plain),
    ]  # fmt: skip


def plays(result: Result) -> list[Check]:
    """Return how many of the planned plays were held in year 1, kind by kind."""
    return [
        inside(f"{name} skipped", result.figures(f"skipped_{name}.y1"), 0.0, 0.2, "(four of five held)", percent)
        for name in ("check_in", "training", "qbr", "success_plan", "renewal", "expansion")
    ]


def books(effort: Effort) -> list[Check]:
    """Return accounts and ARR per CSM by segment, from the hours that each segment's accounts took."""
    found = np.array([hours_and_arr(run) for run in range(min(effort.runs, FULLY_TOLD))])
    rows = []
    for at, name in enumerate(SEGMENTS):
        hours, arr = found[:, 0, at], found[:, 1, at]
        accounts = TARGET_LOAD * HOURS_PER_YEAR / hours
        rows += [
            shown(f"hours of a CSM per account and year, {name}", hours, "", plain),
            inside(f"accounts per CSM, {name}", accounts, *BOOKS[name], "[10-16]", plain),
            inside(f"ARR per CSM, {name}", accounts * arr, *ARR_PER_CSM[name], "[2,3,5,6]", money),
        ]
    return rows


def hours_and_arr(run: int) -> Values:
    """Return what an account that stayed for the year took of a CSM's present hours [h], and its ARR [$]: (2, S)."""
    told = cssim.simulate(company(Effort(1, 1)), seed=SEED, run=run)
    stayed = (told.accounts.joined == 0) & (told.accounts.closing > 0)
    spent = np.zeros(len(stayed))
    for fact in told.facts:
        if isinstance(fact, WorkDone) and fact.team == CSM and fact.time >= 0.0:
            spent[fact.account] += fact.hours
    of = [stayed & (told.accounts.segment == at) for at in range(len(SEGMENTS))]
    return np.array([[spent[one].mean() for one in of], [told.accounts.opening[one].mean() / 100 for one in of]])
