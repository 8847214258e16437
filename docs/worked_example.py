"""The worked example of docs/model.md: five accounts, followed with nothing but a calculator.

The arithmetic is written out here a second time, in the words of the page and without the model's own functions. Only
what is drawn is taken from a run: when questions and check-ins come, which question is passed on, and what the coins
say. A test holds every fact of the run against it. ``python docs/worked_example.py`` writes the block into the page.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Final, NamedTuple

import cssim
from cssim.domain.facts import ContractEnded, RequestRaised, SlotDue
from cssim.results.run import Run

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "model.md"
SCENARIO: Final = ROOT / "scenarios" / "five_accounts.yaml"
BEGIN, END = "<!-- generated: five accounts -->\n", "<!-- end generated -->"
NAMES: Final = ("A-1", "A-2", "A-3", "A-4", "A-5")
DRIVERS: Final = ("adoption", "relationship", "service", "transfers", "neglect")
MONTH: Final = 160.0
HALF_LIVES: Final = {"adoption": 9, "relationship": 12, "service": 4, "transfers": 4, "neglect": 6}
TARGETS: Final = {"neglect": -0.7}
AVAILABILITY: Final = 0.6
LOGIT_OF_FILE: Final = math.log(0.9 / 0.1)


class Post(NamedTuple):
    """One amount by hand: ``amount`` = ``share`` x (``level`` - ``before``), or what is said in its place."""

    time: float
    why: str
    driver: str
    level: float | None
    before: float
    share: float | None
    amount: float


class Ledger:
    """What one account's drivers are worth, by hand."""

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.contacts: list[tuple[str, float]] = []

    def value(self, driver: str, time: float) -> float:
        """Return a stock: what is left of the way to its target, and of every amount."""
        hours = HALF_LIVES[driver] * MONTH
        target = TARGETS.get(driver, 0.0)
        own = [one for one in self.posts if one.driver == driver]
        return target * (1 - 2 ** (-time / hours)) + sum(one.amount * 2 ** (-(time - one.time) / hours) for one in own)

    def post(self, time: float, why: str, driver: str, level: float, share: float) -> None:
        """Close a share of the gap to a level."""
        before = self.value(driver, time)
        self.posts.append(Post(time, why, driver, level, before, share, share * (level - before)))

    def give_back(self, time: float, why: str, cost: Post) -> None:
        """Take back half of what is left of what a question cost."""
        left = cost.amount * 2 ** (-(time - cost.time) / (HALF_LIVES["service"] * MONTH))
        self.posts.append(Post(time, why, "service", None, self.value("service", time), None, -0.5 * left))

    def contact(self, time: float, why: str, person: str, share: float) -> None:
        """Meet a person: the better known he is, the more of the relationship he can build; neglect is halved."""
        self.contacts.append((person, time))
        n = sum(2 ** (-(time - then) / (9 * MONTH)) for who, then in self.contacts if who == person)
        self.post(time, why, "relationship", 0.45 * (1 - 2 ** (-n / 4)), share)
        self.post(time, why, "neglect", 0.0, 0.5)


def passed_on(asked: float) -> Ledger:
    """Return what a question asked at ``asked`` [h] does that a CSM passes on at once to a consultant."""
    told = Ledger()
    looked_at = asked + 0.3 / AVAILABILITY
    answered = looked_at + 2 * 1.1 / AVAILABILITY
    told.post(asked, "a question is raised", "service", -0.8, 0.02)
    told.contact(looked_at, "the CSM looks at it for 0.3 h", "CSM", 0.06)
    told.post(looked_at, "and passes it on", "transfers", -0.6, 0.08)
    told.post(answered, "the consultant hears it all again", "transfers", -0.6, 0.05)
    told.contact(answered, "works on it for 2 × 1.1 h", "consultant", 0.06)
    told.give_back(answered, "and answers well", told.posts[0])
    told.post(answered, "so that it is understood", "adoption", 0.6, 0.08)
    return told


def checked_in(times: list[float]) -> Ledger:
    """Return what check-ins do that fall due at ``times`` [h] and are held at once."""
    told = Ledger()
    for due in times:
        held = due + 1.5 / AVAILABILITY
        told.contact(held, "a check-in of 1.5 h", "CSM", 0.10)
        told.post(held, "a check-in of 1.5 h", "adoption", 0.6, 0.08 * 0.825)
    return told


class Contract(NamedTuple):
    """The end of a contract by hand: index, churn, expected churn and downsell in whole cents."""

    health: float
    churn: float
    expected_churn: int
    expected_downsell: int


def contract_end(stocks: list[float], arr: int) -> Contract:
    """Return what is to be expected at the end of a contract of one year over ``arr`` [cents]."""
    health = LOGIT_OF_FILE + sum(stocks)
    churn = 1 / (1 + math.exp(health))
    downsell = (1 - churn) * 0.65 * 2 * churn * round(0.30 * arr)
    return Contract(health, churn, round(churn * arr), round(downsell))


def shares(stocks: list[float], arr: int) -> list[float]:
    """Return the rise in expected loss [cents] by driver, against an account without any of them."""
    health = LOGIT_OF_FILE + sum(stocks)
    chord = (_logistic(health) - _logistic(LOGIT_OF_FILE)) / (health - LOGIT_OF_FILE)
    return [-arr * stock * chord for stock in stocks]


def simulated() -> Run:
    """Return the run of the scenario, with every fact, as the SimPy engine tells it."""
    return cssim.simulate(cssim.load(SCENARIO), engine="simpy")


