"""Writes the parts of the documentation that follow from the code: `python docs/generate.py`.

tests/house/test_documents.py fails when a file in docs/ is not what this makes.
"""

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from chiso.commands.words import build_parser  # noqa: E402
from chiso.intake.datasets import DATASETS, Dataset  # noqa: E402
from chiso.present import palette  # noqa: E402

MADE = "<!-- Made by docs/generate.py; do not edit. -->\n"


def command_line() -> str:
    """docs/command-line.md: every command with its arguments."""
    status = "Exit status: 0 done, 1 done with rejected rows, 2 refused, 3 database in use, 64 wrong usage."
    status += " A running server answers the commands, but for `init`, `demo`, `restore`, `user` (3)."
    lines = [MADE, "# Command line", "", "`python -m chiso [--home DIR] [--json] COMMAND …`", "", status, ""]
    parser = build_parser()
    subs = next(action for action in parser._actions if getattr(action, "choices", None))
    texts = {choice.dest: choice.help for choice in subs._choices_actions}  # type: ignore[attr-defined]
    lines += ["| command | arguments | what it does |", "|---|---|---|"]
    for name, sub in subs.choices.items():  # type: ignore[union-attr]
        words = [
            _argument(action)
            for action in sub.complete()._actions
            if action.dest not in ("help", "home", "json")
        ]
        lines.append(f"| `{name}` | {' '.join(words)} | {texts.get(name, '')} |")
    return "\n".join(lines) + "\n"


def _argument(action) -> str:  # type: ignore[no-untyped-def]
    if not action.option_strings:
        shown = "/".join(action.choices) if action.choices else action.dest.upper()
        return f"`{shown}{'…' if action.nargs == '+' else ''}`"
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    if action.choices and action.nargs != 0 and len(action.choices) < 6:
        value = " " + "\\|".join(map(str, action.choices))
    return f"`{action.option_strings[0]}{value}`"


def indicators() -> str:
    """docs/indicators.md: the catalogue of data/reference/indicators.csv."""
    lines = [
        MADE,
        "# Indicators",
        "",
        "| code | tên | tử số | mẫu số | định nghĩa, căn cứ |",
        "|---|---|---|---|---|",
    ]
    with (ROOT / "data" / "reference" / "indicators.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cells = (row["name"], row["numerator"], row["denominator"] or "—", row["definition"])
            lines.append(
                f"| `{row['indicator']}` | " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
            )
    return "\n".join(lines) + "\n"


def datasets() -> str:
    """docs/datasets.md: fields, kinds and header words of each dataset."""
    lines = [
        MADE,
        "# Datasets",
        "",
        "**Bold**: a required column. Headers are matched without case and diacritics.",
        "",
    ]
    for dataset in DATASETS.values():
        lines += [f"## `{dataset.name}`: {dataset.label}", "", _about(dataset), ""]
        lines += ["| field | tên | kind | headers |", "|---|---|---|---|"]
        for field in dataset.fields:
            name = f"**{field.name}**" if field.required else field.name
            words = "; ".join(list(dict.fromkeys((field.label, *field.printed)))[:6]).replace("|", "\\|")
            lines.append(f"| {name} | {field.label} | {field.kind} | {words} |")
        lines.append("")
    return "\n".join(lines)


def config() -> str:
    """.streamlit/config.toml: what is written by hand, then the colours of data/palette.csv."""
    mark = "# Made from data/palette.csv by docs/generate.py; do not edit below.\n"
    text = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8").partition(mark)[0] + mark
    steps = [row["role"] for row in palette.rows() if row["role"].startswith("step_")]
    for name in ("light", "dark"):
        colours = palette.palette(name)
        keys = {key: row[name] for row in palette.rows() for key in row["theme"].split()}
        lines = [f'{key} = "{colour}"' for key, colour in keys.items()]
        for key, roles in (("Categorical", palette.SERIES), ("Sequential", steps)):
            shown = ", ".join(f'"{colours[role]}"' for role in roles)
            lines.append(f"chart{key}Colors = [{shown}]")
        text += "\n".join(["", f"[theme.{name}]", *lines, ""])
    return text


def style() -> str:
    """chiso/web/shell/static/trang.css, its first rules: the colours of the pages outside Streamlit."""
    names = {"page": "background", "panel": "surface", "text": "text", "soft": "gray", "line": "border",
             "accent": "primary", "on-accent": "on_primary", "link": "link", "alarm": "alarm_ink",
             "alarm-back": "alarm_tint"}  # fmt: skip
    rules = {}
    for name in ("light", "dark"):
        colours = palette.palette(name)
        rules[name] = ":root { " + "".join(f"--{key}: {colours[role]}; " for key, role in names.items()) + "}"
    text = (ROOT / "chiso" / "web" / "shell" / "static" / "trang.css").read_text(encoding="utf-8")
    lines = [
        rules["light"] if line.startswith(":root") else
        "@media (prefers-color-scheme: dark) { " + rules["dark"] + " }" if line.startswith("@media (prefers") else line
        for line in text.splitlines()
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


# path from docs/ -> what it holds
def _about(dataset: Dataset) -> str:
    """Where it comes from, what identifies a record, what a newer file replaces."""
    slices = {
        "period": "its period",
        "key": "its keys",
        "whole": f"the whole {dataset.slice_field or 'list'}",
    }
    return (
        f"{dataset.source}: {dataset.obtained}; {dataset.usual_rhythm}. Key: {', '.join(dataset.key)}. "
        f"A newer file replaces {slices[dataset.slice_by]}."
    )


DOCUMENTS = {
    "command-line.md": command_line,
    "indicators.md": indicators,
    "datasets.md": datasets,
    "../.streamlit/config.toml": config,
    "../chiso/web/shell/static/trang.css": style,
}

if __name__ == "__main__":
    for name, make in DOCUMENTS.items():
        (ROOT / "docs" / name).write_text(make(), encoding="utf-8")
