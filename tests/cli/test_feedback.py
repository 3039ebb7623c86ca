"""The whole round on the command line: key, forms, answers in every state, release, import, report."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cmo_pathways.assess.feedback360 import Invitation, own_key, read_key_file, seal_answers
from cmo_pathways.assess.feedback360.invitation import open_mandate

ASKED = ("financial-acumen", "crisis-leadership", "medical-ethics")


@pytest.fixture
def people(run, tmp_path):
    """The homes of the learner and the collector, and the collector's key file."""
    learner, collector, key = tmp_path / "maria", tmp_path / "dana", tmp_path / "dana.key"
    done = run("feedback", "collector", "--name", "Dana Whitfield", "--out", key, "--home", collector)
    assert (done.status, done.err) == (0, "")
    return learner, collector, key


def invite(run, learner: Path, out: Path, *more: object, group: str = "peers"):
    words = [word for id in ASKED for word in ("--competency", id)]
    name = ("--name", "Maria Alvarez, MD")
    return run("feedback", "invite", "--group", group, *more, "--out", out, *name, *words, "--home", learner, "--json")


def answers(form: Path, collector: Path, folder: Path, n: int, *, first: int = 0) -> list[Path]:
    """Files as the form would save them, made from what stands in the form."""
    own = own_key(collector / "feedback")
    assert own is not None
    text = form.read_text()
    values = json.loads(text.split('id="invitation">')[1].split("</script>")[0])
    mandate = open_mandate(values["mandate"], own)
    asked = Invitation(
        mandate.invitation, mandate.group, own.public, own.public, mandate.competencies, mandate.framework,
        own.public.made, None, values["mandate"], mandate.token,
    )  # fmt: skip
    files = []
    for at in range(first, first + n):
        file = folder / f"{mandate.group}-{at}.answers"
        given = dict(zip(ASKED, (3, at % 3 + 1, 4), strict=True))
        file.write_bytes(seal_answers(asked, given, strength=f"Seen {at}", response=f"{at:032x}"))
        files.append(file)
    return files


def collected(run, collector: Path, files: list[Path]):
    return run("feedback", "collect", *files, "--home", collector, "--json")


def test_the_whole_round(run, people, tmp_path) -> None:
    learner, collector, key = people
    made = invite(run, learner, tmp_path / "peers.html", "--collector", key, "--invited", 6)
    assert (made.status, made.json["collector"], made.json["competencies"]) == (0, "Dana Whitfield", list(ASKED))
    assert invite(run, learner, tmp_path / "team.html", "--collector", key, group="team").status == 0
    files = answers(tmp_path / "peers.html", collector, tmp_path, 4) + answers(
        tmp_path / "team.html", collector, tmp_path, 2
    )
    done = collected(run, collector, files)
    assert (done.status, done.json["new"], done.json["problems"]) == (0, 6, [])
    assert [(g["group"], g["n"], g["suppressed"]) for g in done.json["groups"]] == [
        ("peers", 4, False),
        ("team", 2, True),
    ]
    out = run("feedback", "release", "--out", tmp_path / "maria.report", "--home", collector, "--json")
    assert out.status == 0
    taken = run("feedback", "import", tmp_path / "maria.report", "--home", learner, "--json")
    assert taken.json["groups"] == [
        {"group": "peers", "n": 4, "suppressed": False},
        {"group": "team", "n": None, "suppressed": True},
    ]
    assert 0 <= taken.json["reliability"] <= 1 and taken.json["raters_needed"] >= 1
    shown = run("feedback", "report", "--home", learner)
    assert "Physician peers: 4 raters" in shown.out and "withheld, fewer than 3 answers" in shown.out
    assert "- Does well: Seen 0" in shown.out
    assert run("feedback", "report", "--home", learner, "--json").json["groups"] == taken.json["groups"]
    done = run("feedback", "report", "--out", tmp_path / "feedback.pdf", "--home", learner)
    assert (done.status, done.err) == (0, "")
    assert (tmp_path / "feedback.pdf").read_bytes().startswith(b"%PDF-")


