"""How a task of a plan stands, as its days do. Pure."""

import pandas as pd

# Which state a task with several days has: the first of these that one of them has.
_WORST = ("overdue", "open", "waiting", "unknown", "standing", "done", "dropped")


def one_per_task(plan: pd.DataFrame, *by: str) -> pd.DataFrame:
    """One row per task of figures.plan, and `by` beside it, in the state of its most urgent day and in the order of the
    plan. A task that goes on ("thường xuyên") stands until somebody says that it is done, also where all is handed in
    that it owed by a day."""
    order = plan["state"].map({state: place for place, state in enumerate(_WORST)})
    urgent_first = plan.assign(order=order).sort_values("order", kind="stable")
    tasks = urgent_first.drop_duplicates(["key", *by]).sort_index(kind="stable")
    is_ended = tasks["is_finished"].fillna(False).astype(bool) | (tasks["schedule_kind"] != "standing")
    return tasks.assign(state=tasks["state"].mask((tasks["state"] == "done") & ~is_ended, "standing"))
