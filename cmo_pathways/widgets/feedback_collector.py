"""The collector's side of feedback: a key, the files that raters sent, counts per group, and the release."""

from __future__ import annotations

from typing import Any

from cmo_pathways.assess.feedback360 import GROUPS, THRESHOLD, GroupCount, KeyPair, Release, Round, key_file
from cmo_pathways.errors import LearnerError
from cmo_pathways.export import feedback as shell
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.widgets import blocks as b

_PLAIN = "application/octet-stream"


class CollectorSide:
    """What a collector sees: how many answered, and nothing of what they said."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._name = ""
        self._said: list[b.Block] = []
        self._released: tuple[str, Release] | None = None

    def view(self, state: LedgerState) -> tuple[str, list[b.Block], list[b.Block]]:
        """Words for the head, blocks, buttons."""
        own = shell.key_of(self._journey.home)
        if own is None:
            return "no key yet", self._without_key(), [b.button("key", "Make my key", style="primary")]
        found = shell.rounds_of(self._journey)
        total = sum(count.n for item in found for count in item.counts)
        blocks = [
            b.title(_message(found)),
            b.prose(b.words(_PRIVATE)),
            *self._key(own),
            b.title("Files of answers", level=3),
            b.file("answers", "The files that raters sent you", hint=_TAKE, accept=".answers", multiple=True),
            *self._said,
            *(block for number, item in enumerate(found) for block in self._round(number, item)),
        ]
        return f"{total} answer{'' if total == 1 else 's'}", blocks, []

    def change(self, name: str, value: Any) -> None:
        """The collector's name, or files of answers."""
        if name == "collector-name":
            self._name = str(value)
        elif name == "answers":
            done = shell.collect_answers(self._journey, b.chosen_files(value))
            kinds = ((done.new, "new"), (done.replaced, "in place of an earlier save"), (done.known, "there already"))
            text = ", ".join(f"{len(names)} {words}" for names, words in kinds if names) or "None was taken"
            self._said = [b.note("Files read.", f"{text}.")]
            self._said += [b.note("One file was not taken.", said, tone="trouble") for said in done.refused]

    def press(self, name: str) -> None:
        """Make the key, or release the report of one round. Raises LearnerError."""
        verb, _, number = name.partition(":")
        if verb == "key":
            shell.make_key(self._journey, self._name)
        elif verb == "release":
            found = shell.rounds_of(self._journey)
            if int(number) >= len(found):
                raise LearnerError("These answers are no longer here. Choose the files again.")
            self._released = (found[int(number)].learner, shell.release_round(self._journey, found[int(number)]))

    def _without_key(self) -> list[b.Block]:
        return [
            b.title("Collect answers for a colleague"),
            b.prose(b.words(_DUTY)),
            b.field("collector-name", "Your name, as raters will read it", self._name),
        ]

    def _key(self, own: KeyPair) -> list[b.Block]:
        file = f"{''.join(c if c.isalnum() else '-' for c in own.public.name.lower()).strip('-')[:40]}.key"
        said = f"Your check figures are {b.strong(own.public.check)}. Read them out to anybody who asks."
        return [
            b.title("Your key", level=3),
            b.prose(said),
            b.download(f"Download {file} for the learner", file, key_file(own.public), _PLAIN),
        ]

    def _round(self, number: int, found: Round) -> list[b.Block]:
        rows = [
            (b.words(GROUPS[count.group]), b.words(count.n), b.words(count.invited or "not said"), _remark(count))
            for count in found.counts
        ]
        ready = any(not count.suppressed for count in found.counts)
        release = [b.button(f"release:{number}", f"Release the report about {found.learner}", style="primary")]
        blocks = [
            b.title(f"About {found.learner}", level=3),
            b.table(("Group", "Answers", "Invited", ""), rows, numeric=(1, 2)),
            {"kind": "buttons", "key": f"release-{number}", "items": release}
            if ready
            else b.prose(b.quiet(f"A report needs {THRESHOLD} answers in at least one group.")),
        ]
        if self._released and self._released[0] == found.learner:
            blocks += _release_blocks(*self._released)
        return blocks


def _release_blocks(learner: str, done: Release) -> list[b.Block]:
    shown = [f"{GROUPS[g['group']].lower()} ({g['n']})" for g in done.body["groups"] if not g["suppressed"]]
    file = f"feedback-{done.body['id']}-{done.body['release']}.report"
    return [
        b.note("The report is ready.", f"It shows {', '.join(shown)}. Only {learner} can open it."),
        b.download(f"Download {file}", file, done.data, _PLAIN),
    ]


def _message(found: tuple[Round, ...]) -> str:
    ready = [item.learner for item in found if any(not count.suppressed for count in item.counts)]
    if not found:
        return "No answers have come in yet"
    return f"A report about {ready[0]} can be released" if ready else f"No group has {THRESHOLD} answers yet"


def _remark(count: GroupCount) -> str:
    if count.too_many:
        return b.words("More answers than people: somebody answered twice, or passed the form on")
    return b.quiet("too few to release") if count.suppressed else ""


_PRIVATE = (
    "You see how many have answered, not what they said. The learner sees groups of three or more, and no single "
    "answer."
)
_DUTY = (
    "You make a key and hand its public part to the learner. Raters send you files that only this key opens. You "
    "release a report once a group has three answers. Take only files from the people who answered, and keep a backup: "
    "without your key the answers are lost."
)
_TAKE = "Several at once, in any order; a file that came twice counts once."
