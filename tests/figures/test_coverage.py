"""Of which months a file speaks is what the year so far knows; what it does not know is said beside every figure."""

from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO

import pytest
from openpyxl import load_workbook

from chiso import figures
from chiso.figures import coverage
from chiso.figures.ask import Asked
from chiso.figures.verdicts import follows
from chiso.people.actor import Actor
from chiso.present import books, deck, outputs
from chiso.present.deck.said import figure, shown
from chiso.present.pictures import rates
from chiso.reference import changes
from chiso.reference.changes import Edit
from chiso.store import Store
from chiso.web.parts import loading
from chiso.web.shell.context import Context
from chiso.words import cards, drivers, meeting, officials, online_cards
from chiso.words.attention import RATES, attention, directly, week_move
from chiso.words.findings import lacking, target_gap
from tests.conftest import LONG
from tests.worlds.import_world import DOSSIER_COLUMNS, World, dossier
from tests.worlds.people import ADMIN
from tests.worlds.values import made

AUGUST = (date(2024, 8, 1), date(2024, 8, 31))
ASKED = Asked(agency="stp", as_of=AUGUST[1])
# Twelve received in August, six of them online; one carried over since June.
ROWS = [
    *(dossier(f"A{n}", received_at="5/8", due_at="30/9", channel="online" if n < 6 else "counter") for n in range(12)),
    dossier("J", received_at="10/6", due_at="30/9", channel="counter", finished_at="20/8", status="handed_over"),
]  # fmt: skip