def first_question(run: Run, account: int) -> float:
    """Return when an account first asks [h]."""
    return next(fact.time for fact in run.facts if isinstance(fact, RequestRaised) and fact.account == account)


def check_ins(run: Run, account: int) -> list[float]:
    """Return when check-ins fall due [h], up to the end of the contract."""
    end = next(fact.time for fact in run.facts if isinstance(fact, ContractEnded) and fact.account == account)
    found = [fact.time for fact in run.facts if isinstance(fact, SlotDue) and fact.account == account]
    return [time for time in found if time < end]


def block() -> str:
    """Return the part of the page."""
    run = simulated()
    ends = [fact for fact in run.facts if isinstance(fact, ContractEnded)]
    arr = int(run.accounts.opening[1])
    by_hand = checked_in(check_ins(run, 1))
    stocks = [by_hand.value(driver, ends[1].time) for driver in DRIVERS]
    found = contract_end(stocks, arr)
    return _TEXT.format(
        question=_table(passed_on(first_question(run, 0)).posts),
        visits=_table(by_hand.posts),
        stocks=" + ".join(f"({stock:.6f})" for stock in stocks if stock),
        fit=f"{LOGIT_OF_FILE:.6f}",
        health=f"{found.health:.6f}",
        churn=f"{found.churn:.6f}",
        expected=f"${found.expected_churn / 100:,.2f}",
        downsell=f"${found.expected_downsell / 100:,.2f}",
        causes="\n".join(_cause(*pair) for pair in zip(DRIVERS, shares(stocks, arr), strict=True) if pair[1]),
        gap=f"${arr * (_logistic(LOGIT_OF_FILE) - _logistic(found.health)) / 100:,.2f}",
        ends="\n".join(_end(fact, run) for fact in ends),
        bridge=_bridge(run),
    )


def filled(page: str) -> str:
    """Return the page with its block as it is today."""
    before, rest = page.split(BEGIN)
    return before + BEGIN + block() + END + rest.split(END, 1)[1]


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))


def _table(posts: list[Post]) -> str:
    rows = [
        f"| {one.time:.3f} | {one.why} | {one.driver} | {_number(one.level)} | {one.before:.6f} | {_number(one.share)} "
        f"| {one.amount:.6f} |"
        for one in posts
    ]
    return "\n".join(["| hour | what | driver | ℓ | x before | s | amount |", "|---|---|---|---|---|---|---|", *rows])


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.4g}"


def _cause(driver: str, share: float) -> str:
    return f"| {driver} | ${share / 100:,.2f} |".replace("$-", "−$")


def _end(fact: ContractEnded, run: Run) -> str:
    at = (run.ledger.account == fact.account) & (run.ledger.time == fact.ends)
    change = int(run.ledger.amount[at].sum())
    became = "leaves" if not fact.renewed else f"buys ${-change / 100:,.2f} less" if change < 0 else "goes on"
    lost = (fact.expected_churn + fact.expected_downsell) / 100
    return (
        f"| {NAMES[fact.account]} | {fact.time:.0f} | ${fact.arr / 100:,.2f} | {fact.health:.4f} | {fact.churn:.4f} "
        f"| ${lost:,.2f} | {became} |"
    )


def _bridge(run: Run) -> str:
    opening, closing = int(run.accounts.opening.sum()), int(run.accounts.closing.sum())
    gone = run.accounts.closing == 0
    churn = int(run.accounts.opening[gone].sum())
    return (
        f"${opening / 100:,.2f} − ${churn / 100:,.2f} churn − ${(opening - churn - closing) / 100:,.2f} downsell "
        f"= ${closing / 100:,.2f}; net retention to date {closing / opening:.1%}"
    ).replace("%", " %")


_TEXT: Final = """\
`scenarios/five_accounts.yaml` has five customers, one CSM who closes 45 % of questions alone, and one consultant, for
half a year; work always takes as long, 60 % of an hour is for customers, and nothing else happens. When things happen
is drawn; all that follows can be done with a calculator. `cssim story scenarios/five_accounts.yaml A-2` tells it in
words, and a test does it again, number by number.

**A question that is passed on.** A-1 asks; the CSM cannot close it. Each row closes a share s of the gap between a
stock x and a level ℓ. The level of the relationship is 0.45 · (1 − 2^(−n/4)), n contacts with this person, each worth
half after 9 months; a good answer gives back half of what is left of what asking cost.

{question}

**Two check-ins and the end of a contract.** A-2 never asks. Neglect drifts towards −0.7 with a half-life of 6 months
until somebody calls; a check-in teaches 0.08 · 0.825, the share of a generalist.

{visits}

At hour 480 its contract over $36,000.00 ends. The file says that 10 % leave in a year, ln(0.9 / 0.1) = {fit}; the
stocks, decayed to that hour, are added (no reference is taken off: there is no baseline in this file):

    h = {fit} + {stocks} = {health}
    churn = 1 / (1 + e^h) = {churn}      expected: {expected} churn, {downsell} downsell

Downsell is 30 % of ARR with probability 0.65 · 2 · churn if it goes on. Against 10 % of $36,000.00, the expected churn
of an account without any of these stocks, it is {gap} more, driver by driver (−a · x · D, D the slope of the chord):

| driver | rise in expected churn |
|---|---|
{causes}
| together | {gap} |

**All contracts that end**, and what the coins say:

| account | hour | at stake | h | churn | expected loss | what happens |
|---|---|---|---|---|---|---|
{ends}

Together: {bridge}.
A-5 is locked until July.
"""

if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
