"""What the answer says of the scenario behind a comparison, beside its numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cssim.cli.session import Asked
from cssim.scenario.packaged import PACKAGED

if TYPE_CHECKING:
    from cssim.experiments.study import Study
    from cssim.reporting.answer import Setting
    from cssim.reporting.report import Background
    from cssim.results.store import Manifest
    from cssim.results.studies import Comparison


def setting_of(asked: Asked, study: Study, found: Comparison) -> Setting:
    """Return the setting of a finished comparison."""
    from cssim.experiments.open_questions import doubts_of
    from cssim.reporting.answer import Setting

    scenario = study.today.scenario
    segments = scenario.customers.segments.items()
    return Setting(
        question=study.scenario.name,
        customers=_customers(study),
        control_cents=scenario.customers.control_total,
        churn=tuple((name, one.logo_churn) for name, one in segments if one.logo_churn is not None),
        guesses=len(study.assumptions),
        doubts=doubts_of(found, study.scenario),
        command=_next(asked, found),
    )


def setting_of_run(asked: Asked, study: Study) -> Setting:
    """Return the setting of a finished run of one design."""
    from cssim.reporting.answer import Setting

    total = study.today.scenario.customers.control_total
    command = f"cssim compare {asked.files[0]}   (its designs)" if len(study.scenario.designs) > 1 else "cssim list"
    return Setting(study.scenario.name, _customers(study), total, (), len(study.assumptions), (), command)


def background_of(study: Study, setting: Setting, manifest: Manifest) -> Background:
    """Return what the report of a finished study says beside its numbers."""
    from cssim.reporting.report import AssumptionRow, Background
    from cssim.reporting.report.background import what_counts

    rows = tuple(
        AssumptionRow(
            one.label, one.path, f"{one.center:g} {one.unit}", f"{one.low:g} to {one.high:g}", one.evidence or "guess"
        )
        for one in study.assumptions
    )
    book = study.scenario.customers.book is not None
    return Background(setting, rows, what_counts(manifest.document()), book)


def _customers(study: Study) -> str:
    book = study.scenario.customers.book
    accounts = f"{len(study.opening.accounts):,} accounts"
    if book is None:
        return f"no customer book and no last year of yours: a typical company, {accounts} made up from its segments"
    return f"no last year of yours: a typical company with your customer list, {accounts} of {Path(book).name}"


def _next(asked: Asked, found: Comparison) -> str:
    """Return the command that would say most next."""
    from cssim.reporting.answer import ENOUGH_RUNS

    file = asked.files[0]
    if found.runs < ENOUGH_RUNS:
        return f"cssim compare {' '.join(asked.files)} --runs {ENOUGH_RUNS} --out results"
    best = max(found.standings, key=lambda one: one.best_mean).design
    start = "cssim init plan" if file.startswith(PACKAGED) else f"cssim validate {file}"
    return f"cssim run {file} --design {best}   (its projection); {start}   (your own numbers)"
