"""What ``cohort add`` and ``cohort list`` do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, paragraph, say, say_json, table
from cmo_pathways.cli.problems import problem_values
from cmo_pathways.cohort import Received, Share, read_shares
from cmo_pathways.cohort.folder import file_bytes
from cmo_pathways.errors import InputError, LearnerError, Problem
from cmo_pathways.export.receive import add_shares
from cmo_pathways.scale import day_words


def tell_add(files: Sequence[Path], folder: Path, as_json: bool) -> None:
    """Copy the right files. Raises LearnerError that counts those not taken, after the others were."""
    given: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for file in files:
        try:
            given.append((file.name, file_bytes(file)))
        except InputError as error:
            problems.extend(error.problems)
    at = now()
    done = add_shares(given, folder, now=at)
    problems += done.problems
    found = read_shares(folder, now=at) if done.taken else Received()
    shown = (*problems, *(problem for problem in found.problems if problem.severity == "warning"))
    if as_json:
        counts = {"new": len(done.new), "known": len(done.known)}
        say_json({"n": len(found.shares), "folder": str(folder), **counts, "problems": problem_values(shown)})
    else:
        say(f"{counted(len(done.new), 'file')} added to {folder}, {len(done.known)} there already.")
        say(_told(found, shown))
    if problems:
        raise LearnerError(_refused(problems, "taken"))


def tell_list(folder: Path | None, home: Path, as_json: bool) -> None:
    """Say what a folder of shares holds. Raises LearnerError where a folder that was named cannot be read."""
    usual = home / "shares"
    found = read_shares(folder or usual, now=now()) if folder or usual.exists() else Received()
    folder = folder or usual
    if as_json:
        say_json(_values(found, folder))
        return
    if not found.shares:
        say(f"No share in {folder}.")
    rows = [(share.name + (" (pseudonym)" if share.pseudonym else ""), day_words(share.at), _parts(share))
            for share in found.shares]  # fmt: skip
    say(table(rows, head=("Fellow", "Shared on", "What")))
    say(_told(found, found.problems))


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """The files that could not be used, then those that count but want a look, one sentence each."""
    refused = [problem for problem in problems if problem.severity == "error"]
    doubted = [problem for problem in problems if problem.severity == "warning"]
    for found, said in ((refused, "could not be used:"), (doubted, "to look at:")):
        if found:
            yield paragraph(f"{counted(len(found), 'file')} {said}")
            yield from (paragraph(problem_sentence(problem), mark="- ") for problem in found)


def problem_sentence(problem: Problem) -> str:
    """A problem with a file as a sentence."""
    return f'"{problem.file}" {problem.message}.'


def _told(found: Received, problems: Sequence[Problem]) -> str:
    lines = [f"{counted(len(found.shares), 'fellow')} in the class."]
    if found.withdrawals:
        lines.append(f"{counted(len(found.withdrawals), 'fellow')} took shares back.")
    if found.withdrawn:
        names = ", ".join(found.withdrawn)
        lines.append(
            f"Taken back and no longer counted: {names}. Delete {_them(found.withdrawn)} to honor the request."
        )
    if found.replaced:
        lines.append(f"Replaced by newer ones: {', '.join(found.replaced)}.")
    return "\n".join([*map(paragraph, lines), *problem_lines(problems)])


def _them(names: Sequence[str]) -> str:
    return "this file" if len(names) == 1 else "these files"


def _refused(problems: Sequence[Problem], verb: str) -> str:
    if len(problems) == 1:
        return problem_sentence(problems[0])
    return f"{len(problems)} files were not {verb}; each is named above."


def _parts(share: Share) -> str:
    counts = ((part, len(getattr(share, part))) for part in share.parts)
    return ", ".join(f"{part} {count}" for part, count in counts) or "nothing but the name"


def _values(found: Received, folder: Path) -> dict[str, object]:
    shares = [
        {
            "id": share.id, "name": share.name, "pseudonym": share.pseudonym, "at": share.at,
            "file": found.files[share.id], "parts": {part: len(getattr(share, part)) for part in share.parts},
        }
        for share in found.shares
    ]  # fmt: skip
    return {
        "n": len(found.shares),
        "folder": str(folder),
        "shares": shares,
        "withdrawals": len(found.withdrawals),
        "withdrawn": found.withdrawn,
        "replaced": found.replaced,
        "problems": problem_values(found.problems),
    }
