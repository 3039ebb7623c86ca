"""What ``demo`` does: the whole chain on an invented physician."""

from __future__ import annotations

from pathlib import Path

from cmo_pathways.cli.exporting import Made, export_dossier
from cmo_pathways.cli.output import paragraph, plain, say, say_json, table
from cmo_pathways.cli.reading import has_ledger
from cmo_pathways.cli.tell_plan import plan_values, totals
from cmo_pathways.cli.tell_routes import plan_values as route_values
from cmo_pathways.cli.tell_standing import gap_table, gap_values
from cmo_pathways.errors import LearnerError
from cmo_pathways.journey import Journey, estimates_of, gaps_of, open_journey, plan_of, routes_of, target_of
from cmo_pathways.ledger import LedgerState, Play, open_ledger
from cmo_pathways.plan import Development, Limits
from cmo_pathways.samples import live_sample, load_sample
from cmo_pathways.scale import Mark
from cmo_pathways.workspace import prepare_workspace

_SHOWN = 5
_LIMITS = Limits(hours_per_week=6, budget=20_000, months=60)
"""What the sample physician can give; invented like everything about her."""


def tell_demo(home: Path, as_json: bool) -> None:
    """Live the sample's events, rank, route, play, export. Raises LearnerError for a folder with events."""
    if has_ledger(home) and open_ledger(home, create=False).events():
        raise LearnerError(
            f"{home} holds events already, and a demonstration would mix with them; nothing was changed. Choose a "
            "fresh folder, as in: cmo-pathways demo --home ~/cmo-demo"
        )
    sample = load_sample()
    journey = live_sample(open_journey(home, clock=lambda: sample.today), sample)
    prepare_workspace(home)
    made = export_dossier(journey, audience=sample.audience)
    state = journey.state()
    if as_json:
        say_json(_values(journey, state, made))
    else:
        say(_words(journey, state, made, sample.about))


def _values(journey: Journey, state: LedgerState, made: Made) -> dict[str, object]:
    estimates = [
        {
            "competency": id,
            "level": e.level,
            "low": e.low,
            "high": e.high,
            "because": e.because,
            "marks": {"level": Mark.COMPUTED},
        }
        for id, e in estimates_of(journey, state).items()
    ]
    return {
        "pdf": str(made.file),
        "events": state.count,
        "estimates": estimates,
        "gaps": [gap_values(gap) for gap in gaps_of(journey, state)],
        "routes": route_values(routes_of(journey, state))["routes"],
        "plan": plan_values(journey, state, _plan(journey, state), role=target_of(state)),
        "case": _case_values(_finished(state)),
        "home": str(journey.home),
    }


def _words(journey: Journey, state: LedgerState, made: Made, about: str) -> str:
    role = journey.catalogue.framework.role(target_of(state))
    plan, play = routes_of(journey, state), _finished(state)
    lines = [paragraph(about), "", f"Widest gaps to {role.name}; target levels and weights are assumptions"]
    lines.append(gap_table(journey, gaps_of(journey, state)[:_SHOWN]))
    if plan.routes:
        years = plan.routes[0].years
        assumed = ", times assumed in part" if plan.routes[0].assumed_share else ""
        span = f"{years.p50:.1f} years ({years.p10:.1f} to {years.p90:.1f}{assumed})"
        quickest = "The only route" if plan.alternatives == 1 else f"The quickest of {plan.alternatives} routes"
        lines += ["", paragraph(f"{quickest}: {span}. {plan.routes[0].because}")]
    found = _plan(journey, state)
    if found.plan.found:
        limits = f"{_LIMITS.hours_per_week:g} hours a week and USD {_LIMITS.budget:,.0f}"
        lines += ["", paragraph(f"Plan for the {len(found.gaps)} widest gaps at {limits}: {totals(found.plan)}.")]
    if play is not None and play.result is not None:
        title = journey.catalogue.cases[play.case].title
        points = ", ".join(f"{id} {score.got:g} of {score.best:g}" for id, score in play.result.scores.items())
        lines += ["", paragraph(f'Case "{title}": ending {play.result.ending}; points: {points}.')]
    rows = [
        ("Dossier", str(made.file)),
        ("Lessons", str(journey.home / "notebooks")),
        ("Events", f"{state.count} in {journey.home / 'ledger.sqlite3'}"),
    ]
    return "\n".join([*lines, "", table(rows), "", f"Look on with: cmo-pathways status --home {journey.home}"])


def _plan(journey: Journey, state: LedgerState) -> Development:
    return plan_of(journey, state, _LIMITS)


def _finished(state: LedgerState) -> Play | None:
    return next((play for play in state.plays.values() if play.result is not None), None)


def _case_values(play: Play | None) -> object:
    if play is None or play.result is None:
        return None
    told = plain(play.result)
    assert isinstance(told, dict)
    return {"case": play.case, "play": play.play, "version": play.version, **told}
