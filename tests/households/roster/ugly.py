"""Deliberately ugly roster files, made afresh for every test: no binary file lies in the repository.

All people are invented; the numbers are valid only by their check character.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.households.identity import check_character


def card(birth: str, sequence: int = 1, region: str = "350206") -> str:
    """A valid identity number: ``card("19580312", 1)`` is a man (odd), ``2`` a woman."""
    first = f"{region}{birth}{sequence:03d}"
    return first + check_character(first)


ZHANG = card("19580312", 1)
LI = card("19600102", 2)
WANG = card("19900708", 3)
ZHAO = card("20150601", 4)


def xlsx(*rows: Iterable[Any], title: str = "Sheet1") -> bytes:
    """A workbook with one sheet."""
    book = Workbook()
    book.active.title = title
    return saved(fill(book, book.active, rows))


def fill(book: Workbook, sheet: Worksheet, rows: Iterable[Iterable[Any]]) -> Workbook:
    for row in rows:
        sheet.append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def text(*rows: Iterable[str], separator: str = ",", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    """A csv file."""
    return newline.join(separator.join(row) for row in rows).encode(encoding)


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook whose inner ``part`` has ``old`` replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            body = source.read(name)
            target.writestr(name, body.replace(old, new) if name == part else body)
    return out.getvalue()


HEAD = ("姓名", "身份证号", "电话", "住址")


def gbk_csv() -> bytes:
    return text(
        HEAD,
        ("张三", ZHANG, "138 0013 8000", "３号楼二单元５０１室"),
        ("李四", LI, "0592-5512345", "3-2-502"),
        encoding="gbk",
    )


def semicolon_csv_with_bom() -> bytes:
    return text(
        ("户号", "与户主关系", "姓名", "公民身份号码", "楼栋", "门牌"),
        ("1", "户主", "张三", ZHANG, "3", "501"),
        ("1", "配偶", "李四", LI, "3", "501"),
        separator=";", encoding="utf-8-sig",
    )  # fmt: skip


def tab_text_from_excel() -> bytes:
    """What Excel calls Unicode text: UTF-16, tabs."""
    return text(HEAD, ("张三", ZHANG, "+86 138-0013-8000", "A座1203"), separator="\t", encoding="utf-16")


def quote_never_closed() -> bytes:
    return text(HEAD, ('"张三', ZHANG, "", "3-501"), ("李四", LI, "", "3-502"), ("王五", WANG, "", "3-503"))


def title_rows_and_merged_header() -> bytes:
    book = Workbook()
    sheet = book.active
    fill(book, sheet, [
        ["兴华社区兴华里小区居民花名册"],
        ["填表单位：兴华社区居委会", "", "", "", "", "", "2025年3月1日"],
        ["序号", "基本信息", "", "", "房屋信息", "", "", "紧急联系人", ""],
        ["", "姓 名", "身份证\n号码", "联系方式（手机）", "楼栋", "单元", "室号", "姓名", "电话"],
        [1, "张三", ZHANG, "13800138000", "3号楼", "二单元", "501室", "李四", "13900139000"],
        [2, "王五", WANG, "", "３＃", "2", "５０２", "", ""],
        ["合计", "2人", "", "", "", "", "", "", ""],
        ["填表人：小陈", "", "", "审核人：老林"],
    ])  # fmt: skip
    for area in ("A1:I1", "A3:A4", "B3:D3", "E3:G3", "H3:I3"):
        sheet.merge_cells(area)
    return saved(book)


def merged_doors() -> bytes:
    book = Workbook()
    sheet = book.active
    fill(book, sheet, [
        ["小区", "楼栋", "单元", "室号", "姓名", "与户主关系", "身份证号"],
        ["兴华里", "3", "1", "101", "张三", "户主", ZHANG],
        ["", "", "", "", "李四", "妻", LI],
        ["", "", "", "102", "王五", "户主", WANG],
        ["", "", "2", "101", "赵六", "户主", ZHAO],
    ])  # fmt: skip
    for area in ("A2:A5", "B2:B5", "C2:C4", "D2:D3"):
        sheet.merge_cells(area)
    return saved(book)


def blanks_below_the_first_person() -> bytes:
    return xlsx(
        ["楼栋", "单元", "门牌", "姓名", "与户主关系"],
        ["3", "1", "101", "张三", "户主"],
        ["", "", "", "李四", "配偶"],
        ["", "", "", "张小三", ""],
        ["", "", "102", "王五", "户主"],
        ["", "", "", "赵六", "户主"],
        [],
        ["", "", "", "钱七", "子"],
        ["4", "", "201", "孙八", "户主"],
    )


def one_cell_addresses() -> bytes:
    spellings = [
        "3栋2单元501", "3-2-501", "3号楼二单元501室", "３＃２单元５０１", "兴华里3栋2单元501",
        "福建省厦门市湖里区兴华社区A座1203",
        "兴隆路12号之一502", "3栋负一层03", "河边铁皮房", "！！",
    ]  # fmt: skip
    names = "甲乙丙丁戊己庚辛壬癸"
    return xlsx(
        ["姓名", "出生日期", "家庭住址"], *([f"{n}人", "1980-1-1", s] for n, s in zip(names, spellings, strict=True))
    )


def excel_made_doors_into_dates() -> bytes:
    from datetime import datetime

    return xlsx(
        ["姓名", "出生日期", "门牌"], ["张三", "1980-1-1", datetime(2025, 3, 2)], ["李四", "1981-1-1", "3-2-501"]
    )


def destroyed_numbers() -> bytes:
    return xlsx(
        ["姓名", "身份证号", "电话", "住址"],
        ["张三", 350206195803120012, "13800138000", "3-501"],
        ["李四", "3.50206E+17", "1.38E+10", "3-502"],
        ["王五", WANG[:15] + "000", "13900139000", "3-503"],
        ["赵六", ZHAO[:6] + "********" + ZHAO[14:], "", "3-504"],
    )


def wrong_numbers() -> bytes:
    swapped = ZHANG[:10] + ZHANG[11] + ZHANG[10] + ZHANG[12:]
    return xlsx(
        ["姓名", "证件号码", "证件类型", "住址", "性别", "出生日期"],
        ["张三", swapped, "居民身份证", "3-501", "", ""],
        ["李四", LI[:17], "", "3-502", "", ""],
        ["王五", "350206199003071234", "", "3-503", "", ""],
        ["赵六", LI[:16] + "OX", "", "3-504", "", ""],
        ["钱七", "350206800101123", "", "3-505", "女", "1980-1-5"],
        ["孙八", "H12345678", "", "3-506", "", ""],
        ["Anna Müller", "C4J5K6L7", "护照", "3-507", "女", "1985-5-5"],
        ["周九", "12345", "", "3-508", "", ""],
    )


def date_spellings() -> bytes:
    from datetime import datetime

    spellings: list[Any] = [
        "1958-3-12", "1958/03/12", "1958.3.12", "19580312", "1958年3月12日", "一九五八年三月十二日", 21256, 19580312,
        datetime(1958, 3, 12), "1958-03-12 00:00:00", "1958-02-30", "58年春", "2099-1-1", "1958年3月",
    ]  # fmt: skip
    rows = ([f"人{chr(0x4E00 + n)}", value, f"3-{n + 101}"] for n, value in enumerate(spellings))
    return xlsx(["姓名", "出生年月", "住址"], *rows)


def phones_as_people_write_them() -> bytes:
    written = [
        "138 0013 8000",
        "１３８００１３８０００", "138-0013-8000", "+86 13800138000", 13800138000.0, "(0592)5512345", "5512345",
        "13800138000/13900139000", "儿子13800138000", "+852 9123 4567", "1380013800", "无", "/",
    ]  # fmt: skip
    rows = ([f"人{chr(0x4E00 + n)}", value, f"3-{n + 101}", "1980-1-1"] for n, value in enumerate(written))
    return xlsx(["姓名", "联系方式", "住址", "出生日期"], *rows)


def the_same_people_twice() -> bytes:
    return xlsx(
        ["姓名", "身份证号", "住址", "出生日期"],
        ["张三", ZHANG, "3-501", ""],
        ["张三", ZHANG, "3栋501室", ""],
        ["张三", ZHANG, "4-101", ""],
        ["张散", ZHANG, "3-501", ""],
        ["李四", "", "3-502", "1960-1-2"],
        ["李四", "", "3-502", "1960-01-02"],
        ["李四", "", "3-502", "1999-9-9"],
        ["李四", "", "3-502", ""],
    )


def only_a_header() -> bytes:
    return xlsx(["姓名", "身份证号", "住址"])


def no_header() -> bytes:
    return xlsx(["张三", ZHANG, "3-501"], ["李四", LI, "3-502"])


def several_sheets() -> bytes:
    book = Workbook()
    book.active.title = "3栋"
    fill(book, book.active, [["房号", "姓名", "身份证号"], ["501", "张三", ZHANG], ["502", "王五", "1"]])
    fill(
        book,
        book.create_sheet("4号楼"),
        [["房号", "姓名", "身份证号"], ["501", "李四", LI], ["房号", "姓名", "身份证号"]],
    )
    fill(book, book.create_sheet("填表说明"), [["每户一行，请勿改动表头"]])
    fill(book, book.create_sheet("字典"), [["姓名", "住址", "性别"], ["男", "女", ""]])
    book["字典"].sheet_state = "hidden"
    book.create_sheet("空")
    return saved(book)


def formulas() -> bytes:
    """Formulas that were never computed, or failed; one in a column nobody reads, one in the totals."""
    return xlsx(
        ["姓名", "身份证号", "住址", "年龄", "电话"],
        ["张三", ZHANG, '=A2&"3-501"', "=YEAR(NOW())", ""],
        ["李四", LI, "3-502", "", "#N/A"],
        ['="王"&"五"', "", "3-503", "", ""],
        ["合计", "", "", "=SUM(D2:D3)", "=COUNT(E2:E3)"],
    )


def hidden_rows() -> bytes:
    book = Workbook()
    sheet = book.active
    fill(
        book,
        sheet,
        [["姓名", "身份证号", "住址"], ["张三", ZHANG, "3-501"], ["李四", LI, "3-502"], ["王五", WANG, "3-503"]],
    )
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
    return saved(book)


def huge_cell() -> bytes:
    return xlsx(
        ["姓名", "身份证号", "住址", "备注"], ["张三", ZHANG, "3-501", "好" * 30_000], ["李" * 200, LI, "楼" * 300, ""]
    )


def note_at_the_end_of_the_world() -> bytes:
    book = Workbook()
    fill(book, book.active, [["姓名", "身份证号", "住址"], ["张三", ZHANG, "3-501"]])
    book.active["XFD1048576"] = "谁写的"
    return saved(book)


def unknown_and_doubled_columns() -> bytes:
    return xlsx(
        [
            "序号",
            "姓名",
            "血脂",
            "住址",
            "户籍地址",
            "家庭地址",
            "是否独居",
            "残疾等级",
            "低保户",
            "备注",
            "民族",
            "婚姻状况",
        ],
        [1, "张三", "5.2", "3-501", "漳州", "别处", "是", "二级", "√", "爱打牌", "汉", "已婚"],
        [2, "李四", "", "3-502", "", "", "否", "", "×", "独居", "火星族", "未婚"],
    )


def groups_in_free_text() -> bytes:
    remarks = [
        "独居老人、低保；听力不好", "非低保", "照顾失能母亲", "低保边缘户", "空巢(夫妻)", "计生特殊家庭老人",
        "肢体残疾（二级）",
        "留守儿童 孤儿", "原低保户，现特困供养", "半失能", "",
    ]  # fmt: skip
    rows = ([f"人{chr(0x4E00 + n)}", f"3-{n + 101}", "1950-1-1", value] for n, value in enumerate(remarks))
    return xlsx(["姓名", "住址", "出生日期", "备注"], *rows)


def web_page_named_xls() -> bytes:
    return (
        '<html><head><meta charset="gb2312"></head><body><table>'
        "<tr><th colspan=4>导出结果</th></tr>"
        '<tr><th rowspan="2">姓名<th colspan="2">住址</th><th rowspan="2">身份证号</th></tr>'
        "<tr><th>楼栋</th><th>室号</th></tr>"
        f'<tr><td>张三</td><td rowspan="2">3</td><td>501</td><td>{ZHANG}</td></tr>'
        f"<tr><td>李&nbsp;四</td><td>502</td><td>{LI}</td></tr></table></body></html>"
    ).encode("gb2312")


def empty_doors() -> bytes:
    return xlsx(
        ["楼栋", "室号", "姓名", "房屋用途", "是否出租"],
        ["3", "501", "张三", "自住", "否"],
        ["3", "502", "空置", "住宅", "否"],
        ["3", "503", "", "仓库", "是"],
        ["3", "504", "", "", ""],
        ["", "", "", "本页完", ""],
    )


def nobody_has_a_name() -> bytes:
    return xlsx(
        ["姓名", "身份证号", "住址"],
        ["", ZHANG, "3-501"],
        ["张三、李四", "", "3-502"],
        ["12", LI, "3-503"],
        ["张*", WANG, ""],
        ["买买提·阿卜杜拉（租客）", "", "3-504"],
        ["张三2", "", "3-505"],
    )


def headings_between_the_rows() -> bytes:
    return xlsx(
        ["室号", "姓名", "身份证号"], ["3栋"], ["501", "张三", ZHANG], ["4号楼"], ["501", "李四", LI],
        ["室号", "姓名", "身份证号"],
        ["502", "王五", WANG],
    )  # fmt: skip


def bad_encoding() -> bytes:
    return text(HEAD, ("张三", ZHANG, "", "3-501")) + b"\r\n\xff\xfe\x81 \xe5\xbc,,,\r\n"


def locked() -> bytes:
    """What a workbook with a password looks like from outside: an OLE file with an encrypted package."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def cut_off() -> bytes:
    return gbk_xlsx()[:-400]


def gbk_xlsx() -> bytes:
    return xlsx(HEAD, ["张三", ZHANG, "", "3-501"])


def bomb() -> bytes:
    """A small zip that unpacks to 700 MB."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(700):
            part.write(bytes(1 << 20))
    return out.getvalue()


def word_document() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    return out.getvalue()
