"""The public shapes of the offline contract (DESIGN §3), as the OpenAPI document shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.offline.models import Status
from app.shared.text import Carried, Said

DeviceId = Annotated[str, Field(min_length=8, max_length=64, pattern="^[!-~]+$")]  # a phone makes it up


class Envelope(BaseModel):
    """One command. Its canonical JSON (sorted keys, no spaces, UTF-8) is what `sha256` speaks of."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    kind: str = Field(max_length=64)
    version: int = Field(ge=1)
    made_at: AwareDatetime
    data: dict[str, Any]


@dataclass(frozen=True)
class Arrived:
    """A command as it came: read, written canonically and hashed once."""

    envelope: Envelope
    text: str
    sha256: str

    @property
    def id(self) -> UUID:
        return self.envelope.id


WHOLE = 2**53 - 1  # what a phone can count exactly
COUNT = 2**31 - 1


class Waiting(Said):
    """Unsent work as the phone lists it, so that its loss can be noticed."""

    id: UUID
    number: int = Field(ge=0, le=COUNT)
    label: str = Field(default="", max_length=80)
    made_at: AwareDatetime | None = None


class Heartbeat(Said):
    """How the phone is. Every field is optional: an older phone says less."""

    unsent: int = Field(default=0, ge=0, le=COUNT)
    quarantined: int = Field(default=0, ge=0, le=COUNT)
    oldest_unsent_at: AwareDatetime | None = None
    persisted: bool | None = None
    quota: int | None = Field(default=None, ge=0, le=WHOLE)
    usage: int | None = Field(default=None, ge=0, le=WHOLE)
    engine: str = Field(default="", max_length=200)
    clock_drift_ms: int | None = Field(default=None, ge=-WHOLE, le=WHOLE)
    last_number: int = Field(default=0, ge=0, le=COUNT)
    waiting: list[Waiting] = Field(default_factory=list, max_length=500)


class Batch(Carried):
    """Up to 100 commands of one phone, oldest first. Empty with a heartbeat is fine."""

    device_id: DeviceId
    sent_at: AwareDatetime
    commands: list[Any] = Field(max_length=100)
    heartbeat: Heartbeat | None = None


class Receipt(BaseModel):
    """Proof of delivery: the number a person reads, and the hash of the bytes that arrived."""

    no: str
    sha256: str


class Problem(BaseModel):
    """One thing to mend."""

    field: str | None
    code: str
    message: str


class Result(BaseModel):
    """The answer to one command."""

    id: str
    status: Status
    sha256: str | None = None
    receipt: Receipt | None = None
    errors: list[Any] = Field(default_factory=list)
    fields: list[str] = Field(default_factory=list)  # in which the two versions differ
    theirs: dict[str, Any] | None = None  # the version that arrived first

    @classmethod
    def delivered(cls, command_id: UUID, status: Status, number: str, sha256: str) -> Result:
        """An answer with a receipt."""
        return cls(id=str(command_id), status=status, sha256=sha256, receipt=Receipt(no=number, sha256=sha256))


class DeviceKnown(BaseModel):
    """What the server remembers of this phone from its last contact."""

    last_number: int = 0
    last_seen_at: AwareDatetime | None = None
    waiting: list[Waiting] = Field(default_factory=list)  # it said it held these, and they never arrived


class Profile(BaseModel):
    """Who is signed in on this phone, and what the phone should keep for them.

    `dock`: which places the bottom of their screens shows (`accounts.rules.rooms`).
    `phone_key`: base64 of 32 bytes, this person's key on this phone; never stored there in the plain.
    """

    id: UUID
    name: str
    roles: list[str]
    dock: str = "guest"
    views: list[str]
    phone_key: str
    device: DeviceKnown
    wipe: bool = False


class BatchAnswer(BaseModel):
    """`wipe`: delete everything kept on the phone, then say so (`POST /api/wiped`)."""

    server_time: AwareDatetime
    results: list[Result]
    last_number: int = 0
    wipe: bool = False


@dataclass(frozen=True)
class ViewAnswer:
    """`rows` are JSON texts already; `reset` means: forget what you had."""

    rows: list[bytes]
    gone: list[str]
    cursor: str
    reset: bool

    def body(self) -> bytes:
        """`{"rows": […], "gone": […], "cursor": "…", "reset": …}`."""
        from pydantic_core import to_json

        rest = to_json({"gone": self.gone, "cursor": self.cursor, "reset": self.reset})
        return b'{"rows":[' + b",".join(self.rows) + b"]," + rest[1:]
