"""Times wade beside ipykernel: the same client, the same run, turn by turn.

Both kernels are started by jupyter_client, and each repetition asks one and then the other, so that whatever else the
machine does hits both alike. A request is over when its reply and the idle status of its outputs have arrived; every
output is checked. Printed are median and 99th percentile, and which side is ahead.

    python bench/kernel.py --wade bin/wade
"""

import argparse
import json
import math
import os
import platform
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib

import ipykernel
import jupyter_client
import psutil
import zmq
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--wade", default="bin/wade", help="the command to compare with")
parser.add_argument("--reps", type=int, default=200, help="repetitions of a short request; long ones are asked less often")
parser.add_argument("--starts", type=int, default=20, help="how often each kernel is started")
parser.add_argument("--only", nargs="+", help="rows whose name contains one of these words")
parser.add_argument("--json", help="also write the figures here")
args = parser.parse_args()

TIMEOUT = 60
SIDES = ("wade", "ipykernel")


def png(size):
    """A picture of about so many bytes that does not compress."""
    side = int((size / 3) ** 0.5)
    rng = random.Random(0)
    rows = b"".join(b"\0" + rng.randbytes(3 * side) for _ in range(side))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b"")


class Kernel:
    """One kernel process with one client, read message by message from the client's own sockets."""

    def __init__(self, side, specs, context=None):
        self.side, self.context = side, context
        self.km = KernelManager(kernel_name=side, kernel_spec_manager=specs)

    def start(self):
        self.km.start_kernel(stderr=subprocess.DEVNULL)
        self.connect()
        self.first_result()

    def connect(self):
        self.kc = self.km.client(context=self.context) if self.context else self.km.client()
        self.kc.start_channels()
        self.shell, self.iopub = self.kc.shell_channel.socket, self.kc.iopub_channel.socket
        self.control = self.kc.control_channel.socket
        self.poller = zmq.Poller()
        for s in (self.shell, self.iopub, self.control):
            self.poller.register(s, zmq.POLLIN)

    def first_result(self):
        """Ask who is there until a reply and an output are seen, as front ends do, and then for a result."""
        session, replied, heard = self.kc.session, True, False
        while not (replied and heard):
            if replied:
                session.send(self.shell, "kernel_info_request", {})
                replied = False
            for s, _ in self.poller.poll(20):
                s.recv_multipart()
                replied, heard = replied or s is self.shell, heard or s is self.iopub
        outputs, _ = self.run("1 + 1")
        if text_of_result(outputs) != "2":
            sys.exit(f"{self.side}: no result")

    def restart(self):
        self.kc.stop_channels()
        self.km.restart_kernel(stderr=subprocess.DEVNULL)
        self.connect()
        self.first_result()

    def stop(self):
        self.kc.stop_channels()
        self.km.shutdown_kernel(now=True)

    def ask(self, kind, content, replies=True):
        """Send a request; return its outputs, its reply and the milliseconds until both were complete."""
        start = time.perf_counter()
        return self.wait(self.send(kind, content), start, replies=replies)

    def send(self, kind, content):
        return self.kc.session.send(self.shell, kind, content)["header"]["msg_id"]

    def wait(self, request, start, until="idle", replies=True):
        """While the clock runs headers are read only; then every message is checked and decoded."""
        got, state, replied = [], None, not replies
        while state != until or not (replied or until != "idle"):
            ready = self.poller.poll(1000)
            if time.perf_counter() - start > TIMEOUT:
                sys.exit(f"{self.side}: no answer within {TIMEOUT} s")
            for s, _ in ready:
                while True:
                    try:
                        frames = s.recv_multipart(zmq.NOBLOCK)
                    except zmq.Again:
                        break
                    at = frames.index(b"<IDS|MSG>")
                    if json.loads(frames[at + 3]).get("msg_id") != request:
                        continue
                    got.append((s, frames))
                    if s is not self.iopub:
                        replied = True
                    elif json.loads(frames[at + 2])["msg_type"] == "status":
                        state = json.loads(frames[at + 5])["execution_state"]
        ms = 1000 * (time.perf_counter() - start)
        outputs, reply = [], None
        for s, frames in got:
            m = self.kc.session.deserialize(self.kc.session.feed_identities(frames)[1])
            if s is not self.iopub:
                reply = m
            elif m["msg_type"] != "status":
                outputs.append(m)
        return outputs, reply, ms

    def run(self, code):
        """Run a cell that must succeed; return its outputs and its time in ms."""
        outputs, reply, ms = self.ask("execute_request", cell(code))
        if reply["content"]["status"] != "ok":
            sys.exit(f"{self.side}: {code!r}: {reply['content']}")
        return outputs, ms

    def memory(self):
        """Resident and proportional set of all processes of the kernel, in bytes."""
        root = psutil.Process(self.km.provisioner.pid)
        infos = [p.memory_full_info() for p in [root, *root.children(recursive=True)]]
        return sum(i.rss for i in infos), sum(getattr(i, "pss", 0) for i in infos)


