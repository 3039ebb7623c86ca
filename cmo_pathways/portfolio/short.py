"""The short documents: a one-page brief, biographies of so many words, an online profile within its lengths.

Each takes whole facts of the entries, in an order of worth, until its room is used; no sentence is invented and none
is cut in the middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from cmo_pathways.document import Block, Column, Heading, Note, Prose, Table
from cmo_pathways.portfolio.audience import Place
from cmo_pathways.portfolio.choose import Weighed, ranked, weigh
from cmo_pathways.portfolio.places import Body, Missing, Picked, Reader
from cmo_pathways.portfolio.sections import field_text, load_sections
from cmo_pathways.portfolio.shape import date_words, first_sentence, sentence, sort_key, source_words

Made = tuple[tuple[Block, ...], frozenset[str], Missing]
"""The blocks of a short document, the ids of the entries that it uses, and what is missing."""

_WORD = re.compile(r"\S+")


def board_brief(asked: Reader, sound: Mapping[str, Body], picked: Picked, profile: Mapping[str, str]) -> Made:
    """One page for a board: the recommendation, what is asked, results with figures, the first days, open questions."""
    proposals = [(id, body) for id, body in sound.items() if body["section"] == "proposal"]
    results = [(w, body) for w, body in _results(asked, sound) if field_text(body.get("before"))][:4]
    labels, blocks = asked.labels, list[Block]()
    used = {weighed.id for weighed, _ in results}
    missing: list[tuple[str, str]] = []
    if proposals:
        id, body = proposals[0]
        used.add(id)
        blocks.append(Note("information", labels.word("request"), field_text(body.get("request"))))
    else:
        section = load_sections()["proposal"]
        missing.append((section.name, section.empty))
        blocks.append(Note("information", labels.word("not-ready"), section.empty))
    if results:
        blocks += [Heading(labels.word("results")), _result_table(asked, [body for _, body in results])]
    for key, field in (("first-days", "first_days"), ("still-to-ask", "still_to_ask")):
        if proposals and (text := field_text(proposals[0][1].get(field))):
            blocks += [Heading(labels.word(key)), Prose(text)]
    return tuple(blocks), frozenset(used), tuple(missing)


def brief_title(sound: Mapping[str, Body]) -> str:
    """The recommendation of the proposal, which is the title of a brief; empty where there is no proposal."""
    return next((field_text(body.get("title")) for body in sound.values() if body["section"] == "proposal"), "")


def biography(asked: Reader, sound: Mapping[str, Body], picked: Picked, profile: Mapping[str, str]) -> Made:
    """A biography in the third person of at most so many words: post, results, vision, path, training, credentials."""
    room, taken = asked.kind.words, dict[int, tuple[str, tuple[str, ...]]]()
    for place, (text, ids) in sorted(enumerate(_facts(asked, sound, profile)), key=lambda item: _WORTH[item[0]]):
        if text and word_count(text) <= room:
            taken[place] = (text, ids)
            room -= word_count(text)
    used = frozenset(id for _, ids in taken.values() for id in ids)
    if not taken:
        section = load_sections()["position"]
        note = Note("information", asked.labels.word("not-ready"), section.empty)
        return (note,), used, ((section.name, section.empty),)
    text = " ".join(taken[place][0] for place in sorted(taken))
    return (Heading(asked.labels.word("biography")), Prose(text, lead=True)), used, ()


def online_profile(asked: Reader, sound: Mapping[str, Body], picked: Picked, profile: Mapping[str, str]) -> Made:
    """Headline, summary and posts for a career network, each within the characters that its field takes."""
    labels, limits = asked.labels, asked.kind.limits
    posts = _of(asked, sound, "position")
    headline = field_text(profile.get("headline")) or next((_post_words(body) for _, body in posts), "")
    statement = [field_text(body["text"]) for body in sound.values() if body["section"] == "statement"]
    results = _results(asked, sound)
    lines = [*statement, *(_result_line(asked, body) for _, body in results)]
    about, kept = within(lines, limits["about"], "\n\n")
    blocks: list[Block] = [Heading(labels.word("headline")), Prose(within([headline], limits["headline"], " ")[0])]
    blocks += [Heading(labels.word("about")), Prose(about)] if about else []
    blocks += [Heading(labels.word("experience"))] if posts else []
    for _, body in posts:
        blocks.append(Heading(f"{_post_words(body)} ({date_words(body, labels)})", level=2))
        if text := within([field_text(body.get("text"))], limits["entry"], " ")[0]:
            blocks.append(Prose(sentence(text)))
    written = [id for id, body in sound.items() if body["section"] == "statement"]
    used = {weighed.id for weighed, _ in (*posts, *results[: max(0, kept - len(statement))])} | set(written)
    missing = () if headline else (("Headline", "No headline yet. Add one line under your name."),)
    return tuple(blocks), frozenset(used), missing


def word_count(text: str) -> int:
    """The words of a text as an editor counts them: runs without a space."""
    return len(_WORD.findall(text))


def within(texts: Sequence[str], limit: int, joint: str) -> tuple[str, int]:
    """As many whole texts as take at most ``limit`` characters, and how many; a first one too long ends at a sentence.

    A sentence that is too long by itself ends at a word, with an ellipsis.
    """
    kept: list[str] = []
    for text in filter(None, texts):
        if len(joint.join([*kept, text])) > limit:
            break
        kept.append(text)
    if kept or not any(texts):
        return joint.join(kept), len(kept)
    return _shortened(next(filter(None, texts)), limit), 1


def _shortened(text: str, limit: int) -> str:
    ends = [match.end() for match in re.finditer(r"[a-z\d)%]{2}[.!?](?=\s|$)", text) if match.end() <= limit]
    if ends:
        return text[: ends[-1]]
    return text[: limit - 1].rsplit(" ", 1)[0] + "\N{HORIZONTAL ELLIPSIS}"


_WORTH = {0: 0, 1: 1, 6: 2, 2: 3, 4: 4, 3: 5, 5: 6, 7: 7}
"""Which facts of a biography come in first: post, results, vision, earlier posts, credentials, training, others."""


def _facts(
    asked: Reader, sound: Mapping[str, Body], profile: Mapping[str, str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sentences of a biography in the order of reading, each with the entries it rests on; empty where none do."""
    labels, few = asked.labels, asked.kind.words < 100
    posts = _of(asked, sound, "position")
    now, earlier = posts[:1], posts[1 : 2 if few else 4]
    name = field_text(profile.get("name")) or labels.word("name-missing")
    post = [
        labels.sentence("post", name=name, title=_text(b, "title"), organization=_text(b, "organization"))
        for _, b in now
    ]
    head = field_text(profile.get("headline"))
    lead = post or ([labels.sentence("headline", name=name, headline=head.rstrip("."))] if head else [])
    yield next(iter(lead), ""), _ids(now)
    results = [(w, b) for w, b in _results(asked, sound) if _text(b, "before") and _text(b, "after")][: 1 if few else 3]
    yield _listed(asked, "results", [_result_words(asked, body) for _, body in results]), _ids(results)
    yield _listed(asked, "earlier", [_post_words(body) for _, body in earlier]), _ids(earlier)
    trained = _of(asked, sound, "education")[: 2 if few else 4]
    yield _listed(asked, "education", [_with_place(body, "place") for _, body in trained]), _ids(trained)
    held = _of(asked, sound, "credential")[: 2 if few else 4]
    yield _listed(asked, "credential", [_text(body, "title") for _, body in held]), _ids(held)
    papers = _of(asked, sound, "publication")
    venue = next((_text(body, "venue") for _, body in papers if _text(body, "venue")), "")
    yield (labels.sentence("publications", count=len(papers), venue=venue) if venue else ""), _ids(papers)
    said = [(id, first_sentence([field_text(b["text"])])) for id, b in sound.items() if b["section"] == "statement"][:1]
    yield next((labels.sentence("vision", text=sentence(text)) for _, text in said), ""), tuple(id for id, _ in said)
    crises = _of(asked, sound, "crisis")[:1]
    yield _listed(asked, "crisis", [first_sentence([_text(b, "text")]).rstrip(".") for _, b in crises]), _ids(crises)


