from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import pytest
from career.slow_lives import slow_holds, slow_times
from hypothesis import given, settings
from hypothesis import strategies as st

from cmo_pathways.career import YourNumbers, simulate_time, with_input
from cmo_pathways.career.lives import BLOCK, pert_table
from cmo_pathways.career.schedule import Schedule, Task, Wait
from cmo_pathways.career.simulate import Simulation, percentile
from cmo_pathways.career.spread import NO_TIME, Attempts, Spread
from cmo_pathways.errors import LearnerError

GAP = Spread(2, 4, 8, assumed=True)
SHORT, LONG = Spread(0, 1, 3, assumed=True), Spread(3, 5, 9, assumed=True)


def post(id: str, *waits: Wait, opening: Spread = NO_TIME) -> Task:
    return Task(id, True, NO_TIME, waits, opening)


def study(id: str, length: Spread, *waits: Wait, attempts: Attempts | None = None) -> Task:
    return Task(id, False, length, waits, attempts=attempts)


def after(origin: str, gap: Spread = NO_TIME, **more: float) -> Wait:
    return Wait(f"{origin}-on", origin, gap, **more)


def exam(chance: float, again: Spread = SHORT, most: int | None = None) -> Attempts:
    return Attempts(Spread(chance, chance, chance, assumed=True), again, most)


def chain(*gaps: Spread) -> Schedule:
    names = ["held", *(f"s{number}" for number in range(len(gaps)))]
    return Schedule(tuple(post(names[n + 1], after(names[n], gap)) for n, gap in enumerate(gaps)), {"held": 0.0})


def route(*tasks: Task) -> Schedule:
    return Schedule(tasks, {"held": 0.0})


