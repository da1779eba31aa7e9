"""A figure as it is sent."""

from functools import cached_property
from typing import Any

import plotly.graph_objects as go


class Figure(go.Figure):  # type: ignore[misc]  # plotly says nothing of its types
    """What is sent of a chart, which nobody changes once it is drawn. Plotly's own objects copy all of it several
    times, four fifths of what drawing costs: they are made where somebody asks for them."""

    def __init__(self, drawn: dict[str, Any]) -> None:
        self._drawn = drawn

    def to_dict(self) -> dict[str, Any]:
        return self._drawn

    @cached_property
    def _whole(self) -> go.Figure:
        return go.Figure(self._drawn, _validate=False)

    @property
    def data(self) -> Any:
        """The traces."""
        return self._whole.data

    @property
    def layout(self) -> Any:
        """Axes, labels, shapes."""
        return self._whole.layout
