"""A chart as a value, and the frame every chart stands in: finding, drawing, source, and the numbers as a table."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from cmo_pathways.charts.tokens import css_variables, plain_colors
from cmo_pathways.charts.typeface import clean

_NUMBER = re.compile(r"[+−-]?[\d,.]+ ?%?")
_SCREEN_ONLY = re.compile(r' (?:class|role|tabindex|focusable|data-[a-z-]+|aria-[a-z]+)="[^"]*"')
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture with its words and numbers.

    ``title`` is the finding as a sentence, ``subtitle`` what is measured, ``svg`` the drawing with colors as
    style-sheet variables, ``alt`` what a person hears who does not see it. ``columns`` and ``rows`` hold the numbers
    behind it as text, ``source`` tells n, date and method; ``invented`` marks made-up data.
    """

    title: str
    subtitle: str
    svg: str
    alt: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str
    invented: bool = False

    def _repr_html_(self) -> str:
        return f"<style>{css_variables()}{chart_css()}</style>{chart_html(self)}"


def chart_html(chart: Chart, *, heading: int = 3) -> str:
    """The chart as a ``<figure>`` for a page or a notebook; ``heading`` [1-6] is the rank of its title.

    Words and table stay readable where a viewer removes drawings. Colors come from ``css_variables()``, the frame
    from ``chart_css()``; put both on the page once.
    """
    rank = min(6, max(1, heading))
    return (
        f'<figure class="cmo cmo-figure"><figcaption><h{rank} class="cmo-figure-title">{_words(chart.title)}</h{rank}>'
        f'<p class="cmo-figure-subtitle">{_words(chart.subtitle)}</p></figcaption>'
        f'<div class="cmo-figure-scroll">{_labelled(chart)}</div>'
        f"{_source(chart)}"
        f"<details><summary>The numbers behind this chart</summary>"
        f'<div class="cmo-figure-scroll">{_table(chart)}</div>{_csv_link(chart)}</details></figure>'
    )


def chart_svg_plain(chart: Chart) -> str:
    """The drawing for print: plain light colors, no attributes that only a screen needs."""
    return plain_svg(chart.svg)


def plain_svg(svg: str) -> str:
    """A drawing made for screens, turned into one for print."""
    return _TAG.sub(lambda tag: _SCREEN_ONLY.sub("", tag[0]), plain_colors(svg))


def source_line(chart: Chart) -> str:
    """The line under the chart; it says first where the data are invented."""
    return f"Invented data. {chart.source}".strip() if chart.invented else chart.source


