"""Web pages named .xls."""

from __future__ import annotations

from app.households.roster.webpage import read_webpage


def test_spans_become_merged_cells_and_cells_keep_their_columns() -> None:
    page = "<table><tr><td rowspan=2>3栋<td>501<td>张三</tr><tr><td>502<td>李四</tr></table>"
    table = read_webpage(page.encode())[0]
    assert table.rows == [["3栋", "501", "张三"], ["", "502", "李四"]]
    assert table.merged == ((0, 0, 1, 0),)


def test_a_page_with_a_wrong_charset_is_still_read() -> None:
    page = '<meta charset="utf-8"><table><tr><td>姓名</td></tr></table>'.encode("gbk")
    assert read_webpage(page)[0].rows == [["姓名"]]


def test_every_table_of_a_page_is_read() -> None:
    page = "<table><tr><td>a</td></tr></table><table><tr><td>b<br>c</td></tr></table>"
    assert [table.rows for table in read_webpage(page.encode())] == [[["a"]], [["b c"]]]
