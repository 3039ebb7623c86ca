"""The words that a document adds to the learner's own, per language, read from data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter

from cmo_pathways.content import Record, Report, content_root, read_yaml
from cmo_pathways.errors import ContentError, UnknownId

BASE = "en"


@dataclass(frozen=True, slots=True)
class Labels:
    """One language of labels: words and sentences by key, headings by section, titles by audience and kind."""

    id: str
    name: str
    language: str
    months: tuple[str, ...]
    words: Mapping[str, str]
    biography: Mapping[str, str]
    headings: Mapping[str, str]
    titles: Mapping[str, tuple[str, str]]

    def word(self, key: str, **values: object) -> str:
        """The word or phrase of a key, with its braces filled in. Raises KeyError for a key that no language has."""
        return self.words[key].format(**values)

    def sentence(self, key: str, **values: object) -> str:
        """A sentence of a biography. Raises KeyError for a key that no language has."""
        return self.biography[key].format(**values)


def language_ids() -> tuple[str, ...]:
    """The ids of the shipped languages; a file beside them adds one."""
    return tuple(sorted(file.stem for file in _folder().glob("*.yaml")))


@lru_cache(maxsize=8)
def load_labels(language: str = BASE) -> Labels:
    """The labels of a language, with English where it lacks a key. Raises UnknownId, ContentError."""
    if language not in language_ids():
        raise UnknownId("language", language, language_ids())
    report = Report(content_root())
    found = read_labels(_folder() / f"{language}.yaml", report)
    if found is None or report.errors:
        raise ContentError(report.errors)
    if language == BASE:
        return found
    base = load_labels(BASE)
    return Labels(
        found.id,
        found.name,
        found.language,
        found.months,
        {**base.words, **found.words},
        {**base.biography, **found.biography},
        {**base.headings, **found.headings},
        found.titles,
    )


def read_labels(file: Path, report: Report) -> Labels | None:
    """One language from its file, or None where it is not readable; faults are noted in the report."""
    top = read_yaml(file, report)
    if top is None:
        return None
    months = top.texts("months")
    if len(months) != 12:
        top.problem("E-RANGE", f"there are {len(months)} months - give twelve", "months")
    labels = Labels(
        id=top.identifier(),
        name=top.text("name"),
        language=top.text("language"),
        months=months,
        words=_texts(top, "words"),
        biography=_texts(top, "biography"),
        headings=_texts(top, "headings"),
        titles={**_titles(top, "audiences"), **_titles(top, "kinds")},
    )
    top.done()
    if labels.id != file.stem:
        top.problem("E-ID", f'the id "{labels.id}" differs from the file name - make them equal', "id")
    return labels


def label_faults(labels: Labels, base: Labels) -> tuple[str, ...]:
    """Keys that a language lacks or has too many, and braces that differ from those of the base language."""
    faults: list[str] = []
    for part in ("words", "biography", "headings"):
        own, right = getattr(labels, part), getattr(base, part)
        faults += [f'{part}: "{key}" is missing - translate it' for key in right if key not in own]
        faults += [f'{part}: "{key}" is not known - remove it' for key in own if key not in right]
        for key in own.keys() & right.keys():
            if _braces(own[key]) != _braces(right[key]):
                names = ", ".join(sorted(_braces(right[key]))) or "none"
                faults.append(f'{part}: "{key}" fills in other braces than English - use {names}')
    return tuple(faults)


def _folder() -> Path:
    return content_root() / "data" / "portfolio" / "labels"


def _texts(top: Record, key: str) -> dict[str, str]:
    block = top.record(key)
    return {name: block.text(name) for name in block.keys()}  # noqa: SIM118 - a Record is no mapping


def _titles(top: Record, key: str) -> dict[str, tuple[str, str]]:
    if key not in top:
        return {}
    block, found = top.record(key), {}
    for name in block.keys():  # noqa: SIM118
        entry = block.record(name)
        found[name] = (entry.text("title"), entry.text("intro", ""))
        entry.done()
    return found


def _braces(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}
