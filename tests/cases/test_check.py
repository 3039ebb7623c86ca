"""One planted fault per check: the code, the line and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cmo_pathways.cases import Case, check_case, check_case_file
from cmo_pathways.cases.check_paths import play_minutes

MAP = {
    "patient-safety",
    "conflict-resolution-negotiation",
    "data-analytics",
    "executive-communication",
}
TODAY = date(2026, 11, 12)
WRONG = Path(__file__).parents[1] / "wrong" / "cases"

FAULTS = [
    ("E-KEY", "vacant", 15, ("counters: {trust: 0", "tempo: {trust: 0"), 'unknown key "tempo"'),
    ("E-KEY", "vacant", 3, ("version: 1.0.0", "checked: 1.0.0"), "it belongs in an entry of sources:"),
    ("E-KEY", "vacant", 2, ("title: The vacant list\n", ""), '"title" is missing'),
    ("E-KEY", "vacant", 8, ("difficulty: 2 ", "difficulty: hard "), "whole number"),
    ("E-KEY", "vacant", 8, ("difficulty: 2 ", "difficulty: 7 "), "use 1 to 5"),
    ("E-KEY", "vacant", 4, ("title: The vacant list", "title: [a, b]"), "should be a text"),
    ("E-KEY", "vacant", 3, ("version: 1.0.0", "version: 1.0"), "three numbers"),
    ("E-KEY", "vacant", 6, ("lang: en\n", "lang: en\nlang: en\n"), "stands twice"),
    ("E-KEY", "vacant", 32, ("{ending: strong}", "{ending: good}"), "use strong, mixed or poor"),
    ("E-KEY", "template", 59, ("ask: number", "ask: guess"), "use number or memo"),
    ("E-LINE", "vacant", 34, ("### Debrief\nWhat", "### Debreif\nWhat"), '"Debreif" is not known'),
    ("E-LINE", "vacant", 22, ("trust -1; act-first]", "trust minus 1; act-first]"), "cannot be read"),
    ("E-LINE", "vacant", 24, ("[-2 patient-safety]", "[-2 patient-safety] when trust is low"), "write"),
    ("E-ID", "vacant", 20, ("## call", "## Call me"), '"Call me" is malformed'),
    ("E-ID", "vacant", 38, ("## fast {", "## fair {"), '"fair" stands twice'),
    ("E-ID", "vacant", 24, ("- {defer}", "- {stop}"), '"stop" stands twice'),
    ("E-ID", "vacant", 24, ("- {defer}", "- {De fer}"), "malformed"),
    ("E-TARGET", "vacant", 22, ("-> review [", "-> revue ["), '"revue", which is no scene'),
    ("E-TARGET", "vacant", 24, ("-> harm [-2 patient-safety]", ""), "leads nowhere"),
    ("E-TARGET", "vacant", 18, ("start: call", "start: phone"), 'start "phone" is no scene'),
    ("E-UNREACHABLE", "vacant", 38, ("-> fast [", "-> fair ["), 'scene "fast"'),
    (
        "E-UNREACHABLE",
        "vacant",
        32,
        ("with a written agreement.", "Done.\n- {a} On -> harm\n  > So."),
        "never be taken",
    ),
    ("E-DEAD-END", "vacant", 32, ("## fair {ending: strong}", "## fair"), 'scene "fair" has no choices'),
    (
        "E-NO-ENDING",
        "vacant",
        44,
        ("## harm {ending: poor}\nA sponge is found on the afternoon X-ray.", "## harm\n- {on} On -> harm\n  > So."),
        "no ending can be reached",
    ),
    ("W-SAME-LENGTH", "vacant", 18, ("-> harm [-2 patient-safety]", "-> review [-2 patient-safety]"), "2 decision(s)"),
    ("E-GUARD-NEVER", "vacant", 28, ("resolve +1]", "resolve +1] when trust >= 5"), '"suspend" can never be true'),
    ("W-GUARD-ALWAYS", "vacant", 28, ("resolve +1]", "resolve +1] when trust <= 5"), '"suspend" is always true'),
    ("E-COUNTER", "vacant", 28, ("resolve +1]", "resolv +1]"), '"resolv" is not declared'),
    ("E-COUNTER", "vacant", 28, ("resolve +1]", "resolve +1] when mood <= 5"), '"mood" of the guard'),
    ("W-COUNTER-UNUSED", "vacant", 15, ("resolve: 0}", "resolve: 0, mood: 1}"), '"mood" is never used'),
    (
        "E-COMPETENCY",
        "vacant",
        14,
        ("[patient-safety, ", "[patient-safty, "),
        '"patient-safty" is not in the skill map',
    ),
    ("E-COMPETENCY", "vacant", 28, ("[+1 conflict-resolution-", "[+1 conflict-"), "scored but not declared"),
    ("E-NOT-SCORED", "vacant", 14, ("competencies: [", "competencies: [data-analytics, "), '"data-analytics"'),
    ("E-FLAT", "vacant", 26, ("[+1 conflict", "[+2 conflict"), "score the same"),
    ("W-STRAW-MAN", "vacant", 28, ("trust -2; resolve +1", "trust -2"), '"suspend" has nothing that "listen" lacks'),
    ("W-UNBALANCED", "vacant", 14, ("[+2 patient-safety", "[+9 patient-safety"), "even out the weights"),
    ("E-DEBRIEF", "vacant", 32, ("### Debrief\nWhat did you secure first, and who heard it from you?\n", ""), '"fair"'),
    ("E-FEEDBACK", "vacant", 24, ("  > Silence is a decision too: the next count was wrong.\n", ""), '"defer"'),
    ("E-FEEDBACK", "vacant", 21, ("It is 07:10.", "> It is 07:10."), "stands under no choice"),
    ("E-FEEDBACK", "template", 59, ("wrong:\n> Mean", "# Mean"), "the wrong number has no feedback"),
    ("E-OBJECTIVE", "vacant", 11, ("trust +2; fair-process]", "trust +2]"), '"fair-process" is touched by no choice'),
    ("E-OBJECTIVE", "vacant", 30, ("trust +2; fair-process]", "trust +2; fair-process; win]"), '"win"'),
    ("W-FACILITATOR", "vacant", 38, ("### Facilitator\nContrast urgency with importance.\n", ""), '"fast"'),
    ("W-MINUTES", "vacant", 10, ("play: 3", "play: 12"), "the longest path takes about"),
    ("E-SOURCE", "vacant", 28, ("ended at 07:25. (s1)", "ended at 07:25. (s9)"), '"s9" is not declared'),
    ("E-SOURCE", "vacant", 24, ("the next count was wrong.", "3 % of counts are wrong."), "a number without a source"),
    ("E-SOURCE", "vacant", 38, ("Which danger were", "For 20 minutes, which danger were"), "20 minutes"),
    ("E-SOURCE", "vacant", 17, ("checked: 2026-11", "checked: lately"), "no month of checking"),
    ("W-STALE", "vacant", 17, ("checked: 2026-11", "checked: 2024-10"), "more than 2 years ago"),
    ("E-FICTIONAL", "vacant", 1, ("fictional: true\n", ""), "fictional: true"),
    ("E-FICTIONAL", "vacant", 7, ("fictional: true", "fictional: false"), "fictional: true"),
    ("E-DATA", "template", 28, ("file: falls.csv", "file: trips.csv"), "missing"),
    ("E-DATA", "template", 28, ("file: falls.csv", "file: ../falls.csv"), "outside the folder"),
    ("E-DATA", "template", 29, ("sha256: 319a", "sha256: 219a"), "another hash than stated - write sha256: 319a"),
    ("E-DATA", "template", 30, ("[month, rate]  ", "[month, rates] "), '"rates"'),
    ("E-DATA", "template", 31, ("chart: run(rate)", "chart: pie(rate)"), '"pie" is not known'),
    ("E-DATA", "template", 49, ("reveal: falls", "reveal: trips"), '"trips", which is no table'),
    ("E-SEED", "template", 33, ("    seed: 3\n", ""), "no seed"),
    ("E-EXPECT", "template", 59, ("expect: xmr_upper(rate)", "expect: xmr_uper(rate)"), 'did you mean "xmr_upper"?'),
    ("E-EXPECT", "template", 59, ("expect: xmr_upper(rate)", "expect: xmr_upper(rates)"), 'column "rates"'),
    ("E-EXPECT", "template", 59, ("expect: xmr_upper(rate)", "expect: xmr_upper(month)"), "cannot be computed"),
    ("E-EXPECT", "template", 59, ("xmr_upper(rate)\nt", 'xmr_upper(rate, month, "x")\nt'), '"x" is not in the column'),
    ("E-EXPECT", "template", 59, ("xmr_upper(rate)\nt", "xmr_upper(rate, 3)\nt"), "a literal needs the column phases"),
    ("E-EXPECT", "template", 62, ("xmr_upper(rate)\nt", "__import__('os').getcwd()\nt"), "cannot be read"),
    ("E-EXPECT", "template", 59, ("tolerance: 0.1\n", ""), "no tolerance"),
    ("E-EXPECT", "template", 59, ("from: falls", "from: trips"), '"from: trips" names no table'),
    ("E-RUBRIC", "template", 85, ("- 2 Says that it is chance, and stops\n", ""), "2 rubric levels"),
    ("E-RUBRIC", "template", 85, ("- 2 Says", "- 3 Says"), "do not rise"),
]


@pytest.mark.parametrize(("code", "base", "line", "swap", "words"), FAULTS)
def test_planted_fault_is_found_at_its_line(
    changed: Callable[..., Path], code: str, base: str, line: int, swap: tuple[str, str], words: str
) -> None:
    found = check_case_file(changed(base, swap), competencies=MAP, today=TODAY)
    wanted = [p for p in found if p.code == code and words in p.message]
    assert [p.line for p in wanted] == [line], [str(p) for p in found]
    assert wanted[0].file == "my.md"


@pytest.mark.parametrize("base", ["vacant", "template"])
def test_sound_case_has_no_problem(changed: Callable[..., Path], base: str) -> None:
    assert check_case_file(changed(base), competencies=MAP, today=TODAY) == ()


def test_only_one_ending_is_a_warning(changed: Callable[..., Path]) -> None:
    file = changed("vacant", *(swap for name in ("fast", "harm") for swap in _cut(name)))
    assert "W-ONE-ENDING" in codes(file)


def test_six_choices_are_crowded(changed: Callable[..., Path]) -> None:
    more = "".join(f"- {{x{i}}} Text -> fair [+{i} patient-safety]\n  > So.\n" for i in range(4))
    found = check_case_file(changed("vacant", ("## fair {", more + "## fair {")), today=TODAY)
    assert [(p.line, p.code) for p in found if p.code == "W-CROWDED"] == [(26, "W-CROWDED")]


def test_state_in_which_all_choices_are_closed_is_found(changed: Callable[..., Path]) -> None:
    file = changed(
        "vacant",
        ("trust -2; resolve +1]", "trust -2; resolve +1] when trust >= 0"),
        ("trust +2; fair-process]", "trust +2; fair-process] when trust >= 0 and resolve == 0"),
    )
    stuck = next(p for p in check_case_file(file, today=TODAY) if p.code == "E-GUARD-STUCK")
    assert (stuck.line, "(trust -1, resolve 0)" in stuck.message) == (26, True)


def test_best_choice_that_always_stands_first_tells_itself(changed: Callable[..., Path]) -> None:
    scene = (
        "- {{a}} Yes -> {to} [+2 patient-safety]\n  > So.\n- {{b}} No -> {to} [+1 patient-safety; trust +1]\n  > So.\n"
    )
    more = "## one\n" + scene.format(to="two") + "## two\n" + scene.format(to="harm")
    file = changed("vacant", ("-> harm [", "-> one ["), ("## harm {", more + "## harm {"))
    assert "W-TELL" not in codes(file)
    text = file.read_text(encoding="utf-8").replace("[+1 conflict", "[+3 conflict")
    file.write_text(text, encoding="utf-8")
    assert "W-TELL" in codes(file)


def test_message_has_file_line_code_and_mend(changed: Callable[..., Path]) -> None:
    debrief = "### Debrief\nWhat did you secure first, and who heard it from you?\n"
    (problem,) = check_case_file(changed("vacant", (debrief, "")), competencies=MAP, today=TODAY)
    assert str(problem) == 'my.md:32 E-DEBRIEF ending "fair" has no debrief question - add "### Debrief"'


def test_wrong_case_gives_exactly_its_problems() -> None:
    found = check_case_file(WRONG / "many-faults.md", competencies=MAP, today=TODAY)
    expected = (WRONG / "many-faults.txt").read_text(encoding="utf-8").splitlines()
    assert len(expected) > 10
    assert [str(p) for p in found] == expected


@pytest.mark.parametrize("text", ["", "no front matter", "---\ncase: x\n", "---\n[1, 2\n---\n", "---\n---\n"])
def test_unreadable_file_is_a_problem_not_a_crash(tmp_path: Path, text: str) -> None:
    file = tmp_path / "my.md"
    file.write_text(text, encoding="utf-8")
    assert "E-KEY" in codes(file)


def test_missing_and_misencoded_files_are_problems(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"---\ntitle: caf\xe9\n---\n")
    assert codes(tmp_path / "none.md") == {"E-FILE"} == codes(tmp_path / "latin.md")


def test_a_loop_in_the_scenes_ends_and_is_checked(changed: Callable[..., Path]) -> None:
    file = changed("vacant", ("-> harm [-2 patient-safety]", "-> call [-2 patient-safety]"))
    assert "E-GUARD-STUCK" not in codes(file)


def test_minutes_count_words_and_decisions(vacant: Case) -> None:
    assert 2 < play_minutes(vacant) < 3


def test_sources_are_not_dated_without_a_day(vacant: Case) -> None:
    assert check_case(vacant, competencies=MAP) == ()
    assert {p.code for p in check_case(vacant, competencies=MAP, today=date(2030, 1, 1))} == {"W-STALE"}


def codes(file: Path) -> set[str]:
    return {p.code for p in check_case_file(file, competencies=MAP, today=TODAY)}


def _cut(ending: str) -> tuple[tuple[str, str], ...]:
    """The swaps that take one ending out and lead its choice to the ending ``fair``."""
    text = (Path(__file__).parent / "vacant-list.md").read_text(encoding="utf-8")
    start = text.index(f"## {ending} {{")
    stop = text.find("\n## ", start)
    return (f"-> {ending} [", "-> fair ["), (text[start:stop] if stop > 0 else text[start:], "")
