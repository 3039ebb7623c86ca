"""The skill map as a file of the learner, and the record of it in the ledger."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cmo_pathways.charts import SkillPicture, picture_png, picture_svg
from cmo_pathways.export.files import write_whole
from cmo_pathways.journey import Journey

FORMATS = {"svg": "image/svg+xml", "png": "image/png"}


def write_map_picture(journey: Journey, picture: SkillPicture, form: str) -> tuple[Path, bytes]:
    """Write the picture into the learner's ``exports/`` and record it; gives the file and its bytes.

    ``form`` is ``svg`` or ``png``. Raises ExportError where the file cannot be written, LedgerError.
    """
    data = picture_png(picture) if form == "png" else picture_svg(picture).encode("utf-8")
    target = journey.home / "exports" / f"skill-map-{journey.clock().date():%Y-%m-%d}.{form}"
    write_whole(target, data)
    digest = hashlib.sha256(data).hexdigest()
    body = {"audience": "", "kind": "skill-map", "format": form, "sha256": digest, "pages": None}
    journey.record("export", target.name, body)
    return target, data
