"""The page Slide: what is chosen is what is downloaded, conclusions come back, every part stands for any data."""

import base64
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from chiso import figures
from chiso.core.text import plain
from chiso.desk import drafts, kept_decks, meetings, minutes
from chiso.figures.ask import Asked
from chiso.people.actor import Actor
from chiso.present import deck
from chiso.present import outputs as present
from chiso.present.deck import own_words
from chiso.present.slides import sketch
from chiso.present.slides.told import OUTDATED, Change, Told
from chiso.store import Store
from chiso.web.meeting import presentation, renewing, rewriting
from tests.conftest import LONG, sample
from tests.worlds import fresh_home, office_templates, small_home
from tests.worlds.apps import answered, button, opened, shown
from tests.worlds.people import audited_acts, named

DAY = date(2024, 10, 31)
PLACE = drafts.Place("stp", None, DAY)
VISITOR = Actor("khach", "admin")
PARTS = ("bo_slide", "so_sanh", "ket_luan", "buoi_sang", "bao_cao")


@pytest.fixture(scope="module")
def first_look(demo_store: Store) -> dict[bytes, bytes]:
    """What the page is answered before anybody has written anything."""
    known: dict[bytes, bytes] = {}
    with shown(demo_store), answered(known, learns=True):
        page()
    return known


@pytest.fixture
def store(demo_home: Path, first_look: dict[bytes, bytes]) -> Iterator[Store]:
    with Store.open(demo_home) as opened, shown(opened), answered(first_look):
        yield opened


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Store]:
    """A home that knows a day and no record, where a test is of what people write: its deck is made in no time."""
    with small_home.build(tmp_path / "home", exports=(("dossiers", DAY),)) as opened, shown(opened):
        yield opened


def page(**query: str) -> AppTest:
    return opened("slide", **query)


def headings(app: AppTest) -> list[str]:
    return [text.value for text in app.markdown if text.value.startswith("## ")]


def drawn(app: AppTest) -> list[str]:
    """The texts of each picture of the deck, the cover first."""
    urls = [one.proto.imgs[0].url for one in app.get("image")]
    svgs = [base64.b64decode(url.removeprefix("data:image/svg+xml;base64,")) for url in urls]
    return [" ".join(sketch.texts(svg.decode())) for svg in svgs]


def says(app: AppTest, words: str) -> bool:
    return any(words in text for text in drawn(app))


@pytest.mark.parametrize(
    ("unit", "part"), [*(("", one) for one in PARTS), *(("stp-nv1", one) for one in sample(PARTS))]
)
def test_every_part_stands_for_the_agency_and_for_one_unit(demo, part, unit):
    app = page(phan=part, **({"don_vi": unit} if unit else {}))
    assert not app.exception
    assert headings(app) or app.warning or app.expander or app.markdown


