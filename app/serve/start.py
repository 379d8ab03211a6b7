"""From nothing to serving: what `make run` and `linju serve` do, in this order, each step once."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

from app.health.service.erasing import erase_again
from app.serve import addresses, announce, home, migrations, production, server, sign_ins, trust
from app.serve.problem import Problem
from app.serve.tls import Trust, ensure_trust
from app.shared.clock import now
from app.shared.db import reading, transaction
from app.shared.settings import Settings

Say = Callable[[str], None]


def start(
    found: Settings, host: str, workers: int, *, tls: bool, seed: Callable[[Settings, Say], None] | None = None
) -> None:
    """Check, build, migrate, seed and serve until interrupted. Raises `Problem` before anything is served."""
    if workers > 1 and not found.redis_url:
        raise Problem("More than one worker needs Redis, which they share. Set LINJU_REDIS_URL, or use one worker.")
    server.check_port(host, found.port)
    home.prepare_home(found.home)
    migrations.upgrade()
    erase_restored()
    production.ensure_built(_say)
    if seed:
        seed(found, _say)
    phone = _phone_address(found, host, tls)
    trusted = _trust(found, host) if tls else None
    if trusted and "LINJU_PUBLIC_URL" not in os.environ:
        found = replace(found, public_url=phone or f"https://localhost:{found.port}")
    here = f"{'https' if tls else 'http'}://localhost:{found.port}"
    announce.when_answering(
        f"{here.replace('localhost', '127.0.0.1')}/healthz", lambda: _greet(found, here, phone, tls)
    )
    server.serve(found, host, workers, trusted)


def erase_restored() -> None:
    """Health data that people had erased and a restored backup brought back: gone before anybody can look."""
    with transaction() as session:
        people = erase_again(session, now())
    if people:
        _say(f"Erased again what a backup brought back: the health data of {people} people.")


def _say(line: str) -> None:
    print(line, flush=True)


def _phone_address(found: Settings, host: str, tls: bool) -> str | None:
    """What a phone in this network opens, or None when only this machine is listened to."""
    address = addresses.lan_address() if host in ("0.0.0.0", "::") else host
    if address is None or address.startswith("127.") or address == "localhost":
        return None
    return f"{'https' if tls else 'http'}://{address}:{found.port}"


def _trust(found: Settings, host: str) -> Trust:
    """The certificate for every name this machine has here, and the page that tells phones to trust it."""
    address = addresses.lan_address()
    names = ["localhost", "127.0.0.1", *addresses.host_names(), *([address] if address else [])]
    made = ensure_trust(found.home / "tls", names, now())
    reach, plain_port = address or "localhost", found.port + 1
    try:
        trust.serve_plainly(host, plain_port, made.authority, f"https://{reach}:{found.port}")
    except OSError:
        raise Problem(f"Port {plain_port} is taken, where the page for phones answers. Choose another PORT.") from None
    page = f"http://{reach}:{plain_port}/trust"
    _say(
        f"手机先扫码信任证书 · a phone scans this first, to trust the certificate\n{trust.qr_terminal(page)}\n  {page}"
    )
    _say(f"  SHA-256 {made.fingerprint}")
    return made


def _greet(found: Settings, here: str, phone: str | None, tls: bool) -> None:
    with reading() as session:
        known = sign_ins.working_sign_ins(session, found.home)
    _say(announce.welcome(here, phone, offline_ready=tls, known=known))
