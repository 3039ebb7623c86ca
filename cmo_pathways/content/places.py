"""Where content and learners' folders live.

In a wheel ``data/``, ``exercises/`` and ``notebooks/`` travel inside the package; in a checkout they sit at the
root. Only this module knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cmo_pathways.errors import WorkspaceError

_PACKAGE = Path(__file__).resolve().parents[1]


def content_root() -> Path:
    """The folder that holds ``data/``, ``exercises/`` and ``notebooks/``."""
    shipped = _PACKAGE / "_content"
    return shipped if shipped.is_dir() else _PACKAGE.parent


def default_home(environ: Mapping[str, str]) -> Path:
    """The learner's folder: ``CMO_PATHWAYS_HOME`` where it is set, else the platform's folder for user data.

    Raises WorkspaceError where it begins with ``~`` and a name that no user of this computer has.
    """
    if chosen := environ.get("CMO_PATHWAYS_HOME", "").strip():
        try:
            return Path(chosen).expanduser()
        except RuntimeError as error:
            said = f'CMO_PATHWAYS_HOME is "{chosen}", and no user of this computer has that name. Correct it.'
            raise WorkspaceError(said) from error
    import platformdirs

    return Path(platformdirs.user_data_path("cmo-pathways", appauthor=False))