def test_an_edited_deck_is_shown_old_and_new_with_a_tick_per_shape(demo, monkeypatch):
    def change(slide: int, shape: str, old: str, new: str, reason: str = "") -> Change:
        return Change(slide, f"chiso:{shape}", old, new, reason)

    told = Told(
        updated=[
            change(4, "overdue.footer", "Số liệu đến 30/09", "Số liệu đến 31/10"),
            change(4, "overdue.note", "đến 30/9", "đến 31/10"),
            change(4, "overdue.title", "99 hồ sơ", "17 hồ sơ"),
            change(5, "soon.footer", "Số liệu đến 30/09", "Số liệu đến 31/10"),
        ],
        review=[
            change(6, "plan.title", "Câu _của_ tôi", "2 việc", "cần xem lại"),
            change(8, "missing.title", "Nội dung không có việc", "", OUTDATED),
        ],
        removed=[change(9, "tasks.table", "", ""), change(9, "tasks.title", "", "")],
    )

    def refreshed(store, asked, edited, left, out=frozenset()):
        assert edited == ("sua.pptx", b"PK")
        return repr([*sorted(left), *out]).encode(), told

    made = {}
    monkeypatch.setattr(renewing.refreshing, "refreshed", refreshed)
    monkeypatch.setattr(
        renewing.widgets, "download", lambda label, build, name, **look: made.update({name: build})
    )
    app = page(phan="lam_moi", den="2024-10-31")
    assert not app.checkbox
    app.file_uploader(key="ban_da_sua").set_value([("sua.pptx", b"PK", "")]).run()
    assert not app.exception
    assert [one.label for one in app.checkbox] == [  # the source of slide 4 goes with the rest of it
        "**Tiêu đề**: 99 hồ sơ → 17 hồ sơ",
        "**Dòng dưới tiêu đề**: đến 30/9 → đến 31/10",
        "**Nguồn**: Số liệu đến 30/09 → Số liệu đến 31/10",
        "Bỏ trang 8: Nội dung không có việc",
    ]
    assert [one.value for one in app.checkbox] == [True, True, True, False]
    said = "\n".join(text.value for text in app.markdown)
    assert "Trang 6, tiêu đề: Câu \\_của\\_ tôi → 2 việc" in said  # what people wrote is text
    assert "Nhiệm vụ UBND tỉnh giao: tiêu đề, bảng" in said
    assert made["sua-moi.pptx"]() == b"[]"
    app.checkbox[0].set_value(False).run()
    assert made["sua-moi.pptx"]() == b"[(4, 'chiso:overdue.footer'), (4, 'chiso:overdue.title')]"
    app.checkbox[3].set_value(True).run()
    assert made["sua-moi.pptx"]().endswith(b", 8]")


def test_a_foreign_presentation_is_refused_on_the_page_with_what_to_do(demo):
    app = page(phan="lam_moi", den="2024-10-31")
    app.file_uploader(key="ban_da_sua").set_value([("khac.pptx", office_templates.of(), "")]).run()
    assert not app.exception
    assert "không phải bộ slide do thư mục dữ liệu này tạo ra" in app.error[0].value
    assert not app.get("download_button")


def test_without_data_it_says_which_file_to_upload(tmp_path):
    with fresh_home.build(tmp_path / "home") as empty:
        empty.set_fact("demonstration", "true")
        with shown(empty):
            app = page()
    assert not app.exception
    assert any("Danh sách hồ sơ Một cửa" in text.value for text in app.markdown)


def test_a_topic_moved_and_removed_changes_the_downloaded_deck(small):
    app = page()
    app.button(key="xuong_summary").click().run()
    app.button(key="bo_soon").click().run()
    (kept,) = drafts.drafts(small, PLACE)  # what the download is made of, also of another browser
    order = kept.choice["topics"]
    assert order[:2] == ["commitments", "summary"]
    assert "soon" not in order
    app.text_input(key="keo_tha").set_value("plan>commitments").run()  # as chrome.js types it after a drag
    app.text_input(key="keo_tha").set_value("plan>gone").run()
    (kept,) = drafts.drafts(small, PLACE)
    assert kept.choice["topics"][:3] == ["plan", "commitments", "summary"]
    assert len(app.get("download_button")) >= 2


def rewrite(app: AppTest, words: str, at: int = 0) -> AppTest:
    """Opens the form of the text that is called so, on the first slide that has it."""
    texts = [one for one in app.selectbox if one.placeholder == "Sửa chữ trên trang"][at]
    return texts.set_value(next(one for one in texts.options if one.startswith(words))).run()


def click(app: AppTest, part: str) -> AppTest:
    """Clicks on a part of a picture, as chrome.js types it."""
    return app.text_input(key="bam_trang").set_value(part).run()


def typed(app: AppTest) -> list[TextArea]:
    """What is typed over a sentence, while its form is open."""
    return [one for one in app.text_area if one.key == "_chu_dang_sua"]


