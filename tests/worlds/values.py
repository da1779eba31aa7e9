"""Judged values made by hand, for tests of what is said and drawn about them."""

from dataclasses import fields
from datetime import date
from typing import Any

from chiso.figures.judging import Value

_CALM = {
    "as_of": date(2024, 10, 31),
    "day": date(2024, 10, 31),
    "lacking": (),
    "is_range": False,
    "steps": (),
    "kind": "rate",
    "reported": False,
    "small_base": False,
    "entries": 1,
    "state": "no_target",
}


def made(**given: Any) -> Value:
    """A value with the fields given; the others say nothing."""
    return Value(**{field.name: None for field in fields(Value)} | _CALM | given)
