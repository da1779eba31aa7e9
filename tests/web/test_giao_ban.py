"""The page Giao ban: its lists are those of the command `changes`, the address is its state, a row opens its record."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from chiso import figures
from chiso.commands import asking
from chiso.desk import meetings
from chiso.figures import Asked
from chiso.present import deck, outputs
from chiso.present.columns import TABLES
from chiso.present.deck import own_words
from chiso.store import Store
from chiso.web.meeting import named, since
from chiso.web.parts import tables
from chiso.web.shell import context, view
from tests.worlds.apps import button, opened, shown
from tests.worlds.people import ADMIN

DAY, SINCE = date(2024, 10, 31), date(2024, 10, 10)


def page(**view: str) -> AppTest:
    app = opened("giao_ban", **{"so_voi": SINCE.isoformat(), **view})
    assert_sound(app)
    return app


def assert_sound(app: AppTest) -> None:
    assert not app.exception
    assert [one.value for one in app.error] == []


def said(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown]


def test_figures_and_lists_are_those_of_the_command(demo: Store) -> None:
    answer: Any = asking.changes_since(demo, since=SINCE, as_of=DAY, agency="stp", unit=None).document
    late = answer["overdue"]
    app = page()
    rows = app.dataframe[1].value
    for words, name in (("+ phát sinh", "new"), ("= còn", "still"), ("✓ đã giải quyết", "cleared")):
        assert sorted(rows.loc[rows["change"] == words, "id"]) == sorted(late[name]["id"]), name
    counts = {row["indicator"]: row for row in answer["indicators"]}
    cards = {metric.label: metric.value for metric in app.metric}
    assert cards["Quá hạn"] == f"{counts['overdue_dossiers']['after']:.0f} hồ sơ"
    assert cards["Nhiệm vụ quá hạn"] == f"{counts['overdue_tasks']['after']:.0f}"
    assert cards["Trực tuyến"] == f"{counts['online_rate']['after'] * 100:.1f}%".replace(".", ",")
    last = app.dataframe[0].value.iloc[-1]
    moved = counts["overdue_dossiers"]["change"]
    assert last["Quá hạn"].endswith(f"{'↗' if moved > 0 else '↘'} {abs(moved):.0f}" if moved else "→")
    assert len(late["new"]) > 0


def test_the_page_compares_with_the_last_meeting_until_another_day_is_chosen(demo: Store) -> None:
    assert any("so với giao ban 24/10/2024" in text for text in said(page(so_voi="")))
    first = page(so_voi="", den="2024-10-20")  # the way to write what is concluded is there before the first
    assert first.button(key="so_ket_luan").label == "Ghi kết luận"
    before = said(first)
    assert any(
        "so với ngày 13/10/2024. Chưa ghi kỳ giao ban nào" in text.replace("\\", "") for text in before
    )


def test_a_record_is_opened_by_the_list_beside_the_rows_and_by_its_address(demo: Store) -> None:
    rows = page().dataframe[1].value
    number = rows.loc[rows["change"] == "+ phát sinh", "id"].iloc[0]
    app = page()
    box = next(box for box in app.selectbox if box.label == "Mở một dòng")
    app = box.set_value(next(option for option in box.options if option.startswith(number))).run()
    named = "".join(app.query_params["ban_ghi"])
    assert number in named
    for opened_again in (app, page(ban_ghi=named)):
        assert_sound(opened_again)
        texts = said(opened_again)
        assert any(text.startswith("## ") and number in text.replace("\\", "") for text in texts)


def test_a_record_says_the_day_that_was_promised_as_people_write_it(demo: Store) -> None:
    (found,) = (
        one
        for one in figures.overdue(demo, Asked(agency="stp", as_of=DAY), "dossiers").to_dict("records")
        if one["id"] == "000.00.12.H32-240819-0015"  # data/samples/giao-ban.toml
    )
    app = page(ban_ghi=f"dossiers:{found['key']}")
    assert_sound(app)
    facts = app.table[0].value["value"].to_dict()
    assert facts["Hẹn xong ngày"].replace("\\", "") == "08/11/2024"


def test_a_petition_whose_file_says_no_due_day_has_the_reckoned_one_alone(demo: Store) -> None:
    """“Hạn –” of the file stood beside “Hạn trả lời” that the working days give. Another file says the day itself."""
    app = page(ban_ghi="petitions:PAKN.20240028")
    assert_sound(app)
    facts, versions = (table.value for table in app.table[:2])
    assert "Hạn trả lời" in facts.index
    assert [name for name in versions.columns if "Hạn" in name] == []
    dossiers = figures.overdue(demo, Asked(agency="stp", as_of=DAY), "dossiers")
    assert "Hạn" in page(ban_ghi=f"dossiers:{dossiers['key'].iloc[0]}").table[1].value.columns


def test_one_unit_is_not_told_again_as_all_of_them(demo: Store) -> None:
    whole, one = page().dataframe[0].value, page(don_vi="stp-nv2").dataframe[0].value
    assert whole["Đơn vị"].tolist()[-1] == "Tất cả"
    assert one["Đơn vị"].tolist() == ["Nghiệp vụ 2"]


def test_a_filter_shows_its_rows_alone(demo: Store) -> None:
    every, new = page().dataframe[1].value, page(loc="new").dataframe[1].value
    assert 0 < len(new) < len(every)
    assert set(new["change"]) == {"+ phát sinh"}


def test_what_the_filters_of_changes_count_adds_up_to_all(demo: Store) -> None:
    """A promise that was kept by what stands on no list is a change of its own."""
    labels = "".join(str(one) for group in page().button_group for one in group.options)
    many = {name: int(count) for name, count in re.findall(r"\[([^\d\]]+) (\d+)\]", labels)}
    parts = ("Phát sinh", "Còn", "Đã giải quyết", "Đã xong")
    assert many["Tất cả"] == sum(many[part] for part in parts) == 25
    rows = page(loc="done").dataframe[1].value
    assert [*rows["change"]] == ["✓ đã xong"] * many["Đã xong"]


def test_the_list_of_what_changed_is_no_wider_than_a_page_of_1440(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "_width", lambda: 1440)
    widths = [column.width or 0 for column in TABLES["changed"].values()]
    assert sum(widths) + tables.TICKS <= view.room()


def test_the_number_of_a_record_that_changed_stands_on_one_line() -> None:
    """000.00.08.H32-240930-4048 is 216 pixels wide in a list, with 8 on either side of it."""
    assert (TABLES["changed"]["id"].width or 0) >= 232


def test_the_rows_of_what_changed_are_as_high_as_those_of_other_lists(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest of its names has 65 letters, 476 pixels: three lines of 179 stood in a row of four."""
    monkeypatch.setattr(view, "_width", lambda: 1440)
    rows = page().dataframe[1]
    assert max(map(len, rows.value["title"])) == 65
    assert rows.proto.row_height == tables.HIGH_ROW


