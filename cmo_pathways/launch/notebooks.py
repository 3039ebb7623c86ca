"""The lessons in JupyterLab, in this process, so that one signal stops the server and its kernels."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from cmo_pathways.launch.lessons import start_path
from cmo_pathways.launch.surroundings import surroundings

_WORKSPACE = "cmo-pathways"


def lab(home: Path, *, open_browser: bool = True, port: int = 8888, extra: Sequence[str] = ()) -> None:
    """Open JupyterLab on a prepared home folder, at the start notebook; returns when it is closed.

    It listens on this computer only, with a token. If the port is taken, another one is used. ``extra`` are further
    arguments for JupyterLab, such as ``--ip=0.0.0.0``.
    """
    os.environ.update(surroundings(home, os.environ))
    # Jupyter's notices to programmers would stand above the address that the learner needs.
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    from jupyterlab.labapp import LabApp

    LabApp.launch_instance([*lab_arguments(home, open_browser=open_browser, port=port), *extra])


def lab_arguments(home: Path, *, open_browser: bool, port: int) -> list[str]:
    """The arguments that depend on the learner; all others lie in ``settings/``, where ``extra`` can overrule them."""
    start = start_path(home)
    return [
        f"--ServerApp.root_dir={home}",
        f"--ServerApp.port={port}",
        f"--ServerApp.open_browser={open_browser}",
        f"--LabApp.default_url=/lab/workspaces/{_WORKSPACE}{f'/tree/{quote(start)}' if start else ''}",
        # Open tabs belong to this home folder, not to the person's other work.
        f"--LabApp.workspaces_dir={home / '.lab' / 'workspaces'}",
    ]
