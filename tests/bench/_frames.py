"""Camera frames of passes as a bad day makes them: small, tilted, blurred, dim, noisy. Pillow only."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass

import qrcode
from PIL import Image, ImageChops, ImageFilter

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
FRAME = (640, 480)  # pixels
SIZES = (90, 120, 160, 240)  # pixels that the symbol is wide
KINDS = ("plain", "blurred", "tilted", "dim", "all at once")
EACH = 8


@dataclass(frozen=True)
class Frame:
    """One picture, what its code says, and what was done to it."""

    png: bytes
    text: str
    size: int
    kind: str


def frames(each: int = EACH, seed: int = 7) -> Iterator[Frame]:
    """`each` × 20 frames."""
    chance = random.Random(seed)
    for size in SIZES:
        for kind in KINDS:
            for _ in range(each):
                text = "https://linju.example/p/" + "".join(chance.choices(ALPHABET, k=16))
                yield Frame(_png(_shot(text, size, kind, chance)), text, size, kind)


def code(text: str, side: int) -> Image.Image:
    """A QR code on white paper, `side` pixels wide with its quiet zone."""
    made = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=8, border=4)
    made.add_data(text)
    return made.make_image().get_image().convert("L").resize((side, side), Image.Resampling.LANCZOS)


def _shot(text: str, size: int, kind: str, chance: random.Random) -> Image.Image:
    harsh = kind == "all at once"
    card = code(text, round(size * 37 / 29))
    tilt = chance.uniform(-30, 30) if kind == "tilted" or harsh else chance.uniform(-4, 4)
    lean = chance.uniform(0.05, 0.22) if kind == "tilted" or harsh else 0.0
    blur = chance.uniform(0.8, size / 110) if kind == "blurred" or harsh else 0.4
    contrast = chance.uniform(0.35, 0.5) if kind == "dim" or harsh else 0.85
    sigma = chance.uniform(8, 14) if kind == "dim" or harsh else 4
    frame = _laid(_leaning(card, lean), tilt, chance).filter(ImageFilter.GaussianBlur(max(0.4, blur)))
    frame = frame.point(lambda value: round(20 + value * contrast))
    return _noisy(frame, sigma)


def _leaning(card: Image.Image, lean: float) -> Image.Image:
    """Seen from below: the far edge is shorter by 2 × `lean` of the width. A true perspective, as a lens makes it."""
    side = card.width
    wider = 1 / (1 - 2 * lean)
    shift = wider * side * lean
    seen = (wider, shift / side, -shift, 0, wider, 0, 0, (wider - 1) / side)
    return card.transform((side, side), Image.Transform.PERSPECTIVE, seen, Image.Resampling.BICUBIC, fillcolor=200)


def _laid(card: Image.Image, tilt: float, chance: random.Random) -> Image.Image:
    frame = Image.new("L", FRAME, 150)
    mask = Image.new("L", card.size, 255)
    turned = card.rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    right, down = (
        max(0, round((whole - part) * chance.uniform(0.3, 0.7))) for whole, part in zip(FRAME, turned.size, strict=True)
    )
    frame.paste(turned, (right, down), mask.rotate(tilt, expand=True))
    return frame


def _noisy(frame: Image.Image, sigma: float) -> Image.Image:
    """Grain of standard deviation `sigma`. (`effect_noise` has no seed; decoding varies by a frame or two.)"""
    grain = Image.effect_noise(frame.size, sigma)
    return Image.merge("RGB", [_sum(frame, grain)] * 3)


def _sum(frame: Image.Image, grain: Image.Image) -> Image.Image:
    return ImageChops.add(frame, grain, scale=1, offset=-128)


def _png(frame: Image.Image) -> bytes:
    out = io.BytesIO()
    frame.save(out, "PNG")
    return out.getvalue()
