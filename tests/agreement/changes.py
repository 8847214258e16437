"""Generated changes of design: what another organization of a generated company looks like, and how it comes about."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from cssim.dynamics.plays import PLAYS
from cssim.units import month_label
from tests.agreement.chance import Chance

Organisation = dict[str, Any]
Make = Callable[..., dict[str, Any]]

FRESH: Final = "fresh"
"""Name of a team that is not there before the change."""


def changed(
    chance: Chance, company: dict[str, Any], months: int, make_coverage: Make, make_play: Make
) -> dict[str, Any]:
    """Return another design of a written company, with how it comes about from that company's own."""
    found = copy.deepcopy(company)
    organisation, before = found["organisation"], company["organisation"]
    if chance.maybe("another team"):
        _with_fresh_team(chance, organisation)
    _with_other_people(chance.at("people"), organisation)
    for name in organisation["coverage"]:
        _with_other_coverage(chance.at(name), organisation, name, make_coverage)
    if chance.maybe("other programme", 0.3):
        first = next(iter(organisation["coverage"]))
        organisation["digital"] = chance.pick("programme", [{}, {first: {"touches": "9/year", "platform": 70}}])
    if chance.maybe("other services", 0.3):
        last = list(organisation["coverage"])[-1]
        organisation["services"] = chance.pick("services", [{}, {last: {"onboarding": 900}}])
    for name, segment in found["customers"]["segments"].items():
        if chance.maybe(f"{name}/plays", 0.4):
            # what calls for a rescue cannot change while a run goes on
            others = {play: make_play(chance.at(f"{name}/{play}")) for play in PLAYS if play != "save"}
            segment["plays"] = segment["plays"] | others
    _without_idle_teams(organisation)
    found["change"] = _change(chance.at("change"), before, organisation, company["start"], months)
    return found


def _with_fresh_team(chance: Chance, organisation: Organisation) -> None:
    """Let a team that is new cover the first segment."""
    first = next(iter(organisation["coverage"]))
    if organisation["coverage"][first]["model"] != "none":
        team = organisation["teams"][organisation["coverage"][first]["team"]]
        organisation["teams"][FRESH] = copy.deepcopy(team) | {"headcount": chance.pick("fresh", [1, 2, 3.5])}
        organisation["coverage"][first]["team"] = FRESH


def _with_other_people(chance: Chance, organisation: Organisation) -> None:
    for name, team in organisation["teams"].items():
        at = chance.at(name)
        more = at.pick("more", [-1.5, -1, 0, 0, 1, 2.5])
        least = 0.25 if team["role"] != "csm" else 1
        if team["headcount"] > 0 and at.maybe("other heads", 0.6):
            team["headcount"] = max(least, team["headcount"] + more)
        if team["role"] == "csm":
            _at_their_places(team)
            if "experts" in organisation["teams"] and team["resolves_alone"] != 1:
                team["resolves_alone"] = at.pick("alone", ["air_traffic_controller", 0.45, "product_expert"])
        if at.maybe("other pay"):
            team.setdefault("pay", {})["ote"] = at.pick("pay", [60_000, 200_000])


