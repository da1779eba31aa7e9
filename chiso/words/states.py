"""One table: how a figure stands, its word, sign and icon, and the role that every palette gives a colour.

Pages, heat tables, charts, slides, Word and XLSX read it; which state a figure has is decided in
chiso/figures/judging.py. Words and signs: docs/huong-dan/doc-so-lieu.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Role = Literal["good", "warning", "alarm", "muted", "neutral"]


REAL, USUAL = "thay đổi khác thường", "dao động bình thường"  # what process limits call a change


def real_or_usual(sign: int | None, move: int | None) -> str:
    """What is said beside a change (`sign`: up, down, 0 none, None nothing to compare with) whose newest point moved
    so (insights.move); "" where there is none, too little is known, or the newest point went the other way."""
    if not sign or move is None or move == -sign:
        return ""
    return REAL if move else USUAL


def high_or_usual(sign: int | None, move: int | None) -> str:
    """The same of a number of records (limits.newest_count), which itself is unusual, however little it changed."""
    if move:
        return f"{'' if sign in (move, None) else 'vẫn '}{'cao' if move > 0 else 'thấp'} khác thường"
    return USUAL if sign and move == 0 else ""


@dataclass(frozen=True)
class State:
    """`sign` stands before numbers in tables, `icon` (a Material name) on badges; a higher `badness` is worse.

    Roles: good, warning and alarm speak; muted says something about the data; neutral says nothing.
    """

    code: str
    word: str
    sign: str
    icon: str
    role: Role
    badness: int = 0

    def named(self, word: str) -> "State":
        """The same state under another word, as printed by its source; no word, no badge."""
        return replace(self, word=word)


STATES: Mapping[str, State] = {
    state.code: state
    for state in (
        State("met", "Đạt", "✓", "check_circle", "good"),
        State("on_track", "Đúng tiến độ", "✓", "check_circle", "good", 1),
        State("near", "Sát ngưỡng", "●", "warning", "warning", 3),
        State("behind", "Chậm tiến độ", "●", "warning", "warning", 3),
        State("hard", "Khó đạt", "▲", "error", "alarm", 5),
        State("missed", "Chưa đạt", "▲", "error", "alarm", 5),
        State("unreachable", "Không còn đạt được", "▲", "block", "alarm", 5),
        State("overdue", "Quá hạn", "▲", "alarm", "alarm", 6),
        State("notice", "Cần xem", "●", "search", "warning", 3),
        State("unknown", "Chưa có số", "○", "hourglass_empty", "muted", 2),
        State("undecided", "Chưa kết luận", "○", "hourglass_empty", "muted", 2),
        State("none", "Không phát sinh", "—", "remove", "muted"),
        State("small_base", "Số ít", "*", "info", "muted"),
        State("open", "Chưa hết tháng", "", "schedule", "muted"),
        State("expected", "Dự kiến", "", "schedule", "muted"),
        State("no_target", "", "", "", "neutral"),
        State("not_applicable", "Không áp dụng", "—", "remove", "neutral"),
    )
}

# On every page, slide, sheet and paper that is made of the demonstration.
DEMONSTRATION = "Dữ liệu minh họa"

# What misses its target or is on the way to: the states that a finding, a headline and an alarm colour speak of.
SHORT = frozenset({"behind", "hard", "unreachable", "missed"})


def legend(codes: Iterable[str]) -> str:
    """What the signs of these states say, each once: "✓ đạt, đúng tiến độ · ▲ chưa đạt"; "" where none has one."""
    there, said = frozenset(codes), dict[str, list[str]]()
    for state in STATES.values():
        if state.code in there and state.sign:
            said.setdefault(state.sign, []).append(state.word.lower())
    return " · ".join(f"{sign} {', '.join(words)}" for sign, words in said.items())
