"""One account's life on a page, under one design or two side by side, with dates."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from cssim.domain.ledger import REASONS
from cssim.plan.labels import AccountLabel
from cssim.reporting.events import Event, Life, events_of, reason_words
from cssim.reporting.numbers import count, hours, money, number
from cssim.reporting.tables import labelled, table
from cssim.reporting.words import legible, plain
from cssim.units import CENTS, MILLI, date_of_hours

_WIDTH: Final = 120
_DATE: Final = 10


class Story(NamedTuple):
    """What is told: the ``account`` index and its ``label``, ``run`` number, and one life per design."""

    account: int
    label: AccountLabel
    run: int
    seed: int
    lives: tuple[Life, ...]


def story(told: Story) -> str:
    """Return the story as text: what came of it, then what happened, day by day."""
    names = [plain(life.design) for life in told.lives]
    head = [
        ("Account", f"{legible(told.label.external_id)} {_other_name(told.label)}".strip()),
        ("Told", f"run {told.run} of seed {told.seed}, {' and '.join(names)}: one future of many"),
    ]
    rows = zip(*(outcome(life, told.account).items() for life in told.lives), strict=True)
    came = table(["what came of it", *names], [[row[0][0], *(cell[1] for cell in row)] for row in rows])
    return "\n\n".join([labelled(head), came, _timeline(told, names), labelled(list(_NOTES))])


def outcome(life: Life, account: int) -> dict[str, str]:
    """Return how an account fared, by what is told of it."""
    columns, currency = life.run.accounts, life.labels.currency
    requests = int(columns.requests[account])
    waits = columns.wait_milli[account] / MILLI
    reason = REASONS[int(columns.reason[account])]
    return {
        "ARR, opening to closing": f"{_whole(columns.opening[account], currency)} to "
        f"{_whole(columns.closing[account], currency)}",
        "outcome": f"left ({reason_words(reason)})" if reason else "still a customer",
        "health at the end": f"{columns.health[account]:.0f} of 100",
        "requests, all waits": f"{number(requests, 0)}, {hours(float(waits))}",
        "transfers": number(int(columns.transfers[account]), 0),
        "people met": number(int(columns.faces[account]), 0),
        "expected loss, all contracts": _whole(columns.expected_loss[account], currency),
    }


def document(told: Story) -> dict[str, Any]:
    """Return the story as plain values."""
    return {
        "account": {"index": told.account, **told.label._asdict()},
        "run": told.run,
        "seed": told.seed,
        "designs": {
            life.design: {
                "outcome": outcome(life, told.account),
                "events": [
                    {"date": _day(event, life), "time_hours": event.time, "text": event.text}
                    for event in events_of(life, told.account)
                ],
            }
            for life in told.lives
        },
    }


_NOTES: Final = (
    (
        "Reading",
        "in brackets what moved health noticeably, in log-odds of going on for another year; it fades with the "
        "half-life of its driver. Waits are working hours.",
    ),
    ("", "a design meets the same questions on the same days until its own doing changes them."),
)


def _timeline(told: Story, names: Sequence[str]) -> str:
    """Return the events of all designs by day, a column each; what falls on one day stands in one row."""
    by_day = [_by_day(life, events_of(life, told.account)) for life in told.lives]
    days = sorted({day for events in by_day for day in events})
    if not days:
        return "Nothing happened."
    width = (_WIDTH - _DATE) // len(names) - 2
    lines = ["  ".join(["date".ljust(_DATE), *(name.ljust(width) for name in names)])]
    lines.append("  ".join(["-" * _DATE, *("-" * width for _ in names)]))
    for day in days:
        cells = [
            [day],
            *([line for text in events.get(day, ()) for line in _wrapped(text, width)] for events in by_day),
        ]
        for row in zip_longest(*cells, fillvalue=""):
            lines.append("  ".join([row[0].ljust(_DATE), *(cell.ljust(width) for cell in row[1:])]).rstrip())
    happened = " and ".join(count(sum(map(len, events.values())), "event") for events in by_day)
    return "\n".join([*(line.rstrip() for line in lines), f"({happened})"])


def _by_day(life: Life, events: Sequence[Event]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for event in events:
        found.setdefault(_day(event, life), []).append(event.text)
    return found


def _day(event: Event, life: Life) -> str:
    return date_of_hours(event.time, life.labels.start).isoformat()


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, subsequent_indent="  ", break_on_hyphens=False)


def _other_name(label: AccountLabel) -> str:
    return "" if label.name in ("", label.external_id) else f"({legible(label.name)})"


def _whole(cents: Any, currency: str) -> str:
    return money(int(cents) / CENTS, currency, "")
