"""History that outlives a kernel, over real sockets."""

import os
import sqlite3
import stat
import tempfile
import unittest
from pathlib import Path

from test_client import TIMEOUT, run, stop
from jupyter_client.manager import start_new_kernel

KERNEL = "wade"


def ask(kc, **content):
    content = {"output": False, "raw": True, "hist_access_type": "tail", "n": 10} | content
    kc.shell_channel.send(message := kc.session.msg("history_request", content))
    while (reply := kc.get_shell_msg(timeout=TIMEOUT))["parent_header"].get("msg_id") != message["header"]["msg_id"]:
        pass
    return [tuple(e[:2]) + (tuple(e[2]) if isinstance(e[2], list) else e[2],) for e in reply["content"]["history"]]


class History(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "sub" / "history.sqlite"

    def start(self, where=None):
        km, kc = start_new_kernel(kernel_name=KERNEL, env=os.environ | {"WADE_HISTORY": str(where or self.file)})
        self.addCleanup(stop, km, kc)
        return km, kc

    def test_it_outlives_a_kernel(self):
        km, kc = self.start()
        for code in ("a := 20", "a + 1"):
            run(kc, code)
        km.shutdown_kernel()
        km, kc = self.start()
        run(kc, "b := 30")
        self.assertEqual(ask(kc, n=2), [(1, 2, "a + 1"), (2, 1, "b := 30")])
        self.assertEqual(ask(kc, hist_access_type="range", session=-1, start=1, stop=0, output=True),
                         [(1, 1, ("a := 20", None)), (1, 2, ("a + 1", "21"))])
        self.assertEqual(ask(kc, hist_access_type="range", session=0, start=-1), [(2, 1, "b := 30")])
        self.assertEqual(ask(kc, hist_access_type="search", pattern="?*= ?0", n=5), [(1, 1, "a := 20"), (2, 1, "b := 30")])
        self.assertEqual(stat.S_IMODE(self.file.stat().st_mode), 0o600)

    def test_several_kernels_share_it(self):
        kernels = [self.start() for _ in range(3)]
        for i, (_, kc) in enumerate(kernels):
            run(kc, f"x{i} := {i}")
        for _, kc in kernels:
            ask(kc)  # writes what waits
        self.assertEqual(sorted(e[2] for e in ask(kernels[0][1])), ["x0 := 0", "x1 := 1", "x2 := 2"])
        sessions = [ask(kc, hist_access_type="range", session=0, start=1)[0][0] for _, kc in kernels]
        self.assertEqual(sorted(sessions), [1, 2, 3])

    def test_tools_read_it(self):
        km, kc = self.start()
        run(kc, "40 + 2")
        km.shutdown_kernel()
        with sqlite3.connect(self.file) as db:
            self.assertEqual(db.execute("SELECT session, line, source, source_raw FROM history").fetchall(), [(1, 1, "40 + 2", "40 + 2")])
            self.assertEqual(db.execute("SELECT output FROM output_history").fetchall(), [("42",)])
            self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)])

    def test_off_leaves_nothing(self):
        os.environ["JUPYTER_DATA_DIR"] = str(self.file.parent)
        self.addCleanup(os.environ.pop, "JUPYTER_DATA_DIR")
        km, kc = self.start("off")
        run(kc, "secret := 1")
        self.assertEqual(ask(kc), [(1, 1, "secret := 1")])
        km.shutdown_kernel()
        self.assertFalse(self.file.parent.exists())

    def test_a_file_that_cannot_be_written_costs_nothing(self):
        _, kc = self.start("/proc/nowhere/history.sqlite")
        run(kc, "kept := 1")
        self.assertEqual(ask(kc), [(1, 1, "kept := 1")])
        self.assertEqual(run(kc, "kept")[1][-1]["data"]["text/plain"], "1")


if __name__ == "__main__":
    unittest.main()
