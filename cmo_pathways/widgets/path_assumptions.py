"""Every number of a route as a table; an assumption opens into three fields and goes back to ours on demand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cmo_pathways.career import CareerGraph, Input, Route, inputs_of, your_numbers
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey
from cmo_pathways.scale import number_words
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.path_names import input_words

EDIT = "edit:"
_FIELDS = (("low", "Low"), ("typical", "Typical"), ("high", "High"))


@dataclass(frozen=True, slots=True)
class Draft:
    """The input that is being edited and what stands in its fields; an empty id where none is."""

    id: str = ""
    low: str = ""
    typical: str = ""
    high: str = ""


def draft_of(one: Input) -> Draft:
    """The fields of an input as it stands."""
    low, typical, high = ("" if v is None else number_words(v) for v in (one.low, one.typical, one.high))
    return Draft(one.id, low, typical, high)


def typed(draft: Draft, field: str, text: str) -> Draft:
    """The draft with another text in one field."""
    return replace(draft, **{field: text.strip()}) if field in {name for name, _ in _FIELDS} else draft


def keep_draft(journey: Journey, draft: Draft) -> None:
    """Record the numbers of a draft as the learner's own. Raises LearnerError for what cannot be, UnknownId."""
    body = {name: _number(label, getattr(draft, name)) for name, label in _FIELDS}
    numbers = your_numbers(journey.catalogue.career, draft.id, body)
    journey.record("assumption", draft.id, {"low": numbers.low, "typical": numbers.typical, "high": numbers.high})


def give_back(journey: Journey, id: str) -> None:
    """Take the learner's own numbers back, so that those of the tables count again."""
    journey.record("assumption", id, {"low": None, "typical": None, "high": None})


def assumption_blocks(graph: CareerGraph, route: Route, draft: Draft) -> list[b.Block]:
    """All inputs of a route; the one that is edited stands open above the table."""
    inputs = inputs_of(graph, route.schedule)
    open_one = next((one for one in inputs if one.id == draft.id), None)
    rows = [
        (b.words(one.label), input_words(one, graph), b.words(one.unit), b.words(_whose(one)), _edit(one))
        for one in inputs
    ]
    assumed = sum(one.assumed for one in inputs)
    lead = f"{len(inputs)} numbers, {assumed} of them our assumptions. Put your own in their place; each is recorded."
    return [
        *([_form(open_one, draft)] if open_one else []),
        b.details(
            "inputs",
            f"The numbers behind these times ({len(inputs)})",
            b.prose(b.words(lead)),
            b.table(("What", "Low to high, typically", "Unit", "Whose", "Change"), rows),
            open=bool(open_one),
        ),
    ]


def _whose(one: Input) -> str:
    return ", ".join([one.said, *one.sources])


def _edit(one: Input) -> str:
    text = "yours, edit" if one.yours else "assumption, edit" if one.assumed else "edit"
    return b.link(f"{EDIT}{one.id}", text)


def _form(one: Input, draft: Draft) -> b.Block:
    fields = [
        b.field(f"number:{name}", f"{label} [{one.unit}]", getattr(draft, name), numeric=True)
        for name, label in _FIELDS
    ]
    back = [b.button("number-back", "Back to the number of the tables")] if one.yours else []
    return b.group(
        f"edit-{one.id}",
        b.title(one.label, level=3, at=f"{EDIT}{one.id}"),
        b.group("numbers", *fields, style="form"),
        b.buttons(
            b.button("number-keep", "Keep my numbers"), *back, b.button("number-leave", "Leave it", style="text")
        ),
    )


def _number(label: str, text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError as error:
        raise LearnerError(f'{label}: "{text[:40]}" is no number. Write it as 2 or 2.5.') from error
