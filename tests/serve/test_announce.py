"""Once people can come in, the terminal says where and who."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from app.households.demo import SignIn
from app.serve.announce import welcome, when_answering


def test_the_lines_name_both_addresses_and_every_sign_in() -> None:
    zhang = SignIn("zhang", "demo", "社区工作者", "张姐")
    text = welcome("http://localhost:8000", "http://192.168.1.5:8000", offline_ready=False, known=[zhang])
    for part in ("http://localhost:8000", "http://192.168.1.5:8000", "zhang", "demo", "社区工作者", "make run TLS=1"):
        assert part in text


def test_over_https_nothing_is_said_about_https() -> None:
    assert "TLS=1" not in welcome("https://localhost:8000", "https://192.168.1.5:8000", offline_ready=True, known=[])


def test_without_a_network_or_a_demo_there_is_only_this_machine() -> None:
    text = welcome("http://localhost:8000", None, offline_ready=False, known=[])
    assert "http://localhost:8000" in text and "手机" not in text and "demo" not in text


def test_the_announcement_waits_for_the_first_answer() -> None:
    class Slow(BaseHTTPRequestHandler):
        asked = 0

        def do_GET(self) -> None:
            Slow.asked += 1
            self.send_response(200 if Slow.asked > 2 else 503)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    answered = threading.Event()
    when_answering(f"http://127.0.0.1:{server.server_port}/healthz", answered.set)
    assert answered.wait(10)
    assert Slow.asked == 3
    server.shutdown()
    server.server_close()
