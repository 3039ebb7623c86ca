"""The plan of a screen while it grows: the newest answer to what was asked last, worked out beside the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from cmo_pathways.plan import Brake, Development, Effort, Plan, Problem, RobustPlan, robust_plan, usual_scenarios
from cmo_pathways.widgets.beside import Beside

EFFORT = Effort(work=2.0, seconds=8.0)
"""What the screen spends on a plan before it shows what it has; the command line may spend more."""

_REST = 0.5  # [seconds] a slider rests before a search begins, so that none begins while it moves


class PlanWork:
    """The answer to the last request, and the comparison of scenarios where it was asked for.

    ``found`` is the newest answer, ``working`` True while a better one is looked for, ``searched`` True once the search
    has ended. ``refresh`` shows the screen again.
    """

    def __init__(self) -> None:
        self.found: Development | None = None
        self.robust: RobustPlan | None = None
        self.working = self.searched = self.comparing = self.steady = False
        self.refresh: Callable[[], None] = lambda: None
        self._key: object = None
        self._steps: Iterator[Development] = iter(())
        self._brake = Brake()
        self._search, self._comparison = Beside(), Beside()

    @property
    def shown(self) -> Development | None:
        """The answer with the plan to show: the one that stays good where the learner wants it."""
        if self.found is None or not self.steady or self.robust is None:
            return self.found
        return replace(self.found, plan=_bounded(self.robust.plan, self.found.plan))

    def ask(self, key: object, steps: Callable[[Effort], Iterator[Development]]) -> None:
        """The quick answer at once, unless the same was asked before; the better ones follow where a loop runs.

        Raises what the first answer raises.
        """
        if key == self._key and self.found is not None:
            return
        self.forget()
        self._steps = steps(self._effort)
        self.found = next(self._steps)
        self._key = key
        self.working = self._search.begin(self._steps, self._take, self._end, after=_REST)

    def forget(self) -> None:
        """Call off all that is looked for beside the screen, because something else is asked."""
        self._search.stop()
        self._comparison.stop()
        self._brake.pull()  # a search that nobody waits for would slow the next answer down
        self._brake = Brake()
        self.found, self.robust, self._key = None, None, None
        self.working = self.searched = self.comparing = self.steady = False

    def finish(self) -> None:
        """Look for the best plan here and now, where nothing works beside the screen."""
        if not self.working:
            for found in self._steps:
                self.found = found
            self.searched = True

    def compare(self, exams: Sequence[str]) -> None:
        """Put the plans of several scenarios through each other, beside the screen where that works."""
        if self.found is None or self.comparing:
            return
        steps = _compared(self.found.problem, exams, self._effort)
        self.comparing = self._comparison.begin(steps, self._take_robust, self._end_robust)
        if not self.comparing:
            self.robust = next(steps, None)

    @property
    def _effort(self) -> Effort:
        return replace(EFFORT, brake=self._brake)

    def _take(self, found: Development) -> None:
        self.found = found
        self.refresh()

    def _end(self) -> None:
        self.working, self.searched = False, True
        self.refresh()

    def _take_robust(self, found: RobustPlan) -> None:
        self.robust = found

    def _end_robust(self) -> None:
        self.comparing = False
        self.refresh()


def _bounded(plan: Plan, shortest: Plan) -> Plan:
    """A plan of the same problem, with what is proved of the shortest one: how many weeks may be saved at most."""
    if plan.weeks is None or not shortest.bound_weeks:
        return plan
    proved = plan.weeks <= shortest.bound_weeks
    return replace(plan, bound_weeks=min(plan.weeks, shortest.bound_weeks), status="optimal" if proved else plan.status)


def _compared(problem: Problem, exams: Sequence[str], effort: Effort) -> Iterator[RobustPlan]:
    found = robust_plan(problem, usual_scenarios(exams), effort)
    if found is not None:
        yield found
