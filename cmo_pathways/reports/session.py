"""The printed kit of a session: the learner's sheet, and the facilitator's script with clock times and answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.document import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Lines,
    Note,
    Paper,
    Prose,
    Table,
)
from cmo_pathways.errors import UnknownId
from cmo_pathways.reports.words import as_typed, counted, listed
from cmo_pathways.scale import Mark
from cmo_pathways.sessions import SECTORS, Ask, Session, Slot, clock_words, timetable
from cmo_pathways.sessions.model import FORMS, Form

_ANSWER_ROWS = 18
"""Lines to write on that the questions of a page share."""


@dataclass(frozen=True, slots=True)
class Run:
    """One session as it will be held: its form, when it starts (``13:00``), and the sector whose lead case it takes."""

    session: Session
    form: Form = "long"
    starts: str = "09:00"
    sector: str = "hospital"

    def __post_init__(self) -> None:
        """Refuse a sector or a time that is none. Raises UnknownId, LearnerError."""
        if self.sector not in SECTORS:
            raise UnknownId("sector", self.sector, SECTORS)
        clock_words(self.starts, 0)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The run of show."""
        return timetable(self.session, self.form)

    @property
    def lead(self) -> str:
        """The lead case of this sector."""
        return self.session.lead_for(self.sector)

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The questions that fit the lead case of this sector."""
        return self.session.asks_for(self.sector)

    def at(self, minutes: int) -> str:
        """The time of day some minutes after the start."""
        return clock_words(self.starts, minutes)

    def between(self, slot: Slot) -> str:
        """From when to when a segment runs: ``13:10 to 13:20``."""
        return f"{self.at(slot.begins)} to {self.at(slot.ends)}"

    @property
    def hours(self) -> str:
        """From when to when the session runs, with its length."""
        whole = FORMS[self.form]
        return f"{self.at(0)} to {self.at(whole)} ({whole} minutes)"


def learner_sheet(run: Run, catalogue: Catalogue, *, today: date, paper: Paper = "letter") -> Document:
    """What a learner holds: objectives, pre-work, the hours, the readiness check, the questions, and space to write."""
    session = run.session
    blocks = (*_learner_top(run, catalogue), *_learner_work(run), *_learner_after(session))
    return _document(run, blocks, "Learner's sheet", "Cases are fictional: people, places and numbers", today, paper)


def facilitator_script(run: Run, catalogue: Catalogue, *, today: date, paper: Paper = "letter") -> Document:
    """What the facilitator holds: the run of show by the clock, board, answers, what to listen for, traps."""
    blocks = (
        *_script_top(run, catalogue),
        *_run_of_show(run),
        *_script_answers(run),
        *_script_end(run.session, catalogue),
    )
    return _document(run, blocks, "Facilitator's script", "Holds the answers: keep it apart", today, paper)


def _document(run: Run, blocks: tuple[Block, ...], copy: str, headline: str, today: date, paper: Paper) -> Document:
    session = run.session
    return Document(
        title=session.title,
        author="The authors of the session",
        date=today.isoformat(),
        blocks=blocks,
        description=f"{copy} of session {session.number}, {session.title}",
        design="handout",
        paper=paper,
        kicker=f"Session {session.number}, {copy.lower()}",
        headline=headline,
        footer=f"Session {session.number}, {copy.lower()}, version {session.version}",
    )


def _learner_top(run: Run, catalogue: Catalogue) -> Iterator[Block]:
    session = run.session
    yield Facts(
        (
            ("Hours", run.hours),
            ("Practices", listed(_skills(catalogue, session.primary))),
            ("Lead case", catalogue.case(run.lead).title),
            ("Second case", catalogue.case(session.second).title),
            ("Bring", "this sheet, your pre-work, a pen, a pocket calculator"),
        )
    )
    yield Heading("The question of this session")
    yield Prose(session.question, lead=True)
    yield Heading("What you will be able to do")
    yield Bullets(session.objectives)
    yield Heading(f"Before the session: {session.prework_minutes} minutes")
    yield Bullets(tuple(f"{part.what} *({part.minutes} minutes)*" for part in session.prework), mark="box")
    yield Heading("In the room")
    rows = tuple((run.at(slot.begins), slot.segment.title, str(slot.minutes)) for slot in run.slots)
    yield Table((Column("From"), Column("What"), Column("Minutes", number=True)), rows)
    yield Prose("*Minutes and order are a proposal of the authors (assumption).*")


def _learner_work(run: Run) -> Iterator[Block]:
    yield Heading("Readiness check", new_page=True)
    yield Prose("Alone first, then in your team with one answer for all. One option is right.")
    for item in run.session.readiness:
        yield Heading(item.question, level=2)
        yield Bullets(item.options, mark="box")
    yield Heading("Questions to carry into the room", new_page=True)
    rows = max(2, min(5, _ANSWER_ROWS // len(run.asks)))
    for number, ask in enumerate(run.asks, start=1):
        yield Heading(f"{number}. {ask.ask}", level=2)
        yield Lines("", rows)


def _learner_after(session: Session) -> Iterator[Block]:
    yield Heading("What you take along", new_page=True)
    yield Prose(f"{session.artefact}. It is good when:")
    yield Bullets(session.good, mark="box")
    yield Heading(f"After the session: {session.after_minutes} minutes")
    yield Prose(session.memo)
    yield Heading("One action before the next session")
    yield Lines("What, with whom, by when", 4)
    yield Lines("Notes")


def _script_top(run: Run, catalogue: Catalogue) -> Iterator[Block]:
    session = run.session
    swap = session.sectors.get(run.sector)
    yield Facts(
        (
            ("Hours", f"{run.hours}, {run.form} form"),
            ("Practices", listed(_skills(catalogue, session.competencies))),
            ("Lead case", f"{catalogue.case(run.lead).title} ({run.lead})"),
            ("Second case", f"{catalogue.case(session.second).title} ({session.second})"),
            ("To choose from", listed([catalogue.case(id).title for id in session.optional]) or "none"),
        )
    )
    yield Heading("The question of this session")
    yield Prose(session.question, lead=True)
    if swap is not None:
        named, chosen = catalogue.case(session.lead).title, catalogue.case(run.lead).title
        words = (
            f"{swap.turn} The cues below name people and numbers of {named}; take those of {chosen} instead. The "
            "questions of this script are those of the other case."
        )
        yield Note("information", f"{SECTORS[run.sector]}: another lead case", words)
    yield Heading("Have ready")
    yield Bullets(session.materials, mark="box")
    yield Heading("Show of hands")
    yield Prose(session.poll.question)
    yield Table((Column("Option"), Column("Hands")), tuple((option, "") for option in session.poll.options))
    yield Heading("Board plan")
    yield Table(
        (Column("Column"), Column("What stands there by the end")),
        tuple((board.column, board.holds) for board in session.board),
    )


def _run_of_show(run: Run) -> Iterator[Block]:
    for number, slot in enumerate(run.slots):
        part = slot.segment
        heading = f"{run.between(slot)}: {part.title}"
        yield Heading(heading, new_page=number == 0)
        voice = f"; one voice for at most {counted(part.talk, 'minute')}" if part.talk else ""
        yield Prose(f"*{counted(slot.minutes, 'minute')}{voice}.*")
        if run.form == "short" and part.short_form:
            yield Prose(f"**In the short form:** {part.short_form}")
        yield Bullets(part.cues)
        if part.board:
            yield Prose(f"**Board:** {as_typed(part.board)}")


def _script_answers(run: Run) -> Iterator[Block]:
    yield Heading("Answers of the readiness check", new_page=True)
    for item in run.session.readiness:
        cited = f" ({', '.join(item.sources)})" if item.sources else ""
        yield Heading(item.question, level=2)
        yield Prose(f"**{item.letter}. {as_typed(item.options[item.right - 1])}.** {item.why}{cited}")
    yield Heading("Questions, and what to listen for")
    for number, ask in enumerate(run.asks, start=1):
        yield Heading(f"{number}. {ask.ask}", level=2)
        yield Prose(ask.listen)


def _script_end(session: Session, catalogue: Catalogue) -> Iterator[Block]:
    yield Heading("Traps")
    yield Table(
        (Column("What goes wrong"), Column("What to do")), tuple((trap.trap, trap.do) for trap in session.traps)
    )
    yield Heading("Artefact and memo")
    yield Prose(f"{session.artefact}. It is good when:")
    yield Bullets(session.good)
    yield Prose(session.memo)
    yield Heading("Why this form")
    sources = catalogue.career.sources
    yield Bullets(tuple(_fact(fact.fact, fact.mark, fact.sources) for fact in session.facts))
    cited = [id for id in session.sources if id in sources]
    if cited:
        yield Heading("Sources", level=2)
        yield Bullets(tuple(_source(id, sources[id].title, sources[id].url, sources[id].year) for id in cited))


def _fact(fact: str, mark: Mark, sources: tuple[str, ...]) -> str:
    return f"{fact}. {f'({listed(list(sources))})' if sources else f'*({mark.words})*'}"


def _source(id: str, title: str, url: str, year: str) -> str:
    words = f"[{as_typed(title)}]({url})" if url.startswith(("https://", "http://")) else as_typed(title)
    return f"**{id}** {words}, {as_typed(year)}"


def _skills(catalogue: Catalogue, ids: tuple[str, ...]) -> list[str]:
    return [catalogue.framework.competency(id).short for id in ids]
