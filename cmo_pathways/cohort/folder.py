"""A folder of share files, read as a whole: the newest share of each learner, and what could not be read and why.

The order of the files, their names and how often a file lies there change nothing.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cmo_pathways.cohort.marked import LARGEST, refuse
from cmo_pathways.cohort.share import Share, Withdrawal
from cmo_pathways.cohort.share_file import read_share
from cmo_pathways.errors import InputError, LearnerError, Problem

_LITTER = ("thumbs.db", "desktop.ini")
"""Files that file managers leave in a folder; names that begin with a dot are passed over too."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a folder holds.

    ``shares`` has the newest share of each learner, ordered by name; ``withdrawals`` the newest of each learner.
    ``files`` gives the file of each of them by its id. ``replaced`` and ``withdrawn`` are files that no longer count,
    because a newer share or a withdrawal took their place. ``problems`` names each file that could not be read and,
    as a warning, each share that counts in the place of one with another name, in one sentence.
    """

    shares: tuple[Share, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    replaced: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()


def read_shares(folder: Path | str, *, now: datetime | None = None) -> Received:
    """The shares in a folder; nothing is written. Files in folders below it are not read.

    With ``now`` a share that is dated more than a day ahead is a problem and does not count. Raises LearnerError where
    the folder itself cannot be read.
    """
    given: list[tuple[str, bytes]] = []
    problems: list[Problem] = []
    for path in _listed(Path(folder)):
        try:
            given.append((path.name, file_bytes(path)))
        except InputError as error:
            problems.extend(error.problems)
    found = receive(given, now=now)
    together = sorted((*problems, *found.problems), key=lambda problem: problem.file)
    return Received(
        found.shares, found.withdrawals, tuple(together), found.files, found.replaced, found.withdrawn
    )  # fmt: skip


def receive(files: Iterable[tuple[str, bytes]], *, now: datetime | None = None) -> Received:
    """The shares in files given as (name, bytes); none from the future where ``now`` is given."""
    problems: list[Problem] = []
    read: dict[str, tuple[str, Share | Withdrawal]] = {}
    for name, data in sorted(files):
        try:
            found = read_share(data, name, now=now)
        except InputError as error:
            problems.extend(error.problems)
            continue
        before = read.setdefault(found.id, (name, found))[1]
        if before != found:
            problems.append(_same_id(name, read[found.id][0]))
    return _sorted_out(read, problems)


def file_bytes(path: Path) -> bytes:
    """The bytes of a file that is small enough for a share. Raises InputError: no plain file, too large, unreadable."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            refuse(path.name, "E-FOLDER", "is a folder - put the share files themselves here")
        if not stat.S_ISREG(status.st_mode):
            refuse(path.name, "E-FILE", "is no plain file - take it out of this folder")
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        refuse(path.name, "E-FILE", f"cannot be read ({error.strerror or error}) - copy it here again")


def _listed(folder: Path) -> list[Path]:
    try:
        found = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise LearnerError(
            f'The folder "{folder}" cannot be read ({reason}). Name the folder that holds the shares.'
        ) from error
    return [path for path in found if not path.name.startswith(".") and path.name.lower() not in _LITTER]


def _sorted_out(read: Mapping[str, tuple[str, Share | Withdrawal]], problems: list[Problem]) -> Received:
    shares = [(name, found) for name, found in read.values() if isinstance(found, Share)]
    back: dict[str, Withdrawal] = {}
    for _, found in read.values():
        if isinstance(found, Withdrawal) and _age(found) > _age(back.get(found.learner)):
            back[found.learner] = found
    newest: dict[str, Share] = {}
    for _, share in shares:
        if not _is_back(share, back) and _age(share) > _age(newest.get(share.learner)):
            newest[share.learner] = share
    problems += _other_names(shares, newest)
    kept = tuple(sorted(newest.values(), key=lambda share: (share.name.casefold(), share.learner)))
    withdrawals = tuple(back[learner] for learner in sorted(back))
    counted: tuple[Share | Withdrawal, ...] = (*kept, *withdrawals)
    withdrawn = [name for name, share in shares if _is_back(share, back)]
    replaced = [name for name, share in shares if not _is_back(share, back) and newest[share.learner] is not share]
    return Received(
        shares=kept,
        withdrawals=withdrawals,
        problems=tuple(sorted(problems, key=lambda problem: problem.file)),
        files={found.id: read[found.id][0] for found in counted},
        replaced=tuple(sorted(replaced)),
        withdrawn=tuple(sorted(withdrawn)),
    )


def _other_names(shares: Sequence[tuple[str, Share]], newest: Mapping[str, Share]) -> Iterator[Problem]:
    """A warning for each share that counts in the place of one with another name; neither name is told.

    A file is not signed: whoever saw a share can write another one that goes by the same random number. But a learner
    may also go over to a pseudonym, which the instructor need not have spelled out.
    """
    files = {found.id: name for name, found in shares}
    for name, share in shares:
        counts = newest.get(share.learner, share)
        if " ".join(share.name.split()).casefold() != " ".join(counts.name.split()).casefold():
            said = f'counts in place of "{name}", which has the same random number and another name - {_BOTH}'
            yield Problem(files[counts.id], 0, "W-NAME", said)


_BOTH = "ask the fellow whether both are theirs"


def _is_back(share: Share, back: Mapping[str, Withdrawal]) -> bool:
    return share.learner in back and share.at <= back[share.learner].at


def _age(found: Share | Withdrawal | None) -> tuple[str, str]:
    # Times have one form and the same zone, so that they compare as texts; the id settles a tie.
    return (found.at, found.id) if found else ("", "")


def _same_id(name: str, other: str) -> Problem:
    said = f'carries the same id as "{other}" but says something else - ask the learner for a new share'
    return Problem(name, 0, "E-ID", said)
