"""What ``feedback`` does: keys, forms, sealed answers and reports, each as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cmo_pathways.assess.feedback360 import (
    GROUPS,
    THRESHOLD,
    GroupCount,
    Round,
    group_name,
    key_file,
    minutes_of,
    read_key_file,
)
from cmo_pathways.cli.files import read_bytes
from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, paragraph, say, say_json, table
from cmo_pathways.cli.reading import journey_of
from cmo_pathways.cohort.memo_feedback import FORMAT
from cmo_pathways.errors import InputError, LearnerError
from cmo_pathways.export import feedback as shell
from cmo_pathways.export.class_memos import take_feedback
from cmo_pathways.export.files import write_whole
from cmo_pathways.framework import Framework
from cmo_pathways.journey import Journey, open_journey
from cmo_pathways.scale import level_text

_NOTHING: Mapping[str, Any] = {"groups": [], "reliability": None, "raters_needed": None}


def tell_collector(out: Path, name: str, home: Path, as_json: bool) -> None:
    """Make or find the collector's key and write its public part. Raises LearnerError."""
    own = shell.make_key(open_journey(home, clock=now), name)
    write_whole(out, key_file(own.public))
    if as_json:
        say_json({"file": str(out), "name": own.public.name, "check": own.public.check, **_NOTHING})
        return
    say(f"Key of {own.public.name} written to {out}. Check figures: {own.public.check}.")
    say(paragraph("Hand this file to the learner. The secret part stays in your folder; keep a backup of it."))


def tell_invite(
    group: str,
    key: Path | None,
    out: Path,
    name: str,
    competencies: Sequence[str],
    invited: int | None,
    home: Path,
    as_json: bool,
) -> None:
    """Write the form for a group and note the invitation. Raises LearnerError, UnknownId, ExportError."""
    collector = read_key_file(key.name, read_bytes(key)) if key else None
    journey = open_journey(home, clock=now)
    made = shell.invite(
        journey, group=group, collector=collector, competencies=competencies, name=name, invited=invited
    )
    write_whole(out, made.form)
    asked = made.invitation.competencies
    if as_json:
        said = {"file": str(out), "invitation": made.invitation.id, "collector": collector and collector.name}
        waiting = [{"group": id, "n": None, "suppressed": True} for id in shell.invited_groups(journey.state())]
        say_json({**said, "competencies": asked, **_NOTHING, "groups": waiting})
        return
    effort = f"{counted(len(asked), 'question')}, about {minutes_of(len(asked))} minutes"
    say(f"Form for {group_name(group)} written to {out}: {effort}.")
    if collector:
        say(paragraph(f"The answers go to {collector.name} (check figures {collector.check}), sealed."))
    else:
        say(paragraph("No collector is named: the answers come to you and are not anonymous, and the form says so."))


def tell_collect(files: Sequence[Path], home: Path, as_json: bool) -> None:
    """Take in files of answers. Raises LearnerError that counts those not taken, after the others were."""
    journey = journey_of(home)
    unread, read = [], []
    for file in files:
        try:
            read.append((file.name, read_bytes(file)))
        except InputError as error:
            unread.append(f'"{file.name}" {error.problems[0].message}.')
    done = shell.collect_answers(journey, read)
    refused = (*unread, *done.refused)
    found = shell.rounds_of(journey)
    if as_json:
        counts = {"new": len(done.new), "replaced": len(done.replaced), "known": len(done.known)}
        say_json({**_NOTHING, **counts, "problems": refused, "groups": _waiting(found)})
    else:
        kinds = ((done.new, "new"), (done.replaced, "replaced an earlier save"), (done.known, "there already"))
        say("; ".join(f"{len(names)} {words}" for names, words in kinds) + ".")
        say("\n".join([*(paragraph(sentence, mark="- ") for sentence in refused), *_count_lines(found)]))
    if refused:
        raise LearnerError(refused[0] if len(refused) == 1 else f"{len(refused)} files were not taken; see above.")


def tell_release(out: Path, learner: str, home: Path, as_json: bool) -> None:
    """Write the report about a learner. Raises LearnerError where nothing may be released."""
    done = shell.release_report(journey_of(home), learner)
    write_whole(out, done.data)
    if as_json:
        say_json({"file": str(out), **_summary(done.body)})
        return
    shown = [group for group in done.body["groups"] if not group["suppressed"]]
    say(f"Report written to {out}: " + ", ".join(f"{group_name(g['group'])} ({g['n']})" for g in shown) + ".")
    say(paragraph(f"Groups with fewer than {THRESHOLD} answers are withheld. Hand the file to the learner."))


