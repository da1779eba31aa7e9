"""Printed headers against the declared wordings: each is recognised, and none is listed that is found without it."""

import csv
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest

from chiso.core import settings
from chiso.core.vietnamese import fold
from chiso.intake.choices import code_of
from chiso.intake.clean.values import parse_column
from chiso.intake.datasets import DATASETS, Dataset, Field
from chiso.intake.recognise import claims
from chiso.intake.recognise.claims import Claim, claim, is_needless, is_wording, words_of

RANKS = {
    "proper": claims.PROPER,
    "grammar": claims.BY_GRAMMAR,
    "second": claims.SECOND,
    "ticked": claims.TICKED,
    "weak": claims.WEAK,
}
WITHOUT = ("headers", "above", "below", "second", "weak")

every_dataset = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda d: d.name)


def printed() -> dict[str, dict[tuple[str, ...], Claim]]:
    """dataset -> path of levels -> what it means (worlds/printed_headers.csv: headers as systems and people print)."""
    found: dict[str, dict[tuple[str, ...], Claim]] = {}
    with (Path(__file__).parents[1] / "worlds/printed_headers.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            path = tuple(row["header"].split(" › "))
            found.setdefault(row["dataset"], {})[path] = Claim(row["field"], RANKS[row["rank"]], row["code"])
    return found


PRINTED = printed()
SHARED = {
    text
    for group in tomllib.loads(settings.WORDINGS.read_text(encoding="utf-8"))["shared"].values()
    for texts in group.values()
    for text in texts
}


@every_dataset
def test_every_printed_header_means_its_field(dataset: Dataset) -> None:
    assert dataset.name in PRINTED, "tests/worlds/printed_headers.csv has no row of it"
    assert {path: claim(dataset.name, path) for path in PRINTED[dataset.name]} == PRINTED[dataset.name]


def test_every_level_of_a_printed_header_says_that_a_header_is_here() -> None:
    levels = {level for paths in PRINTED.values() for path in paths for level in path}
    assert sorted(level for level in levels if not is_wording(level)) == []


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Lũy kế giải ngân đến 31/10/2024", "numerator"),
        ("Lũy kế vốn giải ngân tính đến hết tháng 10", "numerator"),
        ("Giải ngân đến 30/9/2024", None),  # beside another day it would be one of two
        ("Kế hoạch vốn năm 2024", "denominator"),
        ("Tổng kế hoạch vốn được giao năm 2024", "denominator"),
        ("Kế hoạch vốn năm 2023 kéo dài", None),
    ],
)
def test_what_was_spent_and_planned_is_known_with_its_day_and_year(header: str, field: str | None) -> None:
    found = claim("measurements", (header,))
    assert (found.field if found else None) == field


@pytest.mark.parametrize("dataset", ["criteria", "unit_scores"])
@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Điểm UBND tỉnh thẩm định", "appraised_points"),
        ("Điểm tỉnh chấm", "appraised_points"),
        ("Bộ Nội vụ thẩm định", "appraised_points"),
        ("Kết quả Hội đồng thẩm định CCHC tỉnh chấm điểm", "appraised_points"),
        ("Điểm do Tổ công tác đánh giá năm 2024", "appraised_points"),
        ("Điểm tự chấm năm 2024", "self_points"),
        ("Điểm phòng tự đánh giá", "self_points"),
        ("Ngày Hội đồng thẩm định", None),
        ("Hội đồng", None),
        ("Nội dung tỉnh đánh giá thấp", None),
        ("Tự chấm lại", None),
    ],
)
def test_whose_points_a_column_holds_is_found_by_grammar(
    dataset: str, header: str, field: str | None
) -> None:
    found = claim(dataset, (header,))
    assert (found and found.field) == field


@pytest.mark.parametrize(
    ("dataset", "header", "field"),
    [
        ("tasks", "Sở", None), ("tasks", "Số", "document_no"), ("tasks", "SỐ", "document_no"),
        ("tasks", "So", "document_no"), ("criteria", "Từ", None), ("criteria", "Tử", "numerator"),
        ("measurements", "Ký", None), ("measurements", "Kỳ", "date"), ("procedures", "Mục", None),
        ("procedures", "Mức", "service_level"), ("index_scores", "Hàng", None), ("index_scores", "Hạng", "rank"),
    ],
)  # fmt: skip
def test_one_word_with_other_signs_is_another_word(dataset: str, header: str, field: str | None) -> None:
    found = claim(dataset, (header,))
    assert (found and found.field) == field


