"""Generated companies: number 217 is always the same one, and over a few hundred every option of the schema occurs.

They are written as files are, checked as files are, and lowered by the real door, so that the engines meet what a
user can write and nothing else. In a third of them time has a grid, so that much happens at the same instant.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple, get_args

from cssim.dynamics.plays import PLAYS
from cssim.plan.change import transition
from cssim.plan.lower import lower
from cssim.plan.opening import opening_book
from cssim.plan.tables import REQUEST_TYPES, Plan
from cssim.policies.conditions import PersonWhen
from cssim.scenario.company import MonthName
from cssim.scenario.contracts import Contracts, PriceUplift
from cssim.scenario.costs import Costs, Managers, Operations
from cssim.scenario.customers import RequestRates
from cssim.scenario.digital import DigitalProgramme
from cssim.scenario.expansion import Expansion, SelfServe
from cssim.scenario.growth import IdealProfile, NewLogos
from cssim.scenario.health import Health
from cssim.scenario.incentives import Incentive
from cssim.scenario.observation import HealthScore
from cssim.scenario.onboarding import OnboardingRules
from cssim.scenario.organization import (
    AccountManagerTeam,
    Cadence,
    CsmTeam,
    OnboardingTeam,
    RenewalsDeskTeam,
    SpecialistTeam,
    SupportTeam,
)
from cssim.scenario.people import People
from cssim.scenario.process import Process
from cssim.scenario.product import Product
from cssim.scenario.referrals import ReferralRules
from cssim.scenario.review import Review
from cssim.scenario.routing import Routing
from cssim.scenario.schema import Scenario
from cssim.scenario.services import Services
from cssim.scenario.shocks import Kind, Shock, ShockEffects
from cssim.scenario.surveys import Surveys
from cssim.scenario.winback import Winback
from cssim.units import HOURS_PER_YEAR, month_label
from tests.agreement.books import CLEAR_HEADERS, NAMED_BY_BOOK, write_book
from tests.agreement.chance import Chance, law, vary
from tests.agreement.changes import changed

SEGMENTS: Final = ("large", "middle", "small")
TYPICAL_ARR: Final = {"large": 90_000, "middle": 30_000, "small": 6_000}
TERMS: Final = (
    "1 months",
    "3 months",
    "12 months",
    {"1 months": 0.5, "12 months": 0.5},
    {"6 months": 0.2, "24 months": 0.5, "36 months": 0.3},
    "60 months",
)
GRIDS: Final = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Steps [h] that a month of 160 h is a multiple of, so that contracts end where months end."""


class Size(NamedTuple):
    """How large generated companies are: accounts and months from and to, and at most this many account-months."""

    accounts: tuple[int, int]
    months: tuple[int, int]
    account_months: int


USUAL: Final = Size((5, 60), (3, 24), 400)
TINY: Final = Size((2, 7), (1, 3), 15)


class Case(NamedTuple):
    """One thing for engines to agree on: a plan at the addresses of a seed and a run, and where it came from."""

    number: int
    scenario: Scenario
    plan: Plan
    seed: int
    run: int


def case_of(number: int, size: Size = USUAL) -> Case:
    """Return generated company ``number``."""
    with TemporaryDirectory() as folder:
        company = written_company(number, size, Path(folder))
        scenario = Scenario.model_validate(company)
        opening = opening_book(scenario)
        lowered = lower(scenario, opening)
        if changes(number):
            chance, today = Chance(number).at("change"), scenario
            scenario = Scenario.model_validate(changed(chance, company, today.months, _coverage, _play))
            lowered = transition(lowered, today, scenario, opening)
        plan = lowered.plan
    grid = grid_of(number)
    if grid > 0.0:
        plan = on_grid(plan, grid)
    run = Chance(number).pick("run", [0, 1, 2, 999_999, -1, -16])
    return Case(number, scenario, plan, scenario.seed, run)


def grid_of(number: int) -> float:
    """Return the step of time [h] of a company, 0 for two thirds of them."""
    return Chance(number).pick("grid", GRIDS) if number % 3 == 0 else 0.0


def on_grid(plan: Plan, grid: float) -> Plan:
    """Return the plan with its time on a grid, the ends of contracts included."""
    rows = [row._replace(contract_end=math.ceil(row.contract_end / grid) * grid) for row in plan.accounts]
    found = plan._replace(clock=plan.clock._replace(grid=grid), accounts=type(plan.accounts).of(rows))
    changes = tuple(each._replace(after=on_grid(each.after, grid)) for each in found.changes)
    return found._replace(changes=changes)


