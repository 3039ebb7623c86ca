"""The click side of the command line: commands that load when used, options that all share, usage errors in words."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click
from click.exceptions import NoArgsIsHelpError

from cmo_pathways.cli.commands import COMMANDS, overview
from cmo_pathways.cli.output import WIDTH, say

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": WIDTH}
F = TypeVar("F", bound=Callable[..., Any])


class Command(click.Command):
    """A command whose help ends with an example line."""

    def __init__(self, *args: Any, example: str = "", **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.example = example

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Add the example."""
        if self.example:
            with formatter.section("Example"):
                formatter.write_text(f"cmo-pathways {self.example}")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, printing the way all our answers are printed."""
        return _said_by_us(super().get_help_option(ctx))


class Family(click.Group):
    """A command with commands below it."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they are defined."""
        return list(self.commands)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The help option, printing the way all our answers are printed."""
        return _said_by_us(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of that name; a near miss is named."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is not None:
            return name, command, args[1:]
        if name.startswith("-"):
            raise click.NoSuchOption(name, ctx=ctx)
        raise click.UsageError(_no_command(ctx.command_path, name, self.list_commands(ctx)), ctx=ctx)


class _Root(Family):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cmo_pathways.cli.{COMMANDS[cmd_name].module}")
        command = getattr(module, cmd_name)
        assert isinstance(command, click.Command)
        return command

    def get_help(self, ctx: click.Context) -> str:
        return overview()


root = _Root("cmo-pathways", context_settings=_SETTINGS, no_args_is_help=False)


def now() -> datetime:
    """The time that new events carry: the one clock of the command line."""
    return datetime.now(UTC)


def command(name: str, *, example: str, **settings: Any) -> Callable[[F], Command]:
    """Declare a command of the root; its first line of help comes from the overview."""
    return click.command(
        name, cls=Command, example=example, help=_first_line(name, settings.pop("more", "")), **settings
    )


def family(name: str) -> Callable[[F], Family]:
    """Declare a command with commands below it."""
    return click.group(name, cls=Family, help=_first_line(name, ""))


def home_option(function: F) -> F:
    """``--home DIR``, given on as a path; without it CMO_PATHWAYS_HOME or the usual place counts."""
    words = "Your folder (else CMO_PATHWAYS_HOME, else the usual place for user data)."
    return click.option("--home", metavar="DIR", callback=_home, help=words)(function)


def demo_home_option(function: F) -> F:
    """``--home DIR`` of the demonstration, which without one keeps clear of the learner's own folder."""
    words = "A fresh folder (else CMO_PATHWAYS_HOME, else cmo-pathways-demo in the usual place for user data)."
    return click.option("--home", metavar="DIR", callback=_demo_home, help=words)(function)


def json_option(function: F) -> F:
    """``--json``, given on as ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")(function)


class Whole(click.ParamType[int]):
    """A whole number within limits."""

    name = "number"

    def __init__(self, low: int, high: int) -> None:
        self._low, self._high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises BadParameter with the limits."""
        text = str(value).replace("_", "x").strip()
        try:
            number = int(text)
        except ValueError:
            number = self._low - 1
        if not self._low <= number <= self._high:
            self.fail(f'"{value}" is no whole number from {self._low:,} to {self._high:,}.', param, ctx)
        return number


class Amount(click.ParamType[float]):
    """A number such as 6, 6.5 or 20,000."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number. Raises BadParameter for anything else."""
        try:
            return float(str(value).replace(",", "").replace("_", "x"))
        except ValueError:
            self.fail(f'"{value}" is no number', param, ctx)


