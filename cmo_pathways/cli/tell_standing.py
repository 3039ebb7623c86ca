"""What ``status``, ``assess`` and ``gaps`` say: where the learner stands."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from cmo_pathways.assess import Answers, read_answers
from cmo_pathways.catalogue import load_catalogue
from cmo_pathways.cli.group import now
from cmo_pathways.cli.output import counted, paragraph, say, say_json, table
from cmo_pathways.cli.reading import blank_journey, has_ledger, journey_of
from cmo_pathways.errors import LearnerError
from cmo_pathways.form import free_evidence_id
from cmo_pathways.journey import Journey, gaps_of, next_step, open_journey, progress_of, target_of
from cmo_pathways.ledger import LedgerState, replay
from cmo_pathways.portfolio import CredentialDue, credentials_due
from cmo_pathways.scale import day_words, level_text
from cmo_pathways.standing import Gap

_SHOWN = 3
_MORE = {"importance": "an importance of your own", "interest": "an interest", "evidence": "evidence"}
_KEY = (
    "Level: estimate from 0 to 5; the interval holds it with a chance of 80 %. Chance: that the level reaches the "
    "target. Priority: expected shortfall in levels, weighed by importance."
)


def tell_status(home: Path, as_json: bool) -> None:
    """Counts, the widest gaps, the next best step. Raises LearnerError where nothing is recorded."""
    found = has_ledger(home)
    journey = journey_of(home) if found else blank_journey(home)
    state = journey.state() if found else replay(())
    progress, following = progress_of(journey, state), next_step(journey, state)
    if as_json:
        kept = state.of("plan").get(target_of(state))
        due = [
            {**asdict(item), "until": item.until.isoformat(), "text": item.sentence} for item in _due(journey, state)
        ]
        counts = {"events": state.count, "progress": progress, "next": following}
        say_json({**counts, "plan": kept, "credentials_due": due, "home": str(home)})
    elif found:
        say(_status_words(journey, state))
    if not found:
        raise LearnerError(
            f'Nothing is recorded in {home} yet. Begin with "cmo-pathways lab", look around with "cmo-pathways demo", '
            "or check the folder given with --home."
        )


def tell_assess(answers: Path, home: Path, as_json: bool) -> None:
    """Check the whole file of answers, then record it. Raises InputError, LedgerError."""
    rows = read_answers(answers, load_catalogue().framework.competencies)
    journey = open_journey(home, clock=now)
    done, placed = 0, _placement(rows)
    try:
        if placed is not None:
            journey.record("placement", "me", {"responsibility": placed})
        for row in rows:
            journey.rate(row.competency, row.level, row.sureness, not_applicable=row.not_applicable)
            _tell_more(journey, row)
            done += 1
    except LearnerError as error:
        raise LearnerError(f"Only {done} of {counted(len(rows), 'rating')} were recorded: {error}") from error
    more = {
        "importance": sum(row.importance is not None for row in rows),
        "interest": sum(row.interest is not None for row in rows),
        "evidence": sum(row.evidence is not None for row in rows),
    }
    if as_json:
        say_json({"recorded": done, **more, "placement": _placement(rows), "home": str(home)})
    else:
        also = "".join(f", {number} with {_MORE[name]}" for name, number in more.items() if number)
        say(f"{counted(done, 'rating')} recorded in {home}{also}.\nNext: cmo-pathways gaps")


def _tell_more(journey: Journey, row: Answers) -> None:
    """What a row says beside its rating: importance, interest, evidence."""
    if row.importance is not None:
        journey.record("importance", row.competency, {"value": row.importance})
    if row.interest is not None:
        journey.record("interest", row.competency, {"value": row.interest})
    if row.evidence is not None:
        body = {"competency": row.competency, **asdict(row.evidence)}
        journey.record("evidence", free_evidence_id(journey.ledger.events(), row.competency), body)


def _placement(rows: tuple[Answers, ...]) -> int | None:
    return next((row.placement for row in rows if row.placement is not None), None)


def tell_gaps(role: str | None, out: Path | None, home: Path, as_json: bool) -> None:
    """The ranked gaps, with the reasons for the first three; with ``out`` the whole report as a file.

    Raises UnknownId, LedgerError, ExportError.
    """
    journey = journey_of(home)
    state = journey.state()
    found = gaps_of(journey, state, role)
    written = _report(journey, role, out) if out else ""
    if as_json:
        say_json([gap_values(gap) for gap in found])
    elif written:
        say(written)
    else:
        say(_gap_words(journey, found, role or target_of(state)))


def _report(journey: Journey, role: str | None, out: Path) -> str:
    # Charts and typesetting load for a report only.
    from cmo_pathways.export.report import write_assessment

    made = write_assessment(journey, file=out, role=role)
    long = f", {counted(made.pages, 'page')}" if made.pages else ""
    return f"{made.file}{long}, against {journey.catalogue.framework.role(role or target_of(journey.state())).name}"


def gap_values(gap: Gap) -> dict[str, object]:
    """A gap as the contract's JSON."""
    names = ("competency", "level", "low", "high", "target", "p_meets", "importance", "priority", "because")
    return {**{name: getattr(gap, name) for name in names}, "marks": gap.marks}


