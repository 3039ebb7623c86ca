"""The parts of the run-of-show screen: the plan before, the segment that runs, how the time was used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cmo_pathways.catalogue import Catalogue
from cmo_pathways.reports.session import Run
from cmo_pathways.reports.words import counted
from cmo_pathways.sessions.running import SMALL, Running, behind, ends_at, minutes_used, poll_csv
from cmo_pathways.widgets import blocks as b


def plan_blocks(run: Run, catalogue: Catalogue, written: str) -> list[b.Block]:
    """The session before it starts: its question, its cases, the run of show by the clock, what to have ready."""
    session = run.session
    lead, second = catalogue.case(run.lead), catalogue.case(session.second)
    turn = session.sectors[run.sector].turn if run.sector in session.sectors else ""
    rows = [(b.words(run.at(s.begins)), b.words(s.segment.title), b.assumed(s.minutes)) for s in run.slots]
    done = (
        [b.note("Written.", f"The learner's sheet, the script and the notebook lie in {written}.")] if written else []
    )
    return [
        *done,
        b.prose(b.strong(session.question)),
        b.prose(f"{b.words('Lead case')} {b.strong(lead.title)}, {b.words('second')} {b.strong(second.title)}. "
                f"{b.words(turn)}"),
        b.table(("From", "What", "Minutes"), rows, numeric=(2,)),
        b.prose(b.quiet("Minutes and order are a proposal of the authors (assumption)."), style="muted"),
        b.details("ready", f"Have ready ({len(session.materials)})", b.bullets(session.materials)),
    ]  # fmt: skip


def segment_blocks(
    run: Run, running: Running, hands: Mapping[int, int], buttons: b.Block, *, now: datetime
) -> list[b.Block]:
    """The segment that runs: title and time large, its cues, the board, the buttons; the rest on demand."""
    slot = run.slots[running.at]
    part = slot.segment
    main = [_cues(part.cues)]
    if run.form == "short" and part.short_form:
        main.insert(0, b.note("Short form.", part.short_form))
    if part.board:
        main.append(b.prose(f"{b.strong('On the board now:')} {b.words(part.board)}"))
    return [_now(run, running, now), *main, buttons, *_folded(run, part.kind, hands)]


def ended_blocks(run: Run, running: Running, hands: Mapping[int, int]) -> list[b.Block]:
    """The session afterwards: minutes planned and used, the show of hands to hand out."""
    slots = run.slots
    used = minutes_used(running, slots, running.ended or running.began)
    rows = [
        (b.words(slot.segment.title), b.assumed(slot.minutes), f"{minutes:.0f}")
        for slot, minutes in zip(slots, used, strict=True)
    ]
    rows.append((b.strong("In all"), b.assumed(sum(slot.minutes for slot in slots)), f"{sum(used):.0f}"))
    return [
        b.title(f"The session took {counted(round(sum(used)), 'minute')}"),
        b.table(("Part", "Planned minutes", "Used minutes"), rows, numeric=(1, 2)),
        *_hand_out(run, hands),
        b.prose(b.strong("Before the next session"), b.words(run.session.memo)),
    ]


def _now(run: Run, running: Running, now: datetime) -> b.Block:
    slot = run.slots[running.at]
    ends = ends_at(running, run.slots)
    left = round((ends - now).total_seconds())
    late = behind(running, run.slots)
    drift = "on time" if not late else f"{counted(abs(late), 'minute')} {'behind' if late > 0 else 'ahead'}"
    plan = f"{run.between(slot)} by the plan, {counted(slot.minutes, 'minute')}; begun {drift}"
    coming = run.slots[running.at + 1 : running.at + 2]
    told = [f"Next, {run.at(s.begins)}: {s.segment.title}, {counted(s.minutes, 'minute')}" for s in coming]
    clock = f'<span class="cmo-clock" role="timer" data-ends="{ends.timestamp():.0f}">{clock_text(left)}</span>'
    words = f"<p>{b.quiet(plan)}<br>{b.quiet(told[0] if told else 'The last part')}</p>"
    return b.markup(
        f'<div class="cmo-run"><div><h2>{b.words(slot.segment.title)}</h2>{words}</div>'
        f"<p>{clock}<br>{b.quiet('minutes left')}</p></div>",
        key=f"now-{len(running.steps)}",
    )


def clock_text(seconds: int) -> str:
    """Time left as ``9:05``, or ``over by 1:20``."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'over by ' if seconds < 0 else ''}{minutes}:{rest:02d}"


def _cues(cues: tuple[str, ...]) -> b.Block:
    return b.markup('<ul class="cmo-cues">' + "".join(f"<li>{_cue(cue)}</li>" for cue in cues) + "</ul>")


def _cue(cue: str) -> str:
    """A cue with its first word, such as Say or Ask, in weight."""
    verb, colon, rest = cue.partition(":")
    return f"{b.strong(verb + colon)}{b.words(rest)}" if colon and " " not in verb else b.words(cue)


def _folded(run: Run, kind: str, hands: Mapping[int, int]) -> list[b.Block]:
    session = run.session
    fields = [
        b.field(f"hands-{at}", option, str(hands.get(at, "")), numeric=True)
        for at, option in enumerate(session.poll.options)
    ]
    asks = [(b.words(ask.ask), b.words(ask.listen)) for ask in run.asks]
    answers = [(b.words(item.question), b.words(_answer(item.letter, item.options[item.right - 1], item.why)))
               for item in session.readiness]  # fmt: skip
    traps = [(b.words(trap.trap), b.words(trap.do)) for trap in session.traps]
    board = b.table([c.column for c in session.board], [[b.words(c.holds) for c in session.board]])
    return [
        b.details("board", "Board plan", board, open=kind in ("frame-case", "small-groups", "second-part")),
        b.details(
            "poll", "Show of hands", b.prose(b.words(session.poll.question)),
            b.group("hands", *fields, style="form"), *_hand_out(run, hands), open=kind == "open-poll",
        ),
        b.details(
            "answers", "Answers of the readiness check", b.table(("Item", "Answer and why"), answers, style="page"),
            open=kind == "readiness",
        ),
        b.details(
            "asks", "Questions, and what to listen for", b.table(("Ask", "Listen for"), asks),
            open=kind == "plenary",
        ),
        b.details("traps", "Traps", b.table(("What goes wrong", "What to do"), traps)),
    ]  # fmt: skip


def _answer(letter: str, option: str, why: str) -> str:
    return f"{letter}. {option}. {why}"


def _hand_out(run: Run, hands: Mapping[int, int]) -> list[b.Block]:
    if not hands:
        return []
    content = poll_csv(run.session.poll, hands).encode()
    told = f"In the file options with fewer than {SMALL} hands say under {SMALL}, and no total is given."
    return [
        b.download("Hand out the counts (CSV)", f"{run.session.id}-poll.csv", content, "text/csv"),
        b.prose(b.quiet(told), style="muted"),
    ]
