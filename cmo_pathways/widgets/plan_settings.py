"""The settings of the plan screen: what the learner can give, what is aimed for, what must or may not be in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from cmo_pathways.career import Activity
from cmo_pathways.journey import Journey, target_of
from cmo_pathways.ledger import LedgerState
from cmo_pathways.plan import FIRST_GAPS, Limits, Relaxation
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.gaps import role_options

SCREEN = "development-plan"
SHOWN = (
    ("calendar", "Calendar"),
    ("hours", "Hours a week"),
    ("money", "Money"),
    ("gaps", "Gaps"),
    ("otherwise", "If it goes otherwise"),
)
_RANGES: Mapping[str, tuple[int, int, int]] = {"hours": (1, 40, 1), "budget": (0, 150_000, 500), "months": (3, 180, 1)}
_FREE, _NONE = "one", "none"
_SECTORS = {
    "": "that of the role",
    "hospital": "Hospital or health system",
    "payer": "Health plan",
    "pharma-biotech": "Pharma or biotech",
    "public-health": "Public health",
    "health-tech": "Health technology",
    "global-health": "Global health",
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner asks of a plan; ``gaps`` 0 means all, ``degree`` one, none, or the id of one that has to be in.

    ``hours`` [a week], ``budget`` [USD], ``months``; ``show`` is the view that is open.
    """

    hours: int = 6
    budget: int = 20_000
    months: int = 60
    gaps: int = FIRST_GAPS
    aim: str = "target"
    sector: str = ""
    degree: str = _FREE
    must: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    show: str = "calendar"

    def body(self) -> dict[str, Any]:
        """The plain values of a ``place`` event."""
        return {**asdict(self), "must": list(self.must), "never": list(self.never)}

    @property
    def asked(self) -> Settings:
        """The same request, whatever view is open."""
        return replace(self, show="calendar")

    @property
    def number(self) -> int | None:
        """So many gaps; None for all."""
        return self.gaps or None

    def limits(self, activities: Mapping[str, Activity]) -> Limits:
        """The limits for the planner."""
        degrees = {id for id, activity in activities.items() if activity.kind == "degree"}
        return Limits(
            hours_per_week=self.hours,
            budget=self.budget,
            months=self.months,
            must=frozenset({*self.must, *(degrees & {self.degree})}),
            never=frozenset({*self.never, *(degrees if self.degree == _NONE else ())}),
        )

    def changed(self, name: str, value: Any) -> Settings | None:
        """The settings after a change of a control; None where the name is none of theirs."""
        if name in _RANGES:
            low, high, _ = _RANGES[name]
            return _with(self, **{name: min(high, max(low, round(float(value))))})
        if name == "gaps":
            return _with(self, gaps=max(0, int(value)))
        if name in ("aim", "sector", "degree", "show"):
            return _with(self, **{name: str(value)})
        if name in ("must", "never") and value:
            kept = {other: tuple(id for id in getattr(self, other) if id != value) for other in ("must", "never")}
            return _with(self, **{**kept, name: (*kept[name], str(value))})
        return None

    def without(self, id: str) -> Settings:
        """The settings without a wish about an activity."""
        kept = {name: tuple(other for other in getattr(self, name) if other != id) for name in ("must", "never")}
        degree = _FREE if self.degree in (id, _NONE) else self.degree
        return _with(self, **kept, degree=degree)

    def relaxed(self, way: Relaxation) -> Settings | None:
        """The settings with one limit given up as far as it takes; None where the controls do not reach so far."""
        if way.limit == "never":
            return self.without(str(way.to))
        low, high, step = _RANGES[way.limit]
        wanted = -(-float(way.to) // step) * step
        return _with(self, **{way.limit: int(wanted)}) if low <= wanted <= high else None


def settings_in(state: LedgerState, activities: Mapping[str, Activity]) -> Settings:
    """Where the learner left the screen, or the first settings; what no longer exists is left out."""
    body, first = state.of("place").get(SCREEN, {}), Settings()
    found = first
    for name in ("hours", "budget", "months", "gaps"):
        value = body.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            found = found.changed(name, value) or found
    choices = {
        "aim": ("target", "next-level"),
        "sector": tuple(_SECTORS),
        "degree": (_FREE, _NONE, *(id for id, activity in activities.items() if activity.kind == "degree")),
        "show": tuple(id for id, _ in SHOWN),
    }
    found = _with(found, **{name: body[name] for name, known in choices.items() if body.get(name) in known})
    for name in ("must", "never"):
        listed = body.get(name)
        for id in listed if isinstance(listed, list | tuple) else ():
            found = (found.changed(name, id) or found) if id in activities else found
    return found


def slider_blocks(settings: Settings) -> b.Block:
    """The three limits as sliders: what if there were more or less of each."""
    return b.group(
        "limits",
        _slider("hours", "Hours you can give", settings.hours, "a week"),
        _slider("budget", "Money for all of it", settings.budget, "USD"),
        _slider("months", "Done within", settings.months, "months"),
        style="form",
    )


def setting_blocks(
    journey: Journey,
    state: LedgerState,
    settings: Settings,
    activities: Mapping[str, Activity],
    considered: Iterable[str],
) -> b.Block:
    """Everything else that a plan can be asked for, folded; wishes are among the activities ``considered``."""
    degrees = [
        (a.id, f"In any case: {a.name}")
        for a in activities.values()
        if a.kind == "degree" and not a.retired and a.hours.known
    ]
    helpful = sorted((activities[id].name, id) for id in considered if activities[id].kind != "degree")
    names = [(id, name) for name, id in helpful]
    numbers = [(str(n), "the one that matters most" if n == 1 else f"the {n} that matter most") for n in (1, 2, 3, 5)]
    fields = [
        b.select("target", "Target role", role_options(journey), target_of(state)),
        b.select("gaps", "Gaps to close", [*numbers, ("0", "all of them (may take minutes)")], str(settings.gaps)),
        b.select("aim", "How far", [("target", "to the target"), ("next-level", "one level up each")], settings.aim),
        b.select("sector", "Where you work meanwhile", list(_SECTORS.items()), settings.sector),
        b.select(
            "degree",
            "Management degree",
            [(_FREE, "One at most, where it helps"), (_NONE, "None"), *degrees],
            settings.degree,
        ),
        b.select("must", "Has to be in", [("", "Choose an activity"), *names], ""),
        b.select("never", "May not be in", [("", "Choose an activity"), *names], ""),
    ]
    wishes = [
        b.button(f"free:{id}", f"{words}: {activities[id].name}. Take away", style="text")
        for words, ids in (("In", settings.must), ("Not in", settings.never))
        for id in ids
    ]
    chosen = [b.buttons(*wishes)] if wishes else []
    return b.details("settings", "More settings", b.group("settings-form", *fields, style="form"), *chosen)


def _with(settings: Settings, **values: Any) -> Settings:
    return replace(settings, **values)


def _slider(name: str, label: str, value: int, unit: str) -> b.Block:
    low, high, step = _RANGES[name]
    return {
        "kind": "range", "name": name, "label": label, "min": low, "max": high, "step": step, "value": value,
        "unit": unit,
    }  # fmt: skip
