"""Reads the body of a case file (all below the front matter) line by line into scenes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from cmo_pathways.cases.computed import parse_call
from cmo_pathways.cases.model import (
    ENDINGS,
    Choice,
    Condition,
    Effect,
    MemoQuestion,
    NumberQuestion,
    Question,
    Reply,
    Scene,
)
from cmo_pathways.content import Report
from cmo_pathways.scale import is_id

_SCENE = re.compile(r"##\s+(.*?)\s*(?:\{\s*ending\s*:\s*([^}]*?)\s*\})?\s*")
_CHOICE = re.compile(r"-\s*\{([^}]*)\}\s*(.*)")
_CHOICE_REST = re.compile(r"(.*)->\s*([^\s\[]*)\s*(?:\[([^\]]*)\])?\s*(?:when\s+(.+))?")
_LEVEL = re.compile(r"-\s*(\d+)[.:)]?\s+(.*)")
_SCORE = re.compile(r"([+-]\d+)\s+(\S+)")
_COUNT = re.compile(r"(\S+)\s*([+=-])\s*(-?\d+)")
_CONDITION = re.compile(r"(\S+)\s*(>=|<=|==|!=)\s*(-?\d+)")
_KEY = re.compile(r"(reveal|ask|question|from|expect|tolerance|unit|right|wrong|rubric)\s*:\s*(.*)")
_ITEM = re.compile(r"[-*|]\s|\d+[.)]\s|\|")
_BARE_PICTURE = re.compile(r"!\[\s*\]|<img\b(?![^>]*\balt\s*=\s*[\"'][^\"']*\w)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Script:
    """The body of a case: what stands before the first scene, and the scenes."""

    intro: str
    debrief: tuple[str, ...]
    facilitator: str
    scenes: tuple[Scene, ...]


def read_script(text: str, file: Path, report: Report, first_line: int) -> Script:
    """The scenes of a case body whose first line stands at ``first_line`` of the file; faults go to the report."""
    reader = _Reader(file, report)
    for number, line in enumerate(_without_comments(text).splitlines(), start=first_line):
        reader.take(line.rstrip(), number)
    preface, *scenes = reader.drafts
    if preface.choices or preface.ask:
        reader.fault(
            preface.line, "E-LINE", 'a choice or question stands before the first scene - add "## id" above it'
        )
    return Script(
        _joined(preface.text),
        _questions(preface.sections["Debrief"]),
        _joined(preface.sections["Facilitator"]),
        tuple(reader.scene(draft) for draft in scenes),
    )


def plain_minus(text: str) -> str:
    """The text with the typographic minus sign written as a hyphen."""
    return text.replace("\N{MINUS SIGN}", "-")


@dataclass(slots=True)
class _Part:
    """A line that may wrap and may carry feedback: a choice, ``right:``, ``wrong:``, a rubric level."""

    key: str
    text: str
    line: int
    feedback: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """A scene while its lines come in."""

    id: str
    ending: str
    line: int
    text: list[str] = field(default_factory=list)
    choices: list[_Part] = field(default_factory=list)
    reveal: list[str] = field(default_factory=list)
    ask: dict[str, _Part] = field(default_factory=dict)
    levels: list[_Part] = field(default_factory=list)
    sections: dict[str, list[str]] = field(default_factory=lambda: {"Debrief": [], "Facilitator": []})


class _Reader:
    def __init__(self, file: Path, report: Report) -> None:
        self.file, self.report = file, report
        self.drafts = [_Draft("", "", 1)]
        self.section = ""
        self.part: _Part | None = None

    def fault(self, line: int, code: str, message: str) -> None:
        self.report.add(self.file, line, code, message)

    def take(self, line: str, number: int) -> None:
        """Sort one line of the file into the scene that is being read; what belongs nowhere becomes a fault."""
        draft, bare = self.drafts[-1], line.strip()
        if _BARE_PICTURE.search(line):
            self.fault(number, "E-ALT", 'a picture has no words for readers who cannot see it - write "![words](file)"')
        if line.startswith("#"):
            self._heading(line, number)
        elif self.section:
            draft.sections[self.section].append(line)
        elif line.lstrip().startswith(">"):
            self._feedback(bare[1:].strip(), number)
        elif match := _CHOICE.fullmatch(line):
            self.part = _Part(match[1].strip(), match[2], number)
            draft.choices.append(self.part)
        elif (match := _LEVEL.fullmatch(line)) and "rubric" in draft.ask:
            self.part = _Part(match[1], match[2], number)
            draft.levels.append(self.part)
        elif (match := _KEY.fullmatch(line)) and (match[1] in ("reveal", "ask") or draft.ask):
            self._key(draft, match[1], match[2].strip(), number)
        elif bare and self.part is not None and line.startswith(" "):
            self.part.text += " " + bare
        elif bare and (draft.choices or draft.ask):
            self.fault(number, "E-LINE", f'"{bare[:30]}" stands below a choice or question - put the text above them')
        else:
            draft.text.append(bare)

    def scene(self, draft: _Draft) -> Scene:
        """The scene that the sorted lines make."""
        return Scene(
            draft.id,
            _joined(draft.text),
            tuple(self._choice(part) for part in draft.choices),
            draft.ending,
            self._question(draft),
            tuple(draft.reveal),
            _questions(draft.sections["Debrief"]),
            _joined(draft.sections["Facilitator"]),
            draft.line,
        )

    def _heading(self, line: str, number: int) -> None:
        self.part = None
        if line.startswith("## "):
            match = _SCENE.fullmatch(line)
            name, ending = (match[1], match[2] or "") if match else (line[3:].strip(), "")
            if not is_id(name):
                self.fault(number, "E-ID", f'scene id "{name}" is malformed - use lower-case words joined by hyphens')
            if ending and ending not in ENDINGS:
                self.fault(number, "E-KEY", f'ending "{ending}" is not known - use strong, mixed or poor')
            self.drafts.append(_Draft(name, ending, number))
            self.section = ""
        elif (name := line.lstrip("#").strip()) in self.drafts[-1].sections and line.startswith("### "):
            self.section = name
        else:
            self.fault(
                number, "E-LINE", f'heading "{name}" is not known - use "## id", "### Debrief" or "### Facilitator"'
            )

    def _feedback(self, text: str, number: int) -> None:
        if self.part is None:
            self.fault(number, "E-FEEDBACK", "feedback stands under no choice - put it below the choice it belongs to")
        else:
            self.part.feedback.append(text)

    def _key(self, draft: _Draft, key: str, value: str, number: int) -> None:
        self.part = None
        if key == "reveal":
            draft.reveal += [name.strip() for name in value.split(",") if name.strip()]
            return
        if key in draft.ask:
            self.fault(number, "E-KEY", f'"{key}:" stands twice in this scene - keep one')
        self.part = draft.ask[key] = _Part(key, value, number)

    def _choice(self, part: _Part) -> Choice:
        if not is_id(part.key):
            message = f'choice id "{part.key}" is malformed - use lower-case words joined by hyphens'
            self.fault(part.line, "E-ID", message)
        match = _CHOICE_REST.fullmatch(plain_minus(part.text))
        if match is None or not match[2]:
            self.fault(part.line, "E-TARGET", f'choice "{part.key}" leads nowhere - add "-> scene"')
            return Choice(part.key, part.text, "", (), (), _joined(part.feedback), part.line)
        guard = self._guard(match[4], part.line) if match[4] else ()
        effects = self._effects(match[3] or "", part.line)
        text = part.text[: part.text.rindex("->")].strip()
        return Choice(part.key, text, match[2], effects, guard, _joined(part.feedback), part.line)

    def _effects(self, text: str, line: int) -> tuple[Effect, ...]:
        found = []
        for piece in filter(None, (p.strip() for p in plain_minus(text).split(";"))):
            if match := _SCORE.fullmatch(piece):
                found.append(Effect("competency", match[2], int(match[1])))
            elif match := _COUNT.fullmatch(piece):
                sign = -1 if match[2] == "-" else 1
                found.append(Effect("counter", match[1], sign * int(match[3]), match[2] == "="))
            elif is_id(piece):
                found.append(Effect("objective", piece))
            else:
                hint = 'write "+1 competency", "counter -1", "counter =1" or an objective id'
                self.fault(line, "E-LINE", f'effect "{piece}" cannot be read - {hint}')
        return tuple(found)

    def _guard(self, text: str, line: int) -> tuple[Condition, ...]:
        found = []
        for piece in text.split(" and "):
            if match := _CONDITION.fullmatch(piece.strip()):
                found.append(Condition(match[1], match[2], int(match[3])))
            else:
                self.fault(line, "E-LINE", f'guard "{piece.strip()}" cannot be read - write "counter >= 1"')
        return tuple(found)

    def _question(self, draft: _Draft) -> Question | None:
        if "ask" not in draft.ask:
            return None
        ask = draft.ask["ask"]
        question = draft.ask["question"].text if "question" in draft.ask else ""
        if not question:
            self.fault(ask.line, "E-KEY", 'the question is missing - add "question: ..." below "ask:"')
        if ask.text == "memo":
            levels = tuple((int(p.key), p.text) for p in draft.levels)
            model = _joined([line for p in [*draft.levels, *draft.ask.values()] for line in p.feedback])
            return MemoQuestion(question, levels, model, ask.line)
        if ask.text != "number":
            self.fault(ask.line, "E-KEY", f'"ask: {ask.text}" is not known - use number or memo')
            return None
        return self._number(draft, question, ask.line)

    def _number(self, draft: _Draft, question: str, line: int) -> NumberQuestion:
        def value(key: str) -> str:
            return draft.ask[key].text if key in draft.ask else ""

        call = parse_call(value("expect"))
        if call is None:
            where = draft.ask["expect"].line if "expect" in draft.ask else line
            self.fault(where, "E-EXPECT", 'expect: cannot be read - write "expect: method(column, \\"literal\\")"')
        return NumberQuestion(
            question,
            value("from"),
            call,
            self._tolerance(value("tolerance"), line),
            value("unit"),
            self._reply(draft, "right"),
            self._reply(draft, "wrong"),
            line,
        )

    def _tolerance(self, text: str, line: int) -> float | None:
        if re.fullmatch(r"\d+(\.\d+)?", text):
            return float(text)
        self.fault(line, "E-EXPECT", 'the computed question has no tolerance - add "tolerance: 0.5"')
        return None

    def _reply(self, draft: _Draft, key: str) -> Reply:
        if key not in draft.ask:
            return Reply()
        part = draft.ask[key]
        return Reply(self._effects(part.text.strip("[] "), part.line), _joined(part.feedback))


def _joined(lines: list[str]) -> str:
    """The text with its wrapped lines put together; blank lines and list items keep their place."""
    paragraphs: list[str] = [""]
    for line in lines:
        bare = line.strip()
        if not bare or _ITEM.match(bare):
            paragraphs.append(bare)
        elif paragraphs[-1]:
            paragraphs[-1] += " " + bare
        else:
            paragraphs.append(bare)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(paragraphs)).strip()


def _questions(lines: list[str]) -> tuple[str, ...]:
    """One question per list item or paragraph."""
    found: list[str] = []
    gap = True
    for line in (raw.strip() for raw in lines):
        if line.startswith("- ") or (line and gap):
            found.append(line.removeprefix("- "))
        elif line:
            found[-1] += " " + line
        gap = not line
    return tuple(found)


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda m: "\n" * m[0].count("\n"), text)
