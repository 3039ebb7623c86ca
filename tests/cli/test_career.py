"""``career propose``: what a resume seems to show, and nothing recorded."""

from __future__ import annotations

import json


def test_a_resume_proposes_steps_with_the_words_found(run, home, tmp_path) -> None:
    file = tmp_path / "resume.json"
    file.write_text(json.dumps({"work": [{"position": "Medical director", "startDate": "2019-07"}]}))
    before = run("status", "--json", "--home", home).json["events"]
    done = run("career", "propose", file, "--home", home, "--json")
    assert done.status == 0
    (found,) = done.json["proposals"]
    assert (found["step"], found["since"]) == ("medical-director-service", "2019-07")
    assert found["found"] == "Medical director"
    words = run("career", "propose", file, "--home", home).out
    assert "Nothing is recorded." in words
    assert run("status", "--json", "--home", home).json["events"] == before


def test_what_is_no_resume_is_refused_in_one_sentence(run, home, tmp_path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("hello")
    done = run("career", "propose", file, "--home", home)
    assert done.status == 1
    assert "Traceback" not in done.err and len(done.err.strip().splitlines()) <= 3
