"""Finding a browser, and getting one: `python -m tests.browsers`, run by `make test` and `make bench`.

Chromium: from the PATH, else Playwright's own install, else the system's packages (apt, as root). Without one the tests
cannot tell anything about screens, so that is an error. WebKit (webkit2gtk-driver and xvfb) exists as a system package
only: installed where apt and root allow it, else its tests are skipped, and say so loudly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
CHROMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WEBKIT = ("WebKitWebDriver", "Xvfb")
NO_WEBKIT = "WebKit is not tested here: it needs the system packages webkit2gtk-driver and xvfb (apt, root)."


def chromium() -> str | None:
    """The Chromium to launch: LINJU_TEST_CHROMIUM, one of the PATH, or None for Playwright's own."""
    return os.environ.get("LINJU_TEST_CHROMIUM") or next(filter(None, map(shutil.which, CHROMES)), None)


def webkit() -> bool:
    """Whether WebKitGTK can be driven on this machine."""
    return all(map(shutil.which, WEBKIT))


def opens(executable: str | None) -> bool:
    """Whether this Chromium really opens a page: the Ubuntu package of that name, for one, only points to a snap."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
            browser.new_page().goto("about:blank")
            browser.close()
    except Error:
        return False
    return True


def main() -> int:
    """Make sure there is a browser. Returns the exit code."""
    if not any(opens(found) for found in _candidates()):
        print(
            "No browser: neither Playwright nor apt could install Chromium. Install chromium or google-chrome, or name "
            "one: LINJU_TEST_CHROMIUM=/path/to/chrome make test",
            file=sys.stderr,
        )
        return 1
    if not webkit() and not (_apt("webkit2gtk-driver", "xvfb") and webkit()):
        print(f"!! {NO_WEBKIT}", file=sys.stderr)
    return 0


def _candidates() -> Iterator[str | None]:
    """What to try, each after what it takes to have it."""
    if chromium():
        yield chromium()
    yield None
    print("没有找到浏览器，正在安装 · No browser found, installing one…", flush=True)
    if _run(sys.executable, "-m", "playwright", "install", "chromium"):
        yield None
        if os.geteuid() == 0 and _run(sys.executable, "-m", "playwright", "install-deps", "chromium"):
            yield None
    if _apt("chromium"):
        yield chromium()


def _apt(*packages: str) -> bool:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"正在安装系统软件包 · Installing system packages: {' '.join(packages)}…", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)
    return _run(*install) or (_run("apt-get", "update", "-qq") and _run(*install))


def _run(*command: str) -> bool:
    try:
        return (
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=900).returncode == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
