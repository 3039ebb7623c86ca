"""Files that would break a reader, fill the memory or never end: one sentence, nothing recorded."""

from __future__ import annotations

import pytest

ONE = '{"competency": "financial-acumen", "level": 1'
BOMB = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))

ANSWERS = [
    ("[" + ONE + ', "level": 2}]', '"level" stands twice in one block'),
    ("[" + ONE + ', "importance": ' + "9" * 5000 + "}]", "a number is too long"),
    ("[" + ONE + ', "importance": 1e999}]', "importance should be a whole number"),
    ("[" * 100_000, "too deeply nested"),
]


@pytest.mark.parametrize(("text", "said"), ANSWERS, ids=range(len(ANSWERS)))
def test_answers_that_mean_nothing_or_two_things_are_refused(run, tmp_path, text, said) -> None:
    file = tmp_path / "answers.json"
    file.write_text(text)
    done = run("assess", "--answers", file, "--home", tmp_path / "new")
    assert done.status == 1
    assert said in done.sentence
    assert not (tmp_path / "new").exists()


YAML = [
    ("a: " + "[" * 100_000, "1 E-YAML is nested too deeply"),
    ("- " * 50_000 + "a", "1 E-YAML is nested too deeply"),
    ("targets: " + "[" * 800 + "]" * 800, "1 E-YAML is nested too deeply"),
    (BOMB, "2 E-YAML points back to an earlier text"),
    ("targets:\n  a: 2026-13-45\n", "2 E-YAML looks like a date or a number and is none"),
    ("targets:\n  a: " + "9" * 5000, "2 E-YAML looks like a date or a number and is none"),
    ("prior_mean: .inf\nhelp_from: .inf\n", "help_from should be a whole number"),
]


@pytest.mark.parametrize(("text", "said"), YAML, ids=range(len(YAML)))
def test_content_that_would_break_the_reader_is_told_with_its_line(run, tmp_path, text, said) -> None:
    file = tmp_path / "role-mine.yaml"
    file.write_text(text)
    done = run("check", file)
    assert done.status == 1
    assert said in done.out


@pytest.mark.parametrize("words", ["assess --answers", "restore", "ledger import", "framework check-file", "case show"])
def test_a_device_that_never_ends_is_refused(run, tmp_path, words) -> None:
    alone = words in ("framework check-file", "case show")
    done = run(*words.split(), "/dev/zero", *(() if alone else ("--home", tmp_path / "new")))
    assert done.status == 1
    assert "is no plain file" in done.sentence


@pytest.mark.parametrize("words", ["assess --answers", "framework check-file", "results check-file", "case show"])
def test_a_file_of_a_size_that_no_file_of_ours_has_is_refused(run, tmp_path, words) -> None:
    file = tmp_path / "noise.md"
    with file.open("wb") as out:
        out.truncate(20_000_001)
    alone = words != "assess --answers"
    done = run(*words.split(), file, *(() if alone else ("--home", tmp_path / "new")))
    assert done.status == 1
    assert "is larger than 20 MB" in done.sentence
