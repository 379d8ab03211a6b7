"""What a PIN may be. Pure."""

from __future__ import annotations

from app.shared.errors import Refused

SHORTEST, LONGEST = 4, 8  # digits
_RUNS = "01234567890", "09876543210"


def check_pin(typed: str) -> str:
    """The digits of a PIN. Raises `Refused` for what is no PIN or what everybody tries first (1111, 1234)."""
    pin = "".join(typed.split())
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise Refused("pin_shape", "密码请用 {least} 到 {most} 位数字。", field="pin", least=SHORTEST, most=LONGEST)
    if len(set(pin)) == 1 or any(pin in run for run in _RUNS):
        raise Refused("pin_simple", "这个密码太容易猜到，请换一个。", field="pin")
    return pin