def variants(field: Field) -> Iterator[tuple[str, Field]]:
    """The field without one of its wordings, and which."""
    for key in WITHOUT:
        texts = getattr(field, key)
        for text in texts:
            yield text, replace(field, **{key: tuple(one for one in texts if one != text)})
    for code, texts in field.ticked.items():
        for text in texts:
            left = tuple(one for one in texts if one != text)
            yield text, replace(field, ticked={**field.ticked, code: left})


def says_the_same(dataset: Dataset, without: Field) -> bool:
    fields = tuple(without if field.name == without.name else field for field in dataset.fields)
    words = words_of(replace(dataset, fields=fields))
    return all(claims.claim_of(words, path) == said for path, said in PRINTED.get(dataset.name, {}).items())


@every_dataset
def test_no_listed_wording_is_found_without_it(dataset: Dataset) -> None:
    """A wording that other wordings, plain words or grammar lead to with the same rank is not listed."""
    useless = [
        (field.name, text)
        for field in dataset.fields
        for text, without in variants(field)
        if text not in SHARED and says_the_same(dataset, without)
    ]
    assert useless == []


@pytest.mark.parametrize("text", sorted(SHARED))
def test_what_several_datasets_share_is_needed_by_one_of_them(text: str) -> None:
    assert any(
        not says_the_same(dataset, without)
        for dataset in DATASETS.values()
        for field in dataset.fields
        for said, without in variants(field)
        if said == text
    )


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("status", "Đã trả kết quả - Trễ hạn", "handed_over"),
        ("status", "Đã trả kết quả; đúng thời hạn", "handed_over"),
        ("status", "Trả kết quả trước hạn", "handed_over"),
        ("status", "Đang xử lý – chậm hạn", "processing"),
        ("status", "Yêu cầu bổ sung (giấy tờ)", "supplement"),
        ("status", "Quá hạn chưa giải quyết", "processing"),
        ("status", "Đang giải quyết, chưa đến hạn", "processing"),
        ("status", "Đang chờ xử lý", "received"),
        ("status", "Đã trả KQ cho công dân, tổ chức", "handed_over"),
        ("status", "9. Chờ trả KQ", "done"),
        ("status", "Tạm dừng - chờ bổ sung", "stopped"),
        ("status", "Đang tạm dừng chờ bổ sung hồ sơ", "stopped"),
        ("status", "Tạm dừng xử lý do chưa nộp phí", "stopped"),
        ("status", "Tạm dừng – đã trả kết quả", None),
        ("status", "Đang dừng", "stopped"),
        ("status", "Dừng chờ bổ sung", "stopped"),
        ("status", "Dừng, chờ bổ sung", "stopped"),
        ("status", "Dừng xử lý, yêu cầu bổ sung giấy tờ", "stopped"),
        ("status", "Đã trả kết quả qua bưu chính công ích", "handed_over"),
        ("status", "Chờ ký số", "processing"),
        ("status", "Đang xin ý kiến", "processing"),
        ("status", "Xin rút", "withdrawn"),
        ("status", "Đã yêu cầu bổ sung", "supplement"),
        ("status", "Chờ thu phí", "fee"),
        ("status", "Hủy hồ sơ", None),
        ("status", "Đã trả công dân", "handed_over"),
        ("status", "Đã trả kết quả trực tuyến", "handed_over"),
        ("status", "Chờ trả", "done"),
        ("status", "Đã phát hành", "done"),
        ("status", "Đang lấy ý kiến", "processing"),
        ("status", "Chờ đóng phí", "fee"),
        ("status", "Xin rút hồ sơ", "withdrawn"),
        ("status", "Hồ sơ chờ bổ sung", "supplement"),
        ("status", "Hồ sơ mới", "new"),
        ("status", "Chuyển liên thông", "processing"),
        ("status", "Công dân xin rút", "withdrawn"),
        ("status", "Chờ lấy kết quả", "done"),
        ("status", "Hồ sơ không hợp lệ", None),
        ("status", "Từ chối giải quyết", None),  # not received, or received and refused: asked
        ("status", "Quá hạn", None),
        ("status", "Đang trình lãnh đạo", "processing"),
        ("status", "Văn thư đóng dấu", "processing"),
        ("status", "Chờ thẩm định", "processing"),
        ("status", "Gia hạn", "processing"),
        ("status", "Đang yêu cầu bổ sung", "supplement"),
        ("status", "Đang tạm dừng tính thời gian", "stopped"),
        ("status", "Tạm dừng tính thời gian", "stopped"),
        ("status", "Mới đăng ký trực tuyến", "new"),
        ("status", "Đã kết thúc quy trình", "done"),
        ("status", "Hoàn thành trả kết quả", "handed_over"),
        ("status", "Đang trả kết quả", None),
        ("status", "Đã bổ sung", None),
        ("status", "Chưa trả kết quả cho công dân", None),
        ("channel", "Nộp qua Cổng DVC quốc gia", "online"),
        ("channel", "Nộp trực tuyến qua Cổng Dịch vụ công của tỉnh", "online"),
        ("channel", "Trực tuyến tại Bộ phận Một cửa", "online"),
        ("channel", "Nộp trực tiếp tại Trung tâm A", "counter"),
        ("channel", "Gửi hồ sơ qua bưu điện", "postal"),
        ("channel", "Từ Cổng DVCQG", "online"),
        ("channel", "Nộp tại TT PVHCC", "counter"),
        ("channel", "Offline", "counter"),
        ("channel", "Tại Bộ phận TN&TKQ", "counter"),
        ("channel", "DVCQG", "online"),
        ("channel", "Hồ sơ trực tiếp", "counter"),
        ("channel", "Trực tuyến - DVCQG", "online"),
        ("channel", "Trực tuyến/Cổng DVC tỉnh", "online"),
        ("channel", "Qua DVC", "online"),
        ("channel", "Nhập tại quầy", "counter"),
        ("channel", "Trực tuyến, trực tiếp", None),
        ("channel", "Hồ sơ giấy", None),
        ("channel", "Trực tiếp - TTPVHCC", "counter"),
        ("channel", "Tại Bộ phận 1 cửa", "counter"),
        ("channel", "Cổng quốc gia", "online"),
        ("channel", "Trực tuyến mức độ 4", "online"),
        ("channel", "Bưu điện VNPost", "postal"),
        ("channel", "Bộ phận Một cửa Sở Tư pháp", "counter"),
        ("channel", "Tại Bộ phận Một cửa của UBND xã A", "counter"),
        ("channel", "Bộ phận Một cửa và trực tuyến", None),
        ("status", "Đã xử lý xong - Trễ hạn 2 ngày", "done"),
        ("status", "Đã trả kết quả (trễ hạn 1 ngày làm việc)", "handed_over"),
        ("status", "Đã xử lý xong/ Trước hạn", "done"),
        ("status", "Đang xử lý | Quá hạn 3 ngày 4 giờ", "processing"),
        ("status", "Đang giải quyết, còn 2 ngày", "processing"),
        ("status", "Đang xử lý (còn lại 5 giờ 30 phút)", "processing"),
        ("status", "Sắp đến hạn - Đang xử lý", "processing"),
        ("status", "Trễ 2,5 ngày: Yêu cầu bổ sung", "supplement"),
        ("status", "Đã trả kết quả => quá hạn giải quyết 1 ngày", "handed_over"),
        ("status", "Quá hạn 3 ngày/ Đã trả hồ sơ", None),
        ("status", "Đang xử lý/ Đã xử lý xong", None),
        ("status", "Chuyên viên đang xử lý", "processing"),
        ("status", "Lãnh đạo Sở đang duyệt", "processing"),
        ("status", "Đã giải quyết, đang chờ trả", "done"),
        ("status", "Xử lý xong chờ trả KQ", "done"),
        ("status", "Đã rút theo yêu cầu của công dân", "withdrawn"),
        ("status", "Đã ký, chờ trả", None),
        ("status", "Đang xử lý, chờ trả kết quả", None),
        ("status", "Quá hạn xử lý xong", "done"),
        ("status", "Đúng hạn, giải quyết xong", "done"),
        ("status", "Quá hạn xử lý: Đang giải quyết", "processing"),
        ("status", "Quá hạn trả kết quả", None),  # no result was handed over
        ("status", "Đến hạn trả kết quả", None),
        ("status", "Sắp đến hạn trả", None),
        ("status", "Đã kết thúc xử lý đúng hạn", "done"),
        ("status", "Sẵn sàng trả kết quả cho công dân", "done"),
        ("status", "Đang xử lý liên thông", "processing"),
        ("status", "Chưa nhận kết quả", None),  # from whom
        ("channel", "Tiếp nhận qua Cổng Dịch vụ công", "online"),
        ("channel", "Đăng ký trực tuyến", "online"),
        ("channel", "Tiếp nhận qua BCCI", "postal"),
        ("channel", "Trực tuyến - mức độ 4", "online"),
        ("channel", "Trực tuyến mức độ 4, trực tiếp", None),
        ("channel", "Trực tuyến mức độ 2", None),
        ("status", "Đang xử lý tại phòng chuyên môn", "processing"),
        ("status", "Phòng chuyên môn đang giải quyết", "processing"),
        ("status", "Đang thụ lý hồ sơ", "processing"),
        ("status", "Không tiếp nhận hồ sơ", "refused"),
        ("status", "Đã tạm dừng", "stopped"),
        ("status", "Tạm dừng xử lý hồ sơ", "stopped"),
        ("status", "Tạm dừng chờ bổ sung hồ sơ", "stopped"),
        ("status", "Yêu cầu bổ sung, hoàn thiện hồ sơ", "supplement"),
        ("status", "Chờ thực hiện NVTC", "fee"),
        ("status", "Đã trả kết quả về Bộ phận Một cửa", "done"),  # not to the citizen
        ("status", "Giải quyết trễ hạn", "done"),
        ("status", "Đã trả hồ sơ", None),  # done, or sent back
        ("channel", "Cổng DVC tỉnh Khánh Hòa", "online"),
        ("channel", "Qua môi trường mạng", "online"),
        ("channel", "Trung tâm Phục vụ HCC", "counter"),
        ("channel", "Toàn trình", None),  # how far a procedure goes online, not how it was filed
        ("channel", "Trực tiếp, bưu điện", None),
        ("channel", "Qua đường bưu chính", "postal"),
        ("channel", "Không nộp qua bưu điện", None),
        ("channel", "Qua người khác", None),
    ],
)
def test_words_around_the_word_of_a_list_change_nothing(field: str, text: str, code: str | None) -> None:
    """When it was done beside what was done, where and how beside in which way."""
    assert code_of(DATASETS["dossiers"].by_name[field].codes, text) == code


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("has_fee", "Chưa nộp", True),  # a fee that was not paid
        ("has_fee", "Không thu phí", False),
        ("is_paid_online", "Chưa nộp", False),
        ("is_paid_online", "Cổng DVCQG", True),
        ("is_paid_online", "Tại quầy", False),
        ("is_paid_online", "QR", None),
        ("is_paid_online", "VNPT Pay", True),
        ("has_postal_result", "Trả qua bưu điện", True),
        ("has_postal_result", "Nhận tại Bộ phận Một cửa", False),
        ("is_interagency", "Liên thông cấp tỉnh", True),
        ("has_e_result", "Bản giấy", False),
        ("has_e_result", "Bản điện tử và bản giấy", True),
        ("is_digitised", "Một phần", None),
        ("has_apology", "Số 12/PXL ngày 03/10/2024", True),
        ("has_apology", "Số lần: 0", None),
        ("has_apology", "456/STP-VP", True),
        ("has_apology", "12/2024/CV", True),
        ("has_apology", "2/3", None),
        ("has_apology", "3/tuần", None),
        ("has_postal_result", "Nhận tại quầy", False),
        ("has_postal_result", "Trả kết quả qua dịch vụ BCCI", True),
        ("has_postal_result", "Trả kết quả qua BCCI", True),
        ("has_postal_result", "Tại Bộ phận TN&TKQ", False),
        ("has_postal_result", "Tại nhà", True),
        ("has_postal_result", "Nhận kết quả tại nhà qua BCCI", True),
        ("has_postal_result", "Tại Trung tâm PVHCC", False),
        ("has_postal_result", "Trả kết quả trực tuyến", False),
        ("has_postal_result", "Trực tuyến và qua BCCI", None),
        ("is_paid_online", "Qua Cổng DVC", True),
        ("is_paid_online", "Thanh toán online", True),
        ("is_paid_online", "Trực tuyến (chưa thanh toán)", None),
        ("is_digitised", "Số hóa đầy đủ", True),
        ("has_e_result", "Chỉ bản giấy", False),
        ("is_interagency", "Hồ sơ liên thông", True),
        ("is_interagency", "Liên thông", True),
    ],
)
def test_a_flag_is_what_its_column_asks(field: str, text: str, value: bool | None) -> None:
    found = parse_column(pa.array([text]), DATASETS["dossiers"].by_name[field])
    assert (found.values.to_pylist(), found.bad.tolist()) == ([value], [value is None])


