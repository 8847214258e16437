"""Story: one run with every fact, to follow one account through it, under one design or two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from cssim.domain.ledger import CHURN
from cssim.engine.recorder import ALL
from cssim.errors import InputError
from cssim.experiments.engine_choice import OnChoice, nobody_asks
from cssim.experiments.jobs import run_each
from cssim.experiments.people import people_of
from cssim.experiments.progress import OnProgress, nobody_watches
from cssim.experiments.study import prepare, with_settings
from cssim.plan.labels import AccountLabel
from cssim.plan.lower import lower
from cssim.reporting.events import Life
from cssim.reporting.story import Story
from cssim.results.run import Run
from cssim.scenario.language import designs as of_scenario
from cssim.scenario.schema import Scenario
from cssim.scenario.suggest import hint, shown

FIRST_LOST: Final = "first-lost"
"""Names the account that leaves first under the first design told of."""
FIRST_FLIPPED: Final = "first-flipped"
"""Names the account that leaves first of those that leave under one of two designs only."""


def tell_story(
    scenario: Scenario,
    account: str,
    designs: Sequence[str] = (),
    run: int = 0,
    *,
    engine: str = "auto",
    show_people: bool = False,
    anonymise: bool = False,
    on_progress: OnProgress = nobody_watches,
    on_choice: OnChoice = nobody_asks,
) -> Story:
    """Return the life of one account in one run, the same that :func:`cssim.compare` counts.

    Parameters
    ----------
    account
        Its id, its name, its index in the book (from 0), ``first-lost`` or, of two designs, ``first-flipped``.
    designs
        Names of the designs; the first one of the scenario by default.
    show_people
        Also say the names of people, as far as a roster or the customer book tells them.
    anonymise
        Tell of a customer without a name; who asks for it by name knows it all the same.

    Raises
    ------
    InputError
        If there is no such account, or several of that name; if a design does not exist, or the run is none.
    """
    if run < 0:
        raise InputError.of(f"{run} is not the number of a run; give 0, 1, 2 ...", path="run")
    chosen = list(dict.fromkeys(designs)) or [of_scenario.names(scenario)[0]]
    study = prepare(with_settings(scenario, runs=1), chosen, None, on_progress, engine, on_choice=on_choice)
    labels = lower(study.chosen[0].scenario, study.opening).labels
    of_what_happens = account in (FIRST_LOST, FIRST_FLIPPED)
    index = -1 if of_what_happens else found_account(account, labels.accounts)
    runs = run_each(study.job(run), ALL)
    if of_what_happens:
        index = first_to_leave(runs[:1] if account == FIRST_LOST else runs, chosen)
    if anonymise:
        study = study.anonymised()
        labels = lower(study.chosen[0].scenario, study.opening).labels
    lives = tuple(
        Life(design.name, each, lower(design.scenario, study.opening).labels,
             people_of(study, design.scenario, named=show_people))
        for design, each in zip(study.chosen, runs, strict=True)
    )  # fmt: skip
    return Story(index, label_of(index, labels.accounts), run, study.scenario.seed, lives)


def found_account(asked: str, accounts: Sequence[AccountLabel]) -> int:
    """Return the index of the account that has this id, else this name, else this index.

    Raises
    ------
    InputError
        With the nearest id or name, or with the ids of those that share a name.
    """
    wanted = asked.strip().casefold()
    for names in ([one.external_id for one in accounts], [one.name for one in accounts]):
        places = [at for at, name in enumerate(names) if wanted and name.strip().casefold() == wanted]
        if len(places) == 1:
            return places[0]
        if places:
            ids = ", ".join(accounts[at].external_id for at in places[:6])
            raise InputError.of(f"{len(places)} accounts are called {shown(asked)}: {ids}", path="ACCOUNT")
    if wanted.isdecimal() and int(wanted) < len(accounts):
        return int(wanted)
    known = [name for one in accounts for name in (one.external_id, one.name) if name]
    example = f", such as {accounts[0].external_id}" if accounts else ""
    near = hint(asked, [*known, FIRST_LOST, FIRST_FLIPPED]) or (
        f"; write an id{example}, a name, an index from 0 to {len(accounts) - 1}, {FIRST_LOST} or {FIRST_FLIPPED}"
    )
    raise InputError.of(f"there is no account {shown(asked)}{near}", path="ACCOUNT")


def first_to_leave(runs: Sequence[Run], designs: Sequence[str]) -> int:
    """Return the index of the account that leaves first; of several runs, in one of them and not in all.

    Raises
    ------
    InputError
        If there is none.
    """
    left = [
        # backwards, so that of a customer who came back and left again the first time stays
        {int(account): float(time) for account, time in zip(run.ledger.account[at], run.ledger.time[at], strict=True)}
        for run in runs
        for at in [np.flatnonzero((run.ledger.kind == CHURN) & (run.ledger.amount < 0))[::-1]]
    ]
    everywhere = set.intersection(*map(set, left)) if len(runs) > 1 else set()
    candidates = [(time, account) for each in left for account, time in each.items() if account not in everywhere]
    if not candidates:
        where = " and ".join(designs[: len(runs)])
        apart = " under one design only" if len(runs) > 1 else ""
        message = f"nobody leaves{apart} in run {runs[0].run} of {where}: name an account, or another --run"
        raise InputError.of(message, path="ACCOUNT")
    return min(candidates)[1]


def label_of(index: int, accounts: Sequence[AccountLabel]) -> AccountLabel:
    """Return what an account is called; one that came later has no id of the book."""
    return accounts[index] if index < len(accounts) else AccountLabel(f"#{index}", "")
