"""Values that a format has no place for, as short texts ``name=value`` beside an item, and back into their types.

A field that joins a class later travels along without a change here.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from typing import Any


def leftover(value: Any, mapped: Collection[str]) -> tuple[str, ...]:
    """The fields of a dataclass value that are not ``mapped`` elsewhere, as ``name=value``; defaults are left out."""
    return tuple(
        f"{field.name}={_text(getattr(value, field.name))}"
        for field in fields(value)
        if field.name not in mapped and not _is_default(field, getattr(value, field.name))
    )


def from_leftover(shape: type, texts: Iterable[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The fields of a dataclass in texts ``name=value``, and the texts that name no field of it.

    Raises ValueError, naming the field, where a value does not fit its type.
    """
    hints = typing.get_type_hints(shape)
    found: dict[str, Any] = {}
    unknown = []
    for text in texts:
        name, sign, rest = text.partition("=")
        if not sign or name not in hints:
            unknown.append(text)
            continue
        found[name] = _value(hints[name], rest, name)
    return found, tuple(unknown)


def _is_default(field: Field[Any], value: Any) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return field.default is not MISSING and bool(value == field.default)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False, sort_keys=False)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    return str(value) if isinstance(value, str) else value


def _value(hint: Any, text: str, name: str) -> Any:
    if isinstance(hint, type) and issubclass(hint, str):
        return _typed(hint, text, name)
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{name} is not readable") from error
    return _typed(hint, plain, name)


def _typed(hint: Any, plain: Any, name: str) -> Any:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _either(arguments, plain, name)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        _must(isinstance(plain, dict), name)
        return {_typed(arguments[0], key, name): _typed(arguments[1], inner, name) for key, inner in plain.items()}
    if origin in (tuple, frozenset):
        _must(isinstance(plain, list), name)
        whole = origin is frozenset or (len(arguments) == 2 and arguments[1] is Ellipsis)
        _must(whole or len(plain) == len(arguments), name)
        return origin(_typed(arguments[0 if whole else at], item, name) for at, item in enumerate(plain))
    return _single(hint, plain, name)


def _either(arguments: tuple[Any, ...], plain: Any, name: str) -> Any:
    for choice in arguments:
        try:
            return _typed(choice, plain, name)
        except ValueError:
            continue
    raise ValueError(f"{name} is not what it should be")


def _single(hint: Any, plain: Any, name: str) -> Any:
    if hint is type(None):
        _must(plain is None, name)
        return None
    if hint is Any:
        return plain
    if is_dataclass(hint):
        return _block(hint, plain, name)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(plain)
    number = hint is float and isinstance(plain, int | float) and not isinstance(plain, bool)
    exact = isinstance(hint, type) and isinstance(plain, hint) and not (isinstance(plain, bool) and hint is not bool)
    _must(number or exact, name)
    return float(plain) if hint is float else plain


def _block(shape: Any, plain: Any, name: str) -> Any:
    hints = typing.get_type_hints(shape)
    _must(isinstance(plain, dict) and set(plain) <= set(hints), name)
    try:
        return shape(**{key: _typed(hints[key], inner, f"{name}.{key}") for key, inner in plain.items()})
    except TypeError as error:  # a field is missing
        raise ValueError(f"{name} is not complete") from error


def _must(holds: bool, name: str) -> None:
    if not holds:
        raise ValueError(f"{name} is not what it should be")
