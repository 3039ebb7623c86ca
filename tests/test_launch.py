from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cmo_pathways.errors import WorkspaceError
from cmo_pathways.launch import Lesson, app, find_lessons
from cmo_pathways.launch.notebooks import lab_arguments
from cmo_pathways.launch.pages import frame
from cmo_pathways.launch.surroundings import SETTINGS, SHARE, surroundings


def write_lesson(home: Path, name: str, *sources: str) -> None:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": source} for source in sources]
    (home / "notebooks").mkdir(parents=True, exist_ok=True)
    (home / "notebooks" / f"{name}.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")


def jupyter(code: str, environ: dict[str, str]) -> Any:
    """What a fresh Python says in JSON under the given environment."""
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_lessons_stand_in_order_under_their_first_heading(tmp_path: Path) -> None:
    write_lesson(tmp_path, "03-self-assessment", "Some words\n\n# Where do I stand?\n\n# A second heading")
    write_lesson(tmp_path, "00-start-here", "# Start here")
    write_lesson(tmp_path, "my-own", "# Not a lesson")
    assert find_lessons(tmp_path) == (
        Lesson("00-start-here", "Start here", "notebooks/00-start-here.ipynb"),
        Lesson("03-self-assessment", "Where do I stand?", "notebooks/03-self-assessment.ipynb"),
    )


def test_a_new_version_beside_an_edited_lesson_can_be_told_apart(tmp_path: Path) -> None:
    write_lesson(tmp_path, "03-self-assessment (new version)", "# Where do I stand?")
    assert find_lessons(tmp_path)[0].title == "Where do I stand? (new version)"


@pytest.mark.parametrize("damage", ["", "[]", '{"cells": 3}', '{"cells": [{}]}', '{"cells": []}'])
def test_a_lesson_without_a_readable_heading_keeps_its_name(tmp_path: Path, damage: str) -> None:
    write_lesson(tmp_path, "07-case-studio")
    (tmp_path / "notebooks" / "07-case-studio.ipynb").write_text(damage)
    assert find_lessons(tmp_path)[0].title == "Case studio"


def test_lab_opens_the_start_notebook_in_a_workspace_of_its_own(tmp_path: Path) -> None:
    write_lesson(tmp_path, "00-start-here", "# Start here")
    arguments = lab_arguments(tmp_path, open_browser=False, port=8888)
    assert "--LabApp.default_url=/lab/workspaces/cmo-pathways/tree/notebooks/00-start-here.ipynb" in arguments
    assert f"--ServerApp.root_dir={tmp_path}" in arguments
    assert "--ServerApp.open_browser=False" in arguments


def test_lab_opens_the_first_lesson_where_the_start_notebook_was_deleted(tmp_path: Path) -> None:
    assert "--LabApp.default_url=/lab/workspaces/cmo-pathways" in lab_arguments(tmp_path, open_browser=True, port=1)
    write_lesson(tmp_path, "02-skill-map", "# Map")
    url = next(a for a in lab_arguments(tmp_path, open_browser=True, port=1) if "default_url" in a)
    assert url.endswith("/tree/notebooks/02-skill-map.ipynb")


def test_our_settings_and_kernel_come_before_those_of_the_person(tmp_path: Path) -> None:
    environ = {"JUPYTER_PATH": "/mine", "JUPYTER_CONFIG_PATH": "/a" + os.pathsep + "/b", "LANG": "C"}
    changed = surroundings(tmp_path, environ)
    assert changed["JUPYTER_PATH"].split(os.pathsep) == [str(SHARE), "/mine"]
    assert changed["JUPYTER_CONFIG_PATH"].split(os.pathsep) == [str(SETTINGS), "/a", "/b"]
    assert changed["CMO_PATHWAYS_HOME"] == str(tmp_path)
    assert changed["LANG"] == "C"


def test_preparing_the_surroundings_twice_changes_nothing(tmp_path: Path) -> None:
    once = surroundings(tmp_path, {"JUPYTER_PATH": "/mine"})
    assert surroundings(tmp_path, once) == once


def test_importing_the_launcher_loads_no_part_of_jupyter() -> None:
    code = "import sys, json, cmo_pathways.launch; print(json.dumps(sorted(sys.modules)))"
    loaded = jupyter(code, dict(os.environ))
    assert "cmo_pathways.launch.pages" in loaded
    assert not {"jupyterlab", "voila", "tornado", "traitlets", "matplotlib"} & set(loaded)


def test_jupyter_reads_our_settings(tmp_path: Path) -> None:
    old = tmp_path / "old" / "kernels" / "python3"
    old.mkdir(parents=True)
    (old / "kernel.json").write_text('{"argv": ["/nowhere/python"], "display_name": "Old", "language": "python"}')
    mine = tmp_path / "config" / "labconfig"
    mine.mkdir(parents=True)
    overrides = {"@jupyterlab/apputils-extension:notification": {"fetchNews": "true"}}
    (mine / "default_setting_overrides.json").write_text(json.dumps(overrides))
    (tmp_path / "config" / "jupyter_lab_config.json").write_text('{"LabApp": {"extension_manager": "pypi"}}')
    environ = {"JUPYTER_PATH": str(tmp_path / "old"), "JUPYTER_CONFIG_DIR": str(tmp_path / "config")}
    found = jupyter(
        """
import json
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_core.application import JupyterApp
from jupyterlab_server.config import ConfigManager
app = JupyterApp(config_file_name="jupyter_lab_config")
app.load_config_file()
settings = ConfigManager(config_dir_name="labconfig")
print(json.dumps({
    "kernel": KernelSpecManager().get_kernel_spec("python3").argv[0],
    "lab": app.config.LabApp,
    "overrides": settings.get("default_setting_overrides"),
}))
""",
        dict(surroundings(tmp_path, {**os.environ, **environ})),
    )
    # "python" stands for the Python that runs the server.
    assert found["kernel"] == "python"
    assert found["lab"]["news_url"] is None and found["lab"]["extension_manager"] == "readonly"
    assert found["lab"]["check_for_updates_class"].endswith("NeverCheckForUpdate")
    notices = found["overrides"]["@jupyterlab/apputils-extension:notification"]
    assert notices == {"checkForUpdates": False, "doNotDisturbMode": True, "fetchNews": "false"}


def test_every_file_that_jupyter_reads_from_us_is_there_and_is_json() -> None:
    files = [*SETTINGS.rglob("*.json"), *SHARE.rglob("*.json")]
    assert len(files) >= 6
    for file in files:
        json.loads(file.read_text(encoding="utf-8"))


def test_our_pages_name_no_address_outside() -> None:
    files = [file for file in (SHARE / "voila").rglob("*") if file.is_file()]
    assert {file.name for file in files} >= {"conf.json", "index.html.j2", "page.html", "frame.css"}
    assert not [file.name for file in files if "//" in file.read_text(encoding="utf-8").replace("  //", "")]


def test_pages_without_a_lesson_are_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="There is no lesson"):
        app(tmp_path, open_browser=False)


def test_the_frame_lists_the_lessons_and_takes_its_colors_from_the_token_file(tmp_path: Path) -> None:
    write_lesson(tmp_path, "03-self-assessment (new version)", "# Where do I <stand>?")
    shown = frame(tmp_path)
    assert shown["lessons"][0]["path"] == "notebooks/03-self-assessment%20%28new%20version%29.ipynb"
    assert "--cmo-accent:#01596C" in shown["colors"]
    css = (SHARE / "voila" / "templates" / "cmo-pathways" / "frame.css").read_text(encoding="utf-8")
    assert "#" not in css.replace("div#", "")
