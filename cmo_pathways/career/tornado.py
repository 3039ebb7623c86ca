"""What moves the time of a route most: each input at its low and its high value, the rest as drawn."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.career.graph import CareerGraph
from cmo_pathways.career.inputs import Input, inputs_of
from cmo_pathways.career.schedule import Schedule
from cmo_pathways.career.simulate import Simulation
from cmo_pathways.career.spread import YourNumbers
from cmo_pathways.career.yours import with_input


@dataclass(frozen=True, slots=True)
class Swing:
    """The median time of a route [years from today] with one input at its low (``at_low``) and its high value."""

    input: Input
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the input moves the median [years]."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Tornado:
    """The median as it is [years from today] and what each input does to it, widest first."""

    median: float
    swings: tuple[Swing, ...]


def tornado_of(graph: CareerGraph, schedule: Schedule, *, draws: int = 2000, seed: int = 7) -> Tornado:
    """What moves the median of a route, widest first; inputs that do not move it stand last.

    Only one input is set at a time; all the others are drawn, in the same lives throughout, so that a difference is
    never chance. The first 16,384 lives count. Raises LearnerError where ``draws`` is below 1.
    """
    simulation = Simulation(draws, seed)
    swings = []
    for one in inputs_of(graph, schedule):
        if one.low is None or one.high is None:
            continue
        at_low, at_high = (
            simulation.quick_median(with_input(schedule, one.id, YourNumbers(value, value, value)))
            for value in (one.low, one.high)
        )
        swings.append(Swing(one, at_low, at_high))
    swings.sort(key=lambda swing: -swing.width)
    return Tornado(simulation.quick_median(schedule), tuple(swings))