def _of(asked: Reader, sound: Mapping[str, Body], section: str) -> list[tuple[Weighed, Body]]:
    """The entries of one section, newest first."""
    found = [(_weighed(asked, id, body), body) for id, body in sound.items() if body["section"] == section]
    return sorted(found, key=lambda item: sort_key(item[1]), reverse=True)


def _results(asked: Reader, sound: Mapping[str, Body]) -> list[tuple[Weighed, Body]]:
    found = [(_weighed(asked, id, body), body) for id, body in sound.items() if body["section"] == "impact"]
    return ranked(found)


def _weighed(asked: Reader, id: str, body: Body) -> Weighed:
    place = Place(str(body["section"]), "", 99, False)
    return weigh(id, body, place=place, reader=asked.audience, today=asked.today)


def _result_table(asked: Reader, bodies: Sequence[Body]) -> Table:
    labels = asked.labels
    head = (("measure", False), ("before", True), ("after", True), ("source", False))
    rows = tuple(
        (
            _text(b, "title"),
            f"{_text(b, 'before')} {_text(b, 'unit')}".strip(),
            f"{_text(b, 'after')} {_text(b, 'unit')}".strip(),
            source_words(b, labels),
        )
        for b in bodies
    )
    return Table(tuple(Column(labels.word(key), number=number) for key, number in head), rows)


def _result_words(asked: Reader, body: Body) -> str:
    values = {key: _text(body, key) for key in ("title", "before", "after", "unit")}
    return asked.labels.sentence("result", **values).strip()


def _result_line(asked: Reader, body: Body) -> str:
    told = first_sentence([_text(body, key) for key in ("result", "action", "situation")])
    figures = _text(body, "before") and _text(body, "after")
    words = _result_words(asked, body) if figures else _text(body, "title")
    return " ".join(part for part in (sentence(words), sentence(told)) if part)


def _post_words(body: Body) -> str:
    return _with_place(body, "organization")


def _with_place(body: Body, key: str) -> str:
    return ", ".join(text for text in (_text(body, "title"), _text(body, key)) if text)


def _listed(asked: Reader, key: str, items: Sequence[str]) -> str:
    return asked.labels.sentence(key, list="; ".join(items)) if items else ""


def _ids(found: Sequence[tuple[Weighed, Body]]) -> tuple[str, ...]:
    return tuple(weighed.id for weighed, _ in found)


def _text(body: Body, key: str) -> str:
    return field_text(body.get(key))