def chart_csv(chart: Chart) -> str:
    """The numbers behind the chart as CSV with a header; minus signs are plain and no cell can act as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([[_cell(text) for text in row] for row in (chart.columns, *chart.rows)])
    return out.getvalue()


def number_text(value: float, decimals: int) -> str:
    """A number for a label: fixed decimals, thousands parted, true minus sign."""
    text = f"{value:,.{decimals}f}"
    return text.replace("-", "−") if float(text.replace(",", "")) else text.lstrip("-")


def chart_css() -> str:
    """The style rules of the frame and of the career map; every class starts with ``cmo-``."""
    return _CSS


_CSS = """
.cmo-figure{margin:0;padding:16px clamp(8px,2.2%,20px);max-width:940px;box-sizing:border-box;
background:var(--cmo-paper);
color:var(--cmo-ink);font-family:'Source Sans 3',var(--jp-ui-font-family,system-ui),system-ui,'Segoe UI',sans-serif;
font-size:calc(var(--jp-content-font-size1,14px)*16/14);line-height:1.45;font-variant-numeric:lining-nums tabular-nums}
.cmo .cmo-figure{padding:0}
.cmo-figure h1.cmo-figure-title,.cmo-figure h2.cmo-figure-title,.cmo-figure h3.cmo-figure-title,
.cmo-figure h4.cmo-figure-title,.cmo-figure h5.cmo-figure-title,.cmo-figure h6.cmo-figure-title{margin:0;
color:var(--cmo-ink);font:inherit;font-size:1.0625em;font-weight:600;line-height:1.3;text-wrap:balance}
.cmo-figure:has(.cmo-map) .cmo-figure-title.cmo-figure-title{font-size:1.375em;letter-spacing:-.01em;line-height:1.2}
.cmo-figure p.cmo-figure-subtitle{margin:4px 0 8px;font-size:.90625em;line-height:1.4;color:var(--cmo-muted)}
.cmo-figure-scroll{overflow-x:auto;overflow-y:hidden}
.cmo-figure svg{display:block;height:auto;font-family:inherit;forced-color-adjust:none}
.cmo-figure svg.cmo-chart{width:100%;max-width:640px}
.cmo-figure p.cmo-figure-source{margin:10px 0 0;padding-top:8px;border-top:1px solid var(--cmo-rule);
font-size:.8125em;line-height:1.4;color:var(--cmo-muted)}
.cmo-figure details{margin-top:4px;font-size:.875em}
.cmo-figure summary{display:inline-flex;align-items:center;min-height:40px;font-weight:600;cursor:pointer}
.cmo-figure summary::before{content:'\\25B8';margin-right:.4em;font-size:1.3em;line-height:0}
.cmo-figure details[open]>summary::before{content:'\\25BE'}
.cmo-figure summary::-webkit-details-marker{display:none}
.cmo-figure summary:focus-visible,.cmo-figure a:focus-visible{outline:3px solid var(--cmo-ink);outline-offset:2px;
box-shadow:0 0 0 2px var(--cmo-paper)}
.cmo-figure table.cmo-table{border-collapse:collapse;width:100%;max-width:640px;margin:0 0 8px;font-size:1em;
border:0;color:var(--cmo-ink);background:none}
.cmo-figure .cmo-table tr,.cmo-figure .cmo-table tr:hover{background:none}
.cmo-figure .cmo-table th,.cmo-figure .cmo-table td{padding:6px 16px 6px 0;border:0;
border-bottom:1px solid var(--cmo-rule);text-align:left;vertical-align:top;font-weight:400;background:none}
.cmo-figure .cmo-table thead th{border-bottom-color:var(--cmo-edge);color:var(--cmo-muted)}
.cmo-figure .cmo-table .cmo-number{text-align:right;white-space:nowrap}
.cmo-figure .cmo-table th:last-child,.cmo-figure .cmo-table td:last-child{padding-right:0}
.cmo-figure a.cmo-csv{display:inline-flex;align-items:center;min-height:40px;color:var(--cmo-accent)}
.cmo-figure svg.cmo-map,.cmo svg.cmo-map{width:100%;min-width:860px;overflow:visible}
.cmo svg.cmo-map.cmo-fits{min-width:0;max-width:780px}
.cmo .cmo-node{cursor:pointer}
.cmo .cmo-node:focus{outline:none}
.cmo .cmo-node:focus-visible .cmo-ring{stroke:var(--cmo-ink);stroke-width:3}
.cmo .cmo-node:hover .cmo-name{text-decoration:underline;text-underline-offset:3px}
@media print{.cmo-figure summary,.cmo-figure a.cmo-csv{display:none}.cmo-figure{break-inside:avoid}}
"""


def _words(text: str) -> str:
    return escape(clean(text))


def _source(chart: Chart) -> str:
    line = _words(source_line(chart))
    return f'<p class="cmo-figure-source">{line}</p>' if line else ""


def _labelled(chart: Chart) -> str:
    if 'role="' in chart.svg.partition(">")[0]:
        return chart.svg
    return chart.svg.replace("<svg ", f'<svg role="img" focusable="false" aria-label="{_words(chart.alt)}" ', 1)


def _table(chart: Chart) -> str:
    numbers = [_mostly_numbers([row[i] for row in chart.rows]) for i in range(len(chart.columns))]
    kinds = [' class="cmo-number"' if number and i else "" for i, number in enumerate(numbers)]
    head = "".join(f'<th scope="col"{k}>{_words(c)}</th>' for c, k in zip(chart.columns, kinds, strict=True))
    body = "".join(f"<tr>{_row(row, kinds)}</tr>" for row in chart.rows)
    return f'<table class="cmo-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _mostly_numbers(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and 2 * sum(_NUMBER.fullmatch(cell) is not None for cell in filled) >= len(filled)


def _row(row: tuple[str, ...], kinds: list[str]) -> str:
    first, *rest = (_words(text) for text in row)
    return f'<th scope="row">{first}</th>' + "".join(f"<td{k}>{c}</td>" for c, k in zip(rest, kinds[1:], strict=True))


def _csv_link(chart: Chart) -> str:
    # A link needs no script and also works in an exported page.
    data = quote(chart_csv(chart), safe="")
    return f'<a class="cmo-csv" download="chart.csv" href="data:text/csv;charset=utf-8,{data}">Save as CSV</a>'


def _cell(text: str) -> str:
    text = clean(text)
    if _NUMBER.fullmatch(text):
        return text.replace("−", "-").replace(",", "")
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
