from __future__ import annotations

import errno
import json
import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cmo_pathways.errors import WorkspaceError
from cmo_pathways.workspace import MANIFEST, Workspace, home_folder, prepare_workspace

LESSON = "03-self-assessment"
BESIDE = f"{LESSON} (new version).ipynb"


def notebook(*sources: str, **metadata: Any) -> dict[str, Any]:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for n, source in enumerate(sources)
    ]
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def ship(content: Path, **lessons: dict[str, Any]) -> Path:
    folder = content / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    for name, lesson in lessons.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(lesson), encoding="utf-8")
    return content


def version(content: Path, text: str, **metadata: Any) -> Path:
    return ship(content, **{LESSON: notebook("# Press Shift+Enter once", text, **metadata)})


def own(home: Path) -> Path:
    return home / "notebooks" / f"{LESSON}.ipynb"


def words(file: Path) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]]


def edit(file: Path, text: str) -> None:
    lesson = json.loads(file.read_text(encoding="utf-8"))
    lesson["cells"][-1]["source"] = text
    file.write_text(json.dumps(lesson), encoding="utf-8")


def names(home: Path) -> set[str]:
    return {file.name for file in (home / "notebooks").iterdir()}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return version(tmp_path / "content", "version 1")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_the_folder_given_comes_first_then_the_environment_then_the_platform(tmp_path: Path) -> None:
    environ = {"CMO_PATHWAYS_HOME": str(tmp_path / "named")}
    assert home_folder(tmp_path / "given", environ) == tmp_path / "given"
    assert home_folder(None, environ) == tmp_path / "named"
    assert home_folder(None, {"CMO_PATHWAYS_HOME": " "}).name == "cmo-pathways"


def test_a_relative_folder_becomes_a_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert home_folder(Path("mine"), {}) == tmp_path / "mine"


def test_a_home_of_a_user_who_is_not_there_is_refused_in_a_sentence() -> None:
    with pytest.raises(WorkspaceError, match="no user of this computer has that name"):
        home_folder(None, {"CMO_PATHWAYS_HOME": "~nobody-of-this-name/x"})
    with pytest.raises(WorkspaceError, match="cannot be a home folder"):
        home_folder(Path("~nobody-of-this-name"), {})


def test_a_path_that_cannot_be_is_refused_in_a_sentence() -> None:
    with pytest.raises(WorkspaceError, match="cannot be a home folder"):
        home_folder(Path("bad\0name"), {})


def test_a_fresh_home_gets_its_folders_and_lessons(home: Path, content: Path) -> None:
    ship(content, **{"00-start-here": notebook("start")})
    made = prepare_workspace(home, content=content)
    assert made == Workspace(home, home / "notebooks", home / "exports", added=("00-start-here", LESSON))
    assert names(home) == {"00-start-here.ipynb", f"{LESSON}.ipynb", MANIFEST}
    assert own(home).read_bytes() == (content / "notebooks" / f"{LESSON}.ipynb").read_bytes()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_only_numbered_notebooks_are_lessons(home: Path, content: Path) -> None:
    ship(content, draft=notebook("not yet"))
    (content / "notebooks" / "04-notes.md").write_text("notes", encoding="utf-8")
    assert prepare_workspace(home, content=content).added == (LESSON,)


def test_the_shipped_lessons_can_be_copied_as_they_are(home: Path) -> None:
    made = prepare_workspace(home)
    assert prepare_workspace(home) == Workspace(home, made.notebooks, made.exports)


