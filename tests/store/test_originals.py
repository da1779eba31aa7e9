"""Kept originals are encrypted, whole or refused, and their key lies outside the data directory."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiso.store import originals

KEY = bytes(range(32))


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    originals.seal(io.BytesIO(content), target, KEY)
    return target.getvalue()


def unsealed(content: bytes) -> bytes:
    source = io.BytesIO(content)
    assert source.read(len(originals.MAGIC)) == originals.MAGIC
    return b"".join(originals.opened(source, KEY))


@pytest.mark.parametrize(
    "size", [0, 1, originals.BLOCK - 1, originals.BLOCK, originals.BLOCK + 1, 2 * originals.BLOCK]
)
def test_what_is_sealed_comes_back(size):
    content = os.urandom(size)
    assert unsealed(sealed(content)) == content


@given(st.binary(min_size=20, max_size=200), st.integers(16, 60))
def test_a_changed_byte_is_noticed(content, place):
    broken = bytearray(sealed(content))
    broken[min(place, len(broken) - 1)] ^= 1
    with pytest.raises(ValueError, match="altered"):
        unsealed(bytes(broken))


def test_a_cut_off_block_is_noticed():
    content = sealed(os.urandom(2 * originals.BLOCK))
    with pytest.raises(ValueError, match="altered"):
        unsealed(content[: -(originals.BLOCK + 16)])


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CHISO_KEY_FILE")
    return tmp_path / "home"


def test_the_name_of_a_citizen_is_not_on_the_disk(home):
    content = "Người nộp: Nguyễn Văn Thử, 056000000000".encode()
    sha256 = originals.digest(content)
    originals.keep(home, sha256, content)
    assert originals.load(home, sha256) == content
    for path in [*home.rglob("*"), originals.key_path(home)]:
        assert not path.is_file() or b"Nguy" not in path.read_bytes()


def test_the_key_lies_outside_the_home_and_is_nobody_elses(home):
    originals.keep(home, originals.digest(b"x"), b"x")
    path = originals.key_path(home)
    assert home.resolve() not in path.parents
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_a_missing_key_says_what_to_do(home):
    sha256 = originals.digest(b"x")
    originals.keep(home, sha256, b"x")
    originals.key_path(home).unlink()
    with pytest.raises(originals.KeyMissing, match=r"key_missing: .*Hãy đặt lại tệp khóa"):
        originals.load(home, sha256)


def test_an_altered_original_counts_as_missing(home):
    sha256 = originals.digest(b"content")
    originals.keep(home, sha256, b"content")
    path = originals.path_of(home, sha256)
    *whole, last = path.read_bytes()
    path.write_bytes(bytes([*whole, last ^ 1]))
    assert originals.load(home, sha256) is None
    assert not originals.has(home, sha256)


def kept(home: Path, content: bytes) -> str:
    sha256 = originals.digest(content)
    originals.keep(home, sha256, content)
    return sha256


@pytest.mark.parametrize("known", [True, False], ids=["known", "made by an earlier release"])
@pytest.mark.parametrize("other", [None, b"", b"k" * 32, b"short"], ids=["gone", "empty", "another", "cut"])
def test_no_other_key_is_taken_or_made_beside_old_originals(home, known, other):
    old = kept(home, b"old")
    key, secret = originals.key_path(home), originals.key(home)
    if not known:
        (home / originals.KEY_ID).unlink()
    key.unlink()
    if other is not None:
        key.write_bytes(other)
    for use in (
        lambda: kept(home, b"new"),
        lambda: originals.key(home, create=True),
        lambda: originals.load(home, old),
        lambda: originals.check(home),
        lambda: originals.check(home.with_name("fresh"), home),
    ):
        with pytest.raises(originals.KeyMissing):
            use()
        assert (key.read_bytes() if key.exists() else None) == other
    key.write_bytes(secret)
    assert originals.load(home, old) == b"old"
    assert originals.load(home, kept(home, b"new")) == b"new"
    originals.check(home)


def test_a_key_lost_before_anything_was_sealed_is_still_the_homes_key(home):
    home.mkdir()
    originals.key(home, create=True)
    originals.key_path(home).unlink()
    with pytest.raises(originals.KeyMissing):
        originals.key(home, create=True)


def test_a_home_of_before_gets_to_know_its_key_by_an_original_that_opens(home):
    kept(home, b"old")
    for damaged in (None, "", "0" * 64):
        (home / originals.KEY_ID).unlink()
        if damaged is not None:
            (home / originals.KEY_ID).write_text(damaged)
        originals.check(home)
        assert (home / originals.KEY_ID).read_text() == originals.fingerprint(originals.key(home))


def test_the_fingerprint_is_not_the_key(home):
    secret = originals.key(home, create=True) if home.mkdir() is None else b""
    assert secret not in (home / originals.KEY_ID).read_bytes()
    assert secret.hex() != (home / originals.KEY_ID).read_text()


def test_a_home_without_originals_needs_no_key(home):
    home.mkdir()
    originals.check(home)
    assert not originals.key_path(home).exists()
    assert list(home.iterdir()) == []
