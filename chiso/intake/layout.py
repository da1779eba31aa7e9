"""Which sheet, which rows are the header, which dataset, what the title says (pure)."""

from chiso.intake.layout_types import Answers, Candidate, Layout, Ticked, Unrecognised, Wide, WideEntry

__all__ = ["Answers", "Candidate", "Layout", "Ticked", "Unrecognised", "Wide", "WideEntry"]
