"""Same software: what must be equal on every machine of a cluster, for the same numbers to come out of each.

Versions are asked for by a message of Dask's own: where the Python differs, no function can be sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from distributed.versions import get_versions

from cssim.errors import InputError, Problem
from cssim.executors import on_worker
from cssim.executors.cluster import ANSWER_SECONDS, Cluster, Worker

_ALWAYS: Final = ("python", "numpy")


def admitted(cluster: Cluster, addresses: Sequence[str], libraries: Sequence[str] = ()) -> list[Worker]:
    """Return the workers at these addresses, all found to answer and to have the same software as this process.

    A cluster that was started here has what is here and is not asked.

    Parameters
    ----------
    cluster
        Where they are.
    addresses
        One that is not there any more is left out.
    libraries
        What the work computes with besides Python and NumPy.

    Raises
    ------
    InputError
        With a problem for each worker that does not answer or has other software.
    """
    known = cluster.addresses()
    there = [address for address in addresses if address in known]
    if there and not cluster.is_local:
        _check(cluster, there, libraries)
    identities = cluster.ask(there, {"op": "identity"})
    return [
        Worker(one, identities[one]["id"], str(known[one]["host"]), bool(known[one]["nanny"]))
        for one in there
        if identities[one]
    ]


def check_scheduler(cluster: Cluster) -> None:
    """Refuse a scheduler with other software: it unpacks what passes through it.

    Raises
    ------
    InputError
        If Python, NumPy or cssim differ.
    """
    if cluster.is_local:
        return
    problems = _problems("the scheduler", _needed(()), cluster.ask_scheduler())
    _refuse(problems or _other_sources("the scheduler", cluster.run_on_scheduler(on_worker.sources)))


def _check(cluster: Cluster, addresses: Sequence[str], libraries: Sequence[str]) -> None:
    """Refuse workers that do not answer or have other software."""
    needed = _needed(libraries)
    found = cluster.ask(addresses, {"op": "versions", "packages": list(libraries)})
    problems = [problem for one in addresses for problem in _problems(f"worker {one}", needed, found[one])]
    if not problems:
        sources = cluster.run(on_worker.sources, addresses)
        problems = [problem for one in addresses for problem in _other_sources(f"worker {one}", sources.get(one))]
    _refuse(problems)


def differences(needed: Mapping[str, str | None], found: Mapping[str, str | None]) -> list[str]:
    """Return a phrase for each thing that is not as needed, such as ``numpy 2.2.1 (needed: 2.4.6)``.

    Parameters
    ----------
    needed, found
        Version by name; None for what is not installed. The version of Python counts up to its second number.
    """
    phrases = []
    for name, version in needed.items():
        wanted, there = (_counts(name, one) for one in (version, found.get(name)))
        if wanted != there:
            phrases.append(f"{name} {there} (needed: {wanted})" if there else f"no {name} (needed: {wanted})")
    return phrases


def _needed(libraries: Sequence[str]) -> dict[str, str | None]:
    """Return the versions that this process has of what must be equal."""
    here: Mapping[str, str | None] = get_versions(libraries)["packages"]
    return {name: here[name] for name in (*_ALWAYS, *libraries)}


def _problems(who: str, needed: Mapping[str, str | None], answer: Mapping[str, Any] | None) -> list[str]:
    """Return what is wrong with one machine, from its answer; None is no answer."""
    if answer is None:
        return [f"{who} does not answer within {ANSWER_SECONDS:.0f} s; restart it, or the cluster without it"]
    phrases = differences(needed, answer["packages"])
    if not phrases:
        return []
    python = _counts("python", needed["python"])
    packages = " ".join(f'"{name}=={version}"' for name, version in needed.items() if version and name != "python")
    return [f"{who} has {', '.join(phrases)}; install there, under Python {python}: pip install {packages}"]


def _other_sources(who: str, found: object) -> list[str]:
    """Return what is wrong with the cssim of one machine: ``found`` is its version and digest, or an error."""
    version, digest = on_worker.sources()
    mend = f'install there: pip install "cssim[cluster]=={version}", the same build as here'
    if not isinstance(found, (tuple, list)):
        return [f"{who} has no cssim that can be used (needed: {version}); {mend}"]
    if found[0] != version:
        return [f"{who} has cssim {found[0]} (needed: {version}); {mend}"]
    if found[1] != digest:
        return [f"{who} has cssim {version} too, but with other source files (edited, or of another day); {mend}"]
    return []


def _refuse(problems: Sequence[str]) -> None:
    if problems:
        raise InputError([Problem("cssim", 0, 0, "--cluster", one) for one in problems])


def _counts(name: str, version: str | None) -> str | None:
    return ".".join(version.split(".")[:2]) if version and name == "python" else version
