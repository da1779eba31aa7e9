"""What the marts of a home keep, against the same made anew."""

from chiso.core import settings
from chiso.store import Store
from chiso.store.marts import MARTS


def stale(store: Store, agency: str | None = None) -> dict[str, list[tuple[object, ...]]]:
    """{mart: rows that are kept and would not be made, or the other way round}; empty where every mart is right."""
    found = {}
    with store._cursor() as cursor:
        for mart in MARTS.values():
            made = (settings.QUERIES / "marts" / f"{mart}.sql").read_text(encoding="utf-8")
            own = "" if agency is None else f" where agency = '{agency}'"
            kept, anew = f"(from {mart}{own})", f"(from (\n{made}\n){own})"
            rows = cursor.execute(
                f"({kept} except all {anew}) union all ({anew} except all {kept})"
            ).fetchall()
            if rows:
                found[mart] = rows
    return found
