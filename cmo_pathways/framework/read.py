"""Reads ``data/framework/``: the frame, one file per competency, one file per role, relations and releases."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from cmo_pathways.content import Record, Report, line_of, read_yaml
from cmo_pathways.framework.model import (
    Competency,
    Domain,
    Framework,
    LevelName,
    LevelText,
    Release,
    Retired,
    Role,
    Target,
)
from cmo_pathways.framework.relations import read_relations
from cmo_pathways.framework.releases import order, read_releases
from cmo_pathways.scale import LEVELS, Mark

_SHAPES = ("circle", "square", "diamond", "triangle")
_SECTORS = ("hospital", "payer", "pharma-biotech", "public-health", "health-tech", "global-health")

_SENIORITY = ("first-leadership", "senior-leadership", "cmo", "beyond")


def read_framework(folder: Path, report: Report) -> Framework:
    """The skill map below ``folder``; every fault is noted in the report with its line."""
    frame = read_yaml(folder / "framework.yaml", report)
    levels, domains, version, released = _frame(frame) if frame else ((), (), "", "")
    retired: dict[str, tuple[Retired, Record]] = {}
    read = [c for file in sorted((folder / "competencies").glob("*.yaml")) if (c := _competency(file, retired, report))]
    by_id = {c.id: c for c in read}
    listed = [id for domain in domains for id in domain.competencies]
    competencies = {id: by_id[id] for id in listed if id in by_id and id not in retired}
    _check_map(folder / "framework.yaml", domains, by_id, retired, report)
    files = sorted((folder / "roles").glob("*.yaml"))
    roles = [r for file in files if (r := _role(file, competencies, retired, report)) and r.id not in retired]
    roles.sort(key=lambda role: sum(target.level for target in role.targets.values()))
    relations = read_relations(folder / "relations.yaml", listed, report)
    known = (*listed, *(id for id, (left, _) in retired.items() if left.kind == "competency"))
    releases = read_releases(folder / "releases.yaml", known, version, released, report)
    _check_retired(retired, {"competency": listed, "role": {role.id for role in roles}}, releases)
    gone = {id: left for id, (left, _) in retired.items()}
    by_role = {role.id: role for role in roles}
    return Framework(version, levels, domains, competencies, by_role, relations, releases, gone)


def _frame(record: Record) -> tuple[tuple[LevelName, ...], tuple[Domain, ...], str, str]:
    record.identifier()
    version = record.text("version")
    released = record.text("released")
    record.text("licence")
    levels = []
    for item in record.records("levels"):
        levels.append(LevelName(item.integer("level", 0, 5), item.text("name"), item.text("short")))
        item.done()
    if tuple(level.level for level in levels) != LEVELS:
        record.problem("E-LEVELS", "the scale needs the levels 0 to 5 in order", "levels")
    domains = []
    for item in record.records("domains"):
        shape = item.choice("shape", _SHAPES)
        ids = item.texts("competencies")
        domains.append(Domain(item.identifier(), item.text("name"), item.text("short"), shape, ids))
        item.done()
    record.done()
    return tuple(levels), tuple(domains), version, released


def _retired(record: Record, kind: str, id: str, name: str, retired: dict[str, tuple[Retired, Record]]) -> None:
    version, heirs = record.text("retired", ""), record.texts("replaced_by", required=False)
    if version:
        retired[id] = Retired(id, kind, name, version, heirs), record
    elif heirs:
        record.problem(
            "E-RETIRED", "names replaced_by without retired - add the version that retires it", "replaced_by"
        )


def _check_retired(
    retired: dict[str, tuple[Retired, Record]], known: Mapping[str, Collection[str]], releases: tuple[Release, ...]
) -> None:
    versions = [release.version for release in releases]
    for left, record in retired.values():
        if not order(left.version) or left.version not in versions:
            message = f'"{left.version}" is no release of releases.yaml - name the version that retires it'
            record.problem("E-RETIRED", message, "retired")
        for heir in left.replaced_by:
            if heir not in known[left.kind]:
                message = f'replaced_by names "{heir}", which is no {left.kind} in use - mend the id'
                record.problem("E-RETIRED", message, "replaced_by")


def _competency(file: Path, retired: dict[str, tuple[Retired, Record]], report: Report) -> Competency | None:
    record = read_yaml(file, report)
    if record is None:
        return None
    id = record.identifier()
    if id != file.stem:
        record.problem("E-ID", f'the file is named {file.name}, its id is "{id}" - make them equal', "id")
    name, short, domain = record.text("name"), record.text("short"), record.identifier("domain")
    what, what_not = record.text("what_it_is"), record.text("what_it_is_not")
    levels = tuple(_level(record.record("levels"), level) for level in LEVELS)
    record.record("levels").done()
    _retired(record, "competency", id, name, retired)
    record.done()
    return Competency(id, name, short, domain, what, what_not, levels)


def _level(levels: Record, level: int) -> LevelText:
    item = levels.record(str(level))
    descriptor = item.text("descriptor")
    if level == 0:
        item.done()
        return LevelText(descriptor)
    signals, evidence = item.texts("signals"), item.text("evidence")
    examples = item.texts("examples")
    if len(signals) != 3:
        item.problem("E-SIGNALS", f"level {level} has {len(signals)} signals - write exactly 3", "signals")
    if len(examples) != 3 and "examples" in item:
        item.problem("E-EXAMPLES", f"level {level} has {len(examples)} examples - write exactly 3", "examples")
    years = item.integer("evidence_years", 1, 10)
    item.done()
    return LevelText(descriptor, signals, evidence, examples, years if "evidence_years" in item else None)


def _check_map(
    file: Path,
    domains: tuple[Domain, ...],
    read: dict[str, Competency],
    retired: Collection[str],
    report: Report,
) -> None:
    for id in [id for domain in domains for id in domain.competencies]:
        if id in retired:
            message = f'competency "{id}" is retired and still in the map - take one of the two back'
            report.add(file, line_of(file, id, below="domains:"), "E-RETIRED", message)
        elif id not in read:
            message = f'competency "{id}" has no file competencies/{id}.yaml - write it'
            report.add(file, line_of(file, id, below="domains:"), "E-MISSING", message)
    home = {id: domain.id for domain in domains for id in domain.competencies}
    for id, competency in read.items():
        if id not in retired and home.get(id) != competency.domain:
            said = f'"{competency.domain}"' if competency.domain else "no domain"
            message = f'competency "{id}" says {said}, the map lists it under "{home.get(id, "no domain")}" - agree'
            own = file.parent / "competencies" / f"{id}.yaml"
            if own.exists():
                report.add(own, line_of(own, "domain", below="domain:"), "E-DOMAIN", message)


def _role(
    file: Path, competencies: dict[str, Competency], retired: dict[str, tuple[Retired, Record]], report: Report
) -> Role | None:
    record = read_yaml(file, report)
    if record is None:
        return None
    id = record.identifier()
    if id != file.stem:
        record.problem("E-ID", f'the file is named {file.name}, its id is "{id}" - make them equal', "id")
    name, short, summary = record.text("name"), record.text("short"), record.text("summary")
    sector = record.choice("sector", _SECTORS)
    seniority = record.choice("seniority", _SENIORITY)
    steps, borrowed = record.texts("steps"), record.texts("borrowed_by", required=False)
    mark = record.mark("mark")
    if mark is not Mark.ASSUMPTION:
        record.problem("E-MARK", "no source gives target levels on this scale - the mark of a profile is E", "mark")
    targets = _targets(record.record("targets"), competencies)
    _retired(record, "role", id, name, retired)
    record.done()
    return Role(id, name, short, sector, seniority, summary, steps, borrowed, mark, targets)


def _targets(record: Record, competencies: dict[str, Competency]) -> dict[str, Target]:
    targets = {}
    for competency in competencies:
        item = record.record(competency)
        level, weight = item.integer("level", 0, 5), item.integer("weight", 1, 5)
        targets[competency] = Target(level, weight, item.text("rationale"))
        item.done()
    record.done()
    return targets