def test_one_months_export_says_which_months_of_the_year_are_missing(store: Store) -> None:
    World(store).put(ROWS, AUGUST[1], period=AUGUST)
    value = figures.values(store, ASKED, "online_rate").one("online_rate")
    assert value is not None
    assert value.lacking == ("2023-12", *(f"2024-{month:02}" for month in range(1, 8)))
    words = "thiếu tháng 12/2023, 1–7"
    assert lacking(value) == words
    said = [
        finding.text for finding in attention(store, ASKED).foremost if "Hồ sơ trực tuyến" in finding.text
    ]
    assert said
    assert all(words in text and "từ nay" not in text for text in said)
    look = outputs.look_at(store, ASKED)
    assert words in deck.topics.online_rate(look).headline
    assert deck.topics.online_units(look) == []  # of one unit: the slide before says it all
    sheet = load_workbook(BytesIO(books.workbook(store, ASKED)))["Chỉ tiêu"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Còn thiếu" in row)
    (line,) = (row for row in rows if row[0] == value.name)
    assert line[head.index("Còn thiếu")] == words
    of_august = figures.values(
        store, Asked(agency="stp", as_of=AUGUST[1], date_from=AUGUST[0]), "online_rate"
    )
    assert of_august.rows[0].lacking == ()


def test_a_list_without_printed_bounds_speaks_of_all_the_time_since_its_first_finished_dossier(
    store: Store,
) -> None:
    rows = [*ROWS, dossier("D", received_at="18/12/2023", finished_at="20/12/2023", status="handed_over")]
    World(store).put(rows, AUGUST[1])
    assert coverage.lacking(coverage.reach(store, "stp")["dossiers"], ASKED, "dossiers") == ()


def test_a_weeks_list_speaks_of_its_month_also_where_it_took_the_place_of_the_one_before(
    store: Store,
) -> None:
    """The first month of use, a list a week without printed bounds: due on 15/3, none was overdue on 12/3, one is on
    20/3. The second list took the place of the first, and what had been 0 that day was unknown."""
    week, now = date(2024, 3, 12), Asked(agency="stp", as_of=date(2024, 3, 20))
    world = World(store)
    for day in (week, now.as_of):
        assert day is not None
        world.put([dossier("A")], day)
    found = figures.between(store, now, week)["indicators"]
    (count,) = [row for row in found if row["indicator"] == "overdue_dossiers"]
    assert (count["before"], count["after"], count["change"]) == (0, 1, 1)


def test_a_day_in_the_middle_of_an_exported_month_lacks_nothing(store: Store) -> None:
    World(store).put(ROWS, AUGUST[1], period=AUGUST)
    frame = figures.freshness(store, Asked(agency="stp", as_of=date(2024, 8, 15))).set_index("dataset")
    assert frame.loc["dossiers", "newest_as_of"] == date(2024, 8, 15)
    assert not frame.loc["dossiers", "is_missing"]
    later = figures.freshness(store, Asked(agency="stp", as_of=date(2024, 9, 2))).set_index("dataset")
    assert later.loc["dossiers", "newest_as_of"] == AUGUST[1]
    assert later.loc["dossiers", "is_missing"]


def test_files_speak_since_their_first_day_or_the_month_of_their_day(store: Store) -> None:
    asked, world = Asked(agency="stp", as_of=AUGUST[1]), World(store)
    world.put([dossier("A")], date(2024, 8, 20))
    assert figures.spoken_since(store, asked, "dossiers") == date(2024, 8, 1)
    world.put([dossier("B")], AUGUST[1], period=(date(2024, 7, 10), AUGUST[1]))
    assert figures.spoken_since(store, asked, "dossiers") == date(2024, 7, 10)
    assert figures.spoken_since(store, asked, "tasks") is None


def test_beside_what_is_overdue_stand_the_months_between_the_files_of_which_none_speaks(store: Store) -> None:
    """Open at the end of May, in no file since: whether A was answered in June or July nobody knows, it stands as
    overdue. "12 hồ sơ quá hạn … cao khác thường" was told of that."""
    may = (date(2024, 5, 1), date(2024, 5, 31))
    world = World(store)
    world.put([dossier("A", received_at="20/5", due_at="14/6", unit_text="Văn phòng")], may[1], period=may)
    world.put(
        [dossier("B", received_at="5/8", due_at="30/8", unit_text="Văn phòng")], AUGUST[1], period=AUGUST
    )
    asked = Asked(agency="stp", as_of=AUGUST[1])
    found = figures.unheard(store, asked, "dossiers")
    assert (found.ended, found.months) == (None, ("2024-06", "2024-07"))
    assert not figures.unheard(store, replace(asked, as_of=may[1]), "dossiers")
    year_later = figures.unheard(store, replace(asked, as_of=date(2025, 9, 15)), "dossiers")
    assert (year_later.ended, year_later.months) == (AUGUST[1], ())
    weeks = figures.known_weeks(store, asked, "dossiers", 16)
    assert [f"{week:%d/%m}" for week in weeks["week"]] == [
        "18/05", "25/05", "03/08", "10/08", "17/08", "24/08", "31/08",
    ]  # fmt: skip

    [late] = [one for one in attention(store, asked).foremost if one.state == "overdue"]
    assert late.text == (
        "2 hồ sơ quá hạn (thiếu tháng 6–7), tăng 1 so với 24/8; đều ở Văn phòng, lâu nhất 55 ngày làm việc."
    )
    look = outputs.look_at(store, asked)
    slide = deck.topics.overdue(look)
    assert slide.headline == late.text.rstrip(".").removesuffix(", lâu nhất 55 ngày làm việc")
    [unit] = outputs.digest(store, asked)["units"]
    assert unit["text"].splitlines()[0] == (
        "Văn phòng: 2 hồ sơ cần xử lý (số liệu đến 31/08/2024, thiếu tháng 6–7)"
    )


@pytest.mark.skipif(not LONG, reason="in a usual run months that are missing")
def test_after_the_last_file_a_list_says_how_far_it_reaches_and_nothing_of_a_change(store: Store) -> None:
    World(store).put([*ROWS, dossier("Z", due_at="20/08/2024")], AUGUST[1], period=AUGUST)
    known, later = (Asked(agency="stp", as_of=day) for day in (AUGUST[1], date(2024, 9, 20)))
    assert not figures.unheard(store, known, "dossiers")
    assert figures.unheard(store, later, "dossiers").ended == AUGUST[1]
    assert not figures.unheard(store, later, "tasks")  # of which there is no file

    [late] = [one for one in attention(store, later).foremost if one.state == "overdue"]
    assert late.text.startswith("1 hồ sơ quá hạn (tệp chỉ đến 31/08/2024);")
    found = outputs.digest(store, later)["units"]
    assert [one["text"].splitlines()[0] for one in found] == [
        "Chưa xác định: 1 hồ sơ cần xử lý (tính đến 20/09/2024 theo tệp đến 31/08/2024)"
    ]
    slide = next(one for one in deck.storyboard(outputs.look_at(store, later)) if one.topic == "overdue")
    assert "(tệp chỉ đến 31/08/2024)" in slide.headline
    assert slide.line_below == "Chưa biết hồ sơ nào đã trả từ sau ngày của tệp"
    last = deck.storyboard(outputs.look_at(store, later))[-1]
    nothing = "Không có hồ sơ đến hạn trong ba ngày làm việc tới (tệp chỉ đến 31/08/2024)"
    assert any(line.startswith(nothing) for line in last.lines)
    before = next(one for one in deck.storyboard(outputs.look_at(store, known)) if one.topic == "overdue")
    assert "tệp chỉ đến" not in before.headline


@pytest.mark.parametrize(
    ("code", "day", "before", "is_told"),
    [
        ("on_time_rate", date(2024, 9, 20), date(2024, 9, 13), False),  # nothing came since
        ("on_time_rate", date(2024, 9, 20), AUGUST[1], False),
        ("on_time_rate", date(2024, 9, 20), date(2024, 8, 30), True),  # the last of August came
        ("on_time_rate", AUGUST[1], date(2024, 8, 24), True),
        ("overdue_dossiers", date(2024, 9, 20), date(2024, 8, 20), False),  # what was done since nobody knows
        ("overdue_dossiers", AUGUST[1], date(2024, 8, 24), True),
    ],
)
def test_what_became_of_a_figure_without_a_new_file_is_not_told(
    store: Store, code: str, day: date, before: date, is_told: bool
) -> None:
    """By a file of 31/10 "↗ 193 hồ sơ", "không đổi" and "↘ 2,3 điểm" were told on 12/11."""
    done = dossier("D", due_at="20/08/2024", finished_at="19/08/2024")
    World(store).put([*ROWS, done, dossier("Z", due_at="15/08/2024")], AUGUST[1], period=AUGUST)
    october = date(2024, 10, 1), date(2024, 10, 31)  # whose file says nothing of September
    World(store).put(
        [dossier("O", received_at="02/10/2024", due_at="20/10/2024")], october[1], period=october
    )
    now, then = (figures.levels(store, Asked(agency="stp", as_of=one)).one(code) for one in (day, before))
    assert now is not None
    assert then is not None
    assert (follows(now, then), cards.line(now, "", then)["change"] is not None) == (is_told, is_told)
    assert bool(meeting.delta(now, then)) == is_told
    if code == "on_time_rate":
        why = figures.explain(store, Asked(agency="stp", as_of=day), code, against=before)
        assert why.is_heard == is_told
        (entry,) = (one for one in figures.catalogue(store) if one.indicator == code)
        assert drivers.detail(why, entry).startswith(f"Từ {before:%d/%m/%Y} chưa có tệp mới") != is_told


def test_without_a_file_nothing_is_known_and_the_deck_says_so_once(store: Store) -> None:
    row = {"index": "PAPI", "year": 2023, "place": "Khánh Hòa", "score": 42.1}
    World(store).put([row], AUGUST[1], dataset="index_scores")
    assert not any(
        figures.speaks(store, ASKED, name) for name in ("dossiers", "tasks", "petitions", "plan_tasks")
    )
    slides = deck.storyboard(outputs.look_at(store, ASKED))
    assert [slide.topic for slide in slides if slide.is_missing] == ["missing"]
    said = "\n".join(text for slide in slides for text in (slide.headline, slide.empty, *slide.lines))
    for word in ("quá hạn", "đến hạn", "việc gấp"):
        assert f"không có {word}" not in said.lower()
    assert "Chưa có số liệu hồ sơ quá hạn: chưa có tệp hồ sơ Một cửa của năm" in said
    assert outputs.digest(store, ASKED)["note"].endswith("Chưa có số liệu hồ sơ.")


def test_a_unit_without_dossiers_has_none_though_the_agency_has_a_file(store: Store) -> None:
    World(store).put(ROWS, AUGUST[1], period=AUGUST)
    slides = deck.storyboard(outputs.look_at(store, replace(ASKED, unit="stp-ld")))
    (missing,) = (slide for slide in slides if slide.is_missing)
    assert "Không phát sinh hồ sơ trực tuyến." in missing.lines
    assert "Chưa có số liệu nhiệm vụ UBND tỉnh giao: chưa có tệp Nhắc việc." in missing.lines


def test_a_unit_of_which_the_published_figures_say_nothing_is_not_told_to_bring_files(
    demo_store: Store,
) -> None:
    """The petitions of 2023 are published for the agency alone; their list is there."""
    asked = Asked(agency="stp", as_of=date(2023, 12, 14), unit="stp-ld")
    slides = deck.storyboard(outputs.look_at(demo_store, asked), deck.Choice(("petitions",)))
    assert slides[0].lines == ("Không phát sinh phản ánh, kiến nghị.",)


def test_who_has_more_than_enough_is_not_listed_as_needing_some(demo_store: Store) -> None:
    asked = Asked(agency="stp", as_of=date(2024, 10, 31), unit="stp-nv1")
    (slide,) = deck.storyboard(outputs.look_at(demo_store, asked), deck.Choice(("online_units",)))
    assert slide.headline == "Không cần thêm hồ sơ trực tuyến đến 30/11"
    assert not [row for row in (slide.table.rows if slide.table else ()) if row[0].startswith(("−", "-"))]


def test_a_plan_of_a_year_to_come_is_not_there_yet(store: Store) -> None:
    """The CCHC year 2024 begins on 15/12/2023; on the day before, nothing of its plan is done, late or due."""
    row = {"plan": "Kế hoạch CCHC năm 2024", "section": "I", "no": "1", "task": "Kiểm tra", "schedule": "10/12/2024",
           "lead_unit": "Văn phòng"}  # fmt: skip
    assert World(store).put([row], date(2024, 4, 30), dataset="plan_tasks").error is None
    for day, is_there in (
        (date(2023, 12, 14), False),
        (date(2023, 12, 15), True),
        (date(2024, 12, 15), True),
    ):
        asked = Asked(agency="stp", as_of=day)
        assert bool(len(figures.plan(store, asked))) == is_there
        assert figures.speaks(store, asked, "plan_tasks") == is_there


def test_what_is_left_over_of_a_year_is_no_rate_of_that_year(store: Store) -> None:
    """J was received in June and is in the list of August: 0 of 1 online would be said of January to July."""
    World(store).put(ROWS, AUGUST[1], period=AUGUST)
    later = figures.values(store, Asked(agency="stp", as_of=date(2024, 7, 31)), "online_rate").one(
        "online_rate"
    )
    assert later is not None
    assert later.denominator == 1
    assert not later.is_covered
    now = made(value=0.5, denominator=12)
    card = online_cards.year_before(now, {"value": 0.0}, True, later)
    assert (card.value, card.under) == ("–", "Chưa có số liệu năm trước")
    whole = figures.values(store, ASKED, "online_rate").one("online_rate")
    assert whole is not None
    assert whole.is_covered
    assert online_cards.year_before(now, {"value": 0.4}, True, whole).under == (
        "Năm nay tăng 10 điểm phần trăm\nthiếu tháng 12/2023, 1–7"
    )


def test_what_is_overdue_alone_at_the_beginning_of_a_year_is_no_rate_to_judge(store: Store) -> None:
    """A task of November stands overdue on 15/12/2024, with which the year 2025 begins; the list ends with November:
    0 of 1 in time is the figure, and nothing is concluded of it, compared or ranked."""
    row = {"document_no": "1/UBND", "content": "Báo cáo", "unit_text": "Văn phòng", "official": "Lê An",
           "assigned_on": date(2024, 11, 1), "due_on": date(2024, 11, 20)}  # fmt: skip
    assert World(store).put([row], date(2024, 11, 30), dataset="tasks").error is None
    asked = Asked(agency="stp", as_of=date(2024, 12, 15))
    value = figures.values(store, asked, "task_on_time_rate").one("task_on_time_rate")
    assert value is not None
    assert (value.numerator, value.denominator, value.value) == (0, 1, 0)
    assert (value.state, value.lacking, value.is_comparable) == ("undecided", ("2024-12",), False)
    assert lacking(value) == "mới chỉ gồm việc còn tồn, quá hạn, chưa có tệp tháng 12"
    card = cards.figure_card("task_on_time_rate", value, replace(value, value=0.9))
    assert (card.value, card.state.word, card.change) == ("–", "Chưa kết luận", None)
    assert cards.line(value, "Nhắc việc")["value"] is None
    assert (shown(value), figure(value)["value"]) == ("Chưa kết luận", "–")
    cell = rates.heat(figures.values(store, asked, by="unit"), {value.indicator: "Nhiệm vụ"}).series[0]
    assert (cell.values, cell.texts) == ((None,), ("○",))
    assert "mới chỉ gồm việc còn tồn, quá hạn, chưa có tệp tháng 12" in card.under
    wanted = replace(value, target=1.0, target_kind="target", comparison=">=", target_date=date(2025, 12, 14))
    assert target_gap(wanted, RATES[value.indicator]) is None
    chart = rates.by_unit([replace(value, unit_name=name) for name in ("Văn phòng", "Thanh tra")])
    assert chart.headline == "Chưa đủ cơ sở so sánh các đơn vị"
    [person] = figures.officials(store, asked, "tasks")
    assert (person.verdict, officials.headline([person], "nhiệm vụ")) == (
        "unread",
        "Chưa kết luận về công chức: mới chỉ gồm việc còn tồn, quá hạn",
    )
    extended = figures.values(store, asked, "task_extended").one("task_extended")
    assert extended is not None
    assert extended.value is None  # not 0: nobody knows what was extended in a year without a file


def test_of_joint_dossiers_too_what_is_left_over_is_no_rate_of_the_new_year(store: Store) -> None:
    """Two of two were late, "100%", of days of which no file spoke; the list ends with October."""
    rows = [
        {"dossier_id": f"J{n}", "lead_agency": "Sở A", "procedure_name": "Cấp phép", "unit_text": "Văn phòng",
         "received_on": date(2024, 10, 1), "due_on": date(2024, 10, n)}
        for n in (15, 16)
    ]  # fmt: skip
    october = (date(2024, 10, 1), date(2024, 10, 31))
    assert World(store).put(rows, october[1], dataset="joint_dossiers", period=october).error is None
    asked = Asked(agency="stp", as_of=date(2024, 12, 16))
    value = figures.values(store, asked, "joint_late_rate").one("joint_late_rate")
    assert value is not None
    assert (value.denominator, value.state, value.is_covered, shown(value)) == (
        2,
        "undecided",
        False,
        "Chưa kết luận",
    )
    assert coverage.unheard(store, asked, "joint_dossiers").ended == october[1]
    then = figures.values(store, replace(asked, as_of=october[1], year=0), "joint_late_rate").one(
        "joint_late_rate"
    )
    assert then is not None
    assert (then.value, then.is_covered) == (1, True)
    assert then.lacking == ("2023-12", *(f"2024-{month:02}" for month in range(1, 10)))


def test_a_month_without_a_file_has_no_rate_though_what_is_overdue_still_is(store: Store) -> None:
    """The list ends with November: the line on the card of tasks fell to 0 in December, of which nothing is known."""
    rows = [
        {"document_no": f"{month}{number}/UBND", "content": "Báo cáo", "unit_text": "Văn phòng", "official": "Lê An",
         "assigned_on": date(2024, month, 1), "due_on": date(2024, month, 20), "finished_on": finished}
        for month, number, finished in (
            (9, 1, date(2024, 9, 15)), (10, 1, date(2024, 10, 15)), (11, 1, date(2024, 11, 15)), (11, 2, None),
        )
    ]  # fmt: skip
    World(store).put(rows, date(2024, 11, 30), dataset="tasks")
    asked = Asked(agency="stp", as_of=date(2024, 12, 10))
    months = figures.values(store, asked, "task_on_time_rate", "month").rows
    assert [(one.month, one.value, one.lacking, one.is_covered, one.state) for one in months] == [
        ("2024-09", 1.0, (), True, "small_base"),
        ("2024-10", 1.0, (), True, "small_base"),
        ("2024-11", 1.0, (), True, "small_base"),  # the other is overdue still, and counts where it is
        ("2024-12", 0.0, ("2024-12",), False, "undecided"),
    ]
    here = Context(store, "stp", 2024, asked.as_of, None, "week", Actor("an", "viewer"), "light")
    assert loading.trend(here, "task_on_time_rate") == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("months", "day", "words"),
    [
        ((), date(2024, 8, 31), ""),
        (("2024-07",), date(2024, 8, 31), "thiếu tháng 7"),
        (("2023-12", "2024-01", "2024-02", "2024-06"), date(2024, 8, 31), "thiếu tháng 12/2023, 1–2, 6"),
        (("2023-12",), date(2023, 12, 31), "thiếu tháng 12"),
    ],
)
def test_months_missing_are_said_as_runs_with_the_year_where_it_is_another(
    months: tuple[str, ...], day: date, words: str
) -> None:
    assert lacking(made(lacking=months, day=day)) == words


