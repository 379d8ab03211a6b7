"""Invented names with the sound of their generation: family names as they are spread, given names from two pools."""

from __future__ import annotations

from random import Random

_LOCAL = {
    "陈": 120, "林": 110, "黄": 80, "吴": 50, "张": 50, "李": 48, "王": 46, "郑": 35, "蔡": 30, "杨": 26, "苏": 26,
    "许": 25, "刘": 24, "郭": 22, "洪": 20, "叶": 20, "庄": 16, "谢": 15, "曾": 14, "周": 12, "何": 12, "江": 10,
    "徐": 10, "卢": 9, "柯": 8, "纪": 8, "高": 8, "邱": 8, "沈": 6, "温": 4, "薛": 4, "白": 3, "欧阳": 1,
}  # fmt: skip
_ELSEWHERE = {
    "王": 70, "李": 70, "张": 68, "刘": 54, "陈": 48, "杨": 31, "赵": 21, "黄": 25, "周": 21, "吴": 20, "徐": 15,
    "孙": 13, "胡": 14, "朱": 12, "高": 10, "林": 12, "何": 12, "郭": 11, "马": 10, "罗": 12, "梁": 8, "宋": 8, "郑": 8,
    "谢": 9, "韩": 6, "唐": 8, "冯": 6, "于": 4, "董": 5, "萧": 4, "程": 6, "曹": 6, "袁": 6, "邓": 8, "许": 6,
    "傅": 4, "曾": 8, "彭": 8, "吕": 5, "蒋": 5, "贾": 3, "丁": 5, "魏": 4, "余": 6, "潘": 5, "杜": 4, "戴": 4, "夏": 5,
    "钟": 6, "汪": 6, "田": 4, "任": 3, "姜": 3, "范": 4, "方": 5, "石": 3, "姚": 4, "谭": 5, "廖": 6, "邹": 4, "熊": 4,
    "龙": 3, "万": 3, "段": 3, "雷": 3, "汤": 3, "尹": 3, "黎": 3, "易": 3, "贺": 2, "赖": 3, "龚": 3, "文": 3, "单": 1,
    "覃": 3, "欧阳": 2, "上官": 1, "诸葛": 1,
}  # fmt: skip

# For each generation: (born before, male first, male second, female first, female second, share of single characters)
_GENERATIONS = (
    (1956, "国建金永天水文清德福志大明春荣", "荣福水财发生成明德祥山木辉泉来",
     "秀美玉桂淑丽宝月金素惠碧阿春", "英珍兰华花莲珠霞娥治缎香云琴", 0.03),
    (1980, "志建国文晓海伟永少庆", "强军平伟民斌辉明东勇", "丽秀晓美雅淑艳海红春", "娟萍霞玲芳燕红梅珊敏", 0.12),
    (2005, "伟志俊嘉泽宇浩晓子文", "杰鹏涛豪轩斌龙铭凯磊", "雅诗晓佳思欣雨静梦", "婷雯琪颖怡倩娜敏洁", 0.3),
    (9999, "子梓浩宇一俊沐奕", "轩涵宸睿泽辰航诺", "子梓雨欣可语一若", "涵萱桐彤妍诺汐玥", 0.08),
)  # fmt: skip


def family(rng: Random, local: bool) -> str:
    """A family name: as spread in southern Fujian, or in the country."""
    pool = _LOCAL if local else _ELSEWHERE
    return rng.choices(list(pool), list(pool.values()))[0]


def given(rng: Random, sex: str, year: int) -> str:
    """A given name for somebody of `sex` ("男"/"女") born in `year`."""
    _, male_first, male_second, female_first, female_second, single = next(g for g in _GENERATIONS if year < g[0])
    first, second = (male_first, male_second) if sex == "男" else (female_first, female_second)
    if rng.random() < single:
        return rng.choice(second)
    return rng.choice(first) + rng.choice(second)
