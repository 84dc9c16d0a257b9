"""What a front end relies on beyond the conformance suite, over real sockets."""

import os
import queue
import signal
import subprocess
import sys
import time
import unittest

import psutil
from jupyter_client import KernelManager
from jupyter_client.manager import start_new_kernel

KERNEL = "wade"
TIMEOUT = 60


def start():
    return start_new_kernel(kernel_name=KERNEL)


def stop(km, kc):
    kc.stop_channels()
    km.shutdown_kernel(now=True)


def run(kc, code, **kwargs):
    """Run a cell; return its reply and its outputs on IOPub, in order."""
    outputs = []
    reply = kc.execute_interactive(code, timeout=TIMEOUT, output_hook=outputs.append, **kwargs)
    keep = ("stream", "display_data", "update_display_data", "execute_result", "error")
    return reply["content"], [m["content"] | {"type": m["msg_type"]} for m in outputs if m["msg_type"] in keep]


def text(outputs, name="stdout"):
    return "".join(o["text"] for o in outputs if o["type"] == "stream" and o["name"] == name)


def children(km):
    return psutil.Process(km.provisioner.pid).children(recursive=True)


class Cells(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start()

    @classmethod
    def tearDownClass(cls):
        stop(cls.km, cls.kc)

    def test_prints_lose_nothing(self):
        n = 100_000
        reply, outputs = run(self.kc, f'import "fmt"\nfor i := 0; i < {n}; i++ {{ fmt.Println(i) }}')
        self.assertEqual(reply["status"], "ok")
        self.assertEqual(text(outputs), "".join(f"{i}\n" for i in range(n)))

    def test_order_of_prints_and_displays(self):
        code = 'import ("fmt"; "wade/sdk/display")\nfor i := 0; i < 50; i++ { fmt.Println(i); display.Show(display.String(fmt.Sprint(i))) }'
        reply, outputs = run(self.kc, code)
        self.assertEqual(reply["status"], "ok", reply)
        seen = [o["text"].strip() if o["type"] == "stream" else o["data"]["text/plain"] for o in outputs]
        self.assertEqual(seen, [str(i) for i in range(50) for _ in range(2)])

    def test_interrupt(self):
        run(self.kc, "kept := 5")
        request = self.kc.execute('import "time"\nfor { time.Sleep(time.Millisecond) }')
        time.sleep(0.5)
        self.km.interrupt_kernel()
        while True:
            reply = self.kc.get_shell_msg(timeout=TIMEOUT)
            if reply["parent_header"].get("msg_id") == request:
                break
        self.assertEqual(reply["content"]["status"], "error")
        _, outputs = run(self.kc, "kept")
        self.assertEqual(outputs[-1]["data"]["text/plain"], "5")

    def test_answers_while_a_cell_runs(self):
        request = self.kc.execute('import "time"\ntime.Sleep(2 * time.Second)')
        asked = self.kc.is_complete("func f() {")
        first = self.kc.get_shell_msg(timeout=TIMEOUT)
        self.assertEqual(first["parent_header"]["msg_id"], asked)
        self.assertEqual(first["content"]["status"], "incomplete")
        self.assertEqual(self.kc.get_shell_msg(timeout=TIMEOUT)["parent_header"]["msg_id"], request)

    def test_an_error_stops_the_queue(self):
        ids = [self.kc.execute(code) for code in ('panic("first")', "1", "2")]
        replies = {}
        while len(replies) < len(ids):
            m = self.kc.get_shell_msg(timeout=TIMEOUT)
            replies[m["parent_header"]["msg_id"]] = m["content"]["status"]
        self.assertEqual([replies[i] for i in ids], ["error", "aborted", "aborted"])
        self.assertEqual(run(self.kc, "1")[0]["status"], "ok")

    def test_silence_between_requests(self):
        """Whoever ends idle kernels takes any message for activity."""
        run(self.kc, 'import "fmt"\nfmt.Println(1)')
        with self.assertRaises(queue.Empty):
            late = self.kc.get_iopub_msg(timeout=3)
            self.fail(f"published without a request: {late}")

    def test_unknown_comm_is_closed(self):
        m = self.kc.session.msg("comm_open", {"comm_id": "c1", "target_name": "nobody", "data": {}})
        self.kc.shell_channel.send(m)
        while True:
            out = self.kc.get_iopub_msg(timeout=TIMEOUT)
            if out["msg_type"] == "comm_close":
                self.assertEqual(out["content"]["comm_id"], "c1")
                break

    def test_a_dead_session_is_one_clear_error(self):
        run(self.kc, "alive := 1")
        request = self.kc.execute('import "time"\ntime.Sleep(time.Minute)')
        time.sleep(0.5)
        for child in children(self.km):
            child.send_signal(signal.SIGKILL)
        while (reply := self.kc.get_shell_msg(timeout=TIMEOUT))["parent_header"]["msg_id"] != request:
            pass
        self.assertEqual(reply["content"]["ename"], "SessionDied")
        self.assertIn("variables and declarations are gone", "\n".join(reply["content"]["traceback"]))
        self.assertEqual(run(self.kc, "1 + 1")[1][-1]["data"]["text/plain"], "2")


class Lifetime(unittest.TestCase):
    def gone(self, processes):
        _, alive = psutil.wait_procs(processes, timeout=TIMEOUT)
        self.assertEqual(alive, [])

    def test_nothing_outlives_a_killed_kernel(self):
        km, kc = start()
        self.addCleanup(kc.stop_channels)
        reply, _ = run(kc, 'import "os"\np, err := os.StartProcess("/bin/sleep", []string{"sleep", "600"}, &os.ProcAttr{})')
        self.assertEqual(reply["status"], "ok", reply)
        left = children(km)
        self.assertGreaterEqual(len(left), 2)
        os.kill(km.provisioner.pid, signal.SIGKILL)
        self.gone(left)
        km.provisioner.process.wait()
        km.cleanup_resources()

    def test_the_kernel_leaves_when_jupyter_is_killed(self):
        script = f"""
from jupyter_client.manager import start_new_kernel
km, kc = start_new_kernel(kernel_name={KERNEL!r})
print(km.provisioner.pid, flush=True)
input()
"""
        jupyter = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        kernel = psutil.Process(int(jupyter.stdout.readline()))
        left = [kernel, *kernel.children(recursive=True)]
        jupyter.kill()
        jupyter.communicate()
        self.gone(left)

    def test_shutdown_leaves_nothing(self):
        km, kc = start()
        left = children(km) + [psutil.Process(km.provisioner.pid)]
        stop(km, kc)
        self.gone(left)

    def test_restart_forgets(self):
        km, kc = start()
        self.addCleanup(stop, km, kc)
        run(kc, "x := 1")
        km.restart_kernel()
        kc.wait_for_ready(timeout=TIMEOUT)
        self.assertEqual(run(kc, "x")[0]["status"], "error")

    def test_ipc(self):
        km = KernelManager(kernel_name=KERNEL, transport="ipc")
        km.start_kernel()
        kc = km.client()
        kc.start_channels()
        kc.wait_for_ready(timeout=TIMEOUT)
        self.addCleanup(stop, km, kc)
        self.assertEqual(run(kc, "40 + 2")[1][-1]["data"]["text/plain"], "42")


if __name__ == "__main__":
    unittest.main()
