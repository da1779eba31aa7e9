"""What the office of the demonstration entered on pages: progress of the plan, causes of late work, conclusions."""

from datetime import date

from chiso import figures
from chiso.desk import meetings, office
from chiso.people.actor import Actor
from chiso.store import Store

AGENCY = "stp"
LAST_DAY = date(2024, 10, 31)
WHO = Actor("trình diễn", "admin")

# Tasks with several deadlines: done up to this day (section, number).
_DONE_UNTIL = {
    ("I", "5"): date(2024, 9, 30),
    ("I", "8"): date(2024, 9, 30),
    ("II", "5"): date(2024, 2, 20),
    ("III", "1"): date(2024, 7, 30),
    ("III", "13"): date(2024, 9, 30),
    ("V", "5"): date(2024, 6, 15),
}
_CAUSES = (
    ("Chờ phối hợp", "2024-11-06"),
    ("Quên thao tác", "2024-11-01"),
    ("Thiếu hồ sơ", "2024-11-08"),
    ("Chờ phối hợp", "2024-11-12"),
)
_CONCLUSIONS = (
    ("stp-nv2", "Rà soát, giải quyết dứt điểm các hồ sơ lý lịch tư pháp quá hạn", date(2024, 11, 8), None),
    (
        "stp-vp",
        "Cử thêm người hỗ trợ nộp hồ sơ trực tuyến tại Bộ phận Một cửa",
        date(2024, 10, 25),
        date(2024, 10, 24),
    ),
    ("stp-nv1", "Báo cáo nguyên nhân hồ sơ trễ hạn của công chức thụ lý", date(2024, 10, 28), None),
)


def enter(store: Store) -> None:
    """Enters them; keys come from the imported rows."""
    with store.transaction():
        for task in store.rows("figures/plan_tasks", agency=AGENCY, as_of=LAST_DAY):
            day = _DONE_UNTIL.get((task["section"], task["no"]))
            if day:
                changes: dict[str, str | None] = {"done_until": day.isoformat()}
                office.enter(store, WHO, AGENCY, "plan_tasks", {task["key"]: changes})
        overdue = figures.overdue(store, figures.Asked(agency=AGENCY, as_of=LAST_DAY), "dossiers")
        for key, (cause, promised) in zip(overdue["key"], _CAUSES, strict=False):
            changes = {"cause": cause, "promised_on": promised}
            office.enter(store, WHO, AGENCY, "dossiers", {key: changes})
        for unit_id, text, due_on, closed_on in _CONCLUSIONS:
            made = meetings.Commitment(
                AGENCY,
                date(2024, 10, 21),
                unit_id,
                text,
                due_on,
                status=meetings.FINISHED if closed_on else meetings.OPEN,
                closed_on=closed_on,
            )
            meetings.add(store, WHO, made)
