"""The page Vì sao: a figure's change, its parts, their records, its months; reached from a figure, in no menu."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from chiso import figures
from chiso.figures.ask import Asked
from chiso.figures.why import DIMENSIONS
from chiso.people.actor import Actor
from chiso.store import Store
from chiso.web.shell import access
from chiso.words import drivers
from tests.worlds.apps import opened, shown
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN

ASKED = Asked(agency="stp", as_of=date(2024, 10, 31))
CODES = {
    "unit": "don-vi",
    "procedure": "thu-tuc",
    "field": "linh-vuc",
    "channel": "hinh-thuc",
    "official": "cong-chuc",
}


def table(app: AppTest, column: str) -> list[dict[str, object]]:
    """The rows of the table that has that column."""
    return next(one.value.to_dict("records") for one in app.dataframe if column in one.value)


@pytest.mark.parametrize("by", DIMENSIONS)
def test_every_part_stands_in_the_table_and_opens_its_records(demo: Store, by: str) -> None:
    """The list of the strongest part has as many rows as the part says; the periods take turns."""
    found = figures.explain(demo, ASKED, "online_rate", by)  # type: ignore[arg-type]
    strongest = next(part for part in found.parts if part.part is not None and not part.small_base)
    query = {"chi_tieu": "online_rate", "theo": CODES[by], "thanh_phan": str(strongest.part)}
    is_earlier = DIMENSIONS.index(by) % 2 == 1  # type: ignore[arg-type]
    base = (strongest.before_denominator if is_earlier else strongest.denominator) or 0
    app = opened("vi_sao", **query, ky="truoc" if is_earlier else "nay")
    assert not app.exception
    assert app.title[0].value == "Vì sao hồ sơ trực tuyến tăng từ 19,2% lên 52,2%?"
    names = [str(row["name"]).removesuffix(" *") for row in table(app, "share")]
    assert names == ["Tất cả", *(part.part_name for part in found.parts)]
    rows = [one.value for one in app.dataframe if "dossier_id" in one.value]
    assert base > 100
    said = f"{base:,}".replace(",", ".")
    assert f"trong {said}; tệp tải về" in " ".join(one.value for one in app.markdown)
    assert sum(map(len, rows)) == 100


def test_the_address_chooses_indicator_day_and_comparison(demo: Store) -> None:
    app = opened("vi_sao", chi_tieu="on_time_rate", den="2024-06-30", moc="2024-03-31", theo="don-vi")
    found = figures.explain(
        demo, Asked(agency="stp", as_of=date(2024, 6, 30)), "on_time_rate", "unit", date(2024, 3, 31)
    )
    whole = table(app, "share")[0]
    assert (whole["name"], whole["base"]) == ("Tất cả", found.after.denominator)
    assert app.title[0].value.startswith("Vì sao hồ sơ đúng hạn ")
    (day,) = (one.value for one in app.selectbox if one.label == "So với ngày")
    assert day == date(2024, 3, 31)


@pytest.mark.parametrize(
    "query",
    [
        {"chi_tieu": "overdue_dossiers"},  # no rate: the first that is one
        {"theo": "cong-chuc", "chi_tieu": "petition_on_time_rate"},  # petitions name no official
        {"moc": "2030-01-01"},
        {"thanh_phan": "không có"},
    ],
    ids=str,
)
def test_an_address_that_asks_for_what_is_not_there_shows_the_usual(
    demo: Store, query: dict[str, str]
) -> None:
    app = opened("vi_sao", **query)
    assert not app.exception
    assert not app.error
    assert app.title[0].value.startswith("Vì sao ")


def test_parts_of_few_records_are_marked_and_none_is_called_the_strongest(demo: Store) -> None:
    app = opened("vi_sao", chi_tieu="petition_satisfied_rate", moc="2024-09-30")
    names = [str(row["name"]) for row in table(app, "share")]
    assert names[0] == "Tất cả"
    assert all(name.endswith(" *") for name in names[1:])
    texts = [one.value for one in app.markdown]
    assert "## Chưa đủ cơ sở so sánh các đơn vị" in texts
    assert not [text for text in texts if "Góp nhiều nhất" in text]


def test_a_figure_leads_there_and_no_menu_does(demo: Store) -> None:
    for actor in (ADMIN, Actor("xem", "viewer")):
        assert "vi-sao" not in [entry.path for entry in access.menu(actor)]
    app = opened("don_vi", don_vi="stp-nv2")
    app.button(key="vi_sao_dien_bien").click().run()
    assert not app.exception
    assert app.title[0].value.startswith("Vì sao hồ sơ trực tuyến")
    assert app.query_params == {"don_vi": "stp-nv2", "chi_tieu": "online_rate"}


def listed(app: AppTest) -> list[str]:
    """The dossiers in the lists of a page."""
    assert not app.exception
    return sorted(str(one) for frame in app.dataframe for one in frame.value.get("dossier_id", ()))


def test_behind_a_month_stands_all_of_it_or_as_much_as_was_asked(store: Store) -> None:
    """The CCHC year begins on 15/12: the chart of whole months has the five dossiers of December, of which its list had
    the two that came after. Of a month within which a chosen range begins the bar has two; its list had four."""
    world = World(store)
    days = {"5/12/2023": 3, "20/12/2023": 2, "5/1": 2, "20/1": 2, "5/2": 4}
    rows = [
        dossier(f"{day}-{number}", received_at=day, due_at="30/9", unit_text="Văn phòng", channel="online")
        for day, many in days.items()
        for number in range(many)
    ]
    world.put(rows, date(2024, 2, 29), period=(date(2023, 12, 1), date(2024, 2, 29)))
    store.set_fact("demonstration", "true")
    december = [f"{day}-{number}" for day in ("20/12/2023", "5/12/2023") for number in range(days[day])]
    with shown(store):
        assert listed(opened("vi_sao", chi_tieu="online_rate", thang="2023-12")) == december
        of_unit = opened("don_vi", don_vi="stp-vp", dien_bien_thang="2023-12")
        assert set(listed(of_unit)) >= set(december)
        online = {"tung_thang": "2024-01", "den": "2024-02-29"}
        assert listed(opened("truc_tuyen", **online)) == ["20/1-0", "20/1-1", "5/1-0", "5/1-1"]
        assert listed(opened("truc_tuyen", **online, tu="2024-01-15")) == ["20/1-0", "20/1-1"]


def test_a_day_before_all_files_is_not_offered_but_the_first_that_they_speak_of(store: Store) -> None:
    """August's dossiers alone, looked at on 31/8, and with July's: a year, a quarter and a month before that nothing is
    known; ten of each month, of which two and six came online."""
    world = World(store)
    for month, online in ((7, 2), (8, 6)):
        rows = [
            dossier(f"{month}-{number}", received_at=f"5/{month}", due_at="30/9",
                    channel="online" if number < online else "counter")
            for number in range(10)
        ]  # fmt: skip
        world.put(rows, date(2024, month, 31), period=(date(2024, month, 1), date(2024, month, 31)))
    store.set_fact("demonstration", "true")
    with shown(store):
        app = opened("vi_sao", chi_tieu="online_rate", den="2024-08-31", moc="2023-08-31")
    assert not app.exception
    (days,) = (one for one in app.selectbox if one.label == "So với ngày")
    assert days.options == ["So với 31/07/2024 (tháng trước)", "So với 24/08/2024 (tuần trước)"]
    assert app.title[0].value == "Vì sao hồ sơ trực tuyến tăng từ 20% lên 40%?"


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        (None, [(2023, 10, 31), (2024, 9, 14), (2024, 9, 30), (2024, 10, 24)]),
        (date(2023, 1, 1), [(2023, 10, 31), (2024, 9, 14), (2024, 9, 30), (2024, 10, 24)]),
        (date(2024, 2, 10), [(2024, 2, 29), (2024, 9, 14), (2024, 9, 30), (2024, 10, 24)]),
        (date(2024, 10, 1), [(2024, 10, 1), (2024, 10, 24)]),  # a month that is not over has no end yet
        (date(2024, 10, 28), [(2024, 10, 28)]),
        (
            date(2024, 10, 31),
            [(2023, 10, 31), (2024, 9, 14), (2024, 9, 30), (2024, 10, 24)],
        ),  # nothing before it
    ],
    ids=str,
)
def test_the_days_to_compare_with_are_those_that_files_speak_of(
    begun: date | None, expected: list[tuple[int, int, int]]
) -> None:
    """Of 31/10/2024: the same a year before, the CCHC quarter's and the month's end before, the week before."""
    found = drivers.days(date(2024, 10, 31), None, begun)
    assert list(found) == list(dict.fromkeys(date(*one) for one in expected))
