"""The pages leadership browses: they stand for any data, and show what the core answers."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData
from streamlit.proto.Metric_pb2 import Metric
from streamlit.testing.v1 import AppTest

from chiso import figures, reference
from chiso.core import settings as settings_of
from chiso.core.clock import utc_now
from chiso.core.errors import Refused
from chiso.desk import office
from chiso.figures import lateness
from chiso.figures.ask import EXCLUDED, Asked
from chiso.figures.judging import Values
from chiso.figures.limits import newest_count
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.datasets import DATASETS
from chiso.intake.recognise.layout import Answers
from chiso.people.actor import Actor
from chiso.present import deck, outputs
from chiso.present.columns import TABLES, Column, no_wider
from chiso.store import Store
from chiso.store.kept import Kept
from chiso.web.meeting import presentation
from chiso.web.parts import editing, loading, painting, paper, tables, widgets
from chiso.web.shell import access, context, view
from chiso.web.shell.at_hand import AtHand
from chiso.web.shell.context import Context, kept
from chiso.words import cards, overdue
from chiso.words.attention import RATES, attention
from chiso.words.numbers import show
from tests.conftest import LONG, examples, sample
from tests.worlds import fresh_home, small_world, upload_files
from tests.worlds.apps import FIGURES, noted, opened, shown
from tests.worlds.import_world import World, dossier
from tests.worlds.people import ADMIN, named
from tests.worlds.values import made

TITLES = {
    "tong_quan": "Hôm nay cần chú ý điều gì?",
    "giao_ban": "Từ giao ban trước đến nay có gì thay đổi?",
    "chi_so": "Chỉ số tăng hay giảm, vì thành phần nào?",
    "bao_cao": "Số liệu báo cáo đến đâu so với từng mốc, thưởng, trừ thế nào?",
    "qua_han": "Hồ sơ nào quá hạn, ở ai, từ bao giờ, việc nào sắp đến hạn?",
    "truc_tuyen": "không, và phải làm ở đâu?",
    "tieu_chi": "Mất điểm ở đâu, ai sửa, năm nay lấy lại được bao nhiêu?",
    "don_vi": "?",
    "vi_sao": "Vì sao ",
    "ke_hoach": "Kế hoạch có việc gì quá hạn, việc gì sắp đến hạn?",
}
DAY = date(2024, 10, 31)
# Words of Python, pandas or English that a reader must never see.
FOREIGN = re.compile(r"\b(None|nan|NaN|NaT|null|True|False|undefined|Error|Traceback|unit|rows?|value)\b")


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.build(tmp_path_factory.mktemp("pages") / "home") as store:
        store.set_fact("demonstration", "true")
        yield store


@pytest.fixture
def empty(empty_store: Store) -> Iterator[Store]:
    with shown(empty_store):
        yield empty_store


def test_of_a_rate_of_which_less_is_better_nothing_is_still_to_do(empty_store: Store) -> None:
    entries = {entry.indicator: entry for entry in figures.catalogue(empty_store)}
    rests = {
        code: overdue.parts_of(entries[code])["rest"] for code in ("interagency_late_rate", "online_rate")
    }
    assert rests == {"interagency_late_rate": "Không bị tính", "online_rate": "Còn lại"}


@pytest.mark.parametrize("code", ["disbursement_rate", "service_index"])
def test_what_is_reported_alone_leads_to_where_it_stands(tmp_path: Path, code: str) -> None:
    (page,) = [entry.file.removesuffix(".py") for entry in access.ENTRIES if entry.path == RATES[code].page]
    with small_world.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        name = next(entry.name for entry in figures.catalogue(store) if entry.indicator == code)
        with shown(store):
            app = opened(page, **RATES[code].opens(code))
            overview = opened("tong_quan", tat_ca_chi_tieu="1")
    assert next(one.value for one in app.selectbox if one.label == "Chỉ tiêu") == code
    ((value, day, file),) = (
        (row["value"], row["day"], row["file_name"]) for row in _named(app, name) if "file_name" in row
    )
    assert day.year == 2024
    assert file.endswith((".csv", ".xlsx"))
    assert any(value in text for text in said(app) if text.startswith("## "))
    source = "theo báo cáo" if code == "disbursement_rate" else "Bộ chỉ số phục vụ"
    assert [row["source"].split(" đến ")[0] for row in _named(overview, name)] == [source]


def test_the_count_of_what_is_overdue_says_where_its_files_end_before_the_day(tmp_path: Path) -> None:
    """Looked at on 30/9, files end with August: the one overdue may be done since."""
    with fresh_home.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        World(store).put([dossier("A", received_at="1/8", due_at="5/8")], date(2024, 8, 31),
                         period=(date(2024, 8, 1), date(2024, 8, 31)))  # fmt: skip
        with shown(store):
            later, same = (opened("tong_quan", den=day) for day in ("2024-09-30", "2024-08-31"))
    assert ("Quá hạn", "1 hồ sơ") in [(one.label, one.value) for one in later.metric]
    assert any("Tệp chỉ đến 31/08/2024" in text for text in said(later))
    assert not any("Tệp chỉ đến" in text for text in said(same))


def test_the_row_of_units_that_nobody_knows_says_what_it_is_and_leads_to_where_they_are_told(
    tmp_path: Path,
) -> None:
    with fresh_home.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        World(store).put([dossier("A", unit_text="Văn phòng"), dossier("B", unit_text="Phòng Lạ")], "31/10")
        with shown(store):
            every = [opened(page) for page in ("tong_quan", "don_vi")]
            app = every[0]
            app.button(key="chua_xac_dinh").click().run()
        assert all(any("chưa biết là đơn vị nào" in text for text in said(one)) for one in every[1:])
        assert "Đơn vị" in app.query_params["muc"]
        World(store).put([dossier("A", unit_text="Văn phòng"), dossier("B", unit_text="Thanh tra")], "31/10")
        with shown(store):
            known = opened("tong_quan")
    assert not any("chưa biết là đơn vị nào" in text for text in said(known))


def _named(app: AppTest, name: str) -> list[dict[str, Any]]:
    return [row for one in app.dataframe for row in one.value.to_dict("records") if row.get("name") == name]


def test_a_number_of_the_work_in_hand_opens_as_many_rows(demo: Store) -> None:
    with shown(demo):
        app = opened("don_vi", don_vi="stp-nv2", viec="overdue", thu_tuc="2.900114.000.00.00.H32")
    (work,) = [one.value for one in app.dataframe if "backlog" in one.value]
    (times,) = [one.value for one in app.dataframe if "took" in one.value]
    late, done = [one.value for one in app.dataframe if "became" in one.value]
    assert len(late) == work["overdue"].sum() > 0
    assert times["done"].max() > 100
    of = times[times["name"] == done["title"].iloc[0]]
    assert f": {int(of['done'].iloc[0])} hồ sơ" in " ".join(said(app))


def test_the_morning_list_is_that_of_the_command_by_room_day_and_official(demo: Store) -> None:
    rows = figures.overdue(demo, Asked(agency="stp", as_of=DAY), "dossiers", lateness.SOON_DAYS)

    def listed(**chosen: str) -> list[str]:
        app = opened("qua_han", loai="dossiers", **chosen)
        (found,) = [one.value for one in app.dataframe if "standing" in one.value]
        # hardly any is late in the demonstration
        assert found["risk"].str.fullmatch("●○○ thấp, [0-9,]+%|–").all()
        assert (found["risk"] != "–").any()
        return sorted(found["id"])

    with shown(demo):
        assert listed() == sorted(rows["id"])
        one = rows[
            (rows["unit"] == "stp-nv2") & (rows["days_left"] == 1) & (rows["official"] == "Đỗ Mai Chi")
        ]
        assert 0 < len(one) < len(rows)
        assert listed(sap_cua="stp-nv2", sap_con="1-ngay", sap_nguoi="Đỗ Mai Chi") == sorted(one["id"])


def test_the_figures_above_what_is_overdue_are_those_of_the_morning_list_and_open_their_rows(
    demo: Store,
) -> None:
    rows = figures.overdue(demo, Asked(agency="stp", as_of=DAY), "dossiers", lateness.SOON_DAYS)
    with shown(demo):
        app = opened("qua_han")
        cards = {one.label: one.value.replace("\N{NO-BREAK SPACE}", " ") for one in app.metric}
        ahead = [int((rows["days_left"] == left).sum()) for left in range(4)]
        most = rows["official"].value_counts()
        wanted = ahead[0], ahead[1], ahead[2] + ahead[3], most.iloc[0]
        assert tuple(cards.values())[:4] == tuple(map(str, wanted))
        app = app.button(key="mo_sap_3").click().run()
        assert "".join(app.query_params["sap_nguoi"]) == most.index[0]
        # right below the cards, before what is overdue
        (place,) = [at for at, one in enumerate(app.dataframe) if "standing" in one.value]
        assert place == 0
        assert len(app.dataframe[0].value) == most.iloc[0]


def test_every_page_stands_with_indices_alone(tmp_path: Path) -> None:
    """An agency that has imported nothing but the province's series: no dossier, no plan, no criterion."""
    series = settings_of.SAMPLES / "chi-so-tinh-khanh-hoa.csv"
    with reference.init(tmp_path / "home", "stnmt") as store:
        store.set_fact("demonstration", "true")
        done = batch.import_file(store, ADMIN, Upload(series.name, series.read_bytes()))
        assert done.status == "imported"
        with shown(store):
            for page in dict.fromkeys((*FIGURES, "doi_soat")):
                app = opened(page)
                assert not app.exception, page
                assert not app.error, (page, [one.value for one in app.error])
                texts = " ".join(one.value for one in app.markdown)
                assert "%, ·" not in texts, page
                # what no file speaks of is unknown, not none
                assert not re.search(
                    r"Không có (?:việc|hồ sơ|nhiệm vụ)[^.]{0,20}quá hạn|Không phòng nào|đều khớp|Số mâu thuẫn",
                    texts,
                ), page


