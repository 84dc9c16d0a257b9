"""The protocol with several clients, subshells, strangers at the sockets: what the conformance suite does not ask."""

import json
import os
import random
import socket
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from jupyter_client import BlockingKernelClient
from test_client import TIMEOUT, run, start, stop, text

DEADLINE = 30


def send(kc, channel, kind, content=None, subshell=None):
    """Send a request; return its id."""
    message = kc.session.msg(kind, content or {})
    if subshell:
        message["header"]["subshell_id"] = subshell
    getattr(kc, f"{channel}_channel").send(message)
    return message["header"]["msg_id"]


def reply(kc, channel, request):
    get = getattr(kc, f"get_{channel}_msg")
    while (m := get(timeout=TIMEOUT))["parent_header"].get("msg_id") != request:
        pass
    return m


def ask(kc, channel, kind, content=None, subshell=None):
    return reply(kc, channel, send(kc, channel, kind, content, subshell))["content"]


def execute(kc, code, subshell=None, **kwargs):
    content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
    return send(kc, "shell", "execute_request", content | kwargs, subshell)


def published(kc, request):
    """What is published for a request until the kernel is idle after it."""
    found = []
    while True:
        m = kc.get_iopub_msg(timeout=TIMEOUT)
        if m["parent_header"].get("msg_id") != request:
            continue
        if m["msg_type"] == "status":
            if m["content"]["execution_state"] == "idle":
                return found
            continue
        found.append(m)


def until(test, what, condition):
    late = time.monotonic() + DEADLINE
    while not condition():
        test.assertLess(time.monotonic(), late, what)
        time.sleep(0.02)


class Kernel(unittest.TestCase):
    def setUp(self):
        self.km, self.kc = start()
        self.addCleanup(stop, self.km, self.kc)

    def client(self):
        kc = BlockingKernelClient(connection_file=self.km.connection_file)
        kc.load_connection_file()
        kc.start_channels()
        self.addCleanup(kc.stop_channels)
        kc.wait_for_ready(timeout=TIMEOUT)
        return kc


class TwoClients(Kernel):
    def test_replies_to_the_asker_and_outputs_to_both(self):
        one, two = self.kc, self.client()
        first = execute(one, "shared := 40")
        self.assertEqual(reply(one, "shell", first)["content"]["status"], "ok")
        self.assertEqual([m["msg_type"] for m in published(two, first)], ["execute_input"])
        second = execute(two, "shared + 2")
        self.assertEqual(reply(two, "shell", second)["content"]["execution_count"], 2)
        for kc in (one, two):
            self.assertEqual(published(kc, second)[-1]["content"]["data"]["text/plain"], "42")
        # Nothing of the other's replies is in the queue of either.
        for kc, own in ((one, first), (two, second)):
            probe = send(kc, "shell", "kernel_info_request")
            m = kc.get_shell_msg(timeout=TIMEOUT)
            self.assertIn(m["parent_header"]["msg_id"], (own, probe))

    def test_a_question_goes_to_the_asker(self):
        one, two = self.kc, self.client()
        request = execute(two, 'import "wade/sdk/display"\nmust(display.Password(ctx, "word? "))', allow_stdin=True)
        question = two.get_stdin_msg(timeout=TIMEOUT)
        self.assertEqual((question["content"]["prompt"], question["content"]["password"]), ("word? ", True))
        self.assertEqual(question["parent_header"]["msg_id"], request)
        self.assertFalse(one.stdin_channel.msg_ready())
        one.input("of a stranger")  # nobody has asked this client: its word is as good, but it comes first
        two.input("sesame")
        answer = published(two, request)[-1]["content"]["data"]["text/plain"]
        self.assertIn(answer, ("sesame", "of a stranger"))

    def test_a_client_comes_and_goes(self):
        for n in range(3):
            kc = self.client()
            self.assertEqual(run(kc, f"{n} + 1")[1][-1]["data"]["text/plain"], str(n + 1))
            kc.stop_channels()
        self.assertEqual(run(self.kc, "5")[1][-1]["data"]["text/plain"], "5")


