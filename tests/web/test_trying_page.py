"""A plan tried on /truc-tuyen: what is typed is in the address, what the address says is shown; the year's index on
Tổng quan and /tieu-chi."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from chiso.core.text import plain
from chiso.figures.ask import Asked
from chiso.figures.points import points
from chiso.figures.what_if import Change, what_if
from chiso.store import Store
from chiso.words import scoring, trying
from tests.words.recomputed import Again
from tests.worlds.apps import opened

ASKED = Asked(agency="stp", as_of=date(2024, 10, 31))


def texts(app: AppTest) -> list[str]:
    return [one.value for one in app.markdown]


def said(store: Store, change: Change, indicator: str = "online_rate") -> str:
    return f"**{trying.sentence(what_if(store, ASKED, indicator, change), ASKED, change)}**"


def test_what_is_typed_stands_in_the_address_and_is_told(demo: Store) -> None:
    app = opened("truc_tuyen", pa="stp-nv2:30")
    assert said(demo, Change(more={"stp-nv2": 30.0})) in texts(app)
    fields = {field.key: field for field in app.number_input}
    assert (fields["pa_stp-nv2"].value, fields["pa_stp-vp"].value) == (30, 0)
    fields["pa_stp-vp"].set_value(5).run()
    assert app.query_params["pa"] == "stp-vp:5,stp-nv2:30"
    assert said(demo, Change(more={"stp-vp": 5.0, "stp-nv2": 30.0})) in texts(app)
    # the goal sought: each unit's fair part a week, which together are enough
    app.button(key="pa_dung").click().run()
    parts = [part for part in what_if(demo, ASKED, "online_rate", Change()).parts if part.weekly]
    fair = Change(more={part.unit: float(part.weekly or 0) for part in parts})
    assert app.query_params["pa"] == fair.text
    assert said(demo, fair) in texts(app)
    assert what_if(demo, ASKED, "online_rate", fair).met
    app.button(key="pa_ve_0").click().run()
    assert "pa" not in app.query_params
    assert not app.exception


def test_a_share_of_the_rest_of_a_digital_rate(demo: Store) -> None:
    app = opened("truc_tuyen", pa="ty_le:95", pa_cach="ty_le", pa_chi_tieu="e_result_rate")
    assert said(demo, Change(share=0.95), "e_result_rate") in texts(app)
    assert app.number_input(key="pa_ty_le").value == 95
    app.number_input(key="pa_ty_le").set_value(100).run()
    assert app.query_params["pa"] == "ty_le:100"
    assert not app.exception


@pytest.mark.parametrize("junk", ["x", "ty_le:abc", "stp-nv2:1e99", "nobody:5"])
def test_an_address_that_nobody_wrote_changes_nothing(demo: Store, junk: str) -> None:
    app = opened("truc_tuyen", pa=junk)
    assert said(demo, Change()) in texts(app)
    assert not app.exception


def test_the_part_of_one_unit_is_told_as_one_of_the_agency(demo: Store) -> None:
    """Its page says 157 more to reach the target by itself and beside it 16, what it brings for all of them."""
    for unit, words in (
        ("", "Phần phải thêm chia theo"),
        ("stp-vp", "Phần của đơn vị trong số cả cơ quan phải thêm, chia theo"),
    ):
        assert any(
            words in text for text in texts(opened("truc_tuyen", **({"don_vi": unit} if unit else {})))
        )


def test_on_paper_stands_the_plan_alone(demo: Store) -> None:
    plan = Change(more={"stp-nv2": 30.0})
    app = opened("truc_tuyen", **{"pa": plan.text, "in": "1"})
    assert said(demo, plan) in texts(app)
    assert len(app.number_input) == 0
    assert not any("hương án" in text for text in texts(opened("truc_tuyen", **{"in": "1"})))


@pytest.mark.parametrize("unit", [None, "stp-nv2"])
@pytest.mark.parametrize(
    "change", [Change(), Change(share=0.9), Change(share=0.0), Change(more={"stp-nv2": 45.0})]
)
@pytest.mark.parametrize("indicator", ["online_rate", "on_time_rate", "postal_dossier_rate"])
def test_sentences_of_a_plan_say_what_their_figures_say(
    demo_store: Store, indicator: str, change: Change, unit: str | None
) -> None:
    asked = Asked(agency="stp", as_of=date(2024, 10, 31), unit=unit)
    found = what_if(demo_store, asked, indicator, change)
    sentence, again = trying.sentence(found, asked, change), Again(demo_store)
    again.check(sentence)
    for text in (
        trying.gap(found, "hồ sơ"),
        trying.shares(found),
        *(trying.of_unit(part, "hồ sơ") for part in found.parts),
    ):
        again.check(text, sentence.claims)


def test_the_years_index_stands_on_overview_and_criteria_and_a_criterion_opens(demo: Store) -> None:
    found = points(demo, ASKED)
    app = opened("tieu_chi", diem_mo="II.6.5.2")
    shown = "\n".join(texts(app))
    for words in (scoring.headline(found), scoring.under(found), "quy tắc chấm không in trong tài liệu"):
        assert plain(words) in shown
    assert any("52,2%, năm 2023 là 21%; chưa có quy tắc chấm" in str(table.value) for table in app.table)
    assert not app.exception
    lost = next(frame.value for frame in opened("tieu_chi", diem_mo="chua-chi-tiet").dataframe)
    assert list(lost["name"]) == ["Các tiêu chí khác"], "a piece of the ruler opens what it is made of"
    overview = "\n".join(texts(opened("tong_quan")))
    assert plain(scoring.on_card(found, ASKED)) in overview
    of_unit = next(
        frame.value for frame in opened("tieu_chi", don_vi="stp-vp").dataframe if "between" in frame.value
    )
    assert "II.3.2.4" in set(of_unit["code"])
    assert "II.6.4.2" not in set(of_unit["code"]), "Phòng HCTP answers for it"
    published = "\n".join(texts(opened("tieu_chi", nam="2023")))
    assert "→" not in published
