"""What staff and the tablet are told about somebody at the door: one sentence for every verdict."""

from __future__ import annotations

from app.events.rules.admission import Verdict
from app.shared.i18n import N_

SAID: dict[Verdict, str] = {
    Verdict.ENTER: N_("{name}，已签到"),
    Verdict.BACK: N_("{name}，欢迎回来"),
    Verdict.ALREADY: N_("{name}，已经签过了"),
    Verdict.STAFF: N_("这里给居民签到用，工作人员不在这里签到。"),
    Verdict.FORGED: N_("这不是签到的码。"),
    Verdict.EXPIRED: N_("码过期了，请再扫一次。"),
    Verdict.UNPUBLISHED: N_("活动还没有发布，不能签到。"),
    Verdict.CANCELLED: N_("活动取消了，不能签到。"),
    Verdict.FINISHED: N_("活动已经结束，不能再签到。"),
    Verdict.EARLY: N_("还没到签到时间。"),
    Verdict.WRONG_DAY: N_("不是今天的活动，不能签到。"),
    Verdict.REVOKED: N_("这张居民码已经停用，请换一张。"),
    Verdict.UNKNOWN: N_("没有找到这个人，请再看一下。"),
    Verdict.NEEDS_PIN: N_("要先输密码。"),
    Verdict.NEEDS_NAME: N_("请写姓名和手机号。"),
    Verdict.WAITING: N_("还在候补，没有空位。"),
    Verdict.NO_WALK_IN: N_("这场要先报名，没有找到报名。"),
    Verdict.FULL: N_("名额满了。"),
}
