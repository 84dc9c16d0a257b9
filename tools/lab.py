"""Drives a real JupyterLab in a real browser, for tests and pictures.

Everything stays on the loopback address, with a temporary configuration. What a
person would do is done by keyboard and mouse; what a person would see is read
from the page.
"""

import contextlib
import json
import os
import pathlib
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

WIDTH, HEIGHT = 1400, 1000
START = 120  # seconds for JupyterLab to answer, and for a page to be there
PATIENCE = 60  # seconds for what must come


def find_browser(named=None):
    """The path of Chromium or Chrome, or None."""
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next((p for p in map(shutil.which, names) if p), None)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def server(root, dark=False, all_cells=True):
    """JupyterLab over a folder; yields its address and token.

    With all_cells every cell is in the page, not only those in sight.
    """
    port, token = free_port(), secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as home:
        for plugin, values in {
            "apputils-extension/themes": {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"},
            "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
            "notebook-extension/tracker": {"windowingMode": "none"} if all_cells else {},
        }.items():
            file = pathlib.Path(home, "lab", "user-settings", "@jupyterlab", plugin + ".jupyterlab-settings")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values))
        env = os.environ | {
            "JUPYTER_CONFIG_DIR": home + "/config",
            "JUPYTER_RUNTIME_DIR": home + "/runtime",
            "JUPYTERLAB_SETTINGS_DIR": home + "/lab/user-settings",
            "JUPYTERLAB_WORKSPACES_DIR": home + "/lab/workspaces",
        }
        with open(os.path.join(home, "log"), "w+") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
                 f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}", "--ServerApp.port_retries=0"],
                env=env, stdout=subprocess.DEVNULL, stderr=log,
            )
        try:
            base = f"http://127.0.0.1:{port}"
            end = time.monotonic() + START
            while True:
                try:
                    with urllib.request.urlopen(f"{base}/api?token={token}", timeout=5):
                        break
                except OSError:
                    if process.poll() is not None or time.monotonic() > end:
                        raise SystemExit("JupyterLab did not start:\n" + pathlib.Path(home, "log").read_text())
                    time.sleep(0.2)
            yield base, token
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@contextlib.contextmanager
def browser(named=None):
    """A browser without a screen."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=find_browser(named), args=["--no-sandbox"])
        try:
            yield chromium
        finally:
            chromium.close()


class Notebook:
    """One notebook in one page of the browser."""

    def __init__(self, chromium, base, token, name):
        self.page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        self.page.set_default_timeout(PATIENCE * 1000)
        self.complaints = []  # what the page writes to the console of the browser as an error
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        # A workspace for each page: two pages of one workspace show a question.
        self.address = f"{base}/lab/workspaces/{secrets.token_hex(4)}/tree/{name}?token={token}"
        self.page.goto(self.address, timeout=START * 1000)
        self.ready()
        self.page.keyboard.press("Control+b")  # the file browser only takes room
        self.page.locator("#jp-left-stack").wait_for(state="hidden")

    def ready(self):
        """Wait until the notebook and its kernel are there: cells that are run earlier get lost."""
        self.page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell", timeout=START * 1000)
        self.idle()

    def idle(self, timeout=PATIENCE):
        """Wait until the kernel does nothing and no cell is in the queue."""
        self.page.wait_for_function(
            """() => ![...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some(p => p.textContent.includes('*'))
                && [...document.querySelectorAll('.jp-StatusBar-TextItem')].some(e => e.textContent.endsWith('| Idle'))""",
            timeout=timeout * 1000, polling=200,
        )

    def busy(self):
        """Wait until the kernel works."""
        self.page.get_by_text("| Busy").first.wait_for()

    def cell(self, i):
        return self.page.locator(".jp-NotebookPanel .jp-Notebook-cell").nth(i)

    def editor(self, i):
        return self.cell(i).locator(".cm-content").first

    def output(self, i):
        return self.cell(i).locator(".jp-Cell-outputArea")

    def run(self, i, wait=True):
        """Run one cell by keyboard, and wait until it is done."""
        self.editor(i).click()
        self.page.keyboard.press("Control+Enter")
        if wait:
            self.page.wait_for_timeout(100)  # the star comes at once, but not before the next frame
            self.idle()

    def run_all(self, timeout=PATIENCE):
        self.page.get_by_text("Run", exact=True).first.click()
        self.page.get_by_text("Run All Cells", exact=True).click()
        self.page.wait_for_function(
            "() => [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some(p => /\\[[\\d*]+\\]/.test(p.textContent))",
            timeout=timeout * 1000)
        self.idle(timeout)
        self.page.wait_for_timeout(1000)  # pictures and formulas are drawn

    def write(self, i, code):
        """Replace the code of a cell, typing it."""
        self.editor(i).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(code)

    def toolbar(self, command):
        """Press a button of the notebook's toolbar."""
        self.page.locator(f'.jp-NotebookPanel-toolbar [data-command="{command}"]').first.click()

    def command(self, label):
        """Run a command by its name in the palette."""
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+Shift+c")
        field = self.page.locator(".lm-CommandPalette-input").first
        field.fill(label)
        self.page.keyboard.press("Enter")

    def save(self):
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+s")
        self.page.locator(".jp-NotebookPanel").first.wait_for()
        self.page.wait_for_function("() => !document.querySelector('.jp-mod-dirty')")

    def reload(self):
        self.page.reload(timeout=START * 1000)
        self.ready()

    def picture(self, path):
        self.page.screenshot(path=path)

    def pictures(self, out, name):
        """One picture of each screen of the notebook, from top to bottom."""
        self.page.evaluate("""() => {
            const room = e => e.scrollHeight - e.clientHeight;
            window.scroller = [...document.querySelectorAll('.jp-NotebookPanel *')]
                .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY))
                .reduce((a, b) => room(b) > room(a) ? b : a);
            window.scroller.scrollTo({top: 0, behavior: 'instant'});
        }""")
        self.page.wait_for_timeout(500)
        taken = []
        for number in range(1, 100):
            path = out / f"{name}-{number:02d}.png"
            self.picture(path)
            taken.append(path)
            moved = self.page.evaluate(
                """() => {
                    const e = window.scroller, before = e.scrollTop;
                    e.scrollBy({top: e.clientHeight - 60, behavior: 'instant'});
                    return e.scrollTop - before;
                }""")
            self.page.wait_for_timeout(400)
            if moved < 1:
                break
        return taken

    def close(self):
        self.page.close()