def test_of_tasks_that_are_only_left_over_no_rate_is_drawn(store: Store) -> None:
    """A task of 2024 that is open, looked at in the year that begins on 15/12/2024 and of which there is no file."""
    row = {"task_id": "N1", "content": "Báo cáo", "unit_text": "Văn phòng", "assigned_on": date(2024, 8, 1),
           "due_on": date(2024, 8, 20), "status": "processing"}  # fmt: skip
    World(store).put([row], AUGUST[1], dataset="tasks", period=AUGUST)
    (slide,) = deck.storyboard(
        outputs.look_at(store, Asked(agency="stp", as_of=date(2024, 12, 31))), deck.Choice(("tasks",))
    )
    assert slide.headline == "1 nhiệm vụ quá hạn (tệp chỉ đến 31/08/2024), ở Văn phòng"
    assert slide.chart is None
    assert slide.table is not None


@pytest.mark.parametrize(("has_column", "state", "base"), [(False, "unknown", None), (True, "none", 0)])
def test_what_no_file_has_a_column_for_is_unknown_and_no_zero(
    store: Store, has_column: bool, state: str, base: float | None
) -> None:
    """Which dossiers have a fee, how often something was asked for: nobody knows, or nobody had any."""
    told = ["has_fee", "supplement_count", "submitted_at", "is_interagency"] if has_column else []
    nothing = {"has_fee": False, "supplement_count": 0, "is_interagency": False} if has_column else {}
    rows = [dossier("A", received_at="5/8", due_at="30/9", channel="counter") | nothing]
    World(store).put(rows, AUGUST[1], period=AUGUST, columns=["dossier_id", "received_at", *told])
    found = figures.values(store, ASKED)
    paid = found.one("online_payment_rate")
    assert paid is not None
    assert (paid.state, paid.numerator, paid.denominator, paid.value) == (state, base, base, None)
    for code in ("extra_supplement_dossiers", "awaiting_receipt"):
        counted = found.one(code)
        assert counted is not None
        assert (code, counted.value) == (code, base)


