"""The table of features: every cell runs and shows something, every test is there."""

import pathlib
import re
import time
import unittest

from test_client import run, start, stop

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "features.md").read_text()


def rows():
    """The table of features as lists of its columns, without heading."""
    table = PAGE[PAGE.index("| what | TL |"):].split("\n\n")[0]
    return [[c.strip() for c in line.strip("|").split(" | ")] for line in table.splitlines()[2:]]


class Features(unittest.TestCase):
    def test_tests_exist(self):
        self.assertGreater(len(rows()), 20)
        for row in rows():
            with self.subTest(row[0]):
                self.assertEqual(8, len(row))
                package, name = row[7].strip("`").rsplit(".", 1)
                found = [f for f in (ROOT / package).glob("*_test.go") if f"func {name}(" in f.read_text()]
                self.assertTrue(found, f"no test {name} in {package}")

    def test_cells_run(self):
        manager, client = start()
        try:
            setup = re.search(r"```go\n(.*?)```", PAGE, re.S).group(1)
            reply, outputs = run(client, setup)
            self.assertEqual("ok", reply["status"], outputs)
            for row in rows():
                with self.subTest(row[0]):
                    since = time.time()
                    reply, outputs = run(client, row[6].strip("`"))
                    print(f"{time.time() - since:6.2f} s  {row[0]}")
                    self.assertEqual("ok", reply["status"], outputs)
                    shown = [o for o in outputs if o["type"] == "execute_result"]
                    self.assertTrue(shown, "the cell shows nothing")
                    self.assertTrue(shown[0]["data"]["text/plain"].strip())
        finally:
            stop(manager, client)


if __name__ == "__main__":
    unittest.main()
