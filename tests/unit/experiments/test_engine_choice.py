"""Which engine runs: as asked, or the compiled one where it is ready or pays."""

from __future__ import annotations

import pytest
from tests import builders

from cssim.engine import engines
from cssim.errors import InputError
from cssim.experiments import engine_choice
from cssim.experiments.engine_choice import choose_engine, simpy_seconds


@pytest.mark.parametrize(
    ("installed", "warm", "seconds", "engine", "says"),
    [
        (False, False, 600.0, "simpy", 'about 10 min; pip install "cssim[fast]"'),
        (True, True, 0.1, "compiled", "compiled before"),
        (True, False, 59.0, "simpy", "about 59 s; cssim doctor --warm"),
        (True, False, 61.0, "compiled", "compiled first, once; SimPy takes about 61 s"),
        (True, False, 7200.0, "compiled", "2 h"),
    ],
)
def test_auto_takes_the_compiled_engine_where_it_is_ready_or_pays(
    installed: bool, warm: bool, seconds: float, engine: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_choice, "installed", lambda: installed)
    monkeypatch.setattr(engine_choice, "is_warm", lambda: warm)
    choice = choose_engine("auto", seconds)
    assert (choice.asked, choice.name) == ("auto", engine)
    assert says in str(choice)


def test_auto_takes_simpy_where_compiled_code_cannot_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str) -> engines.Engine:
        raise InputError.of("no place for its cache", path="engine")

    monkeypatch.setattr(engine_choice, "installed", lambda: True)
    monkeypatch.setattr(engine_choice, "is_warm", lambda: False)
    monkeypatch.setattr(engine_choice, "engine_named", nowhere)
    choice = choose_engine("auto", 600.0)
    assert choice.name == "simpy" and "no place for its cache" in str(choice)


def test_where_a_precision_may_ask_for_more_the_time_is_that_of_the_first_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_choice, "installed", lambda: False)
    assert "about 2 min for the first 30 runs; pip install" in str(choose_engine("auto", 110.0, 30))


def test_what_is_asked_for_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda: True)
    assert choose_engine("simpy", 1e6).name == "simpy"
    assert choose_engine("compiled", 0.0).name == "compiled"


def test_what_cannot_be_taken_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError, match="'fast' is not one of auto, simpy, compiled"):
        choose_engine("fast", 1.0)
    monkeypatch.setattr(engines, "installed", lambda: False)
    with pytest.raises(InputError, match=r"cssim\[fast\]"):
        choose_engine("compiled", 1.0)


def test_the_time_in_simpy_grows_with_accounts_requests_check_ins_and_years() -> None:
    def seconds(accounts: int, rate: float, interval: float, years: float) -> float:
        book = [builders.account(i) for i in range(accounts)]
        return simpy_seconds(builders.plan(12, [builders.segment((rate,), interval)], book), years)

    one = seconds(10, 12.0, 160.0, 1.0)
    assert one > 0.0
    assert seconds(20, 12.0, 160.0, 1.0) == pytest.approx(2 * one)
    assert seconds(10, 24.0, 80.0, 1.0) == pytest.approx(2 * one)
    assert seconds(10, 12.0, 160.0, 2.0) == pytest.approx(2 * one)
    assert seconds(10, 0.0, 0.0, 2.0) == 0.0
