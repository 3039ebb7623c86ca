"""Two versions of one case side by side: a translation that must play the same, an edit that must keep old plays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cmo_pathways.cases.model import Case, Choice, Fault, Scene


def translation_files(path: Path) -> tuple[Path, ...]:
    """The translations beside a case, by name: ``case.es.md`` beside ``case.md``."""
    found = sorted(path.parent.glob(f"{path.stem}.*{path.suffix}"))
    return tuple(file for file in found if re.fullmatch(r"\.[a-z]{2,3}(-[A-Za-z]{2,4})?", Path(file.stem).suffix))


def translation_faults(case: Case, other: Case, file: Path) -> Iterator[Fault]:
    """Where a translation differs from its case in more than words; the lines are those of the translation."""
    lang = Path(file.stem).suffix.removeprefix(".")
    if other.lang != lang:
        yield _named(other, "lang", f'lang is "{other.lang}" in a file named "{lang}" - write lang: {lang}')
    if other.id != case.id:
        yield _named(other, "case", f'the case is called "{other.id}" here and "{case.id}" there - keep its id')
    if other.version != case.version:
        yield _named(other, "version", f"it translates version {other.version} of {case.version} - bring it up to date")
    if other.start != case.start:
        yield _named(other, "start", f'it starts at "{other.start}", the case at "{case.start}" - keep the start')
    keys, known = [source.key for source in other.sources], [source.key for source in case.sources]
    yield from (_named(other, "sources", f'source "{key}" is missing - add it') for key in known if key not in keys)
    for source in other.sources:
        if source.key not in known:
            yield source.line, "E-TRANSLATION", f'source "{source.key}" is not in the case - remove it or add it there'
    yield from _scenes(case, other)


def version_faults(old: Case, new: Case) -> Iterator[Fault]:
    """Choices that recorded plays know and a new version does not; the lines are those of the new version."""
    if old.id != new.id:
        yield new.line_of("case"), "E-VERSION", f'it is compared with another case, "{old.id}" - name its old version'
        return
    lost = [(scene, choice) for scene in old.scenes for choice in scene.choices if not _kept(new, scene.id, choice.id)]
    renamed = dict(new.replaces)
    for scene, choice in lost:
        if choice.id not in renamed:
            now = new.scene(scene.id)
            message = (
                f'choice "{choice.id}" of scene "{scene.id}" was in version {old.version} and is gone - '
                f'add "replaces: {{{choice.id}: its-successor}}" and raise the version'
            )
            yield now.line if now else new.line_of("start"), "E-VERSION", message
    if lost and _number(new.version) <= _number(old.version):
        message = f"choices were removed or renamed since version {old.version} - raise the version {new.version}"
        yield new.line_of("version"), "E-VERSION", message
    elif _number(new.version) < _number(old.version):
        message = f"version {new.version} is lower than the previous {old.version} - raise it"
        yield new.line_of("version"), "E-VERSION", message


def _named(case: Case, key: str, message: str) -> Fault:
    return case.line_of(key), "E-TRANSLATION", message


def _scenes(case: Case, other: Case) -> Iterator[Fault]:
    for scene in case.scenes:
        same = other.scene(scene.id)
        if same is None:
            yield _named(other, "start", f'scene "{scene.id}" is missing - add "## {scene.id}"')
        else:
            yield from _one_scene(scene, same)
    for scene in other.scenes:
        if case.scene(scene.id) is None:
            message = f'scene "{scene.id}" is not in the case - remove it or add it there'
            yield scene.line, "E-TRANSLATION", message


def _one_scene(scene: Scene, same: Scene) -> Iterator[Fault]:
    if (scene.ending, scene.reveal, type(scene.question)) != (same.ending, same.reveal, type(same.question)):
        message = f'scene "{same.id}" ends, asks or reveals otherwise than in the case - change words only'
        yield same.line, "E-TRANSLATION", message
    for choice in scene.choices:
        there = same.choice(choice.id)
        if there is None:
            message = f'choice "{choice.id}" of scene "{scene.id}" is missing - add it'
            yield same.line, "E-TRANSLATION", message
        elif _play(choice) != _play(there):
            message = f'choice "{choice.id}" leads, scores or opens otherwise than in the case - change words only'
            yield there.line, "E-TRANSLATION", message
    for choice in same.choices:
        if scene.choice(choice.id) is None:
            message = f'choice "{choice.id}" is not in the case - remove it or add it there'
            yield choice.line, "E-TRANSLATION", message


def _play(choice: Choice) -> tuple[object, ...]:
    return choice.to, choice.effects, choice.guard


def _kept(new: Case, scene_id: str, choice_id: str) -> bool:
    """True where a recorded choice is found again in its scene, or anywhere if the scene itself is gone."""
    scene = new.scene(scene_id)
    if scene is not None:
        return scene.choice(choice_id) is not None
    return any(other.choice(choice_id) for other in new.scenes)


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")) if re.fullmatch(r"\d+(\.\d+)*", version) else ()
