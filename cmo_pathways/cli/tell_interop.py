"""What ``framework export`` and ``framework check-file`` say: what a file holds, what it lost, how it compares."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.files import read_bytes
from cmo_pathways.cli.output import counted, paragraph, say, say_json, table
from cmo_pathways.cli.problems import counted_name, problem_line, problem_values
from cmo_pathways.errors import Problem
from cmo_pathways.export.files import write_whole
from cmo_pathways.interop import (
    Comparison,
    LeftOut,
    Written,
    case_json,
    case_package,
    compare_frameworks,
    compare_moodle,
    framework_of,
    is_skill_map,
    moodle_csv,
    read_case,
    read_moodle,
)
from cmo_pathways.json_text import MAX_BYTES

_SHOWN = 12


def tell_export(form: str, out: Path, as_json: bool) -> None:
    """Write the skill map in a format. Raises ExportError where the file cannot be written."""
    framework = load_catalogue().framework
    if form == "moodle":
        written = moodle_csv(framework)
    else:
        package = case_package(framework, changed=framework.releases[-1].date)
        written = Written(case_json(package), package.counts, ())
    tell_written(written, form, out, as_json)


def tell_written(written: Written, form: str, out: Path, as_json: bool) -> None:
    """Write a file for another system, and say what it holds and what its format could not hold."""
    write_whole(out, written.data)
    if as_json:
        left_out = [_left_out(item) for item in written.left_out]
        say_json({"file": str(out), "format": form, "kept": written.kept, "left_out": left_out})
        return
    say(paragraph(f"Written to {out}: {_counts(written.kept)}."))
    say_left_out(written.left_out)


def tell_file(file: Path, as_json: bool) -> None:
    """What a file of another system holds. Raises InputError with every fault."""
    data = read_bytes(file, limit=MAX_BYTES)
    if file.suffix.lower() == ".csv" or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        _tell_moodle(data, file, as_json)
    else:
        _tell_case(data, file, as_json)


def say_left_out(left_out: tuple[LeftOut, ...]) -> None:
    """What was left out, one line each."""
    if left_out:
        say("\nLeft out")
        say(table([(item.what, f"{item.count:,}", item.why) for item in left_out], right=(1,), indent=2))


def _tell_case(data: bytes, file: Path, as_json: bool) -> None:
    package, findings = read_case(data, str(file))
    left_out: tuple[LeftOut, ...] = ()
    compared = None
    if is_skill_map(package):
        theirs, left_out = framework_of(package, str(file))
        compared = compare_frameworks(load_catalogue().framework, theirs)
    else:
        why = "the file has no competencies with levels in the shape of the skill map; nothing to compare"
        left_out = (LeftOut("items", len(package.items), why),)
    names = {"format": "case", "title": package.document.title, "version": package.document.version}
    _tell(file, names, package.counts, left_out, compared, findings.warnings, as_json)


def _tell_moodle(data: bytes, file: Path, as_json: bool) -> None:
    found, left_out = read_moodle(data, str(file))
    compared = compare_moodle(load_catalogue().framework, found)
    kept = {"competencies": len(found.rows), "levels": len(found.scale)}
    names = {"format": "moodle", "title": found.name, "version": found.id}
    _tell(file, names, kept, left_out, compared, (), as_json)


def _tell(
    file: Path,
    names: Mapping[str, str],
    kept: Mapping[str, int],
    left_out: tuple[LeftOut, ...],
    compared: Comparison | None,
    warnings: tuple[Problem, ...],
    as_json: bool,
) -> None:
    if as_json:
        rows = [_left_out(item) for item in left_out]
        value = {"file": str(file), **names, "kept": kept, "left_out": rows, "compared": compared}
        say_json({**value, "problems": problem_values(warnings)})
        return
    say(paragraph(f"{names['title']} {names['version']}: {_counts(kept)}."))
    if compared is not None:
        say("\n" + "\n".join(_compared(compared)))
    say_left_out(left_out)
    if warnings:
        say("\nTo look at")
        say("\n".join(f"  {problem_line(problem)}" for problem in warnings[:_SHOWN]))
        if len(warnings) > _SHOWN:
            say(f"  and {len(warnings) - _SHOWN:,} more")
    say("\nNothing was changed.")


def _compared(found: Comparison) -> list[str]:
    if found.equal:
        return [paragraph(f"It says the same as the skill map here ({counted(len(found.same), 'item')}).")]
    lines = [f"Beside the skill map here: {counted(len(found.same), 'item')} the same"]
    for words, ids in (
        ("other words", tuple(f"{id} ({', '.join(parts)})" for id, parts in found.changed.items())),
        ("only here", found.only_ours),
        ("only in the file", found.only_theirs),
    ):
        if ids:
            more = f" and {len(ids) - _SHOWN:,} more" if len(ids) > _SHOWN else ""
            lines.append(paragraph(f"{words}: {', '.join(ids[:_SHOWN])}{more}", indent=2))
    return lines


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(counted_name(number, name) for name, number in counts.items() if number) or "nothing"


def _left_out(item: LeftOut) -> dict[str, object]:
    return {"what": item.what, "count": item.count, "why": item.why}
