"""What a result says: what it means, what to do, when to measure again, where the line is from.

Screening words: a band is named, no illness is stated. Keys are those of `data/bands.csv` and `data/notes.csv`.
"""

from __future__ import annotations

from app.shared.i18n import N_

NOT_A_DIAGNOSIS = N_("这是自测参考，不是诊断。")

LEVELS = {
    "ok": N_("正常范围内"),
    "watch": N_("留意"),
    "see_doctor": N_("建议就医复查"),
    "urgent": N_("马上处理"),
}

WORDS = {
    "bp_low": N_("血压不高，但高压不到 90，偏低。"),
    "bp_normal": N_("血压正常。"),
    "bp_high_normal": N_("血压是正常高值：比正常高一点，还没到高血压的线。"),
    "bp_grade1": N_("这次的血压在高血压1级（轻）的范围。"),
    "bp_grade2": N_("这次的血压在高血压2级（中）的范围。"),
    "bp_grade3": N_("这次的血压在高血压3级（重）的范围，很高。"),
    "bp_unread": N_("低压没有测到，只看高压还没到高血压的线。"),
    "bp_child": N_("血压量好了。18 岁以下要按年龄和身高看，这里不分档。"),
    "pulse_child": N_("脉搏量好了。18 岁以下要按年龄看，这里不分档。"),
    "bmi_child": N_("身高体重量好了。18 岁以下要按年龄看，这里不分档。"),
    "waist_child": N_("腰围量好了。18 岁以下要按年龄看，这里不分档。"),
    "uric_acid_child": N_("尿酸量好了。18 岁以下要按年龄看，这里不分档。"),
    "glucose_low": N_("血糖低：3.9 或更低。"),
    "glucose_normal": N_("血糖正常，没有到要复查的线。"),
    "glucose_ifg": N_("空腹血糖比正常高，在“空腹血糖受损”的范围。"),
    "glucose_dm_suspected": N_("空腹血糖高，疑似糖尿病，要到医院抽静脉血复查才能确定。"),
    "glucose_hint_raised": N_("血糖偏高。指尖血只作提示，最好查一次空腹血糖。"),
    "glucose_hint_high": N_("血糖高。指尖血只作提示，建议到医院抽静脉血复查。"),
    "glucose_random_high": N_("血糖高，到了 11.1。要到医院抽静脉血复查才能确定。"),
    "glucose_very_high": N_("血糖很高：16.7 或更高。"),
    "bmi_underweight": N_("体重过低。"),
    "bmi_normal": N_("体重正常。"),
    "bmi_overweight": N_("体重在超重的范围。"),
    "bmi_obese": N_("体重在肥胖的范围。"),
    "waist_normal": N_("腰围正常。"),
    "waist_pre": N_("腰围偏大，在“中心型肥胖前期”的范围。"),
    "waist_central": N_("腰围大，在“中心型肥胖”的范围。"),
    "waist_by_sex": N_("腰围要按男女看：女性 80 厘米起偏大、85 起大，男性 85 起偏大、90 起大。"),
    "spo2_very_low": N_("血氧很低，不到 90。"),
    "spo2_low": N_("血氧偏低，90 到 94。"),
    "spo2_normal": N_("血氧正常。"),
    "temp_low": N_("体温偏低，不到 36 度，多半是没夹紧。"),
    "temp_normal": N_("体温正常。"),
    "temp_fever": N_("发热：腋下 37.3 度或更高。"),
    "pulse_very_low": N_("脉搏很慢，一分钟不到 50 下。"),
    "pulse_low": N_("脉搏偏慢，一分钟不到 60 下。"),
    "pulse_normal": N_("脉搏正常。"),
    "pulse_high": N_("脉搏偏快，一分钟超过 100 下。"),
    "pulse_very_high": N_("脉搏很快，一分钟超过 120 下。"),
    "uric_normal": N_("尿酸正常。"),
    "uric_old_rule": N_("尿酸没有超过 420，但女性超过 360，按旧规则偏高。"),
    "uric_high": N_("尿酸高，超过 420。"),
}
"""By `words`. A band whose lowest part says something else (`bp_low` of `bp_normal`) has words for both."""

ISOLATED = {
    "bp_grade1": N_("这次的高压在高血压1级（轻）的范围，低压不高，叫单纯收缩期偏高。"),
    "bp_grade2": N_("这次的高压在高血压2级（中）的范围，低压不高，叫单纯收缩期偏高。"),
    "bp_grade3": N_("这次的高压在高血压3级（重）的范围，很高；低压不高，叫单纯收缩期偏高。"),
}
"""Where only the systolic has reached its line (≥ 140 with a diastolic < 90)."""

