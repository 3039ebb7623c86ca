"""``portfolio``: add entries, see what is missing or weak, export the dossier."""

from __future__ import annotations

from pathlib import Path

import click

from cmo_pathways.cli.group import OneOf, family, file_option, full_path, home_option, json_option

FORMATS = ("pdf", "docx", "html", "md", "json-resume", "bibtex", "json")


def _audiences() -> tuple[str, ...]:
    from cmo_pathways.portfolio import audience_ids

    return audience_ids()


def _sections() -> tuple[str, ...]:
    from cmo_pathways.portfolio import load_sections

    return tuple(load_sections())


def _fields_of(section: str | None) -> str:
    from cmo_pathways.portfolio import load_sections

    fields = [] if section is None else [field.name for field in load_sections()[section].fields]
    return f" The fields of {section}: {', '.join(fields)}." if fields else ""


def _designs() -> tuple[str, ...]:
    from cmo_pathways.export import DESIGNS

    return DESIGNS


def _kinds() -> tuple[str, ...]:
    from cmo_pathways.portfolio import load_kinds

    return tuple(load_kinds())


def _languages() -> tuple[str, ...]:
    from cmo_pathways.portfolio import language_ids

    return language_ids()


def _files(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
    for name in value:
        if not name.strip() or "\0" in name:
            raise click.BadParameter("it is no file name", ctx=ctx, param=param)
    return tuple(map(full_path, value))


def _numbers(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[str, ...]:
    words = tuple(word.strip() for word in (value or "").split(",") if word.strip())
    for word in words:
        if not (word.isascii() and word.isdigit()):
            raise click.BadParameter(f'"{word[:40]}" is no number of a record', ctx=ctx, param=param)
    return words


_audience = OneOf("audience", _audiences)


@family("portfolio")
def portfolio() -> None:
    """The evidence of a learner."""


@portfolio.command("new", example='portfolio new --section credential --set title="CPE" --set year=2026')
@click.option("--section", type=OneOf("section", _sections), help="What kind of entry it is.")
@file_option("--file", help="YAML file with the fields, or - for standard input.")
@click.option("--set", "pairs", metavar="FIELD=VALUE", multiple=True, help="One field (may be repeated).")
@home_option
@json_option
def new(section: str | None, file: Path | None, pairs: tuple[str, ...], home: Path, as_json: bool) -> None:
    """Add one entry, after its fields have been checked.

    Give the fields with either --file or --set. The section may stand in the file as "section: impact". With a
    section and no fields, the fields are named.
    """
    if (file is None) == (not pairs):
        raise click.UsageError(f"Give the fields with either --file or --set.{_fields_of(section)}")
    from cmo_pathways.cli.tell_portfolio import tell_new

    tell_new(section, file, pairs, home, as_json)


@portfolio.command("import", example="portfolio import profile.zip publications.bib --yes")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, callback=_files)
@click.option("--yes", is_flag=True, help="Add what is new without asking.")
@click.option("--only", metavar="NUMBERS", callback=_numbers, help="Just these records, such as 1,4,5.")
@click.option("--skip", metavar="NUMBERS", callback=_numbers, help="All but these records.")
@home_option
@json_option
def import_files(
    files: tuple[Path, ...], yes: bool, only: tuple[str, ...], skip: tuple[str, ...], home: Path, as_json: bool
) -> None:
    """Show what files of other programs would add, and add it once you agree.

    JSON Resume, a LinkedIn archive (zip), BibTeX, RIS, PubMed NBIB, CSV, an Open Badge 3.0, and a dossier exported
    here (PDF or JSON). What you have already is recognized; a record that cannot be read is listed with its
    line. Nothing is added before you agree.
    """
    from cmo_pathways.cli.tell_import import tell_import

    tell_import(files, only, skip, yes, home, as_json)


@portfolio.command("check", example="portfolio check --audience hospital-board")
@click.option("--audience", metavar="ID", type=_audience, default="hospital-board", show_default=True)
@click.option("--acknowledge", metavar="CODE", multiple=True, help="You looked at this hit and it is harmless.")
@home_option
@json_option
def check(audience: str, acknowledge: tuple[str, ...], home: Path, as_json: bool) -> None:
    """List what is missing or weak for an audience, and what could name a patient."""
    from cmo_pathways.cli.tell_portfolio import tell_check

    tell_check(audience, home, as_json, acknowledge)


@portfolio.command("export", example="portfolio export --audience hospital-board --out dossier.pdf")
@click.option("--audience", metavar="ID", type=_audience, default="hospital-board", show_default=True, help="For whom.")
@click.option(
    "--format", "form", metavar="FORMAT", type=OneOf("format", lambda: FORMATS), default="pdf", show_default=True,
    help=f"One of {', '.join(FORMATS)}.",
)  # fmt: skip
@file_option("--out", help="The file to write (else exports/ in your folder).")
@click.option(
    "--paper", metavar="PAPER", type=OneOf("paper", lambda: ("letter", "a4")), default="letter", show_default=True,
    help="letter or a4.",
)  # fmt: skip
@click.option("--design", metavar="ID", type=OneOf("design", _designs), help="In place of the audience's own design.")
@click.option(
    "--kind", metavar="KIND", type=OneOf("kind of document", _kinds), default="dossier", show_default=True,
    help="dossier, cv, brief, cover, bio-150, bio-50 or profile.",
)  # fmt: skip
@click.option(
    "--lang", "language", metavar="ID", type=OneOf("language", _languages), default="en", show_default=True,
    help="The language of headings and labels; your own words stay as they are.",
)  # fmt: skip
@click.option("--hashes", is_flag=True, help="Also write FILE.sha256: this file and your evidence, for sha256sum -c.")
@home_option
@json_option
def export(
    audience: str,
    form: str,
    out: Path | None,
    paper: str,
    design: str | None,
    kind: str,
    language: str,
    hashes: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Write the dossier as a file; the same entries on the same day give the same bytes."""
    from cmo_pathways.cli.tell_portfolio import Style, tell_export

    tell_export(audience, form, out, Style(paper, design, kind, language, hashes), home, as_json)
