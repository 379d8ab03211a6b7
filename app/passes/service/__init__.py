"""Verbs of passes, by topic: `issue` (staff), `lookup` (whose is it), `devices` (browsers remembered), `pins`."""

from app.passes.service import accounts as _accounts  # noqa: F401  (admins do not see the accounts of residents)
from app.passes.service.devices import Remembered, device_of, forget, remember_guest, remember_person
from app.passes.service.issue import issue_pass, passes_of, reissue_pass, revoke_pass
from app.passes.service.lookup import OwnPass, own_pass
from app.passes.service.pins import PinTry, begin_pin, clear_pin, finish_pin, set_pin

__all__ = [
    "OwnPass",
    "PinTry",
    "Remembered",
    "begin_pin",
    "clear_pin",
    "device_of",
    "finish_pin",
    "forget",
    "issue_pass",
    "own_pass",
    "passes_of",
    "reissue_pass",
    "remember_guest",
    "remember_person",
    "revoke_pass",
    "set_pin",
]
