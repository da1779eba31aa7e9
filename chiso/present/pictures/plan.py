"""Tasks of the plan by section and state."""

import pandas as pd

from chiso.present.chart import Chart, Series, values
from chiso.words import headlines

MOST = 10
# column -> words, role, the states of a deadline that it holds
GROUPS = {
    "done": ("đã xong", "good", ("done",)),
    "open": ("chưa đến hạn", "context", ("open", "standing", "earlier")),
    "waiting": ("chờ sự kiện", "grid", ("waiting", "unknown")),
    "overdue": ("quá hạn", "late_2", ("overdue",)),
}


def sections(tasks: pd.DataFrame) -> Chart:
    """One row per task (`section, state`) counted by section; a click means the section."""
    live = tasks[tasks["state"] != "dropped"].assign(section=lambda found: found["section"].fillna("–"))
    names = list(dict.fromkeys(live["section"]))
    frame = pd.DataFrame(
        {
            group: [int(live[live["section"] == name]["state"].isin(states).sum()) for name in names]
            for group, (_, _, states) in GROUPS.items()
        }
    ).assign(name=[f"Mục {name}" for name in names], key=names)
    late = frame[frame["overdue"] > 0].sort_values("overdue", ascending=False)
    pairs = list(zip(late["name"], late["overdue"], strict=True))
    shown = frame.head(MOST)
    return Chart(
        "stacked",
        tuple(shown["name"]),
        tuple(Series(words, values(shown[group]), role) for group, (words, role, _) in GROUPS.items()),
        headline=headlines.share(pairs, things="việc", rest="quá hạn", kind="mục"),
        note="Số nhiệm vụ từng mục; bấm một thanh để lọc danh sách",
        things="việc",
        keys=tuple(shown["key"].astype(str)),
    )
