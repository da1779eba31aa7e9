"""Names of indices, their components and of provinces, as published tables print them (pure data).

Sources of the wordings: tables of pcivietnam.vn and the PCI workbooks 2005–2016, the PAPI workbooks and site, PGI
reports, the five plans. The names on the left are the ones that are stored.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from chiso.core.vietnamese import fold, nfc
from chiso.intake.datasets.shape import words

INDEX_WORDS: Mapping[str, str] = {
    "PCI": r"\bpci\b|nang luc canh tranh cap tinh",
    "PGI": r"\bpgi\b|chi so xanh",
    "PAPI": r"papi\b|hieu qua quan tri va hanh chinh cong",
    "SIPAS": r"\bsipas\b|chi so hai long",
    "PACA": r"\bpaca\b|phong, chong tham nhung cap tinh",
    "DDCI": r"\bddci\b|nang luc canh tranh cap (?:so|huyen)",
    "PAR INDEX": r"\bpar[- ]?index\b|chi so cai cach hanh chinh cap tinh",
    "CCHC": r"chi so cai cach hanh chinh|chi so cchc|ket qua cchc|^cai cach hanh chinh$",
}

COMPONENTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "PCI": {
        "Gia nhập thị trường": words("""
            Gia nhập thị trường | Chi phí gia nhập thị trường | CP gia nhập thị trường | Entry Costs |
            Entry Cost | Entry Soft Indices"""),
        "Tiếp cận đất đai": words("""
            Tiếp cận đất đai | Tiếp cận đất đai và ổn định trong sử dụng đất | Land Access | Access to land |
            Tiếp cận đất đai và sự ổn định trong sử dụng đất | Land Access and Security of Tenure |
            Tiếp cận đất đai & sự ổn định trong sử dụng đất"""),
        "Tính minh bạch": words("""
            Tính minh bạch | Minh bạch | Tính minh bạch và tiếp cận thông tin | Transparency |
            Transparency and Access to Information | Tính minh bạch & tiếp cận thông tin"""),
        "Chi phí thời gian": words("""
            Chi phí thời gian | CP thời gian | Chi phí về thời gian | Time Costs |
            Time Costs and Regulatory Compliance | Chi phí thời gian để thực hiện các quy định của Nhà nước |
            Time Costs of Regulatory Compliance | Chi phí về thời gian để thực hiện các quy định của Nhà nước |
            Regulatory Compliance"""),
        "Chi phí không chính thức": words("""
            Chi phí không chính thức | CP không chính thức | Informal Charges | Informal Charge"""),
        "Cạnh tranh bình đẳng": words("""
            Cạnh tranh bình đẳng | Môi trường cạnh tranh bình đẳng | Policy Bias | Bias | Ưu đãi DNNN |
            Ưu đãi đối với DNNN | Ưu đãi doanh nghiệp nhà nước | Ưu đãi đối với doanh nghiệp nhà nước |
            SOE Bias"""),
        "Tính năng động và tiên phong của lãnh đạo tỉnh": words("""
            Tính năng động và tiên phong của lãnh đạo tỉnh | Tính năng động | Tính năng động và tiên phong |
            Proactivity | Tính năng động và tiên phong của chính quyền tỉnh |
            Proactivity of Provincial Leadership | Tính năng động và tiên phong của lãnh đạo |
            Tính tiên phong và năng động | Tính năng động của chính quyền tỉnh"""),
        "Chính sách hỗ trợ doanh nghiệp": words("""
            Chính sách hỗ trợ doanh nghiệp | Hỗ trợ doanh nghiệp | Dịch vụ hỗ trợ doanh nghiệp |
            Dịch vụ hỗ trợ DN | Chính sách hỗ trợ DN | Hỗ trợ DN | Business Support Services |
            Business Support Policy | Business Support | Chính sách phát triển khu vực kinh tế tư nhân |
            Chính sách phát triển kinh tế tư nhân | Phát triển KTTN | Chính sách phát triển khu vực KTTN |
            Chính sách phát triển KTTN | Private Sector Development | Chính sách PTKTTN |
            Private Sector Development Services"""),
        "Đào tạo lao động": words("""
            Đào tạo lao động | Đào tạo LĐ | Labor Training | Labor Policy | Labor and Training |
            Labour Training | Labor Skills Development | Labour Policy"""),
        "Thiết chế pháp lý và an ninh trật tự": words("""
            Thiết chế pháp lý và an ninh trật tự | Thiết chế pháp lý | Thiết chế pháp lý & ANTT |
            Legal Institutions | Thiết chế pháp lý và ANTT | Law & Order | Law and Order |
            Legal Institutions and Security | Legal | Thiết chế pháp lý & an ninh trật tự"""),
        "Thực hiện chính sách của Trung ương": words("""
            Thực hiện chính sách của Trung ương | Thực hiện CS của Trung ương |
            Thực hiện chính sách của Trung ương và tính nhất quán | Implementation and Consistency of Policies"""),
    },
    "PAPI": {
        "Tham gia của người dân ở cấp cơ sở": words("""
            Tham gia của người dân ở cấp cơ sở | Sự tham gia của người dân ở cấp cơ sở |
            Tham gia của người dân | Participation at Local Levels | Participation"""),
        "Công khai, minh bạch trong việc ra quyết định ở địa phương": words("""
            Công khai, minh bạch trong việc ra quyết định ở địa phương | Công khai, minh bạch |
            Công khai minh bạch | Công khai, minh bạch trong việc ra quyết định |
            Transparency of Local Decision-making | Transparency | Transparency in Local Decision-making"""),
        "Trách nhiệm giải trình với người dân": words("""
            Trách nhiệm giải trình với người dân | Trách nhiệm giải trình | Vertical Accountability"""),
        "Kiểm soát tham nhũng trong khu vực công": words("""
            Kiểm soát tham nhũng trong khu vực công | Kiểm soát tham nhũng | Control of Corruption |
            Control of Corruption in the Public Sector"""),
        "Thủ tục hành chính công": words("Thủ tục hành chính công | Public Administrative Procedures"),
        "Cung ứng dịch vụ công": words("""
            Cung ứng dịch vụ công | Cung ứng dịch vụ công cho người dân | Public Service Delivery"""),
        "Quản trị môi trường": words("Quản trị môi trường | Environmental Governance"),
        "Quản trị điện tử": words("Quản trị điện tử | E-Governance | E Governance"),
    },
    "PGI": {
        "Giảm thiểu ô nhiễm môi trường và biến đổi khí hậu": words("""
            Giảm thiểu ô nhiễm môi trường và biến đổi khí hậu |
            Giảm thiểu tác động tiêu cực của ô nhiễm môi trường |
            Giảm thiểu ô nhiễm môi trường và thiên tai, biến đổi khí hậu | Giảm thiểu ô nhiễm và thiên tai |
            Giảm thiểu ô nhiễm môi trường và thiên tai"""),
        "Đảm bảo tuân thủ tiêu chuẩn môi trường tối thiểu": words("""
            Đảm bảo tuân thủ tiêu chuẩn môi trường tối thiểu | Đảm bảo tuân thủ |
            Tuân thủ tiêu chuẩn môi trường tối thiểu | Đảm bảo tuân thủ các tiêu chuẩn môi trường tối thiểu"""),
        "Vai trò lãnh đạo của chính quyền tỉnh trong thúc đẩy thực hành xanh": words("""
            Vai trò lãnh đạo của chính quyền tỉnh trong thúc đẩy thực hành xanh | Thúc đẩy thực hành xanh |
            Vai trò của chính quyền tỉnh trong thúc đẩy thực hành xanh"""),
        "Chính sách và dịch vụ hỗ trợ doanh nghiệp trong bảo vệ môi trường": words("""
            Chính sách và dịch vụ hỗ trợ doanh nghiệp trong bảo vệ môi trường |
            Chính sách khuyến khích và dịch vụ hỗ trợ |
            Chính sách khuyến khích và dịch vụ hỗ trợ doanh nghiệp trong bảo vệ môi trường"""),
    },
    "CCHC": {
        "Chỉ đạo, điều hành": words("""
            Chỉ đạo, điều hành | Công tác chỉ đạo, điều hành | Công tác chỉ đạo, điều hành CCHC |
            Chỉ đạo điều hành"""),
        "Cải cách thể chế": words("Cải cách thể chế | Thể chế | Xây dựng và thực hiện thể chế"),
        "Cải cách thủ tục hành chính": words("Cải cách thủ tục hành chính | Cải cách TTHC"),
        "Cải cách tổ chức bộ máy": words(
            "Cải cách tổ chức bộ máy | Tổ chức bộ máy | Cải cách tổ chức bộ máy hành chính"
        ),
        "Cải cách chế độ công vụ": words("Cải cách chế độ công vụ | Công vụ | Cải cách công vụ"),
        "Cải cách tài chính công": words("Cải cách tài chính công | Tài chính công"),
        "Xây dựng chính quyền điện tử, chính quyền số": words("""
            Xây dựng chính quyền điện tử, chính quyền số | Chính quyền điện tử, chính quyền số |
            Chính quyền số | Xây dựng và phát triển chính quyền điện tử, chính quyền số"""),
        "Điểm thưởng": words("Điểm thưởng | Điểm cộng"),
        "Điểm trừ": words("Điểm trừ"),
    },
}

TOTAL = ""  # the component of an index's own score
RANK, RATING = "rank", "rating"

_TOTAL = re.compile(
    r"(?:weighted )?(?:(?:tong )?diem (?:so )?(?:tong hop )?(?:chi so )?|tong (?:hop )?(?:chi so )?|"
    r"chi so (?:tong hop )?)?"
    r"(?:pci|papi|pgi|sipas|paca|ddci|par[- ]?index|cchc)"
    r"(?: cuoi cung| tong hop| tong| chung)?(?: scores?| index| co trong so| da co trong so)?"
    r"|tong diem|tong so diem|diem tong hop|tong diem chi so|tong hop diem|co trong so|diem tong|chi so tong hop|"
    r"diem chung"
    r"|chi so papi khong co trong so|un-?weighted ?papi"
)
_RANK = re.compile(
    r"(?:bang )?xep hang|thu hang|ranking|rank|hang|vi tri|(?:xep hang|thu hang) [a-z ]+|[a-z]+ ranking"
)
_RATING = re.compile(r"(?:xep loai|nhom xep hang|nhom|phan loai|nhom dieu hanh)(?: [a-z]+)?|[a-z]* ?tier")
_NUMBERED = re.compile(
    r"^(?:chi so thanh phan|chi so|sub-?index|noi dung|truc noi dung)\s*[0-9]*\s*[:.–-]\s*|^[0-9]{1,2}\s*[.)]\s*"
)
_ENDING = re.compile(
    r"\s*\((?!khong co trong so|da co|co trong so|chua)[^)]*\)?\s*$|\s+(?:sub-index|sub index)\b.*$|\s*\(.*/.*$"
)


def _bare(text: str) -> str:
    """A header without numbering, years, weights in brackets."""
    key = fold(text)
    key = _NUMBERED.sub("", key)
    key = re.sub(r"\s*\(trong so[^)]*\)", "", key)
    key = _ENDING.sub("", key)
    key = re.sub(r"(?<![0-9])20[0-4][0-9](?![0-9])", " ", key)
    return " ".join(key.replace("(", " ").replace(")", " ").split()).strip(" :-.")


@lru_cache
def _component_keys(index: str) -> Mapping[str, str]:
    return {fold(alias): name for name, aliases in COMPONENTS[index].items() for alias in aliases}


@lru_cache(4096)
def component_of(text: str, index: str) -> str | None:
    """The stored name of a component of an index; TOTAL ("") for the index itself; None when unknown."""
    if not any(letter.isalpha() for letter in text):
        return None
    bare = _bare(text)
    keys = _component_keys(index) if index in COMPONENTS else {}
    for key in (fold(text), bare, re.sub(r"^chi so ", "", bare)):
        if key in keys:
            return keys[key]
    if "chua co" in bare or (index == "PCI" and ("khong co trong so" in bare or "un-weighted" in bare)):
        return None
    return TOTAL if _TOTAL.fullmatch(bare) else None


@lru_cache(1024)
def side_of(text: str) -> str | None:
    """RANK or RATING for a column that ranks or rates the total."""
    bare = _bare(text)
    if _RATING.fullmatch(bare):
        return RATING
    return RANK if _RANK.fullmatch(bare) else None


def index_of(*texts: str) -> str | None:
    """The index that a title, sheet or file name speaks of; None where none or several are named."""
    for text in texts:
        key = re.sub(r"[_.]", " ", fold(text))
        found = [name for name, pattern in INDEX_WORDS.items() if re.search(pattern, key)]
        if "PAR INDEX" in found and "CCHC" in found:
            found.remove("CCHC")
        if len(found) == 1:
            return found[0]
    return None


_PROVINCES = words("""
    Hà Nội | Hà Giang | Cao Bằng | Bắc Kạn | Tuyên Quang | Lào Cai | Điện Biên | Lai Châu | Sơn La | Yên Bái |
    Hòa Bình | Thái Nguyên | Lạng Sơn | Quảng Ninh | Bắc Giang | Phú Thọ | Vĩnh Phúc | Bắc Ninh | Hải Dương |
    Hải Phòng | Hưng Yên | Thái Bình | Hà Nam | Nam Định | Ninh Bình | Thanh Hóa | Nghệ An | Hà Tĩnh |
    Quảng Bình | Quảng Trị | Thừa Thiên Huế | Đà Nẵng | Quảng Nam | Quảng Ngãi | Bình Định | Phú Yên |
    Khánh Hòa | Ninh Thuận | Bình Thuận | Kon Tum | Gia Lai | Đắk Lắk | Đắk Nông | Lâm Đồng | Bình Phước |
    Tây Ninh | Bình Dương | Đồng Nai | Bà Rịa – Vũng Tàu | TP. Hồ Chí Minh | Long An | Tiền Giang | Bến Tre |
    Trà Vinh | Vĩnh Long | Đồng Tháp | An Giang | Kiên Giang | Cần Thơ | Hậu Giang | Sóc Trăng | Bạc Liêu |
    Cà Mau | Hà Tây""")
_OTHER_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "TP. Hồ Chí Minh": words("""
        TP.HCM | Tp HCM | HCMC | TP.Hồ Chí Minh | Thành phố Hồ Chí Minh | Hồ Chí Minh | Ho Chi Minh City |
        TP Hồ Chí Minh | Tp. Hồ Chí Minh | HCM | Sài Gòn | Ho Chi Minh"""),
    "Thừa Thiên Huế": words(
        "TT-Huế | TT Huế | TT- Huế | TTH | Huế | Thừa Thiên - Huế | T.T Huế | TT.Huế | Thành phố Huế"
    ),
    "Bà Rịa – Vũng Tàu": words(
        "BRVT | BR-VT | Bà Rịa Vũng Tàu | Vũng Tàu | Bà Rịa | BR - VT | Ba Ria Vung Tau"
    ),
    "Đắk Lắk": words("Đắc Lắc | Đắc Lắk | Đăk Lăk | Dak Lak | Đắk Lăk | Daklak | Đăk Lắk"),
    "Đắk Nông": words("Đắc Nông | Đăk Nông | Dak Nong | Daknong | Đăk Nông"),
    "Bắc Kạn": words("Bắc Cạn | Bac Can"),
    "Kon Tum": words("Kontum | Kon Tum"),
}


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


@lru_cache
def _place_keys() -> Mapping[str, str]:
    keys = {_letters(name): name for name in _PROVINCES}
    keys.update({_letters(alias): name for name, aliases in _OTHER_SPELLINGS.items() for alias in aliases})
    return keys


@lru_cache(4096)
def place_of(text: str) -> str | None:
    """The stored name of a province however it is spelled; None when it is none."""
    keys = _place_keys()
    bare = re.sub(r"^(?:tinh|thanh pho|tp\.?)\s+", "", fold(text))
    return keys.get(_letters(text)) or keys.get(_letters(bare))


_AGENCY = re.compile(
    r"^(?:so|ban|van phong|thanh tra|ubnd|uy ban nhan dan|huyen|thi xa|thanh pho|tp|chi cuc|cuc|cong an|bo) "
)


def is_agency(text: str) -> bool:
    """Whether a label names an agency (a row of a CCHC or DDCI table)."""
    return bool(_AGENCY.match(fold(text)))


# Rows below a ranking that summarise it.
_SUMMARY = frozenset(
    fold(word)
    for word in words("""
        Min | Max | Median | Mean | Trung vị | Trung bình | Cao nhất | Thấp nhất | Điểm cao nhất |
        Điểm thấp nhất | Highest | Lowest | Điểm thấp nhất mẫu | Điểm cao nhất mẫu | Thứ tự | Xếp hạng |
        Ranking | Tổng cộng | Cả nước | Toàn quốc | Trung bình cả nước | Average | Điểm trung bình |
        Giá trị trung vị | Trung vị cả nước | Tham chiếu phiếu điều tra""")
)


def is_summary(text: str) -> bool:
    """Whether a label is a statistic (Min, Trung vị, Điểm cao nhất …) and not a place."""
    return fold(nfc(text)) in _SUMMARY
