"""What a phone reads when Linju is put on its home screen: every address answers, every picture has its size."""

from __future__ import annotations

import json
from urllib.request import Request, urlopen

import pytest
from PIL import Image

from app.serve.production import ROOT

MANIFEST = json.loads((ROOT / "assets" / "manifest.webmanifest").read_text(encoding="utf-8"))
ICONS = [*MANIFEST["icons"], *(icon for shortcut in MANIFEST["shortcuts"] for icon in shortcut["icons"])]
PICTURES = [*(icon for icon in ICONS if icon["src"].endswith(".png")), *MANIFEST["screenshots"]]


def test_every_shortcut_and_the_start_answer_200(server) -> None:
    for path in [MANIFEST["start_url"], *(shortcut["url"] for shortcut in MANIFEST["shortcuts"])]:
        assert urlopen(server.url + path).status == 200, path
    for picture in [*ICONS, *MANIFEST["screenshots"]]:
        assert urlopen(Request(server.url + picture["src"], method="HEAD")).status == 200, picture["src"]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture["src"])
def test_a_picture_has_the_size_the_manifest_says(picture: dict[str, str]) -> None:
    with Image.open(ROOT / "assets" / picture["src"].lstrip("/")) as image:
        assert "x".join(map(str, image.size)) == picture["sizes"]


def test_it_can_be_installed() -> None:
    purposes = {(icon["sizes"], icon["purpose"]) for icon in MANIFEST["icons"]}
    assert {("192x192", "any"), ("512x512", "any"), ("192x192", "maskable"), ("512x512", "maskable")} <= purposes
    assert {shot["form_factor"] for shot in MANIFEST["screenshots"]} == {"narrow", "wide"}
    assert {"id", "name", "short_name", "start_url", "scope", "display", "theme_color"} <= set(MANIFEST)


def test_each_shortcut_says_what_can_be_done_there(server, page) -> None:
    said = {"/events": "到客厅前台说一声", "/health": "到公共客厅找前台"}
    for path, words in said.items():
        page.goto(server.url + path)
        page.get_by_text(words).wait_for()
        page.get_by_role("link", name="返回").wait_for()
