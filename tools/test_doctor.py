"""`wade install` and `wade doctor` against the Jupyter of this environment."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import nbformat
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import start_new_kernel

WADE = pathlib.Path(__file__).resolve().parent.parent / "bin" / "wade"


def wade(*args, **env):
    return subprocess.run([WADE, *args], capture_output=True, text=True, timeout=120, env=os.environ | env)


def doctor(**env):
    done = wade("doctor", "--json", "--python", sys.executable, **env)
    return done.returncode, json.loads(done.stdout)["findings"]


class Installation(unittest.TestCase):
    def test_jupyter_finds_what_was_installed(self):
        with tempfile.TemporaryDirectory() as folder:
            data = os.path.join(folder, "data of ann")
            done = wade("install", "--name", "Go-Test", "--display-name", "Go for a test", "--env", "SEEN=${HOME}/x", "--pass-env", "MY_TOKEN", JUPYTER_DATA_DIR=data)
            self.assertEqual(done.returncode, 0, done.stderr)
            manager = KernelSpecManager(kernel_dirs=[os.path.join(data, "kernels")], ensure_native_kernel=False)
            self.assertEqual(list(manager.find_kernel_specs()), ["go-test"])
            spec = manager.get_kernel_spec("go-test")
            self.assertEqual((spec.display_name, spec.language, spec.interrupt_mode), ("Go for a test", "go", "message"))
            self.assertTrue(os.path.isfile(os.path.join(spec.resource_dir, "logo-svg.svg")))

            km = KernelManager(kernel_name="go-test", kernel_spec_manager=manager)
            km.start_kernel(env=os.environ | {"MY_TOKEN": "mine", "HUB_TOKEN": "hidden"})
            self.addCleanup(km.shutdown_kernel, now=True)
            kc = km.client()
            kc.start_channels()
            self.addCleanup(kc.stop_channels)
            kc.wait_for_ready(timeout=60)
            shown = []
            kc.execute_interactive('import "os"\nos.Getenv("SEEN") + "," + os.Getenv("MY_TOKEN") + "," + os.Getenv("HUB_TOKEN")', timeout=60,
                                   output_hook=lambda m: shown.append(m["content"].get("data", {}).get("text/plain")))
            self.assertIn(f'{os.environ["HOME"]}/x,mine,', shown)

            self.assertEqual(wade("uninstall", "--name", "go-test", JUPYTER_DATA_DIR=data).returncode, 0)
            self.assertEqual(manager.find_kernel_specs(), {})

    def test_doctor(self):
        status, found = doctor()
        kernel = [f for f in found if f["area"] == "Kernel"]
        self.assertTrue(any(f["state"] == "ok" and "runs a cell" in f["text"] for f in kernel), found)
        self.assertEqual(status, int(any(f["state"] == "problem" for f in found)), found)

    def test_doctor_sees_what_is_broken(self):
        with tempfile.TemporaryDirectory() as folder:
            kernel = pathlib.Path(folder, "kernels", "wade")
            kernel.mkdir(parents=True)
            for argv, want in [
                (["/nowhere/wade", "kernel", "-f", "{connection_file}"], "/nowhere/wade"),
                (["/bin/false", "kernel", "-f", "{connection_file}"], "does not answer"),
            ]:
                (kernel / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Go", "language": "go"}))
                status, found = doctor(JUPYTER_PATH=folder)
                self.assertEqual(status, 1)
                problems = [f for f in found if f["state"] == "problem"]
                self.assertTrue(any(want in f["text"] and f["next"] for f in problems), found)

    def test_the_language_of_new_notebooks(self):
        """What a front end writes into a notebook comes from the kernel."""
        km, kc = start_new_kernel(kernel_name="wade")
        self.addCleanup(km.shutdown_kernel, now=True)
        self.addCleanup(kc.stop_channels)
        info = kc.kernel_info(reply=True, timeout=60)["content"]["language_info"]
        self.assertEqual((info["name"], info["mimetype"], info["file_extension"]), ("go", "text/x-go", ".go"))
        nbformat.validate(nbformat.v4.new_notebook(metadata={"language_info": info}))


if __name__ == "__main__":
    unittest.main()