def test_a_sentence_is_clicked_written_over_and_there_again_in_another_browser(small):
    app = page()
    assert not typed(app)
    click(app, "summary title")
    (field,) = typed(app)
    assert says(app, str(field.value))
    field.input("Lời của người trình bày")
    button(app, "Lưu").click().run()
    assert not app.exception
    assert not typed(app)
    other = page()
    assert says(other, "Lời của người trình bày")
    (kept,) = drafts.drafts(small, PLACE)
    choice = deck.Choice.of(kept.choice)
    content = deck.make(
        present.look_at(small, figures.newest(small, "stp")), replace(choice, topics=("summary",))
    )
    assert Presentation(io.BytesIO(content)).slides[1].shapes.title.text == "Lời của người trình bày"
    rewrite(other, "Tiêu đề (đã sửa)")
    button(other, "Dùng câu gợi ý").click().run()
    assert not says(other, "Lời của người trình bày")
    for words in ("Lưu", "Xóa chữ đã ghi"):  # of notes nothing was proposed to go back to
        click(other, "summary notes")
        typed(other)[0].input("Nói chậm")
        assert not [one.value for one in other.markdown if "Câu gợi ý" in one.value]
        button(other, words).click().run()
    assert "Nói chậm" not in str(drafts.drafts(small, PLACE)[0].choice)


def test_a_click_on_a_picture_opens_what_was_clicked(demo, monkeypatch):
    app = page()
    (line,) = (one for one in drawn(app) if "nội dung cần ý kiến" in one)
    second = click(app, "summary lines:1")
    (field,) = typed(second)
    assert str(field.value) in line.split("• ")[2]
    app = click(page(), "summary lines:abc")  # sent by hand: nothing is there
    assert not app.error
    assert not typed(click(app, "summary lines:40"))  # what was counted and left out is nobody's sentence
    app = click(page(), "plan table:1:2")
    assert button(app, "Lưu")  # the form of the table
    assert not typed(app)
    went: list[str] = []
    monkeypatch.setattr(rewriting, "goto", lambda page, **chosen: went.append(page))
    for part in ("overdue chart", "online number_1", "summary page"):  # the week's summary is of every page
        assert not typed(click(app, part))
    assert went == ["qua-han", "truc-tuyen"]


def test_the_download_is_what_the_page_shows_and_asks_nothing_again(store, monkeypatch):
    drafts.change(store, VISITOR, PLACE, lambda _: {"topics": ["plan", "summary", "overdue"]})
    made = {}
    monkeypatch.setattr(
        presentation.widgets, "download", lambda label, build, name, **look: made.update({name: build})
    )
    app = page()
    for module, name in ((presentation.present, "look_at"), (presentation.deck, "proposed")):
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("asked again"))
    content = made["giao-ban-stp-2024-10-31.pptx"]()
    slides = list(Presentation(io.BytesIO(content)).slides)
    assert len(slides) == len(drawn(app)) == 4
    for slide, said in zip(slides, drawn(app), strict=True):
        assert slide.shapes.title.text in said
    click(app, "plan title")  # a rerun asks nothing either
    app.button(key="xuong_plan").click().run()
    assert not app.exception
    assert drafts.mine(store, VISITOR.name, PLACE)["topics"] == ["summary", "plan", "overdue"]


def test_what_another_browser_wrote_meanwhile_is_not_written_over_unseen(store):
    first, second = page(), page()
    for app in (first, second):
        rewrite(app, "Tiêu đề")
    typed(first)[0].input("Của máy thứ nhất")
    button(first, "Lưu").click().run()
    typed(second)[0].input("Của máy thứ hai")
    button(second, "Lưu").click().run()
    assert "vừa được sửa ở nơi khác thành “Của máy thứ nhất”" in second.error[0].value
    assert typed(second)[0].value == "Của máy thứ hai"
    button(second, "Lưu").click().run()
    assert says(page(), "Của máy thứ hai")


def test_words_of_other_figures_are_marked_not_used_and_taken_again_by_a_click(store):
    over = {"title": {"text": "Ý của tuần trước", "over": "0f"}}
    drafts.change(store, VISITOR, PLACE, lambda _: {"topics": ["summary"], "edits": {"summary": over}})
    app = page()
    assert not says(app, "Ý của tuần trước")
    assert "1 nội dung đã sửa không dùng" in app.warning[0].value
    button(app, "Vẫn dùng").click().run()
    assert says(app, "Ý của tuần trước")
    assert not app.warning


