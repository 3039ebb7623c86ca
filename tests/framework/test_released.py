"""Ids that were released stay: the check, the register as it ships, and the script that adds to it."""

from __future__ import annotations

import runpy
import shutil
from pathlib import Path

import pytest

from cmo_pathways.catalogue import load_catalogue, load_reference
from cmo_pathways.catalogue.ids import ids_of
from cmo_pathways.content import content_root
from cmo_pathways.framework import add_released, check_released
from cmo_pathways.framework.released import RELEASED

ROOT = content_root()
SCRIPT = Path(__file__).parents[2] / "scripts" / "release_ids.py"
GONE = "was released and is gone - bring it back; a new meaning takes a new id"
NOW = {"step": ["mcat", "md-degree"], "tool": ["tool-ehr"]}


@pytest.fixture(scope="module")
def script():
    return runpy.run_path(str(SCRIPT))


def test_no_released_id_is_gone():
    text = (ROOT / RELEASED).read_text(encoding="utf-8")
    assert len(text.splitlines()) > 1500
    assert list(map(str, check_released(text, ids_of(ROOT, load_catalogue(), load_reference())))) == []


def test_an_id_that_went_or_moved_to_another_kind_is_told_with_its_line():
    text = "# a comment\nstep mcat\nstep do-degree\ntool md-degree\nstep mcat\nlonely\n"
    assert list(map(str, check_released(text, NOW))) == [
        f'{RELEASED}:3 E-RELEASED step "do-degree" {GONE}',
        f'{RELEASED}:4 E-RELEASED tool "md-degree" {GONE}',
        f"{RELEASED}:5 E-TWICE says the same as line 2 - remove one",
        f'{RELEASED}:6 E-RELEASED "lonely" is no kind and id - mend the line',
    ]


def test_the_register_only_grows_and_stays_sorted():
    text = add_released("step zebra\n", NOW)
    assert [line for line in text.splitlines() if not line.startswith("#")] == [
        "step mcat",
        "step md-degree",
        "step zebra",
        "tool tool-ehr",
    ]
    assert add_released(text, NOW) == text


def test_the_script_refuses_to_write_while_an_id_is_gone(script, tmp_path):
    for folder in ("data", "exercises"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    register = tmp_path / RELEASED
    register.write_text("tool tool-abacus\n", encoding="utf-8")
    assert [p.code for p in script["release"](tmp_path)] == ["E-RELEASED"]
    assert register.read_text(encoding="utf-8") == "tool tool-abacus\n"
    register.write_text("", encoding="utf-8")
    assert script["release"](tmp_path) == ()
    assert "tool tool-ehr\n" in register.read_text(encoding="utf-8")