@pytest.mark.skipif(not LONG, reason="in a usual run pages with indices alone")
def test_every_page_stands_with_scores_of_other_places_alone(tmp_path: Path) -> None:
    text = "KẾT QUẢ CHỈ SỐ PCI NĂM 2023\nTỉnh;Điểm;Hạng\nQuảng Ninh;71,25;1\nLong An;70,94;2\n"
    with reference.init(tmp_path / "home", "stnmt") as store:
        store.set_fact("demonstration", "true")
        assert batch.import_file(store, ADMIN, Upload("pci.csv", text.encode())).status == "imported"
        with shown(store):
            for page in FIGURES:
                app = opened(page)
                assert not app.exception, page
                assert not app.error, (page, [one.value for one in app.error])
            texts = said(opened("chi_so"))
    assert "Chưa có kết quả chỉ số nào của Sở Tài nguyên và Môi trường, Khánh Hòa" in " ".join(texts)


def test_where_nothing_is_drawn_nothing_is_offered_to_be_clicked(tmp_path: Path) -> None:
    """A list without the columns of its further rates."""
    text = (
        "Danh sách hồ sơ từ ngày 01/10/2024 đến ngày 31/10/2024\n"
        "Mã hồ sơ;Thủ tục;Đơn vị;Hình thức nộp;Ngày tiếp nhận;Ngày hẹn trả;Trạng thái\n"
        "H1;Cấp phiếu;Văn phòng;Trực tuyến;01/10/2024;15/11/2024;Đang xử lý\n"
    )
    with reference.init(tmp_path / "home", "stp") as store:
        store.set_fact("demonstration", "true")
        assert batch.import_file(store, ADMIN, Upload("a.csv", text.encode())).status == "imported"
        with shown(store):
            app = opened("truc_tuyen")
    words = " ".join(one.value for one in app.markdown)
    assert "Chưa có số để vẽ." in words
    assert "bấm một thanh" not in words
    assert len([one for one in app.selectbox if one.label == "Chọn trong hình"]) == len(
        app.get("plotly_chart")
    )


@pytest.mark.parametrize(
    ("head", "points", "says", "slide"),
    [
        ("", "", "Bảng điểm năm 2024 chưa ghi điểm", "Tiêu chí mất điểm: bảng điểm năm 2024 chưa ghi điểm."),
        (";Điểm tự chấm", ";2", "Không mất điểm ở tiêu chí nào", "Không mất điểm ở tiêu chí nào"),
    ],
)
def test_a_sheet_of_criteria_without_points_and_one_that_lost_none(
    tmp_path: Path, head: str, points: str, says: str, slide: str
) -> None:
    """The sheet as the province hands it out, and one in which each has all."""
    text = (
        "BẢNG ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024\n"
        f"STT;Tiêu chí;Điểm tối đa{head}\n1.1;Ban hành kế hoạch;2{points}\n1.2;Báo cáo định kỳ;2{points}\n"
    )
    with reference.init(tmp_path / "home", "stp") as store:
        store.set_fact("demonstration", "true")
        upload = Upload("a.csv", text.encode(), answers=Answers(as_of=date(2024, 6, 30)))
        assert batch.import_file(store, ADMIN, upload).status == "imported"
        with shown(store):
            for page in (*FIGURES, "slide"):
                app = opened(page)
                assert not app.error, (page, [one.value for one in app.error])
            words = " ".join(one.value for one in opened("tieu_chi").markdown)
        look = outputs.look_at(store, Asked(agency="stp", as_of=date(2024, 6, 30)))
        slides = deck.make(look, draw=lambda made: made).slides
    assert says in words
    assert slide in " ".join(f"{one.headline} {' '.join(one.lines)}" for one in slides)


def test_domains_with_their_sums_are_not_counted_beside_their_criteria(tmp_path: Path) -> None:
    """A sheet of two domains with 2,5 of 14 points lost in three of five criteria."""
    text = (
        "BẢNG CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2024\nSTT;Tiêu chí;Điểm tối đa;Điểm tự chấm\n"
        "I;CHỈ ĐẠO, ĐIỀU HÀNH;6;5,5\n1.1;Ban hành kế hoạch;2;2\n1.2;Báo cáo định kỳ;2;1,5\n1.3;Kiểm tra;2;2\n"
        "II;THỦ TỤC HÀNH CHÍNH;8;6\n2.1;Trả đúng hạn;4;3\n2.2;Nộp trực tuyến;4;3\n"
    )
    with fresh_home.build(tmp_path / "home") as store:
        store.set_fact("demonstration", "true")
        upload = Upload("a.csv", text.encode(), answers=Answers(as_of=date(2024, 6, 30)))
        assert batch.import_file(store, ADMIN, upload).rows_loaded == 7
        answer = figures.criteria(store, Asked(agency="stp", as_of=date(2024, 6, 30)))
        with shown(store):
            app = opened("tieu_chi")
            rows = next(one.value for one in app.dataframe if "data" in one.value)
        look = outputs.look_at(store, Asked(agency="stp", as_of=date(2024, 6, 30)))
        slides = deck.make(look, draw=lambda made: made).slides
    assert [row["lost"] for row in answer["criteria"]] == [0.5, 0, 0.5, 0, 2, 1, 1]
    assert (answer["total"]["points"], answer["total"]["max"]) == (11.5, 14)
    cards = {one.label: one.value.replace("\N{NO-BREAK SPACE}", " ") for one in app.metric}
    assert cards["Điểm trong bảng chấm"] == "11,5 / 14"
    assert cards["Điểm bị trừ"] == "2,50"
    said = " ".join(one.value for one in (*app.markdown, *app.caption))
    for words in ("2,50 đã có chi tiết", "Tổng 5 tiêu chí", "3 tiêu chí mất điểm", "0/5 tiêu chí đã chấm"):
        assert words in said
    assert sorted(rows["lost"]) == [0, 0, 0.5, 1, 1]
    (slide,) = (
        one for one in slides if one.note.startswith("Tổng 5 tiêu chí có trong bảng chấm điểm: 11,50")
    )
    assert "mỗi tiêu chí 1,00/2,50 điểm" in slide.headline
    assert slide.table is not None
    assert len(slide.table.rows) == 3


def test_months_are_not_drawn_from_what_stayed_open(tmp_path: Path) -> None:
    """The list of April alone: four of its dossiers came in March, of which no file speaks."""
    rows = [*upload_files.dossiers(4, **{"Ngày kết thúc xử lý": "12/04/2024"}), *upload_files.april(4, 11)]
    with upload_files.home(tmp_path / "home") as store:
        upload = Upload("thang_4.csv", upload_files.export(rows, title=upload_files.APRIL))
        assert batch.import_file(store, ADMIN, upload).status == "imported"
        with shown(store):
            app = opened("truc_tuyen")
    drawn = " ".join(one.proto.spec for one in app.get("plotly_chart"))
    assert "T4" in drawn
    assert "T3" not in drawn
    assert any("Chưa ước được: thiếu tháng 12/2023, 1–3" in one.value for one in app.markdown)


def test_a_month_without_a_file_stays_empty_and_each_month_stands_beside_its_own_of_the_year_before(
    tmp_path: Path,
) -> None:
    """The months after the gap stood beside those of a month before: June beside the May of last year."""
    counts = {"04/2023": (1, 3), "05/2023": (2, 2), "06/2023": (3, 1), "04/2024": (4, 0), "06/2024": (1, 1)}
    with upload_files.home(tmp_path / "home") as store:
        for place, (month, (online, counter)) in enumerate(counts.items()):
            days = {
                "Ngày tiếp nhận": f"03/{month}",
                "Ngày hẹn trả": f"17/{month}",
                "Ngày kết thúc xử lý": f"12/{month}",
            }
            rows = [
                *upload_files.dossiers(online, 100 * place + 1, **days),
                *upload_files.dossiers(counter, 100 * place + 51, **{**days, "Hình thức nộp": "Trực tiếp"}),
            ]
            if month == "06/2024":  # a dossier of May, which stayed open until June
                rows += upload_files.dossiers(1, 900, **{**days, "Ngày tiếp nhận": "03/05/2024"})
            title = f"Từ ngày 01/{month} đến ngày 30/{month}"
            upload = Upload(f"{place}.csv", upload_files.export(rows, title=title))
            assert batch.import_file(store, ADMIN, upload).status == "imported"
        with shown(store):
            app = opened("truc_tuyen")
    drawn = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    bars = [[trace["y"] for trace in one["data"] if trace["type"] == "bar"] for one in drawn]
    assert [[0.25, 0.5, 0.75], [1, None, 0.5]] in bars
    assert "tháng trống: chưa có số" in "\n".join(said(app))


