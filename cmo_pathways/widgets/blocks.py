"""The pieces a view is made of, as plain values that the page draws; text is escaped here and nowhere else."""

from __future__ import annotations

import html
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from cmo_pathways.errors import LearnerError
from cmo_pathways.ledger import LedgerState

Block = dict[str, Any]


def title(text: str, *, level: int = 2, at: str = "") -> Block:
    """A heading: level 2 for the panel, 3 inside it; ``at`` names the page that a link to it opens."""
    return {"kind": "title", "text": text, "level": level, **({"at": at} if at else {})}


def prose(*parts: str, style: str = "") -> Block:
    """Paragraphs of markup; pass plain words through ``words`` first."""
    return {"kind": "prose", "html": "".join(f"<p>{part}</p>" for part in parts), "style": style}


def words(text: object) -> str:
    """Plain text made safe for markup."""
    return html.escape(str(text), quote=False)


def quiet(text: object) -> str:
    """Second text, muted."""
    return f'<span class="quiet">{words(text)}</span>'


def strong(text: object) -> str:
    """Words with weight."""
    return f"<b>{words(text)}</b>"


def assumed(text: object) -> str:
    """An assumption of ours: italic, with a dashed line under it."""
    return f'<span class="cmo-assumed">{words(text)}</span>'


def because(text: str) -> str:
    """The footer that names the reasons of a number."""
    return f'<span class="because"><b>Because</b> {words(text)}</span>'


def link(id: str, text: object) -> str:
    """Words that open the page of that id, by click or keyboard; the screen gets the change ``read``."""
    return f'<button type="button" class="cmo-link" data-read="{html.escape(id)}">{words(text)}</button>'


def bullets(items: Iterable[str]) -> Block:
    """A short list of plain sentences."""
    return {"kind": "html", "html": "<ul>" + "".join(f"<li>{words(item)}</li>" for item in items) + "</ul>"}


def listed(items: Iterable[str]) -> Block:
    """A short list of ready markup, such as links."""
    return {"kind": "html", "html": '<ul class="cmo-plain">' + "".join(f"<li>{item}</li>" for item in items) + "</ul>"}


def markup(text: str, *, key: str | None = None) -> Block:
    """A ready piece of markup, such as a chart."""
    return {"kind": "html", "html": text, **({"key": key} if key else {})}


def note(lead: str, text: str, *, tone: str = "information") -> Block:
    """A note with a bold first sentence; tone information or trouble."""
    return {"kind": "note", "tone": tone, "lead": lead, "text": text}


def select(name: str, label: str, options: Sequence[tuple[str, str]], value: str) -> Block:
    """One of several words from a drop-down list; options are (value, label)."""
    items = [{"value": key, "label": text} for key, text in options]
    return {"kind": "select", "name": name, "label": label, "options": items, "value": value}


def segment(name: str, legend: str, options: Sequence[tuple[str, str]], value: str | None) -> Block:
    """One of a few words side by side; options are (value, label)."""
    items = [{"value": key, "label": text} for key, text in options]
    return {"kind": "segment", "name": name, "legend": legend, "options": items, "value": value}


def choice(name: str, legend: str, options: Sequence[Block], value: str | None) -> Block:
    """One of several sentences below each other; options hold value, label and may hold text, level, target."""
    return {"kind": "choice", "name": name, "legend": legend, "options": list(options), "value": value}


def check(name: str, label: str, *, value: bool) -> Block:
    """A box to tick."""
    return {"kind": "check", "name": name, "label": label, "value": value}


def field(
    name: str, label: str, value: str, *, long: bool = False, numeric: bool = False, hint: str = "", live: bool = False
) -> Block:
    """A text field of one line, or of several where long; where live, the screen shows its text while it is typed."""
    kind = "long" if long else "text"
    form = {"kind": kind, "name": name, "label": label, "value": value, "numeric": numeric, "hint": words(hint)}
    return {**form, **({"live": True} if live else {})}


def file(name: str, label: str, *, hint: str = "", accept: str = "", multiple: bool = False) -> Block:
    """A place to choose files; the change carries a list of {name, size [bytes], data}.

    ``data`` is base64, or None where the file is larger than 20 MB or cannot be read; ``chosen_files`` opens it.
    """
    return {
        "kind": "file", "name": name, "label": label, "hint": words(hint), "accept": accept, "multiple": multiple,
        "value": None,
    }  # fmt: skip


