"""Which pages there are, and the page of an id."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cmo_pathways.catalogue import Catalogue, Reference
from cmo_pathways.errors import UnknownId
from cmo_pathways.pages.model import Page
from cmo_pathways.pages.shelf import belief_page, case_page, figure_page, source_page, threshold_page
from cmo_pathways.pages.skills import competency_page, item_page, role_page, tag_page
from cmo_pathways.pages.ways import activity_page, step_page

_PAGES: Mapping[str, Callable[[Catalogue, Reference, str], Page]] = {
    "competency": competency_page,
    "role": role_page,
    "step": step_page,
    "activity": activity_page,
    "skill": item_page,
    "ability": item_page,
    "responsibility": item_page,
    "tool": item_page,
    "variation": item_page,
    "threshold": threshold_page,
    "figure": figure_page,
    "belief": belief_page,
    "tag": tag_page,
    "case": case_page,
    "source": source_page,
}


def kinds_of(catalogue: Catalogue, reference: Reference) -> Mapping[str, Mapping[str, str]]:
    """The names by id of every kind of page, kinds and ids in the order of the content."""
    framework, graph, facts = catalogue.framework, catalogue.career, reference.facts
    items = {
        kind: {item.id: item.name for item in reference.items if item.kind == kind}
        for kind in ("skill", "ability", "responsibility", "tool", "variation")
    }
    return {
        "competency": {id: found.name for id, found in framework.competencies.items()},
        "role": {id: found.name for id, found in framework.roles.items()},
        "step": {id: found.name for id, found in graph.steps.items()},
        "activity": {id: found.name for id, found in reference.activities.items()},
        **items,
        "threshold": {id: found.name for id, found in reference.thresholds.rows.items()},
        "figure": {id: found.what for id, found in facts.figures.items()},
        "belief": {id: found.belief for id, found in facts.beliefs.items()},
        "tag": {id: found.name for id, found in reference.tags.items()},
        "case": {id: found.title for id, found in catalogue.cases.items()},
        "source": {id: found.title for id, found in graph.sources.items()},
    }


def page_of(catalogue: Catalogue, reference: Reference, id: str, kind: str = "") -> Page:
    """The page of an id; an activity that is a step too has the page of the step, which says both.

    ``kind`` asks for one kind of page only. Raises UnknownId, which names the nearest id.
    """
    kinds = kinds_of(catalogue, reference)
    if kind and kind not in kinds:
        raise UnknownId("kind of page", kind, kinds)
    for name in (kind,) if kind else kinds:
        if id in kinds[name]:
            return _PAGES[name](catalogue, reference, id)
    raise UnknownId(kind or "page", id, [known for name in ((kind,) if kind else kinds) for known in kinds[name]])
