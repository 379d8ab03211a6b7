"""Serving the built app: granian on one port, one worker or several."""

from __future__ import annotations

import errno
import gc
import os
import signal
import socket
import sys
from typing import Any

from app.serve.problem import Problem
from app.serve.production import ROOT, SERVING
from app.serve.tls import Trust
from app.shared.settings import Settings


def check_port(host: str, port: int) -> None:
    """Raises `Problem` if nobody may listen there. Granian alone would share a port with another granian."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Problem(f"Port {port} needs more rights than you have. Choose one above 1023: PORT=8000") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                text = f"Port {port} is taken. Stop the other program, or choose another port: PORT={port + 1}"
            else:
                text = f"This machine cannot listen on {host} ({error.strerror}). Use --host 0.0.0.0 or 127.0.0.1."
            raise Problem(text) from None


def serve(found: Settings, host: str, workers: int, trust: Trust | None = None) -> None:
    """Serve until interrupted. Blocks. The app runs in the project's folder, so relative paths are anchored first."""
    import multiprocessing

    from granian.constants import Interfaces, SSLProtocols
    from granian.log import LogLevels
    from granian.server import Server

    own = {"PORT": str(found.port), "LINJU_HOME": str(found.home), "LINJU_DATABASE_URL": found.database_url}
    os.environ.update(SERVING | own, LINJU_PUBLIC_URL=found.public_url)
    os.chdir(ROOT)
    # A spawned worker shares no database connection and no thread with this process.
    multiprocessing.set_start_method("spawn", force=True)
    Server(
        "app.serve.server:asgi_app",
        address=host,
        port=found.port,
        interface=Interfaces.ASGI,
        workers=workers,
        factory=True,
        log_level=LogLevels.warning,
        workers_kill_timeout=5,
        respawn_failed_workers=workers > 1,
        ssl_cert=trust.certificate if trust else None,
        ssl_key=trust.key if trust else None,
        ssl_protocol_min=SSLProtocols.tls12,
    ).serve()


def asgi_app() -> Any:
    """The ASGI app of one worker."""
    _die_with_parent()
    sys.path.insert(0, str(ROOT))
    from app.app import app

    made = app()
    # What is here now stays: a full collection need not walk through it again, 0.1 s each time while requests wait.
    gc.collect()
    gc.freeze()
    return made


def _die_with_parent() -> None:
    """On Linux: a killed supervisor leaves no worker behind that holds the port."""
    if sys.platform != "linux":
        return
    import ctypes

    PR_SET_PDEATHSIG = 1
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