def chosen_files(value: object) -> tuple[tuple[str, bytes], ...]:
    """The names and bytes of the files that a reader chose. Raises LearnerError for one that did not arrive."""
    found = []
    for item in value if isinstance(value, list) else ():
        name, data = str(item.get("name", "")), item.get("data")
        if data is None:
            raise LearnerError(f'"{name}" is larger than 20 MB or cannot be read. Choose another file.')
        try:
            found.append((name, b64decode(data, validate=True)))
        except (ValueError, TypeError) as error:
            raise LearnerError(f'"{name}" did not arrive whole. Choose it again.') from error
    return tuple(found)


def download(label: str, file_name: str, content: bytes, mime: str) -> Block:
    """A link that hands a file over to the reader's own downloads, without a request to anybody."""
    data = b64encode(content).decode("ascii")
    link = f'<a class="cmo-download" download="{words(file_name)}" href="data:{mime};base64,{data}">{words(label)}</a>'
    return markup(f"<p>{link}</p>", key=f"download-{file_name}")


def slider(name: str, label: str, value: float, *, low: float, high: float, step: float, unit: str) -> Block:
    """A number that is moved along a line; the words beside it carry the unit."""
    return {
        "kind": "range", "name": name, "label": label, "value": value, "min": low, "max": high, "step": step,
        "unit": unit,
    }  # fmt: skip


def supported(shown: str, support: str) -> str:
    """Ready markup with the words behind it (unit, year, source), which appear on hover and on keyboard focus."""
    return f'<span class="cmo-tip" tabindex="0">{shown}<span class="cmo-tip-words"> ({words(support)})</span></span>'


def picture(key: str, png: bytes, alt: str, *, here: tuple[float, float] | None = None) -> Block:
    """A page as a picture, in words for those who cannot see it.

    ``here`` marks a place, as shares [0-1] from the left and the top. The picture on the screen stays until the next
    one is ready.
    """
    data = b64encode(png).decode("ascii")
    return {"kind": "picture", "key": key, "value": {"data": data, "alt": alt, "here": list(here) if here else None}}


def button(name: str, label: str, *, style: str = "outline", off: bool = False) -> Block:
    """A button: primary (one per panel), outline or text; one that is off needs a sentence beside it that says why."""
    return {"name": name, "label": label, "style": style, **({"off": True} if off else {})}


def map_of(name: str, svg: str, hint: str = "") -> Block:
    """A map whose nodes can be opened; the change of that name carries the id of the node."""
    return {"kind": "map", "name": name, "svg": svg, "hint": words(hint)}


def buttons(*items: Block) -> Block:
    """Buttons in the middle of a screen; those of its foot stand in the view."""
    return {"kind": "buttons", "items": list(items)}


def group(key: str, *blocks: Block, style: str = "") -> Block:
    """Blocks together: style row, form, or none for a column."""
    return {"kind": "group", "key": key, "style": style, "blocks": list(blocks)}


def split(key: str, main: Sequence[Block], aside: Sequence[Block]) -> Block:
    """A wide column with a narrow one beside it."""
    return {"kind": "split", "key": key, "main": list(main), "aside": list(aside)}


def details(key: str, label: str, *blocks: Block, open: bool = False) -> Block:
    """Blocks that open on demand."""
    return {"kind": "details", "key": key, "label": label, "blocks": list(blocks), "open": open}


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, numeric: Sequence[int] = (), style: str = ""
) -> Block:
    """A table of ready markup cells; ``numeric`` names the columns set to the right.

    Style ``page`` gives the first column a third of the width, so that tables below each other align.
    """
    css = [' class="num"' if i in numeric else "" for i in range(len(columns))]
    head = "".join(f"<th{c} scope=col>{words(name)}</th>" for c, name in zip(css, columns, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{c}>{cell}</td>" for c, cell in zip(css, row, strict=True)) + "</tr>" for row in rows
    )
    css_class = f' class="cmo-{style}"' if style else ""
    return markup(f"<table{css_class}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def saved(state: LedgerState) -> str:
    """The words of the saved state: the local time of the last event, or nothing."""
    if state.last_at is None:
        return ""
    at = datetime.fromisoformat(state.last_at.replace("Z", "+00:00")).astimezone()
    return f"Saved on this computer, {at:%H:%M}"


def markdown(text: str, *, key: str | None = None) -> Block:
    """Markdown of a content file as markup; raw HTML in it is shown as text, never obeyed."""
    from markdown_it import MarkdownIt

    return markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(text), key=key)
