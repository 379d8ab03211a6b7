"""A phone that scans the code gets the page and the certificate, in words it understands."""

import base64
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography import x509
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.serve import trust
from app.serve.tls import Trust, ensure_trust
from app.shared.http import install
from app.shared.settings import Settings

APP = "https://192.168.1.5:8000"


@pytest.fixture
def made(own_home: Settings) -> Trust:
    return ensure_trust(own_home.home / "tls", ["localhost", "192.168.1.5"], datetime.now(UTC))


@pytest.fixture
def client() -> TestClient:
    web = FastAPI()
    web.include_router(trust.router)
    install(web)
    return TestClient(web)


def test_the_page_says_how_in_both_languages_and_shows_the_fingerprint(made: Trust, client: TestClient) -> None:
    html = client.get("/trust").text
    assert "证书信任设置" in html and "Certificate Trust Settings" in html
    assert made.fingerprint in html


def test_the_certificate_is_the_authority_and_installs_on_phones(made: Trust, client: TestClient) -> None:
    answer = client.get(trust.CERTIFICATE)
    assert answer.headers["content-type"] == "application/x-x509-ca-cert"
    assert x509.load_der_x509_certificate(answer.content) == x509.load_pem_x509_certificate(made.authority.read_bytes())


def test_without_an_authority_there_is_no_page(own_home: Settings, client: TestClient) -> None:
    assert client.get("/trust").status_code == 404
    assert client.get(trust.CERTIFICATE).status_code == 404


@pytest.mark.thorough
def test_over_plain_http_the_page_and_the_certificate_answer_too(made: Trust) -> None:
    server = trust.serve_plainly("127.0.0.1", 0, made.authority, APP)
    try:
        here = f"http://127.0.0.1:{server.server_port}"
        with urllib.request.urlopen(here + "/trust") as answer:
            assert APP in answer.read().decode()
        with urllib.request.urlopen(here + trust.CERTIFICATE) as answer:
            assert x509.load_der_x509_certificate(answer.read()).subject
    finally:
        server.shutdown()
        server.server_close()


def test_the_code_on_the_page_reads_as_the_address(tmp_path: Path) -> None:
    import qrcode
    import zxingcpp
    from PIL import Image

    assert base64.b64decode(trust.qr_svg(APP).partition(",")[2]).startswith(b"<?xml")
    qrcode.make(APP).get_image().save(tmp_path / "q.png")
    assert zxingcpp.read_barcode(Image.open(tmp_path / "q.png")).text == APP  # type: ignore[union-attr]


def test_the_code_on_the_terminal_reads_as_the_address() -> None:
    import zxingcpp
    from PIL import Image

    lines = trust.qr_terminal(APP).splitlines()
    image = Image.new("L", (max(map(len, lines)), 2 * len(lines)), 0)
    for y, line in enumerate(lines):
        for x, block in enumerate(line):
            image.putpixel((x, 2 * y), 255 if block in "█▀" else 0)
            image.putpixel((x, 2 * y + 1), 255 if block in "█▄" else 0)
    found = zxingcpp.read_barcode(image.resize((image.width * 8, image.height * 8), Image.Resampling.NEAREST))
    assert found is not None and found.text == APP
