"""The page of a competency below the skill map: its levels with signals and examples, its target, its neighbors."""

from __future__ import annotations

from collections.abc import Sequence

from cmo_pathways.catalogue import load_reference
from cmo_pathways.framework import Competency, Framework
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.pages import DEVELOPS, SERVES, Page, Part, page_of
from cmo_pathways.standing import Gap
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.reading_room import part_blocks, source_blocks


def competency_blocks(journey: Journey, competency: Competency, state: LedgerState, gap: Gap | None) -> list[b.Block]:
    """The page: what it is, what is true of a person at each level, the reasons of the number, and the shelf."""
    framework = journey.catalogue.framework
    role = framework.role(target_of(state))
    target = role.targets[competency.id]
    reasons = [b.prose(b.because(f"{gap.because}."))] if gap and gap.rated else []
    main = [
        b.title(competency.name, level=3, at=competency.id),
        b.prose(f"{b.words(competency.what_it_is)} {b.quiet(competency.what_it_is_not)}"),
        *reasons,
        b.title("What is true of a person at each level", level=3),
        *(_level(framework, competency, n, target.level) for n in range(len(competency.levels))),
    ]
    evidence = competency.levels[max(1, target.level)].evidence
    why = f"{b.words(target.rationale)} {b.assumed('Our assumption')}"
    aside = [
        *_neighbors(framework, competency.id),
        b.group("why", b.title(f"Why level {target.level} for {role.short}", level=3), b.prose(why)),
        b.group("evidence", b.title("Evidence that would show it", level=3), b.prose(b.quiet(evidence))),
    ]
    return [b.split(f"page-{competency.id}", main, aside), *_shelf(journey, competency.id)]


_ENDS = {
    ("needs", True): "It needs",
    ("helps", False): "It is helped by",
    ("needs", False): "It is needed for",
    ("helps", True): "It helps",
}


def _neighbors(framework: Framework, id: str) -> list[b.Block]:
    """The typed relations of the competency in words, each with its reason and a link."""
    relations = [r for r in framework.relations if id in (r.origin, r.target)]
    found: list[b.Block] = []
    for (kind, outward), heading in _ENDS.items():
        here = [r for r in relations if r.kind == kind and (r.origin == id) is outward]
        ends = [(r.target if outward else r.origin, r.why) for r in here]
        lines = [f"{b.link(end, framework.competency(end).short)} {b.quiet(why)}" for end, why in ends]
        if lines:
            found += [b.title(heading, level=3), b.prose(*lines)]
    return [b.group("neighbors", *found, b.prose(b.assumed("These relations are our assumption.")))] if found else []


def _level(framework: Framework, competency: Competency, n: int, target: int) -> b.Block:
    """A level as its sentence; signals, examples and evidence open on demand, at the target from the start."""
    text, name = competency.levels[n], framework.levels[n].name
    aim = f' <span class="cmo-target">Target for the role {b.assumed("(assumption)")}</span>' if n == target else ""
    head = f'<span class="cmo-swatch cmo-l{n}">{n}</span> {b.strong(name)}{aim}<br>{b.words(text.descriptor)}'
    if not text.signals:
        return b.group(f"level-{competency.id}-{n}", b.prose(head, style="level"))
    inside = [b.prose(b.strong("What people see")), b.bullets(text.signals)]
    if text.examples:
        inside += [b.prose(b.strong("For example")), b.bullets(text.examples)]
    label = f"Signals and examples of level {n}" if text.examples else f"Signals of level {n}"
    fold = b.details(f"signs-{competency.id}-{n}", label, *inside, open=n == target)
    return b.group(f"level-{competency.id}-{n}", b.prose(head, style="level"), fold)


def _shelf(journey: Journey, id: str) -> list[b.Block]:
    """What develops the competency and what it serves, from the reading room; folded."""
    page = page_of(journey.catalogue, load_reference(), id, "competency")
    develops = [part for part in page.parts if part.heading.startswith(DEVELOPS)]
    serves = [part for part in page.parts if part.heading in SERVES.values()]
    roles = [part for part in page.parts if part.heading == "Target level by role"]
    return [
        *_fold(page, f"develops-{id}", "What develops it", develops),
        *_fold(page, f"serves-{id}", "What it serves", serves),
        *_fold(page, f"roles-{id}", "What each role asks for", roles),
    ]


def _fold(page: Page, key: str, label: str, parts: Sequence[Part]) -> list[b.Block]:
    inside = [block for part in parts for block in (b.title(part.heading, level=3), *part_blocks(part))]
    named = {source for part in parts for row in part.rows for fact in row.facts for source in fact.sources}
    return [b.details(key, label, *inside, *source_blocks(page, named))] if inside else []
