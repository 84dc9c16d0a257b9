"""Other programs that start kernels: consoles and converters."""

import os
import pathlib
import sys
import tempfile
import unittest

import nbformat

TIMEOUT = 60


def notebook(*cells):
    return nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(c) for c in cells],
        metadata={"kernelspec": {"name": "wade", "display_name": "Go (wade)", "language": "go"}},
    )


class Console(unittest.TestCase):
    """jupyter console: asks whether a line is complete, keeps a history, shows values and errors."""

    def test_console(self):
        try:
            import pexpect
        except ImportError:
            self.skipTest("no pseudo terminals here")
        with tempfile.TemporaryDirectory() as folder:
            console = pexpect.spawn(
                sys.executable,
                ["-m", "jupyter_console", "--kernel", "wade", "--simple-prompt", "--ZMQTerminalInteractiveShell.kernel_timeout=60"],
                env=os.environ | {"TERM": "dumb", "JUPYTER_RUNTIME_DIR": folder, "WADE_HISTORY": folder + "/history"},
                encoding="utf-8", timeout=TIMEOUT,
            )
            self.addCleanup(console.close, force=True)
            console.expect("wade [0-9.]+: Go")  # the banner
            console.expect(r"In \[\d*\]: ")
            console.sendline("6 * 7")
            console.expect(r"Out\[\d+\]: ?42")
            console.expect(r"In \[\d*\]: ")
            console.sendline("undefinedName")
            console.expect("undefined: undefinedName")
            console.expect(r"In \[\d*\]: ")
            console.sendline('import "fmt"; var who string; fmt.Scanln(&who); "hello " + who')
            console.expect("hello", timeout=TIMEOUT)  # its own line comes back
            console.sendline("Ada")
            console.expect("hello Ada")
            console.expect(r"In \[\d*\]: ")
            console.sendeof()
            console.expect("exit")  # really?
            console.sendline("y")
            console.expect(pexpect.EOF)

    def test_unfinished_lines_wait(self):
        from jupyter_client.manager import start_new_kernel

        km, kc = start_new_kernel(kernel_name="wade")
        self.addCleanup(km.shutdown_kernel, now=True)
        self.addCleanup(kc.stop_channels)
        for code, want, indent in [("func f() {", "incomplete", True), ("f := 1", "complete", None), ("if x > 1 {\n", "incomplete", True), (")", "invalid", None)]:
            asked = kc.is_complete(code)
            while (reply := kc.get_shell_msg(timeout=TIMEOUT))["parent_header"]["msg_id"] != asked:
                pass
            content = reply["content"]
            self.assertEqual(content["status"], want, code)
            if indent:
                self.assertEqual(content["indent"].strip(), "")
        for code in ("a := 1", "b := 2"):
            kc.execute_interactive(code, timeout=TIMEOUT)
        tail = kc.history(hist_access_type="tail", n=2, reply=True, timeout=TIMEOUT)["content"]["history"]
        self.assertEqual([h[2] for h in tail], ["a := 1", "b := 2"])


class Converters(unittest.TestCase):
    def test_nbconvert_execute(self):
        from nbconvert.nbconvertapp import NbConvertApp

        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "in put.ipynb")
            nbformat.write(notebook('import "os"\nwd := must(os.Getwd())\nwd', "func f() int { return 40 }", "f() + 2"), path)
            # The second finds in the first what the kernel says of the language.
            for source, to, made in (("in put.ipynb", "notebook", "out.ipynb"), ("out.ipynb", "script", "out.go"), ("out.ipynb", "html", "out.html")):
                app = NbConvertApp.instance()
                app.initialize([str(pathlib.Path(folder, source)), "--to", to, "--execute", "--output", "out", "--log-level", "ERROR"])
                app.start()
                NbConvertApp.clear_instance()
                self.assertIn("40", pathlib.Path(folder, made).read_text())
            cells = nbformat.read(pathlib.Path(folder, "out.ipynb"), as_version=4).cells
            self.assertEqual(cells[2].outputs[0].data["text/plain"], "42")
            self.assertIn(os.path.realpath(folder), os.path.realpath(cells[0].outputs[0].data["text/plain"].strip('"')))

    def test_nbclient_reports_the_cell_that_failed(self):
        from nbclient import NotebookClient
        from nbclient.exceptions import CellExecutionError

        nb = notebook("1", 'panic("on purpose")', "3")
        with self.assertRaises(CellExecutionError) as caught:
            NotebookClient(nb, kernel_name="wade", timeout=TIMEOUT).execute()
        self.assertIn("on purpose", str(caught.exception))
        self.assertEqual(nb.cells[2].outputs, [])
        nb.cells[1].metadata["tags"] = ["raises-exception"]
        NotebookClient(nb, kernel_name="wade", timeout=TIMEOUT).execute()
        self.assertEqual(nb.cells[2].outputs[0].data["text/plain"], "3")

    def test_nbclient_interrupts_at_the_timeout(self):
        from nbclient import NotebookClient
        from nbclient.exceptions import CellTimeoutError

        nb = notebook("for {}", '"still here"')
        with self.assertRaises(CellTimeoutError):
            NotebookClient(nb, kernel_name="wade", timeout=2).execute()
        nb = notebook("for {}", '"still here"')
        NotebookClient(nb, kernel_name="wade", timeout=2, interrupt_on_timeout=True, allow_errors=True).execute()
        self.assertIn("still here", nb.cells[1].outputs[0].data["text/plain"])


if __name__ == "__main__":
    unittest.main()