NETWORKS = {
    "a chain of posts": chain(GAP, LONG, SHORT),
    "two ways that meet": route(
        study("degree", LONG, after("held")),
        study("training", GAP, Wait("later", "held", SHORT)),
        post("goal", after("degree"), after("training", SHORT)),
    ),
    "an exam that may be failed": route(
        study("degree", LONG, after("held")),
        study("exam", NO_TIME, after("degree"), attempts=exam(0.6)),
        post("goal", after("exam", SHORT)),
    ),
    "an exam beside a degree": route(
        study("exam", NO_TIME, after("held"), attempts=exam(0.3, GAP, most=4)),
        study("degree", LONG, after("held")),
        post("goal", after("exam"), after("degree", SHORT)),
    ),
    "a wait for an opening and a way that opens later": route(
        study("degree", GAP, after("held")),
        post("first", after("degree"), Wait("late", "held", NO_TIME, opens=4.5), opening=SHORT),
        post("goal", after("first", GAP), opening=Spread(0, 0.25, 1.5, assumed=True)),
    ),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_percentiles_agree_with_a_slow_simulation_within_one_percent(name: str):
    found = simulate_time(NETWORKS[name], draws=400_000, seed=1)
    slow = slow_times(NETWORKS[name], 60_000, seed=2)
    for years, share in ((found.p10, 0.1), (found.p50, 0.5), (found.p90, 0.9)):
        assert years == pytest.approx(percentile(slow, share), rel=0.01)


@pytest.mark.parametrize("numbers", [(2, 4, 8), (0, 0, 3), (3, 3, 9), (1, 5, 5), (2, 4, 4)])
def test_the_mean_of_the_draws_is_that_of_the_distribution(numbers: tuple[float, float, float]):
    low, typical, high = numbers
    drawn = low + (high - low) * pert_table((typical - low) / (high - low))
    assert low <= min(drawn) and max(drawn) <= high
    assert fmean(drawn) == pytest.approx((low + 4 * typical + high) / 6, abs=1e-4 * (high - low))


def test_a_certain_time_is_not_drawn():
    years = simulate_time(chain(Spread(3, 3, 3, assumed=False)), draws=10)
    assert (years.p10, years.p50, years.p90) == (3, 3, 3)
    assert set(years.dots) == {3} and years.chance_by(2.99) == 0 and years.chance_by(3) == 1


def test_an_exam_passed_in_half_of_the_attempts_takes_as_long_as_the_geometric_distribution_says():
    pause = Spread(1, 1, 1, assumed=True)
    time = simulate_time(route(study("exam", NO_TIME, after("held"), attempts=exam(0.5, pause))), draws=200_000)
    for failures in range(5):
        assert time.chance_by(failures) == pytest.approx(1 - 0.5 ** (failures + 1), abs=0.005)
    assert time.holds == 1


def test_a_last_attempt_and_a_closing_day_lower_the_chance_to_arrive_but_no_percentile():
    attempts = exam(0.5, Spread(1, 1, 1, assumed=True), most=2)
    limited = route(study("exam", NO_TIME, after("held"), attempts=attempts), post("goal", after("exam", closes=0.5)))
    time = simulate_time(limited, draws=100_000)
    assert time.holds == pytest.approx(0.5, abs=0.01)
    assert time.chance_by(50) == pytest.approx(0.5, abs=0.01)
    assert time.p90 == 1
    some = route(study("s", GAP, after("held")), post("goal", after("s", SHORT, closes=5.0)))
    found = simulate_time(some, draws=100_000)
    assert found.holds == pytest.approx(slow_holds(some, 40_000, seed=3), abs=0.015)
    assert found.chance_by(4.0) == pytest.approx(simulate_time(chain(GAP, SHORT)).chance_by(4.0), abs=0.03)


def test_nothing_starts_before_today_however_long_ago_the_rest_was():
    schedule = Schedule((post("s", after("held", GAP)),), {"held": -40.0})
    assert simulate_time(schedule, draws=50).p90 == 0


def test_the_same_seed_gives_the_same_answer_and_another_one_does_not():
    once, again, other = (simulate_time(chain(GAP, GAP), seed=seed) for seed in (7, 7, 8))
    assert once == again and once.years != other.years


def test_a_time_that_two_routes_share_is_the_same_in_both():
    one, other = (simulate_time(NETWORKS["two ways that meet"], draws=n, seed=5) for n in (2000, 2000))
    alone = simulate_time(route(study("degree", LONG, after("held"))), draws=2000, seed=5)
    assert one.steps[0].end == alone.years == other.steps[0].end


def test_lives_beyond_the_first_block_are_new_ones():
    many, few = (simulate_time(chain(GAP, LONG), draws=n) for n in (3 * BLOCK + 5, BLOCK))
    assert many.steps == few.steps
    assert many.years != few.years and many.p50 == pytest.approx(few.p50, abs=0.05)


def test_fifty_dots_stand_for_the_lives_in_rising_order():
    time = simulate_time(chain(GAP, LONG), draws=5000)
    assert len(time.dots) == 50 and list(time.dots) == sorted(time.dots)
    assert sum(dot <= time.p50 for dot in time.dots) == 25
    assert time.chance_by(time.dots[9]) == pytest.approx(0.19, abs=0.001)


def test_no_draw_at_all_is_refused_in_one_sentence():
    with pytest.raises(LearnerError, match=r"^The number of draws is 0\. Use 1 or more\.$"):
        simulate_time(chain(GAP), draws=0)


spreads = st.tuples(*[st.floats(0, 10).map(lambda v: round(v, 2))] * 3).map(
    lambda numbers: Spread(*sorted(numbers), assumed=True)
)


@settings(max_examples=40, deadline=None)
@given(st.lists(spreads, min_size=1, max_size=4), st.integers(0, 3), st.floats(0, 5))
def test_a_longer_time_never_shortens_any_life(times: list[Spread], which: int, more: float):
    base, place = chain(*times), which % len(times)
    gap = times[place]
    id = f"transition:{'held' if not place else f's{place - 1}'}-on:gap"
    longer = with_input(base, id, YourNumbers(gap.low + more, gap.typical + more, gap.high + more))
    later = with_input(base, id, YourNumbers(gap.low, gap.high, gap.high))
    was = simulate_time(base, draws=400).quantiles
    for other in (longer, later):
        assert all(a <= b + 1e-6 for a, b in zip(was, simulate_time(other, draws=400).quantiles, strict=True))


@settings(max_examples=30, deadline=None)
@given(st.floats(0.05, 1), st.floats(0.05, 1))
def test_a_better_chance_never_takes_longer(one: float, other: float):
    network = NETWORKS["an exam that may be failed"]
    worse, better = (
        simulate_time(with_input(network, "exam:exam:pass", YourNumbers(p, p, p)), draws=400).quantiles
        for p in sorted((one, other))
    )
    assert all(late >= early - 1e-9 for late, early in zip(worse, better, strict=True))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(spreads, spreads, st.booleans()), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_no_step_starts_in_any_life_before_all_that_it_waits_for(rows: list, random):
    tasks, names = [], ["held"]
    for number, (length, gap, lasting) in enumerate(rows):
        origins = random.sample(names, k=min(len(names), 2))
        tasks.append(Task(f"s{number}", lasting, length, tuple(Wait(f"{o}{number}", o, gap) for o in origins)))
        names.append(f"s{number}")
    simulation = Simulation(64, 3)
    block = simulation._block
    done = dict(zip(names[1:], block.run(Schedule(tuple(tasks), {"held": -1.0})), strict=True))
    assert len(done) == len(rows)
    for task in tasks:
        for wait in task.waits:
            ready = done[wait.origin].ready if wait.origin in done else -1.0
            assert (block.whole(done[task.step].start) >= ready + wait.gap.low - 1e-9).all()
        assert (block.whole(done[task.step].end - done[task.step].start) >= task.length.low - 1e-9).all()


def test_a_what_if_leaves_everything_else_as_it_was():
    network = NETWORKS["an exam beside a degree"]
    same = with_input(network, "exam:exam:attempts", YourNumbers(4, 4, 4))
    assert same == network
    changed = with_input(network, "step:degree:years", YourNumbers(1, 2, 3))
    assert [task.step for task in changed.tasks] == [task.step for task in network.tasks]
    assert changed.tasks[1] == replace(network.tasks[1], length=Spread(1, 2, 3, assumed=False, yours=True))


@given(st.lists(st.floats(0, 50), min_size=1), st.floats(0, 1), st.floats(0, 1))
def test_percentiles_rise_with_their_share(values: list[float], one: float, other: float):
    ordered = sorted(values)
    low, high = percentile(ordered, min(one, other)), percentile(ordered, max(one, other))
    assert ordered[0] <= low <= high + 1e-9 and high <= ordered[-1] + 1e-9


def test_a_percentile_between_two_values_lies_on_the_line_between_them():
    assert percentile([1.0, 2.0, 4.0], 0.75) == 3.0
