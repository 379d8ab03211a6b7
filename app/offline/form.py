"""Forms that write into the outbox: `form("visit.log", …)`. They work without a server and never lose a word.

    form(
        "visit.log",
        kit.text_area("note", t("记一笔")),
        photos(),
        kit.button(t("存下"), type="submit"),
        about=query("household"),
        fixed={"household_id": query("household")},
        revise=Revise("visit.edit", id="visit_id", base="base_revision"),
        title=t("走访 {door}", door=here.label),
        then="/round",
    )

The fields carry the names of the command's data; how names become data is told in js/fields.js. `?record=<id>` in
the address opens a record of this phone for editing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import reflex as rx

from app.shared.i18n import t
from app.shared.icons import PATHS
from app.shared.local import value

T = TypeVar("T")


@dataclass(frozen=True)
class Revise:
    """How a delivered record is changed: by a command `kind` whose field `id` names the first record and whose field
    `base` the revision the person was looking at."""

    kind: str
    id: str
    base: str


class OfflineForm(rx.Component):
    """js/form.js"""

    library = "$/linju/offline/form.js"
    tag = "OfflineForm"

    kind: rx.Var[str]
    version: rx.Var[int]
    revise: rx.Var[dict[str, str] | None]
    about: rx.Var[str]
    fixed: rx.Var[dict[str, Any]]
    initial: rx.Var[dict[str, Any] | None]
    label: rx.Var[str]
    then: rx.Var[str]
    guard: rx.Var[Any]


class PhotoField(rx.Component):
    """js/photofield.js"""

    library = "$/linju/offline/photofield.js"
    tag = "PhotoField"

    name: rx.Var[str]
    most: rx.Var[int]
    words: rx.Var[dict[str, str]]


def form(
    kind: str | rx.Var[str],
    *children: Any,
    about: str | rx.Var[str],
    version: int = 1,
    fixed: dict[str, Any] | rx.Var | None = None,
    initial: rx.Var | None = None,
    revise: Revise | None = None,
    title: str | rx.Var[str] = "",
    then: str | rx.Var[str] = "",
    guard: str | None = None,
    **props: Any,
) -> rx.Component:
    """A form whose submission is a command in the outbox.

    - `about`: what the form is about, e.g. the household's id. The draft is kept under "<kind>:<about>"; while `about`
      is empty the form rests.
    - `fixed`: data of the command that is not typed. `initial`: what the fields hold at first, when there is no draft.
    - `revise`: how an edit travels once the record is delivered; without it the edit is a new record of the same kind.
    - `title`: one line for the sync centre, e.g. the door. Sealed like the rest.
    - `then`: where to go after saving; empty: the form is cleared and stays.
    - `guard`: "<feature>/<file>:<function>", called with the event before saving; `event.preventDefault()` keeps the
      form open.

    Values for screens that react: `entered(kind, …)`, "rows:<field>" (repeated rows), "draft" and "notice".
    """
    return OfflineForm.create(
        *children,
        kind=kind,
        version=version,
        revise=None if revise is None else {"kind": revise.kind, "id": revise.id, "base": revise.base},
        about=about,
        fixed=fixed if fixed is not None else {},
        initial=initial if initial is not None else rx.Var("null"),
        label=title,
        then=then,
        guard=_function(guard) if guard else rx.Var("null"),
        **props,
    )


def entered(kind: str, shape: type[T]) -> Any:
    """What is in the form of `kind` now, as a Var of the dataclass `shape` (all fields with defaults)."""
    return value(f"form:{kind}", shape, shape())


def photos(name: str = "photos", most: int = 3, **props: Any) -> rx.Component:
    """A field for up to `most` photos, taken or chosen. Its data is a list of SHA-256."""
    words = {
        "take": t("拍照"), "choose": t("从相册选"), "remove": t("删掉照片"), "picture": t("照片"),
        "camera": PATHS["camera"], "album": PATHS["plus"],
    }  # fmt: skip
    return PhotoField.create(name=name, most=most, words=words, **props)


def _function(target: str) -> rx.Var:
    module, _, name = target.partition(":")
    alias = f"{name}_{module.replace('/', '_')}"
    imports = {f"$/linju/{module}.js": [rx.ImportVar(tag=name, alias=alias)]}
    return rx.Var(alias, _var_data=rx.vars.VarData(imports=imports))