def test_a_second_run_writes_nothing(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    before = {file: file.stat().st_mtime_ns for file in home.rglob("*")}
    assert prepare_workspace(home, content=content).news == ()
    assert {file: file.stat().st_mtime_ns for file in home.rglob("*")} == before


def test_an_upgrade_renews_a_lesson_that_nobody_edited(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    made = prepare_workspace(home, content=version(content, "version 2"))
    assert made.renewed == (LESSON,) and words(own(home))[1] == "version 2"
    assert names(home) == {f"{LESSON}.ipynb", MANIFEST}
    assert LESSON in made.news[0]


def test_an_upgrade_of_metadata_alone_arrives_too(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    made = prepare_workspace(home, content=version(content, "version 1", minutes=25))
    assert made.renewed == (LESSON,)
    assert json.loads(own(home).read_text())["metadata"] == {"minutes": 25}


def run_it(lesson: dict[str, Any]) -> None:
    """Leave behind all that JupyterLab writes when a lesson is only run and saved."""
    for number, cell in enumerate(lesson["cells"], 1):
        cell["source"] = cell["source"].splitlines(keepends=True)
        cell["execution_count"] = number
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["done"]}]
        cell["metadata"] = {"trusted": True, "execution": {"iopub.execute_input": "2026-11-21T20:14:00Z"}}
        del cell["id"]
    lesson["cells"].append({"cell_type": "code", "metadata": {}, "source": [], "outputs": [], "execution_count": None})
    lesson["metadata"] = {"kernelspec": {"name": "other"}, "language_info": {"version": "3.13.1"}, "widgets": {"a": 1}}
    lesson["nbformat_minor"] = 4


def test_running_a_lesson_is_no_edit(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    lesson = json.loads(own(home).read_text())
    run_it(lesson)
    own(home).write_text(json.dumps(lesson, indent=1))
    assert prepare_workspace(home, content=content).edited == ()
    made = prepare_workspace(home, content=version(content, "version 2"))
    assert (made.renewed, made.edited, made.beside) == ((LESSON,), (), ())


def test_an_edited_lesson_is_never_overwritten_and_the_new_one_lies_beside(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    edit(own(home), "my own words")
    mine = own(home).read_bytes()
    made = prepare_workspace(home, content=version(content, "version 2"))
    assert own(home).read_bytes() == mine
    assert made.beside == (BESIDE,) and made.edited == (LESSON,) and made.renewed == ()
    assert words(home / "notebooks" / BESIDE)[1] == "version 2"
    assert BESIDE in made.news[0]


def test_the_new_version_is_laid_beside_once_only(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    edit(own(home), "my own words")
    prepare_workspace(home, content=version(content, "version 2"))
    (home / "notebooks" / BESIDE).unlink()
    made = prepare_workspace(home, content=content)
    assert made.beside == () and made.news == () and BESIDE not in names(home)


def test_an_edited_lesson_without_an_upgrade_gets_nothing_beside(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    edit(own(home), "my own words")
    made = prepare_workspace(home, content=content)
    assert made.edited == (LESSON,) and made.beside == ()


def test_a_third_version_takes_the_place_of_the_second_beside(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    edit(own(home), "my own words")
    prepare_workspace(home, content=version(content, "version 2"))
    assert prepare_workspace(home, content=version(content, "version 3")).beside == (BESIDE,)
    assert words(home / "notebooks" / BESIDE)[1] == "version 3"


def test_a_new_version_that_was_edited_too_is_kept(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    edit(own(home), "my own words")
    prepare_workspace(home, content=version(content, "version 2"))
    edit(home / "notebooks" / BESIDE, "my words in the second")
    made = prepare_workspace(home, content=version(content, "version 3"))
    assert made.beside == (f"{LESSON} (new version 2).ipynb",)
    assert words(home / "notebooks" / BESIDE)[1] == "my words in the second"


def test_a_learner_who_takes_over_the_new_version_gets_upgrades_again(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    edit(own(home), "my own words")
    prepare_workspace(home, content=version(content, "version 2"))
    (home / "notebooks" / BESIDE).replace(own(home))
    assert prepare_workspace(home, content=content).edited == ()
    assert prepare_workspace(home, content=version(content, "version 3")).renewed == (LESSON,)


def test_a_deleted_lesson_stays_away_until_its_shipped_version_changes(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    own(home).unlink()
    assert prepare_workspace(home, content=content).added == ()
    assert prepare_workspace(home, content=version(content, "version 2")).added == (LESSON,)


def test_a_lesson_that_is_no_longer_shipped_is_left_alone(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    (content / "notebooks" / f"{LESSON}.ipynb").unlink()
    prepare_workspace(home, content=content)
    assert own(home).exists()


def test_a_notebook_of_the_learner_under_a_shipped_name_is_kept(home: Path, content: Path) -> None:
    own(home).parent.mkdir(parents=True)
    own(home).write_text(json.dumps(notebook("my own lesson")))
    assert prepare_workspace(home, content=content).beside == (BESIDE,)
    assert words(own(home)) == ["my own lesson"]


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"notebooks": 3}', b'{"notebooks": {"a": 3}}', b"\xff"])
def test_a_damaged_manifest_loses_no_work(home: Path, content: Path, damage: bytes) -> None:
    prepare_workspace(home, content=content)
    edit(own(home), "my own words")
    (home / "notebooks" / MANIFEST).write_bytes(damage)
    made = prepare_workspace(home, content=version(content, "version 2"))
    assert words(own(home))[1] == "my own words" and made.beside == (BESIDE,)


@pytest.mark.parametrize("damage", [b"", b"half a notebo", b"[" * 100_000, b"\xff\xfe", b'{"cells": [{}]}'])
def test_a_lesson_that_cannot_be_read_counts_as_edited(home: Path, content: Path, damage: bytes) -> None:
    prepare_workspace(home, content=content)
    own(home).write_bytes(damage)
    made = prepare_workspace(home, content=version(content, "version 2"))
    assert own(home).read_bytes() == damage and made.beside == (BESIDE,)


def test_a_copy_cut_off_before_the_manifest_was_written_is_finished(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    manifest = (home / "notebooks" / MANIFEST).read_bytes()
    prepare_workspace(home, content=version(content, "version 2"))
    (home / "notebooks" / MANIFEST).write_bytes(manifest)
    made = prepare_workspace(home, content=content)
    assert made.edited == () and made.beside == () and words(own(home))[1] == "version 2"
    assert prepare_workspace(home, content=version(content, "version 3")).renewed == (LESSON,)


def test_a_path_with_blanks_and_other_letters_works(tmp_path: Path, content: Path) -> None:
    home = tmp_path / "Übungen für Dr. Łęcka" / "日本 1"
    assert prepare_workspace(home, content=content).added == (LESSON,)


def test_a_home_that_is_a_file_is_named_in_a_sentence(tmp_path: Path, content: Path) -> None:
    file = tmp_path / "home"
    file.write_text("mine")
    with pytest.raises(WorkspaceError, match="in the way"):
        prepare_workspace(file, content=content)
    with pytest.raises(WorkspaceError, match="in the way"):
        prepare_workspace(file / "below", content=content)
    assert file.read_text() == "mine"


def test_a_damaged_installation_is_named(home: Path, content: Path) -> None:
    (content / "notebooks" / f"{LESSON}.ipynb").write_text("{")
    with pytest.raises(WorkspaceError, match="Install cmo-pathways again"):
        prepare_workspace(home, content=content)


@pytest.mark.parametrize(("code", "said"), [(errno.ENOSPC, "no room"), (errno.EROFS, "may not"), (errno.EIO, "Input/")])
def test_a_failing_disk_is_named_in_a_sentence_and_leaves_no_half_file(
    home: Path, content: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    prepare_workspace(home, content=content)
    before = {file: file.read_bytes() for file in (home / "notebooks").iterdir()}

    def fail(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(WorkspaceError, match=said) as raised:
        prepare_workspace(home, content=version(content, "version 2"))
    assert "\n" not in str(raised.value)
    assert {file: file.read_bytes() for file in (home / "notebooks").iterdir()} == before


PREPARE = """
import os, sys
from pathlib import Path
from cmo_pathways.workspace import prepare_workspace
from cmo_pathways.errors import WorkspaceError
{limit}
try:
    prepare_workspace(Path(sys.argv[1]), content=Path(sys.argv[2]))
except WorkspaceError as error:
    print(error)
"""


def elsewhere(home: Path, content: Path, limit: str) -> str:
    """What prepare_workspace says in a process of its own, which ``limit`` has put under a limit."""
    command = [sys.executable, "-c", PREPARE.format(limit=limit), str(home), str(content)]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture
def open_to_all(tmp_path: Path) -> Iterator[None]:
    """Lets another user pass through the folders above, as the folder of pytest does not."""
    changed = [(p, p.stat().st_mode) for p in tmp_path.parents if p.owner() == tmp_path.owner() and p != Path("/")]
    for folder, mode in changed:
        folder.chmod(mode | 0o011)
    yield
    for folder, mode in changed:
        folder.chmod(mode)


@pytest.mark.usefixtures("open_to_all")
def test_a_folder_of_somebody_else_is_named_in_a_sentence(home: Path, content: Path, tmp_path: Path) -> None:
    home.mkdir(mode=0o755)
    tmp_path.chmod(0o755)
    # Root may write anywhere, so the try is made as nobody.
    said = elsewhere(
        home, content, "os.getuid() or os.setuid(65534)" if os.getuid() == 0 else "os.chmod(sys.argv[1], 0o500)"
    )
    assert "may not be written" in said and "\n" not in said.strip()
    assert list(home.iterdir()) == []


def test_a_disk_at_its_limit_is_named_in_a_sentence(home: Path, content: Path) -> None:
    prepare_workspace(home, content=content)
    version(content, "version 2 " * 400)
    limit = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    limit += f"resource.setrlimit(resource.RLIMIT_FSIZE, (1024, {resource.RLIM_INFINITY}))"
    assert "no room" in elsewhere(home, content, limit)
    assert words(own(home))[1] == "version 1" and names(home) == {f"{LESSON}.ipynb", MANIFEST}
