"""A home whose every imported and entered text tries something: markup, Markdown, formulas, links, SQL, control signs.

The 515 strings of the "big list of naughty strings" (naughty_strings.json), and a short list of our own.
"""

import csv
import io
import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from chiso import figures
from chiso.core.text import xml_text
from chiso.desk import (
    drafts,
    kept_decks,
    meetings,
    minutes,
    office,
    own_template,
    put_away,
    reconciliation,
    unit_requests,
)
from chiso.figures.ask import Asked
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.people.accounts import Accounts, User
from chiso.present.deck import Choice, own_slides
from chiso.reference import changes
from chiso.store import Store
from chiso.words.findings import Finding
from tests.conftest import sample
from tests.worlds import fresh_home, office_templates
from tests.worlds.people import named

DAY = date(2024, 10, 31)
OUTSIDE = "evil.example"  # no test may ever ask for it

OWN = (
    "<script>alert(1)</script>",
    f"<img src='http://{OUTSIDE}/a.png' onerror='alert(1)'>",
    f"![anh](http://{OUTSIDE}/b.png)",
    f"[bam](http://{OUTSIDE}/) <http://{OUTSIDE}/c>",
    "[bam](javascript:alert(1))",
    "<svg/onload=alert(1)>",
    "<b>dam</b><br>&lt;i&gt;",
    ":red[do] :material/home: :rocket: $\\href{javascript:alert(1)}{x}$",
    f'=HYPERLINK("http://{OUTSIDE}/","bam")',
    "=cmd|'/C calc'!A0",
    "+1+1",
    "-2+3|x",
    "@SUM(1+1)",
    "\t=1+1",
    "'); drop table dossiers; --",
    '"; delete from imports; --',
    "$unit {{ source }} {0} %s",
    "dong mot\ndong hai\r\n2024-01-01 00:00:00 ERROR gia mao",
    "\u202eolleh\u202c \u200b\ufeff",
    "chuong\x07 thoat\x1b[31m",
    f"www.{OUTSIDE} ten@{OUTSIDE} http://{OUTSIDE}/d",
    "# tieu de | cot | ~~x~~ > trich",
)
# As names of units: in filters, headings, axes and hovers of every page. (name, short name)
UNITS = (
    ("<img src=x onerror=alert(1)>", "<b>A</b>"),
    (f"![anh](http://{OUTSIDE}/unit.png)", "![](//e.vn/x)"),
    ("=1+1", "=1+1"),
    ("[Phòng](javascript:alert(1))", "[P](//e.vn)"),
    ("'); drop table units; --", "'; drop --"),
)
FILE_NAMES = (
    "<img src=x onerror=alert(1)>.csv",
    "=1+1\n[x](javascript:alert(1)).xlsx",
    "../../$(touch x).csv",
)


def strings() -> list[str]:
    """All of them; those of the world at once go through the importer, a deck, a paper and a workbook alone."""
    return [*OWN, *public()]


def tried() -> list[str]:
    """Those of the home: ours, and a third of the world's in a usual run."""
    return [*OWN, *sample(public())]


def public() -> list[str]:
    """The strings that the world shares."""
    found: list[str] = json.loads(Path(__file__).with_name("naughty_strings.json").read_text("utf-8"))
    return found


def build(home: Path) -> Store:
    """The home, open; its demonstration flag is set so that a server on it asks for no sign-in."""
    store = fresh_home.build(home)
    for number, (name, short) in enumerate(UNITS, start=1):
        changes.add_unit(store, named("<b>ai</b>"), "stp", f"x{number}", name=name, short_name=short)
    _put(store, FILE_NAMES[0], dossiers(tried()))
    _put(store, FILE_NAMES[1], _tasks(tried()))
    _put(store, FILE_NAMES[2], _petitions(tried()))
    _put(store, "ke hoach <i>.xlsx", _plan(tried()))
    _put(store, "tieu chi {{ 7*7 }}.xlsx", _criteria(tried()))
    _put(store, "chi so [x](javascript:alert(1)).csv", _index())
    _put(store, "bao cao.csv", _measurements())
    content, said = _in_a_taught_layout()
    _put(store, "cach khac.csv", content, **said)
    _entries(store, tried())
    _on_slides(store)
    _asked_for(store)
    _reference(store)
    _accounts(store)
    store.set_fact("demonstration", "true")
    store.set_fact("demonstration_files", "0")
    return store


def _put(store: Store, name: str, content: bytes, **said: Any) -> None:
    upload = Upload(name, content, answers=Answers(as_of=DAY, **said))
    result = batch.import_file(store, named("<script>alert(1)</script>"), upload)
    assert result.status == "imported", (name, result.error)


def _unit(number: int, text: str) -> str:
    """Two rows in three belong to a unit with a hostile name, one to the string itself, which nobody knows."""
    return text or "?" if number % 3 == 0 else UNITS[number % len(UNITS)][0]


