"""How a phone learns to trust `linju serve --tls`: a page, a QR code and the authority's certificate.

The page answers at `/trust` of the app, and on a plain-HTTP port beside it, because a phone that does not trust us yet
should not be taught to click warnings away. What came over plain HTTP is checked by eye: the fingerprint on the
terminal against the one the phone shows.
"""

from __future__ import annotations

import base64
import io
import threading
from functools import partial
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.serve.tls import fingerprint
from app.shared.errors import NotFound
from app.shared.settings import settings

router = APIRouter(include_in_schema=False)
CERTIFICATE = "/trust/linju.crt"
CERTIFICATE_TYPE = "application/x-x509-ca-cert"  # what makes iOS offer a profile and Android an installation


@router.get("/trust")
async def trust(request: Request) -> HTMLResponse:
    """The page, where this installation has an authority of its own."""
    return HTMLResponse(page(_authority(), str(request.base_url)))


@router.get(CERTIFICATE)
async def certificate() -> Response:
    """The authority's certificate (DER)."""
    return Response(_authority().public_bytes(Encoding.DER), media_type=CERTIFICATE_TYPE)


def _authority() -> x509.Certificate:
    file = settings().home / "tls" / "authority.pem"
    if not file.exists():
        raise NotFound("no_authority", "这里没有自己的证书，不需要信任什么。")
    return x509.load_pem_x509_certificate(file.read_bytes())


def qr_svg(text: str) -> str:
    """A QR code as a `data:` URL."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    out = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, box_size=12).save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()


def qr_terminal(text: str) -> str:
    """A QR code drawn with half blocks, for dark terminals."""
    import qrcode

    code, out = qrcode.QRCode(border=2), io.StringIO()
    code.add_data(text)
    code.print_ascii(out=out, invert=True)
    return out.getvalue()


def page(authority: x509.Certificate, app_url: str) -> str:
    """The page in both languages. `app_url` is where the app itself is opened afterwards."""
    name = authority.subject.rfc4514_string().removeprefix("CN=")
    return PAGE.format(
        certificate=CERTIFICATE,
        name=escape(name),
        fingerprint=escape(fingerprint(authority)),
        app=escape(app_url, quote=True),
        qr=qr_svg(app_url),
    )


def serve_plainly(host: str, port: int, authority_file: Path, app_url: str) -> ThreadingHTTPServer:
    """Answer with the page and the certificate over plain HTTP, from a thread. Raises `OSError` for a taken port."""
    authority = x509.load_pem_x509_certificate(authority_file.read_bytes())
    html, der = page(authority, app_url).encode(), authority.public_bytes(Encoding.DER)
    server = ThreadingHTTPServer((host, port), partial(_Plain, html, der))
    threading.Thread(target=server.serve_forever, daemon=True, name="linju-trust").start()
    return server


class _Plain(BaseHTTPRequestHandler):
    """Two answers and nothing else."""

    def __init__(self, html: bytes, der: bytes, *rest: object) -> None:
        self.html, self.der = html, der
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body, kind = (
            (self.der, CERTIFICATE_TYPE) if self.path == CERTIFICATE else (self.html, "text/html; charset=utf-8")
        )
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the terminal belongs to the operator."""


PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>让手机信任邻聚 · Trust Linju</title>
<style>
:root {{ color-scheme: light dark }}
body {{ font: 18px/1.7 system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif; max-width: 40rem; margin: 0 auto;
  padding: 1.5rem 1.25rem 4rem }}
h1 {{ font-size: 1.5rem; line-height: 1.3 }} h2 {{ font-size: 1.15rem; margin-top: 2rem }}
a.button {{ display: block; text-align: center; padding: .9rem; border-radius: .9rem; background: #9c3b2c; color: #fff;
  text-decoration: none; font-weight: 600 }}
code {{ overflow-wrap: anywhere; font-size: .9rem }} img {{ width: 12rem; background: #fff; border-radius: .5rem }}
li {{ margin: .35rem 0 }} .en {{ opacity: .8; font-size: .95rem }}
</style>
<h1>让这部手机信任邻聚</h1>
<p>这台服务器用自己的证书加密。手机信任它一次，就能离线走访、扫码。它只对本机和内网地址有效，管不到别的网站。</p>
<p><a class="button" href="{certificate}">下载证书 · Download the certificate</a></p>
<h2>安卓、鸿蒙</h2>
<ol>
<li>点上面的按钮下载。</li>
<li>打开“设置”，搜索“CA 证书”（多在“安全 → 加密与凭据 → 安装证书”），选刚下载的 linju.crt。</li>
<li>装好后点下面的地址打开邻聚。</li>
</ol>
<h2>iPhone、iPad</h2>
<ol>
<li>用 Safari 点上面的按钮，选“允许”。</li>
<li>打开“设置 → 已下载描述文件”，安装。</li>
<li>再到“设置 → 通用 → 关于本机 → 证书信任设置”，打开“{name}”，再点下面的地址打开邻聚。</li>
</ol>
<h2>核对指纹 · Compare the fingerprint</h2>
<p>安装前看一眼：手机上显示的 SHA-256 应与服务器终端里打印的一样。</p>
<p><code>{fingerprint}</code></p>
<h2>打开邻聚 · Open Linju</h2>
<p><a href="{app}">{app}</a></p>
<p><img src="{qr}" alt="{app}"></p>
<div class="en" lang="en">
<h2>In English</h2>
<p>This server encrypts with a certificate of its own, valid for this machine and private addresses only.</p>
<p>Android, HarmonyOS: download, then Settings, search “CA certificate”, install linju.crt.</p>
<p>iPhone: download in Safari, install the profile in Settings, then switch “{name}” on under General → About →
Certificate Trust Settings.</p>
<p>Before installing, compare the SHA-256 fingerprint with the one on the server's terminal. To stop trusting it, remove
the certificate in the same place.</p>
</div>
</html>
"""
