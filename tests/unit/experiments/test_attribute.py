"""cssim.attribute: the same runs that a comparison makes, explained to the cent in each."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

import cssim
from cssim.experiments.attribute import attribute
from cssim.results.attribution import BRIDGE_LINES, REFERENCES
from cssim.results.why import Attribution


@cache
def explained(**changes: object) -> Attribution:
    """Return why the pooled design of the tiny company differs from the named one, over four runs."""
    settings: dict[str, object] = {"runs": 4, "engine": "simpy", **changes}
    return cssim.attribute(cssim.load("cssim:tiny"), "named", "pooled", **settings)  # type: ignore[arg-type]


def test_every_run_adds_up_to_the_difference_of_closing_arr() -> None:
    found = explained()
    assert found.bridge.shape == (4, len(BRIDGE_LINES))
    assert (found.bridge.sum(axis=1) == found.closing[:, 1] - found.closing[:, 0]).all()
    for at in range(len(REFERENCES)):
        assert (found.explained[:, at].sum(axis=2) == found.lost[:, at].sum(axis=2)).all()


def test_they_are_the_runs_of_a_comparison() -> None:
    compared = cssim.compare(cssim.load("cssim:tiny"), runs=4, engine="simpy")
    for at, design in enumerate(("named", "pooled")):
        cents = np.round(100 * compared.figures(design, "arr_closing.m3")).astype(np.int64)
        assert (cents == explained().closing[:, at]).all()
        months = [100 * compared.figures(design, f"churn.m{month}") for month in (1, 2, 3)]
        churned = np.round(months).astype(np.int64).sum(axis=0)
        assert (explained().explained[:, 0, at].sum(axis=1) == churned).all()


def test_lines_sums_and_documents_agree() -> None:
    found = explained()
    assert sum(one.mean for one in found.lines.values()) == pytest.approx(found.difference.mean, abs=1e-6)
    surely = [one.mean for line, one in found.lines.items() if line.group != "chance"]
    assert sum(surely) == pytest.approx(found.expected.mean, abs=1e-6)
    document = found.document()
    assert document["difference"]["mean"] == pytest.approx(found.difference.mean)
    assert len(found.summary()) == len(found.lines) == len(document["lines"])
    for at in (0, 1):
        parts = found.of_design(at)
        assert sum(one.mean for line, one in parts.items() if line != "churn") == pytest.approx(parts["churn"].mean)
        assert sum(found.reasons(at).values()) == pytest.approx(parts["churn"].mean)


def test_the_table_of_a_file_adds_up() -> None:
    found, frame = explained(), explained().frame()
    cents = frame[frame.about == "difference"].groupby("run").amount_cents.sum()
    assert (cents.to_numpy() == found.closing[:, 1] - found.closing[:, 0]).all()
    assert set(frame.baseline) == {"named"} and set(frame.run) == {0, 1, 2, 3}


def test_the_reference_of_today_explains_nothing_of_today() -> None:
    """Where nothing is drawn and nobody is told apart, the first design loses what it would at its own stocks."""
    found = explained(assumptions="fixed")
    parts = found.of_design(0)
    drivers = sum(one.mean for line, one in parts.items() if line not in ("reference", "year", "chance", "churn"))
    assert abs(drivers) < 0.5 * abs(parts["reference"].mean)


def test_the_reference_is_a_choice_and_changes_no_total() -> None:
    today, fit = explained(), explained(reference="fit")
    assert (today.closing == fit.closing).all() and today.lines == fit.lines
    assert today.of_design(1)["churn"] == fit.of_design(1)["churn"]
    assert today.of_design(1)["reference"] != fit.of_design(1)["reference"]


def test_the_number_of_processes_changes_nothing() -> None:
    assert explained().document() == explained(jobs=2).document()


def test_it_draws_itself() -> None:
    figure = explained().plot.bridge()
    words = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert "expected" in words and "all together" in words


@pytest.mark.parametrize(
    ("names", "changes", "words"),
    [
        (("named", "named"), {}, "named twice"),
        (("named", "poold"), {}, "did you mean 'pooled'"),
        (("named", "pooled"), {"runs": 1}, "too few"),
        (("named", "pooled"), {"reference": "wish"}, "not one of today, promise, fit"),
    ],
)
def test_what_cannot_be_explained(names: tuple[str, str], changes: dict[str, object], words: str) -> None:
    with pytest.raises(cssim.InputError, match=words):
        attribute(cssim.load("cssim:tiny"), *names, **changes)  # type: ignore[arg-type]
