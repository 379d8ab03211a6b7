"""What the phone itself knows, read and changed by screens without a server.

`rx.State` is unreachable at a door without signal. A value of this module is a plain `rx.Var` that
carries its own import and React hook (`useLocal` in `js/store.js`), so any component that uses it
renders again when it changes, also inside the components that Reflex memoises by itself. While
prerendered markup is being taken over, every reader sees the default.

    online = value("online", bool, True)
    rx.el.p(rx.cond(online, t("已连上"), t("离线，已存手机")))
    rx.el.button("立即发送", on_click=act("offline/sync:send_now"))

A feature computes its screens in a small pure module, `app/<feature>/js/<file>.js`:

    import { select } from "../shared/store.js";
    select("round", ["view:round", "outbox", "round.filter"], (rows, outbox, filter) => ({...}), {...});

and names it where it reads the result, so that the module travels with exactly the pages using it:

    screen = value("round", RoundScreen, RoundScreen(), module="visits/round")

`value(..., of=part("id"))` hands an argument to the function: one household out of many.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

import reflex as rx
from reflex.event import EventChain
from reflex.vars import FunctionVar, VarData

STORE = "$/linju/shared/store.js"


def value(
    name: str,
    kind: Any,
    default: Any,
    *,
    of: rx.Var | str | None = None,
    module: str | None = None,
) -> Any:
    """A named value of the phone's store, typed as `kind`.

    Shape: `default` is shown by prerendering and until the phone has a value; it must be complete
    (a dataclass instance, a list), because attributes of it are read without asking.
    `of` is the argument of a computed value; `module` ("visits/round") registers the value when loaded.
    """
    argument = f", {rx.Var.create(of)!s}" if of is not None else ""
    symbol = _symbol(name, argument)
    hook = f'const {symbol} = useLocal("{name}", {rx.Var.create(default)!s}{argument})'
    needs = of._get_all_var_data() if isinstance(of, rx.Var) else None
    return _reader(symbol, kind, {hook: needs}, "useLocal", module)


def language() -> rx.Var[str]:
    """The language chosen on this phone: "zh" or "en"."""
    return value("lang", str, "zh")


def part(name: str) -> rx.Var[str]:
    """The `[name]` part of this page's route. Only for routes that have it."""
    symbol = _symbol("part_" + name)
    return _reader(symbol, str, {f'const {symbol} = usePart("{name}")': None}, "usePart")


def query(name: str) -> rx.Var[str]:
    """The `?name=` of the address, empty where there is none."""
    symbol = _symbol("query_" + name)
    return _reader(symbol, str, {f'const {symbol} = useQuery("{name}")': None}, "useQuery")


def act(target: str, *args: Any) -> Any:
    """A handler for `on_click`, `on_submit`, `on_input`… that calls JavaScript directly.

    Shape: `target` is "<feature>/<file>:<function>"; the function gets `args`, then what the browser
    hands to the event (a submitted form: its fields as an object). The module is loaded at the first use.
    """
    module, _, name = target.partition(":")
    given = [rx.Var.create(arg) for arg in args]
    call = f'run(() => import("{_path(module)}"), "{name}", [{", ".join(map(str, given))}], given)'
    data = VarData.merge(
        VarData(imports={STORE: [rx.ImportVar(tag="run")]}),
        *(arg._get_all_var_data() for arg in given),
    )
    return rx.Var(f"((...given) => {{ {call} }})", _var_data=data).to(FunctionVar, EventChain)


def _reader(symbol: str, kind: Any, hooks: dict, tag: str, module: str | None = None) -> Any:
    imports: dict[str, Any] = {STORE: [rx.ImportVar(tag=tag)]}
    if module:
        imports[""] = [rx.ImportVar(tag=_path(module))]
    data = VarData(hooks=hooks, imports=imports, deps=[rx.Var(symbol)])
    # Hooks that this one depends on are merged first by VarData, our own imports with them.
    return rx.Var(symbol, _var_type=kind, _var_data=data).to(kind)


def _path(module: str) -> str:
    return f"$/linju/{module}.js"


def _symbol(name: str, argument: str = "") -> str:
    suffix = "_" + sha256(argument.encode()).hexdigest()[:8] if argument else ""
    return "local_" + re.sub(r"\W", "_", name) + suffix
