"""The declared shape of each export: fields, header aliases, kinds, words of choices (pure data)."""

from chiso.intake.datasets.shape import Dataset, Field

__all__ = ["Dataset", "Field"]
