"""The declarations of the ten datasets agree with the contract, the schema and with themselves."""

from collections import Counter

import pytest

from chiso.core.vietnamese import fold
from chiso.intake.choices import code_of
from chiso.intake.datasets import DATASETS, WORDINGS, Dataset
from chiso.intake.recognise.claims import claim

# design/contracts.md, "Datasets": every field by name; bold ones are required columns.
CONTRACT = {
    "dossiers": "*dossier_id procedure_code *procedure_name field *unit official *channel submitted_at *received_at "
    "*due_at finished_at returned_at *status pause_reason pause_document pause_told_on supplement_count has_e_result "
    "is_digitised is_reused has_fee is_paid_online is_interagency has_postal_result has_apology exclusion_group note",
    "tasks": "*document_no *content *unit official assigned_on *due_on finished_on is_extended status",
    "petitions": "*petition_id kind subject *received_on due_on answered_on answer_no *unit remark satisfaction "
    "is_complex posted_on source",
    "procedures": "*procedure_code *procedure_name field unit service_level has_fee has_online_payment has_postal "
    "gives_paper_result statutory_days",
    "criteria": "*year *code *name *max_points self_points appraised_points numerator denominator cause remedy unit "
    "deadline",
    "index_scores": "*index component *year place *score max_score weight target rank rank_of rating source",
    "plan_tasks": "plan section section_name no *task product schedule lead_unit support_units official assignment "
    "status finished_on",
    "measurements": "*indicator *date unit numerator denominator value",
    "field_report": "no field received_total received_online received_direct carried_over resolved_total "
    "resolved_early resolved_on_time resolved_late open_total open_in_time open_overdue",
    "service_index": "*month *component *score *max_score",
}
KEYS = {
    "dossiers": "dossier_id",
    "tasks": "document_no content",
    "petitions": "petition_id",
    "procedures": "procedure_code",
    "criteria": "year code",
    "index_scores": "index component year place",
    "plan_tasks": "plan section no",
    "measurements": "indicator date unit",
    "field_report": "field",
    "service_index": "month component",
}
KINDS = {
    *("text", "id", "date", "datetime", "number", "score", "integer", "count"),
    *("flag", "choice", "percent", "year", "month", "date_or_month"),
}

every_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)


def test_the_ten_datasets_of_the_contract() -> None:
    assert list(DATASETS)[: len(CONTRACT)] == list(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_fields_and_required_columns_are_the_contract_s(name: str) -> None:
    dataset = DATASETS[name]
    words = CONTRACT[dataset.name].split()
    assert [f.name for f in dataset.fields] == [w.lstrip("*") for w in words]
    if dataset.name != "field_report":  # a form: the contract marks no column, we ask for its three totals
        assert {f.name for f in dataset.required} == {w[1:] for w in words if w.startswith("*")}
    assert " ".join(dataset.key) == KEYS[dataset.name]


@every_dataset
def test_an_alias_belongs_to_one_field(dataset: Dataset) -> None:
    owners: dict[str, set[str]] = {}
    for field in dataset.fields:
        for alias in (field.name, field.name.replace("_", " "), *field.printed, *field.second, *field.weak):
            owners.setdefault(fold(alias), set()).add(field.name)
        for aliases in field.ticked.values():
            for alias in aliases:
                owners.setdefault(fold(alias), set()).add(f"{field.name} (ticked)")
    assert {alias: names for alias, names in owners.items() if len(names) > 1} == {}


@every_dataset
def test_an_alias_is_not_written_twice(dataset: Dataset) -> None:
    for field in dataset.fields:
        counts = Counter(fold(alias) for alias in (*field.printed, *field.second, *field.weak))
        assert [alias for alias, n in counts.items() if n > 1] == [], field.name


@every_dataset
def test_a_choice_word_means_one_code(dataset: Dataset) -> None:
    for field in dataset.fields:
        owners = Counter(
            fold(word) for words in field.choices.values() for word in {fold(w): w for w in words}.values()
        )
        assert [word for word, n in owners.items() if n > 1] == [], field.name
        assert field.kind in KINDS
        assert bool(field.choices) or field.kind != "choice"


@every_dataset
def test_every_field_speaks_vietnamese_to_the_uploader(dataset: Dataset) -> None:
    assert dataset.label
    for field in dataset.fields:
        assert field.label
        assert field.help.endswith("."), field.name


@every_dataset
def test_a_citizen_s_column_is_never_a_field(dataset: Dataset) -> None:
    personal = {fold(alias) for alias in WORDINGS["personal"]["headers"]}
    # Two words mean a citizen in one place and a kind in another; as headers only the first occurs.
    for field in dataset.fields:
        assert not personal & {fold(alias) for alias in (*field.printed, *field.second, *field.weak)}, (
            field.name
        )


def test_numbering_is_no_field() -> None:
    numbering = {fold(alias) for alias in WORDINGS["numbering"]}
    for dataset in DATASETS.values():
        for field in dataset.fields:
            assert not numbering & {fold(alias) for alias in (*field.printed, *field.second, *field.weak)}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        # design/contracts.md and the brief of the layouts that other systems print
        ("Ngày trả kết quả", "returned_at"),
        ("Hạn trả kết quả", "due_at"),
        ("Ngày hẹn trả kết quả", "due_at"),
        ("Ngày kết thúc xử lý", "finished_at"),
        ("Ngày có kết quả", "finished_at"),
        ("Ngày nhận", "received_at"),
        ("Ngày nộp", "submitted_at"),
        ("Số hồ sơ", "dossier_id"),
        ("Kênh tiếp nhận", "channel"),
        ("Tình trạng", "status"),
        ("Lý do dừng, bổ sung", "pause_reason"),
    ],
)
def test_wordings_that_are_easy_to_confuse(header: str, field: str) -> None:
    found = claim("dossiers", (header,))
    assert found is not None
    assert found.field == field