def test_who_else_makes_this_deck_is_named_and_his_words_are_joined_to_ones_own(store):
    look = present.look_at(store, figures.newest(store, "stp"))
    (slide,) = deck.storyboard(look, deck.Choice(("summary",)))
    edits = own_words.as_json(own_words.written(slide, {}, "title", "Câu của chị An"))
    own = {"own:1": {"headline": "Trang của chị An", "text": "", "picture": "", "day": DAY.isoformat()}}
    raw = {"topics": ["summary", "own:1"], "edits": {"summary": edits}, "own": own}
    drafts.change(store, named("an"), PLACE, lambda _: raw)
    app = page()
    assert any(text.value.startswith("an cũng đang sửa") for text in app.markdown)
    assert any(one.label == "Xem 1 câu và 1 trang" for one in app.expander)
    assert "- Câu của chị An" in [text.value for text in app.markdown]
    seen, cover = drawn(app)[:2]  # hers is shown before it is taken
    assert "Trang của chị An" in seen
    assert cover.startswith("Giao ban tuần 44")
    assert not says(app, "Câu của chị An")
    for _ in range(2):
        button(app, "Lấy về bộ của tôi").click().run()
    assert says(app, "Câu của chị An")
    assert headings(app).count("## Trang 3: Trang của chị An") == 1
    assert len([text for text in headings(app) if "Trang của chị An" in text]) == 1
    assert len(headings(app)) > 10  # the order stays one's own


def test_it_says_that_the_offices_template_is_not_used(store, monkeypatch):
    monkeypatch.setattr(
        presentation.office_template, "unusable", lambda store, agency: "Mẫu không dùng được."
    )
    assert page().warning[0].value == "Mẫu không dùng được\\."


def test_a_kept_deck_is_compared_with_the_next_one(store):
    app = page()
    title = next(field for field in app.text_input if field.label == "Tên bộ slide")
    title.input("Tuần 44")
    next(button for button in app.button if button.label == "Lưu bộ slide").click().run()
    (kept,) = (row for row in meetings.decks(store, "stp") if row["kind"] == meetings.DECK)
    assert kept["title"] == "Tuần 44"
    app = page(phan="so_sanh")
    assert not app.exception
    assert any("chỉ tiêu thay đổi so với" in text for text in headings(app))
    app = page(phan="so_sanh", don_vi="stp-nv1")  # whose figures are no later ones of the agency's
    assert headings(app) == ["## Chưa lưu bộ slide nào của Nghiệp vụ 1 để so sánh"]


def kept_titles(app: AppTest) -> list[str]:
    """The kept decks as the page lists them, in its order; those taken out behind."""
    lines = (text.value for text in app.markdown if "  \n:small[:gray[số liệu đến" in text.value)
    return [line.partition("  \n")[0] for line in lines]


@pytest.mark.skipif(not LONG, reason="in a usual run a deck that is kept with its meeting")
def test_a_deck_of_a_name_that_stands_is_replaced_after_asking_renamed_taken_out_and_put_back(
    small, monkeypatch
):
    monkeypatch.setattr(
        presentation.widgets, "aside", lambda _label, _icon, draw, **_: draw()
    )  # what opens on the side is open
    app = page()
    for _ in range(2):
        title = next(field for field in app.text_input if field.label == "Tên bộ slide")
        title.input("Tuần 44")
        button(app, "Lưu bộ slide").click().run()
    assert kept_titles(app) == ["Tuần 44"]
    assert any("Đã có bộ “Tuần 44” (khach lưu" in text.value for text in app.markdown)
    button(app, "Không thay").click().run()
    assert not [one for one in app.button if one.label == "Thay bộ cũ"]
    title = next(field for field in app.text_input if field.label == "Tên bộ slide")
    title.input("Tuần 44")
    button(app, "Lưu bộ slide").click().run()
    button(app, "Thay bộ cũ").click().run()
    assert kept_titles(app) == ["Tuần 44", "Tuần 44"]  # the one before stands among those taken out
    ((new,), (old,)) = (
        [row["deck_id"] for row in kept_decks.kept(small, "stp", is_removed=one)] for one in (False, True)
    )
    app.text_input(key=f"ten_{new}").input("")
    button(app, "Đổi tên").click().run()
    assert "Hãy ghi tên" in app.error[0].value
    app.text_input(key=f"ten_{new}").input("Tuần 44, *đã* họp")
    button(app, "Đổi tên").click().run()
    assert kept_titles(app) == [plain("Tuần 44, *đã* họp"), "Tuần 44"]
    app.button(key=f"khoi_phuc_bo_{old}").click().run()
    assert kept_titles(app) == [plain("Tuần 44, *đã* họp"), "Tuần 44"]
    assert kept_decks.kept(small, "stp", is_removed=True) == []
    app.button(key=f"xoa_bo_{new}").click().run()
    assert [row["deck_id"] for row in kept_decks.kept(small, "stp")] == [old]
    assert not app.exception
    assert list(audited_acts(small)["what"][:3]) == ["deck_removed", "deck_returned", "deck_renamed"]


