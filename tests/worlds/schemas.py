"""Whether an Office file is sound: each part by the schemas of ISO/IEC 29500-4 (transitional) that lie in
../shared/schemas, its relations by what the package holds; workbooks within it too."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

OFFICE = "http://schemas.openxmlformats.org"
COMPATIBLE = f"{{{OFFICE}/markup-compatibility/2006}}"
# namespace of a part's root -> its schema; the core properties are of another standard
SCHEMAS = {
    f"{OFFICE}/presentationml/2006/main": "pml",
    f"{OFFICE}/wordprocessingml/2006/main": "wml",
    f"{OFFICE}/spreadsheetml/2006/main": "sml",
    f"{OFFICE}/drawingml/2006/main": "dml-main",
    f"{OFFICE}/drawingml/2006/chart": "dml-chart",
    f"{OFFICE}/drawingml/2006/spreadsheetDrawing": "dml-spreadsheetDrawing",
    f"{OFFICE}/officeDocument/2006/extended-properties": "shared-documentPropertiesExtended",
    f"{OFFICE}/officeDocument/2006/custom-properties": "shared-documentPropertiesCustom",
}


class Schemas:
    """The schemas, each read once."""

    def __init__(self, folder: Path) -> None:
        self._of = cache(lambda name: etree.XMLSchema(etree.parse(folder / f"{name}.xsd")))

    def errors(self, content: bytes, inside: str = "") -> list[str]:
        """ "part: what is wrong", as Office reads it; none of a sound file."""
        found = []
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            many = Counter(package.namelist())
            found += [f"{inside}{name}: twice" for name, times in many.items() if times > 1]
            for name in many:
                part = package.read(name)
                if name.endswith(".xlsx"):
                    found += self.errors(part, f"{inside}{name}/")
                elif name.endswith(".rels"):
                    found += [f"{inside}{name}: no {target}" for target in targets(name, part) - {*many}]
                elif name.endswith(".xml"):
                    found += [f"{inside}{name}: {one}" for one in self._wrong(etree.fromstring(part))]
        return found

    def _wrong(self, root: Any) -> Iterator[str]:
        schema = SCHEMAS.get(etree.QName(root).namespace)
        if schema:
            checked = self._of(schema)
            checked.validate(understood(root))
            yield from (re.sub(r"\{[^}]*\}", "", one.message) for one in checked.error_log)


def targets(name: str, part: bytes) -> set[str]:
    """The parts that a part of relations names."""
    folder = posixpath.dirname(posixpath.dirname(name))
    inner = (one for one in etree.fromstring(part) if one.get("TargetMode") != "External")
    return {posixpath.normpath(posixpath.join("/", folder, one.get("Target"))).lstrip("/") for one in inner}


def understood(root: Any) -> Any:
    """The part as a reader has it who knows the standard alone (ISO/IEC 29500-3): of alternatives the one to fall back
    on, without what may be ignored; of an extension, which holds what it wants, the first element."""
    for choice in [*root.iter(f"{COMPATIBLE}AlternateContent")]:
        for child in choice.iterchildren(f"{COMPATIBLE}Fallback"):
            for one in [*child]:
                choice.addprevious(one)
        _remove(choice)
    for element in [*root.iter(etree.Element)]:
        prefixes = element.attrib.pop(f"{COMPATIBLE}Ignorable", "").split()
        ignored = {f"{{{element.nsmap[prefix]}}}" for prefix in prefixes}
        for inner in [*element.iter(etree.Element)] if ignored else []:
            for name in [name for name in inner.attrib if name[: name.find("}") + 1] in ignored]:
                del inner.attrib[name]
            if f"{{{etree.QName(inner).namespace}}}" in ignored and inner.getparent() is not None:
                _remove(inner)
        if etree.QName(element).localname == "ext":
            for more in element[1:]:
                _remove(more)
    return root


def _remove(element: Any) -> None:
    element.getparent().remove(element)


@pytest.fixture(scope="session")
def schemas(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Schemas:
    """The schemas; tests that need them skip where ../shared is not there."""
    folder = tmp_path_factory.mktemp("schemas")
    with zipfile.ZipFile(shared / "schemas" / "ooxml-transitional.zip") as packed:
        packed.extractall(folder)
    return Schemas(folder)
