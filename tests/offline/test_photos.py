"""Photos are checked, cleaned, encrypted and stored once."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.offline import photos
from app.offline.models import StoredPhoto
from app.offline.photos import clean_photo, photo_bytes, store_photo
from app.shared.db import transaction
from app.shared.errors import Refused
from app.shared.settings import settings
from tests.cast import Cast, make_cast
from tests.races import at_once


def jpeg(width: int = 40, height: int = 20, exif: bool = False) -> bytes:
    image = Image.new("RGB", (width, height), "#b04a3a")
    out = io.BytesIO()
    marks = Image.Exif()
    if exif:
        marks[0x0112] = 6  # lies on its side
        marks[0x010F] = "SecretPhone"
        marks.get_ifd(0x8825)[2] = (24.0, 29.0, 0.0)  # GPS
    image.save(out, "JPEG", exif=marks)
    return out.getvalue()


@pytest.fixture
def who(cast: Cast) -> Actor:
    return Actor(cast.cadre.id, "张姐")


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_photo_is_turned_upright_shrunk_and_loses_its_exif() -> None:
    cleaned, width, height = clean_photo(jpeg(4000, 2000, exif=True))
    assert (width, height) == (800, 1600)
    with Image.open(io.BytesIO(cleaned)) as image:
        assert not image.getexif()
        assert b"SecretPhone" not in cleaned


def test_what_is_stored_can_be_read_back_and_is_not_readable_on_disk(session: Session, who: Actor) -> None:
    photo = store_photo(session, who, sha(data := jpeg()), data)
    assert photo_bytes(photo).startswith(b"\xff\xd8")
    on_disk = (settings().home / "photos" / photo.path).read_bytes()
    assert b"JFIF" not in on_disk


def test_storing_twice_is_harmless(session: Session, who: Actor) -> None:
    data = jpeg()
    assert store_photo(session, who, sha(data), data).id == store_photo(session, who, sha(data), data).id


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo_unreadable"),
        (b"not a photo at all", "photo_unreadable"),
        (jpeg()[:200], "photo_unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo_unreadable"),
    ],
)
def test_what_is_no_photo_is_refused(session: Session, who: Actor, data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        store_photo(session, who, sha(data), data)
    assert refused.value.code == code


def test_bytes_that_do_not_match_their_hash_are_refused(session: Session, who: Actor) -> None:
    with pytest.raises(Refused) as refused:
        store_photo(session, who, "0" * 64, jpeg())
    assert refused.value.code == "photo_hash"


def test_too_many_bytes_or_pixels_are_refused(session: Session, who: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    big = b"x" * (photos.MAX_BYTES + 1)
    with pytest.raises(Refused, match="MB"):
        store_photo(session, who, sha(big), big)
    monkeypatch.setattr(photos, "MAX_PIXELS", 100)
    with pytest.raises(Refused) as refused:
        store_photo(session, who, sha(data := jpeg()), data)
    assert refused.value.code == "photo_too_large_px"


def test_the_same_photo_sent_twice_at_once_is_stored_once(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        who, data = Actor(make_cast(session).cadre.id, "张姐"), jpeg()
    stored = at_once(empty_engine, [lambda session: store_photo(session, who, sha(data), data).path] * 8)
    assert len(set(stored)) == 1, stored
    with Session(empty_engine) as session:
        (row,) = session.exec(select(StoredPhoto)).all()
        assert photo_bytes(row)
