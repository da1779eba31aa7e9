"""Nothing that people do can be lost by forgetting it: every action that is written into the ledger can be done again,
or it is said why it changes nothing."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from chiso.people import acts

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "chiso").rglob("*.py"))
REPAIRS = ("acts.py", "recovery.py")  # the door itself; lines of acts that other modules name are added again
PLACE = {"act": 3, "record": 0}  # which argument of these calls is the action
Function = ast.FunctionDef | ast.AsyncFunctionDef


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            if (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")) == name:
                yield node


def actions(path: Path) -> set[str]:
    """The action names that a module writes; of one that a function is given, those of its callers in the module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = [call.args[place] for name, place in PLACE.items() for call in calls(tree, name)]
    if not said:
        return set()
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    return set().union(*(values(tree, vars(module), one) for one in said))


def values(tree: ast.AST, known: dict[str, object], said: ast.expr) -> set[str]:
    if isinstance(said, ast.Name) and said.id not in known:
        return handed_on(tree, known, said)
    if isinstance(said, ast.IfExp):
        return values(tree, known, said.body) | values(tree, known, said.orelse)
    value: object = said.value if isinstance(said, ast.Constant) else None
    if isinstance(said, ast.Name):
        value = known[said.id]
    elif isinstance(said, ast.Attribute) and isinstance(said.value, ast.Name):
        value = getattr(known[said.value.id], said.attr)
    assert isinstance(value, str), ast.unparse(said)
    return {value}


def handed_on(tree: ast.AST, known: dict[str, object], said: ast.Name) -> set[str]:
    for function in ast.walk(tree):
        if isinstance(function, Function) and any(node is said for node in ast.walk(function)):
            names = [arg.arg for arg in function.args.args if arg.arg != "self"]
            if said.id in names:
                given = [call.args[names.index(said.id)] for call in calls(tree, function.name)]
                assert given, f"nobody calls {function.name}"
                return set().union(*(values(tree, known, one) for one in given))
            if (assigned := list(assignments(function, said.id))) != []:
                return set().union(*(values(tree, known, one) for one in assigned))
    raise AssertionError(f"what is the action {said.id}?")


def assignments(function: ast.AST, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(getattr(to, "id", "") == name for to in node.targets):
            yield node.value


def test_every_act_can_be_done_again_or_says_why_not() -> None:
    written = {action for path in SOURCES if path.name not in REPAIRS for action in actions(path)}
    assert {"import", "rollback", "bring_back", "purge", "entered", "user_added"} <= written
    assert written == {*acts.redos(), *acts.CHANGES_NOTHING}
    assert not acts.redos().keys() & acts.CHANGES_NOTHING.keys()
    assert all(len(reason) > 20 for reason in acts.CHANGES_NOTHING.values())
