"""The list at the top of Tổng quan: five rows, the others behind a switch; what is put away, and shown again."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from chiso.core.text import plain
from chiso.figures import Asked
from chiso.present import outputs
from chiso.present.deck import lists
from chiso.store import Store
from chiso.web.parts import attention as card
from chiso.web.parts import widgets
from chiso.words import attention
from chiso.words.findings import Finding
from tests.worlds import fresh_home, import_world, small_world
from tests.worlds.apps import button, opened, said, shown
from tests.worlds.small_world import VP, dossier

DAY = date(2024, 10, 31)
ASKED = Asked(agency="stp", as_of=DAY)
# One dossier is overdue, 30 of 60 are not online.
ROWS = [dossier("late", received="2024-10-01", due="2024-10-21", status="processing", unit=VP)] + [
    dossier(f"{place}", received="2024-10-01", due="2024-10-31", finished="2024-10-02", unit=VP,
            channel="online" if place % 2 else "counter")
    for place in range(60)
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A demonstration, the visitor of which may edit; what opens on the side is open."""
    monkeypatch.setattr(widgets, "aside", lambda _label, _icon, draw, **_: draw())
    with small_world.fill(tmp_path / "home", {"dossiers": ROWS}, date(2023, 12, 15)) as made:
        with made.transaction():
            made.set_fact("demonstration", "true")
        with shown(made):
            yield made


def test_a_finding_is_put_away_with_a_reason_and_shown_again(store: Store) -> None:
    rate = plain("Hồ sơ trực tuyến")
    app = opened("tong_quan")
    assert f"{rate} **49,2%**" in said(app)
    key = "online_rate//pace"
    app.button(key=f"cat_di_{key}").click().run()
    assert "Hãy ghi lý do" in app.error[0].value
    app.text_input(key=f"cat_vi_sao_{key}").set_value("đã giao Văn phòng").run()
    app.button(key=f"cat_di_{key}").click().run()
    assert f"{rate} **49,2%**" not in said(app)
    assert "khach cất lúc" in said(app)
    assert "đến 31/10/2024: đã giao Văn phòng" in said(app)
    # the slide leaves it out too, and its notes say so with who and why
    slide = lists.summary(outputs.look_at(store, ASKED))
    assert not [line for line in slide.lines if "trực tuyến" in line]
    assert "Đã cất: Hồ sơ trực tuyến 49,2%" in slide.speaker_note
    assert "(khach: đã giao Văn phòng; đến 31/10/2024)" in slide.speaker_note
    app.button(key=f"hien_lai_{key}").click().run()
    assert f"{rate} **49,2%**" in said(app)
    assert lists.summary(outputs.look_at(store, ASKED)).speaker_note == ""


def test_five_rows_stand_open_and_what_is_overdue_is_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [
        Finding(f"{kind} quá hạn.", "overdue", "qua-han", 600.0, about=kind, key=kind)
        for kind in ("tasks", "plan")
    ]
    rates = [
        Finding(f"Chỉ tiêu {n}.", "hard", "truc-tuyen", 1.0, about=f"r{n}", key=f"r{n}") for n in range(6)
    ]
    rows = [rates[0], *late, *rates[1:]]
    assert card.grouped(rows) == [[rates[0]], late, *([one] for one in rates[1:])]
    assert card.grouped(rates[:1]) == [[rates[0]]]
    found = attention.Attention((rates[0], late[0], *rates[1:]), ())
    monkeypatch.setattr(card.loading, "findings", lambda store, asked: found)
    app = opened("tong_quan")
    assert "Chỉ tiêu 3" in said(app)
    assert "Chỉ tiêu 4" not in said(app)
    assert app.toggle(key="tat_ca_viec").label == "Xem tất cả 7 nội dung"
    app = opened("tong_quan", tat_ca_viec="1")
    assert "Chỉ tiêu 5" in said(app)


@pytest.mark.parametrize("page", ["tong_quan", "truc_tuyen", "bao_cao"])
def test_a_year_without_targets_is_said_and_leads_to_where_those_of_the_last_one_are_copied(
    tmp_path: Any, page: str
) -> None:
    row = import_world.dossier(
        "late", received_at="1/10/2026", due_at="21/10/2026", status="processing", unit_text=VP
    )
    with fresh_home.build(tmp_path / "home") as made:
        made.set_fact("demonstration", "true")
        import_world.World(made).number([row], date(2026, 10, 31))
        with shown(made):
            app = opened(page)
            assert re.search(
                "Năm 2026 chưa giao chỉ tiêu; Quản trị có thể chép [0-9]+ chỉ tiêu năm 2024", said(app)
            )
            app = button(app, "Chỉ tiêu giao").click().run()
            assert [one.label for one in app.button if "từ năm 2024" in one.label]


def test_what_is_left_of_a_kind_that_was_put_away_is_in_no_sum() -> None:
    """Of 772 dossiers that were put away two procedures' 602 were added to 14 tasks: "620 việc quá hạn: 78% · …"."""
    piled = Finding("Hai thủ tục chiếm 78% hồ sơ quá hạn.", "notice", "qua-han", 600, "78%", about="dossiers")
    tasks, plan = (
        Finding(f"{many} quá hạn.", "overdue", "qua-han", 600, many, about=kind)
        for many, kind in (("14 nhiệm vụ", "tasks"), ("3 việc kế hoạch", "plan"))
    )
    assert card.grouped([piled, tasks, plan]) == [[tasks, plan], [piled]]
