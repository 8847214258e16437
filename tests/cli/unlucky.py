"""Runs that go wrong, importable by worker processes."""

from __future__ import annotations

import os

from cssim.experiments import replicate
from cssim.experiments.jobs import Job

made_run = replicate.made_run
"""The one that goes well: the name in ``replicate`` is replaced by one of these."""


def raises_in_run_1(job: Job, study: str) -> bytes:
    if job.run == 1:
        raise RuntimeError("out of luck")
    return made_run(job, study)


def dies_in_run_1(job: Job, study: str) -> bytes:
    if job.run == 1:
        os._exit(1)
    return made_run(job, study)
