"""Frames of Bluetooth devices, valid, cut off and random, against a decoder of the tests' own.

It reads the same bytes with `struct` and exact fractions, after the layouts of the Bluetooth SIG (DOMAIN §3.6), and
knows nothing of the product's JavaScript.
"""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest

HERE = Path(__file__).parent
NODE = Path(sys.executable).with_name("node")
SFLOAT_SPECIAL = {0x07FF, 0x07FE, 0x0802, 0x0800, 0x0801}
FLOAT_SPECIAL = {0x007FFFFF, 0x007FFFFE, 0x00800002, 0x00800000, 0x00800001}
KPA, POUND, INCH = Fraction(1000, 1) / Fraction("133.322387415"), Fraction("0.45359237"), Fraction("2.54")
HALF = {"kpa": Fraction(1, 2), "tenth": Fraction(1, 20), "cent": Fraction(1, 200), "as sent": Fraction(0)}
NAMES = ["bloodPressure", "glucose", "weight", "temperature", "oximeter", "glucoseContext"]
Exact = dict[str, tuple[Fraction, str]]  # a value, and how far its rounding may move it


class CutOff(Exception):
    """The frame ends before what its flags promise."""


class Bytes:
    def __init__(self, raw: bytes) -> None:
        self.raw, self.at = raw, 0

    def take(self, form: str) -> int:
        size = struct.calcsize("<" + form)
        if self.at + size > len(self.raw):
            raise CutOff
        (value,) = struct.unpack_from("<" + form, self.raw, self.at)
        self.at += size
        return int(value)

    def skip(self, size: int) -> None:
        for _ in range(size):
            self.take("B")

    def sfloat(self) -> Fraction | None:
        word = self.take("H")
        mantissa, exponent = word & 0xFFF, word >> 12
        if word in SFLOAT_SPECIAL:
            return None
        return ten(mantissa - 4096 * (mantissa > 2047), exponent - 16 * (exponent > 7))

    def float(self) -> Fraction | None:
        word = self.take("I")
        mantissa, exponent = word & 0xFFFFFF, word >> 24
        if word in FLOAT_SPECIAL:
            return None
        return ten(mantissa - (1 << 24) * (mantissa >= 1 << 23), exponent - 256 * (exponent > 127))


def ten(mantissa: int, exponent: int) -> Fraction:
    return mantissa * Fraction(10) ** exponent


def exact(name: str, raw: bytes) -> Exact | None:
    """Every value the bytes say; None where they are cut off."""
    try:
        return dict(_read(name, Bytes(raw)))
    except CutOff:
        return None


def _read(name: str, of: Bytes) -> Iterator[tuple[str, tuple[Fraction, str]]]:
    flags = of.take("B")
    if name == "bloodPressure":
        found = [of.sfloat(), of.sfloat()]
        of.skip(2 + 7 * bool(flags & 2))
        pulse = of.sfloat() if flags & 4 else None
        of.skip(bool(flags & 8) + 2 * bool(flags & 16))
        for key, value in zip(("systolic", "diastolic"), found, strict=True):
            if value is not None:
                yield key, (value * KPA, "kpa") if flags & 1 else (value, "as sent")
        if pulse is not None:
            yield "pulse", (pulse, "as sent")
    elif name == "glucose":
        of.skip(9 + 2 * (flags & 1))
        found_ = of.sfloat() if flags & 2 else None
        of.skip(bool(flags & 2) + 2 * bool(flags & 8))
        if found_ is not None:
            molar, mass = (found_ * 1000, "as sent"), (found_ * 100_000 / Fraction("18.02"), "tenth")
            yield "glucose", molar if flags & 4 else mass
    elif name == "weight":
        word = of.take("H")
        of.skip(7 * bool(flags & 2) + bool(flags & 4))
        if flags & 8:
            of.skip(2)
            tall = of.take("H")
            yield "height", (Fraction(tall, 10) * INCH, "tenth") if flags & 1 else (Fraction(tall, 10), "as sent")
        if word != 0xFFFF:
            yield "weight", (Fraction(word, 100) * POUND, "cent") if flags & 1 else (Fraction(word, 200), "as sent")
    elif name == "temperature":
        value = of.float()
        of.skip(7 * bool(flags & 2) + bool(flags & 4))
        if value is not None:
            yield "temperature", ((value - 32) * 5 / 9, "cent") if flags & 1 else (value, "as sent")
    elif name == "oximeter":
        found = [of.sfloat(), of.sfloat()]
        of.skip(7 * (flags & 1) + 2 * bool(flags & 2) + 3 * bool(flags & 4))
        yield from (
            (key, (one, "as sent")) for key, one in zip(("spo2", "pulse"), found, strict=True) if one is not None
        )


