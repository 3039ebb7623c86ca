"""Cold export of one four-page dossier to PDF: our exporter beside WeasyPrint, and RenderCV where it can run.

Each round starts a new process per program, in turn, and the ratios are taken within the round (paired); printed is
the median of five. Peers live in a folder of their own:

    python3 -m venv /tmp/cmo-peers
    /tmp/cmo-peers/bin/pip install -r benchmarks/requirements-peers.txt
    python benchmarks/pdf_export.py --peers /tmp/cmo-peers

WeasyPrint needs Pango (Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0). RenderCV needs
Python 3.12 and, each time its cache is empty, the network: its template is a Typst package that it fetches. What does
not run is printed with the reason.
"""

from __future__ import annotations

import argparse
import html
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from cmo_pathways.document import (
    Bar,
    Bars,
    Document,
    Entry,
    Heading,
    KeyFigure,
    KeyFigures,
    Prose,
    Result,
    from_json,
    to_json,
)
from cmo_pathways.export import export_pdf
from cmo_pathways.portfolio import Strength, build_portfolio, rests_on

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 5
OURS = (
    "import sys; from pathlib import Path; from cmo_pathways.document import from_json;"
    "from cmo_pathways.export import export_pdf;"
    "export_pdf(from_json(Path(sys.argv[1]).read_text()), Path(sys.argv[2]))"
)
_FETCHES = "fetches a Typst package from the network when it runs"
_PACKAGE = re.compile(r"package not found|(?:download|load) package|@preview/|packages\.typst", re.IGNORECASE)
WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"


def main() -> None:
    """Measure and print."""
    options = _options()
    compare(options.peers, options.rounds)


def compare(peers: Path, rounds: int) -> None:
    """One dossier by each program that runs here, in paired rounds; a line for each, and for those that do not run."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        document = dossier()
        pages = export_pdf(document, work / "ours.pdf").pages
        (work / "dossier.json").write_text(to_json(document), encoding="utf-8")
        (work / "dossier.html").write_text(as_html(document), encoding="utf-8")
        (work / "cv.yaml").write_text(as_rendercv(document), encoding="utf-8")
        assert from_json((work / "dossier.json").read_text(encoding="utf-8")) == document
        commands, missing = _commands(work, peers)
        print(f"one dossier of {pages} pages, whole process, {rounds} paired rounds")
        times = measure(commands, work, rounds)
        for name, seconds in times.items():
            ratios = [theirs / ours for theirs, ours in zip(seconds, times["ours"], strict=True)]
            wall = statistics.median(seconds)
            print(f"{name:12} {wall:6.2f} s   {statistics.median(ratios):5.1f} x ours")
        for name, reason in missing.items():
            print(f"{name:12} not run: {reason}")


def dossier() -> Document:
    """An invented physician's dossier for a hospital board, long enough for four pages."""
    entries: dict[str, dict[str, str]] = {"s": {"section": "statement", "text": "I lead services. " * 14}}
    for i in range(8):
        text = f"Chaired council {i}, moved the first step of care forward and put the run chart on every ward. " * 4
        figures = {"before": f"{20 + i}.4", "after": f"{11 + i}.9", "unit": "%", "n": "2,140 patients"}
        entries[f"i{i}"] = {
            "section": "impact",
            "title": f"Outcome {i}",
            "action": text,
            **figures,
            "source": "Quality",
        }
        place = {"organization": f"Hospital {i}", "start": str(2002 + 3 * i), "end": str(2005 + 3 * i)}
        duty = f"Budget of USD {40 + i} million; 96 physicians. Built the service, its rota and its measures. " * 3
        entries[f"p{i}"] = {"section": "position", "title": f"Medical Director {i}", "text": duty, **place}
        entries[f"r{i}"] = {"section": "project", "title": f"Project {i}", "year": "2023", "text": duty}
        entries[f"u{i}"] = {"section": "publication", "text": f"Sequencing care, part {i}", "year": str(2010 + i)}
        entries[f"m{i}"] = {"section": "membership", "title": f"Committee {i}", "start": "2019"}
        entries[f"k{i}"] = {"section": "credential", "title": f"Credential {i}", "issuer": "Board", "expires": "2034"}
        entries[f"d{i}"] = {"section": "education", "title": f"Degree {i}", "place": "University", "year": "2011"}
        entries[f"c{i}"] = {"section": "crisis", "title": f"Emergency {i}", "year": "2024", "text": duty}
    day = date(2026, 11, 21)
    made = build_portfolio(
        entries,
        audience="hospital-board",
        today=day,
        profile={
            "name": "Maria Alvarez Chen, MD, MBA",
            "headline": "Physician executive",
            "location": "Columbus, Ohio",
        },
        strengths=tuple(Strength(f"Competency {i}", 3.6, 2.9, 4.3, 4.0) for i in range(5)),
        basis=rests_on(ratings=20, cases=1, until=day),
    )
    return made.document