@pytest.mark.parametrize(("has_column", "state", "base"), [(False, "unknown", None), (True, "none", 0)])
def test_of_tasks_without_a_column_of_extensions_and_officials_neither_is_known(
    store: Store, has_column: bool, state: str, base: float | None
) -> None:
    row = {"document_no": "1/UBND", "content": "Báo cáo", "unit_text": "Văn phòng", "assigned_on": date(2024, 8, 1),
           "due_on": date(2024, 8, 20), "finished_on": date(2024, 8, 9)}  # fmt: skip
    row |= {"is_extended": False, "official": None} if has_column else {}
    World(store).put([row], AUGUST[1], dataset="tasks", period=AUGUST)
    found = figures.values(store, ASKED)
    extended, late = found.one("task_extended"), found.one("official_task_late_rate")
    assert extended is not None
    assert late is not None
    assert extended.value == base
    assert (late.state, late.denominator, late.value) == (state, base, None)


@pytest.mark.parametrize(("has_column", "state", "base"), [(False, "unknown", None), (True, "none", 0)])
def test_whether_petitioners_are_satisfied_is_unknown_where_no_file_asks_them(
    store: Store, has_column: bool, state: str, base: float | None
) -> None:
    row = {"petition_id": "P1", "subject": "Hỏi", "unit_text": "Văn phòng", "received_on": date(2024, 8, 1),
           "due_on": date(2024, 8, 20), "answered_on": date(2024, 8, 9)}  # fmt: skip
    row |= {"satisfaction": None} if has_column else {}
    World(store).put([row], AUGUST[1], dataset="petitions", period=AUGUST)
    satisfied = figures.values(store, ASKED).one("petition_satisfied_rate")
    assert satisfied is not None
    assert (satisfied.state, satisfied.denominator, satisfied.value) == (state, base, None)