ADVICE = {
    "keep": N_("继续保持。"),
    "bp_low": N_("坐一会儿再量。头晕、眼前发黑、出冷汗，就告诉家里人，去看医生。"),
    "bp_unread": N_("袖带重新绑好，再量一次；还是测不到，换一台仪器或请人帮忙。"),
    "bp_high_normal": N_("少吃盐，多走动，少喝酒，睡好觉。"),
    "bp_home_high": N_("自己量的到了 135/85，在家里就算偏高。早晚各量一次，量七天，把数带给签约医生看。"),
    "bp_high": N_("先别自己买药，也别自己停药。换两天再量，三天都到 140/90，就去社区卫生服务中心看医生。"),
    "bp_very_high": N_("今天就去医院，最好有人陪着。"),
    "child": N_("请把数拿给儿科医生或社区卫生服务中心看。"),
    "glucose_low": N_("马上吃点糖、喝点甜的，坐着歇一会儿，别一个人待着。常这样，就去看医生。"),
    "glucose_raised": N_("少吃甜的和精米白面，饭后走一走。去社区卫生服务中心查一次静脉血糖。"),
    "glucose_high": N_("请到医院抽静脉血复查。在吃药或打针的，别自己加减。"),
    "glucose_very_high": N_("今天就去医院，最好有人陪着；多喝白开水。"),
    "bmi_underweight": N_("吃得够不够？最近瘦得快，就去看医生。"),
    "bmi_overweight": N_("少吃一点，多动一点，慢慢减。"),
    "bmi_obese": N_("请签约医生一起定个减重的办法，慢慢来。"),
    "bmi_80_low": N_("80 岁以上偏瘦一些更要当心：吃好，蛋白质要够；瘦得快就去看医生。"),
    "bmi_80_ok": N_("80 岁以上这样正好，不用减重。"),
    "bmi_80_high": N_("80 岁以上不要猛减，问问签约医生。"),
    "waist": N_("少吃油和甜的，饭后走一走。"),
    "waist_central": N_("肚子上的肉要减一减，顺便量一量血压、血糖。"),
    "spo2_very_low": N_("手指暖一暖、擦掉指甲油，马上再量。还是这样，今天就去医院。"),
    "spo2_low": N_("手指暖一暖、擦掉指甲油，坐着不动再量。还是这样，去看医生。"),
    "temp_low": N_("体温计夹紧再量一次。"),
    "temp_fever": N_("多喝水、多休息。去看医生，或打电话问社区卫生服务中心；出门戴口罩。"),
    "pulse": N_("坐五分钟再量。还是这样，就去看医生，带上这个数。"),
    "pulse_low": N_("常锻炼的人可以这样。觉得头晕、没力气，就去看医生。"),
    "pulse_high": N_("坐五分钟，别喝茶和咖啡，再量一次。"),
    "uric_old_rule": N_("多喝水，少喝酒，少吃内脏和浓肉汤。问问签约医生。"),
    "uric_high": N_("多喝水，少喝酒，少吃内脏和浓肉汤。请到医院抽血复查。"),
}

URGENT = {
    "bp": N_("先坐下，别走动，别自己加药。今天就去医院，最好有人陪着。"),
    "glucose_low": N_("马上吃糖或喝甜水，15 分钟后再量。叫人陪着；吃了还低，马上去医院。"),
    "glucose_high": N_("多喝白开水，别吃东西。今天就去医院，最好有人陪着。"),
    "spo2": N_("坐起来，开窗透气，手指暖一暖马上再量。还是这样，马上去医院。"),
    "pulse": N_("坐下别动，叫人陪着，马上再量。还是这样，今天就去医院。"),
    "temperature": N_("叫人陪着，今天就去医院看发热门诊。"),
}
"""What to do now, by what is urgent."""

CALL_120 = N_("有下面任何一样，马上打 120：")
SYMPTOMS = {
    "bp": (
        N_("剧烈头痛、呕吐"),
        N_("说话不清，一边手脚没力气"),
        N_("胸痛、后背痛、喘不上气"),
        N_("叫不醒、人糊涂"),
    ),
    "glucose_low": (N_("叫不醒、人糊涂"), N_("抽搐"), N_("咽不下东西")),
    "glucose_high": (N_("叫不醒、人糊涂"), N_("一直呕吐，喝不进水"), N_("呼吸又深又快")),
    "spo2": (N_("喘不上气，说不成整句话"), N_("嘴唇发紫"), N_("胸痛"), N_("叫不醒、人糊涂")),
    "pulse": (N_("胸痛、喘不上气"), N_("晕倒过"), N_("叫不醒、人糊涂")),
    "temperature": (N_("叫不醒、人糊涂"), N_("抽搐"), N_("喘不上气")),
}
"""Only with these is 120 spoken of; by the same keys."""

