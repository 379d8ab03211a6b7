"""The languages that somebody may say they speak. Pure."""

from __future__ import annotations

from app.shared.i18n import N_

LANGUAGES: dict[str, str] = {
    "mandarin": N_("普通话"),
    "minnan": N_("闽南话"),
    "hakka": N_("客家话"),
    "fuzhou": N_("福州话"),
    "cantonese": N_("粤语"),
    "english": N_("英语"),
    "sign": N_("手语"),
}
"""Code → name."""
