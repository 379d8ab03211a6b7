"""Photos from phones: checked, re-encoded by Pillow (no EXIF survives), encrypted, kept outside the database."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection

import fsspec
from PIL import Image, ImageOps, UnidentifiedImageError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.offline.models import StoredPhoto
from app.shared.crypto import keys
from app.shared.errors import Refused
from app.shared.ids import new_id
from app.shared.settings import settings

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 50_000_000  # a 48-megapixel phone camera; beyond it a decompression bomb is likelier
LONG_SIDE = 1600
QUALITY = 82
FORMATS = ("JPEG", "PNG", "WEBP")


def store_photo(session: Session, who: Actor, sha256: str, sent: bytes) -> StoredPhoto:
    """Keep a photo under the hash of the bytes that were sent. Storing it again is harmless."""
    if len(sent) > MAX_BYTES:
        raise too_large()
    if hashlib.sha256(sent).hexdigest() != sha256:
        raise Refused("photo_hash", "照片在路上损坏了，会自动再送一次。", field="photo")
    kept = find_photo(session, who, sha256)
    if kept is not None:
        return kept
    encoded, width, height = clean_photo(sent)
    photo = StoredPhoto(
        id=new_id(), account_id=who.account_id, sha256=sha256, path="", width=width, height=height, size=len(encoded)
    )
    photo.path = f"{photo.id.hex[-2:]}/{photo.id}.jpg.sealed"
    try:
        with session.begin_nested():  # the key is taken before the file is written: a twin waits here, then finds it
            session.add(photo)
            session.flush()
            _write(photo.path, keys().seal(encoded))
    except IntegrityError:
        kept = find_photo(session, who, sha256)
        if kept is None:
            raise
        return kept
    return photo


def too_large() -> Refused:
    """The refusal of a photo with too many bytes."""
    return Refused("photo_too_large", "照片太大（最多 {mb} MB），请重拍一张。", field="photo", mb=MAX_BYTES >> 20)


def find_photo(session: Session, who: Actor, sha256: str) -> StoredPhoto | None:
    """The photo that `who` sent under this hash, if it has arrived."""
    wanted = select(StoredPhoto).where(StoredPhoto.account_id == who.account_id, StoredPhoto.sha256 == sha256)
    return session.exec(wanted).first()


def photos_here(session: Session, who: Actor, hashes: Collection[str]) -> set[str]:
    """Which of these photos have arrived from `who`."""
    wanted = select(StoredPhoto.sha256).where(
        StoredPhoto.account_id == who.account_id, col(StoredPhoto.sha256).in_(hashes)
    )
    return set(session.exec(wanted)) if hashes else set()


def clean_photo(sent: bytes) -> tuple[bytes, int, int]:
    """`(jpeg, width, height)`: upright, at most 1600 px, without metadata. Raises `Refused` for what is no photo."""
    try:
        with Image.open(io.BytesIO(sent), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise Refused("photo_too_large_px", "照片像素太多，请重拍一张。", field="photo")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("photo_unreadable", "这个文件不是能打开的照片，请重拍一张。", field="photo") from error
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), *bare.size


def photo_bytes(photo: StoredPhoto) -> bytes:
    """The JPEG. Whoever calls has asked whether the person may see it."""
    files, root = fsspec.core.url_to_fs(settings().photos_url)
    return keys().open(files.cat_file(f"{root}/{photo.path}"))


def _write(path: str, data: bytes) -> None:
    files, root = fsspec.core.url_to_fs(settings().photos_url)
    target = f"{root}/{path}"
    files.makedirs(target.rpartition("/")[0], exist_ok=True)
    # A half-written file must never be taken for a photo: write beside, then move.
    files.pipe_file(f"{target}.part", data)
    files.mv(f"{target}.part", target)