AGAIN = {
    "now": N_("现在再量一次。"),
    "quarter_hour": N_("15 分钟后再量。"),
    "half_hour": N_("半小时后再量。"),
    "today": N_("今天再量一次。"),
    "two_days": N_("这两天再量。"),
    "days": N_("过几天再查。"),
    "week": N_("这一周换几天再量。"),
    "month": N_("过一个月再量。"),
    "quarter": N_("过三个月再量。"),
    "half_year": N_("过半年再量。"),
    "year": N_("过一年再量；35 岁以上每年至少量一次。"),
    "when_unwell": N_("不舒服的时候再量。"),
    "child": N_("听医生的。"),
}

REPEAT = {
    "rare": N_("这个数很少见，请看着仪器核对，再量一次。"),
    "bp_low": N_("偏低可能是袖带没绑好，坐一会儿再量一次。"),
    "bp_days": N_("一次高不算高血压：要在不同的三天都量到才算，坐够五分钟再量。"),
    "bp_now": N_("没有不舒服，就坐五分钟再量一次；有不舒服不要等。"),
    "bp_unread": N_("低压没有测到（没听到），请再量一次。"),
    "glucose_again": N_("洗净手、擦干，再扎一次核对。"),
    "glucose_day": N_("没有不舒服的话，要换一天再查一次空腹血糖才算。"),
    "glucose_fasting": N_("换一天早上空腹再查一次。"),
    "spo2_again": N_("手指冷、动、有指甲油都会不准，请再量一次。"),
    "temp_again": N_("擦干汗、夹紧，再量一次。"),
    "pulse_again": N_("刚走动过会不准，坐五分钟再量一次。"),
    "uric_again": N_("一次不算，换一天再查。"),
}

NOTES = {
    "home_line": N_("分档用的是诊室血压的表（140/90 起）。自己量的，135/85 起就算偏高。"),
    "elder_bp": N_("65 岁以上，血压降到多少合适听医生的，不自己加药减药。"),
    "isolated_diastolic": N_("低压到了 90、高压不到 140，叫单纯舒张期偏高。"),
    "finger": N_("指尖血只能筛查，不能代替医院的静脉血。"),
    "hint": N_("没有专门给这个时候的标准，借空腹和餐后 2 小时的线作提示。"),
    "unsaid": N_("没有说是什么时候量的，按随便什么时候看。"),
    "elder_bmi": N_("80 岁以上，建议体重指数在 22.0 到 26.9。"),
    "waist_by_sex": N_("不知道是男是女，两条线都说。"),
    "uric_both": N_("两种规则：2019 年基层指南，男女都是超过 420 算高；旧规则，女性超过 360 算高。"),
    "rounding": N_("分档比的是没有四舍五入的数；屏幕上的数是四舍五入的，所以看上去像是到了线。"),
}

SOURCES = {
    "bp": N_("高血压基层诊疗指南（实践版·2019）的血压分级"),
    "glucose": N_("世界卫生组织 1999 年的血糖分类（静脉血），指尖血只作筛查"),
    "glucose_hint": N_("世界卫生组织 1999 年的血糖分类（静脉血），这里只借来作提示"),
    "bmi": N_("WS/T 428-2013 成人体重判定（据公开转述）"),
    "waist": N_("WS/T 428-2013 成人体重判定的腰围线（据公开转述）"),
    "uric": N_("痛风及高尿酸血症基层诊疗指南（2019）"),
    "own": N_("产品建议：通行的说法，没有官方分档"),
    "child": N_("这里没有 18 岁以下的分档"),
}
"""Where the lines are from."""

TOLD_ANY = N_("自检的结果要当天问一问")
TOLD = {
    "bp_high_normal": N_("血压偏高"),
    "bp_grade1": N_("血压高"),
    "bp_grade2": N_("血压高"),
    "bp_grade3": N_("血压很高"),
    "glucose_low": N_("血糖低"),
    "glucose_very_high": N_("血糖很高"),
    "glucose_dm_suspected": N_("血糖高"),
    "glucose_hint_high": N_("血糖高"),
    "glucose_random_high": N_("血糖高"),
    "spo2_low": N_("血氧低"),
    "spo2_very_low": N_("血氧很低"),
    "temp_fever": N_("发热"),
    "pulse_very_low": N_("脉搏很慢"),
    "pulse_low": N_("脉搏慢"),
    "pulse_high": N_("脉搏快"),
    "pulse_very_high": N_("脉搏很快"),
}
"""By band, for the cadre who follows up."""
