"""What authors read agrees with what the program knows: the list of methods, the guide, the template."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from cases.conftest import EXERCISES, read

from cmo_pathways.analytics import CHARTS, FIGURES, METHODS
from cmo_pathways.cases import check_case
from cmo_pathways.content import content_root

ROOT = content_root()
GUIDE = (ROOT / "docs" / "author-guide.md").read_text(encoding="utf-8")


def test_the_list_of_methods_is_what_its_script_writes():
    script = runpy.run_path(str(ROOT / "scripts" / "case_methods.py"))
    listed = (ROOT / "docs" / "case-methods.md").read_text(encoding="utf-8")
    assert listed == script["page"](), "run scripts/case_methods.py"
    for name in (*CHARTS, *FIGURES, *METHODS):
        assert f"| `{name}(" in listed


def test_the_guide_leads_to_files_that_are_there_and_is_found_from_the_start():
    links = re.findall(r"\]\(([^)#]+)\)", GUIDE)
    assert len(links) >= 3
    assert [link for link in links if not (ROOT / "docs" / link).is_file()] == []
    assert "docs/author-guide.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_code_that_the_guide_names_is_one_of_the_check():
    folder = Path(check_case.__code__.co_filename).parent
    source = " ".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    codes = set(re.findall(r"\b[EW]-[A-Z][A-Z-]+[A-Z]\b", GUIDE))
    assert len(codes) > 20
    assert {code for code in codes if f'"{code}"' not in source} == set()


def test_the_scene_of_the_guide_is_a_scene(changed, tmp_path: Path):
    scene = re.search(r"```markdown\n(## board.*?)```", GUIDE, re.DOTALL)[1]
    scene = scene.replace("reveal: series", "reveal: falls").replace("change-management", "data-analytics")
    scene = scene.replace("-> ninety", "-> clear").replace("-> quiet", "-> busy")
    file = changed(
        "template", ("## clear {ending", f"{scene}\n## clear {{ending"), ("-> quiet [trust", "-> board [trust")
    )
    case = read(file)
    added = case.scene("board")
    assert [choice.id for choice in added.choices] == ["redesign", "close"]
    assert added.choices[0].guard[0].words == "trust of at least 0"


def test_the_template_is_sound_and_its_program_makes_its_table(template):
    known = {"data-analytics", "executive-communication"}
    assert check_case(template, competencies=known) == ()
    made = runpy.run_path(str(EXERCISES / "_template" / "make_data.py"))
    for name, text in made["build"]().items():
        assert (EXERCISES / "_template" / name).read_bytes() == text.encode()
    assert made["SEED"] == template.tables[0].seed
    assert made["build"](made["SEED"] + 1) != made["build"]()
