"""One account's life: whose it is, that nothing of it is left out, and that names cannot steer a terminal."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from tests import fake_runs
from tests.small import small

import cssim
from cssim.domain.facts import ContractEnded, CostLine, RequestRaised, WorkDone
from cssim.domain.ledger import CHURN, NEW
from cssim.experiments.story import first_to_leave, found_account, label_of, tell_story
from cssim.plan.labels import AccountLabel
from cssim.reporting.events import events_of
from cssim.reporting.story import Story, document, story
from cssim.reporting.words import legible

BOOK = (AccountLabel("A-1", "Ada Ltd"), AccountLabel("A-2", "Twin"), AccountLabel("A-3", "Twin"), AccountLabel("7", ""))


@cache
def told(*designs: str) -> Story:
    """Return the life of the account of the tiny company that asks most."""
    scenario = cssim.load("cssim:tiny")
    run = cssim.simulate(scenario, engine="simpy", recording="summary")
    return tell_story(scenario, str(int(run.accounts.requests.argmax())), designs, engine="simpy")


@pytest.mark.parametrize(("asked", "index"), [("A-1", 0), (" a-1 ", 0), ("ADA LTD", 0), ("7", 3), ("2", 2), ("0", 0)])
def test_an_account_is_found_by_id_then_name_then_index(asked: str, index: int) -> None:
    assert found_account(asked, BOOK) == index


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("twin", "2 accounts are called 'twin': A-2, A-3"),
        ("A-4", "there is no account 'A-4'; did you mean 'A-"),
        ("first-last", "did you mean 'first-lost'"),
        ("4", "an index from 0 to 3"),
        ("zzzzzz", "such as A-1"),
        ("", "there is no account ''"),
    ],
)
def test_an_unknown_account_is_refused_with_a_way_out(asked: str, words: str) -> None:
    with pytest.raises(cssim.InputError, match=words):
        found_account(asked, BOOK)


def test_an_account_that_came_later_has_a_number() -> None:
    assert label_of(4, BOOK).external_id == "#4" and label_of(1, BOOK).name == "Twin"


def test_everything_that_happened_is_told_once_and_in_order() -> None:
    life, account = told().lives[0], told().account
    events = events_of(life, account)
    assert [event.time for event in events] == sorted(event.time for event in events)
    facts = [fact for fact in life.run.facts if getattr(fact, "account", -1) == account]
    texts = [event.text for event in events]
    for kind, words in ((RequestRaised, "asks: "), (ContractEnded, "contract ends, ")):
        assert sum(text.startswith(words) for text in texts) == sum(isinstance(fact, kind) for fact in facts)
    done = sum(isinstance(fact, WorkDone) for fact in facts)
    assert sum(" by CSM " in text or " by specialist " in text or " by support " in text for text in texts) == done > 3
    assert sum("; ARR is " in text for text in texts) == (life.run.ledger.account == account).sum()


def test_what_moved_health_stands_with_its_cause() -> None:
    texts = [event.text for event in events_of(told().lives[0], told().account)]
    assert any(text.endswith(")") and "handed on to support (transfers −" in text for text in texts)


def test_people_have_a_role_and_a_number_and_no_name() -> None:
    life = told().lives[0]
    team = life.labels.teams.index("csm")
    assert life.people.called(team, 2) == "CSM 3" and not life.people.names
    two = life.people._replace(roles=("CSM",) * len(life.labels.teams))
    assert two.called(team, 2) == "CSM 3 of csm"


def test_two_designs_stand_side_by_side() -> None:
    text = story(told("named", "pooled"))
    [head] = [line for line in text.splitlines() if line.startswith("date")]
    assert head.split() == ["date", "named", "pooled"]
    assert "run 0 of seed" in text and "what came of it" in text
    assert max(map(len, text.splitlines())) <= 120


def test_a_fact_without_a_sentence_is_told_by_its_name() -> None:
    life = told().lives[0]

    class Surprised(tuple):  # type: ignore[type-arg]
        _fields = ("time", "account", "how_much")
        time, account, how_much = 5.0, told().account, 0.25

    run = life.run.__class__(**{**vars(life.run), "facts": (Surprised(),)})
    assert "surprised (how much 0.25)" in [event.text for event in events_of(life._replace(run=run), told().account)]


def test_what_happens_in_a_usual_company_has_a_sentence() -> None:
    """By name and fields is for what is new; work is never called by its key."""
    for account in range(10):
        texts = [event.text for event in events_of(told().lives[0], account)]
        assert texts and not [text for text in texts if re.search(r"\((work|topic|event|before) ", text)]


def test_facts_about_nobody_are_left_out() -> None:
    assert any(isinstance(fact, CostLine) for fact in told().lives[0].run.facts)
    assert not any("cost line" in event.text for event in events_of(told().lives[0], told().account))


def test_plain_values() -> None:
    found = document(told("named", "pooled"))
    assert set(found["designs"]) == {"named", "pooled"}
    assert all(event["date"] and event["text"] for event in found["designs"]["named"]["events"])


def test_names_of_files_cannot_steer_a_terminal() -> None:
    assert legible("Acme\x1b[31m\n") == "Acme\ufffd[31m\ufffd"
    assert legible("漢字 Ünïcode <b>") == "漢字 Ünïcode <b>"
    assert len(legible("x" * 10_000)) == 60


def test_the_first_to_leave() -> None:
    scenario = small(customers__segments__small__new_logo_churn=0.9, customers__segments__small__logo_churn=None)
    scenario = scenario.model_copy(update={"settle": 0.0})
    run = cssim.simulate(scenario, engine="simpy", recording="money")
    [left] = np.flatnonzero(run.ledger.kind == CHURN)[:1]
    assert first_to_leave([run], ["today"]) == run.ledger.account[left]
    with pytest.raises(cssim.InputError, match="nobody leaves under one design only in run 0 of today and other"):
        first_to_leave([run, run], ["today", "other"])


def test_nobody_leaves() -> None:
    run = told().lives[0].run
    keep = run.ledger.kind != CHURN
    columns = {name: column[keep] for name, column in vars(run.ledger).items()}
    kept = run.__class__(**{**vars(run), "ledger": run.ledger.__class__(**columns)})
    with pytest.raises(cssim.InputError, match="nobody leaves in run 0 of named"):
        first_to_leave([kept], ["named"])


def test_who_came_back_and_left_again_left_the_first_time() -> None:
    times = [(2.5, 1, CHURN, -100), (3.5, 0, CHURN, -100), (9.0, 1, NEW, 70), (20.0, 1, CHURN, -70)]
    run = fake_runs.run_of(fake_runs.story([100, 100, 100], times), months=24)
    assert first_to_leave([run], ["today"]) == 1
