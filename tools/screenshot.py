"""Opens a notebook in a real JupyterLab in a real browser, runs it and takes pictures.

    python tools/screenshot.py notebooks/01-first-flight.ipynb --out build/screenshots

Needs Chromium, found on the path or named by --browser; without one it says so
and exits with status 0, so that machines without a screen can go on.
"""

import argparse
import contextlib
import json
import pathlib
import shutil
import tempfile

import lab


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("notebook", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("build/screenshots"), help="folder of the pictures")
    parser.add_argument("--browser", help="path of Chromium or Chrome")
    parser.add_argument("--timeout", type=int, default=900, help="seconds for the notebook to run")
    parser.add_argument("--dark", action="store_true", help="use the dark theme")
    return parser.parse_args()


def main():
    args = arguments()
    if not lab.find_browser(args.browser):
        print("SKIPPED: no Chromium or Chrome found, so no pictures were taken (apt-get install chromium)")
        return
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        for source in args.notebook.parent.iterdir():  # a copy: the run writes outputs into it
            if source.is_file():
                shutil.copy(source, folder)
        base, token = stack.enter_context(lab.server(folder, args.dark))
        notebook = lab.Notebook(stack.enter_context(lab.browser(args.browser)), base, token, args.notebook.name)
        try:
            notebook.run_all(args.timeout)
        except Exception:
            notebook.picture(args.out / f"{args.notebook.stem}-stuck.png")
            raise
        notebook.page.keyboard.press("Escape")
        pictures = notebook.pictures(args.out, args.notebook.stem + ("-dark" if args.dark else ""))
        notebook.save()
        cells = json.loads(pathlib.Path(folder, args.notebook.name).read_text())["cells"]
    for p in pictures:
        print(p)
    failed = [c["id"] for c in cells if any(o["output_type"] == "error" for o in c.get("outputs", []))
              and "raises-exception" not in c["metadata"].get("tags", [])]
    if failed:
        raise SystemExit(f"cells that failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