@pytest.mark.parametrize(("text", "value"), [("2 lần", True), ("0 lần", False), ("Được gia hạn", True)])
def test_how_often_a_task_was_extended_says_whether_it_was(text: str, value: bool) -> None:
    found = parse_column(pa.array([text]), DATASETS["tasks"].by_name["is_extended"])
    assert (found.values.to_pylist(), found.bad.tolist()) == ([value], [False])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gặp gỡ, đối thoại", "dialogue"),
        ("Thanh tra đột xuất", "inspection"),
        ("Kiểm tra liên ngành", "inspection"),
        ("Lấy ý kiến doanh nghiệp", "survey"),
        ("Hội nghị tổng kết", None),
    ],
)
def test_what_is_held_with_enterprises_is_told_by_its_kind(text: str, code: str | None) -> None:
    assert code_of(DATASETS["enterprise_events"].by_name["kind"].codes, text) == code


def test_no_listed_word_is_found_without_it() -> None:
    useless = [
        (field.name, word)
        for dataset in DATASETS.values()
        for field in dataset.fields
        for code, words in field.choices.items()
        for word in words
        if code_of({key: one for key, one in field.codes.items() if key != fold(word)}, word) == code
    ]
    assert useless == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("15", 15),
        ("0,5 ngày", 0.5),
        ("15 ngày làm việc", 15),
        ("15 ngày (làm việc)", 15),
        ("15 (ngày)", 15),
        ("Không quá 15 ngày làm việc", 15),
        ("03 ngày làm việc kể từ khi nhận đủ hồ sơ", 3),
        ("08 giờ làm việc", 1),  # of a working day, not eight days
        ("4 giờ", 0.5),
        ("16 giờ làm việc", 2),
        ("24 giờ", None),
        ("Ngay trong ngày làm việc", 1),
        ("15 ngày (cắt giảm còn 10 ngày)", None),
        ("10-15 ngày", None),
        ("02 tháng", None),
    ],
)
def test_what_a_procedure_may_take_is_read_with_its_words(text: str, days: float | None) -> None:
    found = parse_column(pa.array([text]), DATASETS["procedures"].by_name["statutory_days"])
    assert found.values.to_pylist() == [days]


@pytest.mark.parametrize(
    ("dataset", "header", "given", "needs_none"),
    [
        ("measurements", "Thực hiện tháng 10", {"numerator"}, True),  # beside "Lũy kế 10 tháng"
        ("measurements", "Thực hiện › Tháng này", {"numerator"}, False),
        ("measurements", "Lũy kế đến 30/9/2026", {"numerator"}, True),
        ("measurements", "Thực hiện tháng 10", {"value"}, False),
        ("measurements", "Tỷ lệ so với dự toán (%)", (), True),
        ("measurements", "So kế hoạch (%)", (), True),
        ("dossiers", "Tăng, giảm so với cùng kỳ", (), True),
        ("dossiers", "Ghi chú", (), True),
        ("dossiers", "So với", (), False),
        ("dossiers", "Màu bìa", (), False),
    ],
)
def test_what_is_said_of_another_time_or_compares_needs_no_question(
    dataset: str, header: str, given: Collection[str], needs_none: bool
) -> None:
    assert is_needless(dataset, header, given) is needs_none