def cell(code):
    return dict(code=code, silent=False, store_history=True, user_expressions={}, allow_stdin=False, stop_on_error=True)


def text_of(outputs):
    return "".join(m["content"]["text"] for m in outputs if m["msg_type"] == "stream")


def text_of_result(outputs):
    return "".join(m["content"]["data"]["text/plain"] for m in outputs if m["msg_type"] == "execute_result")


class Row:
    def __init__(self, name, unit="ms", aim=None, worst=None):
        self.name, self.unit, self.aim, self.worst = name, unit, aim, worst
        self.values = {side: [] for side in SIDES}

    def wanted(self):
        return not args.only or any(w in self.name for w in args.only)

    def median(self, side):
        return statistics.median(self.values[side])

    def p99(self, side):
        """The value that one in a hundred exceeds; with few values, the worst."""
        v = sorted(self.values[side])
        return v[math.ceil(0.99 * len(v)) - 1]

    def ahead(self):
        return self.median("wade") <= self.median("ipykernel")


rows = []


def row(*a, **k):
    rows.append(Row(*a, **k))
    return rows[-1]


def timed(f):
    t = time.perf_counter()
    f()
    return 1000 * (time.perf_counter() - t)


def cells(kernels, name, code, reps=None, check=None, pause=0, **k):
    """A row of cells; code is a text for each side, in which @ becomes the number of the repetition."""
    r = row(name, **k)
    if not r.wanted():
        return
    for n in range((reps or args.reps) + 3):
        for side in SIDES:
            time.sleep(pause)
            outputs, ms = kernels[side].run(code[side].replace("@", str(n)))
            if check and not check(outputs, n):
                sys.exit(f"{side}: {name}: wrong outputs: {str(outputs)[:500]}")
            if n >= 3:
                r.values[side].append(ms)


def requests(kernels, name, kind, content, check, replies=True, **k):
    r = row(name, **k)
    if not r.wanted():
        return
    for n in range(args.reps + 3):
        for side in SIDES:
            outputs, reply, ms = kernels[side].ask(kind, content[side], replies)
            if not check(reply["content"] if replies else outputs):
                sys.exit(f"{side}: {name}: wrong answer: {reply or outputs}")
            if n >= 3:
                r.values[side].append(ms)


def both(wade, python):
    return {"wade": wade, "ipykernel": python}


def result(want):
    return lambda outputs, n: text_of_result(outputs) == want


def starts(specs):
    """Start and restart: with sockets that try again every 10 ms, and with ZeroMQ's own 100 to 200 ms, which hide the kernel."""
    first, usual = row("start to first result", aim=150), row("the same, default sockets")
    restart = row("restart to first result")
    rss, pss = row("memory after start, RSS", unit="MB", aim=60), row("memory after start, PSS", unit="MB")
    if not any(r.wanted() for r in (first, usual, restart, rss, pss)):
        return
    quick = zmq.Context()
    quick.reconnect_ivl = 10
    for n in range(args.starts + 1):
        for side in SIDES:
            for context in (quick, None):
                k = Kernel(side, specs, context)
                (first if context else usual).values[side].append(timed(k.start))
                if context is None:
                    k.stop()
                    continue
                time.sleep(1)
                for r, bytes in zip((rss, pss), k.memory()):
                    r.values[side].append(bytes / 1e6)
                restart.values[side].append(timed(k.restart))
                k.stop()
    for r in (first, usual, restart, rss, pss):
        for side in SIDES:
            del r.values[side][0]  # it filled the page cache


