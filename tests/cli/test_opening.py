"""``lab`` and ``app`` prepare the folder and hand over; ``doctor`` says what to mend."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(("name", "port"), [("lab", 8888), ("app", 8866)])
def test_a_door_prepares_the_folder_and_hands_everything_over(run, tmp_path, name, port) -> None:
    def listen() -> None:
        import cmo_pathways.launch as launch

        setattr(launch, name, lambda home, **given: print(home, given))

    home = tmp_path / "new"
    done = run(name, "--home", home, before=listen)
    assert done.status == 0
    assert str(home) in done.out and f"'open_browser': True, 'port': {port}, 'extra': ()" in done.out
    assert (home / "ledger.sqlite3").is_file() and (home / "notebooks").is_dir()
    done = run(name, "--home", home, "--no-browser", "--port", 9000, "--", "--ip=0.0.0.0", before=listen)
    assert "'open_browser': False, 'port': 9000, 'extra': ('--ip=0.0.0.0',)" in done.out


def test_doctor_lists_checks_with_name_ok_and_fix(run, tmp_path) -> None:
    done = run("doctor", "--home", tmp_path / "new", "--json")
    assert done.status in (0, 1)
    assert len(done.json["checks"]) >= 5
    assert all(set(check) == {"name", "ok", "fix"} for check in done.json["checks"])
    assert (done.status == 1) == any(not check["ok"] for check in done.json["checks"])
    assert run("doctor", "--home", tmp_path / "new").out.count("\n") >= 5


def test_doctor_names_a_damaged_ledger(run, tmp_path) -> None:
    (tmp_path / "ledger.sqlite3").write_bytes(b"no ledger " * 2000)
    done = run("doctor", "--home", tmp_path)
    assert done.status == 1
    assert "MEND" in done.out
    assert done.sentence