def test_a_conclusion_written_on_the_page_stands_on_the_next_deck(store):
    app = page(phan="ket_luan")
    next(one for one in app.text_input if one.label == "Việc phải làm").input("và gọi lại từng hồ sơ quá hạn")
    unit = next(one for one in app.selectbox if one.placeholder == "Chọn đơn vị")
    assert unit.value is None  # easy to leave wrong: nobody is chosen for the secretary
    next(button for button in app.button if button.label == "Ghi kết luận").click().run()
    assert any("chưa có đơn vị thực hiện" in one.value for one in app.error)
    assert next(one for one in app.text_input if one.label == "Việc phải làm").value
    next(one for one in app.selectbox if one.placeholder == "Chọn đơn vị").set_value("stp-vp")
    next(one for one in app.selectbox if one.label == "Về chỉ tiêu").set_value("online_rate")
    next(one for one in app.number_input if one.label == "Mức cần đạt").set_value(54.0)
    next(button for button in app.button if button.label == "Ghi kết luận").click().run()
    assert not app.exception
    content = deck.make(present.look_at(store, figures.newest(store, "stp")), deck.Choice(("commitments",)))
    tables = [s.table for s in Presentation(io.BytesIO(content)).slides[1].shapes if s.has_table]
    cells = {cell.text for row in tables[0].rows for cell in row.cells}
    assert any(text == "Giải quyết và gọi lại từng hồ sơ quá hạn" for text in cells)
    (row,) = (
        row for row in meetings.commitments(store, "stp", DAY).to_dict("records") if row["wanted"] == 0.54
    )
    assert (row["indicator"], row["wanted"], row["task"]) == (
        "online_rate",
        0.54,
        "và gọi lại từng hồ sơ quá hạn",
    )


def test_a_meeting_is_written_down_and_closed_with_its_deck(store):
    app = page(phan="ket_luan")
    next(one for one in app.text_input if one.label == "Việc phải làm").input("hồ sơ quá hạn")
    next(one for one in app.selectbox if one.placeholder == "Chọn đơn vị").set_value("stp-vp")
    next(button for button in app.button if button.label == "Ghi kết luận").click().run()
    app = page(phan="ket_luan")
    next(one for one in app.text_input if one.label == "Chủ trì").input("Trần Văn An, Giám đốc")
    next(one for one in app.text_area if one.label == "Dự họp").input("Lãnh đạo Sở")
    next(button for button in app.button if button.label == "Lưu thông tin").click().run()
    assert not app.exception
    kept = minutes.written(store, "stp", DAY, DAY)
    assert kept is not None
    assert (kept.meeting_on, kept.chair, kept.present, kept.closed_at) == (
        DAY, "Trần Văn An, Giám đốc", "Lãnh đạo Sở", None,
    )  # fmt: skip
    app = page(phan="ket_luan")
    next(button for button in app.button if button.label == "Chốt cuộc họp").click().run()
    assert not app.exception
    kept = minutes.written(store, "stp", DAY, DAY)
    assert kept is not None
    assert kept.closed_by == "khach"
    assert (kept.chair, kept.next_on) == ("Trần Văn An, Giám đốc", date(2024, 11, 7))
    (shown,) = (row for row in meetings.decks(store, "stp") if row["kind"] == meetings.DECK)
    assert (shown["title"], len(shown["choice"]["shown"]) > 8) == ("Giao ban 31/10/2024", True)
    app = page(phan="ket_luan")
    assert any("Giao ban 31/10/2024: đã chốt" in text for text in headings(app))
    assert not [button for button in app.button if button.label == "Chốt cuộc họp"]
    assert [one.label for one in app.get("download_button")][:3] == [
        "Biên bản họp giao ban", "Thông báo kết luận giao ban", "Tải tờ phát tay mọi đơn vị (ZIP)",
    ]  # fmt: skip


