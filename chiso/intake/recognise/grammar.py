"""Headers that are put together too freely for a list, as patterns of their plain words (pure): who does the work, by
when it is due, whose points these are. `headings.plain_words` has written abbreviations out and dropped particles, of
"cơ quan" the "co" and of "tối đa" the "da" too.
"""

import re
from collections.abc import Mapping

from chiso.intake.datasets import Dataset

_ROOM = r"(?:phong|don vi|bo phan|phong ban|trung tam|ban)"
_DOES = (
    r"(?:xu ly|thu ly|giai quyet|thuc hien|chu tri|phu trach|chiu trach nhiem|tham muu|dau moi|theo doi|giao|"
    r"phan cong|tra loi|phan hoi|chuyen mon|nghiep vu|giu)"
)
_PERSON = r"(?:can bo|cong chuc|vien chuc|chuyen vien|nguoi|ca nhan|nhan vien|chuyen vien chinh)"
_YEAR = r"(?: nam 20[0-9]{2})?"
_PROVINCE = r"(?:uy ban nhan dan tinh|ubnd tinh|uy ban nhan dan|ubnd|tinh)"
_JUDGE = rf"(?:{_PROVINCE}|(?:so|bo) noi vu|hoi dong|hd|to|doan kiem tra)(?: \w+)*?"
_CODE = r"(?:ma(?: so)?|so ma|ma dinh danh)"
# "Số CV" is a công văn's number, though "CV" alone is who writes it.
_PAPER = r"(?:van ban|cong van|chuyen vien|quyet dinh)"
_MONEY = r"(?:so|so tien|gia tri|khoi luong|so von|von|kinh phi)"
_FUNDS, _GIVEN = r"von(?: dau tu(?: cong)?)?", "(?:giao|bo tri|phan bo)"
_SET = r"(?:theo (?:yeu cau|quy dinh|chi dao|ke hoach|van ban|phan cong)|giao|yeu cau|quy dinh)"
_BY = r"(?:han|thoi han|ngay (?:hen|(?:den|het) han))"
_BODY = r"(?:so nganh|quan(?: don vi)?)"
_ENDS = r"(?:hoan thanh|xu ly|thuc hien|bao cao)"
_WORK = r"(?:nhiem vu|cong viec)"
_EVENT = r"(?:cuoc|buoi|hoi nghi|doi thoai|gap go|kiem tra|thanh tra|khao sat|su kien|hoat dong|doanh nghiep)"
_CRITERION = (
    r"(?:(?:ten|noi dung|linh vuc) )?tieu chi(?: (?:tieu chi|thanh phan))*(?: (?:danh gia|cham diem|cham))*"
)
_TO_DO = (
    rf"(?:(?:{_PROVINCE} )?giao|can thuc hien|phai thuc hien|thuc hien|trien khai|cu the|chu yeu|trong tam)"
)

