"""The list of commands: where each one lives and what it does, in the words of the overview."""

from __future__ import annotations

from typing import NamedTuple


class Entry(NamedTuple):
    """One command: its name, the module of this package that defines it, and what it does."""

    name: str
    module: str
    does: str


FAMILIES: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Begin",
        (
            Entry("lab", "opening", "open the lessons in JupyterLab"),
            Entry("app", "opening", "open the same screens as plain pages, without notebooks"),
            Entry("demo", "demo", "fill a fresh folder with an invented physician and export the PDF"),
            Entry("doctor", "opening", "say what works on this computer and how to mend the rest"),
        ),
    ),
    (
        "Where you stand",
        (
            Entry("status", "standing", "say how far you are and the next best step"),
            Entry("assess", "standing", "record ratings from a CSV or JSON file"),
            Entry("gaps", "standing", "rank the gaps between you and a role"),
            Entry("feedback", "feedback", "ask colleagues offline, collect sealed answers, read the report"),
        ),
    ),
    (
        "How you get there",
        (
            Entry("routes", "routes", "list alternative routes to a role with years and cost"),
            Entry("career", "career", "hand the career map to other programs; find your steps in a resume"),
            Entry("plan", "plan", "plan activities that close the gaps within hours, money and months"),
        ),
    ),
    (
        "Practice",
        (Entry("case", "case", "list, read, play, check and print cases"),),
    ),
    (
        "How you prove it",
        (
            Entry("portfolio", "portfolio", "add entries, see what is missing, export the dossier"),
            Entry("results", "results", "hand your levels to other systems: Open Badges, xAPI"),
            Entry("share", "share", "hand your instructor what you tick, or take it back"),
        ),
    ),
    (
        "Teach",
        (
            Entry("session", "session", "list, show, print and check the sessions of a fellowship"),
            Entry("cohort", "cohort", "take in what your fellows share, see who shared what, grade"),
        ),
    ),
    (
        "Content",
        (
            Entry("show", "show", "show a competency, role, step, activity, figure or source"),
            Entry("check", "check", "check all content, or one file of yours"),
            Entry("framework", "framework", "what a version of the skill map changed; CASE and Moodle files"),
        ),
    ),
    (
        "Your data",
        (
            Entry("ledger", "ledger", "export or import everything you entered, exactly"),
            Entry("backup", "ledger", "write one file with everything"),
            Entry("restore", "ledger", "put a backup back"),
            Entry("erase", "ledger", "remove what should never have been typed, or everything"),
        ),
    ),
)

COMMANDS = {entry.name: entry for _, entries in FAMILIES for entry in entries}


def overview() -> str:
    """The page that ``cmo-pathways --help`` shows."""
    width = max(map(len, COMMANDS)) + 2
    lines = ["From a first self-rating to the Chief Medical Officer's office.", ""]
    lines += ["Usage: cmo-pathways COMMAND [OPTIONS]", ""]
    for title, entries in FAMILIES:
        lines += [title, *(f"  {entry.name:<{width}}{entry.does}" for entry in entries), ""]
    lines += [
        "Every command explains itself, as in: cmo-pathways gaps --help",
        "Your folder is --home DIR, or CMO_PATHWAYS_HOME, or the usual place for user data. Nothing leaves it.",
    ]
    return "\n".join(lines)