def test_a_list_that_shows_fewer_than_its_headline_counts_says_where_the_others_are(demo: Store) -> None:
    """Kế hoạch said ten and showed six."""
    app = opened("ke_hoach")
    assert "10 việc đến hạn trong 14 ngày tới" in "\n".join(said(app))
    assert "Và 4 việc nữa: phần “14 ngày tới” của Danh sách nhiệm vụ." in "\n".join(said(app))


def test_a_plan_of_the_year_stands_first_and_a_deadline_of_another_year_says_so(tmp_path: Path) -> None:
    """In January the larger plan of the year before was shown, what it lacks since "15/01" as if that was to come."""
    head = "STT;Nhiệm vụ;Sản phẩm;Thời gian hoàn thành;Chủ trì\n"
    plans = {
        2024: "1;Ban hành quy chế;Văn bản;Trước ngày 15/01/2024;Văn phòng\n2;Tập huấn;Lớp;30/6/2024;Văn phòng\n",
        2025: "1;Kiểm tra việc thực hiện;Báo cáo;Trước ngày 10/01/2025;Văn phòng\n",
    }
    with closing(upload_files.home(tmp_path / "home")) as store, shown(store):
        for year, rows in plans.items():
            table = f"KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM {year}\n{head}{rows}".encode()
            upload = Upload(f"{year}.csv", table, answers=Answers(as_of=date(2025, 1, 5)))
            assert batch.import_file(store, ADMIN, upload).status == "imported"
        this, both = opened("ke_hoach"), opened("ke_hoach", ke_hoach="tat-ca")
        late = attention(store, Asked(agency="stp", as_of=date(2025, 1, 5))).foremost
    assert "1 việc đến hạn trong 14 ngày tới" in "\n".join(said(this))
    assert "việc quá hạn" not in "\n".join(said(this))
    assert "2 việc quá hạn, lâu nhất từ 15/01/2024" in "\n".join(said(both))
    assert ["15/01/2024", "30/06/2024"] in [[*one.value.get("Hạn", ())] for one in both.table]
    (finding,) = (one for one in late if one.page == "ke-hoach")
    assert finding.filters["ke_hoach"] == "tat-ca"  # of the plan that stands first it would count none


def test_units_compared_with_a_meeting_explain_every_sign_in_their_cells(demo: Store) -> None:
    app = opened("giao_ban")
    assert "mẫu số dưới 10" in "\n".join(said(app))


def test_a_number_with_its_mark_stands_where_numbers_do() -> None:
    side = tables.config(TABLES["procedure_days"])
    assert side["took"]["alignment"] == "right"
    assert not side["name"].get("alignment")


def test_what_leaves_a_page_of_one_unit_says_of_which(demo: Store) -> None:
    said = "Dữ liệu minh họa · Số liệu đến 31/10/2024 · Sở Tư pháp"
    for query, wanted in (
        ({"don_vi": "stp-nv2"}, f"{said} · Nghiệp vụ 2 · phiên bản"),
        ({}, f"{said} · phiên bản"),
    ):
        layouts = [
            json.loads(one.proto.spec)["layout"] for one in opened("truc_tuyen", **query).get("plotly_chart")
        ]
        sources = [one["meta"]["source"] for one in layouts]  # what stands below the picture of a chart
        assert sources
        assert [one for one in sources if not one.startswith(wanted)] == []


def test_a_source_reaches_as_far_as_a_later_file_of_it_speaks(tmp_path: Path) -> None:
    """On 15/4 the figures come from the list of April too, which is as of 30/4; on 31/3 from that of March alone."""
    with upload_files.home(tmp_path / "home") as store:
        for name, rows, title in (
            ("thang_3.csv", upload_files.dossiers(4), upload_files.MARCH),
            ("thang_4.csv", upload_files.april(4, 11), upload_files.APRIL),
        ):
            upload = Upload(name, upload_files.export(rows, title=title))
            assert batch.import_file(store, ADMIN, upload).status == "imported"
        with shown(store):
            for day, reaches in (("2024-04-15", "15/04/2024"), ("2024-03-31", "31/03/2024")):
                last = [one.value for one in opened("qua_han", den=day).markdown if "nguồn: " in one.value]
                assert [f"nguồn: Một cửa \\({reaches}\\) ·" in one for one in last] == [True]
        asked = Asked(agency="stp", as_of=date(2024, 4, 15))
        assert list(figures.files(store, asked)["file_name"]) == ["thang_4.csv", "thang_3.csv"]
        asked = replace(asked, as_of=date(2024, 3, 31), year=0)
        assert list(figures.files(store, asked, "dossiers")["file_name"]) == ["thang_3.csv"]


@pytest.mark.parametrize("page", sample(FIGURES))
def test_every_page_stands_for_a_range(demo: Store, page: str) -> None:
    app = opened(page, tu="Từ 01/09/2024")
    assert not app.exception
    assert not app.error


def test_a_range_counts_its_own_days_and_has_no_target(demo: Store) -> None:
    start = date(2024, 9, 1)
    whole = Context(demo, "stp", 2024, DAY, None, "week", named("x"), "light")
    part = loading.value(whole.but(date_from=start), "online_rate")
    year = loading.value(whole, "online_rate")
    counted = figures.values(demo, Asked(agency="stp", as_of=DAY, date_from=start)).one("online_rate")
    assert part == counted
    assert part is not None
    assert year is not None
    assert (part.denominator or 0) < (year.denominator or 0)
    assert (part.target, part.state) == (None, "no_target")


def said(app: AppTest) -> list[str]:
    """Every text that a reader sees outside grids and plots."""
    texts = [e.value for kind in (app.title, app.markdown, app.info, app.warning, app.error) for e in kind]
    for metric in app.metric:
        texts += [metric.label, str(metric.value), str(metric.delta or "")]
    return [*texts, *(e.label for kind in (app.button, app.toggle) for e in kind)]


def assert_sound(app: AppTest, page: str) -> None:
    assert not app.exception
    assert not app.error
    assert TITLES[page] in app.title[0].value
    for text in said(app):
        assert not FOREIGN.search(text.replace("\\", "")), text


@pytest.mark.parametrize("page", FIGURES)
def test_a_page_without_data_says_what_to_upload(empty: Store, page: str) -> None:
    app = opened(page)
    assert not app.exception
    assert not app.error
    assert app.title
    assert "Nhập dữ liệu" in " ".join(said(app)) or page == "chi_so"


@pytest.mark.parametrize("page", FIGURES)
def test_a_page_stands_for_all_units(demo: Store, page: str) -> None:
    assert_sound(opened(page), page)


@pytest.fixture(scope="module")
def single_dossier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with fresh_home.build(tmp_path_factory.mktemp("single") / "home") as store:
        store.set_fact("demonstration", "true")
        World(store).put([dossier("D-1", unit_text="Văn phòng")], "31/10")
        yield store


@pytest.mark.parametrize("page", sorted({*sample(FIGURES, 1), "don_vi"}))
def test_a_page_stands_for_a_unit_with_a_single_dossier(single_dossier: Store, page: str) -> None:
    """A small base is marked as such; the mark has no sign of its own."""
    with shown(single_dossier):
        app = opened(page)
        next(box for box in app.selectbox if box.label == "Đơn vị").set_value("stp-vp").run()
    assert not app.exception
    assert not app.error
    if page == "don_vi":
        assert "Số ít" in " ".join(said(app))


@pytest.mark.parametrize("page", sample(FIGURES, 2))  # each page on its last day: test_calendar.py
def test_a_page_stands_for_the_year_before(demo: Store, page: str) -> None:
    assert_sound(opened(page, nam="2023"), page)


@pytest.mark.parametrize("kind", ["dossiers", "tasks", "petitions", "joint_dossiers", "plan"])
def test_each_list_of_what_is_overdue_stands(demo: Store, kind: str) -> None:
    app = opened("qua_han", loai=kind)
    app.query_params["loai"] = kind
    assert_sound(app.run(), "qua_han")


@pytest.mark.parametrize(
    "more",
    sample(
        [
            "unit",
            "official",
            "procedure",
            "field",
            "month",
            "moved",
            "paused_without_reason",
            "extra_supplement_dossiers",
        ],
        1,
    ),
)
def test_each_further_list_stands(demo: Store, more: str) -> None:
    app = opened("qua_han")
    app.query_params["xem_them"] = more
    assert_sound(app.run(), "qua_han")


