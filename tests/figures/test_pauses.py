"""Paused dossiers: reason, document and notice to the applicant, each as far as the newest file can say it."""

from datetime import date
from pathlib import Path

from chiso import figures
from chiso.figures.ask import Asked
from chiso.web.parts.record import facts
from tests.worlds import fresh_home
from tests.worlds.import_world import DOSSIER_COLUMNS, World, day, dossier

TOLD = (*DOSSIER_COLUMNS, "pause_reason", "pause_document", "pause_told_on")
PAUSED = {"unit_text": "Văn phòng", "status": "stopped", "pause_reason": "Chờ xác minh"}
WHOLE = {"pause_document": "12/TB-STP", "pause_told_on": day("5/3")}
SAYING = [
    dossier("whole", **PAUSED, **WHOLE),
    dossier("bare", **PAUSED),
    dossier("untold", **PAUSED | {"status": "supplement"}, pause_document="13/TB-STP"),
    dossier("no-reason", **PAUSED | {"pause_reason": None}, **WHOLE),
    dossier("running", **PAUSED | {"status": "processing"}),
    dossier("ended", **PAUSED, finished_at="20/3"),
    dossier("again", **PAUSED),
]
SILENT = [dossier("again", **PAUSED), dossier("unknown", **PAUSED)]


def test_a_pause_is_named_for_what_its_newest_file_has_a_column_for(tmp_path: Path) -> None:
    asked = Asked(agency="stp", as_of=date(2024, 4, 30))
    with fresh_home.build(tmp_path / "home") as store:
        World(store).number(SAYING, "31/3", columns=TOLD)
        World(store).number(SILENT, "30/4")  # has none of the three columns
        found = figures.check(store, asked).set_index("code")
        listed = figures.records(store, asked, "paused_without_reason").set_index("id")
        row = figures.record(store, asked, "dossiers", "whole")
    missing = found.loc[["paused_without_notice"]].set_index("subject")["message"]
    assert dict(missing) == {
        "bare": "Hồ sơ bare đang tạm dừng mà chưa ghi văn bản kèm theo và ngày thông báo cho người nộp.",
        "untold": "Hồ sơ untold đang tạm dừng mà chưa ghi ngày thông báo cho người nộp.",
    }
    # as the contract counts them: the reason is empty
    assert sorted(found.loc[["paused_without_reason"], "subject"]) == ["no-reason", "unknown"]
    assert sorted(listed.index) == ["no-reason", "unknown"]
    assert listed.loc["no-reason", "pause_document"] == "12/TB-STP"
    assert row is not None
    said = dict(facts("dossiers", row))
    assert (said["Văn bản tạm dừng"], said["Ngày thông báo tạm dừng"]) == ("12/TB-STP", "05/03/2024")
