"""What a searchable secret leaves in the clear: a keyed index for the whole, and the last four characters."""

from __future__ import annotations

from app.shared.crypto import blind_index


def identity_columns(number: str | None) -> dict[str, str | None]:
    """The three columns of an identity number. `number` as `identity.read_identity` gives it, or None."""
    return {
        "identity_no": number,
        "identity_index": blind_index("identity", number),
        "identity_last4": number[-4:] if number else "",
    }


def phone_columns(number: str | None) -> dict[str, str | None]:
    """The three columns of a phone number. `number` as `identity.normalise_phone` gives it, or None."""
    return {
        "phone": number,
        "phone_index": blind_index("phone", number),
        "phone_last4": number[-4:] if number else "",
    }
