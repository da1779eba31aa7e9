"""The colours of the charts, light and dark. Checked for contrast and for the three colour deficiencies."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours by meaning, as hex."""

    name: str
    background: str
    text: str
    gray: str  # notes, tick labels
    accent: str
    unfinished: str  # a month that is not over
    alarm: str
    warning: str
    good: str
    axis: str
    context: str  # what is only there to compare with
    grid: str
    border: str
    late: tuple[str, str, str, str]  # from just late to long late
    late_text: tuple[str, str, str, str]  # the number inside such a bar

    @property
    def colorway(self) -> tuple[str, ...]:
        """Series colours in order."""
        return (self.accent, self.axis, self.alarm, self.warning, self.good, self.gray)


# Three lateness steps were drawn; the rules count four age bands, so one step lies between the first two.
LIGHT = Palette(
    name="light",
    background="#FFFFFF",
    text="#17212B",
    gray="#4A5865",
    accent="#0B5A8F",
    unfinished="#9CC2DE",
    alarm="#B42318",
    warning="#B86E00",
    good="#0E7566",
    axis="#82909D",
    context="#B9C4CE",
    grid="#E8EDF1",
    border="#D5DDE5",
    late=("#F2B5AE", "#E28B81", "#CB4A3D", "#8C130B"),
    late_text=("#17212B", "#17212B", "#FFFFFF", "#FFFFFF"),
)
DARK = Palette(
    name="dark",
    background="#10171E",
    text="#E8EDF2",
    gray="#B4C0CB",
    accent="#6DB3E8",
    unfinished="#2F5B7B",
    alarm="#FF8A7A",
    warning="#F2B84B",
    good="#5CC7B2",
    axis="#7C8B99",
    context="#4B5A67",
    grid="#26323C",
    border="#33424F",
    late=("#7A3A34", "#A85147", "#D8695B", "#FFB8AE"),
    late_text=("#FFFFFF", "#FFFFFF", "#10171E", "#10171E"),
)

# Working days late, as the office groups them.
AGE_BANDS = ("1–3", "4–7", "8–30", "> 30")


def palette(theme: "str | Palette | None") -> Palette:
    """The palette of a theme name; anything unknown is light."""
    if isinstance(theme, Palette):
        return theme
    return DARK if theme == "dark" else LIGHT
