"""Our own line icons (24 grid, round 1.8 stroke, colour of the text) and the place of the drawn motifs.

``icon("door")`` is decoration beside words; an icon that stands alone gets its name from the button around it
(``aria_label``). Icons scale with the text: size is in em, so the elder mode needs nothing.
"""

import reflex as rx

# ruff: noqa: E501  (a path is one word)

PATHS: dict[str, str] = {
    "alert": "M12 8.5v4.5M12 16.6v.1M10.3 4.2 2.9 17a2 2 0 0 0 1.7 3h14.8a2 2 0 0 0 1.7-3L13.7 4.2a2 2 0 0 0-3.4 0Z",
    "arrow-left": "M20 12H4.5M10.5 5.5 4 12l6.5 6.5",
    "arrow-right": "M4 12h15.5M13.5 5.5 20 12l-6.5 6.5",
    "bell": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15ZM10 20.8a2.2 2.2 0 0 0 4 0",
    "bolt": "M13.5 3 5.5 13.5h6L10.5 21l8-10.5h-6Z",
    "building": "M5 21V4.5L14 3v18M14 8.5l5 1.2V21M3 21h18M8.5 8h2M8.5 12h2M8.5 16h2",
    "calendar": "M4 6.5h16V20H4ZM4 10.5h16M8.5 3.5v5M15.5 3.5v5",
    "camera": "M3.5 8h4l1.8-2.8h5.4L16.5 8h4v11.5h-17ZM12 16.6a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8Z",
    "chart": "M4 20.5h16.5M7 17v-5M12 17V5M17 17V9",
    "check": "m4.5 12.8 4.8 4.7L19.5 7",
    "chevron": "m9.5 5.5 6.5 6.5-6.5 6.5",
    "chevron-down": "m5.5 9.5 6.5 6.5 6.5-6.5",
    "clock": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3.2 2",
    "close": "M6 6l12 12M18 6 6 18",
    "cloud": "M7 18.5a4.5 4.5 0 0 1-.5-9 6 6 0 0 1 11.4 1.2 4 4 0 0 1-.4 7.8Z",
    "cloud-off": "M3.5 3.5l17 17M7 18.5a4.5 4.5 0 0 1-.5-9l1-.9M10.3 6.4a6 6 0 0 1 7.6 4.3 4 4 0 0 1 2.2 6.1M15 18.5H7",
    "desk": "M4 4h6.5v6.5H4ZM13.5 4H20v6.5h-6.5ZM4 13.5h6.5V20H4ZM13.5 13.5H20V20h-6.5Z",
    "door": "M6 21V4.5a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1V21M3.5 21h17M14.2 12.2v.6",
    "download": "M12 4v11M7 10.5l5 5 5-5M4.5 20h15",
    "edit": "M4.5 19.5l.8-4L16.2 4.6a2 2 0 0 1 2.8 0l.4.4a2 2 0 0 1 0 2.8L8.5 18.7ZM14 7l3 3",
    "elder": "M3.5 19 8.3 6l4.8 13M5.2 14.8h6.2M15 19l3-8 3 8M16 16.5h4",
    "eye": "M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12ZM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6Z",
    "file": "M6 3.5h8l4.5 4.5v12.5H6ZM14 3.5V8h4.5M9 12.5h6M9 16h6",
    "filter": "M4 6h16M7 12h10M10 18h4",
    "gear": "M12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM10.2 2.8h3.6l.5 2.6 2 1.1 2.5-.9 1.8 3.1-2 1.7v2.3l2 1.7-1.8 3.1-2.5-.9-2 1.1-.5 2.6h-3.6l-.5-2.6-2-1.1-2.5.9-1.8-3.1 2-1.7v-2.3l-2-1.7 1.8-3.1 2.5.9 2-1.1Z",
    "globe": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM3.5 12h17M12 3.5c-5 5.5-5 11.5 0 17 5-5.5 5-11.5 0-17Z",
    "heart": "M12 20S3.5 15 3.5 9.2A4.6 4.6 0 0 1 12 7a4.6 4.6 0 0 1 8.5 2.2C20.5 15 12 20 12 20Z",
    "history": "M4 12a8.3 8.3 0 1 0 2.7-6L4 8.5M4 3.8v4.7h4.7M12 7.8V12l3 2",
    "home": "M3.5 11.5 12 4l8.5 7.5M6 9.5V20h12V9.5M10 20v-5.5h4V20",
    "info": "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 11v5.5M12 7.6v.1",
    "key": "M8 20a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM11.3 12.3 20 3.5M16 7.5l3 3",
    "list": "M9 6h11.5M9 12h11.5M9 18h11.5M4 6h.1M4 12h.1M4 18h.1",
    "lock": "M6 11h12v9.5H6ZM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
    "merge": "M6 4v4.5c0 3 6 3.5 6 7V20M18 4v4.5c0 3-6 3.5-6 7M9 17l3 3 3-3",
    "message": "M4 5h16v11.5h-8.5L7 20.5v-4H4ZM8 9.3h8M8 12.7h5",
    "minus": "M5 12h14",
    "moon": "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z",
    "more": "M5.5 12h.1M12 12h.1M18.5 12h.1",
    "note": "M5 4h14v11l-5 5H5ZM14 20v-5h5M8.5 8.5h7M8.5 12h4",
    "person": "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.8-4 3.6-6 7.5-6s6.7 2 7.5 6",
    "phone": "M7.5 2.8h9v18.4h-9ZM11 18h2",
    "phone-call": "M5 4h3.8l1.7 4.3-2.2 1.6a12 12 0 0 0 5.8 5.8l1.6-2.2L20 15.2V19a1.5 1.5 0 0 1-1.6 1.5A15 15 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z",
    "plus": "M12 5v14M5 12h14",
    "printer": "M7 8.5v-5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7Z",
    "qr": "M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h2.5v2.5H14ZM20 14v.1M20 20v-2.5M17 20h-.5M14 20v-.1",
    "refresh": "M19.5 8.5A8 8 0 0 0 5 8M4.5 4v4.5H9M4.5 15.5A8 8 0 0 0 19 16M19.5 20v-4.5H15",
    "search": "M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM15.7 15.7 20.5 20.5",
    "send": "M3.5 11.5 20.5 4l-6 16.5-3.3-6.7ZM11.2 13.8 20.5 4",
    "shield": "M12 3.2 4.5 6v5.5c0 4.5 3 7.6 7.5 9.3 4.5-1.7 7.5-4.8 7.5-9.3V6Z",
    "sign-out": "M10 4H5v16h5M14.5 8l4 4-4 4M18.5 12H9.5",
    "stairs": "M3.5 20.5h4.3v-4.3h4.2V12h4.2V7.8h4.3V3.5",
    "sun": "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.8v2M12 19.2v2M2.8 12h2M19.2 12h2M5.5 5.5l1.4 1.4M17.1 17.1l1.4 1.4M18.5 5.5l-1.4 1.4M6.9 17.1l-1.4 1.4",
    "sync": "M19.5 8.5A8 8 0 0 0 5 8M4.5 4v4.5H9M4.5 15.5A8 8 0 0 0 19 16M19.5 20v-4.5H15",
    "tag": "M3.5 12.5v-9h9l8 8-9 9ZM8 8h.1",
    "tasks": "M10 6h10.5M10 12h10.5M10 18h10.5M3.5 6l1.3 1.3L7.3 4.8M3.5 12l1.3 1.3 2.5-2.5M3.5 18l1.3 1.3 2.5-2.5",
    "trash": "M4 6.5h16M9 6.5v-3h6v3M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6",
    "upload": "M12 15.5v-11M7 9l5-5 5 5M4.5 20h15",
    "users": "M9 11.5a3.7 3.7 0 1 0 0-7.4 3.7 3.7 0 0 0 0 7.4ZM2.5 20c.6-3.7 3-5.5 6.5-5.5s5.9 1.8 6.5 5.5M15.5 4.6a3.7 3.7 0 0 1 0 6.5M18 14.9c1.9.8 3.1 2.5 3.5 5.1",
    "walk": "M12.6 5.8a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4ZM8 12.5l1-3.8 3.3-1.2 2 3.2 3.2 1.3M12 8l-1 5.5 3 3 1 4.7M10.8 14.5 9.3 18l-2.6 3.2",
}
"""Name → SVG path on a 24 × 24 grid."""

MOTIFS = ("house", "tea", "stairwell", "banyan")
"""Drawings in ``assets/motifs.svg`` (200 × 140 each), coloured by the theme."""


def icon(name: str, size: str = "1.5em", class_name: str = "") -> rx.Component:
    """An icon by its name in ``PATHS``, hidden from screen readers. Raises KeyError for an unknown name."""
    return rx.el.svg(
        rx.el.path(d=PATHS[name]),
        view_box="0 0 24 24",
        width=size,
        height=size,
        aria_hidden="true",
        class_name=f"lj-icon {class_name}".strip(),
    )


def motif(name: str, class_name: str = "") -> rx.Component:
    """A drawn motif, decorative. It lies in one cached file, so that a screen pays nothing for it in its bundle."""
    if name not in MOTIFS:
        raise KeyError(name)
    return rx.el.svg(
        rx.el.svg.use(href=f"/motifs.svg#{name}"),
        view_box="0 0 200 140",
        aria_hidden="true",
        class_name=f"lj-motif {class_name}".strip(),
    )
