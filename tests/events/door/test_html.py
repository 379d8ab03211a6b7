"""The page at the door as HTML: drawn once for a crowd, and still everybody's own."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.door.html import NAME, SPEECH, draw
from app.events.door.views import VIEWS, Page

NAMES = ["王芳", "<b>", "\"'&", "</script><script>alert(1)</script>", NAME, SPEECH, SPEECH + NAME, "{name}", ""]


class Read(HTMLParser):
    """The text of each element, by its name."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inside, self.texts = "", dict[str, str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[Any]) -> None:
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        self.texts[self.inside] = self.texts.get(self.inside, "") + data


@pytest.mark.parametrize("name", NAMES)
def test_each_page_says_the_name_of_who_came_and_of_nobody_before(name: str) -> None:
    draw(Page("enter", "义诊", values={"name": "前一位"}, family=True), "zh")
    html, policy = draw(Page("enter", "义诊", values={"name": name}, family=True), "zh")
    read = Read(html).texts
    assert unescape(read["h1"]) == f"{name}，已签到" and "前一位" not in html
    spoken = b64encode(sha256(read["script"].encode()).digest()).decode()
    assert spoken in policy  # the one script of the page is the one that may run
    assert html.count("<script>") == 1


@given(st.text(max_size=40))
def test_no_name_gets_out_of_its_place(name: str) -> None:
    drawn = Read(draw(Page("known", values={"name": name}), "zh")[0])
    assert set(drawn.texts) == set(Read(draw(Page("known", values={"name": "x"}), "zh")[0]).texts)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_stands_in_for_anything_in_the_end(view: str, language: str) -> None:
    values = dict.fromkeys(("name", "when", "place", "starts", "why", "opens", "seconds"), "x")
    html, _policy = draw(Page(view, "义诊", ("今天", "客厅"), values), language)
    assert NAME not in html and SPEECH not in html and "{" not in html.split("</style>")[1].split("<script>")[0]
