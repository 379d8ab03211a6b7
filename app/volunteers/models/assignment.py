"""Who sits where, who waits for a seat, and who passes one on."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from app.shared.tables import Dated, choice, json_object, when


def _where(condition: str) -> dict[str, Any]:
    return {"unique": True, "sqlite_where": text(condition), "postgresql_where": text(condition)}


class AssignmentState(StrEnum):
    """Whether the seat is theirs."""

    PROPOSED = "proposed"  # by the matching or a coordinator; they have not answered
    SIGNED_UP = "signed_up"  # by themselves
    ACCEPTED = "accepted"  # said yes to a proposal, or confirmed
    DECLINED = "declined"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"

    @property
    def holds(self) -> bool:
        """Whether it takes a seat."""
        return self in HOLDING


HOLDING = (AssignmentState.PROPOSED, AssignmentState.SIGNED_UP, AssignmentState.ACCEPTED)


class Assignment(Dated, table=True):
    """One person in one seat; in a shift at most once. What is over stays, with its state.

    `told_at` None: a draft that only coordinators see. `locked`: the matching never moves it. `run_id`: which run of
    the matching proposed it. `why`: code → value of the reason as it was then, for `rules.why`. `late`: given up after
    the time limit.
    """

    __table_args__ = (
        Index("ix_assignment_need_id_state", "need_id", "state"),
        Index("ix_assignment_volunteer_id_state", "volunteer_id", "state"),
        Index(
            "uq_assignment_holding", "shift_id", "volunteer_id",
            **_where("state IN ('proposed', 'signed_up', 'accepted', 'no_show')"),
        ),
    )  # fmt: skip

    community_id: UUID = Field(foreign_key="community.id", index=True)
    shift_id: UUID = Field(foreign_key="shift.id", ondelete="CASCADE", index=True)
    need_id: UUID = Field(foreign_key="shiftneed.id", ondelete="CASCADE")
    volunteer_id: UUID = Field(foreign_key="volunteer.id")
    state: AssignmentState = choice(AssignmentState)
    locked: bool = False
    locked_by: UUID | None = Field(default=None, foreign_key="account.id")
    run_id: UUID | None = Field(default=None, foreign_key="matchrun.id", ondelete="SET NULL")
    put_by: UUID | None = Field(default=None, foreign_key="account.id")  # the colleague; None: themselves
    why: dict[str, Any] = json_object()
    told_at: datetime | None = when(default=None, nullable=True)
    accepted_at: datetime | None = when(default=None, nullable=True)
    declined_at: datetime | None = when(default=None, nullable=True)
    declined_why: str = Field(default="", max_length=200)
    cancelled_at: datetime | None = when(default=None, nullable=True)
    cancelled_by: UUID | None = Field(default=None, foreign_key="account.id")
    cancelled_why: str = Field(default="", max_length=200)
    late: bool = False
    no_show_at: datetime | None = when(default=None, nullable=True)
    no_show_by: UUID | None = Field(default=None, foreign_key="account.id")


class ShiftWaiting(Dated, table=True):
    """Somebody waits for a seat of a shift. `ended_at`: got one (`assignment_id`) or gave up."""

    __table_args__ = (
        Index("uq_shiftwaiting_live", "shift_id", "volunteer_id", **_where("ended_at IS NULL")),
        Index("ix_shiftwaiting_shift_id_in_line", "shift_id", "in_line"),
    )

    community_id: UUID = Field(foreign_key="community.id", index=True)
    shift_id: UUID = Field(foreign_key="shift.id", ondelete="CASCADE")
    need_id: UUID = Field(foreign_key="shiftneed.id", ondelete="CASCADE")
    volunteer_id: UUID = Field(foreign_key="volunteer.id", index=True)
    in_line: int
    ended_at: datetime | None = when(default=None, nullable=True)
    assignment_id: UUID | None = Field(default=None, foreign_key="assignment.id")


class SwapKind(StrEnum):
    """`give`: somebody else takes it; `swap`: only against a seat of theirs."""

    GIVE = "give"
    SWAP = "swap"


class SwapState(StrEnum):
    """How it stands with an offer. Taken, it may be vetoed until `veto_until`, then it is as it is."""

    OPEN = "open"
    TAKEN = "taken"
    VETOED = "vetoed"
    WITHDRAWN = "withdrawn"


class Swap(Dated, table=True):
    """A seat that is offered to others. Seats move when it is taken, and back when a coordinator vetoes in time.

    `assignment_id`: what is offered; `against_id`: the taker's seat, for a swap; `moved_id`: what the taker has now,
    `returned_id`: what the giver got for it.
    """

    __table_args__ = (
        Index("uq_swap_open", "assignment_id", **_where("state = 'open'")),
        Index("ix_swap_community_id_state", "community_id", "state"),
    )

    community_id: UUID = Field(foreign_key="community.id")
    kind: SwapKind = choice(SwapKind)
    state: SwapState = choice(SwapState, default=SwapState.OPEN)
    assignment_id: UUID = Field(foreign_key="assignment.id", ondelete="CASCADE")
    giver_id: UUID = Field(foreign_key="volunteer.id", index=True)
    words: str = Field(default="", max_length=200)
    taker_id: UUID | None = Field(default=None, foreign_key="volunteer.id", index=True)
    against_id: UUID | None = Field(default=None, foreign_key="assignment.id")
    moved_id: UUID | None = Field(default=None, foreign_key="assignment.id")
    returned_id: UUID | None = Field(default=None, foreign_key="assignment.id")
    accepted_at: datetime | None = when(default=None, nullable=True)
    veto_until: datetime | None = when(default=None, nullable=True)
    vetoed_at: datetime | None = when(default=None, nullable=True)
    vetoed_by: UUID | None = Field(default=None, foreign_key="account.id")
    vetoed_why: str = Field(default="", max_length=200)
    withdrawn_at: datetime | None = when(default=None, nullable=True)


class CallAnswer(StrEnum):
    """What somebody said who was called about a seat."""

    YES = "yes"
    NO = "no"
    UNREACHED = "unreached"


class ShiftCall(Dated, table=True):
    """A colleague has called a volunteer about a seat: whether they come, or whether they would step in."""

    __table_args__ = (Index("ix_shiftcall_shift_id_volunteer_id", "shift_id", "volunteer_id"),)

    community_id: UUID = Field(foreign_key="community.id", index=True)
    shift_id: UUID = Field(foreign_key="shift.id", ondelete="CASCADE")
    need_id: UUID | None = Field(default=None, foreign_key="shiftneed.id", ondelete="CASCADE")
    volunteer_id: UUID = Field(foreign_key="volunteer.id", index=True)
    answer: CallAnswer = choice(CallAnswer)
    called_by: UUID | None = Field(default=None, foreign_key="account.id")