class OneOf(click.ParamType[str]):
    """One of the words that exist; the words are read when they are needed."""

    name = "word"

    def __init__(self, noun: str, words: Callable[[], Sequence[str]]) -> None:
        self._noun, self._words = noun, words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word. Raises BadParameter that lists the words there are."""
        if value not in self._words():
            self.fail(f'there is no {self._noun} "{value}". Use {listed(self._words(), "or")}.', param, ctx)
        return str(value)


def listed(words: Sequence[str], joint: str) -> str:
    """Words for a sentence: ``pdf, json or md``."""
    return f" {joint} ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def file_argument(name: str, metavar: str, *, required: bool = True) -> Callable[[F], F]:
    """A file name, given on as a path that may not be there."""
    return click.argument(name, metavar=metavar, required=required, callback=_path)


def file_option(*names: str, help: str, required: bool = False) -> Callable[[F], F]:
    """An option with a file name, given on as a path that may not be there."""
    return click.option(*names, metavar="FILE", required=required, callback=_path, help=help)


def full_path(text: str) -> Path:
    """A path with the home folder in the place of ``~``; as it stands where ``~name`` is nobody on this computer."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def usage_sentence(error: click.UsageError) -> str:
    """A usage error in one or two sentences, with a suggestion for what was mistyped."""
    path = error.ctx.command_path if error.ctx else "cmo-pathways"
    help_line = f'See "{path} --help".'
    if isinstance(error, click.NoSuchOption):
        return _no_option(error, path)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        kind = "option" if error.param.param_type_name == "option" else "argument"
        return f"The {kind} {_shown(error.param)} is missing. {_example(error) or help_line}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"The value of {_shown(error.param)} cannot be used: {_ended(error.message)}"
    if isinstance(error, NoArgsIsHelpError) and isinstance(error.ctx.command, click.Group):
        return f'"{path}" needs one of these after it: {", ".join(error.ctx.command.list_commands(error.ctx))}.'
    message = error.format_message()
    if message.startswith("Got unexpected extra argument"):
        extra = message.partition("(")[2].rstrip(")")
        return f'"{path}" does not take "{extra}". {_example(error) or help_line}'
    return _ended(message) if message[-1:] in "?." else f"{_ended(message)} {help_line}"


def _first_line(name: str, more: str) -> str:
    does = COMMANDS[name].does
    return f"{does[0].upper()}{does[1:]}." + (f"\n\n{more}" if more else "")


def _home(ctx: click.Context, param: click.Parameter, value: str | None) -> Path:
    if value is not None and not value.strip():
        raise click.BadParameter("it is empty; give a folder", ctx=ctx, param=param)
    from cmo_pathways.workspace import home_folder

    return home_folder(None if value is None else Path(value), os.environ)


def _demo_home(ctx: click.Context, param: click.Parameter, value: str | None) -> Path:
    home = _home(ctx, param, value)
    chosen = value is not None or os.environ.get("CMO_PATHWAYS_HOME", "").strip()
    return home if chosen else home.with_name("cmo-pathways-demo")


def _path(ctx: click.Context, param: click.Parameter, value: str | None) -> Path | None:
    if value is not None and (not value.strip() or "\0" in value):
        raise click.BadParameter("it is no file name", ctx=ctx, param=param)
    return None if value is None else full_path(value)


def _said_by_us(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.callback = _show_help
    return option


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        say(ctx.get_help())
        ctx.exit()


def _no_option(error: click.NoSuchOption, path: str) -> str:
    if error.ctx is not None and error.ctx.parent is None:
        return (
            f'There is no option "{error.option_name}" here. Options stand after the command, as in: '
            "cmo-pathways status --json"
        )
    known = [name for param in (error.ctx.command.params if error.ctx else []) for name in param.opts]
    near = difflib.get_close_matches(error.option_name, known, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]}?" if near else f'See "{path} --help".'
    return f'"{path}" has no option "{error.option_name}". {hint}'


def _no_command(path: str, name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f'Did you mean "{path} {near[0]}"?' if near else f"Use one of these: {', '.join(known)}."
    return f'There is no command "{path} {name}". {hint}'


def _shown(param: click.Parameter) -> str:
    if param.param_type_name == "option":
        return max(param.opts, key=len)
    return param.human_readable_name


def _example(error: click.UsageError) -> str:
    example = getattr(error.ctx.command if error.ctx else None, "example", "")
    return f"Give it as in: cmo-pathways {example}" if example else ""


def _ended(text: str) -> str:
    text = text.strip()
    return text if text[-1:] in ".?" else f"{text}."