def dossiers(tried: list[str]) -> bytes:
    head = (
        *("Số hồ sơ", "Tên thủ tục", "Lĩnh vực", "Đơn vị", "Công chức xử lý", "Hình thức nộp"),
        *("Ngày tiếp nhận", "Ngày hẹn trả", "Trạng thái", "Lý do dừng", "Ghi chú"),
    )
    rows = [
        (
            *(f"HS-{number:04}", text, text, _unit(number, text), text, "Trực tuyến"),
            *(f"{number % 28 + 1:02}/09/2024", f"{number % 28 + 1:02}/10/2024", "Đang xử lý", text, text),
        )
        for number, text in enumerate(tried)
    ]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([head, *rows])
    return _without_signs(out.getvalue())


def _workbook(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "<b>Trang 1"
    sheet.append(head)
    for line, row in enumerate(rows, start=2):
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(line, place)
            cell.value = xml_text(value) if isinstance(value, str) else value
            if isinstance(value, str):
                cell.data_type = "s"  # "=1+1" as text, as an export would have it
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _tasks(tried: list[str]) -> bytes:
    head = (
        "Số văn bản",
        "Nội dung nhiệm vụ",
        "Đơn vị thực hiện",
        "Người thực hiện",
        "Ngày giao",
        "Hạn xử lý",
    )
    return _workbook(
        head,
        [
            (f"NV-{number:04}", text or "?", _unit(number, text), text, "01/09/2024", "15/10/2024")
            for number, text in enumerate(tried)
        ],
    )


def _petitions(tried: list[str]) -> bytes:
    head = ("Mã phản ánh", "Nội dung phản ánh", "Ngày tiếp nhận", "Hạn xử lý", "Đơn vị xử lý", "Trạng thái")
    rows = [
        (f"PA-{number:04}", text, "02/09/2024", "20/10/2024", _unit(number, text), "Đang xử lý")
        for number, text in enumerate(tried)
    ]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=",", quoting=csv.QUOTE_ALL).writerows([head, *rows])
    return _without_signs(out.getvalue())


