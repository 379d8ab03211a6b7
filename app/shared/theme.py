"""The colours of Linju, once, for everything that draws: the stylesheet, the manifest, the icons and the contrast test.

Two daisyUI themes: ``linju`` (daylight) and ``linju-night``. Red brick and sea teal are the walls and the water of
southern Fujian; the ground is warm paper, the text is ink.
No Reflex in here: rxconfig.py reads it before Reflex is set up.

Names follow daisyUI (``base-100`` card, ``base-200`` ground, ``base-300`` track, ``x`` and ``x-content``) with three of
our own: ``muted`` (secondary text), ``line`` (outlines of fields, 3:1) and ``soft-x`` (a tint on which ``x`` is text).
"""

from typing import Any

DAISYUI = "daisyui@5.8.1"

TONES = ("primary", "secondary", "neutral", "info", "success", "warning", "error")
"""Colours that are used as text, as a filled ground and as a soft ground. ``accent`` is lamp light: fill only."""

LIGHT: dict[str, str] = {
    "base-100": "#FFFCF7",
    "base-200": "#F6EFE4",
    "base-300": "#E9DECD",
    "base-content": "#2A231E",
    "muted": "#5F5347",
    "line": "#8A7B69",
    "primary": "#A03C28",
    "primary-content": "#FFF8F2",
    "secondary": "#1B6267",
    "secondary-content": "#F1FBFA",
    "accent": "#E3A73F",
    "accent-content": "#35220A",
    "neutral": "#3B332C",
    "neutral-content": "#F8F1E7",
    "info": "#2B5A85",
    "info-content": "#F3F8FE",
    "success": "#27693F",
    "success-content": "#F2FBF4",
    "warning": "#7D5000",
    "warning-content": "#FFF9EC",
    "error": "#A10F3B",
    "error-content": "#FFF4F6",
    "soft-primary": "#F9E4DC",
    "soft-secondary": "#DDEEEC",
    "soft-neutral": "#EEE6DA",
    "soft-info": "#E1ECF6",
    "soft-success": "#E0F0E3",
    "soft-warning": "#FBE9C6",
    "soft-error": "#FBE0E6",
}

DARK: dict[str, str] = {
    "base-100": "#27211C",
    "base-200": "#1A1613",
    "base-300": "#3B322A",
    "base-content": "#F2E9DD",
    "muted": "#BFB1A0",
    "line": "#8D7F70",
    "primary": "#EB977F",
    "primary-content": "#2B0E06",
    "secondary": "#7FC7C4",
    "secondary-content": "#06201F",
    "accent": "#EBB862",
    "accent-content": "#2B1C03",
    "neutral": "#DDD0BF",
    "neutral-content": "#241D17",
    "info": "#93BFE8",
    "info-content": "#0B1C2C",
    "success": "#8ACB9E",
    "success-content": "#08210F",
    "warning": "#EABB67",
    "warning-content": "#2A1B00",
    "error": "#F490A5",
    "error-content": "#35040F",
    "soft-primary": "#44281F",
    "soft-secondary": "#1D3735",
    "soft-neutral": "#3A322A",
    "soft-info": "#22334A",
    "soft-success": "#21382A",
    "soft-warning": "#403117",
    "soft-error": "#4A222C",
}

THEMES: dict[str, dict[str, str]] = {"linju": LIGHT, "linju-night": DARK}

THEME_COLOR = LIGHT["base-200"]
"""The browser's bar in daylight; also both colours of the manifest: the splash is paper."""
THEME_COLOR_NIGHT = DARK["base-200"]

_SHAPE: dict[str, str] = {
    "--radius-selector": "0.625rem",
    "--radius-field": "0.75rem",
    "--radius-box": "1.125rem",
    "--size-selector": "0.25rem",
    "--size-field": "var(--tap-unit)",
    "--border": "1px",
    "--depth": "0",
    "--noise": "0",
}

_COMPONENTS = (
    "properties rootcolor rootscrolllock alert badge button card checkbox fieldset fileinput input label link loading "
    "modal progress radio select table textarea toggle"
)


def luminance(colour: str) -> float:
    """Relative luminance (0 black … 1 white) of ``#RRGGBB``, as WCAG 2.2 defines it."""
    channels = [int(colour.lstrip("#")[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 … 21. WCAG 2.2 asks 4.5 of text (1.4.3), 3 of outlines (1.4.11)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _theme_args(name: str) -> dict[str, Any]:
    night = name == "linju-night"
    colours = {f"--color-{token}": colour for token, colour in THEMES[name].items()}
    scheme = "dark" if night else "light"
    return {
        "name": name,
        "default": not night,
        "prefersdark": night,
        "color-scheme": scheme,
        "themecontroller": False,
        **colours,
        **_SHAPE,
    }


def tailwind_config() -> dict[str, Any]:
    """What ``rx.plugins.TailwindV4Plugin`` needs: daisyUI with our two themes and only the components we use."""
    themes = [
        {
            "name": DAISYUI,
            "import": {"name": f"default as theme{i}", "from": "daisyui/theme"},
            "call": f"theme{i}",
            "args": _theme_args(name),
        }
        for i, name in enumerate(THEMES)
    ]
    daisyui = {
        "name": DAISYUI,
        "import": {"name": "default as daisyui", "from": "daisyui"},
        "call": "daisyui",
        "args": {"themes": False, "logs": False, "include": _COMPONENTS.split()},
    }
    ours = ("muted", "line", *(f"soft-{tone}" for tone in TONES))
    colours = {token: f"var(--color-{token})" for token in ours}
    return {"plugins": [daisyui, *themes], "theme": {"extend": {"colors": colours}}}
