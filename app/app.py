"""rx.App and one add_page line per screen: the table of contents."""

import reflex as rx

from app.web import web


def home() -> rx.Component:
    return rx.el.main(rx.el.h1("邻聚", class_name="text-3xl"))


app = rx.App(html_lang="zh-CN", api_transformer=web)
app.add_page(home, route="/", title="邻聚")
