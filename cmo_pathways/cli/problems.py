"""Problems of content files as an answer: all of them, the errors first told apart from the warnings."""

from __future__ import annotations

from collections.abc import Mapping

from cmo_pathways.cli.output import complain, counted, paragraph, say, say_json
from cmo_pathways.errors import Problem


def tell_problems(counts: Mapping[str, int | None], problems: tuple[Problem, ...], as_json: bool) -> int:
    """Print counts and problems; the exit status is 1 where there is an error."""
    ordered = tuple(sorted(set(problems), key=lambda p: (p.file, p.line, p.code, p.message)))
    errors = sum(problem.severity == "error" for problem in ordered)
    if as_json:
        say_json({"counts": counts, "problems": problem_values(ordered)})
    else:
        for problem in ordered:
            say(problem_line(problem))
        checked = ", ".join(counted_name(number, name) for name, number in counts.items() if number)
        warnings = counted(len(ordered) - errors, "warning")
        say(paragraph(f"Checked: {checked or 'nothing'}. {counted(errors, 'error')}, {warnings}."))
    if errors:
        complain(f"{counted(errors, 'error')} found; mend what stands in the lines above.")
    return 1 if errors else 0


def counted_name(number: int, name: str) -> str:
    """A count under its key of the contract: ``1 case``, ``20 competencies``."""
    words = name.replace("_", " ")
    return counted(number, words[:-3] + "y" if words.endswith("ies") else words.removesuffix("s"), words)


def problem_line(problem: Problem) -> str:
    """A problem for a reader: ``answers.csv:3 E-RANGE level should be 0 to 5``."""
    if not problem.file:
        return problem.message
    place = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"{place} {problem.code} {problem.message}"


def problem_values(problems: tuple[Problem, ...]) -> list[dict[str, object]]:
    """Problems as the contract's JSON."""
    return [
        {"file": p.file, "line": p.line, "code": p.code, "severity": p.severity, "message": p.message} for p in problems
    ]