class Stdin(Kernel):
    def test_without_stdin_a_question_fails_at_once(self):
        content, _ = run(self.kc, 'import "wade/sdk/display"\nmust(display.Input(ctx, "name? "))', allow_stdin=False)
        self.assertEqual(content["status"], "error")
        self.assertIn("allow_stdin", content["evalue"])

    def test_an_answer_that_comes_too_late_is_no_answer(self):
        code = 'import "wade/sdk/display"\nmust(display.Input(ctx, "{}? "))'
        first = execute(self.kc, code.format("first"), allow_stdin=True)
        self.kc.get_stdin_msg(timeout=TIMEOUT)
        ask(self.kc, "control", "interrupt_request")
        self.assertEqual(reply(self.kc, "shell", first)["content"]["status"], "error")
        self.kc.input("late")
        ask(self.kc, "shell", "kernel_info_request")
        time.sleep(0.2)  # the late answer travels on another socket
        second = execute(self.kc, code.format("second"), allow_stdin=True)
        self.kc.get_stdin_msg(timeout=TIMEOUT)
        self.kc.input("in time")
        self.assertEqual(published(self.kc, second)[-1]["content"]["data"]["text/plain"], "in time")

    def test_end_of_file(self):
        code = 'import "fmt"\nvar word string\nfor {\n\tif _, err := fmt.Scan(&word); err != nil { fmt.Print(err); break }\n\tfmt.Print(word, " ")\n}'
        request = execute(self.kc, code, allow_stdin=True)
        for line in ("one", "\x04"):
            self.kc.get_stdin_msg(timeout=TIMEOUT)
            self.kc.input(line)
        out = "".join(m["content"].get("text", "") for m in published(self.kc, request))
        self.assertEqual(out, "one EOF")


class Subshells(Kernel):
    def setUp(self):
        super().setUp()
        self.assertIn("kernel subshells", ask(self.kc, "shell", "kernel_info_request")["supported_features"])
        self.sub = ask(self.kc, "control", "create_subshell_request")["subshell_id"]

    def test_cells_run_beside_each_other(self):
        long = execute(self.kc, 'import ("fmt"; "time")\nstop := make(chan bool)\nfmt.Println("main begins")\n<-stop\ntime.Sleep(0)\nfmt.Println("main ends")')
        while self.kc.get_iopub_msg(timeout=TIMEOUT)["content"].get("text") != "main begins\n":
            pass
        short = execute(self.kc, 'fmt.Println("sub"); 6 * 7', self.sub)
        m = reply(self.kc, "shell", short)
        self.assertEqual((m["content"]["status"], m["content"]["execution_count"]), ("ok", 1))
        self.assertEqual(m["parent_header"]["subshell_id"], self.sub)
        self.assertEqual([m["msg_type"] for m in published(self.kc, short)], ["execute_input", "stream", "execute_result"])
        release = execute(self.kc, "stop <- true", self.sub)
        self.assertEqual(reply(self.kc, "shell", release)["content"]["status"], "ok")
        rest = published(self.kc, long)
        self.assertEqual("".join(m["content"].get("text", "") for m in rest), "main ends\n")

    def test_an_error_aborts_only_its_own_queue(self):
        run(self.kc, "failing := make(chan bool)")
        ids = [execute(self.kc, code, self.sub) for code in ('<-failing; panic("x")', "1", "2")]
        ids += [execute(self.kc, code) for code in ("failing <- true", "4")]  # when all are with the kernel
        got = {}
        while len(got) < len(ids):
            m = self.kc.get_shell_msg(timeout=TIMEOUT)
            got[m["parent_header"]["msg_id"]] = m["content"]["status"]
        self.assertEqual([got[i] for i in ids], ["error", "aborted", "aborted", "ok", "ok"])

    def test_life(self):
        self.assertEqual(ask(self.kc, "control", "list_subshell_request")["subshell_id"], [self.sub])
        self.assertEqual(ask(self.kc, "control", "delete_subshell_request", {"subshell_id": self.sub})["status"], "ok")
        self.assertEqual(ask(self.kc, "control", "list_subshell_request")["subshell_id"], [])
        gone = reply(self.kc, "shell", execute(self.kc, "1", self.sub))["content"]
        self.assertEqual((gone["status"], gone["ename"]), ("error", "NoSubshell"))

    def test_shutdown_with_a_subshell(self):
        execute(self.kc, "select {}", self.sub)
        self.km.shutdown_kernel()
        self.assertFalse(self.km.is_alive())


class Variables(Kernel):
    def debug(self, command, **arguments):
        content = ask(self.kc, "control", "debug_request", {"type": "request", "seq": 1, "command": command, "arguments": arguments})
        self.assertTrue(content["success"], content)
        return content["body"]

    def test_the_panel_of_variables(self):
        run(self.kc, 'type Point struct{ X, Y int }\np := Point{1, 2}\nwords := []string{"a", "b"}')
        self.debug("initialize")
        found = {v["name"]: v for v in self.debug("inspectVariables")["variables"]}
        self.assertEqual((found["p"]["type"], found["words"]["type"]), ("Point", "[]string"))
        parts = self.debug("variables", variablesReference=found["p"]["variablesReference"])["variables"]
        self.assertEqual([(v["name"], v["value"], v["variablesReference"]) for v in parts], [("X", "1", 0), ("Y", "2", 0)])
        self.assertIn("text/plain", self.debug("richInspectVariables", variableName="words")["data"])

    def test_while_a_cell_runs(self):
        run(self.kc, "kept := 5")
        self.debug("inspectVariables")
        execute(self.kc, "for { kept++ }")
        until(self, "answer", lambda: [v["value"] for v in self.debug("inspectVariables")["variables"]] == ["5"])
        ask(self.kc, "control", "interrupt_request")

    def test_usage(self):
        ask(self.kc, "control", "usage_request")
        usage = ask(self.kc, "control", "usage_request")
        self.assertGreater(usage["kernel_memory"], 10 << 20)
        self.assertGreater(usage["cpu_count"], 0)