def as_html(document: Document) -> str:
    """The same words and drawings as a web page in our fonts and a two-column grid."""
    fonts = ROOT / "cmo_pathways" / "export" / "fonts"
    faces = "".join(
        f"@font-face {{font-family: S; font-weight: {weight}; src: url({(fonts / file).as_uri()})}}"
        for weight, file in ((400, "SourceSans3-Regular.ttf"), (600, "SourceSans3-Semibold.ttf"))
    )
    style = (
        "@page {size: letter; margin: 17mm 19mm 23mm; @bottom-right {content: counter(page) ' of ' counter(pages)}}"
        "body {font: 10.2pt/1.4 S} h2 {font-size: 11.4pt; color: #01596C; border-bottom: 1px solid #D7DDE1}"
        "section {break-inside: avoid; display: grid; grid-template-columns: 1fr 52mm; column-gap: 9mm}"
        "b {font-weight: 600} small {font-size: 8.5pt; color: #4F5D65} .t {background: #E7EEF0; height: 5pt}"
        ".l {background: #75BCCD; height: 5pt} .k {display: flex; gap: 14pt; background: #E4F3F8; padding: 11pt}"
    )
    body = "".join(_html_block(block) for block in document.blocks)
    title = html.escape(document.title)
    head = f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{faces}{style}</style></head>'
    return f"{head}<body><h1>{title}</h1>{body}</body></html>"


def as_rendercv(document: Document) -> str:
    """The same entries in the format of RenderCV."""
    lines = ["cv:", f"  name: {document.title}", "  sections:"]
    for block in document.blocks:
        if isinstance(block, Heading):
            lines.append(f"    {block.text}:")
        elif isinstance(block, Prose):
            lines.append(f"      - {block.text!r}")
        elif isinstance(block, Entry | Result):
            lines.append(f"      - {f'{block.title}. {block.text}'!r}")
        elif isinstance(block, Bars):
            lines += [f"      - {f'{bar.label} {bar.level}'!r}" for bar in block.items]
    return "\n".join([*lines, "design:", "  theme: classic", ""])


def measure(commands: Mapping[str, Sequence[str]], work: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds of each program in each round; one uncounted round first, so that files are in the cache for all."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    for number in range(rounds + 1):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, cwd=work, check=True, capture_output=True, env=environ)
            if number:
                times[name].append(time.perf_counter() - began)
    return times


def _html_block(block: object) -> str:
    match block:
        case Heading():
            return f"<h2>{html.escape(block.text)}</h2>"
        case Prose():
            return f"<p>{html.escape(block.text)}</p>"
        case KeyFigures():
            return f'<div class="k">{"".join(_html_key(item) for item in block.items)}</div>'
        case Bars():
            return f"{''.join(_html_bar(bar) for bar in block.items)}<small>{html.escape(block.caption)}</small>"
        case Result():
            head = html.escape(f"{block.title}: {block.before} to {block.after} {block.unit}")
            return _html_section(head, block.text, f"{block.n} {block.source}")
        case Entry():
            return _html_section(html.escape(f"{block.title}, {block.dates}"), block.text, block.place)
    return ""


def _html_section(head: str, text: str, note: str) -> str:
    return f"<section><div><b>{head}</b><p>{html.escape(text)}</p></div><small>{html.escape(note)}</small></section>"


def _html_key(item: KeyFigure) -> str:
    words = html.escape(f"{item.label} {item.value} {item.unit} from {item.before}, {item.note}")
    mark = '<svg width="130" height="8"><path d="M0 4H130" stroke="#7C888F"/><circle cx="60" cy="4" r="3"/></svg>'
    return f"<div><b>{words}</b>{mark}</div>"


def _html_bar(bar: Bar) -> str:
    share = f"width: {bar.level * 20:.0f}%"
    return f'<p>{html.escape(bar.label)} {bar.level}</p><div class="t"><div class="l" style="{share}"></div></div>'


def _commands(work: Path, peers: Path) -> tuple[dict[str, Sequence[str]], dict[str, str]]:
    commands: dict[str, Sequence[str]] = {"ours": (sys.executable, "-c", OURS, "dossier.json", "ours.pdf")}
    missing: dict[str, str] = {}
    python = peers / "bin" / "python"
    weasyprint = (str(python), "-c", WEASYPRINT, "dossier.html", "weasyprint.pdf")
    rendercv = (str(peers / "bin" / "rendercv"), "render", "cv.yaml", "-nomd", "-nohtml", "-nopng")
    for name, command in {"WeasyPrint": weasyprint, "RenderCV": rendercv}.items():
        reason = _cannot_run(name, command, python, work)
        if reason:
            missing[name] = reason
        else:
            commands[name] = command
    return commands, missing


def _cannot_run(name: str, command: Sequence[str], python: Path, work: Path) -> str:
    if not python.exists():
        return f"no programs in {python.parent.parent}; see the first lines of this file"
    if name == "RenderCV" and not Path(command[0]).exists():
        version = subprocess.run([python, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
        old = tuple(map(int, version.split(".")[:2])) < (3, 12)
        return f"needs Python 3.12 or newer, found {version}; also {_FETCHES}" if old else "not installed"
    tried = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if tried.returncode == 0:
        return ""
    said = re.sub(r"\s+", " ", f"{tried.stderr} {tried.stdout}").strip()
    if _PACKAGE.search(said):
        return _FETCHES
    return f"ended with {tried.returncode}: {said[-160:]}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Cold export of a dossier to PDF, beside other programs.")
    parser.add_argument(
        "--peers", type=Path, default=Path(tempfile.gettempdir()) / "cmo-peers", help="the folder of the peers"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each program runs")
    return parser.parse_args()


if __name__ == "__main__":
    main()