def tell_import(file: Path, home: Path, as_json: bool) -> None:
    """Take in a released report, or feedback on memos.

    Raises LearnerError where it cannot be taken; nothing is changed then.
    """
    journey, data = journey_of(home), read_bytes(file)
    if FORMAT.encode() in data[:2000]:
        _tell_memo_feedback(journey, file, data, as_json)
        return
    body = shell.import_report(journey, file.name, data)
    if as_json:
        say_json(_summary(body))
    else:
        say(f"Report of {body['released']} taken in. See it with: cmo-pathways feedback report")


def _tell_memo_feedback(journey: Journey, file: Path, data: bytes, as_json: bool) -> None:
    new = take_feedback(journey, data, file.name)
    if as_json:
        say_json({"file": str(file), "memos": new})
    elif new:
        say(f"Feedback on {counted(new, 'memo')} taken in. It stands beside the debrief of the case.")
    else:
        say("This feedback was taken in before. Nothing changed.")


def tell_report(out: Path | None, home: Path, as_json: bool) -> None:
    """Show the last report, or write it as a PDF. Raises LearnerError where there is none."""
    journey = journey_of(home)
    body = shell.latest_report(journey.state())
    if body is None:
        raise LearnerError("No report has been imported yet. Take in the one that your collector released.")
    if out is not None:
        shell.write_report(journey, body, out)
    if as_json:
        say_json({"file": str(out) if out else None, **_summary(body), "released": body["released"]})
    elif out is not None:
        say(f"Feedback report written to {out}.")
    else:
        say("\n".join(_report_lines(journey, body)))


def _summary(body: Mapping[str, Any]) -> dict[str, Any]:
    groups = [{key: group[key] for key in ("group", "n", "suppressed")} for group in body["groups"]]
    return {"groups": groups, "reliability": body["reliability"], "raters_needed": body["raters_needed"]}


def _waiting(found: Sequence[Round]) -> list[dict[str, Any]]:
    return [
        {"learner": item.learner, "group": count.group, "n": count.n, "suppressed": count.suppressed}
        for item in found
        for count in item.counts
    ]


def _count_lines(found: Sequence[Round]) -> list[str]:
    rows = [
        (item.learner, group_name(count.group), str(count.n), str(count.invited or ""), _remark(count))
        for item in found
        for count in item.counts
    ]
    return [table(rows, head=("About", "Group", "Answers", "Invited", ""), right=(2, 3))] if rows else []


def _remark(count: GroupCount) -> str:
    if count.too_many:
        return "more answers than invited: somebody answered twice, or passed the form on"
    return "too few to release" if count.suppressed else ""


def _report_lines(journey: Journey, body: Mapping[str, Any]) -> list[str]:
    framework, ratings = journey.catalogue.framework, journey.state().ratings
    own = {id: rating.level for id, rating in ratings.items()}
    by = body["collector"] or "you (no collector was named)"
    lines = [f"Feedback released on {body['released']} by {by}"]
    for group in body["groups"]:
        lines += ["", *_group_lines(group, framework, own)]
    need = body["raters_needed"]
    said = "cannot be said yet" if body["reliability"] is None else f"{body['reliability']:.2f}"
    lines += ["", f"Reliability of the means: {said}; raters needed for 0.70: {need or 'cannot be said yet'}."]
    return lines


def _group_lines(group: Mapping[str, Any], framework: Framework, own: Mapping[str, int | None]) -> list[str]:
    title = GROUPS.get(group["group"], group["group"])
    if group["suppressed"]:
        return [f"{title}: withheld, fewer than {THRESHOLD} answers"]
    rows = []
    for id, cell in group["competencies"].items():
        mine = own.get(id)
        levels = ", ".join(f"{count} x {level}" for level, count in enumerate(cell["counts"]) if count)
        name = framework.competency(id).short
        rows.append((name, level_text(cell["mean"]), "" if mine is None else str(mine), str(cell["n"]), levels))
    lines = [f"{title}: {counted(group['n'], 'rater')}"]
    lines.append(table(rows, head=("", "They saw", "You said", "n", "Answers"), right=(1, 2, 3), indent=2))
    if group.get("withheld"):
        names = ", ".join(framework.competency(id).short for id in group["withheld"])
        lines.append(paragraph(f"Withheld, observed by fewer than {THRESHOLD}: {names}.", indent=2))
    return [*lines, *(paragraph(text, indent=2, mark="- ") for text in group["comments"])]
