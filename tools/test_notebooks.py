"""Every notebook, executed by a Jupyter client, with its key numbers checked.

A cell says what it must show in its metadata:

    "wade": {"expect": [{"pattern": "colour +([0-9.]+)", "min": 0.95}]}

The pattern is searched in the text of the outputs; its first group is a number,
unless neither "min" nor "max" is given.
"""

import pathlib
import re
import unittest

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDERS = [ROOT / "tools" / "testdata", ROOT / "notebooks"]
CELL_TIMEOUT = 600
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def texts(cell):
    parts = []
    for o in cell.get("outputs", []):
        parts.append(o.get("text", ""))
        parts.append(o.get("data", {}).get("text/plain", ""))
        parts += [COLOUR.sub("", line) for line in o.get("traceback", [])]
    return "\n".join(parts)


def unmet(cell):
    """The expectations of a cell that its outputs do not meet."""
    text = texts(cell)
    for want in cell.metadata.get("wade", {}).get("expect", []):
        found = re.search(want["pattern"], text)
        if not found:
            yield f"{want['pattern']!r} is not in {text!r}"
        elif "min" in want or "max" in want:
            value = float(found.group(1))
            if not want.get("min", value) <= value <= want.get("max", value):
                yield f"{want['pattern']!r} gave {value}, want it from {want.get('min')} to {want.get('max')}"


class Notebooks(unittest.TestCase):
    def test_notebooks(self):
        paths = sorted(p for folder in FOLDERS for p in folder.glob("*.ipynb"))
        self.assertTrue(paths)
        for path in paths:
            with self.subTest(path.name):
                notebook = nbformat.read(path, as_version=4)
                NotebookClient(
                    notebook, kernel_name="wade", timeout=CELL_TIMEOUT, resources={"metadata": {"path": str(path.parent)}}
                ).execute()
                nbformat.validate(notebook)
                self.assertEqual([], [e for c in notebook.cells if c.cell_type == "code" for e in unmet(c)])
                page, _ = HTMLExporter().from_notebook_node(notebook)
                self.assertIn("</html>", page)

    def test_expectations_can_fail(self):
        cell = nbformat.v4.new_code_cell(
            outputs=[nbformat.v4.new_output("stream", text="colour 0.90\n")],
            metadata={"wade": {"expect": [{"pattern": r"colour (\S+)", "min": 0.95}, {"pattern": "shape"}, {"pattern": r"colour (\S+)", "max": 0.95}]}},
        )
        self.assertEqual(2, len(list(unmet(cell))))


if __name__ == "__main__":
    unittest.main()