def test_a_report_taken_in_twice_is_one_event(run, people, tmp_path) -> None:
    learner, collector, key = people
    invite(run, learner, tmp_path / "peers.html", "--collector", key)
    collected(run, collector, answers(tmp_path / "peers.html", collector, tmp_path, 3))
    run("feedback", "release", "--out", tmp_path / "first.report", "--home", collector)
    run("feedback", "import", tmp_path / "first.report", "--home", learner)
    before = run("status", "--home", learner, "--json").json["events"]
    assert run("feedback", "import", tmp_path / "first.report", "--home", learner).status == 0
    assert run("status", "--home", learner, "--json").json["events"] == before
    collected(run, collector, answers(tmp_path / "peers.html", collector, tmp_path, 3, first=3))
    run("feedback", "release", "--out", tmp_path / "second.report", "--home", collector)
    run("feedback", "import", tmp_path / "second.report", "--home", learner)
    older = run("feedback", "import", tmp_path / "first.report", "--home", learner)
    assert older.status == 1 and "is older than the report that you have" in older.sentence


def test_bad_files_are_named_one_by_one_and_the_good_ones_taken(run, people, tmp_path) -> None:
    learner, collector, key = people
    invite(run, learner, tmp_path / "peers.html", "--collector", key)
    good, cut = answers(tmp_path / "peers.html", collector, tmp_path, 2)
    cut.write_bytes(cut.read_bytes()[:-300])
    noise, sheet = tmp_path / "noise.bin", tmp_path / "sheet.csv"
    noise.write_bytes(b"\x07" * 10_000_000)
    sheet.write_text("=cmd|' /C calc'!A0,1\n")
    done = collected(run, collector, [noise, cut, tmp_path / "gone.answers", sheet, good])
    assert (done.status, done.json["new"], len(done.json["problems"])) == (1, 1, 4)
    assert "4 files were not taken" in done.sentence
    [other] = collected(run, collector, [sheet]).json["problems"]
    assert other == '"sheet.csv" is not a file of answers. Nothing was taken from it; choose another file.'


def test_nothing_leaves_before_the_third_answer(run, people, tmp_path) -> None:
    learner, collector, key = people
    invite(run, learner, tmp_path / "peers.html", "--collector", key)
    collected(run, collector, answers(tmp_path / "peers.html", collector, tmp_path, 2))
    done = run("feedback", "release", "--out", tmp_path / "maria.report", "--home", collector)
    assert done.status == 1 and "No group has 3 answers yet" in done.sentence
    assert not (tmp_path / "maria.report").exists()


REFUSED = [
    ("feedback invite --group peer --out {tmp}/x.html", 2, 'no rater group "peer"'),
    ("feedback invite --group peers --collector {tmp}/none.key --out {tmp}/x.html", 1, "cannot be read"),
    ("feedback invite --group peers --out {tmp}/x.html", 1, "Your name is missing"),
    ("feedback invite --group peers --name A --competency finance --out {tmp}/x.html", 1, "no competency"),
    ("feedback collect {tmp}/x.answers", 1, "no ledger"),
    ("feedback release --out {tmp}/x.report", 1, "no ledger"),
    ("feedback import {tmp}/x.report", 1, "no ledger"),
    ("feedback report", 1, "no ledger"),
    ("feedback collector --out {tmp}/x.key", 1, "Your name is missing"),
]


@pytest.mark.parametrize(("words", "status", "said"), REFUSED, ids=[words for words, _, _ in REFUSED])
def test_what_cannot_be_done_is_said_in_one_sentence(run, tmp_path, words, status, said) -> None:
    done = run(*words.format(tmp=tmp_path).split(), "--home", tmp_path / "new")
    assert done.status == status
    assert said.lower() in done.sentence.lower()
    assert not list(tmp_path.glob("x.*"))


def test_a_key_file_that_was_handed_out_can_be_read_again(people) -> None:
    _, _, key = people
    assert read_key_file(key.name, key.read_bytes()).name == "Dana Whitfield"
