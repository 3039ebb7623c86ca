"""The parts of the class view: who shared, fellow by fellow, the protected charts, the report and its log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.charts import chart_html
from cmo_pathways.charts.class_people import Person, class_people_chart
from cmo_pathways.cohort import PARTS, Received, Share
from cmo_pathways.cohort.frames import level_frame, rows_of, stage_norms
from cmo_pathways.cohort.growth import FEWEST_FOR_MEAN
from cmo_pathways.cohort.invented import is_invented
from cmo_pathways.cohort.summary import CohortSummary
from cmo_pathways.export.class_memos import NO_FOLDER
from cmo_pathways.export.cohort import REPORT, WrittenClass
from cmo_pathways.ledger import Event
from cmo_pathways.reports.cohort import READERS
from cmo_pathways.reports.cohort_charts import class_charts
from cmo_pathways.scale import day_words
from cmo_pathways.widgets import blocks as b

_HEADS = ("Fellow", "Shared on", "Levels", "Ratings", "Cases", "Memos", "Plan", "Entries")
_PAPERS = (("letter", "US Letter"), ("a4", "A4"))


def sharing_blocks(found: Received, folder: str, *, invented: bool) -> list[b.Block]:
    """Who shared what, which files could not be read, and the folder."""
    where = b.field(
        "folder", "Folder of shares", folder, hint="Drop share files there; a newer share replaces the older."
    )
    if any(problem.code == NO_FOLDER for problem in found.problems):
        said = f"{folder} {found.problems[0].message}."
        return [b.title("No share yet"), b.note("The folder cannot be read.", said), where]
    if not found.shares:
        lead = "Fellows write a share in lesson 08 and hand you the file. Put the files into this folder."
        return [b.title("No share yet"), b.note("Nobody has shared anything yet.", lead), where, *_problems(found)]
    rows = [
        (b.words(share.name) + (b.quiet(" (pseudonym)") if share.pseudonym else ""), b.words(day_words(share.at)),
         *(str(len(getattr(share, part))) if part in share.parts else b.quiet("–") for part in PARTS))
        for share in found.shares
    ]  # fmt: skip
    count = len(found.shares)
    mark = [b.note("This class is invented.", "It shows what the screen does; no report is written from it.")]
    return [
        b.title(f"{count} fellow{'' if count == 1 else 's'} shared something with you"),
        b.prose("A dash: not ticked by the fellow. You see what each chose to share, and nothing else.", style="lead"),
        *(mark if invented else []),
        b.table(_HEADS, rows, numeric=range(2, len(_HEADS))),
        *_problems(found),
        *([] if invented else [where]),
    ]


def people_blocks(shares: Sequence[Share], catalogue: Catalogue) -> list[b.Block]:
    """Levels fellow by fellow, and quartiles by career stage where enough people stand behind them."""
    framework = catalogue.framework
    people = [Person(share.name, {one.competency: one.level for one in share.levels}) for share in shares]
    if not any(person.levels for person in people):
        return [b.note("Nobody shares levels yet.", "Other parts of the shares are counted under The class.")]
    names = [(id, framework.competency(id).short) for id in framework.competencies]
    chart = class_people_chart(people, names, source=f"{len(shares)} shares.", invented=is_invented(shares))
    lead = b.note("For you alone.", "Reports to others show what stands under The class, and nothing of this page.")
    shown = [person.name for person in people if person.levels]
    named = "; ".join(f"{place}\N{NO-BREAK SPACE}{b.words(name)}" for place, name in enumerate(shown, 1))
    who = b.prose(f"{b.strong('Who is who:')} {named}")
    return [lead, b.markup(chart_html(chart), key="people"), who, *_norms(shares, catalogue)]


def chart_blocks(summary: CohortSummary, catalogue: Catalogue, role: b.Block, invented: bool) -> list[b.Block]:
    """The charts that a report would show, and how many cells stay withheld."""
    charts = class_charts(summary, catalogue, invented=invented)
    if not charts:
        few = "At least six fellows have to share their levels, and three of them have to differ."
        return [b.note("There are too few shares to show the class.", few)]
    lead = (
        "This is what a report shows: no number stands for fewer than 3 fellows; smaller cells are joined with their "
        f"neighbors or withheld ({summary.suppressed} so far). A table is renewed when 3 or more joined or left."
    )
    drawn = [b.markup(chart_html(chart), key=f"chart-{place}") for place, chart in enumerate(charts)]
    return [b.prose(lead, style="lead"), b.group("asked", role, style="form"), *drawn]


def report_blocks(
    summary: CohortSummary, asked: tuple[str, str], events: Iterable[Event], written: WrittenClass | None
) -> list[b.Block]:
    """For whom the report is, what was written, and the list of what was shown to whom."""
    to, paper = asked
    older = sum(bool(row.shown.groups) and row.shown.on != summary.on for row in summary.heatmap)
    state = (
        f"{older} of {len(summary.heatmap)} rows of the heat map are shown as in an earlier report: fewer than 3 "
        "fellows joined or left since, or old and new numbers together would tell too much."
    )
    return [
        b.title("A report on the class"),
        b.prose("Aggregates only, the same for every reader. No name, no memo, no word of a fellow.", style="lead"),
        b.group(
            "asked",
            b.select("to", "For whom", [(reader, reader.capitalize()) for reader in READERS], to),
            b.segment("paper", "Paper", list(_PAPERS), paper),
            style="form",
        ),
        *([b.note("Some tables stay as they were.", state)] if older else []),
        *_made(written),
        *_log(events),
    ]


def _made(written: WrittenClass | None) -> list[b.Block]:
    if written is None or written.file is None:
        return []
    pages = f"{written.pages} pages: " if written.pages else ""
    kind = "application/pdf" if written.pages else "text/html"
    handed = b.download("Save a copy", written.file.name, written.content, kind)
    return [b.note("The report is written.", f"{pages}{written.file.parent.name}/{written.file.name}."), handed]


def _log(events: Iterable[Event]) -> list[b.Block]:
    rows = [
        (b.words(day_words(event.at)), b.words(str(event.body.get("to", "")).capitalize()),
         b.words(event.body.get("file") or "numbers only"), b.words(event.body.get("n", "")))
        for event in events
        if event.kind == "release" and event.subject == REPORT
    ]  # fmt: skip
    if not rows:
        return []
    shown = b.table(("On", "Shown to", "As", "Fellows"), list(reversed(rows)), numeric=(3,))
    return [b.details("log", "What was shown to whom", shown, open=True)]


def _norms(shares: Sequence[Share], catalogue: Catalogue) -> list[b.Block]:
    rows = rows_of(stage_norms(level_frame(shares), smallest=FEWEST_FOR_MEAN))
    if not rows:
        return []
    short = catalogue.framework.competency
    cells = [
        (b.words(stage.replace("-", " ")), b.words(short(id).short), str(n), str(q1), str(median), str(q3))
        for stage, id, n, q1, median, q3 in rows
        if id in catalogue.framework.competencies
    ]
    heads = ("Career stage", "Competency", "Fellows", "A quarter up to", "Half up to", "Three quarters up to")
    label = f"Levels by career stage, {FEWEST_FOR_MEAN} fellows or more"
    return [b.details("norms", label, b.table(heads, cells, numeric=range(2, 6)))]


def _problems(found: Received) -> list[b.Block]:
    refused = [one for one in found.problems if one.severity == "error"]
    doubted = [one for one in found.problems if one.severity == "warning"]
    blocks = []
    for name, some, said in (("problems", refused, "could not be used"), ("doubts", doubted, "to look at")):
        label = f"One file {said}" if len(some) == 1 else f"{len(some)} files {said}"
        if some:
            blocks.append(b.details(name, label, b.bullets(f"{one.file}: {one.message}" for one in some)))
    return blocks
