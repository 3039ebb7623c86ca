"""Runs the command line in a forked process, as a person's shell would, and a folder with the sample physician."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from cli.child import Ends, answer
from cli.fresh import ask

from cmo_pathways.cases import check_case
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.commands import COMMANDS

TYPESET = {
    *(("demo",), ("doctor",), ("portfolio", "export"), ("feedback", "report")),
    *(("case", "handout"), ("session", "handout"), ("cohort", "report")),
}


@dataclass(frozen=True)
class Done:
    """What a command left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on standard error."""
        assert self.err.endswith("\n") and self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err + self.out
        assert "fault of cmo-pathways" not in self.err
        return self.err.rstrip("\n")


Run = Callable[..., Done]


def run_main(
    *words: object,
    stdin: str = "",
    nobody: bool = False,
    room: int | None = None,
    before: Callable[[], None] | None = None,
) -> Done:
    """Run ``cmo-pathways WORDS``; as a user without rights, or with files of at most ``room`` bytes, if asked."""
    typesets = words[:1] in TYPESET or words[:2] in TYPESET or any(str(word).endswith(".pdf") for word in words)
    start = ask if typesets else _fork
    if words[:1] == ("check",) and all(str(word).startswith("--") for word in words[1:]):
        _play_all_cases()
    with tempfile.TemporaryFile() as given:
        given.write(stdin.encode())
        given.seek(0)
        out, err = os.pipe(), os.pipe()
        ends = (given.fileno(), out[1], err[1])
        ended = start([str(word) for word in words], ends, nobody=nobody, room=room, before=before)
        os.close(out[1])
        os.close(err[1])
        with os.fdopen(out[0], "rb") as told, os.fdopen(err[0], "rb") as said:
            texts = _read_both(told.fileno(), said.fileno())
        status = ended()
    return Done(status, *texts)


@cache
def _play_all_cases() -> None:
    """Every case is played through before the first fork that does so: the core keeps what it found."""
    for case in load_catalogue().cases.values():
        check_case(case)


def _fork(words: Sequence[str], ends: Ends, **surroundings: Any) -> Callable[[], int]:
    child = os.fork()
    if child == 0:
        if "typst" in sys.modules:
            # The typesetter would wait for threads that stayed behind; a command missing in TYPESET fails instead.
            sys.modules["typst"] = None  # type: ignore[assignment]
        answer(words, ends, **surroundings)
    return lambda: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _read_both(out: int, err: int) -> tuple[str, str]:
    import select

    parts: dict[int, bytes] = {out: b"", err: b""}
    waiting = [out, err]
    while waiting:
        for ready in select.select(waiting, [], [])[0]:
            data = os.read(ready, 65536)
            parts[ready] += data
            if not data:
                waiting.remove(ready)
    return parts[out].decode(), parts[err].decode()


@pytest.fixture(scope="session", autouse=True)
def warm() -> None:
    """Content and commands are read before the first fork, so that each child need not."""
    load_catalogue()
    for entry in COMMANDS.values():
        import_module(f"cmo_pathways.cli.{entry.module}")
    for heavy in ("checking", "tell_case", "tell_demo", "tell_feedback", "tell_item", "tell_portfolio"):
        import_module(f"cmo_pathways.cli.{heavy}")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test may see the home of whoever runs it."""
    monkeypatch.setenv("CMO_PATHWAYS_HOME", str(tmp_path / "usual"))
    return tmp_path / "usual"


@pytest.fixture
def run() -> Run:
    return run_main


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """The demonstration, lived once: its folder and what the command said."""
    home = tmp_path_factory.mktemp("demo") / "home"
    return home, run_main("demo", "--home", home, "--json")


@pytest.fixture
def home(lived: tuple[Path, Done], tmp_path: Path) -> Path:
    """A copy of the sample physician's folder."""
    return Path(shutil.copytree(lived[0], tmp_path / "home"))


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that other users can reach; pytest's own is closed to them."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)