def changes(number: int) -> bool:
    """Return whether a company changes its organization while it goes on."""
    return Chance(number).maybe("changes its design", 0.4)


def written_company(number: int, size: Size, folder: Path) -> dict[str, Any]:
    """Return a company as its file would say it; its customer book, if it has one, is written into ``folder``."""
    chance = Chance(number)
    months = chance.whole("months", *size.months)
    names = SEGMENTS[: chance.whole("segments", 1, 3)]
    least, most = size.accounts
    accounts = chance.whole("accounts", least, max(least, min(most, size.account_months // months)))
    rates = {name: _rates(chance.at(name)) for name in names}
    segments = {name: _segment(chance.at(name), rates[name]) for name in names}
    organisation, has_book_owners = _organisation(chance.at("organisation"), segments, accounts)
    if "experts" not in organisation["teams"] or organisation["teams"]["experts"]["headcount"] == 0:
        # nobody to pass on to what one person does not know
        segments = {name: segment | {"products": 1} for name, segment in segments.items()}
    company = {
        "seed": chance.pick("seed", [number, 0, 2**63 - 1]),
        "start": start_of(number),
        "horizon": f"{months} months",
        "settle": f"{chance.pick('settle', [0, 0.1, 1, 2, 3])} months",
        "company": {"fiscal_year_starts": chance.pick("finance year", get_args(MonthName))},
        "customers": _customers(chance, segments, accounts, folder, has_book_owners),
        "renewal": vary(Scenario.model_fields["renewal"].annotation, chance.at("renewal")),  # type: ignore[arg-type]
        "health": vary(Health, chance.at("health")),
        "expansion": vary(Expansion, chance.at("expansion")),
        "requests": _requests(chance.at("requests")),
        "surveys": vary(Surveys, chance.at("surveys")),
        "product": vary(Product, chance.at("product")),
        "organisation": organisation,
    }
    if chance.maybe("shocks", 0.4):
        company["shocks"] = {
            name: _shock(chance.at(name), names, company["start"], months)
            for name in ("storm", "rival")[: chance.whole("shocks", 1, 2)]
        }
    if chance.maybe("baseline", 0.7):
        company["baseline"] = {"segments": {name: _baseline(chance.at(f"baseline/{name}")) for name in names}}
    return company


def start_of(number: int) -> str:
    """Return the month in which a company begins."""
    return Chance(number).pick("start", ["2027-01", "2028-02", "2026-12"])


def has_book(chance: Chance) -> bool:
    """Return whether the customers of a company come from a book."""
    return chance.maybe("book", 0.25)


def _customers(
    chance: Chance, segments: dict[str, dict[str, Any]], accounts: int, folder: Path, by_name: bool
) -> dict[str, Any]:
    """Return the customers, either of a book or drawn."""
    more: dict[str, Any] = {
        "price_uplift": vary(PriceUplift, chance.at("price")),
        "ideal_profile": vary(IdealProfile, chance.at("profile")),
        "referrals": {
            "rate": chance.pick("referrals", ["0/year", "0/year", "0/year", "1/year", "4/year"]),
            "lead": chance.pick("lead", ["0 months", "0.5 months", "3 months"]),
        },
        "winback": vary(Winback, chance.at("winback"))
        | {"delay": chance.pick("comes back after", ["0 months", "1 month", "6 months"])},
    }
    names = list(segments)
    if chance.maybe("reviews", 0.4) and len(names) > 1:
        more["segment_review"] = {
            "every": chance.pick("every", ["month", "month", "quarter", "year"]),
            "after": chance.whole("after", 1, 3),
        }
        for name in names[:-1]:
            segments[name]["arr_from"] = TYPICAL_ARR[name] // chance.pick("line", [1, 2])
    if chance.maybe("grows", 0.35):
        sized = has_book(chance)
        more["new_logos"] = {name: _new_logos(chance.at(f"growth/{name}"), sized) for name in segments}
    if not has_book(chance):
        if chance.maybe("season of contracts", 0.3):
            more["contract_ends"] = {name: chance.pick(f"ends/{name}", [0.0, 1.6]) for name in ("March", "December")}
        for name, count in zip(segments, _shared_out(accounts, len(segments)), strict=True):
            segments[name] |= _drawn(chance.at(name), TYPICAL_ARR[name], count)
        return {"segments": segments, **more}
    path = folder / "book.csv"
    write_book(path, chance.at("rows"), accounts, by_name)
    for name in names[:-1]:
        segments[name]["arr_from"] = TYPICAL_ARR[name] // 2
    return {"book": str(path), "columns": CLEAR_HEADERS, "segments": segments, **more}


def _new_logos(chance: Chance, sized: bool) -> Any:
    """Return a plan of new customers; now and then the bare number, and a season in which some months have none.

    ``sized``: it must say how large they are, for in a book nobody may be left to see it from.
    """
    plan = vary(NewLogos, chance)
    del plan["arr"]
    if not sized and chance.maybe("bare"):
        return plan["rate"]
    if sized or chance.maybe("sized", 0.3):
        plan["arr"] = {"median": chance.pick("median", [5_000, 50_000]), "p90": chance.pick("p90", [50_000, 90_000])}
    weights = {name: chance.pick(name, [0.0, 0.5, 3.0]) for name in get_args(MonthName)[:11]}
    return plan | {"season": weights if chance.maybe("season") else {}}


def _shared_out(accounts: int, among: int) -> Iterator[int]:
    for i in range(among):
        yield max(1, (accounts + i) // among)


def _drawn(chance: Chance, median: int, count: int) -> dict[str, Any]:
    """Return what only segments without a book say."""
    spread = {"p90": 2 * median} if chance.maybe("p90") else {"total": 1.5 * median * count}
    return {
        "accounts": count,
        "arr": {"median": median, **spread},
        "customer_age": chance.pick("age", ["0 months", "18 months", "36 months"]),
        "regions": chance.pick("regions", [{"emea": "30%", "amer": "70%"}, {"Amer": "100%"}]),
        "languages": chance.pick("languages", [{"en": "50%", "DE": "50%"}, {"de": "100%"}]),
    }


def _segment(chance: Chance, rates: dict[str, str]) -> dict[str, Any]:
    churn = chance.pick("churn", [0.0, 0.02, 0.05]) if chance.maybe("today") else None
    new = chance.pick("new churn", [0.0, 0.1, 0.35, 0.7]) if churn is None else None
    return {
        "term": chance.pick("term", TERMS),
        "contracts": vary(Contracts, chance.at("contracts")),
        **({"logo_churn": churn} if new is None else {"new_logo_churn": new}),
        "heterogeneity": chance.pick("phi", ["none", 8.0, 24.0, 150.5]),
        "products": chance.pick("products", [1, 1, 2, 3.5]),
        "requests": rates,
        "buys": f"{chance.pick('buys', [0, 1, 6.5, 24])}/year",
        "potential": chance.pick("potential", [1.0, 1.5, 4.0]),
        "winback": chance.pick("winback", [0.0, 0.3, 0.8]),
        "plays": {name: _play(chance.at(name)) for name in PLAYS},
        "self_serve": vary(SelfServe, chance.at("self-service")),
        "onboarding": f"{chance.pick('onboarding', [0, 3.5, 10])} working hours",
    }


def _play(chance: Chance) -> dict[str, Any]:
    patience = chance.pick("expiry", ["2 working hours", "40.5 working hours", "320 working hours"])
    lead = {"lead": f"{chance.pick('lead', [0.5, 3, 6])} months"}
    pitch = {"chance": chance.pick("best", [0, 0.5, 0.95]), "size": chance.between("size", 0.1, 0.7)}
    save = {"when": chance.pick("when", ["at_risk", "at_risk", "cadence"])}
    save |= {"again_after": f"{chance.pick('again', [0.5, 2, 6])} months", "effect": chance.pick("effect", [0, 0.4, 1])}
    more = {"expansion": pitch, "renewal": lead, "save": save}.get(chance.place.rpartition("/")[2], {})
    return more | {
        "frequency": chance.pick("slots", ["0/year", "0.5/year", "3/year", "8/year"]),
        "work": law(chance.at("slot work"), chance.pick("slot hours", [0.5, 1.25, 2.5])),
        **({"expires_after": patience} if chance.maybe("expires") else {}),
    }


def _rates(chance: Chance) -> dict[str, str]:
    """Return requests a year by type: about as the evidence has them, or several times as many, or none of a type."""
    tempo = chance.pick("tempo", [0.15, 1.0, 3.0, 8.0])
    usual = vary(RequestRates, chance.at("requests"))
    return {name: f"{tempo * float(each.removesuffix('/year'))}/year" for name, each in usual.items()}


def _requests(chance: Chance) -> dict[str, Any]:
    means = [0.01, 0.3, 0.75, 1.5, 4.0]
    found = vary(Scenario.model_fields["requests"].annotation, chance)  # type: ignore[arg-type]
    if chance.maybe("flat year"):
        del found["season"]
    return found | {
        "work": {name: law(chance.at(name), chance.pick(f"{name}/mean", means)) for name in REQUEST_TYPES},
        "urgency": {name: chance.whole(f"{name}/urgency", 0, 3) for name in REQUEST_TYPES},
    }


def _shock(chance: Chance, segments: Sequence[str], start: str, months: int) -> dict[str, Any]:
    """Return a shock that begins in the first months and does something."""
    shock = vary(Shock, chance)
    if chance.maybe("usual shield"):
        shock.pop("shield")
    if chance.maybe("some"):
        shock["segments"] = [segments[0]]
    if not chance.maybe("requests"):
        shock["effects"].pop("requests")
    if ShockEffects.model_validate(shock["effects"]).nothing():
        shock["effects"]["hazard_ratio"] = 2.0
    first = month_label(date.fromisoformat(f"{start}-01"), chance.whole("start", 0, min(2, months - 1)))
    return shock | {"what": chance.pick("what", get_args(Kind)), "start": first}


def _baseline(chance: Chance) -> dict[str, Any]:
    """Return numbers as they might have been measured; none of them has to fit the company."""
    lowest = {"adoption": 0.0, "relationship": 0.0, "service": -0.3, "transfers": -0.3, "neglect": -0.6,
              "onboarding": -0.2, "account_change": -0.3, "pressure": -0.3, "readiness": 0.0, "product_gap": -0.3,
              "outside": -0.3}  # fmt: skip
    return {
        "new_logo_churn": chance.pick("m", [0.0, 0.08, 0.25, 0.6]),
        "offset": chance.between("offset", -0.4, 0.6),
        "health_mean": chance.between("mean health", 0.5, 4.0),
        "health_sd": chance.between("spread of health", 0.5, 2.0),
        "settled": {name: chance.between(name, low, low + 0.35) for name, low in lowest.items()},
    }


def _organisation(chance: Chance, segments: dict[str, dict[str, Any]], accounts: int) -> tuple[dict[str, Any], bool]:
    """Return teams, coverage and routing, and whether any owners are those of the customer book."""
    support, specialist = chance.maybe("support", 0.8), chance.maybe("specialist", 0.8)
    second = len(segments) > 1 and chance.maybe("second team", 0.4)
    from_book = has_book(Chance(chance.number)) and chance.maybe("owners of the book")
    coverage: dict[str, dict[str, Any]] = {}
    sellers = _sellers(chance.at("sellers"))
    for i, name in enumerate(segments):
        team = "others" if second and i == 0 else "csm"
        if support and i > second and chance.at(name).maybe("nobody covers it", 0.2):
            coverage[name] = {"model": "none"}
            continue
        coverage[name] = _coverage(chance.at(name), team, TYPICAL_ARR[name], from_book, support)
        coverage[name] |= _ownership(chance.at(f"{name}/owns"), sellers)
    teams = {name: _csms(chance.at(name), specialist, name, coverage) for name in ("others", "csm")[not second :]}
    _load(chance, teams["csm"], segments, accounts)
    teams |= _helpers(chance, support, specialist) | sellers
    routing = vary(Routing, chance.at("routing")) | {"how_to_to": "support" if support else "csm"}
    if support and chance.maybe("support looks on", 0.2):
        routing["how_to_to"] = "csm"
    for name, team in teams.items():
        team["hiring"] = _hiring(chance.at(f"hiring/{name}"), team)
        if team["headcount"] >= 2 and chance.at(f"closing/{name}").maybe("some", 0.3):
            team["reductions"] = _reductions(chance.at(f"closing/{name}"))
        team["members"] = _members(chance.at(f"members/{name}"), team["headcount"])
    used = any(each.get("owners") == "book" for each in coverage.values())
    if support and not used and chance.maybe("first hire", 0.1):
        _nobody_yet(teams["csm"], coverage)
    people = vary(People, chance.at("people")) | {"takes_over": chance.pick("takes over", ["yes", "yes", "no"])}
    if chance.maybe("people come and go", 0.3):
        people |= {"attrition": 0.99, "time_to_fill": chance.pick("vacant", ["0 months", "0.25 months"])}
    beside = {
        name: vary(part, chance.at(name))
        for name, part in (
            ("managers", Managers),
            ("operations", Operations),
            ("costs", Costs),
            ("review", Review),
            ("health_score", HealthScore),
        )
    }
    beside["health_score"] |= {"measures": chance.pick("measures", ["health", "health", "activity"])}
    if chance.maybe("process", 0.4):
        beside["process"] = vary(Process, chance.at("process"))
    _switches(chance.at("switches"), teams, "process" in beside)
    beside["referrals"] = vary(ReferralRules, chance.at("referrals")) | {
        "owner": chance.pick("sells", ["csm", "sales"])
    }
    beside["onboarding"] = vary(OnboardingRules, chance.at("onboarding"))
    if chance.maybe("freeze"):
        beside["hiring_freeze"] = _freeze(chance.at("freeze"), list(teams))
    if chance.maybe("digital", 0.4):
        at = chance.at("digital")
        beside["digital"] = {name: vary(DigitalProgramme, at.at(name)) for name in segments if at.maybe(name, 0.7)}
    if chance.maybe("services", 0.4):
        at = chance.at("services")
        beside["services"] = {name: vary(Services, at.at(name)) for name in segments if at.maybe(name, 0.8)}
    return {"teams": teams, "coverage": coverage, "routing": routing, "people": people, **beside}, used


def _hiring(chance: Chance, team: dict[str, Any]) -> dict[str, Any]:
    """Return which posts a team opens: by date, because of what happens, or none; nobody joins an empty desk."""
    found = {"load_for": f"{chance.pick('for', [1, 3])} months"}
    if team["headcount"] == 0:
        return found
    if chance.maybe("by date", 0.25):
        start = date.fromisoformat(f"{start_of(chance.number)}-01")
        months = chance.pick("when", [(0,), (1, 2), (1, 30)])
        found["plan"] = [{"on": month_label(start, k), "people": chance.whole(f"{k}", 1, 2)} for k in months]
    if chance.maybe("by rule", 0.25):
        found["most"] = chance.whole("most", 1, 3)
        found["load_above"] = chance.pick("above", [0.1, 0.5, 0.9])
        if chance.maybe("by accounts"):
            found["accounts_per_head"] = chance.pick("accounts", [3, 8.5])
        if chance.maybe("by arr"):
            found["arr_per_head"] = chance.pick("arr", [100_000, 500_000])
    return found


def _reductions(chance: Chance) -> list[dict[str, Any]]:
    """Return when a post is closed; there are two people at least."""
    start = date.fromisoformat(f"{start_of(chance.number)}-01")
    return [{"on": month_label(start, chance.whole("when", 0, 5)), "people": 1}]


def _members(chance: Chance, headcount: float) -> list[dict[str, Any]]:
    """Return people as a roster resolves them, or nobody; the first serves every place."""
    if headcount == 0 or not chance.maybe("roster", 0.25):
        return []
    return [_member(chance.at(f"{i}"), i) for i in range(chance.whole("people", 2, 5))]


def _member(chance: Chance, i: int) -> dict[str, Any]:
    start = date.fromisoformat(f"{start_of(chance.number)}-01")
    member: dict[str, Any] = {"who": f"{i}", "fte": chance.pick("fte", [1.0, 1.0, 0.6])}
    member["regions"] = ["EMEA", "amer"] if i == 0 else chance.pick("regions", [["EMEA"], ["Amer", "emea"], []])
    member["languages"] = ["EN", "de"] if i == 0 else chance.pick("languages", [["en"], []])
    if i > 0 and chance.maybe("later", 0.3):
        member["start"] = (start + timedelta(days=chance.whole("starts", 1, 100))).isoformat()
    if chance.maybe("contractor", 0.3):
        member["day_rate"] = chance.pick("rate", ["0.00", "900.50"])
    if chance.maybe("leave", 0.4):
        begins = start + timedelta(days=chance.whole("leave begins", -20, 150))
        member["leave"] = [str(begins), str(begins + timedelta(days=chance.whole("leave lasts", 1, 90)))]
    if chance.maybe("ends", 0.4):
        member["end"] = (start + timedelta(days=chance.whole("stays", 101, 300))).isoformat()
    return member


def _nobody_yet(team: dict[str, Any], coverage: dict[str, dict[str, Any]]) -> None:
    """Let a team begin without people: the first comes as soon as there are customers."""
    for each in coverage.values():
        each.pop("pools", None)
    team["headcount"] = 0
    team["hiring"] = {"accounts_per_head": 20, "most": 3}
    team["regions"] = team["languages"] = {}
    team["members"] = []
    team.pop("reductions", None)


def _freeze(chance: Chance, teams: list[str]) -> dict[str, Any]:
    """Return a hiring freeze, for all teams or all but some."""
    return {
        "from": chance.pick("from", ["2026-11", "2027-02", "2028-03"]),
        "to": chance.pick("to", ["2028-03", "2028-06"]),
        "backfill": chance.pick("backfill", ["none", "none", "normal"]),
        "exempt": chance.pick("exempt", [[], teams[:1], teams]),
    }


def _coverage(chance: Chance, team: str, typical: int, from_book: bool, support: bool) -> dict[str, Any]:
    """Return how a segment is covered: by any model, whose line in ARR runs through the segment."""
    pool = {"pools": chance.pick("pools", ["one", "by region", "by language"])}
    if chance.maybe("overflow"):
        pool["overflow"] = chance.pick("overflow after", ["1 working hours", "16 working hours"])
    if chance.maybe("digital", 0.2):
        when = vary(PersonWhen, chance.at("when"))
        answers = {"requests_to": chance.pick("answers", ["support", "pool"] if support else ["pool"])}
        return {"model": "digital", "team": team, "person_when": when, **answers, **pool}
    if not chance.maybe("named"):
        return {"model": "pooled", "team": team, **pool}
    books = {
        "team": team,
        "balance": chance.pick("balance", ["hours", "arr", "accounts"]),
        "owners": "book" if from_book else "balanced",
        **({"max_accounts": chance.pick("max accounts", [1, 4, 30])} if chance.maybe("most", 0.3) else {}),
        **({"max_arr": chance.pick("max arr", [typical, 5 * typical])} if chance.maybe("most arr", 0.3) else {}),
        "backup": chance.pick("backup", ["no", "yes"]),
        "backup_after": chance.pick("backup after", ["1 working hours", "8 working hours", "20.5 working hours"]),
    }
    if chance.maybe("hybrid", 0.3):
        line = chance.pick("named from", [0, typical, 2 * typical])
        return {"model": "hybrid", "named_from": line, **books, **pool}
    if chance.maybe("pod", 0.4):
        return {"model": "pod", "size": chance.pick("size", [1, 2, 3]), **books}
    return {"model": "assigned", **books}


def _sellers(chance: Chance) -> dict[str, Any]:
    """Return account managers and a renewals desk, or one of them, or none."""
    teams: dict[str, Any] = {}
    for name, part in (("managing", AccountManagerTeam), ("renewing", RenewalsDeskTeam)):
        at = chance.at(name)
        if at.maybe("there", 0.35):
            role = part.model_fields["role"].default
            teams[name] = vary(part, at) | {"role": role, "headcount": at.pick("heads", [0.5, 1, 2])}
            teams[name]["incentive"] |= {
                "policy": at.pick("policy", ["none", "quota"]),
                "period": at.pick("period", ["quarter", "quarter", "year"]),
                "pay_curve": at.pick("curve", ["linear", {"90%": 0, "100%": 1, "120%": 2}]),
            }
    return teams


def _ownership(chance: Chance, sellers: dict[str, Any]) -> dict[str, str]:
    """Return who owns renewals and what is commercial of a segment, a team by its role or by its name."""
    others = [word for name, team in sellers.items() for word in (name, team["role"])]
    return {
        "renewals": chance.pick("renewals", ["csm", "automatic", *others]),
        "commercial": chance.pick("commercial", ["csm", *others]),
    }


def _csms(chance: Chance, specialist: bool, name: str, coverage: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return a CSM team; whole persons at least where accounts have owners, and seats for all that a book names."""
    mine = [each for each in coverage.values() if each.get("team") == name]
    by_book = any(each.get("owners") == "book" for each in mine)
    named = any(each["model"] != "pooled" for each in mine)
    heads = [len(NAMED_BY_BOOK), 4.5] if by_book else [1, 1.5, 2, 8, 12.5] + ([] if named else [0.4])
    headcount = chance.pick("heads", heads)
    seats = math.ceil(headcount)
    return vary(CsmTeam, chance) | {
        "role": "csm",
        "cadence": vary(Cadence, chance.at("cadence"))
        | {
            "plan": chance.pick("cadence/plan", ["capacity", "capacity", "fixed"]),
            "tiers": chance.pick("cadence/tiers", ["together", "in_order"]),
        },
        "headcount": headcount,
        "incentive": _incentive(chance.at("incentive")),
        "regions": {"EMEA": max(1, seats // 2), "Amer": seats},
        "languages": {"en": seats, "de": chance.whole("speak", 1, seats)},
        "resolves_alone": chance.pick("alone", ["air_traffic_controller", 0.45, "product_expert"]) if specialist else 1,
        "first_response": chance.pick("promise", ["1 working hours", "8 working hours", "0.5 working hours"]),
    }


def _incentive(chance: Chance) -> dict[str, Any]:
    """Return what a team is measured by; goals that are set are near enough for pay curves to bend."""
    policy = chance.pick("policy", ["none", "none", *get_args(Incentive.model_fields["policy"].annotation)])
    one_goal = {"goal": chance.pick("goal", ["4%", "60%"])} if policy != "blend" and chance.maybe("one goal") else {}
    return (
        vary(Incentive, chance)
        | one_goal
        | {
            "policy": policy,
            "churn_counts": chance.pick("churn", ["yes", "no"]),
            "switch_after": f"{chance.pick('switch', [0, 2, 6])} months",
            "may_move_dates": chance.pick("dates", ["yes", "yes", "no"]),
            "period": chance.pick("period", ["quarter", "quarter", "year"]),
            "pay_curve": chance.pick("curve", ["linear", {"100%": 0, "110%": 1, "120%": 2}, {"20%": 0, "0.5": "30%"}]),
        }
    )


def _switches(chance: Chance, teams: dict[str, Any], by_maturity: bool) -> None:
    """Let staged incentives switch at a maturity of the process only where there is one, and not in all of them."""
    for name, team in teams.items():
        if "switch_at_maturity" in team.get("incentive", {}) and not (by_maturity and chance.maybe(name)):
            team["incentive"].pop("switch_at_maturity")


def _helpers(chance: Chance, support: bool, specialist: bool) -> dict[str, Any]:
    """Return the teams beside the CSMs, among them one in which nobody is."""
    teams: dict[str, Any] = {}
    heads = [0.25, 0.5, 1, 2]
    if specialist:
        at = chance.at("experts")
        teams["experts"] = vary(SpecialistTeam, at) | {"role": "specialist", "headcount": at.pick("heads", heads)}
    elif chance.maybe("no experts yet"):
        teams["experts"] = {"role": "specialist", "headcount": 0}
    if support:
        at = chance.at("desk")
        teams["desk"] = vary(SupportTeam, at) | {"role": "support", "headcount": at.pick("heads", heads)}
    if chance.maybe("onboarding team"):
        at = chance.at("beginnings")
        teams["beginnings"] = vary(OnboardingTeam, at) | {
            "role": "onboarding",
            "headcount": at.pick("heads", [0, 0.5, 2]),
        }
    return teams


def _load(chance: Chance, team: dict[str, Any], segments: dict[str, dict[str, Any]], accounts: int) -> None:
    """Let the people of a team have so little time for customers that they are lightly to heavily loaded."""
    a_year = 0.0
    for segment in segments.values():
        a_year += 1.5 * sum(float(play["frequency"].removesuffix("/year")) for play in segment["plays"].values())
        a_year += sum(float(each.removesuffix("/year")) for each in segment["requests"].values())
    needed = accounts * a_year / len(segments)
    target = chance.pick("load", [0.03, 0.06, 0.25, 0.5, 0.7, 1.0, 1.3, 2.5])
    team["availability"] = round(min(1.0, max(0.05, needed / (HOURS_PER_YEAR * team["headcount"] * target))), 3)
