"""Which entries a reader should see, how fully, and why: counted from what the entries say, never from taste.

The value of an entry is 4 x the weight of its section, 3 x the reader's weight of its strongest competency, 2 x its
proof, plus its recency. The four factors are our judgment (docs/decisions/0012-tailoring.md); the screen shows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cmo_pathways.portfolio.audience import Audience, Place
from cmo_pathways.portfolio.sections import Section, field_text, load_sections
from cmo_pathways.portfolio.shape import sort_key

Body = Mapping[str, object]
DEPTHS = ("full", "short", "line", "out")
"""How fully an entry prints: all of it; its first sentence; its title, place and dates; not at all."""

_SECTION, _FIT, _PROOF = 4, 3, 2


@dataclass(frozen=True, slots=True)
class Weighed:
    """One entry as a reader would weigh it: the parts of its value, and whether the learner pinned it.

    ``fit`` [0-3] the reader's weight of ``competency``, its strongest; ``proof`` [0-4] figures, source, confirmer,
    evidence; ``recency`` [0-2] within eight and three years; ``section`` [1-3] the weight of its place.
    """

    id: str
    section: int
    fit: int
    competency: str
    proof: int
    recency: int
    pinned: bool = False

    @property
    def value(self) -> int:
        """The value of the entry for this reader; higher is more."""
        return _SECTION * self.section + _FIT * self.fit + _PROOF * self.proof + self.recency


def weigh(id: str, body: Body, *, place: Place, reader: Audience, today: date) -> Weighed:
    """The value of one entry for a reader, part by part."""
    shown = competencies_of(body)
    best = max(shown, key=lambda name: reader.competencies.get(name, 0), default="")
    fit = reader.competencies.get(best, 0)
    return Weighed(
        id=id,
        section=place.weight,
        fit=fit,
        competency=best if fit else "",
        proof=proof_of(body),
        recency=_recency(body, today),
        pinned=reader.id in _ids(body.get("pinned")),
    )


def competencies_of(body: Body) -> tuple[str, ...]:
    """The competencies that an entry shows: its own, else those of its section."""
    section: Section | None = load_sections().get(field_text(body.get("section")))
    return _ids(body.get("competencies")) or (section.competencies if section else ())


def proof_of(body: Body) -> int:
    """How well an entry is proved [0-4]: figures before and after, a source, somebody who confirms it, evidence."""
    figures = bool(field_text(body.get("before")) and field_text(body.get("after")))
    sourced = any(field_text(body.get(key)) for key in ("source", "doi", "url", "number"))
    return figures + sourced + bool(field_text(body.get("verifier"))) + bool(_ids(body.get("evidence")))


def is_excluded(body: Body, reader: Audience) -> bool:
    """True where the learner left the entry out for this reader."""
    return reader.id in _ids(body.get("excluded"))


def ranked(found: Sequence[tuple[Weighed, Body]]) -> list[tuple[Weighed, Body]]:
    """Pinned entries first, then by value, then newest first; equal ones keep the learner's order."""
    newest = sorted(found, key=lambda item: sort_key(item[1]), reverse=True)
    return sorted(newest, key=lambda item: (not item[0].pinned, -item[0].value))


def why(weighed: Weighed, names: Mapping[str, str]) -> str:
    """Why an entry is in, as one sentence; ``names`` gives the short name of a competency."""
    if weighed.pinned:
        return "You pinned it for this reader."
    parts = []
    if weighed.competency:
        much = ("", "a little", "much", "most")[weighed.fit]
        parts.append(f"it shows {names.get(weighed.competency, weighed.competency)}, which this reader weighs {much}")
    if weighed.proof:
        parts.append(("", "it names one proof", "it names two proofs", "it names three proofs", "it is fully proved")[
            weighed.proof
        ])  # fmt: skip
    if weighed.recency:
        parts.append("it is from the last three years" if weighed.recency == 2 else "it is from the last eight years")
    text = "; ".join(parts) or "this reader expects the section"
    return text[0].upper() + text[1:] + "."


def cut_order(entries: Sequence[Weighed], *, keep: frozenset[str] = frozenset()) -> tuple[tuple[str, str], ...]:
    """The order in which entries are shortened and left out to save room: ``(id, depth)``, least valuable first.

    An entry loses its text before a better one loses its place: 6 points of value lie between two depths. Pinned ones
    and those to ``keep`` are shortened last and never left out.
    """
    steps = []
    for place, entry in enumerate(entries):
        held = entry.pinned or entry.id in keep
        for loss, depth in enumerate(DEPTHS[1:]):
            if not (held and depth == "out"):
                steps.append((held, entry.value + 6 * loss, -place, loss, entry.id, depth))
    return tuple((id, depth) for *_, id, depth in sorted(steps))


def _recency(body: Body, today: date) -> int:
    last = field_text(body.get("end")) or field_text(body.get("year"))
    if not last:
        return 2 if field_text(body.get("start")) else 0
    years = today.year - int(last[:4]) if last[:4].isdigit() else 99
    return 2 if years <= 3 else 1 if years <= 8 else 0


def _ids(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list | tuple) else ()
