"""A small server that keeps the offline contract and can be told to misbehave.

`server.next("commands", "lose answer")` makes the next POST /api/commands misbehave that way; several are queued.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from base64 import b64encode
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from app.offline.rules import canonical, digest

PAGE = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,">
<body>{body}<div id="root"></div><script type="module" src="/lab.js"></script></body></html>"""
HANG = 120.0  # seconds; far beyond any patience of a test, ended by `close`


@dataclass
class Fake:
    """State of the server. `applied` counts how often each command was applied: 1, or the test has found a bug."""

    folder: Path
    account: str | None = "0193a000-0000-7000-8000-000000000001"
    name: str = "张姐"
    applied: dict[str, int] = field(default_factory=dict)
    commands: dict[str, dict[str, Any]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    authors: dict[str, str] = field(default_factory=dict)
    photos: dict[str, bytes] = field(default_factory=dict)
    heartbeats: list[dict[str, Any]] = field(default_factory=list)
    verdicts: dict[str, dict[str, Any]] = field(default_factory=dict)  # kind → how it is answered instead of applied
    views: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)  # (method, path)
    device: dict[str, Any] = field(default_factory=lambda: {"last_number": 0, "last_seen_at": None, "waiting": []})
    wipe: bool = False
    wiped: list[str] = field(default_factory=list)
    html: dict[str, str] = field(default_factory=dict)
    faults: dict[str, deque[str]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    closing: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        fake = self

        class Handler(_Handler):
            server_state = fake

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.http.server_port}"

    def next(self, what: str, *faults: str) -> None:
        """Queue faults for `commands`, `photos`, `me` or `views`."""
        self.faults.setdefault(what, deque()).extend(faults)

    def fault(self, what: str) -> str:
        with self.lock:
            queue = self.faults.get(what)
            return queue.popleft() if queue else ""

    def close(self) -> None:
        self.closing.set()
        self.http.shutdown()
        self.http.server_close()

    def key(self) -> str:
        return b64encode(sha256(f"key of {self.account}".encode()).digest()).decode()

    def apply(self, command: dict[str, Any]) -> dict[str, Any]:
        sha = digest(canonical(command))
        known = self.commands.get(command["id"])
        if known is not None:
            return self._again(command, known, sha)
        verdict = self.verdicts.get(command["kind"])
        if verdict is not None:
            return {"id": command["id"], "sha256": sha, **verdict}
        missing = [photo for photo in command["data"].get("photos", []) if photo not in self.photos]
        if missing:
            return {
                "id": command["id"],
                "sha256": sha,
                "status": "held",
                "errors": [{"field": "photos.0", "code": "parent_missing", "message": ""}],
            }
        with self.lock:
            self.commands[command["id"]] = command
            self.applied[command["id"]] = self.applied.get(command["id"], 0) + 1
            self.order.append(command["id"])
            self.authors[command["id"]] = self.account or ""
        return self._receipt(command["id"], "applied", sha, sha)

    def _again(self, command: dict[str, Any], known: dict[str, Any], sha: str) -> dict[str, Any]:
        first = digest(canonical(known))
        if first == sha:
            return self._receipt(command["id"], "duplicate", sha, sha)
        answer = self._receipt(command["id"], "conflict", sha, first)
        return answer | {"theirs": known["data"], "fields": ["note"], "errors": []}

    @staticmethod
    def _receipt(command_id: str, status: str, sha: str, first: str) -> dict[str, Any]:
        return {
            "id": command_id,
            "status": status,
            "sha256": sha,
            "receipt": {"no": f"260302-{command_id[-8:]}", "sha256": first},
        }


