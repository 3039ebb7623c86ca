"""Names that other systems can keep: each of our ids gives the same UUID everywhere and in every version."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

_SPACE = uuid5(NAMESPACE_URL, "urn:cmo-pathways")


def stable_id(*parts: object) -> str:
    """The UUID of a thing, from its path of ids: ``stable_id("competency", "financial-acumen")``."""
    return str(uuid5(_SPACE, "/".join(str(part).replace("%", "%25").replace("/", "%2F") for part in parts)))


def stable_uri(identifier: str) -> str:
    """The address of a thing for files: it names the thing and leads nowhere, so that nothing is ever fetched."""
    return f"urn:uuid:{identifier}"


def framework_id(version: str) -> str:
    """The UUID of one version of the skill map."""
    return stable_id("framework", version)


def competency_id(competency: str) -> str:
    """The UUID of a competency, whatever the version."""
    return stable_id("competency", competency)


def level_id(version: str, competency: str, level: int) -> str:
    """The UUID of a level of a competency in one version of the skill map."""
    return stable_id("level", version, competency, level)
