"""Seeded faults: each mutant of a sound case is caught under its code, at its line, with a mend."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from cmo_pathways.cases import check_case_file

MAP = {"patient-safety", "conflict-resolution-negotiation", "data-analytics", "executive-communication"}
TODAY = date(2026, 11, 12)
TABLE = """
E-KEY E-ID E-TARGET E-UNREACHABLE E-DEAD-END E-NO-ENDING W-ONE-ENDING W-SAME-LENGTH W-CROWDED E-GUARD-NEVER
W-GUARD-ALWAYS E-GUARD-STUCK E-COUNTER W-COUNTER-UNUSED E-COMPETENCY E-NOT-SCORED E-FLAT W-UNREACHABLE-MAX W-STRAW-MAN
W-TELL W-UNBALANCED E-DEBRIEF E-FEEDBACK E-OBJECTIVE W-FACILITATOR W-MINUTES E-SOURCE W-STALE E-FICTIONAL E-ALT
W-READING E-TRANSLATION E-DATA E-SEED E-EXPECT E-RUBRIC E-VERSION E-LINE
"""
"""Every code of the page on the case file, and E-LINE for what cannot be read."""


LONG = "Go to the room now, stop what is being done, and stay until the count has been finished by two people"
HARD = (
    "Notwithstanding the aforementioned organizational considerations, the multidisciplinary investigation "
    "subsequently demonstrated unequivocally that insufficient intraoperative communication facilitated the "
    "unintentional retention."
)
MORE = "".join(
    f"## {name}\n- {{{{b-{name}}}}} {{a}} -> {to} [+2 patient-safety]\n  > So.\n"
    f"- {{{{c-{name}}}}} {{b}} -> {to} [+1 patient-safety; trust +1]\n  > So.\n"
    for name, to in (("one", "two"), ("two", "harm"))
)
DEFER = (
    "- {defer} Let the list run and raise it at the monthly meeting -> harm [-2 patient-safety]\n"
    "  > Silence is a decision too: the next count was wrong.\n",
    "",
)


class Mutant(NamedTuple):
    """A sound case with some words replaced; ``line`` and ``words`` are those of the message that must come."""

    name: str
    code: str
    line: int
    base: str
    swaps: tuple[tuple[str, str], ...]
    words: str


MUTANTS = [
    Mutant("unknown-key", "E-KEY", 15, "vacant", (("counters: {trust: 0", "tempo: {trust: 0"),), 'unknown key "tempo"'),
    Mutant(
        "key-that-belongs-elsewhere",
        "E-KEY",
        3,
        "vacant",
        (("version: 1.0.0", "checked: 1.0.0"),),
        "it belongs in an entry of sources:",
    ),
    Mutant("missing-title", "E-KEY", 2, "vacant", (("title: The vacant list\n", ""),), '"title" is missing'),
    Mutant("difficulty-in-words", "E-KEY", 8, "vacant", (("difficulty: 2 ", "difficulty: hard "),), "whole number"),
    Mutant("difficulty-out-of-range", "E-KEY", 8, "vacant", (("difficulty: 2 ", "difficulty: 7 "),), "use 1 to 5"),
    Mutant("title-as-a-list", "E-KEY", 4, "vacant", (("title: The vacant list", "title: [a, b]"),), "should be a text"),
    Mutant("short-version", "E-KEY", 3, "vacant", (("version: 1.0.0", "version: 1.0"),), "three numbers"),
    Mutant("key-twice", "E-KEY", 6, "vacant", (("lang: en\n", "lang: en\nlang: en\n"),), "stands twice"),
    Mutant(
        "unknown-ending", "E-KEY", 32, "vacant", (("{ending: strong}", "{ending: good}"),), "use strong, mixed or poor"
    ),
    Mutant("unknown-question", "E-KEY", 59, "falls", (("ask: number", "ask: guess"),), "use number or memo"),
    Mutant(
        "misspelled-heading",
        "E-LINE",
        34,
        "vacant",
        (("### Debrief\nWhat", "### Debreif\nWhat"),),
        '"Debreif" is not known',
    ),
    Mutant(
        "unreadable-effect",
        "E-LINE",
        22,
        "vacant",
        (("trust -1; act-first]", "trust minus 1; act-first]"),),
        "cannot be read",
    ),
    Mutant(
        "unreadable-guard",
        "E-LINE",
        24,
        "vacant",
        (("[-2 patient-safety]", "[-2 patient-safety] when trust is low"),),
        "write",
    ),
    Mutant("malformed-scene-id", "E-ID", 20, "vacant", (("## call", "## Call me"),), '"Call me" is malformed'),
    Mutant("scene-twice", "E-ID", 38, "vacant", (("## fast {", "## fair {"),), '"fair" stands twice'),
    Mutant("choice-twice", "E-ID", 24, "vacant", (("- {defer}", "- {stop}"),), '"stop" stands twice'),
    Mutant("malformed-choice-id", "E-ID", 24, "vacant", (("- {defer}", "- {De fer}"),), "malformed"),
    Mutant(
        "choice-to-no-scene", "E-TARGET", 22, "vacant", (("-> review [", "-> revue ["),), '"revue", which is no scene'
    ),
    Mutant("choice-without-a-scene", "E-TARGET", 24, "vacant", (("-> harm [-2 patient-safety]", ""),), "leads nowhere"),
    Mutant(
        "start-that-is-no-scene",
        "E-TARGET",
        18,
        "vacant",
        (("start: call", "start: phone"),),
        'start "phone" is no scene',
    ),
    Mutant("scene-cut-off", "E-UNREACHABLE", 38, "vacant", (("-> fast [", "-> fair ["),), 'scene "fast"'),
    Mutant(
        "ending-with-choices",
        "E-UNREACHABLE",
        32,
        "vacant",
        (("with a written agreement.", "Done.\n- {a} On -> harm\n  > So."),),
        "never be taken",
    ),
    Mutant(
        "dead-end",
        "E-DEAD-END",
        32,
        "vacant",
        (("## fair {ending: strong}", "## fair"),),
        'scene "fair" has no choices',
    ),
    Mutant(
        "loop-without-an-ending",
        "E-NO-ENDING",
        44,
        "vacant",
        (("## harm {ending: poor}\nA sponge is found on the afternoon X-ray.", "## harm\n- {on} On -> harm\n  > So."),),
        "no ending can be reached",
    ),
    Mutant(
        "paths-of-one-length",
        "W-SAME-LENGTH",
        18,
        "vacant",
        (("-> harm [-2 patient-safety]", "-> review [-2 patient-safety]"),),
        "2 decision(s)",
    ),
    Mutant(
        "guard-never-true",
        "E-GUARD-NEVER",
        28,
        "vacant",
        (("resolve +1]", "resolve +1] when trust >= 5"),),
        '"suspend" can never be true',
    ),
    Mutant(
        "guard-always-true",
        "W-GUARD-ALWAYS",
        28,
        "vacant",
        (("resolve +1]", "resolve +1] when trust <= 5"),),
        '"suspend" is always true',
    ),
    Mutant(
        "undeclared-counter", "E-COUNTER", 28, "vacant", (("resolve +1]", "resolv +1]"),), '"resolv" is not declared'
    ),
    Mutant(
        "undeclared-counter-in-a-guard",
        "E-COUNTER",
        28,
        "vacant",
        (("resolve +1]", "resolve +1] when mood <= 5"),),
        '"mood" of the guard',
    ),
    Mutant(
        "unused-counter",
        "W-COUNTER-UNUSED",
        15,
        "vacant",
        (("resolve: 0}", "resolve: 0, mood: 1}"),),
        '"mood" is never used',
    ),
    Mutant(
        "misspelled-competency",
        "E-COMPETENCY",
        14,
        "vacant",
        (("[patient-safety, ", "[patient-safty, "),),
        '"patient-safty" is not in the skill map',
    ),
    Mutant(
        "competency-not-declared",
        "E-COMPETENCY",
        28,
        "vacant",
        (("[+1 conflict-resolution-", "[+1 conflict-"),),
        "scored but not declared",
    ),
    Mutant(
        "competency-not-scored",
        "E-NOT-SCORED",
        14,
        "vacant",
        (("competencies: [", "competencies: [data-analytics, "),),
        '"data-analytics"',
    ),
    Mutant("flat-decision", "E-FLAT", 26, "vacant", (("[+1 conflict", "[+2 conflict"),), "score the same"),
    Mutant(
        "straw-man",
        "W-STRAW-MAN",
        28,
        "vacant",
        (("trust -2; resolve +1", "trust -2"),),
        '"suspend" has nothing that "listen" lacks',
    ),
    Mutant(
        "unbalanced-competencies",
        "W-UNBALANCED",
        14,
        "vacant",
        (("[+2 patient-safety", "[+9 patient-safety"),),
        "even out the weights",
    ),
    Mutant(
        "ending-without-debrief",
        "E-DEBRIEF",
        32,
        "vacant",
        (("### Debrief\nWhat did you secure first, and who heard it from you?\n", ""),),
        '"fair"',
    ),
    Mutant(
        "choice-without-feedback",
        "E-FEEDBACK",
        24,
        "vacant",
        (("  > Silence is a decision too: the next count was wrong.\n", ""),),
        '"defer"',
    ),
    Mutant(
        "feedback-under-no-choice",
        "E-FEEDBACK",
        21,
        "vacant",
        (("It is 07:10.", "> It is 07:10."),),
        "stands under no choice",
    ),
    Mutant(
        "wrong-number-without-feedback",
        "E-FEEDBACK",
        59,
        "falls",
        (("wrong:\n> Mean", "# Mean"),),
        "the wrong number has no feedback",
    ),
    Mutant(
        "untouched-objective",
        "E-OBJECTIVE",
        11,
        "vacant",
        (("trust +2; fair-process]", "trust +2]"),),
        '"fair-process" is touched by no choice',
    ),
    Mutant(
        "undeclared-objective",
        "E-OBJECTIVE",
        30,
        "vacant",
        (("trust +2; fair-process]", "trust +2; fair-process; win]"),),
        '"win"',
    ),
    Mutant(
        "ending-without-facilitator-note",
        "W-FACILITATOR",
        38,
        "vacant",
        (("### Facilitator\nContrast urgency with importance.\n", ""),),
        '"fast"',
    ),
    Mutant("wrong-minutes", "W-MINUTES", 10, "vacant", (("play: 3", "play: 12"),), "the longest path takes about"),
    Mutant(
        "unknown-source",
        "E-SOURCE",
        28,
        "vacant",
        (("ended at 07:25. (s1)", "ended at 07:25. (s9)"),),
        '"s9" is not declared',
    ),
    Mutant(
        "number-without-source",
        "E-SOURCE",
        24,
        "vacant",
        (("the next count was wrong.", "3 % of counts are wrong."),),
        "a number without a source",
    ),
    Mutant(
        "debrief-number-without-source",
        "E-SOURCE",
        38,
        "vacant",
        (("Which danger were", "For 20 minutes, which danger were"),),
        "20 minutes",
    ),
    Mutant(
        "source-without-a-month",
        "E-SOURCE",
        17,
        "vacant",
        (("checked: 2026-11", "checked: lately"),),
        "no month of checking",
    ),
    Mutant(
        "stale-source", "W-STALE", 17, "vacant", (("checked: 2026-11", "checked: 2024-10"),), "more than 2 years ago"
    ),
    Mutant("fiction-not-stated", "E-FICTIONAL", 1, "vacant", (("fictional: true\n", ""),), "fictional: true"),
    Mutant("fiction-denied", "E-FICTIONAL", 7, "vacant", (("fictional: true", "fictional: false"),), "fictional: true"),
    Mutant("data-missing", "E-DATA", 28, "falls", (("file: falls.csv", "file: trips.csv"),), "missing"),
    Mutant(
        "data-outside-the-folder",
        "E-DATA",
        28,
        "falls",
        (("file: falls.csv", "file: ../falls.csv"),),
        "outside the folder",
    ),
    Mutant(
        "changed-data",
        "E-DATA",
        29,
        "falls",
        (("sha256: 5de9", "sha256: 4de9"),),
        "another hash than stated - write sha256: 5de9",
    ),
    Mutant("unknown-column-shown", "E-DATA", 30, "falls", (("[month, rate]  ", "[month, rates] "),), '"rates"'),
    Mutant("unknown-chart", "E-DATA", 32, "falls", (("chart: xmr(rate)", "chart: pie(rate)"),), '"pie" is not known'),
    Mutant(
        "reveals-no-table",
        "E-DATA",
        49,
        "falls",
        (("reveal: falls", "reveal: trips"),),
        '"trips", which is no table',
    ),
    Mutant(
        "generator-without-seed",
        "E-SEED",
        34,
        "falls",
        (("# generator: make_data.py ", "generator: make_data.py "),),
        "no seed",
    ),
    Mutant(
        "unknown-method",
        "E-EXPECT",
        59,
        "falls",
        (("expect: xmr_upper(rate)", "expect: xmr_uper(rate)"),),
        'did you mean "xmr_upper"?',
    ),
    Mutant(
        "unknown-column-asked",
        "E-EXPECT",
        59,
        "falls",
        (("expect: xmr_upper(rate)", "expect: xmr_upper(rates)"),),
        'column "rates"',
    ),
    Mutant(
        "column-of-words",
        "E-EXPECT",
        59,
        "falls",
        (("expect: xmr_upper(rate)", "expect: xmr_upper(month)"),),
        "cannot be computed",
    ),
    Mutant(
        "unknown-literal",
        "E-EXPECT",
        59,
        "falls",
        (("xmr_upper(rate)\nt", 'xmr_upper(rate, month, "x")\nt'),),
        '"x" is not in the column',
    ),
    Mutant(
        "literal-without-its-column",
        "E-EXPECT",
        59,
        "falls",
        (("xmr_upper(rate)\nt", "xmr_upper(rate, 3)\nt"),),
        "a literal needs the column phases",
    ),
    Mutant(
        "call-that-is-code",
        "E-EXPECT",
        62,
        "falls",
        (("xmr_upper(rate)\nt", "__import__('os').getcwd()\nt"),),
        "cannot be read",
    ),
    Mutant("no-tolerance", "E-EXPECT", 59, "falls", (("tolerance: 0.1\n", ""),), "no tolerance"),
    Mutant(
        "question-about-no-table",
        "E-EXPECT",
        59,
        "falls",
        (("from: falls", "from: trips"),),
        '"from: trips" names no table',
    ),
    Mutant(
        "two-rubric-levels",
        "E-RUBRIC",
        85,
        "falls",
        (("- 2 Says that it is chance, and stops\n", ""),),
        "2 rubric levels",
    ),
    Mutant("rubric-that-falls", "E-RUBRIC", 85, "falls", (("- 2 Says", "- 3 Says"),), "do not rise"),
    Mutant(
        "one-ending-only",
        "W-ONE-ENDING",
        32,
        "vacant",
        (
            ("## fast {ending: mixed}", "## fast"),
            ("stop reporting.", "stop reporting.\n- {on} On -> fair\n  > So."),
            ("## harm {ending: poor}", "## harm"),
            ("afternoon X-ray.", "afternoon X-ray.\n- {on} On -> fair\n  > So."),
        ),
        "only one ending",
    ),
    Mutant(
        "six-choices",
        "W-CROWDED",
        26,
        "vacant",
        (
            (
                "## fair {",
                "".join(f"- {{x{i}}} Text -> fair [+{i} patient-safety]\n  > So.\n" for i in range(4)) + "## fair {",
            ),
        ),
        "6 choices",
    ),
    Mutant(
        "every-door-closed",
        "E-GUARD-STUCK",
        26,
        "vacant",
        (
            ("trust -2; resolve +1]", "trust -2; resolve +1] when trust >= 0"),
            ("trust +2; fair-process]", "trust +2; fair-process] when trust >= 0 and resolve == 0"),
        ),
        "can be closed (trust -1, resolve 0)",
    ),
    Mutant(
        "best-choice-first",
        "W-TELL",
        18,
        "vacant",
        (
            ("-> harm [", "-> one ["),
            ("## harm {", MORE.format(a="Yes", b="No") + "## harm {"),
            ("[+1 conflict", "[+3 conflict"),
        ),
        "stands first",
    ),
    Mutant(
        "best-choice-longest",
        "W-TELL",
        18,
        "vacant",
        (
            ("-> harm [", "-> one ["),
            ("## harm {", MORE.format(a=LONG, b="No") + "## harm {"),
            ("Stop the list and complete the count yourself", LONG),
            ("Let the list run and raise it at the monthly meeting", "No"),
        ),
        "mostly the longest",
    ),
    Mutant(
        "picture-without-words", "E-ALT", 21, "vacant", (("It is 07:10.", "![](plan.png) It is 07:10."),), "a picture"
    ),
    Mutant("image-without-words", "E-ALT", 33, "vacant", (("Two weeks", '<img src="a.png"> Two weeks'),), "a picture"),
    Mutant(
        "hard-to-read",
        "W-READING",
        44,
        "vacant",
        (("A sponge is found on the afternoon X-ray.", HARD),),
        "reads at grade",
    ),
    Mutant(
        "points-behind-a-closed-door",
        "W-UNREACHABLE-MAX",
        16,
        "falls",
        (
            ("trust -1; say-it-plainly]", "trust +1; say-it-plainly]"),
            ("+1 data-analytics; look-first]", "+1 data-analytics; look-first] when trust >= 1"),
        ),
        "data-analytics could reach 4 points, but guards leave 2",
    ),
    Mutant(
        "no-point-on-any-path",
        "W-UNREACHABLE-MAX",
        14,
        "vacant",
        (("[+2 patient-safety; trust -1", "[-1 patient-safety; trust -1"),),
        "no path ends with a point for patient-safety",
    ),
    Mutant(
        "replaced-by-nothing",
        "E-TARGET",
        19,
        "vacant",
        (("start: call", "start: call\nreplaces: {halt: stopp}"),),
        'replaces: leads "halt" to "stopp"',
    ),
]
TRANSLATED = [
    Mutant(
        "translation-lacks-a-choice",
        "E-TRANSLATION",
        20,
        "vacant",
        (DEFER,),
        'choice "defer" of scene "call" is missing',
    ),
    Mutant(
        "translation-adds-a-choice",
        "E-TRANSLATION",
        24,
        "vacant",
        (("- {defer}", "- {later}"),),
        'choice "later" is not',
    ),
    Mutant(
        "translation-lacks-a-scene",
        "E-TRANSLATION",
        18,
        "vacant",
        (("## fast {", "## quick {"),),
        'scene "fast" is missing',
    ),
    Mutant(
        "translation-lacks-a-source", "E-TRANSLATION", 16, "vacant", (("  s1: {", "  s2: {"),), 'source "s1" is missing'
    ),
    Mutant("translation-scores-otherwise", "E-TRANSLATION", 24, "vacant", (("[-2 patient", "[-1 patient"),), "scores"),
]
EDITED = [
    Mutant(
        "choice-removed", "E-VERSION", 20, "vacant", (DEFER,), 'choice "defer" of scene "call" was in version 1.0.0'
    ),
    Mutant(
        "choice-renamed", "E-VERSION", 20, "vacant", (("- {stop}", "- {halt}"),), '"replaces: {stop: its-successor}"'
    ),
    Mutant("version-not-raised", "E-VERSION", 3, "vacant", (("- {stop}", "- {halt}"),), "raise the version 1.0.0"),
]
SOUND = Path(__file__).parent / "vacant-list.md"


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant_is_caught(changed: Callable[..., Path], mutant: Mutant) -> None:
    assert_caught(mutant, changed(mutant.base, *mutant.swaps), "my.md")


@pytest.mark.parametrize("mutant", TRANSLATED, ids=lambda mutant: mutant.name)
def test_mutant_translation_is_caught(changed: Callable[..., Path], mutant: Mutant) -> None:
    other = changed(mutant.base, ("lang: en", "lang: es"), *mutant.swaps)
    other.rename(other.with_name("my.es.md"))
    assert_caught(mutant, changed(mutant.base), "my.es.md")


@pytest.mark.parametrize("mutant", EDITED, ids=lambda mutant: mutant.name)
def test_mutant_edit_is_caught_against_the_version_before(changed: Callable[..., Path], mutant: Mutant) -> None:
    assert_caught(mutant, changed(mutant.base, *mutant.swaps), "my.md", against=SOUND)


@pytest.mark.parametrize("base", ["vacant", "falls"])
def test_sound_case_has_no_problem(changed: Callable[..., Path], base: str) -> None:
    assert check_case_file(changed(base), competencies=MAP, today=TODAY) == ()


def test_each_code_of_the_table_has_its_mutant() -> None:
    assert {mutant.code for mutant in (*MUTANTS, *TRANSLATED, *EDITED)} == set(TABLE.split())


def test_each_mutant_has_a_name_of_its_own() -> None:
    names = [mutant.name for mutant in (*MUTANTS, *TRANSLATED, *EDITED)]
    assert len(set(names)) == len(names) > len(TABLE.split())


def assert_caught(mutant: Mutant, file: Path, shown: str, against: Path | None = None) -> None:
    found = check_case_file(file, competencies=MAP, today=TODAY, against=against)
    wanted = [problem for problem in found if problem.code == mutant.code and mutant.words in problem.message]
    assert [(problem.file, problem.line) for problem in wanted] == [(shown, mutant.line)], [str(p) for p in found]
    assert re.search(r" - \w|should be ", wanted[0].message), f"no mend: {wanted[0]}"
