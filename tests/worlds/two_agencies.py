"""Two agencies of one province: the small world, and the same records each with what the next one says."""

from typing import Any

import pandas as pd

from tests.worlds import small_world

# "Văn phòng" is taught in both agencies and means a unit of each.
OTHER_UNITS = {small_world.HCTP: "Thanh tra Sở", small_world.ONE_STOP: "Lãnh đạo"}


def turned(rows: list[dict[str, Any]], *keys: str) -> list[dict[str, Any]]:
    """The same keys, each with what the next row says: the same record of another agency is another one."""
    following = [*rows[1:], rows[0]]
    return [
        {
            **other,
            **{key: row[key] for key in keys},
            **({"unit": OTHER_UNITS.get(other["unit"], other["unit"])} if other.get("unit") else {}),
        }
        for row, other in zip(rows, following, strict=True)
    ]


OF_STP = {
    "dossiers": small_world.DOSSIERS,
    "tasks": small_world.TASKS,
    "petitions": [{**row, "unit": small_world.VP} for row in small_world.PETITIONS],
    "procedures": small_world.PROCEDURES,
    "measurements": small_world.MEASUREMENTS,
    "service_index": small_world.SERVICE_INDEX,
    "plan_tasks": [{**row, "plan": "Kế hoạch CCHC năm 2024"} for row in small_world.PLAN_TASKS],
    "joint_dossiers": [{**row, "procedure_name": "Cấp phép"} for row in small_world.JOINT],
}
OF_SCT = {
    "dossiers": turned(small_world.DOSSIERS, "dossier_id")[:-3],
    "tasks": turned(small_world.TASKS, "document_no")[:-4],
    "petitions": turned(OF_STP["petitions"], "petition_id")[:-2],
    "procedures": turned(small_world.PROCEDURES, "procedure_code", "procedure_name"),
    "measurements": [{**small_world.MEASUREMENTS[0], "numerator": 7.0}],
    "service_index": [{**small_world.SERVICE_INDEX[0], "score": 12.0}],
    "plan_tasks": OF_STP["plan_tasks"][:4],
    "joint_dossiers": turned(OF_STP["joint_dossiers"], "dossier_id")[:-2],
}


def same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    """The same rows; what is missing is missing, whatever type the column took."""
    left, right = (frame.reset_index(drop=True).astype(object) for frame in (found, expected))
    pd.testing.assert_frame_equal(left.where(left.notna(), None), right.where(right.notna(), None))