def _gap_words(journey: Journey, found: tuple[Gap, ...], role: str) -> str:
    framework = journey.catalogue.framework
    profile = framework.role(role)
    mark = "(assumption)" if profile.mark.assumed else f"({profile.mark.words})"
    reasons = [f"{framework.competency(gap.competency).short}: {gap.because}." for gap in found[:_SHOWN]]
    lines = [
        paragraph(f"Gaps to {profile.name}, those that matter most first; target levels and weights {mark}"),
        "",
        gap_table(journey, found),
        "",
        paragraph(_KEY),
        "",
        "Because",
        *(paragraph(reason, indent=2) for reason in reasons),
    ]
    return "\n".join(lines)


def gap_table(journey: Journey, found: tuple[Gap, ...]) -> str:
    """Gaps as an aligned table, each competency by its short name."""
    rows = [
        (
            journey.catalogue.framework.competency(gap.competency).short,
            level_text(gap.level) if gap.rated else f"{level_text(gap.level)} (not rated)",
            f"{level_text(gap.low)} to {level_text(gap.high)}",
            str(gap.target),
            _chance(gap.p_meets),
            str(gap.importance),
            f"{gap.priority:.2f}",
        )
        for gap in found
    ]
    head = ("Competency", "Level", "Interval", "Target", "Chance", "Importance", "Priority")
    return table(rows, head=head, right=(3, 4, 5, 6))


def _due(journey: Journey, state: LedgerState) -> tuple[CredentialDue, ...]:
    return credentials_due(state.entries, journey.clock().date())


def _chance(share: float) -> str:
    percent = round(100 * share)
    return "< 1 %" if percent == 0 else "> 99 %" if percent == 100 else f"{percent} %"


def _status_words(journey: Journey, state: LedgerState) -> str:
    done, following = progress_of(journey, state), next_step(journey, state)
    role = journey.catalogue.framework.role(target_of(state))
    proposed = "" if state.target else " (proposed until you choose)"
    since = f", the last on {day_words(state.last_at)}" if state.last_at else ""
    skipped = f", {done['not_applicable']} not part of your work" if done["not_applicable"] else ""
    rows = [
        ("Target role", f"{role.name}{proposed}"),
        ("Competencies rated", f"{done['rated']} of {done['competencies']}{skipped}"),
        ("Career steps held", str(done["steps_held"])),
        ("Cases finished", f"{done['cases_finished']} of {done['cases']}"),
        ("Portfolio entries", str(done["entries"])),
        ("Exports", str(done["exports"])),
    ]
    lines = [state.profile.get("name") or "Your path", f"{counted(state.count, 'event')} in {journey.home}{since}", ""]
    lines.append(table(rows))
    open_gaps = tuple(gap for gap in gaps_of(journey, state) if gap.rated and not gap.met)[:_SHOWN]
    if open_gaps:
        lines += [
            "",
            "The gaps that matter most; target levels and weights (assumption)",
            gap_table(journey, open_gaps),
        ]
    if due := _due(journey, state):
        lines += ["", "Credentials", *(paragraph(item.sentence, indent=2, mark="- ") for item in due)]
    lines += ["", paragraph(f"Next: {following.title}. {following.why} (lesson {following.notebook})")]
    return "\n".join(lines)