def _at_their_places(team: dict[str, Any]) -> None:
    seats = math.ceil(team["headcount"])
    if seats == 0:
        team["regions"] = team["languages"] = {}
        return
    team["regions"] = {"EMEA": max(1, seats // 2), "Amer": seats}
    team["languages"] = {"en": seats, "de": 1}


def _with_other_coverage(chance: Chance, organisation: Organisation, name: str, make_coverage: Make) -> None:
    """Let a segment be covered by another model, or by nobody where support can answer."""
    before = organisation["coverage"][name]
    if before.get("owners") == "book":
        before["owners"] = "balanced"
    desk = organisation["teams"].get("desk", {}).get("headcount", 0)
    bound = _has_goals(organisation, before)
    if desk > 0 and not bound and chance.maybe("nobody", 0.15) and len(_covered(organisation)) > 1:
        organisation["coverage"][name] = {"model": "none"}
    elif chance.maybe("other", 0.6):
        team = before.get("team", "csm")
        if team in organisation["teams"]:
            still = [key for key in ("renewals", "commercial") if bound or chance.maybe(f"still {key}")]
            owns = {key: before.get(key, "csm") for key in still}
            covered = make_coverage(chance.at("coverage"), team, 30_000, False, desk > 0)
            organisation["coverage"][name] = covered | owns
            organisation["teams"][team]["headcount"] = max(1, organisation["teams"][team]["headcount"])
            _at_their_places(organisation["teams"][team])


def _has_goals(organisation: Organisation, coverage: dict[str, Any]) -> bool:
    """Return whether sellers with goals own something of a segment, which stays so while a run goes on."""
    owners = {coverage.get(key) for key in ("renewals", "commercial")}
    return any(
        {name, team["role"]} & owners and team["incentive"]["policy"] != "none"
        for name, team in organisation["teams"].items()
        if team["role"] in ("account_manager", "renewals_desk")
    )


def _covered(organisation: Organisation) -> list[str]:
    return [name for name, one in organisation["coverage"].items() if one["model"] != "none"]


def _without_idle_teams(organisation: Organisation) -> None:
    covers = organisation["coverage"].values()
    covering = {one.get("team") for one in covers}
    owning = {one.get(key) for one in covers for key in ("renewals", "commercial")}
    for name, team in list(organisation["teams"].items()):
        seller = team["role"] in ("account_manager", "renewals_desk")
        if (team["role"] == "csm" and name not in covering) or (seller and not {name, team["role"]} & owning):
            del organisation["teams"][name]
    if "hiring_freeze" in organisation:
        freeze = organisation["hiring_freeze"]
        freeze["exempt"] = [name for name in freeze["exempt"] if name in organisation["teams"]]


def _change(chance: Chance, before: Organisation, after: Organisation, start: str, months: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "mode": chance.pick("mode", ["by-segment", "big-bang", "at-renewal"]),
        "over": f"{chance.pick('over', [0, 1, 2.5])} months",
        "protect": chance.pick("protect", ["nothing", "renewal within 30 days", "renewal within 2 months"]),
        "severance": f"{chance.pick('severance', [0, 2])} months",
        "notice": f"{chance.pick('notice', [0, 1.5])} months",
    }
    if chance.maybe("later", 0.7):
        first = date.fromisoformat(f"{start}-01")
        found["start"] = month_label(first, chance.whole("start", 0, min(3, months - 1)))
    if chance.maybe("retrain"):
        found["retrain"] = {
            "people": chance.pick("retrained", [None, 0, 1, 3]),
            "over": chance.pick("retrained over", [None, "1 months", "5 months"]),
        }
    team = chance.pick("team", [name for name, one in before["teams"].items() if one["role"] == "csm"])
    if chance.maybe("named team"):
        found["team"] = team
    have = math.ceil(before["teams"][team]["headcount"])
    goals = [name for name in after["teams"] if name != team and _may_grow(name, before, after)]
    if have > 1 and goals and chance.maybe("move", 0.6):
        goal = chance.pick("goal", goals)
        there = math.ceil(before["teams"].get(goal, {}).get("headcount", 0))
        people = chance.whole("people", 1, min(2, have))
        found["move"] = {"from": team, "to": goal, "people": people}
        after["teams"][goal]["headcount"] = max(there + people, after["teams"][goal]["headcount"])
        if after["teams"][goal]["role"] == "csm":
            _at_their_places(after["teams"][goal])
    elif have > 0 and chance.maybe("leave"):
        found |= {"leave": 1, "team": team}
    return found


def _may_grow(name: str, before: Organisation, after: Organisation) -> bool:
    """Return whether people may move to a team: it is there for customers, and hires by no plan."""
    hiring = before["teams"].get(name, {}).get("hiring", {})
    if hiring.get("plan") or hiring.get("most") or before["teams"].get(name, {}).get("members"):
        return False
    used = {one.get("team") for one in after["coverage"].values()}
    return after["teams"][name]["role"] != "csm" or name in used