def test_a_unit_without_changes_is_told_so_once(demo: Store) -> None:
    """The rates of a unit that has ended do not move; a note told of the dots of a figure that is not there."""
    app = page(don_vi="stp-hctp")
    assert (
        "Từ 10/10 các tỷ lệ không đổi, chưa có tệp hay số mới, hoặc tháng gần nhất ít hồ sơ hay đi ngược chiều."
        in "".join(said(app))
    )
    assert not any("Bên phải: số lũy kế" in text for text in said(app))


def test_a_long_list_is_read_page_by_page_and_whole_on_paper(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a million dossiers it has 38,000 rows: more cells than Streamlit draws."""
    whole = page().dataframe[1].value
    monkeypatch.setattr(tables, "MOST_ROWS", 4)
    app = page(trang_loc="2")
    assert app.dataframe[1].value["id"].tolist() == whole["id"].tolist()[4:8]
    assert any(f"Dòng 5–8 trong {len(whole)};" in text for text in said(app))
    paper = [table.value for table in page(**{"in": "1"}).table]
    assert any(len(rows) == len(whole) for rows in paper)


def test_a_unit_sees_its_own(demo: Store) -> None:
    answer: Any = asking.changes_since(demo, since=SINCE, as_of=DAY, agency="stp", unit="stp-nv1").document
    rows = page(don_vi="stp-nv1").dataframe[1].value
    expected = [
        *answer["overdue"]["new"]["id"],
        *answer["overdue"]["still"]["id"],
        *answer["overdue"]["cleared"]["id"],
    ]
    assert sorted(rows["id"]) == sorted(expected)


def test_on_paper_the_lists_are_text(demo: Store) -> None:
    app = page(**{"in": "1"})
    assert not app.dataframe
    assert len(app.table) >= 3
    assert not any("bấm" in text.value for text in app.markdown)  # rows, names of rooms


def test_promises_and_conclusions_of_the_demonstration_are_judged(demo: Store) -> None:
    """Promised before October's exports; 240926-0028 was done on 30/10, another day was named for 240417-0033."""
    app = page(so_voi="")
    rows = app.dataframe[1].value
    said = {number[-11:]: words for number, words in zip(rows["id"], rows["outcome"], strict=True)}
    assert said["240926-0028"] == "✓ giữ hẹn (30/10)"
    assert said["240719-0055"] == "▲ lỡ hẹn"  # 25/10
    assert said["240827-0029"] == "▲ lỡ hẹn"  # 30/10
    assert said["240417-0033"] == "↷ hẹn lại 06/11"  # before 5/11
    assert said["240819-0015"] == "chưa đến hẹn"  # 8/11
    cards = {metric.label: metric.value.replace("\xa0", " ") for metric in app.metric}
    assert cards["Giữ hẹn"] == "1 / 3"
    (table,) = (one.value for one in app.table if "Kết luận" in one.value)
    became = dict(zip(table["Kết luận"], table["Kết quả"].str.replace("\xa0", " "), strict=True))
    assert became["Giải quyết dứt điểm hồ sơ quá hạn về công chứng, đấu giá"] == "▲ chưa đạt"
    assert became["Nâng tỷ lệ cấp kết quả điện tử"] == "✓ đạt"
    assert became["Trình phương án số hóa thành phần hồ sơ"] == "↷ lùi hạn"


def test_a_promise_whose_day_no_file_reaches_is_listed_as_not_known(demo: Store) -> None:
    """240819-0015 was promised for 8/11; on 12/11 the newest file is of 31/10. It was said to be broken."""
    app = page(so_voi="2024-10-24", den="2024-11-12", loc="unseen")
    rows = app.dataframe[1].value
    assert [(number[-11:], words) for number, words in zip(rows["id"], rows["outcome"], strict=True)] == [
        ("240819-0015", "○ chưa rõ")
    ]


def test_in_the_last_week_of_the_demonstration_two_dossiers_came_and_two_were_cleared(demo: Store) -> None:
    """Lines 965 and 1084 of October's export were due on 28 and 30/10, lines 246 and 251 ended on these days."""
    rows = page(so_voi="").dataframe[1].value
    rows = rows[rows["id"].str.startswith("000.00.12.H32-")]
    named = {change: sorted(part["id"].str[-11:]) for change, part in rows.groupby("change")}
    assert named["+ phát sinh"] == ["241014-0015", "241016-0033"]
    assert named["✓ đã giải quyết"] == ["240826-0063", "240830-0050"]
    assert len(named["= còn"]) == 15


def test_across_two_years_nothing_is_subtracted(demo: Store) -> None:
    app = page(so_voi="2023-12-01")
    heat = app.dataframe[0].value
    assert not any(sign in text for sign in "↗↘→" for text in heat.drop(columns="Đơn vị").to_numpy().ravel())


def test_the_real_changes_are_told_apart_and_one_opens_the_months_that_say_so(demo: Store) -> None:
    """Of the whole office October's online rate lies far beyond its limits. The on-time rates of the office, of Văn
    phòng and of Nghiệp vụ 2 and the online rate of Nghiệp vụ 1 moved by less than a twentieth of a point: no change
    at all."""
    app = page(so_voi="")
    box = next(one for one in app.selectbox if any("51,9%" in text for text in one.options))
    said = {text.split(":")[0]: text for text in box.options}
    assert said["Trực tuyến"] == "Trực tuyến: 51,9% → 52,2%"
    assert any(
        text.endswith("thay đổi khác thường, bảy dao động bình thường") for text in map(str, said_by(app))
    )
    app = box.set_value(said["Trực tuyến"]).run()
    assert_sound(app)
    assert ["".join(app.query_params[name]) for name in ("chi_tieu", "thang")] == ["online_rate", "2024-10"]


def said_by(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown if text.value.startswith("## ")]


def test_the_summary_is_what_the_page_says_as_text(demo: Store) -> None:
    here = context.Context(demo, "stp", 2024, DAY, None, "2024-10-24", ADMIN, "light")
    text = named.summary(here, date(2024, 10, 24))
    lines = text.split("\n")
    assert lines[0].startswith("Giao ban 31/10/2024, so với 24/10/2024. Số liệu đến 31/10/2024")
    assert lines[2].startswith(
        "- Trực tuyến: 52,2% (↗ 0,3 điểm %); khó đạt; tháng 10 khác thường; chỉ tiêu 55%"
    )
    assert (
        "- Quá hạn: 17 hồ sơ (không đổi); khó đạt; phát sinh 2, đã giải quyết 2, còn từ kỳ trước 15" in lines
    )
    assert any(line.startswith("- Thay đổi khác thường: Trực tuyến 51,9% → 52,2%; ") for line in lines)
    assert any(line.startswith("- Nghiệp vụ 2: Giải quyết 4 hồ sơ quá hạn") for line in lines)


def test_what_moved_without_a_new_file_is_called_neither_usual_nor_unusual(demo: Store) -> None:
    """Tasks and dossiers in time fell from 31/10 to 12/11, and 193 dossiers came to be overdue, by what fell due since:
    the newest files are of 31/10, so that nobody knows what was done."""
    here = context.Context(demo, "stp", 2024, date(2024, 11, 12), None, "2024-10-31", ADMIN, "light")
    assert "khác thường" not in named.summary(here, date(2024, 10, 31))
    assert since.moved(here, since.changes(here, date(2024, 10, 31))) == []
    app = page(so_voi="2024-10-31", den="2024-11-12")
    assert any("chưa có tệp hay số mới" in text for text in said(app))
    assert any("chưa có tệp mới để biết việc nào đã xong" in text for text in said_by(app))
    moved = {metric.label: metric.delta for metric in app.metric if metric.delta}
    assert moved == {}
    heat = app.dataframe[0].value
    assert not any(sign in text for sign in "↗↘→" for text in heat.drop(columns="Đơn vị").to_numpy().ravel())


def test_a_card_of_what_is_overdue_says_how_far_its_files_reach(demo: Store) -> None:
    """ "Nhiệm vụ quá hạn 21" stood three months after the last list of tasks without a word."""
    here = context.Context(demo, "stp", 2024, date(2024, 11, 20), None, "2024-10-24", ADMIN, "light")
    lines = named.summary(here, date(2024, 10, 24)).split("\n")
    of_tasks = next(line for line in lines if line.startswith("- Nhiệm vụ quá hạn: "))
    assert "; tệp chỉ đến 31/10/2024; phát sinh " in of_tasks


def test_on_the_projector_stand_the_topics_and_words_of_the_newest_kept_deck(demo_home: Path) -> None:
    with Store.open(demo_home) as store, shown(store):
        look = outputs.look_at(store, figures.newest(store, "stp"))
        (proposed,) = deck.storyboard(look, deck.Choice(("overdue",)))
        for topics, words in ((["summary"], "Cũ"), (["overdue", "tasks"], "Lời của thư ký")):
            edits = own_words.as_json(own_words.written(proposed, {}, "title", words))
            choice = {"topics": topics, "edits": {"overdue": edits}}
            meetings.keep_deck(store, ADMIN, meetings.Deck("stp", DAY, words, choice, []))
        app = page(chieu="1")
        assert app.title[0].value == "Lời của thư ký"
        assert "1/2" in said(app)
        app.button(key="chieu_ghi").click().run()
        next(one for one in app.text_input if one.label == "Việc phải làm").input("xong trong tuần")
        next(one for one in app.selectbox if one.placeholder == "Chọn đơn vị").set_value("stp-vp")
        button(app, "Ghi kết luận").click().run()
        assert_sound(app)
        written = meetings.commitments(store, "stp", DAY)["content"].tolist()
        assert "Giải quyết xong trong tuần" in written
        assert "nhiệm vụ" in page(chieu="99").title[0].value  # beyond the last it is the last
        meetings.keep_deck(store, ADMIN, meetings.Deck("stp", DAY, "x", {"topics": ["gone"]}, []))
        assert page(chieu="1").title[0].value  # topics that no longer exist: those of a new deck


def test_a_rerun_counts_no_filter_again(demo: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page()
    monkeypatch.setattr(named.turned, "has_day", lambda *_: pytest.fail("counted again"))
    again = page()
    assert [one.options for one in again.button_group] == [one.options for one in before.button_group]