def test_each_of_the_seven_numbers_of_a_giao_ban_is_one_click_from_the_overview(demo: Store) -> None:
    """Overdue, due soon, online against its target, late tasks, digital rates, petitions, points of CCHC."""

    def behind(button: str) -> str:
        app = opened("tong_quan")
        app.button(key=button).click().run()
        assert not app.exception
        texts = [one.value for kind in (app.markdown, app.title) for one in kind]
        texts += [
            option for kind in (app.selectbox, app.button_group) for one in kind for option in one.options
        ]
        return "\n".join(texts).replace("\\", "")

    asked = figures.Asked(agency="stp", as_of=date(2024, 10, 31))
    values = figures.values(demo, asked)

    def rate(code: str) -> str:
        found = values.one(code)
        assert found is not None
        return show(found.value or 0, rate=True)

    late = {kind: len(figures.overdue(demo, asked, kind)) for kind in ("dossiers", "tasks", "petitions")}
    soon = len(figures.overdue(demo, asked, "dossiers", lateness.SOON_DAYS))
    digital = [f"▲ {rate(code)} / 100%" for code in ("digitised_rate", "e_result_rate")]
    expected = {
        "mo_the_0": (f"{rate('online_rate')}, khó đạt 55%", *digital),
        "mo_the_1": (
            f"Danh sách {late['dossiers']} hồ sơ quá hạn",
            f"Sắp đến hạn: {soon} hồ sơ",
            f"Nhiệm vụ · {late['tasks']}",
            f"PAKN · {late['petitions']}",
        ),
        "mo_the_5": ("Điểm CCHC: 84,27 →",),
    }  # fmt: skip
    for button, words in expected.items():
        text = behind(button)
        assert [one for one in words if one not in text] == [], button


def test_late_dossiers_by_weekday_and_days_of_a_procedure_open_their_rows(demo: Store) -> None:
    asked = figures.Asked(agency="stp", as_of=date(2024, 10, 31))
    (part,) = (one for one in figures.late_parts(demo, asked, "due_weekday") if one.key == "4")
    app = opened("qua_han", xem_them="weekday", theo_ngay="due", tre_khi_due_weekday="4")
    assert_sound(app, "qua_han")
    assert f"**Trễ hạn: Thứ Năm: {part.late} hồ sơ**" in [one.value for one in app.markdown]
    assert part.late in [len(one.value) for one in app.dataframe if "became" in one.value]
    row = figures.procedure_days(demo, asked).iloc[1]
    taken = Counter(row["every"])
    day = max(day for day in taken if day < 30)
    app = opened("qua_han", xem_them="times", thu_tuc=row["key"], so_ngay=str(day))
    assert_sound(app, "qua_han")
    assert f"**{row['name']}: {taken[day]} hồ sơ**" in [one.value for one in app.markdown]


@pytest.mark.parametrize(
    ("page", "switch"),
    sample(
        [
            ("tong_quan", "tat_ca_chi_tieu"),
            ("qua_han", "sua_dossiers"),
            ("qua_han", "xem_sap_dossiers"),
            ("tieu_chi", "sua_tieu_chi"),
            ("tieu_chi", "sua_tu_cham"),
            ("ke_hoach", "sua_ke_hoach"),
            ("ke_hoach", "so_bao_cao"),
            ("truc_tuyen", "theo_linh_vuc"),
            ("truc_tuyen", "loai_tru"),
            ("don_vi", "xem_don_vi"),
            ("don_vi", "thang_danh_gia"),
        ],
        1,
    ),
)
def test_each_switch_of_a_page_stands(demo: Store, page: str, switch: str) -> None:
    app = opened(page, **({"don_vi": "stp-vp"} if page == "don_vi" else {}))
    if switch.startswith("sua_"):  # typing is no view: it stands in no address
        app.session_state[switch] = True
    else:
        app.query_params[switch] = "1"
    assert_sound(app.run(), page)


def test_a_viewer_is_offered_nothing_to_enter(demo: Store) -> None:
    app = opened("qua_han")
    assert "Ghi nguyên nhân, ngày hẹn xong" in {toggle.label for toggle in app.toggle}
    here = app.session_state["_chiso_context"]
    assert not here.but(actor=Actor(here.actor.name, "viewer")).may("edit")


def test_the_cards_show_the_figures_of_the_core(demo: Store) -> None:
    values = figures.values(demo, Asked(agency="stp", as_of=DAY, year=2024)).frame().set_index("indicator")
    shown = {metric.label: metric.value for metric in opened("tong_quan").metric}
    assert shown["Trực tuyến"] == show(float(values.loc["online_rate", "value"]), rate=True)
    assert shown["Quá hạn"] == f"{int(values.loc['overdue_dossiers', 'value'])} hồ sơ"
    assert shown["CCHC 2023"] == "84,27"


def test_the_published_points_of_2023_and_what_is_missing_of_them(demo: Store) -> None:
    shown = {metric.label: metric.value for metric in opened("tieu_chi").metric}
    assert shown["Điểm CCHC năm 2023"] == "84,27\u00a0/\u00a094,5"
    assert shown["Điểm bị trừ"] == "10,23"
    assert "1,97 điểm chưa có chi tiết" in " ".join(said(opened("tieu_chi"))).replace("\\", "")


def test_beside_the_criteria_of_one_unit_the_points_are_called_the_agencys(demo: Store) -> None:
    """ "Tổng 1 tiêu chí", "1,00 đã có chi tiết" stood below the points of all eleven, which lost 8,26."""
    app = opened("tieu_chi", don_vi="stp-thanhtra")
    shown = {metric.label: metric.value for metric in app.metric}
    assert shown["Điểm bị trừ, cả cơ quan"] == "10,23"
    assert "8,26 đã có chi tiết" in " ".join(said(app)).replace("\\", "")


# --- the queries of the pages agree with the core -----------------------------------------------------------------


YEAR = Asked(agency="stp", as_of=DAY, year=2024)


@pytest.mark.parametrize("kind", ["dossiers", "tasks", "petitions"])
def test_weeks_end_at_todays_list_and_every_week_adds_up(demo_store: Store, kind: str) -> None:
    weeks = figures.overdue_weeks(demo_store, Asked(agency="stp", as_of=DAY), kind=kind, weeks=12)
    assert weeks["standing"].iloc[-1] == len(
        figures.overdue(demo_store, Asked(agency="stp", as_of=DAY), kind=kind)
    )
    flow = weeks["standing"].shift() + weeks["new"] - weeks["cleared"]
    assert list(weeks["standing"].iloc[1:]) == list(flow.iloc[1:])


@pytest.mark.parametrize("unit", [None, "stp-hctp", "stp-vp"])
def test_the_cumulative_line_ends_at_the_figure(demo_store: Store, unit: str | None) -> None:
    values = figures.values(demo_store, replace(YEAR, unit=unit), indicator="online_rate").frame()
    days = figures.days(demo_store, replace(YEAR, unit=unit), "online_rate")
    assert days["numerator"].iloc[-1] == values["numerator"].iloc[0]
    assert days["denominator"].iloc[-1] == values["denominator"].iloc[0]
    months = figures.breakdown(demo_store, replace(YEAR, unit=unit), "online_rate", "month")
    assert months["denominator"].sum() == values["denominator"].iloc[0]
    assert (months[["online", "counter", "postal"]].sum(axis=1) <= months["denominator"]).all()
    for by in ("unit", "procedure", "field"):
        parts = figures.breakdown(demo_store, replace(YEAR, unit=unit), "online_rate", by)
        assert parts["numerator"].sum() == values["numerator"].iloc[0]
        assert parts["denominator"].sum() == values["denominator"].iloc[0]


def test_switching_the_denominator_only_narrows_it(demo_store: Store) -> None:
    whole = figures.days(demo_store, YEAR, "online_rate").iloc[-1]
    for offered, without in ((True, ()), (False, EXCLUDED), (True, EXCLUDED)):
        base, asked = figures.Base(offered=offered), replace(YEAR, without=without)
        part = figures.days(demo_store, asked, "online_rate", base=base).iloc[-1]
        assert part["denominator"] <= whole["denominator"]
        assert part["numerator"] <= part["denominator"]


@pytest.mark.parametrize("by", ["unit", "official", "procedure", "field", "month"])
def test_late_by_anything_is_the_same_total(demo_store: Store, by: str) -> None:
    rows = figures.late_by(demo_store, YEAR, by=by)
    values = figures.values(demo_store, YEAR).frame().set_index("indicator")
    assert rows["overdue"].sum() <= values.loc["overdue_dossiers", "value"]
    late = values.loc["on_time_rate", "denominator"] - values.loc["on_time_rate", "numerator"]
    assert rows["late"].sum() <= late
    if by in ("unit", "procedure", "month"):  # the others leave out rows that name nobody
        assert (rows["overdue"].sum(), rows["late"].sum()) == (values.loc["overdue_dossiers", "value"], late)


# --- counting lists -----------------------------------------------------------------------------------------------


def late_records(*days: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": ["a"] * len(days),
            "unit_name": ["A"] * len(days),
            "days_late": list(days),
            "days_left": list(days),
        }
    )


def test_ages_have_the_borders_of_the_office() -> None:
    counts = lateness.ageing(late_records(0, 1, 3, 4, 7, 8, 30, 31, 200), "unit", "unit_name").iloc[0]
    assert [counts[age] for age in lateness.AGES] == [5, 2, 2]
    assert (counts["total"], counts["longest"]) == (9, 200)


