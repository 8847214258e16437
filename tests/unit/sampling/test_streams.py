"""Addressed draws: the published finalizer, uniformity, and no memory of what was drawn before."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cssim.sampling import streams
from cssim.sampling.streams import MASK64, PERIOD_RUN, PERIOD_SETTLING, Purpose, Streams, combine, mix, uniform_at

FALSE_ALARM = 1e-4


def test_the_finalizer_is_splitmix64s() -> None:
    """The first outputs of splitmix64 seeded with 1234567 are published with the reference implementation."""
    state, found = 1234567, []
    for _ in range(5):
        state = (state + 0x9E3779B97F4A7C15) & (2**64 - 1)
        found.append(mix(state))
    assert found == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]


@given(st.integers(0, 2**63 - 1), st.integers(0, 10**9), st.sampled_from(Purpose))
def test_a_draw_is_strictly_inside_the_unit_interval_and_repeats(key: int, n: int, purpose: Purpose) -> None:
    draws = Streams(7, 3, PERIOD_RUN)
    assert 0.0 < draws.uniform(purpose, key, n) < 1.0
    assert draws.uniform(purpose, key, n) == Streams(7, 3, PERIOD_RUN).uniform(purpose, key, n)


@pytest.mark.parametrize("bits", [0, MASK64])
def test_the_smallest_and_the_largest_draw_are_inside_too(bits: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "mix", lambda _: bits)
    assert 0.0 < uniform_at(1, Purpose.FIT, 2, 3) < 1.0


@pytest.mark.parametrize("vary", ["seed", "run", "period", "purpose", "key", "n"])
def test_draws_at_neighboring_addresses_are_uniform(vary: str) -> None:
    def draw(i: int) -> float:
        at = {"seed": 1, "run": 2, "period": PERIOD_RUN, "purpose": 5, "key": 99, "n": 0} | {vary: i}
        return Streams(at["seed"], at["run"], at["period"]).uniform(at["purpose"], at["key"], at["n"])

    sample = [draw(i) for i in range(20_000)]
    assert stats.kstest(sample, "uniform").pvalue > FALSE_ALARM
    assert stats.spearmanr(sample[:-1], sample[1:]).pvalue > FALSE_ALARM


def test_streams_of_two_purposes_are_uncorrelated() -> None:
    draws = Streams(1, 0, PERIOD_RUN)
    for one, other in itertools.combinations(list(Purpose)[:6], 2):
        pairs = [(draws.uniform(one, key, 0), draws.uniform(other, key, 0)) for key in range(2_000)]
        assert stats.pearsonr(*zip(*pairs, strict=True)).pvalue > FALSE_ALARM / 15


def test_settling_draws_are_not_those_of_the_run() -> None:
    settling, run = Streams(1, 0, PERIOD_SETTLING), Streams(1, 0, PERIOD_RUN)
    assert all(settling.uniform(4, key, 0) != run.uniform(4, key, 0) for key in range(1_000))


def test_keys_of_parts_do_not_collide() -> None:
    keys = {combine(combine(account, stream), n) for account in range(50) for stream in range(8) for n in range(100)}
    assert len(keys) == 50 * 8 * 100
    assert all(0 <= key < 2**63 for key in keys)
