"""QR codes, drawn on the server: for slips, cards and posters."""

from __future__ import annotations

import base64
import io


def qr_code(text: str, border: int = 2) -> str:
    """A QR code as a `data:` URL (SVG). `border`: white modules around it; the standard asks for 4 on a busy ground."""
    import qrcode
    from qrcode.image.svg import SvgPathImage

    out = io.BytesIO()
    qrcode.make(text, image_factory=SvgPathImage, border=border).save(out)
    return "data:image/svg+xml;base64," + base64.b64encode(out.getvalue()).decode()