def test_a_list_as_text_says_how_long_it_is_late_or_how_long_there_is_still() -> None:
    rows = [
        ("H32-1", "Lê An", date(2024, 10, 9), "overdue", 11, None),
        ("H32-2", "", date(2024, 10, 25), "overdue", 0, None),  # a Friday, looked at on Sunday 27/10
        ("H32-3", None, date(2024, 10, 27), "due", 0, 0),
        ("H32-4", "Lê An", date(2024, 10, 30), "due", 0, 3),
    ]
    records = pd.DataFrame(rows, columns=["id", "official", "due", "state", "days_late", "days_left"])
    records["days_left"] = records["days_left"].astype("Int64")
    assert overdue.as_text(records.assign(unit_name="Văn phòng", title="Cấp phiếu"), "Việc") == (
        "Việc\n\nVăn phòng (4):\n"
        "- H32-1: Cấp phiếu, Lê An, hạn 09/10/2024, trễ 11 ngày làm việc\n"
        "- H32-2: Cấp phiếu, hạn 25/10/2024, đã quá hẹn 25/10/2024\n"
        "- H32-3: Cấp phiếu, hạn 27/10/2024, hôm nay\n"
        "- H32-4: Cấp phiếu, Lê An, hạn 30/10/2024, còn 3 ngày làm việc"
    )


@settings(max_examples=examples(50))
@given(st.lists(st.integers(1, 400), min_size=1, max_size=60))
def test_ageing_loses_nobody(days: list[int]) -> None:
    counts = lateness.ageing(late_records(*days), "unit", "unit_name")
    assert counts["total"].sum() == len(days)


# --- what the office enters ---------------------------------------------------------------------------------------


def test_an_entry_stands_beside_its_record_and_the_newest_holds(demo_home: Path) -> None:
    with Store.open(demo_home) as store:
        late = figures.overdue(store, Asked(agency="stp", as_of=DAY), kind="dossiers")
        late = late[late["cause"].isna() & late["office_note"].isna()]
        key, version = str(late["key"].iloc[0]), store.data_version
        office.enter(store, named("an"), "stp", "dossiers", {key: {"cause": "Quên thao tác"}})
        office.enter(store, named("binh"), "stp", "dossiers", {key: {"cause": "Chờ phối hợp"}})
        office.enter(store, named("binh"), "stp", "dossiers", {key: {"promised_on": "2024-11-08"}})
        row = (
            figures.overdue(store, Asked(agency="stp", as_of=DAY), kind="dossiers").set_index("key").loc[key]
        )
        assert row["cause"] == "Chờ phối hợp"
        assert str(row["promised_on"])[:10] == "2024-11-08"
        assert store.data_version > version
        kept = store.rows("reference/whole", {"table": ("entries",)})
        told = {(row["entered_by"], row["value"]) for row in kept if row["record_key"] == key}
        assert told == {("an", "Quên thao tác"), ("binh", "Chờ phối hợp"), ("binh", "2024-11-08")}
        office.enter(store, named("an"), "stp", "dossiers", {key: {"cause": ""}})
        assert office.wide(store, "stp", "dossiers").set_index("record_key").loc[
            key, "cause"
        ] is None or pd.isna(office.wide(store, "stp", "dossiers").set_index("record_key").loc[key, "cause"])


def test_an_entry_of_an_unknown_name_is_refused(empty_store: Store) -> None:
    with pytest.raises(Refused):
        office.enter(empty_store, named("an"), "stp", "dossiers", {"k": {"status": "x"}})
    with pytest.raises(Refused):
        office.enter(empty_store, named("an"), "stp", "dossiers", {"k": {"note": "x" * 3000}})


@pytest.mark.parametrize(
    ("dataset", "name", "value"),
    [
        ("dossiers", "promised_on", "8/11/2024"),
        ("dossiers", "promised_on", "2024-02-30"),
        ("plan_tasks", "finished_on", "hôm qua"),
        ("plan_tasks", "starts_on", "QĐ 12"),
        ("tasks", "cause", "Trời mưa"),
        ("dossiers", "cause", "khác"),
    ],
)
def test_what_the_browser_sends_is_judged_where_it_is_stored(
    empty_store: Store, dataset: str, name: str, value: str
) -> None:
    with pytest.raises(Refused) as refused:
        office.enter(empty_store, named("an"), "stp", dataset, {"k": {name: value}})
    assert refused.value.code == "bad_entry"
    assert office.entries(empty_store, "stp", dataset).empty


@pytest.mark.skipif(not LONG, reason="every page with every entry")
def test_an_entry_that_is_none_of_its_kind_breaks_nothing(demo_home: Path) -> None:
    """As an earlier release took it from a browser: lists, pages and the deck are there without it."""
    with Store.open(demo_home) as store:
        asked = Asked(agency="stp", as_of=DAY)
        keys = {
            "dossiers": [*figures.overdue(store, asked, kind="dossiers")["key"].head(10)],
            "tasks": [*figures.overdue(store, asked, kind="tasks")["key"].head(10)],
            "plan_tasks": [*figures.owed(store, asked)["key"], *figures.plan(store, asked)["key"]],
            "criteria": [row["key"] for row in figures.criteria(store, asked)["criteria"]],
        }
        with store.transaction():
            for dataset, of in keys.items():
                for name, key in product(DATASETS[dataset].entries, of if LONG else of[:10]):
                    said = {"dataset": dataset, "record_key": key, "name": name, "value": "31/02/2024 là <b>"}
                    store.execute(
                        "office/add_entry", agency="stp", who="an", now=utc_now(), known_on=None, **said
                    )
            store.bump()
        assert outputs.deck(store, asked).slides > 10
        with shown(store):
            for page in ("tong_quan", "qua_han", "ke_hoach", "tieu_chi"):
                app = opened(page)
                assert not app.exception
                assert not app.error


def test_a_finished_plan_task_is_no_longer_overdue(demo_home: Path) -> None:
    with Store.open(demo_home) as store:
        plan = figures.plan(store, Asked(agency="stp", as_of=DAY))
        late = plan[(plan["state"] == "overdue") & ~plan["is_recurring"]]
        key = str(late["key"].iloc[0])
        done = {"status": "Hoàn thành", "finished_on": "2024-10-30"}
        office.enter(store, named("an"), "stp", "plan_tasks", {key: done})
        after = figures.plan(store, Asked(agency="stp", as_of=DAY)).set_index("key").loc[[key]]
        assert set(after["state"]) == {"done"}


def test_saving_edited_cells_writes_entries_with_who(demo_home: Path) -> None:
    with Store.open(demo_home) as store:
        here = Context(store, "stp", 2024, DAY, None, "week", Actor("lan", "editor"), "light")
        shown = pd.DataFrame({"cause": [None], "promised_on": [None]}, index=["000-1"])
        edited: dict[Any, dict[str, Any]] = {0: {"cause": "Khác", "promised_on": date(2024, 11, 1)}}
        editing.save(here, "dossiers", shown, edited, TABLES["entered"])
        found = office.entries(store, "stp", "dossiers").set_index(["record_key", "name"]).loc["000-1"]
        assert found.loc["promised_on", "value"] == "2024-11-01"
        assert set(found["entered_by"]) == {"lan"}


# --- small things -------------------------------------------------------------------------------------------------


def test_searching_ignores_accents_and_needs_every_word() -> None:
    frame = pd.DataFrame({"name": ["Phòng Hành chính tư pháp", "Văn phòng"], "n": [1, 2]})
    columns = {"name": Column("Tên"), "n": Column("Số", "count")}
    assert list(tables.matching(frame, columns, "hanh phap")["n"]) == [1]
    assert list(tables.matching(frame, columns, "PHÒNG")["n"]) == [1, 2]
    assert list(tables.matching(frame, columns, "")["n"]) == [1, 2]


def test_a_painted_grid_says_and_looks_like_the_styler_that_pandas_works_out() -> None:
    frame = pd.DataFrame({"name": ["Phòng A", "Phòng B"], "rate": [0.5, 0.25], "late": [3.0, 0.0]})
    red, ink = {"color": "#b00020", "font-weight": "700"}, {"color": "#111111"}
    cells = [(0, 1, "50%"), (1, 1, "25%"), (0, 2, "3"), (1, 2, "0")]
    ours = painting.painted(frame, cells, [(ink, [(0, 0), (1, 0)]), (red, [(0, 2)])])
    theirs = (
        frame.style.set_uuid("x")
        .format({"rate": "{:.0%}", "late": "{:.0f}"})
        .map(lambda _: "color: #111111", subset=["name"])
        .map(lambda late: "color: #b00020; font-weight: 700" if late else "", subset=["late"])
    )
    sent = []
    for one in (ours, theirs):
        proto = ArrowData()
        marshall_styler(proto, one, "x")
        looks = {
            cell: sorted(part.strip() for part in look.split(";"))
            for cells, look in re.findall(r"(.+?) {(.+?)}", proto.styler.styles)
            for cell in cells.strip().split(", ")
        }
        sent.append((looks, proto.styler.uuid, proto.styler.display_values))
    assert sent[0] == sent[1]
    assert sent[0][0]["#T_x_row0_col2"] == ["color: #b00020", "font-weight: 700"]


