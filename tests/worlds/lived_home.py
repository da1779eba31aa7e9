"""A home in which every kind of act was done once, with a backup from the middle; and all that it then holds."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from pyarrow.csv import write_csv

from chiso.desk import (
    drafts,
    inbox,
    kept_decks,
    learned,
    meetings,
    minutes,
    nightly,
    office,
    outbox,
    own_template,
    put_away,
    reconciliation,
    unit_requests,
)
from chiso.figures import Asked
from chiso.figures.unit_scores import line_key
from chiso.intake.commit import batch
from chiso.intake.commit.stages import Upload
from chiso.intake.recognise.layout import Answers
from chiso.people import acts, codes
from chiso.people.accounts import Accounts, User
from chiso.reference import agencies, changes
from chiso.store import Store, backup, originals
from chiso.words.findings import Finding
from tests.worlds import fresh_home, office_templates
from tests.worlds.people import ADMIN

HEADER = (
    "Mã hồ sơ;Tên thủ tục;Đơn vị;Hình thức;Ngày tiếp nhận;Ngày hẹn trả;Ngày kết thúc xử lý;Trạng thái;Cột lạ"
)
SCORES = "Năm;Đơn vị được chấm điểm;Mã tiêu chí;Điểm tối đa;Điểm đơn vị tự chấm;Điểm thẩm định;Nhận xét"
JOINT = (
    "Mã hồ sơ;Cơ quan chủ trì;Tên thủ tục hành chính;Phòng phối hợp;Công chức phối hợp;Ngày nhận phối hợp;"
    "Hạn phối hợp;Ngày trả lời phối hợp"
)
DAY = date(2024, 3, 31)
PICTURE = b"a picture as the reading child writes it"
# What cannot be the same: moments are those of the lines; sign-ins and links end with the database.
OF_THE_MOMENT = {"sessions", "one_time_links", "facts", "devices", "code_steps"}
_TEXT = json.JSONEncoder(default=str)
RECOVERY: dict[str, list[str]] = {}  # the first recovery codes of an account


def put(store: Store, *keys: str, day: int, **said: Any) -> int:
    row = "{};Đăng ký;Phòng Lạ;Trực tuyến;01/03/2024;15/03/2024;;Đang xử lý;x"
    content = "\n".join((HEADER, *(row.format(key) for key in keys))).encode()
    answers = Answers(dataset="dossiers", as_of=date(2024, 3, day), **said)
    result = batch.import_file(store, ADMIN, Upload("ho_so.csv", content, answers=answers, mode="replace"))
    assert result.status == "imported", result.error
    return result.import_id or 0


def scores(points: str) -> bytes:
    """A file of the points of two units."""
    rows = (f"2024;{unit};I.1;5;{points};;chậm" for unit in ("Văn phòng", "Phòng Nghiệp vụ 1"))
    return "\n".join((SCORES, *rows)).encode()


def joint(*keys: str) -> bytes:
    """A file of dossiers that another agency leads."""
    row = "{};Sở Xây dựng;Cấp phép;Văn phòng;Trần Thị B;05/03/2024;12/03/2024;"
    return "\n".join((JOINT, *(row.format(key) for key in keys))).encode()


def of_units_and_others(store: Store) -> None:
    """Points of the units below and dossiers of other agencies: imported, and entered upon."""
    for dataset, content in (("unit_scores", scores("4,5")), ("joint_dossiers", joint("PH1", "PH2"))):
        said = Upload(f"{dataset}.csv", content, answers=Answers(dataset=dataset, as_of=DAY))
        result = batch.import_file(store, ADMIN, said)
        assert result.status == "imported", result.error
    points = {line_key(2024, "stp-vp", "I.1"): {"appraised_points": "3.5"}}
    office.enter(store, ADMIN, "stp", "unit_scores", points)
    office.enter(store, ADMIN, "stp", "joint_dossiers", {"PH1": {"cause": "Chờ phối hợp"}})


def of_kept_decks(store: Store) -> None:
    """Of three, one is called otherwise, a figure of it having been looked at, one was taken out and stands again, the
    third is taken out."""
    said = "Bộ slide “Giao ban” (số liệu đến 31/03/2024), Hồ sơ quá hạn: 2 → 3, do thay đổi ngoài các tệp."
    finding = {"code": "changed_figure", "subject": "Giao ban: Hồ sơ quá hạn", "message": said, "seen": True}
    reconciliation.mark(store, ADMIN, "stp", [finding])
    numbers = {row["title"]: row["deck_id"] for row in kept_decks.kept(store, "stp")}
    kept_decks.rename(store, ADMIN, "stp", numbers["Giao ban"], "Giao ban cuối quý")
    kept_decks.remove(store, ADMIN, "stp", numbers["Giao ban hai"])
    kept_decks.put_back(store, ADMIN, "stp", numbers["Giao ban hai"])
    kept_decks.remove(store, ADMIN, "stp", numbers["Giao ban ba"])


def first_half(store: Store) -> None:
    """Every kind of act once."""
    put(store, "H1", "H2", day=20, columns={"Cột lạ": "note"}, units={"Phòng Lạ": "stp-vp"})
    office.enter(
        store,
        ADMIN,
        "stp",
        "dossiers",
        {"H1": {"cause": "Khác", "note": "“ghi chú”", "promised_on": "2024-11-08"}},
    )
    meetings.add(store, ADMIN, meetings.Commitment("stp", DAY, "stp-vp", "Rà soát hồ sơ", date(2024, 11, 8)))
    meetings.keep_deck(store, ADMIN, meetings.Deck("stp", DAY, "Giao ban", {"a": [1]}, [{"b": 0.5}]))
    for name in ("Giao ban hai", "Giao ban ba"):
        kept_decks.keep(store, ADMIN, meetings.Deck("stp", DAY, name, {"topics": ["tasks"]}, []))
    drafts.change(store, ADMIN, drafts.Place("stp", None, DAY), lambda _: {"topics": ["overdue"]})
    own = {
        "own:1": {"headline": "Ảnh", "text": "A", "picture": originals.digest(PICTURE), "day": "2024-03-31"}
    }
    drafts.change(store, ADMIN, drafts.Place("stp", None, DAY), lambda raw: {**raw, "own": own}, PICTURE)
    minutes.keep(store, ADMIN, "stp", minutes.Record(DAY, "07:30", place="Tầng 2", present="A\nB"))
    finding = {"code": "c", "subject": "s", "message": "m", "seen": True, "note": "đã xem"}
    reconciliation.mark(store, ADMIN, "stp", [finding])
    changes.add_unit(store, ADMIN, "stp", "stp-thu", name="Phòng Thử", valid_from=date(2024, 1, 1))
    unit_requests.ask(store, ADMIN, "stp", "Phòng Mới", ["ho_so.csv"])
    people = Accounts(store)
    people.add(ADMIN, User("chi.huy", role="admin"), "mật khẩu đủ dài 1")
    people.add(ADMIN, User("moi", role="editor", unit="stp-vp"))
    people.add(ADMIN, User("hai.buoc", role="editor"), "mật khẩu đủ dài 1")
    people.add(ADMIN, User("mat.may", role="editor"), "mật khẩu đủ dài 1")
    for name in ("hai.buoc", "mat.may", "chi.huy"):
        user = people.user(name)
        assert user is not None
        RECOVERY[name] = people.second.switch_on(user, codes.new_secret())


def second_half(store: Store) -> None:
    """The kinds that change what others made."""
    two = put(store, "H1", "H2", "H3", day=25)
    batch.rollback(store, ADMIN, two)
    batch.bring_back(store, ADMIN, two)
    batch.rollback(store, ADMIN, put(store, "H1", "H4", day=30))
    of_kept_decks(store)
    of_units_and_others(store)
    office.enter(store, ADMIN, "stp", "dossiers", {"H1": {"note": None}, "H3": {"note": "mới"}})
    meetings.change(store, ADMIN, 1, as_of=DAY, status="done", evidence="BC 12")
    minutes.close(store, ADMIN, "stp", minutes.Record(DAY, "07:30", "09:00", next_on=date(2024, 4, 7)))
    meetings.change(store, ADMIN, 1, as_of=DAY, due_on=date(2024, 11, 15))
    changes.undo(store, ADMIN, newest_batch(store))
    changes.teach(store, ADMIN, "stp", "Văn phòng cũ", "stp-vp")
    learned.forget(store, ADMIN, learned.learned(store)[0])
    unit_requests.refuse(store, ADMIN, "stp", "Phòng Mới", "là Văn phòng")
    late = Finding("Một hồ sơ quá hạn.", "overdue", "qua-han", 600.0, key="dossiers//late", sign=1)
    soon = replace(late, text="Một hồ sơ sắp đến hạn.", key="soon//")
    put_away.put_away(store, ADMIN, Asked(agency="stp", as_of=DAY), late, "đã giao “An”")
    put_away.put_away(store, ADMIN, Asked(agency="stp", as_of=DAY), soon, "đang xử lý")
    away = store.rows("office/put_away", agency="stp", as_of=DAY)
    (row,) = (one for one in away if one["finding"] == "soon//")
    put_away.show_again(store, ADMIN, Asked(agency="stp", as_of=DAY), row)
    target = changes.rows(store, "stp", "targets")[0]
    day = {"day": date(2024, 5, 4), "is_working": True, "note": "hoán đổi", "source": "QĐ"}
    setting = {"name": "online_base", "value": "co_truc_tuyen", "source": None}
    given = {"unit_id": "stp-hctp", "to_unit": "stp-nv1", "from_day": date(2024, 7, 1), "note": "QĐ 12"}
    wanted = [
        changes.Edit("targets", target, {**target, "value": 0.125}),
        changes.Edit("day_overrides", None, day),
        changes.Edit("agency_settings", None, setting),
        changes.Edit("hand_overs", None, given),
        changes.Edit("hand_overs", None, {**given, "dataset": "commitments", "record_key": "1"}),
        changes.Edit("namesakes", None, {"official": "Trần Văn An", "is_one": True, "note": "chuyển phòng"}),
    ]
    changes.apply(store, ADMIN, "stp", wanted, title="Sửa chỉ tiêu")
    people = Accounts(store)
    people.change(ADMIN, "moi", role="uploader", is_active=False)
    people.set_password(ADMIN, "chi.huy", "mật khẩu đủ dài 2")
    people.new_link(ADMIN, "moi")
    assert in_two_steps(people, "hai.buoc", 1, RECOVERY["hai.buoc"][0]) == "ok"
    people.renew_codes("hai.buoc", "mật khẩu đủ dài 1", RECOVERY["hai.buoc"][1])
    people.end_second_factor("chi.huy", "mật khẩu đủ dài 2", RECOVERY["chi.huy"][0])
    people.take_away_factor(ADMIN, "mat.may")
    people.require_code(ADMIN, "uploader", on=True)
    nightly.choose(store, ADMIN, str(store.home.parent), 3)
    inbox.choose(store, ADMIN, "", True)
    outbox.choose(store, ADMIN, "")
    content = office_templates.of()
    own_template.choose(store, ADMIN, "stp", "mau.pptx", content)
    own_template.drop(store, ADMIN, "stp")
    own_template.choose(store, ADMIN, "stp", "mau.pptx", content)
    agencies.name(store, ADMIN, agencies.Agency("sthu", "Sở Thử nghiệm", "Sở Thử", "Khánh Hòa"))
    agencies.add(store, ADMIN, "sct")


def in_two_steps(people: Accounts, name: str, password: int, code: str) -> str:
    """How the sign-in ends."""
    return people.finish(people.sign_in(name, f"mật khẩu đủ dài {password}").token, code).outcome


def with_a_copy(folder: Path) -> Store:
    """In the folder the home, with a backup from the middle beside it and the recovery codes; closed."""
    with fresh_home.build(folder / "home") as store:
        first_half(store)
        backup.backup(store, folder / "copy")
        second_half(store)
    (folder / "codes.json").write_text(json.dumps(RECOVERY))
    return store


def newest_batch(store: Store) -> int:
    return int(changes.history(store, "stp")["batch_id"].max())


def whole(home: Path) -> dict[str, list[str]]:
    """Every row of every table, moments aside; of the audit log what the ledger tells too."""
    with Store.open(home) as store:
        found = {}
        for made in store.rows("store/made"):
            if made["kind"] != "table" or made["name"] in OF_THE_MOMENT:
                continue
            table = store.arrow("reference/whole", {"table": (made["name"],)})
            table = table.drop_columns([name for name in table.column_names if is_moment(name)])
            if made["name"] == "calendar":  # of 50 years' days: written by Arrow in a tenth of the time
                written = BytesIO()
                write_csv(table, written)
                found[made["name"]] = sorted(written.getvalue().decode().splitlines())
                continue
            rows = table.to_pylist()
            if made["name"] == "audit":
                rows = [row for row in rows if row["what"] in acts.redos()]
            found[made["name"]] = sorted(map(_TEXT.encode, rows))
    return found


def is_moment(name: str) -> bool:
    return name == "at" or name.endswith("_at")
