"""The collector's side: taking in files of answers, and counting them by group without showing any.

Each file stays sealed on disk, under a name made from its invitation and its own id. So files may come in any order
and twice, and a later save of the same answers takes the place of the earlier one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cmo_pathways.assess.feedback360.groups import GROUPS, group_name
from cmo_pathways.assess.feedback360.keys import KeyPair, write_private
from cmo_pathways.assess.feedback360.release_log import read_log
from cmo_pathways.assess.feedback360.response import Response, read_response
from cmo_pathways.assess.feedback360.suppress import THRESHOLD, Given
from cmo_pathways.errors import LearnerError

_ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many raters of a group have answered [count], and how many were invited (None = not said)."""

    group: str
    n: int
    invited: int | None

    @property
    def suppressed(self) -> bool:
        """True while there are too few to release anything."""
        return self.n < THRESHOLD

    @property
    def too_many(self) -> bool:
        """True where more answers came than invitations went out: somebody answered twice, or passed it on."""
        return self.invited is not None and self.n > self.invited


@dataclass(frozen=True, slots=True)
class Round:
    """What has come in about one learner, by group."""

    learner: str
    learner_key: bytes
    framework: str
    given: Mapping[str, tuple[Given, ...]]
    invited: Mapping[str, int | None]

    @property
    def counts(self) -> tuple[GroupCount, ...]:
        """The groups that were heard, in the usual order."""
        return tuple(GroupCount(id, len(self.given[id]), self.invited[id]) for id in GROUPS if id in self.given)


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of the files: names that were new, that replaced an earlier save, or were there already.

    ``refused`` holds one sentence for each file that was not taken.
    """

    new: tuple[str, ...]
    replaced: tuple[str, ...]
    known: tuple[str, ...]
    refused: tuple[str, ...]


def collect(folder: Path, files: Iterable[tuple[str, bytes]], *, own: KeyPair, framework: str) -> Collected:
    """Take in files given as (name, bytes), each on its own: one that is broken does not stop the others.

    Raises LearnerError where the folder cannot be written; files before that are kept.
    """
    outcome: dict[str, list[str]] = {"new": [], "replaced": [], "known": [], "refused": []}
    for name, data in files:
        try:
            response = read_response(name, data, own, framework=framework)
            kind, said = _place_for(folder, name, response, own), name
        except LearnerError as error:
            kind, said = "refused", str(error)
        else:
            if kind in ("new", "replaced"):
                write_private(_file_of(folder, response), data)
        outcome[kind].append(said)
    return Collected(**{kind: tuple(found) for kind, found in outcome.items()})


def rounds(folder: Path, *, own: KeyPair) -> tuple[Round, ...]:
    """Everything that has come in, one round per learner, by name. Raises LearnerError for a file that is damaged."""
    by_learner: dict[tuple[bytes, str], list[Response]] = {}
    for file in sorted((folder / _ANSWERS).glob("*.answers")):
        response = read_response(file.name, _read(file), own)
        by_learner.setdefault((response.mandate.learner_key, response.mandate.framework), []).append(response)
    found = [_round(key, framework, responses) for (key, framework), responses in by_learner.items()]
    return tuple(sorted(found, key=lambda item: (item.learner.lower(), item.learner_key, item.framework)))


def _round(key: bytes, framework: str, responses: list[Response]) -> Round:
    given: dict[str, list[Given]] = {}
    invited: dict[str, dict[str, int | None]] = {}
    for response in responses:
        mandate = response.mandate
        given.setdefault(mandate.group, []).append(_given(response))
        invited.setdefault(mandate.group, {})[mandate.invitation] = mandate.invited
    name = sorted({response.mandate.learner for response in responses})[-1]
    return Round(
        learner=name,
        learner_key=key,
        framework=framework,
        given={group: tuple(sorted(items, key=lambda item: item.id)) for group, items in given.items()},
        invited={group: _sum(numbers.values()) for group, numbers in invited.items()},
    )


def _given(response: Response) -> Given:
    texts = (("Does well", response.strength), ("Could try", response.suggestion))
    comments = tuple(f"{lead}: {text}" for lead, text in texts if text)
    return Given(_id_of(response), response.answers, comments)


def _place_for(folder: Path, name: str, response: Response, own: KeyPair) -> str:
    file = _file_of(folder, response)
    if not file.exists():
        return "new"
    if read_response(file.name, _read(file), own).revision >= response.revision:
        return "known"
    if _id_of(response) in read_log(folder).released:
        raise LearnerError(
            f'"{name}" is a later version of answers that are already in a released report of the '
            f"{group_name(response.mandate.group)}. The released ones stay, because a change of one person would show."
        )
    return "replaced"


def _id_of(response: Response) -> str:
    return hashlib.sha256(f"{response.mandate.invitation} {response.id}".encode()).hexdigest()[:32]


def _file_of(folder: Path, response: Response) -> Path:
    return folder / _ANSWERS / f"{_id_of(response)}.answers"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise LearnerError(f"{file} cannot be read ({error.strerror or error}). Check the folder.") from error


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(number for number in known if number)