# Field of any dataset, or "dataset.field" -> how its headers are put together; of several the first.
_PATTERNS = {
    "official": rf"(?:ho ten )?{_PERSON}(?: {_PERSON})*(?: (?:dang|truc tiep))?(?: (?:xu ly|thu ly|giai quyet|"
    r"phu trach|thuc hien|tham muu|giao|phan cong|theo doi|chu tri|giu))+(?: ho so)?",
    "unit": rf"{_ROOM}(?: {_ROOM})*(?: (?:dang|truc tiep|{_DOES}))* {_DOES}(?: ho so)?",
    # whose points: the agency's or unit's own, and those of who looks at them again
    "self_points": rf"(?:(?:so )?diem |ket qua )?(?:{_ROOM} |so |quan )?(?:tu cham|tu danh gia)(?: cham)?(?: diem)?"
    rf"{_YEAR}",
    "appraised_points": rf"(?:(?:so )?diem |ket qua )?(?:do )?{_JUDGE} (?:tham dinh|danh gia|cham|phuc tra)(?: diem)?"
    rf"{_YEAR}",
    "max_points": r"(?:thang diem|(?:so )?diem(?: so)?)(?: (?:toi|chuan|quy dinh|cao nhat))+",
    "criteria.name": _CRITERION,
    "unit_scores.name": _CRITERION,
    # a document's number, by itself or with its day
    "document_no": rf"(?:(?:so ky hieu|so hieu|ky hieu|so) {_PAPER}(?: {_PAPER})?|van ban so|"
    rf"(?:so ky hieu|so hieu|so(?= .*{_PAPER})) ngay(?: ban hanh)?(?: {_PAPER})?)(?: ngay(?: ban hanh)?)?"
    rf"(?: (?:giao|chi dao|den))?(?: viec| nhiem vu)?(?: {_PROVINCE})?",
    # what was spent of what was planned, up to a day or of a year
    "numerator": r"(?:luy ke (?:gia tri |so |von )?giai ngan|giai ngan luy ke) (?:tinh )?den .*|"
    rf"(?:luy ke )?(?:{_MONEY} )?giai ngan(?: luy ke)?|thuc hien luy ke|luy ke (?:{_MONEY} )?thuc hien",
    "denominator": rf"(?:tong )?(?:so )?(?:(?:ke hoach(?: {_FUNDS})?|{_FUNDS} ke hoach|du toan)"
    rf"(?: (?:nam )?20[0-9]{{2}})?(?: {_GIVEN})?|(?:{_FUNDS}|kinh phi) {_GIVEN})(?: (?:nam )?20[0-9]{{2}})?|"
    r"tong(?: so)? (?:van ban|ho so cong viec|phieu)(?: (?:di|phat hanh|ban hanh))*",
    "dossiers.dossier_id": rf"{_CODE}(?: (?:ho so|bien nhan|tiep nhan|phieu hen|giay tiep nhan|giay bien nhan))+"
    r"(?: (?:thu tuc hanh chinh|giai quyet))?",
    "dossiers.procedure_name": r"(?:(?:ten|loai|noi dung) )?(?:thu tuc(?: hanh chinh)?|(?<!loai )dich vu cong)"
    r"(?: dich vu cong)?(?: thu tuc hanh chinh)?(?: (?:giai quyet|yeu cau|thuc hien|dang ky|de nghi))+",
    "dossiers.channel": r"(?:hinh thuc|kenh|phuong thuc|cach thuc|loai hinh) (?:nop|tiep nhan|gui|dang ky)(?: ho so)?",
    "dossiers.due_at": r"(?:(?:han|thoi han|ngay (?:den|het) han)(?: phai| hen)? tra(?: ket qua| ho so)?|"
    r"ngay(?: phai| hen)? tra(?: ket qua| ho so)?(?= (?:theo|du kien)))(?: giai quyet)?"
    r"(?: (?:theo (?:giay |phieu )?hen|theo quy dinh|du kien))?",
    "tasks.content": rf"(?:(?:ten|noi dung|trich yeu noi dung) )?{_WORK}(?: {_WORK})*(?: {_TO_DO})*",
    "tasks.due_on": rf"(?:ngay(?: (?:den|het) han)?|han|thoi han)(?: {_ENDS})+ {_SET}|ngay (?:den|het) han {_ENDS}",
    "tasks.finished_on": rf"ngay (?:(?:trinh|bao cao|gui)(?: ket qua)? {_PROVINCE}(?: ket qua)?|"
    rf"(?:thuc hien )?xong|hoan thanh|bao cao ket qua)(?: {_WORK})?",
    "tasks.status": rf"(?:trang thai|tinh trang|tinh hinh|ket qua)(?: {_ENDS})* {_WORK}",
    "petitions.petition_id": rf"{_CODE}(?: (?:phieu|phan anh|kien nghi|y kien|cau hoi))+",
    "petitions.due_on": rf"{_BY}(?: phai)? (?:xu ly|giai quyet|tra loi|phan hoi)(?: phan anh)?(?: kien nghi)?"
    rf"(?: {_SET})?",
    "petitions.satisfaction": r"(?:ket qua )?(?:danh gia|y kien)(?: ve)?(?: muc do| su)? (?:hai long|"
    r"chat luong (?:tra loi|giai quyet|xu ly))",
    "procedures.procedure_code": r"ma(?: so)?(?: quoc gia)? thu tuc(?: hanh chinh)?(?: (?:quoc gia|tren .*))?",
    "procedures.statutory_days": r"(?:thoi han|so ngay)(?: ngay)? (?:xu ly|thuc hien|giai quyet)(?: ngay)?"
    r"(?: lam viec)?",
    "procedures.has_fee": r"(?:muc thu|muc|thu) (?:phi|le phi|phi le phi)(?: neu)?",
    "procedures.has_postal": r"(?:thu tuc hanh chinh )?(?:thuc hien )?qua (?:dich vu )?buu chinh cong ich",
    "procedures.service_level": r"(?:muc|muc do|loai)(?: cung cap)?(?: dich vu cong)? truc tuyen",
    "plan_tasks.task": rf"(?:(?:(?:ten|noi dung) )?(?:{_WORK}|hoat dong)(?: {_WORK}| hoat dong)*|noi dung(?= .))"
    rf"(?: {_TO_DO})*",
    "plan_tasks.product": r"(?:du kien )?(?:ket qua )?san pham(?: (?:ket qua|dau ra|du kien|can dat|hoan thanh|dat|"
    r"thuc hien|chu yeu|cu the|giao))*",
    "plan_tasks.schedule": r"(?:thoi gian|thoi han|thoi diem|han|tien do)"
    r"(?: (?:thuc hien|hoan thanh|trien khai|bao cao|trinh))+",
    "joint_dossiers.lead_agency": rf"(?:{_BODY} (?:chu tri|gui)|(?:{_BODY}|don vi) (?:gui )?(?:lay y kien|"
    r"(?:de nghi|yeu cau) phoi hop))(?: (?:giai quyet|thuc hien|ho so|lay y kien))*",
    "joint_dossiers.received_on": r"ngay (?:nhan|tiep nhan|chuyen den)(?: (?:van ban|de nghi|yeu cau|phoi hop|"
    r"lay y kien))+",
    "joint_dossiers.due_on": rf"{_BY}(?: (?:gui|phoi hop|tra loi|phan hoi|y kien|gop y|xu ly))+(?: {_SET})?",
    "joint_dossiers.answered_on": r"ngay (?:phoi hop xong|(?:gui )?(?:y kien|tra loi|phan hoi|gop y)(?: (?:phoi hop|"
    r"xong))*)",
    "enterprise_events.held_on": rf"ngay (?:to chuc|dien ra|tien hanh|thuc hien)(?: {_EVENT})+",
    "enterprise_events.subject": rf"(?:noi dung|chu de|chuyen de|ten|cuoc|buoi)(?: {_EVENT})+|chuyen de",
    "enterprise_events.answers": r"(?:tong )?so(?: luong)? phieu(?: (?:khao sat|thu ve|thu|tra loi|hop le))*",
    "index_scores.rank": r"(?:(?:xep |thu )?hang|vi tri|vi thu|xep thu|thu tu xep hang) (?:toan quoc|ca nuoc|"
    r"trong tinh|toan tinh)",
    "index_scores.component": r"(?:chi so|truc|linh vuc|noi dung)(?: (?:noi dung|thanh phan|linh vuc|chi so))+",
    "service_index.component": r"(?:nhom|noi dung)(?: (?:chi so|tieu chi|chi tieu|thanh phan|noi dung|danh gia))+",
    "service_index.score": r"(?:so )?(?:diem|ket qua)(?: (?:thuc hien|danh gia|dat|thang|trong thang))+",
}  # fmt: skip
_COMPILED = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
_ANY = re.compile("|".join(f"(?:{pattern})" for pattern in dict.fromkeys(_PATTERNS.values())))
_ALSO = {"lead_unit": "unit"}  # called as another field is


def patterns_of(dataset: Dataset) -> Mapping[str, re.Pattern[str]]:
    """Field -> the pattern that a header of it matches whole, in the order in which they are tried."""
    own = {
        field.name: _COMPILED.get(f"{dataset.name}.{field.name}")
        or _COMPILED.get(_ALSO.get(field.name, field.name))
        for field in dataset.fields
    }
    order = [*(name.rpartition(".")[2] for name in _PATTERNS), *_ALSO]
    return {name: found for name in order if (found := own.get(name))}


def is_put_together(words: str) -> bool:
    """Whether plain words are a header of some field, of whichever dataset."""
    return _ANY.fullmatch(words) is not None
