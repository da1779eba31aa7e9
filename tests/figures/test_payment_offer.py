"""Which procedures with a fee can be paid on the web, by the list of procedures: rows by hand."""

from datetime import date
from typing import Any

from chiso import figures
from chiso.figures.ask import Asked
from chiso.store import Store
from tests.worlds.import_world import World

DAY = date(2024, 10, 31)


def procedure(code: str, has_fee: bool, is_paid: bool | None) -> dict[str, Any]:
    row = {"procedure_code": code, "procedure_name": f"Thủ tục {code}", "unit_text": "Văn phòng"}
    return row | {"has_fee": has_fee, "has_online_payment": is_paid}


def offered(store: Store) -> tuple[float | None, float | None]:
    found = figures.values(store, Asked(agency="stp", as_of=DAY), "payment_offer_rate").one(
        "payment_offer_rate"
    )
    return (found.numerator, found.denominator) if found else (None, None)


LISTED = [
    procedure("1", True, True),
    procedure("2", True, True),
    procedure("3", True, False),
    procedure("4", False, True),
]


def test_of_procedures_with_a_fee_those_that_can_be_paid_on_the_web(store: Store) -> None:
    World(store).put(LISTED, "30/9", dataset="procedures")
    assert offered(store) == (2, 3)


def test_what_a_list_does_not_say_is_unknown(store: Store) -> None:
    World(store).put([*LISTED, procedure("5", True, None)], "30/9", dataset="procedures")
    assert offered(store) == (None, None)


def test_what_the_office_reported_of_the_year_stays(store: Store) -> None:
    World(store).put(LISTED, "30/9", dataset="procedures")
    told = {
        "indicator": "payment_offer_rate",
        "date": date(2024, 6, 30),
        "numerator": 9.0,
        "denominator": 10.0,
    }
    World(store).put([told], "30/6", dataset="measurements")
    assert offered(store) == (9, 10)
