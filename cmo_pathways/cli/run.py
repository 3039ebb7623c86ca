"""Runs a command and turns everything that can go wrong into one sentence and an exit status."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

import click

from cmo_pathways.cli.group import root, usage_sentence
from cmo_pathways.cli.output import complain, run_quietly, say, say_json
from cmo_pathways.cli.problems import problem_line, problem_values
from cmo_pathways.errors import CmoError, Problem


def run(words: list[str]) -> int:
    """The exit status of ``cmo-pathways WORDS``."""
    sys.excepthook = _admit
    return run_quietly(lambda: _run(words))


def _run(words: list[str]) -> int:
    try:
        status = root.main(args=words, prog_name="cmo-pathways", standalone_mode=False)
    except click.UsageError as error:
        complain(usage_sentence(error))
        return 2
    except click.ClickException as error:
        complain(error.format_message())
        return 1
    except (click.Abort, KeyboardInterrupt):
        complain("Stopped. What was saved before is safe.")
        return 1
    except CmoError as error:
        return _refuse(error, json="--json" in words)
    except OSError as error:
        what = f'"{error.filename}" could not be used' if error.filename else "This computer refused a step"
        complain(f"{what} ({error.strerror or error}). What was saved before is safe; check the folder and the disk.")
        return 1
    return status if isinstance(status, int) else 0


def _refuse(error: CmoError, *, json: bool) -> int:
    problems: tuple[Problem, ...] = getattr(error, "problems", ())
    if json and problems:
        say_json({"problems": problem_values(problems)})
    elif len(problems) > 1:
        say("\n".join(map(problem_line, problems)))
    complain(_sentence(problems) if problems else str(error))
    return 1


def _sentence(problems: tuple[Problem, ...]) -> str:
    first = problem_line(problems[0]).rstrip(".")
    stop = "" if first.endswith(("?", "!")) else "."
    more = f" That is the first of {len(problems)} problems." if len(problems) > 1 else ""
    return f"{first}{stop}{more} Nothing was changed."


def _admit(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What a fault of our own looks like: one sentence with what a report needs, never a stack of lines.

    The text of the error stays out, because it may repeat what somebody typed.
    """
    last = traceback.extract_tb(trace)[-1] if trace else None
    place = f" in {last.filename.replace(chr(92), '/').rpartition('/')[2]}, line {last.lineno}" if last else ""
    complain(
        f"This is a fault of cmo-pathways, not yours ({kind.__name__}{place}). What was saved before is safe; "
        "please report this sentence."
    )
