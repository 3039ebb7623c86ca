"""Skill maps drawn at random, whole and sound: what an export must carry without loss."""

from __future__ import annotations

from typing import get_type_hints

from hypothesis import strategies as st

from cmo_pathways.framework import Competency, Domain, Framework, LevelName, LevelText, Role, Target
from cmo_pathways.framework.model import Relation, Release, Retired
from cmo_pathways.scale import Mark

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
IDS = st.from_regex(r"[a-z]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)


def _other(shape: type, **own: st.SearchStrategy) -> st.SearchStrategy:
    """A value of a class: ``own`` fields as given, every other one by its type."""
    drawn = {}
    for name, hint in get_type_hints(shape).items():
        drawn[name] = own[name] if name in own else WORDS if hint is str else st.from_type(hint)
    return st.builds(shape, **drawn)


st.register_type_strategy(str, WORDS)
st.register_type_strategy(Mark, st.sampled_from(Mark))

LEVEL_TEXTS = _other(LevelText, evidence_years=st.none() | st.integers(1, 10))
TARGETS = _other(Target, level=st.integers(0, 5), weight=st.integers(1, 5))


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    ids = draw(st.lists(IDS, unique=True, min_size=1, max_size=4))
    homes = draw(st.lists(st.integers(0, 1), min_size=len(ids), max_size=len(ids)))
    names = draw(st.lists(IDS, unique=True, min_size=2, max_size=2))
    inside = [tuple(id for id, home in zip(ids, homes, strict=True) if home == n) for n in (0, 1)]
    domains = tuple(
        draw(_other(Domain, id=st.just(name), competencies=st.just(part)))
        for name, part in zip(names, inside, strict=True)
    )
    competencies = {}
    for name, part in zip(names, inside, strict=True):
        for id in part:
            levels = st.lists(LEVEL_TEXTS, max_size=3).map(tuple)
            competencies[id] = draw(_other(Competency, id=st.just(id), domain=st.just(name), levels=levels))
    pairs = [(a, kind, b) for a in ids for b in ids for kind in ("needs", "helps") if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=3)) if pairs else []
    return Framework(
        version=draw(st.sampled_from(("1.0.0", "2.3.4-rc/1"))),
        levels=tuple(draw(_other(LevelName, level=st.just(n))) for n in range(draw(st.integers(1, 6)))),
        domains=domains,
        competencies=competencies,
        roles={id: draw(_role(id, ids)) for id in draw(st.lists(IDS, unique=True, max_size=2))},
        relations=tuple(Relation(*pair, why=draw(WORDS), mark=draw(st.sampled_from(Mark))) for pair in chosen),
        releases=tuple(draw(st.lists(_other(Release), max_size=2))),
        retired={id: draw(_other(Retired, id=st.just(id))) for id in draw(st.lists(IDS, unique=True, max_size=1))},
    )


def _role(id: str, competencies: list[str]) -> st.SearchStrategy[Role]:
    targets = st.fixed_dictionaries({}, optional=dict.fromkeys(competencies, TARGETS))
    return _other(Role, id=st.just(id), targets=targets)