@pytest.mark.parametrize(
    ("dataset", "header", "field"),
    [
        ("tasks", "Trích yếu/Nội dung giao", "content"),
        ("dossiers", "Bộ phận / Phòng xử lý", "unit"),
        ("dossiers", "Ngày nộp/Ngày tiếp nhận", None),  # two fields
        ("dossiers", "Phòng xử lý/Mức độ", None),
    ],
)
def test_of_two_wordings_with_a_stroke_between_them_both_must_mean_it(
    dataset: str, header: str, field: str | None
) -> None:
    found = claim(dataset, (header,))
    assert (found and found.field) == field


@pytest.mark.parametrize(
    ("code", "words"),
    [  # domain.md, "Status words seen", and the national codes of the contract
        ("new", "Mới đăng ký|Chờ tiếp nhận|1"),
        ("received", "Được tiếp nhận|Đã tiếp nhận|2"),
        ("refused", "Không được tiếp nhận|Từ chối tiếp nhận|3"),
        ("processing", "Đang xử lý|Đang giải quyết|4"),
        ("supplement", "Yêu cầu bổ sung|Yêu cầu bổ sung giấy tờ|Chờ bổ sung|5"),
        ("fee", "Yêu cầu thực hiện nghĩa vụ tài chính|Chờ nộp phí, lệ phí|6"),
        ("withdrawn", "Công dân yêu cầu rút hồ sơ|Rút hồ sơ|Trả lại hồ sơ|Trả lại|7"),
        ("stopped", "Dừng xử lý|Tạm dừng|8"),
        ("done", "Đã xử lý xong|Đã giải quyết|Đã có kết quả|9"),
        ("handed_over", "Đã trả kết quả|10"),
    ],
)
def test_status_words_of_the_domain(code: str, words: str) -> None:
    known = {fold(word) for word in DATASETS["dossiers"].by_name["status"].choices[code]}
    assert {fold(word) for word in words.split("|")} <= known


def test_channel_words_and_codes() -> None:
    codes = DATASETS["dossiers"].by_name["channel"].codes
    for code, word in [
        ("counter", "1"),
        ("online", "2"),
        ("postal", "3"),
        ("postal", "BCCI"),
        ("online", "Nộp trực tuyến"),
    ]:
        assert code_of(codes, word) == code