def product(frames: list[tuple[str, bytes]]) -> list[dict]:
    text = "\n".join(f"{name} {raw.hex()}" for name, raw in frames)
    ran = subprocess.run(
        [NODE, HERE / "js" / "read_frames.mjs"], input=text, capture_output=True, text=True, timeout=60
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [json.loads(line) for line in ran.stdout.splitlines()]


def random_frames(random: Random, count: int) -> Iterator[tuple[str, bytes]]:
    """Noise; and, because noise is seldom believable, frames whose words lie where readings lie."""
    for _ in range(count):
        name = random.choice(NAMES)
        raw = bytearray(random.randbytes(random.randint(0, 24)))
        if random.random() < 0.7 and len(raw) > 2:
            raw[0] = random.choice((0, random.randrange(32)))
            for at in range(1, len(raw) - 1, 2):
                if random.random() < 0.7:
                    raw[at : at + 2] = struct.pack("<H", _word(random))
            if name == "glucose" and len(raw) > 12:
                raw[10:12] = struct.pack("<H", random.choice((0xC000, 0xB000, 0xD000)) | random.randint(0, 0x2FF))
        yield name, bytes(raw)


def _word(random: Random) -> int:
    exponent = random.choice((0, 0, 0, 0xF000, 0xE000))
    return random.choice((exponent | random.randint(1, 400), *SFLOAT_SPECIAL))


def check(name: str, raw: bytes, read: dict) -> bool:
    """What the product reads is in the bytes. Returns whether it read a value."""
    assert "threw" not in read, (name, raw.hex(), read)
    said = exact(name, raw)
    if said is None:
        assert read == {"failed": "short"} or name == "glucoseContext", (name, raw.hex(), read)
        return False
    for key, value in read.get("values", {}).items():
        assert key in said, f"{key} is not in {name} {raw.hex()}"
        true, how = said[key]
        assert abs(Fraction(value) - true) <= HALF[how] + abs(true) * Fraction(1, 10**12), (name, raw.hex(), key, value)
        assert 0 < value <= 400
    assert read.get("failed") or read.get("comparators") or read.get("values") or name == "glucoseContext"
    return bool(read.get("values"))


def many(count: int, seed: int) -> int:
    frames = list(random_frames(Random(seed), count))
    return sum(check(*frame, read) for frame, read in zip(frames, product(frames), strict=True))


def test_random_frames_never_throw_and_never_say_what_is_not_in_the_bytes() -> None:
    quick = os.environ.get("LINJU_TEST_QUICK", "") == "1"
    assert many(4_000 if quick else 20_000, seed=1) > 300, "enough of them were readings"


@pytest.mark.thorough
def test_two_hundred_thousand_random_frames() -> None:
    assert many(200_000, seed=2) > 20_000


@pytest.mark.parametrize("name", NAMES)
def test_every_flag_byte_with_every_length(name: str) -> None:
    random = Random(3)
    frames = [(name, bytes([flags]) + random.randbytes(size)) for flags in range(256) for size in range(0, 22, 3)]
    for frame, read in zip(frames, product(frames), strict=True):
        check(*frame, read)


@pytest.mark.thorough
def test_every_word_a_cuff_can_send() -> None:
    """All 65,536 words as a systolic pressure over 60 mmHg."""
    frames = [("bloodPressure", struct.pack("<BHHH", 0, word, 60, 0)) for word in range(0x10000)]
    read = [check(*frame, one) for frame, one in zip(frames, product(frames), strict=True)]
    assert 1_000 < sum(read) < 10_000
