"""The answer in sentences."""

from __future__ import annotations

import pytest
from tests.unit.reporting.studies import setting, study, with_verdicts

from cssim.reporting.answer import answer, by_gain, headline
from cssim.results.doubts import Decisive, Doubt
from cssim.results.statistics import Verdict
from cssim.results.studies import Comparison

BETTER, WORSE, SAME, OPEN = Verdict.BETTER, Verdict.WORSE, Verdict.NO_DIFFERENCE, Verdict.NOT_SETTLED


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([BETTER], "DESIGN 1 IS BETTER, on retained ARR"),
        ([WORSE], "NAMED IS BETTER, on retained ARR"),
        ([SAME], "NO DIFFERENCE THAT MATTERS, on"),
        ([OPEN], "NOT SETTLED, on"),
        ([BETTER, OPEN, WORSE], "DESIGN 1 BEATS named, on"),
        ([BETTER, BETTER], "DESIGN 1 AND DESIGN 2 BEAT named, on"),
        ([SAME, SAME], "NO DIFFERENCE THAT MATTERS: take the cheaper, or the easier to undo, on"),
        ([WORSE, SAME], "NO DESIGN BEATS NAMED, on"),
        ([WORSE, OPEN], "NOT SETTLED, on"),
    ],
)
def test_headlines(verdicts: list[Verdict], words: str) -> None:
    assert headline(with_verdicts(*verdicts)).startswith(words)


def test_one_design_is_no_comparison() -> None:
    alone = with_verdicts()
    assert headline(alone) == "There is one design only: nothing to compare."
    text = " ".join(answer(alone, setting()).split())
    assert "nothing to compare. Cost in month 3 named $" in text
    assert "k. Hiring is in it; the change itself is not." in text


def test_the_largest_gain_comes_first() -> None:
    assert [one.verdict for one in by_gain(with_verdicts(WORSE, BETTER, SAME))] == [BETTER, SAME, WORSE]


def test_the_whole_screen() -> None:
    text = " ".join(answer(study(), setting()).split())
    assert text.startswith("Question from steady: every design starts from today's settled stocks;")
    assert "the change itself costs nothing. Which one? 3 months from 2027-01, as written; baseline: named." in text
    for words in ("Model check ten accounts; opening ARR $", "Answer", "pooled against named:", "What matters: $",
                  "Best on average:", "Cost in month 3 named $", "2 runs: these are few", "22 uncertain numbers drawn",
                  "Next cssim demo", "retained_arr.m3, expected", "to month 3: net", "work in month 3"):  # fmt: skip
        assert words in text, words


def test_statistics_words_stay_in_the_methods() -> None:
    before = answer(study(), setting()).split("Methods")[0].lower()
    for word in ("student", "posterior", "bonferroni", "prediction interval", "p-value", "significan"):
        assert word not in before


def test_a_total_that_ties_and_one_that_does_not() -> None:
    cents = round(study().figures("named", "arr_opening.m1")[0] * 100)
    assert "= control total" in answer(study(), setting(control_cents=cents))
    assert "$0.07 off the control total" in " ".join(answer(study(), setting(control_cents=cents - 7)).split())


def test_doubts_are_said_once_and_in_money() -> None:
    decisive = Decisive("health.neglect.target", "effect of never being touched", 0.8)
    doubt = Doubt("pooled", "named", "pooled", 2_300.0, 0.0, decisive, True)
    text = " ".join(answer(study(), setting(doubts=(doubt,))).split())
    assert "If wrong choosing pooled over named, whose average is worse, loses on average $2,300" in text
    assert "effect of never being touched (health.neglect.target); measure that first." in text
    assert "easier to undo: staying with named." in text


def test_more_runs_are_promised_for_the_average_only() -> None:
    few = " ".join(answer(_with_standings(with_verdicts(OPEN, needed=500)), setting()).split())
    assert "about 500 runs would pin it down. They narrow the average, not the range." in few
    enough = " ".join(answer(_with_standings(with_verdicts(OPEN, needed=2)), setting()).split())
    assert "More runs will not settle it" in enough


def _with_standings(found: Comparison) -> Comparison:
    found.__dict__["standings"] = study().standings[:1]
    return found
