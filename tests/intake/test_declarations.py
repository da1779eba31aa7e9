"""Reading data/datasets/*.toml: a mistake names file and key."""

from pathlib import Path

import pytest

from chiso.intake.datasets import read
from chiso.intake.declared import DeclarationError

SHARED = {"unit": {"headers": ["Phòng"], "weak": ["Đơn vị"]}}
GOOD = """
label = "Thư góp ý"
source = "Góp ý"
key = ["no"]
slice_by = "key"
usual_rhythm = "monthly"
title_words = ["góp ý"]

[fields.no]
label = "Số thư"
kind = "id"
help = "Số của thư."

[fields.unit]
label = "Đơn vị"
shared = "unit"
headers = ["Phòng trả lời"]
help = "Đơn vị trả lời."
"""


def declared(folder: Path, text: str):
    (folder / "11_letters.toml").write_text(text, encoding="utf-8")
    return read(folder, SHARED)["letters"]


def test_a_declaration_is_read_with_the_wordings_it_shares(tmp_path: Path) -> None:
    letters = declared(tmp_path, GOOD)
    assert letters.by_name["unit"].headers == ("Phòng", "Phòng trả lời")
    assert letters.by_name["unit"].weak == ("Đơn vị",)
    assert letters.obtained == "tệp mẫu trên trang này"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('source = "Góp ý"\n', "", "11_letters.toml: missing source"),
        ('source = "Góp ý"', 'source = "Góp ý"\nsorce = "x"', "11_letters.toml: unknown key sorce"),
        ('source = "Góp ý"', "source = 3", "11_letters.toml: source: 3"),
        ('"key"', '"keys"', "11_letters.toml: slice_by: 'keys' is none of period, whole, key"),
        ('key = ["no"]', 'key = ["number"]', "11_letters.toml: key: no field number"),
        ('kind = "id"', 'kind = "code"', "11_letters.toml: fields.no.kind: 'code' is none of"),
        ('kind = "id"', 'kind = "choice"', "11_letters.toml: fields.no.choices: a choice needs words"),
        ('help = "Số của thư."', "", "11_letters.toml: fields.no: missing help"),
        ('shared = "unit"', 'shared = "units"', "11_letters.toml: fields.unit.shared: no wordings 'units'"),
        ('["Phòng trả lời"]', '"Phòng trả lời"', "11_letters.toml: fields.unit: headers: 'Phòng trả lời'"),
        (
            "[fields.no]",
            '[history]\nstart = "on"\nend = "on"\ndue = "on"\ntitle = "on"\n[fields.no]',
            "history.start: no field on",
        ),
        ("[fields.no]", "[fields.no", "11_letters.toml: "),
    ],
)  # fmt: skip
def test_a_mistake_names_file_and_key(tmp_path: Path, before: str, after: str, said: str) -> None:
    assert before in GOOD
    with pytest.raises(DeclarationError) as error:
        declared(tmp_path, GOOD.replace(before, after, 1))
    assert said in str(error.value)
