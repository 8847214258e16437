"""Record arrays follow the rows of the plan."""

from __future__ import annotations

import numpy as np
import pytest

from cssim.engine.compiled import rows
from cssim.plan.tables import (
    AccountRow,
    AccountTable,
    EffectRow,
    ExpansionRow,
    PlayRow,
    RenewalRow,
    RequestTypeRow,
    RoutingRow,
    SegmentRow,
    TeamRow,
)


@pytest.mark.parametrize(
    ("kind", "row", "elsewhere"),
    [
        (rows.SEGMENT, SegmentRow, {"plays"}),
        (rows.PLAY, PlayRow, set()),
        (rows.REQUEST_TYPE, RequestTypeRow, set()),
        (rows.TEAM, TeamRow, {"seats"}),
        (rows.PLAN_ACCOUNT, AccountRow, set()),
        (rows.RUN, EffectRow, set()),
        (rows.RUN, RoutingRow, set()),
        (rows.RUN, RenewalRow, set()),
        (rows.RUN, ExpansionRow, set()),
    ],
)
def test_every_number_of_the_plan_has_a_column(kind: np.dtype[np.void], row: type, elsewhere: set[str]) -> None:
    assert set(row._fields) - elsewhere <= set(kind.names or ())


def test_the_accounts_of_a_plan_are_read_as_they_stand() -> None:
    assert rows.PLAN_ACCOUNT.itemsize == AccountTable.DTYPE.itemsize
    assert {name: field[1] for name, field in rows.PLAN_ACCOUNT.fields.items()} == {
        name: field[1] for name, field in AccountTable.DTYPE.fields.items()
    }