def test_a_text_longer_than_its_column_gets_rows_in_which_lines_break() -> None:
    columns = {"n": Column("Số", "count", 80), "name": Column("Tên", width=200)}
    short, long = "Cấp Thẻ đấu giá viên", "Cấp Phiếu lý lịch tư pháp cho cơ quan, tổ chức"
    longest = "Cấp Phiếu lý lịch tư pháp cho công dân Việt Nam, người nước ngoài đang cư trú tại Việt Nam"
    for name, height in (
        (short, tables.ROW_HEIGHT),
        (long, tables.HIGH_ROW),
        (longest, tables.HIGHEST_ROW),
        (None, tables.ROW_HEIGHT),
    ):
        assert tables.row_height(pd.DataFrame({"n": [1], "name": [name]}), columns) == height
    assert tables.HIGH_ROW > 64  # four rem, from which on Streamlit's grid breaks lines


def test_a_file_that_leaves_a_page_is_called_in_vietnamese_with_its_day(demo_home: Path) -> None:
    with Store.open(demo_home) as store:
        here = Context(store, "stp", 2024, DAY, None, "week", Actor("lan", "editor"), "light")
        for unit, title, name in (
            (None, "Danh sách hồ sơ quá hạn", "stp-danh-sach-ho-so-qua-han-2024-10-31"),
            ("stp-vp", "Trực tuyến: còn lại 1.284 dòng", "stp-vp-truc-tuyen-con-lai-1-284-dong-2024-10-31"),
            (None, "Đơn vị " * 20, f"stp-{'don-vi-' * 8}don-2024-10-31"),  # 59 letters: one more word is 62
        ):
            assert widgets.file_name(replace(here, unit=unit), title) == name


def test_columns_share_out_what_room_is_left_to_texts_the_shortest_lack_first() -> None:
    """Of 30 letters 30 × 7.2 + 16 = 232 pixels, of 100 736; 720 are declared."""
    columns = {
        "n": Column("Số", "count", 80),
        "id": Column("Số hồ sơ", width=200),
        "name": Column("Tên", width=440),
    }
    shown = pd.DataFrame({"n": [1], "id": ["x" * 30], "name": ["x" * 100]})
    for room, widths in (
        (1200, [80, 232, 736]),  # what is over Streamlit shares out
        (1000, [80, 232, 688]),
        (740, [80, 220, 440]),
        (720, [80, 200, 440]),
        (0, [80, 200, 440]),  # nobody knows
    ):
        assert [one.width for one in paper.roomy(shown, columns, room).values()] == widths
    assert tables.row_height(shown, paper.roomy(shown, columns, 1200)) == tables.ROW_HEIGHT
    narrow = {**columns, "name": Column("Tên", width=430)}
    assert paper.roomy(shown, narrow, 1200) == narrow, "it stands beside something else"


def test_a_column_gets_room_for_three_lines_before_others_get_it_for_one() -> None:
    """Of 100 letters 100 × 7.2 / 2.5 + 16 = 304 pixels are three lines: names were cut in their fourth, beside units
    with room to spare."""
    columns = {"unit": Column("Đơn vị", width=500), "name": Column("Tên", width=220)}
    shown = pd.DataFrame({"unit": ["x" * 80], "name": ["x" * 100]})
    for room, widths in ((820, [516, 304]), (780, [500, 280])):
        assert [one.width for one in paper.roomy(shown, columns, room).values()] == widths
    assert tables.row_height(shown, paper.roomy(shown, columns, 820)) == tables.HIGH_ROW


def test_digits_and_capitals_are_wider_than_letters() -> None:
    """In a list “CẢI CÁCH THỦ TỤC HÀNH CHÍNH” is 224 pixels wide, “cải cách thủ tục hành chính” 188: the end of the
    first was cut off in a row of one line."""
    columns = {"name": Column("Mục", width=220)}
    for name, height in (
        ("CẢI CÁCH THỦ TỤC HÀNH CHÍNH", tables.HIGH_ROW),
        ("cải cách thủ tục hành chính", tables.ROW_HEIGHT),
        ("000.00.08.H32-240930-4048", tables.HIGH_ROW),  # 216 pixels, of which 204 are free
    ):
        assert tables.row_height(pd.DataFrame({"name": [name]}), columns) == height


def test_what_has_no_room_in_the_highest_row_ends_at_a_word() -> None:
    """160 pixels hold 20 letters of 7.2 beside 16 kept free, 3.6 lines of them 72."""
    columns = {"n": Column("Số", "count", 80), "name": Column("Tên", width=160)}
    fits, longer = "abcdefgh " * 7 + "abcdefghi", "abcdefgh " * 9
    shown = paper.cut(pd.DataFrame({"n": [1, 2], "name": [fits, longer]}), columns)
    assert list(shown["name"]) == [fits, "abcdefgh " * 7 + "…"]
    assert list(shown["n"]) == [1, 2]


def test_a_few_words_and_a_number_with_its_unit_stay_in_one_line() -> None:
    said = {
        "Nghiệp vụ 1": "Nghiệp\u00a0vụ\u00a01",
        "trễ 126 ngày làm việc": "trễ 126\u00a0ngày làm việc",
        "Phòng Hành chính": "Phòng Hành chính",
        "2024-10 Nhac_viec.xlsx": "2024-10 Nhac_viec.xlsx",
    }
    assert {text: paper.whole(text).replace("\\", "") for text in said} == said