class _Handler(BaseHTTPRequestHandler):
    server_state: Fake
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: Any) -> None:
        pass

    def do_GET(self) -> None:
        state, path = self.server_state, self.path.split("?")[0]
        state.seen.append(("GET", self.path))
        if path.startswith("/api/"):
            return self._guarded("me" if path == "/api/me" else "views", self._me if path == "/api/me" else self._view)
        if path in ("/lab.js",) or path.startswith("/chunks/"):
            return self._send(200, (state.folder / path.lstrip("/")).read_bytes(), "text/javascript")
        if path == "/sw.js":
            return self._send(404, b"", "text/plain")
        body = state.html.get(path, "")
        return self._send(200, PAGE.format(body=body).encode(), "text/html; charset=utf-8")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        state = self.server_state
        state.seen.append(("POST", self.path))
        if self.path == "/api/commands":
            return self._guarded("commands", self._commands, body)
        if self.path == "/api/wiped":
            state.wiped.append(json.loads(body)["device_id"])
            state.wipe = False
            return self._send(204, b"", "text/plain")
        if self.path == "/auth/logout":
            if state.fault("logout"):
                return self.connection.close()
            state.account = None
            return self._json(200, {})
        return self._send(404, b"", "text/plain")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.server_state.seen.append(("PUT", self.path))
        self._guarded("photos", self._photo, body)

    # --- the contract -----------------------------------------------------------------------------------

    def _me(self) -> None:
        state = self.server_state
        if state.account is None:
            return self._json(401, {"title": "sign in", "status": 401, "wipe": state.wipe})
        return self._json(
            200,
            {
                "id": state.account,
                "name": state.name,
                "roles": ["cadre"],
                "views": sorted(state.views),
                "phone_key": state.key(),
                "device": state.device,
                "wipe": state.wipe,
            },
        )

    def _signed_in(self) -> bool:
        state = self.server_state
        return state.account is not None and self.headers.get("linju-account", state.account) == state.account

    def _commands(self, body: bytes) -> None:
        state = self.server_state
        if not self._signed_in():
            return self._json(401, {"code": "sign_in_needed"})
        sent = json.loads(body)
        assert len(sent["commands"]) <= 100
        state.heartbeats.append(sent["heartbeat"])
        if any(state.verdicts.get(c["kind"], {}).get("status") == "explode" for c in sent["commands"]):
            return self._json(500, {"code": "bug"})
        if any(state.verdicts.get(c["kind"], {}).get("status") == "unreadable" for c in sent["commands"]):
            return self._json(
                422, {"code": "invalid", "errors": [{"field": "data", "code": "invalid", "message": "看不懂"}]}
            )
        results = [state.apply(command) for command in sent["commands"]]
        return self._json(200, {"server_time": datetime.now(UTC).isoformat(), "results": results, "wipe": state.wipe})

    def _view(self) -> None:
        state = self.server_state
        if not self._signed_in():
            return self._json(401, {"code": "sign_in_needed"})
        name = self.path.split("?")[0].rpartition("/")[2]
        rows, since = state.views.get(name), self.path.partition("since=")[2]
        if rows is None:
            return self._json(404, {"code": "no_such_view"})
        changed = [row for row in rows if not since or row.get("at", 0) > int(since)]
        gone = [row["id"] for row in changed if row.get("gone")]
        cursor = str(max((row.get("at", 0) for row in rows), default=0))
        return self._json(
            200,
            {
                "rows": [row for row in changed if not row.get("gone")],
                "gone": gone if since else [],
                "cursor": cursor,
                "reset": not since,
            },
        )

    def _photo(self, body: bytes) -> None:
        if not self._signed_in():
            return self._json(401, {"code": "sign_in_needed"})
        name = self.path.rpartition("/")[2]
        if sha256(body).hexdigest() != name:
            return self._json(422, {"code": "photo_hash"})
        self.server_state.photos[name] = body
        return self._json(200, {"sha256": name, "width": 1, "height": 1, "size": len(body)})

    # --- misbehaviour -----------------------------------------------------------------------------------

    def _guarded(self, what: str, handle: Any, *arguments: Any) -> None:
        fault = self.server_state.fault(what)
        if fault == "drop":  # nothing arrives
            return self._cut()
        if fault == "lose answer":  # applied, the answer is lost
            self.quiet = True
            handle(*arguments)
            return self._cut()
        if fault == "half answer":
            self.half = True
            return handle(*arguments)
        if fault == "wrong echo":
            self.wrong = True
            return handle(*arguments)
        if fault == "hang":
            self.server_state.closing.wait(HANG)
            return self._cut()
        if fault == "portal":
            return self._send(200, b"<html>please log in to the Wi-Fi</html>", "text/html")
        if fault.isdigit():
            headers = {"retry-after": "1"} if fault == "429" else {}
            return self._send(int(fault), b'{"code":"fault"}', "application/problem+json", headers)
        return handle(*arguments)

    quiet = half = wrong = False

    def _json(self, status: int, body: dict[str, Any]) -> None:
        if self.wrong:
            self.wrong = False
            for result in body.get("results", []):
                result["sha256"] = "0" * 64
        self._send(status, json.dumps(body).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        if self.quiet:
            return None
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.send_header("cache-control", "no-store")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.half:
            self.wfile.write(body[: len(body) // 2])
            return self._cut()
        self.wfile.write(body)
        return None

    def _cut(self) -> None:
        self.quiet = self.half = False
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(2)


def wait_until(condition: Any, timeout: float = 15.0) -> None:
    """Poll a condition of the server's own state."""
    until = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.02)
