"""How exports print dates and numbers as text."""

from datetime import date

from chiso.demo.writers import Cell


def vn(day: date | None) -> str | None:
    """dd/mm/yyyy as text."""
    return day.strftime("%d/%m/%Y") if day else None


def decimal(value: float, digits: int = 2) -> str:
    """A number with a decimal comma, as text."""
    return f"{value:.{digits}f}".replace(".", ",")


def dotted(value: Cell) -> Cell:
    """A whole number with thousands dots, as text; anything else as it is."""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value
