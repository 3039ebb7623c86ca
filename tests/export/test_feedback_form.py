"""The form as a file: nothing from outside, everything labelled, and every word of a stranger is only a word."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cmo_pathways.export.feedback_form as module
from cmo_pathways.assess.feedback360 import GROUPS, Invitation, KeyPair, make_invitation, own_key_or_new
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.export.feedback_form import feedback_form

ROOT = Path(__file__).resolve().parents[2]
ASKED = ("financial-acumen", "crisis-leadership")
HOSTILE = 'Eve</script><script>alert(1)</script> & "Co" $learner'


def person(folder: Path, name: str) -> KeyPair:
    return own_key_or_new(folder / re.sub(r"\W", "", name), name=name, today=date(2026, 11, 22))


def made(folder: Path, *, name: str = "Maria Alvarez, MD", collector: str | None = "Dana Whitfield") -> Invitation:
    return make_invitation(
        group="peers",
        learner=person(folder, name),
        collector=person(folder, collector).public if collector else None,
        competencies=ASKED,
        framework="1.0.0",
        made=date(2026, 11, 22),
    )


def form(folder: Path, **settings: str | None) -> str:
    return feedback_form(made(folder, **settings), load_catalogue().framework).decode()


class _Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_policy_allows_the_scripts_and_styles_inside_and_nothing_else(tmp_path) -> None:
    text = form(tmp_path)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy and policy[1].startswith("default-src 'none'; ")
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL)
    hashes = {f"sha256-{base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()}" for part in inline}
    assert len(inline) == len(hashes) == 3
    assert set(re.findall(r"'(sha256-[^']+)'", policy[1])) == hashes


def test_nothing_is_asked_of_anybody(tmp_path) -> None:
    text = form(tmp_path)
    own = re.sub(re.escape(module._read("vendor/nacl-fast.min.js")), "", text)
    own = re.sub(r"[A-Za-z0-9+/]{40,}={0,2}", "", own)  # keys and hashes, which hold "//a" now and then
    assert not re.search(r"https?:|//[a-z]|url\(|@import|fetch\(|XMLHttp|sendBeacon|WebSocket|localStorage|cookie", own)
    for tag, attributes in _Tags(text).found:
        assert tag not in ("img", "link", "iframe", "object", "embed", "base")
        assert not {"src", "href", "action", "style"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)


def test_every_question_has_six_levels_and_not_observed_each_with_a_label(tmp_path) -> None:
    text, tags = form(tmp_path), _Tags(form(tmp_path)).found
    radios = [attributes for tag, attributes in tags if tag == "input"]
    assert [item["value"] for item in radios] == ["0", "1", "2", "3", "4", "5", "none"] * len(ASKED)
    assert text.count('<label class="row"><input') == len(radios)
    assert text.count("<legend>") == text.count("<fieldset ") == len(ASKED)
    named = {attributes["for"] for tag, attributes in tags if tag == "label" and "for" in attributes}
    assert named == {attributes["id"] for tag, attributes in tags if tag == "textarea"}
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_the_form_says_who_opens_the_answers_and_how_to_make_sure(tmp_path) -> None:
    text = re.sub(r"<[^>]+>", "", form(tmp_path))
    assert "Your answers go to Dana Whitfield, not to Maria Alvarez, MD." in text
    assert person(tmp_path, "Dana Whitfield").public.check in text
    assert "not anonymous" not in text


def test_without_a_collector_the_form_says_plainly_that_it_is_not_anonymous(tmp_path) -> None:
    text = re.sub(r"<[^>]+>", "", form(tmp_path, collector=None))
    assert "Your answers are not anonymous." in text
    assert "and can see that they are yours" in text


def test_a_name_that_is_markup_stays_a_name(tmp_path) -> None:
    text = form(tmp_path, name=HOSTILE, collector=HOSTILE.replace("Eve", "Bob"))
    assert "<script>alert" not in text
    assert sum(tag == "script" for tag, _ in _Tags(text).found) == 3
    values = json.loads(re.search(r'id="invitation">(.*?)</script>', text, re.DOTALL)[1])  # type: ignore[index]
    assert values["recipient"] == HOSTILE.replace("Eve", "Bob")


def test_the_form_holds_no_secret_key(tmp_path) -> None:
    text = form(tmp_path)
    for name in ("Maria Alvarez, MD", "Dana Whitfield"):
        assert base64.b64encode(person(tmp_path, name).secret).decode() not in text


def test_every_group_is_asked_in_its_own_words() -> None:
    assert set(module._ASKED_AS) == set(GROUPS)


def test_the_parts_of_the_form_travel_with_the_package() -> None:
    """Everything below the package goes into the wheel, unless version control does not know it."""
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "cmo_pathways" in wheel["only-include"] and "exclude" not in wheel
    folder = Path(module.__file__).with_name("form")
    there = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    vendor = {"vendor/nacl-fast.min.js", "vendor/LICENSE", "vendor/SOURCES.md"}
    assert there == {"form.html", "form.css", "form.js", *vendor}


def test_the_vendored_file_is_the_one_that_was_noted() -> None:
    folder = Path(module.__file__).with_name("form") / "vendor"
    digest = hashlib.sha256((folder / "nacl-fast.min.js").read_bytes()).hexdigest()
    assert digest in (folder / "SOURCES.md").read_text()


@pytest.mark.parametrize("folder", ["cmo_pathways/export/form/vendor"])
def test_the_licence_of_what_is_vendored_is_named_in_the_project(folder) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert "Unlicense" in project["license"]
    assert any((ROOT / folder / "LICENSE") in set(ROOT.glob(pattern)) for pattern in project["license-files"])
