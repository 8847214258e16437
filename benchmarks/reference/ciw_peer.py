"""The reference workload in Ciw, a library of queueing networks.

Ciw knows queues and not accounts: it gets the merged stream of all accounts of a line, which by the laws of Poisson
is the same and less to do than a stream per account. Its draws are its own.
"""

from __future__ import annotations

import ciw

from benchmarks.reference.workload import Outcome, Workload


def simulate(workload: Workload, seed: int) -> Outcome:
    """Tell the workload once."""
    lines = 1 if workload.pooled else workload.csms
    rate = workload.arrivals_per_hour / lines
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Exponential(rate) for _ in range(lines)],
        service_distributions=[ciw.dists.Lognormal(workload.log_mean, workload.sigma) for _ in range(lines)],
        number_of_servers=[workload.csms // lines] * lines,
        routing=[[0.0] * lines for _ in range(lines)],
    )
    ciw.seed(seed)
    told = ciw.Simulation(network)
    told.simulate_until_max_time(workload.end)
    records = told.get_all_records(only=["service"])
    asked = sum(node.number_of_individuals for node in told.nodes[1:-1]) + len(records)
    wait = sum(record.waiting_time for record in records) / len(records)
    busy = sum(record.service_time for record in records) / (workload.csms * workload.end)
    return Outcome(asked, len(records), wait, busy)
