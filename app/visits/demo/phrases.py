"""What people write after a visit, find there, and propose. Invented."""

from __future__ import annotations

NOTES = {
    "elder": (
        "精神不错，在阳台浇花。", "身体老样子，按时吃药。", "说膝盖疼，上下楼慢。", "儿子周末回来过。",
        "自己做了午饭，冰箱里有菜。", "看过燃气和电线，没有问题。", "想学用手机挂号，下次带志愿者来。",
        "听力比上次差，说话要大声一点。", "血压药还有一周，提醒去社区卫生服务中心拿。", "和邻居一起包粽子，心情好。",
        "夜里睡不好，聊了一会儿。", "楼道堆了纸箱，答应这两天清掉。",
    ),
    "care": (
        "孩子在家写作业，成绩稳定。", "材料已经交齐，等审批。", "照料的人有点累，介绍了喘息服务。",
        "康复训练每周两次，有进步。", "说上个月的补贴已收到。", "家里收拾得干净，缺一把防滑椅。",
    ),
    "plain": (
        "", "", "", "一切正常。", "核对了名册，没有变化。", "新换了工作，白天不在家。", "问了入学政策，已说明。",
        "提醒电动车不要进楼道充电。", "建议小区多装几盏灯。", "孩子暑假想参加社区活动。", "宣传了防诈骗。",
    ),
    "not_home": ("敲门没人应。", "没人应门，邻居说下午在家。", "没遇到，门上留了便条。", "灯亮着，没有应门。", ""),
    "refused": ("隔着门说不方便，下次先打电话。", "说最近忙，不用来。"),
    "moved": ("邻居说上周搬走了，屋里空着。", "房东说租约到期，已退租。"),
}  # fmt: skip

NEEDS = (
    ("repair", "三楼楼道灯不亮，晚上看不见台阶。", "soon"),
    ("repair", "卫生间下水慢，物业还没来看。", "soon"),
    ("medical", "慢病药快吃完了，自己去不了医院。", "now"),
    ("medical", "想约家庭医生上门量血压。", "later"),
    ("care", "午饭没人做，想问长者食堂能不能送餐。", "soon"),
    ("care", "想在卫生间装扶手。", "later"),
    ("hardship", "失业两个月，想了解临时救助。", "soon"),
    ("hardship", "低保复核要的材料不清楚。", "soon"),
    ("environment", "楼下垃圾桶满了没人清，有味道。", "soon"),
    ("safety", "隔壁在楼道给电动车充电。", "now"),
    ("safety", "燃气软管老化，要换。", "now"),
    ("dispute", "楼上漏水，两家说不拢。", "soon"),
    ("suggestion", "希望凉亭加几把有靠背的椅子。", "later"),
    ("other", "想找人一起下棋。", "later"),
)

ANSWERS = (
    "物业当天换好了，已回告本人。", "联系了家庭医生，周四上门。", "长者食堂从下周起送餐。",
    "材料清单已送到家里，帮着填好了。", "城管来清过，居民说没味道了。", "两家来公共客厅谈过，楼上答应修。",
    "志愿者陪着去了一趟。", "已换新软管，拍照留存在物业。",
)  # fmt: skip

CORRECTIONS = (
    ("employment", "退休"), ("employment", "个体经营"), ("marriage", "已婚"), ("education", "大专"),
    ("emergency_name", "女儿"), ("mismatch", "人户一致"), ("remark", "白天多在家"),
)  # fmt: skip

ELDERS = {
    "elder_alone", "empty_nest", "elder_left_behind", "elder_childless", "advanced_age", "disabled_daily_living",
    "elder_severe_disability", "dementia", "lost_only_child_family",
}  # fmt: skip
