"""What the maker of a figure says about it: what is shown, in which unit, how its columns are called."""

from __future__ import annotations

from dataclasses import dataclass

from cmo_pathways.charts.typeface import clean


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a figure.

    ``about`` says what is shown, ``unit`` of its values, ``columns`` are the names of what was given, in order,
    ``labels`` the names of its rows and ``rows_are`` what a row is (month, unit). ``better`` is ``higher``, ``lower``
    or empty; ``invented`` marks made-up data.
    """

    about: str
    unit: str = ""
    columns: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    rows_are: str = ""
    better: str = ""
    invented: bool = False

    def column(self, at: int, otherwise: str) -> str:
        """The name of a column for a heading, or other words where it has none."""
        return heading(self.columns[at]) if at < len(self.columns) else otherwise

    def side(self, side: str) -> str:
        """What lying ``above`` or ``below`` means: improvement, concern, or neither."""
        if not self.better or not side:
            return ""
        return "improvement" if (side == "above") == (self.better == "higher") else "concern"


def heading(name: str) -> str:
    """The name of a column as a heading: ``device_days`` becomes Device days."""
    words = clean(name.replace("_", " "))
    return words[:1].upper() + words[1:]


def with_unit(number: str, unit: str) -> str:
    """A number with its unit as a reader says it: ``USD 0.7 million``, ``59.7 %``, ``4 hours``."""
    if unit.startswith("USD"):
        return f"USD {number}{unit.removeprefix('USD').replace(' 1,000', ' thousand')}"
    if unit.endswith(" USD"):
        return f"USD {number} {unit.removesuffix(' USD')}"
    return f"{number} {unit}".strip()


def count_words(count: int, noun: str) -> str:
    """A number with its noun: ``1 unit``, ``3 units``."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
