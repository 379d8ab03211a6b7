"""What a browser keeps to prove that it signed in to an account before, and what to call it.

The proof is no way in; it only spares the device the delays that strangers cause (OWASP: "device cookies"). It holds a
random number of the device and one keyed digest per account, so a shared tablet knows several.
"""

from __future__ import annotations

import re
import secrets
from uuid import UUID

from app.shared.crypto import keys

AT_MOST = 8  # accounts a device remembers
SHAPE = re.compile(rf"[0-9a-f]{{32}}(\.[0-9a-f]{{32}}){{1,{AT_MOST}}}")

# In the order they are looked for: an Edge also calls itself Chrome and Safari, everybody calls himself Mozilla.
BROWSERS = {
    "MicroMessenger": "微信", "HuaweiBrowser": "华为浏览器", "Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox",
    "FxiOS": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "HarmonyOS": "HarmonyOS", "OpenHarmony": "HarmonyOS", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "Mac", "CrOS": "ChromeOS", "Linux": "Linux",
}  # fmt: skip


def known_device(proof: str | None, account_id: UUID) -> str | None:
    """The number of the device if it signed in to this account before."""
    if not proof or not SHAPE.fullmatch(proof):
        return None
    device, *digests = proof.split(".")
    expected = _digest(device, account_id)
    return device if any(secrets.compare_digest(expected, digest) for digest in digests) else None


def remember(proof: str | None, account_id: UUID) -> str:
    """The proof with this account in it. Digests nobody can check now are kept: a forged one proves nothing later."""
    device, *digests = proof.split(".") if proof and SHAPE.fullmatch(proof) else [secrets.token_hex(16)]
    kept = [digest for digest in digests if digest != _digest(device, account_id)]
    return ".".join([device, *kept[-(AT_MOST - 1) :], _digest(device, account_id)])


def device_name(user_agent: str) -> str:
    """`Chrome · Android`: enough for a person to tell their devices apart."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return " · ".join(part for part in (browser, system) if part) or user_agent[:40]


def _digest(device: str, account_id: UUID) -> str:
    return keys().blind("signed-in-before", f"{device}:{account_id}")
