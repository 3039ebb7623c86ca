"""What Jupyter finds around it: our settings and kernel first, then whatever else this person uses Jupyter for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_HERE = Path(__file__).resolve().parent
SETTINGS = _HERE / "settings"
SHARE = _HERE / "share"


def surroundings(home: Path, environ: Mapping[str, str]) -> Mapping[str, str]:
    """The environment variables to set before Jupyter starts; kernels inherit them.

    Our settings (no news, no update check, no pop-ups) come before the person's own. Our kernel is the Python that
    runs this, even where another kernel is named ``python3`` too.
    """
    changed = {
        "CMO_PATHWAYS_HOME": str(home),
        "JUPYTER_CONFIG_PATH": _first(SETTINGS, environ.get("JUPYTER_CONFIG_PATH", "")),
        "JUPYTER_PATH": _first(SHARE, environ.get("JUPYTER_PATH", "")),
        # Without this Jupyter looks at no settings but the person's own.
        "JUPYTER_NO_CONFIG": "",
    }
    return {**environ, **changed}


def _first(folder: Path, paths: str) -> str:
    others = [path for path in paths.split(os.pathsep) if path and path != str(folder)]
    return os.pathsep.join([str(folder), *others])
