"""The baseline: numbers measured once of today's organization, stored in the scenario and kept for all designs."""

from __future__ import annotations

from collections.abc import Mapping

from cssim.part import Part, field
from cssim.quantities import Number, Share


class Settled(Part):
    """Mean stock of each driver under the first design at time 0."""

    adoption: Number = field(about="mean stock of adoption", unit="log-odds")
    relationship: Number = field(about="mean stock of relationship", unit="log-odds")
    service: Number = field(about="mean stock of service", unit="log-odds")
    transfers: Number = field(about="mean stock of transfers", unit="log-odds")
    neglect: Number = field(about="mean stock of neglect", unit="log-odds")
    onboarding: Number = field(0.0, about="mean stock of onboarding", unit="log-odds")
    account_change: Number = field(0.0, about="mean stock of account change", unit="log-odds")
    pressure: Number = field(0.0, about="mean stock of pressure", unit="log-odds")
    readiness: Number = field(0.0, about="mean stock of readiness", unit="log-odds")
    product_gap: Number = field(0.0, about="mean stock of the product gap", unit="log-odds")
    outside: Number = field(0.0, about="mean stock of what comes from outside", unit="log-odds")


class SegmentBaseline(Part):
    """What was measured for one segment."""

    new_logo_churn: Share = field(about="yearly churn of a new customer (m)", unit="share a year")
    offset: Number = field(about="added to every account so that today's churn is given back", unit="log-odds")
    settled: Settled = field(about="mean stocks at time 0")
    health_mean: Number = field(0.0, about="mean health of its accounts at time 0", unit="log-odds")
    health_sd: Number = field(1.0, about="standard deviation of it", unit="log-odds", gt=0)


class Baseline(Part):
    """What was measured, and for which plan."""

    of: str = field("", about="digest of what it was measured for; without it the numbers are taken as they are")
    segments: Mapping[str, SegmentBaseline] = field(about="measured numbers by segment", min_length=1)