@pytest.mark.parametrize(
    ("columns", "state"), [((), "unknown"), (("has_fee",), "unknown"), (("has_postal",), "none")]
)
def test_what_is_offered_by_post_is_unknown_without_a_list_of_procedures_that_says_it(
    store: Store, columns: tuple[str, ...], state: str
) -> None:
    World(store).put(ROWS, AUGUST[1], period=AUGUST)
    if columns:
        row = {"procedure_code": "1.001", "procedure_name": "Cấp phiếu"} | dict.fromkeys(columns, False)
        World(store).number([row], date(2024, 1, 1), dataset="procedures")
    for code in ("postal_dossier_rate", "postal_procedure_rate"):
        value = figures.values(store, ASKED, code).one(code)
        assert value is not None
        assert (code, value.state, value.value) == (code, state, None)


def test_weeks_of_which_no_file_speaks_or_before_there_was_the_unit_are_none_without_overdue(
    store: Store,
) -> None:
    """Of a file of August the weeks of July stood as "0", so that what is overdue in August was unusually high; so did
    those before a unit was founded."""
    late = [dossier(f"L{n}", unit_text="Phòng Nghiệp vụ 1", due_at="1/8") for n in range(12)]
    World(store).put([*ROWS, *late], AUGUST[1], period=AUGUST)
    weeks = figures.known_weeks(store, ASKED, "dossiers", 9)
    assert [f"{week:%d/%m}" for week in weeks["week"]] == ["03/08", "10/08", "17/08", "24/08", "31/08"]
    assert [*weeks["standing"]] == [12] * 5
    later = figures.known_weeks(store, replace(ASKED, as_of=date(2024, 9, 18)), "dossiers", 5)
    assert [f"{week:%d/%m}" for week in later["week"]] == ["21/08", "28/08"]  # of September there is no file
    (unit,) = (row for row in changes.rows(store, "stp", "units") if row["unit_id"] == "stp-nv1")
    founded = unit | {"valid_from": date(2024, 8, 20)}
    changes.apply(store, ADMIN, "stp", [Edit("units", unit, founded)], title="Ngày thành lập")
    of_unit = figures.known_weeks(store, replace(ASKED, unit="stp-nv1"), "dossiers", 9)
    assert [f"{week:%d/%m}" for week in of_unit["week"]] == ["24/08", "31/08"]
    move = week_move(partial(directly, store), replace(ASKED, unit="stp-nv1"), "dossiers")
    assert move is None


