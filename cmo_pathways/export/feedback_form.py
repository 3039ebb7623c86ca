"""The form that a rater gets: one HTML file that asks nobody for anything and seals the answers by itself."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from pathlib import Path
from string import Template

from cmo_pathways.assess.feedback360 import Invitation, minutes_of
from cmo_pathways.assess.feedback360.invitation import SECONDS_BESIDE, SECONDS_EACH
from cmo_pathways.assess.feedback360.response import FORMAT, LONGEST_TEXT, VERSION
from cmo_pathways.assess.feedback360.sealed import to_text
from cmo_pathways.charts.tokens import tokens
from cmo_pathways.framework import Competency, Framework
from cmo_pathways.scale import LEVELS

_FOLDER = Path(__file__).with_name("form")
_ASKED_AS = {
    "supervisors": "as one of the people they report to",
    "peers": "as a physician peer",
    "direct-reports": "as one of the people who report to them",
    "team": "as a colleague from their team",
    "partners": "as a partner from outside their organization",
}


def feedback_form(invitation: Invitation, framework: Framework) -> bytes:
    """The form for an invitation, as the bytes of an HTML file. Raises UnknownId for a competency.

    Nothing may run in it but the three scripts and styles inside: each is allowed by its hash, all else is refused.
    """
    style, script, vendor = _style(), _read("form.js"), _read("vendor/nacl-fast.min.js")
    asked = [framework.competency(id) for id in invitation.competencies]
    policy = (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{_hash(style)}'; "
        f"script-src '{_hash(vendor)}' '{_hash(script)}'"
    )
    minutes = minutes_of(len(asked))
    values = {
        "policy": policy,
        "style": style,
        "script": script,
        "vendor": vendor,
        "learner": html.escape(invitation.learner.name),
        "recipient": html.escape(invitation.recipient.name),
        "lead": html.escape(_lead(invitation, minutes)),
        "privacy": _privacy(invitation),
        "comment_rule": html.escape(_comment_rule(invitation)),
        "total": str(len(asked)),
        "minutes": str(minutes),
        "steps": "<i></i>" * len(asked),
        "questions": "\n".join(_question(n, item, invitation, framework) for n, item in enumerate(asked, 1)),
        "longest": str(LONGEST_TEXT),
        "invitation": _for_script(invitation),
    }
    return Template(_read("form.html")).substitute(values).encode()


def _lead(invitation: Invitation, minutes: int) -> str:
    count = len(invitation.competencies)
    questions = "One question" if count == 1 else f"{count} questions"
    who = _ASKED_AS[invitation.group]
    return f"{invitation.learner.name} asks you {who}. {questions} and two optional texts, about {minutes} minutes."


def _privacy(invitation: Invitation) -> str:
    learner = html.escape(invitation.learner.name)
    if invitation.collector is None:
        return (
            f'<p class="note trouble"><b>Your answers are not anonymous.</b> Nobody was named to collect them. They go '
            f"to {learner}, who can open them and sees who sent which file.</p>"
        )
    collector = html.escape(invitation.collector.name)
    return (
        f'<p class="note"><b>Your answers go to {collector}, not to {learner}.</b> They are sealed: only '
        f"{collector} can open them, and the program shows {collector} how many came, not what they say. "
        f"{learner} gets the results of a group once three people of it have answered, and never the answers of "
        "one person. Where all of a group mark the same sentence, the results show that. To be sure whose seal "
        f"it is, ask {collector} for these sixteen figures: "
        f'<span class="check">{invitation.collector.check}</span>.</p>'
    )


def _comment_rule(invitation: Invitation) -> str:
    if invitation.collector is None:
        return f"{invitation.learner.name} reads these texts as you write them, and can see that they are yours."
    return (
        f"{invitation.learner.name} reads these texts word for word, in mixed order and without your name. Leave out "
        "what only you could know."
    )


def _question(number: int, competency: Competency, invitation: Invitation, framework: Framework) -> str:
    name = html.escape(invitation.learner.name)
    rows = [
        _row(competency.id, str(level), str(level), f"l{level}", framework.levels[level].name,
             competency.levels[level].descriptor)
        for level in LEVELS
    ]  # fmt: skip
    rows.append(_row(competency.id, "none", "", "none", "Not observed", "I have not seen enough to say."))
    return (
        f'<fieldset id="f-{competency.id}" aria-describedby="w-{competency.id}"><legend>{number}. '
        f'{html.escape(competency.name)}</legend><p class="what quiet" id="w-{competency.id}">'
        f'{html.escape(competency.what_it_is)}</p><p class="ask">Which of these sentences could {name} truthfully say '
        f"today?</p>{''.join(rows)}</fieldset>"
    )


def _row(id: str, value: str, digit: str, css: str, name: str, text: str) -> str:
    return (
        f'<label class="row"><input type="radio" name="q-{id}" value="{value}"><span class="swatch {css}" '
        f'aria-hidden="true">{digit}</span><span class="words"><b>{html.escape(name)}</b>'
        f"<span>{html.escape(text)}</span></span></label>"
    )


def _for_script(invitation: Invitation) -> str:
    values = {
        "format": FORMAT,
        "version": VERSION,
        "id": invitation.id,
        "to": to_text(invitation.recipient.key),
        "recipient": invitation.recipient.name,
        "mandate": dict(invitation.mandate),
        "token": to_text(invitation.token),
        "competencies": list(invitation.competencies),
        "seconds": {"each": SECONDS_EACH, "beside": SECONDS_BESIDE},
    }
    # "<" could end the block of data; in JSON it may be written as its number.
    return json.dumps(values).replace("<", "\\u003c")


def _style() -> str:
    colors = tokens().colors.values()
    light = "".join(f"--cmo-{color.name}:{color.light};" for color in colors)
    dark = "".join(f"--cmo-{color.name}:{color.dark};" for color in colors)
    swatches = "".join(
        f".l{level}{{background:var(--cmo-level-{level});color:var(--cmo-on-level-{level})}}" for level in LEVELS
    )
    return (
        f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        f"@media print{{:root{{{light}}}}}{swatches}\n{_read('form.css')}"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def _read(name: str) -> str:
    # The line ends stay as they are: the browser hashes what stands in the file.
    return (_FOLDER / name).read_bytes().decode("utf-8").replace("\r\n", "\n")
