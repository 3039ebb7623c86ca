"""The learner's side of feedback: whom to ask, the forms to send, and the report that comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cmo_pathways.assess.feedback360 import (
    GROUPS,
    MOST_COMPETENCIES,
    THRESHOLD,
    PublicKey,
    minutes_of,
    public_from,
    public_values,
    read_key_file,
)
from cmo_pathways.errors import LearnerError
from cmo_pathways.export import feedback as shell
from cmo_pathways.journey import Journey
from cmo_pathways.ledger import LedgerState
from cmo_pathways.scale import day_words
from cmo_pathways.widgets import blocks as b
from cmo_pathways.widgets.feedback_results import result_blocks

_ANY = "Choose the file that ends in .key; your collector makes it in this same lesson."
_FORM = "text/html"


class LearnerSide:
    """Whom to ask and what came back; each form that was made stands in the ledger."""

    KEPT = ("key", "alone", "group", "invited")

    def __init__(self, journey: Journey, place: Mapping[str, Any]) -> None:
        self._journey = journey
        self._collector: PublicKey | None = public_from(place.get("collector"))
        self._alone = place.get("alone") is True
        self._group = str(place.get("group")) if place.get("group") in GROUPS else "peers"
        self._invited = str(place.get("invited") or "")
        asked, known = place.get("asked"), journey.catalogue.framework.competencies
        self._asked = [id for id in asked if id in known] if isinstance(asked, list) else None
        self._written = ""
        self._made: shell.WrittenInvitation | None = None

    def place(self) -> dict[str, Any]:
        """What of the screen is kept."""
        collector = public_values(self._collector) if self._collector else None
        kept = {"alone": self._alone, "group": self._group, "invited": self._invited, "asked": self._asked}
        return {"collector": collector, **kept}

    def view(self, state: LedgerState) -> tuple[str, list[b.Block], list[b.Block]]:
        """Words for the head, blocks, buttons."""
        groups = shell.invited_groups(state)
        report = shell.latest_report(state)
        head = f"{len(groups)} group{'' if len(groups) == 1 else 's'} invited" if groups else "nobody asked yet"
        title = "What your colleagues saw" if report else "Ask the people who see you at work"
        found = result_blocks(self._journey, state, report) if report else []
        more = [*self._people(state), *self._questions(state), *self._forms(state)]
        asking = [b.details("asking", "Ask more people", *more)] if report else more
        if self._written:
            found += [b.note("The PDF is written.", f"It is {self._written} in your folder for exports.")]
        blocks = [b.title(title), *found, *asking, *self._import(groups)]
        return head, blocks, [b.button("pdf", "Write a PDF with a guide for your coach")] if report else []

    def change(self, name: str, value: Any) -> None:
        """A chosen file, the learner's name, or a choice for the next form."""
        if name == "key":
            [(file, data)] = b.chosen_files(value)[:1] or [("", b"")]
            self._collector, self._alone = read_key_file(file, data), False
        elif name == "report":
            for file, data in b.chosen_files(value):
                shell.import_report(self._journey, file, data)
        elif name == "name":
            self._journey.record("profile", "me", {**self._journey.state().profile, "name": str(value)})
        elif name == "alone":
            self._alone = value is True
        elif name == "group":
            self._group = str(value) if value in GROUPS else self._group
        elif name == "invited":
            self._invited = str(value).strip()
        elif name.startswith("ask:"):
            self._ask(name.removeprefix("ask:"), on=value is True)

    def press(self, name: str) -> None:
        """Make the form for the chosen group. Raises LearnerError for what is missing."""
        report = shell.latest_report(self._journey.state())
        if name == "pdf" and report:
            self._written = shell.write_report(self._journey, report).file.name
        if name != "make":
            return
        if self._collector is None and not self._alone:
            raise LearnerError("No collector is named yet. Choose the key file, or say that you ask without one.")
        invited = int(self._invited) if self._invited.isdecimal() and 0 < int(self._invited) <= 500 else None
        if self._invited and invited is None:
            raise LearnerError(f'"{self._invited}" is no number of people from 1 to 500. Correct it or leave it empty.')
        collector = None if self._alone else self._collector
        asked = self._chosen(self._journey.state())
        self._made = shell.invite(
            self._journey, group=self._group, collector=collector, competencies=asked, invited=invited
        )
        self._invited = ""

    def _ask(self, id: str, *, on: bool) -> None:
        chosen = set(self._chosen(self._journey.state())) - {id} | ({id} if on else set())
        self._asked = [known for known in self._journey.catalogue.framework.competencies if known in chosen]

    def _chosen(self, state: LedgerState) -> Sequence[str]:
        return shell.proposed_competencies(self._journey, state) if self._asked is None else self._asked

    def _people(self, state: LedgerState) -> list[b.Block]:
        who = self._collector
        said = (
            f"Collector: {b.strong(who.name)}, key of {b.words(day_words(who.made.isoformat()))}. Check figures "
            f"{b.strong(who.check)}; compare them by telephone."
            if who
            else b.quiet("A collector opens the answers and hands you the results of groups, never an answer.")
        )
        alone = [b.note("These answers will not be anonymous.", _ALONE, tone="trouble")] if self._alone else []
        return [
            b.title("1. Who collects", level=3),
            b.prose(said),
            b.file("key", "The collector's key file", hint=_ANY, accept=".key"),
            b.check("alone", "Ask without a collector", value=self._alone),
            *alone,
            b.field("name", "Your name, as colleagues will read it", state.profile.get("name", "")),
        ]

    def _questions(self, state: LedgerState) -> list[b.Block]:
        chosen, framework = self._chosen(state), self._journey.catalogue.framework
        boxes = [b.check(f"ask:{c.id}", c.short, value=c.id in chosen) for c in framework.competencies.values()]
        many = f" At most {MOST_COMPETENCIES} keep within ten minutes." if len(chosen) > MOST_COMPETENCIES else ""
        count = f"{len(chosen)} competencies, about {minutes_of(len(chosen))} minutes for each person.{many}"
        why = "We propose your widest gaps. Change them where somebody else could see more than you."
        return [
            b.title("2. What is asked", level=3),
            b.prose(b.words(count)),
            b.details(
                "asked", "Choose the competencies", b.prose(b.quiet(why)), b.group("boxes", *boxes, style="form")
            ),
        ]

    def _forms(self, state: LedgerState) -> list[b.Block]:
        invited = b.field("invited", "How many people will get it", self._invited, numeric=True, hint=_INVITED)
        blocks = [
            b.title("3. A form for each group", level=3),
            b.group("form", b.select("group", "Group", list(GROUPS.items()), self._group), invited, style="form"),
            {"kind": "buttons", "key": "make", "items": [b.button("make", "Make the form", style="primary")]},
        ]
        if self._made:
            made = self._made
            to = made.invitation.recipient.name if made.invitation.collector else "you"
            text = f"Send it by mail. Each person opens it in a browser and sends the saved file to {to}."
            blocks += [
                b.note(f"The form for your {GROUPS[made.invitation.group].lower()} is ready.", text),
                b.download(f"Download {made.file_name}", made.file_name, made.form, _FORM),
            ]
        rows = [
            (b.words(GROUPS.get(str(body["group"]), body["group"])), b.words(body.get("invited") or "not said"),
             b.words(body.get("collector") or "nobody: not anonymous"), b.words(day_words(str(body["at"]))))
            for body in state.of("invitation").values()
        ]  # fmt: skip
        if rows:
            blocks += [b.table(("Forms made", "People", "Collector", "On"), rows), b.prose(b.quiet(_UNKNOWN))]
        return blocks

    def _import(self, groups: Mapping[str, int]) -> list[b.Block]:
        if not groups:
            return []
        hint = f"Groups with fewer than {THRESHOLD} answers stay withheld."
        return [
            b.file("report", "The report that your collector released", hint=hint, accept=".report"),
        ]


_ALONE = "The answers come to you, you can open them, and you see who sent which file. The form says so to everybody."
_INVITED = "Optional. It lets the collector notice when somebody answers twice."
_UNKNOWN = (
    "Who has answered is known to the collector alone. You see nothing until the collector releases a report, and then "
    "groups only."
)
