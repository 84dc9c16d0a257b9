"""Opens a notebook in a real JupyterLab in a real browser, runs it and takes pictures.

    python tools/screenshot.py notebooks/01-first-flight.ipynb --out build/screenshots

Needs Chromium, found on the path or named by --browser; without one it says so
and exits with status 0, so that machines without a screen can go on. Everything
stays on the loopback address, with a temporary configuration.
"""

import argparse
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
START = 120  # seconds for JupyterLab to answer, and for the page to be there


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/screenshots"), help="folder of the pictures")
    parser.add_argument("--browser", help="path of Chromium or Chrome")
    parser.add_argument("--timeout", type=int, default=900, help="seconds for the notebook to run")
    parser.add_argument("--dark", action="store_true", help="use the dark theme")
    return parser.parse_args()


def find_browser(named):
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    return next((p for p in map(shutil.which, names) if p), None)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def lab(root, dark):
    """JupyterLab over a folder; yields its address and token."""
    port, token = free_port(), secrets.token_hex(16)
    with tempfile.TemporaryDirectory() as home:
        for plugin, values in {
            "apputils-extension/themes": {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"},
            "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
            "notebook-extension/tracker": {"windowingMode": "none"},  # all cells are in the page, not only those in sight
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
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
             f"--IdentityProvider.token={token}", f"--ServerApp.root_dir={root}", "--ServerApp.port_retries=0"],
            env=env, stdout=subprocess.DEVNULL, stderr=open(os.path.join(home, "log"), "w+"),
        )
        try:
            base = f"http://127.0.0.1:{port}"
            end = time.monotonic() + START
            while True:
                try:
                    with urllib.request.urlopen(f"{base}/api?token={token}", timeout=5):
                        break
                except OSError:
                    if server.poll() is not None or time.monotonic() > end:
                        raise SystemExit("JupyterLab did not start:\n" + pathlib.Path(home, "log").read_text())
                    time.sleep(0.2)
            yield base, token
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def run(page, timeout):
    """Run all cells and wait until the kernel is idle with nothing left in the queue."""
    page.get_by_text("Run", exact=True).first.click()
    page.get_by_text("Run All Cells", exact=True).click()
    page.wait_for_function(
        """() => {
            const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].map(p => p.textContent);
            return prompts.length > 0 && !prompts.some(p => p.includes('*'))
                && prompts.some(p => /\\[\\d+\\]/.test(p))
                && [...document.querySelectorAll('.jp-StatusBar-TextItem')].some(e => e.textContent.endsWith('| Idle'));
        }""",
        timeout=timeout * 1000, polling=500,
    )
    page.wait_for_timeout(1000)


def photograph(page, out, name):
    """One picture of each screen of the notebook, from top to bottom."""
    page.evaluate("""() => {
        const room = e => e.scrollHeight - e.clientHeight;
        window.scroller = [...document.querySelectorAll('.jp-NotebookPanel *')]
            .filter(e => ['auto', 'scroll'].includes(getComputedStyle(e).overflowY))
            .reduce((a, b) => room(b) > room(a) ? b : a);
        window.scroller.scrollTo({top: 0, behavior: 'instant'});
    }""")
    page.wait_for_timeout(500)
    pictures = []
    for number in range(1, 100):
        path = out / f"{name}-{number:02d}.png"
        page.screenshot(path=path)
        pictures.append(path)
        moved = page.evaluate(
            """() => {
                const e = window.scroller, before = e.scrollTop;
                e.scrollBy({top: e.clientHeight - 60, behavior: 'instant'});
                return e.scrollTop - before;
            }""")
        page.wait_for_timeout(400)
        if moved < 1:
            break
    return pictures


def main():
    args = arguments()
    browser = find_browser(args.browser)
    if not browser:
        print("SKIPPED: no Chromium or Chrome found, so no pictures were taken (apt-get install chromium)")
        return
    from playwright.sync_api import sync_playwright

    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        for source in args.notebook.parent.iterdir():  # a copy: the run writes outputs into it
            if source.is_file():
                shutil.copy(source, folder)
        base, token = stack.enter_context(lab(folder, args.dark))
        play = stack.enter_context(sync_playwright())
        chromium = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_default_timeout(START * 1000)
        page.goto(f"{base}/lab/tree/{args.notebook.name}?token={token}")
        page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
        page.get_by_text("| Idle").first.wait_for()  # cells that are run before the kernel is there get lost
        try:
            run(page, args.timeout)
        except Exception:
            page.screenshot(path=args.out / f"{args.notebook.stem}-stuck.png")
            raise
        page.keyboard.press("Escape")
        page.keyboard.press("Control+b")  # the file browser only takes room
        page.wait_for_timeout(500)
        pictures = photograph(page, args.out, args.notebook.stem)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(2000)
        chromium.close()
        cells = json.loads(pathlib.Path(folder, args.notebook.name).read_text())["cells"]
    for p in pictures:
        print(p)
    failed = [c["id"] for c in cells if any(o["output_type"] == "error" for o in c.get("outputs", []))
              and "raises-exception" not in c["metadata"].get("tags", [])]
    if failed:
        raise SystemExit(f"cells that failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