def test_a_slide_with_a_picture_is_added_seen_and_in_the_next_days_deck_only_once_taken(small):
    app = page()
    next(one for one in app.text_input if one.label == "Tiêu đề").input("Tập huấn ngày 05/11")
    next(one for one in app.text_area if one.label.startswith("Nội dung")).input("Hội trường tầng 2")
    app.selectbox(key="trang_tu_soan|0_sau").set_value("summary")
    (uploader,) = app.file_uploader
    uploader.set_value([("anh.png", b"GIF89a", "")])
    button(app, "Thêm trang").click().run()
    assert "không phải ảnh PNG hay JPEG" in app.error[0].value
    stream = io.BytesIO()
    Image.new("RGB", (40, 20)).save(stream, "PNG")
    (uploader,) = app.file_uploader
    uploader.set_value([("anh.png", stream.getvalue(), "")])
    button(app, "Thêm trang").click().run()
    assert not app.exception
    assert [one.value for one in app.error] == []
    (kept,) = drafts.drafts(small, PLACE)
    assert kept.choice["topics"][:2] == ["summary", "own:1"]
    content = present.deck(small, figures.newest(small, "stp"), deck.Choice.of(kept.choice)).content
    drawn = Presentation(io.BytesIO(content)).slides[2]
    assert drawn.shapes.title.text == "Tập huấn ngày 05/11"
    assert "chiso:own:1.picture" in [shape.name for shape in drawn.shapes]
    assert says(app, "Tập huấn ngày 05/11")
    raw = {**kept.choice, "own": {"own:1": {**kept.choice["own"]["own:1"], "day": "2024-10-24"}}}
    drafts.change(small, VISITOR, PLACE, lambda _: raw)
    app = page()
    assert not says(app, "Tập huấn ngày 05/11")
    button(app, "Vẫn dùng").click().run()
    assert says(app, "Tập huấn ngày 05/11")
    button(app, "Xóa trang").click().run()
    assert not says(app, "Tập huấn ngày 05/11")


@pytest.mark.skipif(not LONG, reason="what a rerun asks: test_at_hand.py")
def test_pictures_stay_over_a_change_of_the_data_that_they_do_not_show_and_a_save_asks_nothing(
    store, monkeypatch
):
    before = drawn(page())
    with store.transaction():
        store.bump()  # somebody imported what is on no slide
    version = store.data_version
    sources = [f"phiên bản {version - 1}" in text for text in before]
    assert sum(sources) > 10
    monkeypatch.setattr(present, "pictures", lambda *_: pytest.fail("drawn again"))
    app = page()
    assert not app.exception
    now = [text.replace(f"phiên bản {version - 1}", f"phiên bản {version}") for text in before]
    assert drawn(app) == now
    monkeypatch.setattr(presentation.deck, "proposed", lambda *_: pytest.fail("asked again"))
    button(app, "Lưu bộ slide").click().run()
    assert not app.exception
    monkeypatch.undo()
    kept = next(row for row in meetings.decks(store, "stp") if row["kind"] == meetings.DECK)
    look = present.look_at(store, Asked(agency="stp", as_of=DAY))
    deck.proposed(look, deck.DEFAULT)
    assert kept["figures"] == deck.figures_shown(look)