class Queue(Kernel):
    def test_a_thousand_requests_wait_their_turn(self):
        n = 1000
        ids = [execute(self.kc, f"{i}") for i in range(n)]
        counts = []
        while len(counts) < n:
            m = self.kc.get_shell_msg(timeout=TIMEOUT)
            if m["parent_header"]["msg_id"] == ids[len(counts)]:
                counts.append(m["content"]["execution_count"])
        self.assertEqual(counts, list(range(counts[0], counts[0] + n)))
        results = []
        while len(results) < n:
            m = self.kc.get_iopub_msg(timeout=TIMEOUT)
            if m["msg_type"] == "execute_result":
                results.append(m["content"]["data"]["text/plain"])
        self.assertEqual(results, [str(i) for i in range(n)])

    def test_a_slow_reader_loses_nothing(self):
        slow = self.client()
        n = 50_000
        request = execute(self.kc, f'import "fmt"\nfor i := range {n} {{ fmt.Println(i) }}')
        self.assertEqual(reply(self.kc, "shell", request)["content"]["status"], "ok")
        time.sleep(1)  # nobody has read a byte yet
        for kc in (self.kc, slow):
            got = "".join(m["content"].get("text", "") for m in published(kc, request))
            self.assertEqual(got, "".join(f"{i}\n" for i in range(n)))


class Strangers(Kernel):
    """Whatever reaches the ports, the kernel goes on."""

    def test_garbage_at_every_port(self):
        info = self.km.get_connection_info()
        rng = random.Random(1)
        ports = [info[f"{name}_port"] for name in ("shell", "control", "stdin", "iopub", "hb")]
        greeting = b"\xff" + bytes(8) + b"\x7f\x03\x00" + b"NULL".ljust(20, b"\0") + bytes(32)
        left_open = []
        for port in ports:
            for data in (b"", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00", rng.randbytes(5000), greeting, greeting + rng.randbytes(300), greeting[:20]):
                s = socket.create_connection((info["ip"], port), timeout=DEADLINE)
                try:
                    s.sendall(data)
                    s.shutdown(socket.SHUT_WR)  # half closed
                except OSError:
                    pass  # it has hung up on us
                left_open.append(s)
        self.assertEqual(run(self.kc, "40 + 2")[1][-1]["data"]["text/plain"], "42")
        for s in left_open:
            s.close()
        self.assertEqual(run(self.client(), "40 + 3")[1][-1]["data"]["text/plain"], "43")

    def test_bad_signatures_are_dropped(self):
        stranger = BlockingKernelClient(connection_file=self.km.connection_file)
        stranger.load_connection_file()
        stranger.session.key = b"another key"
        stranger.start_channels()
        self.addCleanup(stranger.stop_channels)
        for _ in range(20):
            execute(stranger, 'panic("forged")')
        message = self.kc.session.serialize(self.kc.session.msg("execute_request", {"code": "x := 1"}))
        self.kc.shell_channel.socket.send_multipart(message[:1])
        self.kc.shell_channel.socket.send_multipart([message[0], b"", *message[2:]])
        self.kc.shell_channel.socket.send_multipart([b"nothing"])
        content, _ = run(self.kc, "1 + 1")
        self.assertEqual((content["status"], content["execution_count"]), ("ok", 1))

    def test_a_message_counts_once(self):
        message = self.kc.session.serialize(self.kc.session.msg("execute_request", {"code": "1", "silent": False, "store_history": True}))
        for _ in range(5):
            self.kc.shell_channel.socket.send_multipart(message)
        self.assertEqual(run(self.kc, "2")[0]["execution_count"], 2)


class ConnectionFiles(unittest.TestCase):
    def refused(self, content):
        kernel = Path(__file__).parent.parent / "bin" / "wade"
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "kernel.json"
            file.write_text(content)
            file.chmod(0o600)
            p = subprocess.run([kernel, "kernel", "-f", file], capture_output=True, text=True, timeout=TIMEOUT, env=os.environ | {"WADE_HISTORY": "off"})
        self.assertNotEqual(p.returncode, 0)
        return p.stderr

    def test_what_is_wrong_is_said(self):
        good = {"transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256", "shell_port": 1, "control_port": 2, "stdin_port": 3, "iopub_port": 4, "hb_port": 5}
        for change, want in (({"transport": "udp"}, "use tcp or ipc"), ({"signature_scheme": "hmac-sha257"}, "use hmac-sha256"), ({"hb_port": 0}, "names no hb_port"), ({"ip": ""}, "names no ip")):
            self.assertIn(want, self.refused(json.dumps(good | change)))
        self.assertIn("not JSON", self.refused("{"))


if __name__ == "__main__":
    unittest.main()