def test_what_counts_on_whatever_day_is_asked_is_a_source_of_earlier_days_too(store: Store) -> None:
    """Points of a table that came later stood without a source, on their slide under those of dossiers and tasks."""
    World(store).put(ROWS, AUGUST[1], period=AUGUST)
    points = {"year": 2024, "code": "I.5", "name": "Nhiệm vụ", "max_points": 3.0, "self_points": 2.0}
    World(store).number([points], date(2024, 10, 1), dataset="criteria")
    found = figures.freshness(store, ASKED).set_index("dataset").loc["criteria"]
    assert (found["newest_as_of"], bool(found["is_missing"])) == (date(2024, 10, 1), False)
    source = replace(outputs.look_at(store, ASKED), topic="criteria").source
    assert source.startswith("Tính đến 31/08/2024 · nguồn: Bảng chấm CCHC (01/10) · phiên bản")


@pytest.mark.parametrize(("since", "state"), [(date(2024, 8, 1), "unknown"), (date(2024, 7, 1), "no_target")])
def test_what_no_file_of_the_asked_days_has_a_column_for_nobody_knows(
    store: Store, since: date, state: str
) -> None:
    """A file of the year before had the column of fees: a year whose files have none was said to be without fees."""
    for month, has_fee in ((7, True), (8, False)):
        row = dossier(f"H{month}", received_at=f"2/{month}", due_at="30/9", channel="online")
        fees = {"has_fee": True, "is_paid_online": True} if has_fee else {}
        period = (date(2024, month, 1), date(2024, month, 31))
        columns = [*DOSSIER_COLUMNS, *fees]
        World(store).put([row | fees], period[1], period=period, columns=columns)
    asked = Asked(agency="stp", as_of=AUGUST[1], date_from=since)
    found = figures.values(store, asked, "online_payment_rate").one("online_payment_rate")
    assert found is not None
    assert (found.state, found.denominator) == ((state, None) if state == "unknown" else (state, 1))


