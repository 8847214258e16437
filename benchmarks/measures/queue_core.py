"""The queue-only reference workload: cssim's engines, what others wrote, and a loop written for it alone."""

from __future__ import annotations

from functools import partial
from typing import Final

from benchmarks import goals
from benchmarks.reference import agreement, tellers
from benchmarks.reference.agreement import Mean, Means
from benchmarks.reference.exact import digests
from benchmarks.reference.tellers import COMPILED, LOOP, NAIVE, TELLERS, Teller
from benchmarks.reference.workload import Workload
from benchmarks.section import Effort, Finding, Section, number, table
from benchmarks.timing import Times, contest

GOAL: Final = 2.0
_TEXT: Final = """\
1,000 accounts ask in Poisson streams of their own, 16.32 requests a year each; 20 CSMs answer, each his own 50
accounts or all as one pool; the work is lognormal with a mean of 2 h (σ 0.7), so that they are busy 85 % of the time;
{months} months, everybody begins with nothing to do. An event is a request asked, begun or done.

{peers}

Why these peers: Ciw is the Python library made for queueing networks, Mesa the one made for agents, and both are
commonly chosen for a model like this. salabim was tried and left out: at a twelfth of naive
SimPy's speed it would take more time than everything else on this page.
"""


def measure(effort: Effort) -> Section:
    """Time all tellers of the workload, pooled and assigned, and see whether they agree."""
    there = [teller for teller in TELLERS if teller.there]
    texts, ratios = [_text(effort)], []
    for pooled in (True, False):
        workload = Workload(pooled, months=effort.months)
        tells = {teller.name: teller.ready(workload) for teller in there}
        samples = {name: [tell(run) for run in range(effort.samples)] for name, tell in tells.items()}
        means = {name: agreement.means_of(told) for name, told in samples.items()}
        times = contest({name: partial(tell, 0) for name, tell in tells.items()}, effort.rounds)
        events = samples[NAIVE][0].events
        rows = [_row(teller, events, times, means) for teller in there]
        head = ("teller", "events/s", "× naive", "served in a run", "mean wait, h", "busy", "agrees with cssim")
        texts.append(f"### {workload.coverage.capitalize()}\n\n{table(head, rows)}\n\n{_exactness(workload)}")
        ratios.append(times.ratio(COMPILED, LOOP))
    measured = f"{ratios[0]:.1f} × pooled, {ratios[1]:.1f} × assigned"
    finding = Finding(goals.LOOP, measured, max(ratios) <= GOAL)
    return Section("Queue-only reference workload", "\n\n".join(texts), (finding,))


def _text(effort: Effort) -> str:
    rows = [(one.name, one.does, one.leaves_out) for one in TELLERS]
    peers = table(("teller", "what it does", "what it leaves out"), rows)
    return _TEXT.format(months=effort.months, peers=peers).rstrip()


def _exactness(workload: Workload) -> str:
    """Return a sentence about the digests of every event of one run."""
    found = digests(workload)
    if len(set(found.values())) > 1:
        return "Event by event the tellers with our draws do NOT agree: " + ", ".join(map(" ".join, found.items()))
    same = next(iter(found.values()))
    return (
        f"Times, accounts and people of every event of one run have the digest `{same}` in both engines and the loop."
    )


def _row(teller: Teller, events: int, times: Times, means: dict[str, Means]) -> tuple[str, ...]:
    mine, reference = means[teller.name], means[tellers.SIMPY]
    if teller.ours:
        agrees = "exactly" if mine.served == reference.served else "NO"
    else:
        distance = agreement.apart(mine, reference)
        agrees = f"{'yes' if distance <= agreement.LARGEST else 'NO'}, {distance:.1f} standard errors"
    return (
        teller.name,
        number(events / times.of(teller.name)),
        number(times.ratio(NAIVE, teller.name)),
        _shown(mine.served, 0),
        _shown(mine.wait, 3),
        _shown(mine.busy, 4),
        agrees,
    )


def _shown(mean: Mean, digits: int) -> str:
    return f"{mean.value:,.{digits}f} ± {mean.error:.{digits}f}"
