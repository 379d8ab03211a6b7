"""What can be wrong in a roster file: one problem per cell, with a sentence that says how to mend it.

An *error* is something that would be stored wrongly or lost: the file is not imported until it is mended.
A *warning* is read in a stated way and imported.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.shared.i18n import N_, translate


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


ERRORS: dict[str, str] = {
    # the file
    "file_missing": N_("找不到这个文件。请检查路径。"),
    "file_empty": N_("文件是空的。请选有内容的花名册。"),
    "file_too_big": N_("文件太大（{size} MB，最多 {limit} MB）。请拆成几个文件，或删掉图片和多余的格式后另存。"),
    "file_password": N_("文件有打开密码，读不了。请在 Excel 里另存为不带密码的 .xlsx。"),
    "file_corrupt": N_("文件坏了，打不开。请用 Excel 打开后另存为 .xlsx，或找发文件的人重发。"),
    "file_unknown": N_("这不是 Excel 或 CSV 表格（看内容像{kind}）。请另存为 .xlsx 或 .csv 再导入。"),
    "file_encoding": N_("文字编码不对，有读不出的字（第 {lines} 行）。请用 Excel 打开后另存为 .xlsx。"),
    "sheet_too_big": N_("表格范围太大（{rows} 行 × {columns} 列）。多半是很远处有零星内容，请删掉空白处再存。"),
    "too_many_people": N_("一次最多导入 {limit} 人，这个文件有 {count} 行。请拆成几个文件。"),
    "no_header": N_("没有找到表头。表头要有“姓名”一列，还要有住址（或楼栋、单元、室号）或身份证号一列。"),
    "no_people": N_("表头下面没有人员。请检查是不是选错了文件。"),
    # identity numbers
    "id_destroyed": N_("Excel 把号码当数字存，末尾几位已经丢了。请把这一列设为“文本”后重新填入 18 位号码。"),
    "id_masked": N_("号码打了星号，没法核对。请填完整的 18 位号码。"),
    "id_length": N_("身份证号应为 18 位，这里是 {length} 位。请对照证件补全；护照等请在“证件类型”一列写明。"),
    "id_shape": N_("身份证号只能是数字，最后一位可以是 X。请对照证件改正。"),
    "id_birth": N_("号码第 7–14 位 {digits} 不是可能的出生日期。请对照证件改正。"),
    "id_checksum": N_("校验码不对，号码里有一位写错了。请对照证件改正。"),
    "id_other_person": N_("这个身份证号在第 {other} 行是另一个人（{name}）。请对照证件改正其中一个。"),
    "id_two_doors": N_("同一个人在第 {other} 行住在另一处（{door}）。请只留现在住的一行。"),
    "document_long": N_("证件号码太长（最多 {limit} 个字）。请对照证件改正。"),
    # people and doors
    "name_missing": N_("没有姓名。请补上姓名；整行不要的话请删掉。"),
    "name_long": N_("姓名太长（{length} 个字，最多 {limit}）。请只留姓名，其他内容写进备注。"),
    "name_several": N_("一格里有几个人。请一人一行，门牌照写一遍。"),
    "name_shape": N_("这不像姓名。请填姓名。"),
    "door_missing": N_("没有门牌。请填楼栋和室号；和上一行同住一户的，请在“与户主关系”里写明关系。"),
    "door_date": N_("Excel 把门牌变成了日期。请把这一列设为“文本”后重新填，例如 3-2-501。"),
    "address_long": N_("住址太长，不像一个门牌。请写成“小区＋楼栋＋单元＋室号”，例如 兴华里3栋2单元501。"),
    "birth_unreadable": N_("看不懂这个日期。请写成 1958-03-12；不知道就留空。"),
    "birth_future": N_("出生日期在今天之后。请改正；不知道就留空。"),
    "date_unreadable": N_("看不懂这个日期。请写成 2024-03-12；不知道就留空。"),
    "phone_shape": N_("不是有效的电话号码。手机是 11 位，固定电话写成 0592-5512345；不知道就留空。"),
    "phone_destroyed": N_("Excel 把号码变成了科学计数，末尾几位已经丢了。请把这一列设为“文本”后重新填。"),
    "cell_error": N_("公式算出了错误。请改好公式，或填上内容后只粘贴值。"),
    "cell_formula": N_("公式没有结果（文件不是由 Excel 保存的）。请用 Excel 打开并保存一次，或只粘贴值。"),
    "cell_long": N_("内容太长（{length} 个字，最多 {limit}）。请缩短。"),
}

WARNINGS: dict[str, str] = {
    "sheet_skipped": N_("这张工作表没有“姓名”等表头，没有读。"),
    "sheet_hidden": N_("这张工作表是隐藏的，没有读。要导入请先取消隐藏。"),
    "rows_hidden": N_("有 {count} 行是隐藏的（第 {rows} 行），也读了进来。不要的话请删掉这些行。"),
    "column_twice": N_("和“{read}”是一回事，只读了“{read}”一列。"),
    "row_skipped": N_("这一行像是合计、说明或重复的表头，没有读。"),
    "row_twice": N_("和第 {other} 行是同一个人，只读一次。"),
    "person_maybe_twice": N_("和第 {other} 行同名同户，又没有身份证号可以区分。如果是同一个人，请删掉一行。"),
    "id_missing": N_("有 {count} 人没有身份证号（第一个在第 {first} 行）。再次导入时只能按姓名、门牌和生日辨认。"),
    "id_other_kind": N_("不是身份证号，按“{kind}”保存。"),
    "id_lifted": N_("15 位旧号码，已换成 18 位 {number}。"),
    "birth_differs": N_("和身份证号里的出生日期 {expected} 不同，用了身份证号里的。"),
    "sex_differs": N_("和身份证号里的性别（{expected}）不同，用了身份证号里的。"),
    "name_odd": N_("姓名里有数字。请核对。"),
    "door_filled": N_("门牌空着，按上一行算作 {door}。不对的话请填上门牌。"),
    "group_filled": N_("“{title}”有 {count} 处空着，按上面一行读（第一处在第 {row} 行，读作 {value}）。"),
    "door_no_room": N_("只有楼栋，没有室号。按整栋一户读；不对的话请补上室号。"),
    "door_named": N_("没认出楼栋和室号，按原文当作一户。"),
    "building_guessed": N_("楼栋没有单独的列，按“{source}”读作 {value}。"),
    "phone_second": N_("一格里有几个电话，只读了第一个 {kept}。"),
    "phone_local": N_("固定电话没有区号。最好写成 0592-5512345。"),
    "grid_new": N_("{names}是新的网格，会一并建立。"),
    "word_unknown": N_("“{title}”里没有这个说法，留空。可以写：{words}。"),
}

MESSAGES = ERRORS | WARNINGS


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. ``row`` is the file's own row number (the first is 1), ``None`` for a whole file or sheet.

    ``column`` is the header as the office wrote it (or the letter of a column without one).
    """

    code: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return Severity.ERROR if self.code in ERRORS else Severity.WARNING

    @property
    def message(self) -> str:
        """What is wrong and how to mend it, in Chinese."""
        return self.sentence()

    def sentence(self, language: str = "zh") -> str:
        """What is wrong and how to mend it, in a person's language."""
        values = {name: translate(v, language) if isinstance(v, str) else v for name, v in self.values.items()}
        return translate(MESSAGES[self.code], language, **values)

    def as_json(self) -> dict[str, Any]:
        """The shape of ``--json`` and of the screen."""
        return {
            "severity": self.severity.value, "code": self.code, "sheet": self.sheet, "row": self.row,
            "column": self.column, "value": self.value, "message": self.message,
        }  # fmt: skip


class Unreadable(Exception):
    """The file as a whole cannot be read; carries the one problem that says why."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.problem = Problem(code, values=values)
