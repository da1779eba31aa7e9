"""Declarations of data/*.toml as dataclasses: every key known, of the right type, none missing."""

import dataclasses
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_origin

Texts = tuple[str, ...]


class DeclarationError(Exception):
    """A mistake in a declaration: for developers, so in English with file and key."""


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeclarationError(f"{path.name}: {error}") from error


def as_declared(kind: type[Any], table: Mapping[str, Any], where: str, **given: Any) -> Any:
    """An instance of a dataclass from a table: every key known, of the right type, none missing."""
    known = {f.name: f for f in dataclasses.fields(kind) if f.init and f.name not in given}
    if strange := table.keys() - known.keys():
        raise DeclarationError(f"{where}: unknown key {', '.join(sorted(strange))}")
    needed = {name for name, f in known.items() if f.default is f.default_factory is dataclasses.MISSING}
    if missing := needed - table.keys():
        raise DeclarationError(f"{where}: missing {', '.join(sorted(missing))}")
    held = {key: _value(known[key].type, value, f"{where}: {key}") for key, value in table.items()}
    return kind(**given, **held)


def _value(hint: Any, value: Any, where: str) -> Any:
    """A TOML value as the dataclass holds it: text, flag, tuple of texts, or a mapping of codes to these."""
    if hint in (str, bool) and isinstance(value, hint):
        return value
    if hint == Texts and isinstance(value, list) and all(isinstance(text, str) for text in value):
        return tuple(value)
    if get_origin(hint) is Mapping and isinstance(value, dict):
        kind = get_args(hint)[1]
        return MappingProxyType({code: _value(kind, one, f"{where}.{code}") for code, one in value.items()})
    raise DeclarationError(f"{where}: {value!r} is not what belongs there")