def interrupts(kernels):
    r = row("interrupt a busy loop", aim=100)
    if not r.wanted():
        return
    code = both("for { }", "while True: pass")
    for n in range(max(3, args.reps // 10)):
        for side in SIDES:
            k = kernels[side]
            request = k.send("execute_request", cell(code[side]))
            k.wait(request, time.perf_counter(), until="busy")
            time.sleep(0.1)
            start = time.perf_counter()
            k.km.interrupt_kernel()
            _, reply, ms = k.wait(request, start)
            r.values[side].append(ms)
            if reply["content"]["status"] != "error":
                sys.exit(f"{side}: the interrupt did not end the cell")


def measure(folder, specs):
    starts(specs)
    kernels = {side: Kernel(side, specs) for side in SIDES}
    for k in kernels.values():
        k.start()
    try:
        picture = os.path.join(folder, "noise.png")
        with open(picture, "wb") as f:
            f.write(png(1 << 20))
        kernels["wade"].run(f'import ("fmt"; "os"; "strings"; "wade/sdk/display")\nx := 1\nnoise := must(os.ReadFile({picture!r}))'.replace("'", '"'))
        kernels["ipykernel"].run(f"import os\nfrom IPython.display import Image, display\nx = 1\nnoise = open({picture!r}, 'rb').read()")

        cells(kernels, "trivial cell", both("x + 1", "x + 1"), aim=1.5, worst=5, check=result("2"))
        cells(kernels, "the same after a pause", both("x + 1", "x + 1"), pause=0.7, reps=args.reps // 8, check=result("2"))
        cells(kernels, "declare a variable", both("v@ := 1", "v@ = 1"), aim=2)
        cells(kernels, "declare a function", both("func f@(a int) int { return a + x }", "def f@(a): return a + x"), aim=2)
        cells(kernels, "declare it again", both("func f(a int) int { return a + @ }", "def f(a): return a + @"), aim=2)
        cells(kernels, "declare a type with a method", both(
            "type T@ struct{ a, b int }\nfunc (t T@) Sum() int { return t.a + t.b }",
            "class T@:\n    def __init__(self, a, b): self.a, self.b = a, b\n    def sum(self): return self.a + self.b"), aim=2)
        cells(kernels, "call them", both("T3{1, f3(1)}.Sum()", "T3(1, f3(1)).sum()"), check=result("3"))
        requests(kernels, "complete a member", "complete_request", both(
            {"code": "strings.Fi", "cursor_pos": 10}, {"code": "os.path.ex", "cursor_pos": 10}), lambda c: len(c["matches"]) > 1, aim=3)
        requests(kernels, "complete a name", "complete_request", both(
            {"code": "noi", "cursor_pos": 3}, {"code": "noi", "cursor_pos": 3}), lambda c: "noise" in c["matches"], aim=3)
        requests(kernels, "inspect", "inspect_request", both(
            {"code": "strings.Index", "cursor_pos": 13, "detail_level": 0}, {"code": "os.getcwd", "cursor_pos": 9, "detail_level": 0}), lambda c: c["found"])
        requests(kernels, "is_complete", "is_complete_request", both(
            {"code": "for i := 0; i < 3; i++ {"}, {"code": "for i in range(3):"}), lambda c: c["status"] == "incomplete")
        requests(kernels, "kernel_info", "kernel_info_request", both({}, {}), lambda c: c["status"] == "ok")
        for n in (1_000, 100_000):
            want = "".join(f"{i}\n" for i in range(n))
            cells(kernels, f"{n:,} prints", both(f"for i := 0; i < {n}; i++ {{ fmt.Println(i) }}", f"for i in range({n}): print(i)"),
                  reps=max(5, args.reps // (4 if n < 10_000 else 20)), check=lambda outputs, _, want=want: text_of(outputs) == want)
        cells(kernels, "loop of 100,000", both("s := 0; for i := 0; i < 100000; i++ { s += i }", "s = 0\nfor i in range(100000): s += i"), reps=args.reps // 4)
        cells(kernels, "show a picture of 1 MB", both("display.Show(display.PNG(noise))", "display(Image(data=noise))"), reps=args.reps // 4,
              check=lambda outputs, n: any(len(m["content"]["data"].get("image/png", "")) > 1_300_000 for m in outputs if m["msg_type"] == "display_data"))
        kernels["wade"].run('import "wade/sdk/comm"\ncomm.Register("echo", func(c *comm.Comm, _ comm.Message) { c.OnMessage(func(m comm.Message) { c.Send(m) }) })')
        kernels["ipykernel"].run("get_ipython().kernel.comm_manager.register_target("
                                 "'echo', lambda comm, _: comm.on_msg(lambda m: comm.send(m['content']['data'])))")
        for k in kernels.values():
            k.ask("comm_open", {"comm_id": "c", "target_name": "echo", "data": {}}, replies=False)
        said = {"comm_id": "c", "data": {"value": 1}}
        requests(kernels, "comm there and back", "comm_msg", both(said, said), replies=False,
                 check=lambda outputs: [m["content"]["data"] for m in outputs if m["msg_type"] == "comm_msg"] == [{"value": 1}])
        interrupts(kernels)
        rss, pss = row("memory at the end, RSS", unit="MB"), row("memory at the end, PSS", unit="MB")
        time.sleep(1)
        for side in SIDES:
            for r, bytes in zip((rss, pss), kernels[side].memory()):
                r.values[side].append(bytes / 1e6)
    finally:
        for k in kernels.values():
            k.stop()


def machine():
    info, flags = "unknown processor", []
    if os.path.exists("/proc/cpuinfo"):
        lines = open("/proc/cpuinfo").read().splitlines()
        field = lambda key: next((l.split(":", 1)[1].strip() for l in lines if l.startswith(key)), "")
        info, flags = field("model name"), field("flags").split()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    known = [f for f in ("avx2", "avx512f", "avx512_bf16", "amx_tile", "hypervisor") if f in flags]
    return f"{info}, {cores} cores ({', '.join(known)}), {psutil.virtual_memory().total / 2**30:.0f} GiB, {platform.platform()}, load {os.getloadavg()[0]:.1f}"


def table():
    print(f"{'':30} {'wade':>10} {'p99':>9} {'ipykernel':>11} {'p99':>9}  {'ratio':>6}  {'aim':>6}")
    losses = []
    for r in rows:
        if not r.values["wade"]:
            continue
        w, i = r.median("wade"), r.median("ipykernel")
        say = [] if r.ahead() else ["behind"]
        if r.aim is not None and w > r.aim:
            say.append("misses its aim")
        if r.worst is not None and r.p99("wade") > r.worst:
            say.append(f"p99 misses its aim of {r.worst:g}")
        if say:
            losses.append(r.name + ": " + ", ".join(say))
        aim = "" if r.aim is None else f"{r.aim:g}"
        print(f"{r.name:30} {w:10.2f} {r.p99('wade'):9.2f} {i:11.2f} {r.p99('ipykernel'):9.2f}  {i / w:5.1f}x  {aim:>6} {r.unit}  {', '.join(say)}".rstrip())
    print("\nlosses: " + ("; ".join(losses) if losses else "none"))


def main():
    wade = os.path.abspath(args.wade)
    versions = [subprocess.run([wade, "version"], capture_output=True, text=True, check=True).stdout.strip().replace("\n", ", "),
                f"ipykernel {ipykernel.__version__}", f"Python {platform.python_version()}", f"jupyter_client {jupyter_client.__version__}", f"pyzmq {zmq.__version__}"]
    print(machine(), "; ".join(versions), sep="\n")
    folder = tempfile.mkdtemp(prefix="wade-bench-")
    try:
        kernels = os.path.join(folder, "kernels")
        for side, argv, more in (("wade", [wade, "kernel", "-f", "{connection_file}"], {"interrupt_mode": "message"}),
                                 ("ipykernel", [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], {})):
            os.makedirs(os.path.join(kernels, side))
            with open(os.path.join(kernels, side, "kernel.json"), "w") as f:
                json.dump({"argv": argv, "display_name": side, "language": "go" if side == "wade" else "python", **more}, f)
        os.environ["IPYTHONDIR"] = os.path.join(folder, "ipython")
        measure(folder, KernelSpecManager(kernel_dirs=[kernels], ensure_native_kernel=False))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print()
    table()
    if args.json:
        with open(args.json, "w") as f:
            json.dump({"machine": machine(), "versions": versions, "rows": [
                {"name": r.name, "unit": r.unit, "aim": r.aim, "values": r.values} for r in rows if r.values["wade"]]}, f, indent=1)


main()