@pytest.mark.parametrize(
    ("compare", "as_of", "expected"),
    [
        ("week", date(2024, 10, 31), date(2024, 10, 24)),
        ("month", date(2024, 10, 31), date(2024, 9, 30)),
        ("month", date(2024, 3, 31), date(2024, 2, 29)),
        ("month", date(2024, 3, 15), date(2024, 2, 29)),
        ("quarter", date(2024, 10, 31), date(2024, 9, 14)),
        ("year", date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_the_day_compared_with(empty_store: Store, compare: str, as_of: date, expected: date) -> None:
    here = Context(empty_store, "stp", 2024, as_of, None, compare, Actor("an", "viewer"), "light")
    assert here.asked.earlier().as_of == expected


def test_a_delta_is_grey_without_a_real_change_and_begins_with_a_minus_as_numbers_do() -> None:
    now = made(value=0.976, denominator=100, target=1.0, state="near")
    before = made(value=0.984, denominator=100, state="near")
    tasks = "task_on_time_rate"
    card = cards.figure_card(tasks, now, before)
    assert (card.change, card.color) == ("−0,8 điểm %", "off")

    def moved(move: int | None) -> cards.Kpi:
        return cards.figure_card(tasks, now, before, move=move)

    assert (moved(-1).color, moved(-1).under) == ("normal", f"Tháng 10 khác thường\n{card.under}")
    assert (moved(1).color, moved(1).under) == ("off", card.under)  # of another direction nothing is said
    assert (moved(0).color, moved(0).under) == ("off", f"Tháng 10 bình thường\n{card.under}")
    assert (moved(None).color, moved(None).under) == ("off", card.under)
    less, more = (replace(value, kind="count") for value in (now, before))
    count = cards.figure_card("overdue_dossiers", less, more, move=-1)
    assert (count.color, count.under.split("\n")[0]) == ("inverse", "Thấp khác thường")
    count = cards.figure_card("overdue_dossiers", less, more, move=1)
    assert (count.color, count.under.split("\n")[0]) == ("off", "Vẫn cao khác thường")
    count = cards.figure_card("overdue_dossiers", less, None, move=1)  # nothing is known of an earlier day
    assert (count.change, count.color, count.under.split("\n")[0]) == (None, "off", "Cao khác thường")
    assert newest_count([20.0] * 11 + [10]) == -1
    assert newest_count([9.0] * 11 + [1]) is None  # never ten
    assert newest_count([10.0, 12.0] * 5) == 0
    assert newest_count([10.0, 12.0]) is None
    # a run above the mean of 16; the limits are 13,04 and 18,96
    assert newest_count([11.0, 13.0, 13.0, 18.0, 19.0, 18.0, 17.0, 17.0, 17.0, 17.0]) is None
    assert cards.figure_card(tasks, now, now).change == cards.UNCHANGED


@pytest.mark.parametrize(("many", "drawn"), [(2, []), (3, [0.1, 0.2, 0.3])])
def test_two_months_are_no_trend(
    monkeypatch: pytest.MonkeyPatch, demo: Store, many: int, drawn: list[float]
) -> None:
    """In January the line of December and five days stood across the whole card, against the change beside it."""
    months = [
        made(indicator="online_rate", month=f"2024-0{month}", value=month / 10)
        for month in range(1, many + 1)
    ]
    monkeypatch.setattr(loading, "ask", lambda *_: Values(tuple(months)))
    assert (
        loading.trend(
            Context(demo, "stp", 2024, date(2024, 3, 31), None, "week", ADMIN, "light"), "online_rate"
        )
        == drawn
    )


def test_a_change_turns_its_arrow_and_has_its_colour_by_the_minus_that_numbers_have() -> None:
    def drawn() -> None:
        from chiso.web.parts import widgets

        widgets.metric("A", "1", "−2 hồ sơ", "inverse")
        widgets.metric("B", "1", "−0,8 điểm %", "normal")
        widgets.metric("C", "1", "3 hồ sơ", "inverse")
        widgets.metric("D", "1", "−3 hồ sơ")
        widgets.metric("E", "1", "không đổi", "normal", is_step=False)

    look = {
        one.label: (one.proto.color, one.proto.direction) for one in AppTest.from_function(drawn).run().metric
    }
    assert look == {
        "A": (Metric.GREEN, Metric.DOWN),
        "B": (Metric.RED, Metric.DOWN),
        "C": (Metric.RED, Metric.UP),
        "D": (Metric.GRAY, Metric.DOWN),
        "E": (Metric.GRAY, Metric.NONE),
    }


def test_a_list_of_records_goes_into_the_browser_a_page_at_a_time(demo: Store) -> None:
    name = "dong_online_rate_denominator"
    app = opened("truc_tuyen", phan_online_rate="denominator", **{f"xep_{name}": "-dossier_id"})
    asked = Asked(agency="stp", as_of=figures.newest_as_of(demo, "stp") or DAY)
    whole = figures.records(demo, asked, "online_rate", figures.Part("denominator"))
    ids = sorted(whole["dossier_id"], reverse=True)
    assert len(ids) > 2 * tables.MOST_ROWS
    assert not app.exception

    def shown() -> list[str]:
        return list(app.dataframe[0].value["dossier_id"])

    assert shown() == ids[:100]
    app.button(key=f"trang_{name}_chevron_right").click().run()
    assert shown() == ids[100:200]
    assert app.query_params[f"trang_{name}"] == "2"
    assert any(f"Dòng 101–200 trong {len(ids):,};".replace(",", ".") in one.value for one in app.markdown)
    word = ids[150]
    app.text_input(key=f"tim_{name}").input(word).run()
    assert word in shown()
    assert len(shown()) == sum(word in one for one in ids)
    order, page, words = (app.query_params.get(f"{what}_{name}") for what in ("xep", "trang", "tim"))
    assert (order, page, words) == ("-dossier_id", None, word)  # other rows begin on their first page


def test_a_sample_of_a_list_says_its_number_and_is_put_back(demo: Store) -> None:
    name = "dong_online_rate_denominator"
    asked = Asked(agency="stp", as_of=figures.newest_as_of(demo, "stp") or DAY)
    total = f"{figures.count_records(demo, asked, 'online_rate', figures.Part('denominator')):,}".replace(
        ",", "."
    )
    app = opened("truc_tuyen", phan_online_rate="denominator", **{f"mau_{name}": "7-4711"})
    assert len(app.dataframe[0].value) == 7
    said = [one.value.replace("\\", "") for one in app.markdown]
    assert f":small[:gray[Mẫu ngẫu nhiên 7 trong {total} dòng, mã rút 4711]]" in said
    app.button(key=f"bo_mau_{name}").click().run()
    assert len(app.dataframe[0].value) == tables.MOST_ROWS
    for none in ("0-4711", "7-", "7-x", "-7-1"):
        app = opened("truc_tuyen", phan_online_rate="denominator", **{f"mau_{name}": none})
        assert not app.exception
        assert len(app.dataframe[0].value) == tables.MOST_ROWS


def test_a_sample_is_drawn_by_its_form(demo: Store) -> None:
    """Letters are no number to draw with; what is drawn stands in the address."""
    name = "dong_online_rate_denominator"
    app = opened("truc_tuyen", phan_online_rate="denominator")
    app.session_state[f"mo_rut_mau_{name}"] = True
    app.run()
    app.number_input(key=f"so_dong_{name}").set_value(5)
    app.text_input(key=f"ma_rut_{name}").input("4711x")
    (button,) = [one for one in app.button if one.label == "Rút mẫu"]
    button.click().run()
    assert [one.value for one in app.error] == ["Mã rút chỉ gồm chữ số, nhiều nhất chín chữ số."]
    app.text_input(key=f"ma_rut_{name}").input("4711")
    (button,) = [one for one in app.button if one.label == "Rút mẫu"]
    button.click().run()
    assert not app.exception
    assert app.query_params[f"mau_{name}"] == "5-4711"
    assert len(app.dataframe[0].value) == 5


def test_a_page_of_a_list_that_is_no_page_is_the_nearest_one(demo: Store) -> None:
    name = "dong_online_rate_denominator"
    for asked, first in (("9" * 5000, False), ("-1", True), ("\u00b2", True)):
        app = opened("truc_tuyen", phan_online_rate="denominator", **{f"trang_{name}": asked})
        assert not app.exception
        assert [one.value for one in app.error] == []
        assert any("Dòng 1–100 trong" in one.value for one in app.markdown) is first


def test_the_download_of_a_paged_list_is_all_that_was_found(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(agency="stp", as_of=figures.newest_as_of(demo, "stp") or DAY)
    whole = figures.records(demo, asked, "online_rate", figures.Part("denominator"))
    official = str(whole["official"].value_counts().index[0])
    wanted = sorted(whole.loc[whole["official"] == official, "dossier_id"], reverse=True)
    taken: list[list[str]] = []
    monkeypatch.setattr(
        tables, "download_buttons", lambda rows, *_, **__: taken.append(list(rows()["dossier_id"]))
    )
    name = "dong_online_rate_denominator"
    shown = {f"tim_{name}": official, f"xep_{name}": "-dossier_id", f"trang_{name}": "2"}
    app = opened("truc_tuyen", phan_online_rate="denominator", **shown)
    assert not app.exception
    assert len(wanted) > 2 * tables.MOST_ROWS
    assert taken[-1] == wanted
    assert list(app.dataframe[0].value["dossier_id"]) == wanted[100:200]


def test_the_same_question_is_asked_once_per_state_of_the_data(tmp_path: Path) -> None:
    """The same by value, whoever asks; any other value, or one of another type, is another question."""
    asked: list[object] = []

    def answer(_: Store, *given: object, **parameters: object) -> int:
        asked.append((given, parameters))
        return len(asked)

    def question(unit: str | None = None) -> Asked:
        return Asked(agency="".join(["st", "p"]), as_of=date(2024, 10, 31), unit=unit)

    with fresh_home.build(tmp_path / "home") as store:
        assert [kept(store, answer, question(), by="unit") for _ in range(2)] == [1, 1]
        assert kept(store, answer, question("stp-vp"), by="unit") == 2
        assert [kept(store, answer, given) for given in (1, True, 1.0, "1", None, (1,))] == [3, 4, 5, 6, 7, 8]
        assert kept(store, answer, question(), by="month") == 9
        with store.transaction():
            store.bump()
        assert kept(store, answer, question(), by="unit") == 10


def test_figures_are_one_answer_whatever_day_they_are_held_against(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Store, asked: Asked) -> str:
        return asked.compare

    asked = Asked(agency="stp", as_of=DAY)
    found = kept(demo_store, figures.values, asked, None, None)
    monkeypatch.setattr(demo_store._database, "kept", Kept())
    names = noted(monkeypatch)
    assert kept(demo_store, figures.values, replace(asked, compare="year"), None, None) == found
    assert not names
    assert [kept(demo_store, held, replace(asked, compare=one)) for one in ("week", "year")] == [
        "week",
        "year",
    ]


def test_a_deck_is_made_of_the_answers_of_the_pages(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(agency="stp", as_of=DAY)
    for by in (None, "unit"):
        kept(demo_store, figures.values, asked, None, by)  # as Tổng quan asks
    monkeypatch.setattr(demo_store._database, "kept", Kept())
    monkeypatch.setattr(
        presentation.deck.reconciliation, "to_tell", lambda *_: []
    )  # of decks that tests kept
    names = noted(monkeypatch)
    made, _ = presentation._proposed(demo_store, asked, ("digital",))
    assert made.slides["digital"]
    assert "figures/sums" not in names


def test_what_has_to_be_looked_at_is_told_from_the_answers_of_the_pages(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(agency="stp", as_of=DAY)
    context._kept.clear()  # type: ignore[attr-defined]
    # nothing that tests before asked of this day
    monkeypatch.setattr(context, "_at_hand", AtHand(10**9))
    monkeypatch.setattr(demo_store._database, "kept", Kept())
    for kind in ("dossiers", "tasks", "petitions", "joint_dossiers", "plan"):  # as Quá hạn asks
        kept(demo_store, figures.overdue_ages, asked, kind)
    kept(demo_store, figures.overdue, asked, "dossiers", 3)  # as Tổng quan does
    kept(demo_store, figures.values, asked, None, None)
    kept(demo_store, figures.values, asked, None, "unit")
    kept(demo_store, figures.points, asked)
    names = noted(monkeypatch)
    found = loading.findings(demo_store, asked)
    # of dossiers, tasks, petitions a week before how many: the plan has a query of its own; of tasks and petitions how
    # many fall due soon
    assert [names.count(name) for name in ("lists/page", "lists/count")] == [0, 3 + 2]
    # what moved the rates of records that stand out, of all at once: by procedure, else by unit, now and a year before
    assert names.count("figures/sums") == 2 * 2
    assert found == attention(demo_store, asked)


def test_a_number_in_a_short_table_stays_beside_its_unit() -> None:
    def short() -> None:
        from chiso.web.parts import paper

        paper.read({"Trễ": ["9 ngày", "12 hồ sơ, 3 ngày", "31/10/2024 08", "17,0% (9 / 53)"]}, alt="x")

    whole = ["9\u00a0ngày", "12\u00a0hồ sơ, 3\u00a0ngày", "31/10/2024 08", "17,0% \\(9\u00a0/\u00a053\\)"]
    assert list(AppTest.from_function(short).run().table[0].value["Trễ"]) == whole


def test_the_plan_by_unit_lists_a_units_part_with_its_role_lead_and_helpers(demo: Store) -> None:
    """The same as the filter of units shows, whichever way it is reached."""
    rows = opened("ke_hoach", nhom="don-vi", viec_don_vi="stp-nv1")
    filtered = opened("ke_hoach", don_vi="stp-nv1")
    shown, same = (app.dataframe[-1].value for app in (rows, filtered))
    assert {"role_words", "lead"} <= set(shown)
    assert (shown["id"] == "I.8").sum() == 7  # from 05/07, when the unit began, to 05/01/2025
    assert shown["id"].tolist() == same["id"].tolist()
    assert any("Đang lọc: Phòng Nghiệp vụ 1" in one.value for one in rows.markdown)
    assert_sound(rows, "ke_hoach")
    pci = "Nhiệm vụ, giải pháp hành động trọng tâm năm 2024 về PCI, PGI (Quyết định số 181/QĐ-STP ngày 25/7/2024)"
    helped = opened("ke_hoach", don_vi="stp-nv1", ke_hoach=pci).dataframe[-1].value.set_index("id")
    assert helped.loc["A/VII.20.3", ["lead", "support_units"]].tolist() == [
        "Phòng Nghiệp vụ 1",
        "Các đơn vị liên quan",
    ]


def test_the_calendar_of_deadlines_has_the_rows_of_the_list_and_keeps_its_month(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """November 2024 of the demonstration's plan, a Friday on the first: what schedules and assignments of it name."""
    app = opened("ke_hoach", thang="2024-11", ngay="2024-11-01")
    weeks = next(one.value for one in app.dataframe if "Chủ nhật" in one.value)
    assert weeks.shape == (5, 7)
    assert weeks.iloc[0].tolist()[:4] == ["", "", "", ""]
    assert weeks["Thứ Sáu"].iloc[0] == "1 · 4 việc: Nghiệp vụ 1, Nghiệp vụ 2, 2 đơn vị khác"
    owed = figures.owed(
        demo,
        Asked(agency="stp", as_of=date(2024, 10, 31)),
        date(2024, 11, 1),
        date(2024, 11, 30),
        "của Sở Tư pháp",
    )
    assert any(f"Tháng 11/2024: {len(owed)} việc kế hoạch đến hạn" in one.value for one in app.markdown)
    of_day = next(one.value for one in app.dataframe if set(one.value.get("id", ())) == {"V.5"})
    assert len(of_day) == (owed["due"] == date(2024, 11, 1)).sum() == 4
    app.button(key="lich_chevron_left").click().run()
    assert app.query_params["thang"] == "2024-10"
    assert "ngay" not in app.query_params
    october = next(one.value for one in app.dataframe if "Chủ nhật" in one.value)
    assert october["Thứ Năm"].iloc[4].startswith("31, hôm nay · 2 việc")
    assert october["Thứ Bảy"].iloc[0].startswith("5 · ▲ 1/4 việc quá hạn")
    assert not app.exception
    monkeypatch.setattr(view, "is_narrow", lambda: True)
    days = next(one.value for one in app.run().dataframe if "Đến hạn" in one.value)
    assert {one.placeholder for one in app.text_input if one.label == "Tìm trong bảng"} == {
        "Tìm"
    }  # room for 3 letters
    assert days["Ngày"].tolist()[-1] == "Thứ Năm 31/10, hôm nay"
    assert days["Đến hạn"].tolist()[-1].startswith("2 việc: ")


def test_a_week_of_the_calendar_is_as_high_as_its_longest_day_needs(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest of October has 64 letters, 461 pixels: at 1440 three lines of 162 (84 pixels), at 740 six of 90.
    Every week was 118 pixels high, 34 days of 35 with one line in them."""
    for room, height in ((1248, tables.HIGHEST_ROW), (740, 118), (0, 118)):
        monkeypatch.setattr(view, "room", lambda room=room: room)
        app = opened("ke_hoach", thang="2024-10")
        weeks = next(one for one in app.dataframe if "Chủ nhật" in one.value)
        assert weeks.proto.row_height == height


def test_a_list_on_a_phone_has_rows_of_three_lines_and_eight_of_them_in_sight(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The longest procedure of it has 65 letters: in 180 pixels four lines, of which six filled the telephone."""
    monkeypatch.setattr(view, "is_narrow", lambda: True)
    late = next(one for one in opened("qua_han").dataframe if "days_late" in one.value)
    assert late.proto.row_height == tables.HIGH_ROW
    assert [tables.in_sight(row, 15) for row in (tables.ROW_HEIGHT, tables.HIGH_ROW)] == [15, 8]
    assert tables.in_sight(tables.HIGHEST_ROW, 15) == 6


def test_on_a_phone_columns_out_of_first_sight_are_as_wide_as_the_screen() -> None:
    """What nobody sees before scrolling made every row of the evaluation four lines high: its units have 73 letters."""
    columns = {
        "official": Column("Công chức", width=180),
        "title": Column("Thủ tục", width=400),
        "value": Column("Tỷ lệ", "percent", 85),
        "units": Column("Theo đơn vị", width=380),
        "rest": Column("Khác"),
    }
    narrow = no_wider(columns, *tables.PHONE)
    assert [one.width for one in narrow.values()] == [180, 220, 85, 320, None]
    assert tables.row_height(pd.DataFrame({"units": ["x" * 73]}), narrow) == tables.HIGH_ROW


def test_what_is_there_to_be_dropped_clicked_or_taken_away_is_not_on_paper(demo: Store) -> None:
    """The upload page printed its empty box of files, an empty card of templates and how to choose a row."""
    texts = {
        on: "\n".join(said(opened("nhap_du_lieu", **({"in": "1"} if on else {})))) for on in (False, True)
    }
    for words in ("Thả tệp vào đây", "Tệp mẫu", "Chọn một dòng để xem chi tiết", "Chưa bấm"):
        assert words in texts[False], words
        assert words not in texts[True], words
    for words in ("Lịch nộp", "Lịch sử nhập"):
        assert words in texts[True], words


def test_the_history_has_no_column_in_which_no_import_says_anything_and_none_beyond_its_edge(
    demo: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The imports of the demonstration had no effect counted: a column of dashes broke their moments in two. Where the
    room that is left is shared out, the ticks before the rows have theirs."""
    monkeypatch.setattr(view, "_width", lambda: 1440)
    history = next(one for one in opened("nhap_du_lieu").dataframe if "file_name" in one.value)
    assert "effect" not in history.value
    assert {"who", "at"} <= set(history.value)
    widths = [one.get("width") or 0 for one in json.loads(history.proto.columns).values()]
    assert sum(widths) + tables.TICKS == view.room()


def test_a_list_on_paper_is_text_with_every_row_and_says_how_many_columns_are_left(demo: Store) -> None:
    app = opened("ke_hoach", **{"in": "1"})
    assert not app.exception
    assert not app.dataframe
    shown = max((one.value for one in app.table), key=len)
    assert len(shown) == tables.MOST_ROWS
    assert len(shown.columns) == 9
    assert any("cột khác ở tệp tải về" in one.value for one in app.markdown)
    app = opened("qua_han", **{"in": "1"})
    late = max((one.value for one in app.table if "Trễ" in one.value), key=len)
    assert len(late) == 17
    assert next(iter(late["Trễ"])).startswith(":red[**126")
    assert "06/05/2024" in set(late["Hẹn trả"])


def test_a_component_opens_its_plan_tasks(demo: Store) -> None:
    """Gia nhập thị trường has three tasks in the plan of PCI: 1, 2 and 3 of section A/I."""
    app = opened("chi_so", chi_so="PCI", viec_thanh_phan="Gia nhập thị trường")
    assert "## Gia nhập thị trường: 3 việc, chưa xong việc nào" in said(app)
    of_one = next(one.value for one in app.dataframe if "state_words" in one.value)
    assert of_one["id"].tolist() == ["A/I.1", "A/I.2", "A/I.3"]
    assert_sound(app, "chi_so")


def test_a_unit_that_has_ended_says_so_among_the_tasks_by_unit(demo: Store) -> None:
    app = opened("ke_hoach", nhom="don-vi", viec_don_vi="stp-hctp")
    assert any("Đang lọc: HCTP \\(đã thôi\\)" in one.value for one in app.markdown)
