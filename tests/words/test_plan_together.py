"""A plan's deadline that many units owe is one line of a list."""

import pandas as pd

from chiso.words.plan import together


def test_a_task_of_a_day_is_one_line_and_names_its_units_or_how_many_they_are() -> None:
    rows = [
        ("I.8", "2024-10-31", "Văn phòng"),
        ("V.5", "2024-11-01", "Nghiệp vụ 1"),
        ("V.5", "2024-11-01", "Nghiệp vụ 2"),
        ("V.5", "2024-11-01", "Thanh tra"),
        ("V.5", "2024-12-01", "Nghiệp vụ 1"),
        ("V.5", "2024-12-01", "Nghiệp vụ 2"),
        ("X.6", "2024-12-31", "Chưa có người nhận"),  # of two that have ended
        ("X.6", "2024-12-31", "Chưa có người nhận"),
        ("X.6", "2024-12-31", "Văn phòng"),
    ]
    frame = pd.DataFrame(rows, columns=["id", "due", "unit_name"])
    found = together(frame)
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("I.8", "2024-10-31", "Văn phòng"),
        ("V.5", "2024-11-01", "3 đơn vị"),
        ("V.5", "2024-12-01", "Nghiệp vụ 1; Nghiệp vụ 2"),
        ("X.6", "2024-12-31", "Văn phòng; Chưa có người nhận"),
    ]
    # of a paper that gives them the order
    whole = together(frame, lambda names: "các phòng" if "Thanh tra" in names else "")["unit_name"]
    assert [*whole][:3] == ["Văn phòng", "Các phòng", "Nghiệp vụ 1; Nghiệp vụ 2"]
    assert together(found[:0]).empty