def test_of_a_day_of_which_no_file_has_the_column_nobody_can_say_why(store: Store) -> None:
    """ "Không có hồ sơ nào trong năm CCHC" was said of a year whose files have no column of fees."""
    for year, fees in ((2024, {"has_fee": True, "is_paid_online": True}), (2025, {})):
        row = dossier(f"H{year}", received_at=f"2/8/{year}", due_at=f"30/9/{year}", channel="online")
        period = (date(year, 8, 1), date(year, 8, 31))
        World(store).put([row | fees], period[1], period=period, columns=[*DOSSIER_COLUMNS, *fees])
    why = figures.explain(store, Asked(agency="stp", as_of=date(2025, 8, 31)), "online_payment_rate")
    assert (why.before.denominator, why.after.denominator) == (1, None)


def test_a_plan_holds_on_whatever_day_of_its_year_and_is_named_there(store: Store) -> None:
    World(store).put(ROWS, AUGUST[1], period=AUGUST)
    plan = {
        "plan": "KẾ HOẠCH CCHC NĂM 2024",
        "no": "1",
        "task": "Báo cáo",
        "schedule": "15/9/2024",
        "lead_unit": "Văn phòng",
    }
    World(store).number([plan], date(2024, 10, 1), dataset="plan_tasks")
    found = figures.freshness(store, ASKED).set_index("dataset").loc["plan_tasks"]
    assert found["newest_as_of"] == date(2024, 10, 1)
    early = replace(ASKED, as_of=date(2023, 8, 31), year=2023)
    assert figures.freshness(store, early).set_index("dataset").loc["plan_tasks", "newest_as_of"] is None
