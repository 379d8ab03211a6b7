"""The command `checkin.scan` v1: what the phones of staff scanned, also hours ago and without a network."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlmodel import Session

from app.accounts.rules import Actor
from app.events.models import Via
from app.events.payload import Scan
from app.events.rules.admission import LETS_IN, Verdict
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.noted import keep_tries
from app.offline.registry import Meta, command
from app.shared.errors import Refused
from app.shared.i18n import N_

STILL_THERE = timedelta(seconds=60)
"""So old may a scan be for the person to be standing at the door still, and the server's answer to count. Later they
are inside, and what a phone without a network decided stands."""

REFUSALS: dict[Verdict, str] = {
    Verdict.STAFF: N_("这里给居民签到用。"),
    Verdict.UNPUBLISHED: N_("这场活动还没有发布。"),
    Verdict.CANCELLED: N_("这场活动已经取消。"),
    Verdict.FINISHED: N_("这场活动已经结束。"),
    Verdict.EARLY: N_("还没到签到的时间。"),
    Verdict.WRONG_DAY: N_("不是今天的活动。"),
    Verdict.REVOKED: N_("这张居民码已停用。"),
    Verdict.UNKNOWN: N_("没有这张居民码。"),
    Verdict.NEEDS_NAME: N_("没有这张居民码。"),
    Verdict.WAITING: N_("还在候补，没有空位。"),
    Verdict.NO_WALK_IN: N_("这场要先报名，没有找到报名。"),
    Verdict.FULL: N_("名额已满，可以排候补。"),
}


@command("checkin.scan", version=1)
def scan(session: Session, who: Actor, meta: Meta, data: Scan) -> Told:
    """Check somebody in as of the moment of the scan.

    Applied: they are in, now or already (then the clash is noted for staff to look at). Raises `Refused` with the
    verdict as its code, `NotFound` (no such event, or not theirs).
    """
    late = meta.received_at - meta.made_at > STILL_THERE
    how = How(
        via=Via(data.via),
        browser=f"device:{meta.device_id}",
        address=f"account:{who.account_id}",
        let_in=late if data.let_in is None else data.let_in,
    )
    told = check_in(session, who, data.event_id, Shown(pass_code=data.pass_), how, meta.received_at, meta.made_at)
    if told.verdict in LETS_IN or told.verdict is Verdict.ALREADY:
        return told
    field = "pass" if told.verdict in (Verdict.UNKNOWN, Verdict.REVOKED, Verdict.NEEDS_NAME) else "event_id"
    refused = Refused(told.verdict.value, REFUSALS[told.verdict], field=field)
    if told.tries:  # a card that somebody had lost: staff look at it, although the phone is told no
        refused.after = partial(keep_tries, rows=told.tries)
    raise refused
