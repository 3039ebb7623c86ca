"""``check``: all shipped content, or one file or folder of an author."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.cli.group import command, file_argument, json_option, now


@command(
    "check",
    example="check my-case/case.md",
    more="PATH may be a case, a competency, role or audience, a career table, the sample, answers for assess, or a "
    "folder of such files. A single file of the skill map or the career tables is checked in the place of the "
    "shipped one of that name.",
)
@file_argument("path", "[PATH]", required=False)
@json_option
def check(path: Path | None, as_json: bool) -> int:
    """All problems at once, each with file, line, code and mend."""
    from cmo_pathways.catalogue import check_catalogue
    from cmo_pathways.cli.checking import check_extras, check_path
    from cmo_pathways.cli.problems import tell_problems
    from cmo_pathways.content import Report, content_root

    today = now().date()
    if path is not None:
        report = Report(content_root())
        counts = check_path(path, report, today)
        return tell_problems(counts, tuple(report.problems), as_json)
    checked = check_catalogue(content_root(), today)
    check_extras(content_root(), checked)
    return tell_problems(checked.counts, tuple(checked.report.problems), as_json)