def _csv(*rows: Sequence[object]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    return _without_signs(out.getvalue())


def _index() -> bytes:
    """Indices of the province, their components, other provinces and sources under hostile names."""
    head = ("Chỉ số", "Thành phần", "Năm", "Địa phương", "Điểm", "Điểm tối đa", "Xếp loại", "Nguồn")
    rows = [
        (name, part, year, place, 60 + year % 7, 100, name, name)
        for name in OWN
        for year in (2022, 2023)
        for part, place in (
            ("", "Khánh Hòa"),
            (name, "Khánh Hòa"),
            (OWN[0], "Khánh Hòa"),
            ("", f"{name} tỉnh"),
        )
    ]
    return _csv(head, *dict.fromkeys(rows))


def _measurements() -> bytes:
    head = ("Chỉ tiêu", "Ngày", "Tử số", "Mẫu số", "Giá trị", "Nguồn")
    names = ("Tỷ lệ số hóa hồ sơ", "Tỷ lệ hồ sơ thanh toán trực tuyến", *OWN)
    return _csv(
        head, *((name, f"{day + 1:02}/10/2024", 1, 2, "50%", OWN[day]) for day, name in enumerate(names[:20]))
    )


def _in_a_taught_layout() -> tuple[bytes, dict[str, Any]]:
    """A list of procedures whose headers are hostile, and what somebody said that they mean."""
    head = dict(zip(OWN, ("procedure_code", "procedure_name", "field", "unit"), strict=False))
    rows = [(f"1.{number:06}.000.00.00.H32", text, text, UNITS[0][0]) for number, text in enumerate(OWN)]
    return _csv(tuple(head), *rows), {"dataset": "procedures", "columns": head}


def _without_signs(text: str) -> bytes:
    """A text file; with control signs it would be refused as no text at all."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", text).encode("utf-8-sig", "replace")


def _plan(tried: list[str]) -> bytes:
    head = ("STT", "Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Thời gian hoàn thành")
    return _workbook(
        head,
        [
            (number, text or "?", text, _unit(number, text), "Trước ngày 15/10/2024")
            for number, text in enumerate(tried[:60], start=1)
        ],
    )


def _criteria(tried: list[str]) -> bytes:
    head = ("Năm", "Mã tiêu chí", "Tiêu chí", "Điểm tối đa", "Điểm tự chấm", "Điểm thẩm định")
    return _workbook(
        head,
        [
            (2024, f"{number // 9 + 1}.{number % 9 + 1}", text or "?", 2, 1.5, 1)
            for number, text in enumerate(tried[:40])
        ],
    )


def _reference(store: Store) -> None:
    """What people type on Quản trị: spellings, targets with their sources, rules, days, decisions, indicators."""
    edits = [
        changes.Edit("agency_settings", None, {"name": "online_base", "value": "tat_ca", "source": OWN[1]}),
        changes.Edit("agency_settings", None, {"name": "signing_title", "value": OWN[2]}),
        changes.Edit("agency_settings", None, {"name": "signing_name", "value": OWN[0]}),
        changes.Edit("namesakes", None, {"official": OWN[2], "is_one": True, "note": OWN[1]}),
    ]
    for number, text in enumerate(OWN):
        year, day = 2000 + number, date(2024, 1, number + 1)
        rule = {"year": 2024, "code": text, "indicator": "online_rate", "method": "proportional", "points": 1}
        part = {
            "index": OWN[number // 2 * 2],
            "year": 2023,
            "component": text,
            "value": 70,
            "comparison": ">=",
        }
        said: dict[str, changes.Row] = {
            "targets": {
                "year": year,
                "indicator": "online_rate",
                "kind": "target",
                "comparison": ">=",
                "value": 0.5,
            },
            "score_rules": rule,
            "component_targets": {**part, "unit_text": text},
            "day_overrides": {"day": day, "is_working": True, "note": text},
            "unit_aliases": {"alias": f"{text} cũ", "unit_id": "x1"},
            "indicators": {
                **{"indicator": f"do_{number}", "name": text, "short_name": text[:16], "kind": "rate"},
                **{"numerator": text, "denominator": text, "definition": text, "dataset": "measurements"},
                **{"direction": "up", "year_kind": "cchc"},
            },
        }
        edits += [changes.Edit(table, None, {"source": text, **row}) for table, row in said.items()]
    changes.apply(store, named("<b>ai</b>"), "stp", edits, title=OWN[1])


def _on_slides(store: Store) -> None:
    """Slides of one's own, names of decks that were given and taken back, the file name of the office's template."""
    own = {
        f"{own_slides.OWN}{number}": own_slides.written(text[:200], f"{text}\n{text}", "", DAY)
        for number, text in enumerate(OWN[:8], start=1)
    }
    choice = Choice(topics=("overdue", *own), own=own)
    place = drafts.Place("stp", None, DAY)
    for who in ("<b>ai</b>", OWN[2]):
        drafts.change(store, named(who), place, lambda _: choice.as_json())
    rows = {row["title"]: row["deck_id"] for row in kept_decks.kept(store, "stp")}
    for number, text in zip(list(rows.values())[:4], OWN[1:5], strict=True):
        kept_decks.rename(store, named(OWN[1]), "stp", number, f"đổi {text}"[: kept_decks.LONGEST_NAME])
        kept_decks.remove(store, named(OWN[2]), "stp", number)
    name = f"{OWN[18]} {OWN[2]} {OWN[19]} 0912000111.pptx"
    own_template.choose(store, named(OWN[1]), "stp", name, office_templates.of())


def _asked_for(store: Store) -> None:
    """Units that people asked for in files of any name, findings that were put away, who signs, who is one person."""
    for text in OWN:
        if text.strip():
            unit_requests.ask(store, named(OWN[0]), "stp", f"Phòng {text}"[:200], [text, OWN[18], OWN[19]])
    unit_requests.refuse(store, named("<b>ai</b>"), "stp", f"Phòng {OWN[0]}", OWN[2])
    asked = Asked(agency="stp", as_of=DAY)
    for number, text in enumerate(OWN):
        finding = Finding(f"{text} có 3 hồ sơ.", "overdue", "qua-han", 600.0, key=f"dossiers/{number}/late")
        put_away.put_away(store, named(OWN[1]), asked, finding, text[:300] or "?")


def _accounts(store: Store) -> None:
    """Accounts whose people have hostile names, one of them with a one-time link that is open."""
    people = Accounts(store)
    for number, text in enumerate(OWN):
        people.add(named("<b>ai</b>"), User(f"ten{number}", text, unit=f"x{number % 5 + 1}"), None)


def _entries(store: Store, tried: list[str]) -> None:
    """What people type beside the records, and what a meeting concluded."""
    late = figures.overdue(store, Asked(agency="stp", as_of=DAY), kind="dossiers")
    with store.transaction():
        for key, text in zip(late["key"].head(60), tried, strict=False):
            office.enter(store, named("<b>ai</b>"), "stp", "dossiers", {str(key): {"note": text[:500]}})
        for text in OWN:
            over = {code: {"text": text, "over": ""} for code in ("title", "notes", "line:x")}
            choice = {"topics": ["overdue"], "edits": {"overdue": over}}
            meetings.keep_deck(store, named("<b>ai</b>"), meetings.Deck("stp", DAY, text, choice, []))
            seen = {"code": "gap", "subject": str(len(text)), "message": "x", "note": text, "seen": True}
            reconciliation.mark(store, named("<b>ai</b>"), "stp", [seen])
        asked = Asked(agency="stp", as_of=DAY)
        for keys, dataset, name in (
            ([row["key"] for row in figures.criteria(store, asked)["criteria"]], "criteria", "remedy"),
            (figures.plan(store, asked)["key"], "plan_tasks", "note"),
        ):
            for key, text in zip(keys, OWN, strict=False):
                office.enter(store, named("<b>ai</b>"), "stp", dataset, {str(key): {name: text}})
        said = "\n".join(tried)[:2000]
        about = minutes.Record(DAY, None, None, OWN[0][:200], OWN[1][:200], OWN[2][:200], said, said)
        minutes.keep(store, named("<b>ai</b>"), "stp", about)
        for text in tried[:12]:
            if text.strip():
                found = meetings.Commitment(
                    "stp", DAY, "x1", text, DAY, note=text, evidence=text, document_no=text
                )
                meetings.add(store, named("<b>ai</b>"), found)
