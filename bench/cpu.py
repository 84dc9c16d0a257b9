"""Times wade's CPU backend beside PyTorch and llama.cpp on a large model, in turns, and writes what came out.

    python bench/cpu.py                    # everything; needs what `make bench` builds
    python bench/cpu.py --only lm vision   # some groups; those done before are kept in build/bench/cpu.json
    python bench/cpu.py --render           # only writes the tables and the picture again

Every side of a row computes the same thing with the same number of threads, from the same random weights. Rounds of all sides
alternate, ratios are of medians, and each figure of wade is also given as a share of what the machine can do at most: of the
larger of the time to read the weights and the time to multiply, by limits measured in the same run.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time

from serve import Side
import cpu_report
from cpu_rows import GROUPS

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--build", default="build", help="folder of the commands bench-model and bench-kernels")
parser.add_argument("--out", default="build/bench", help="folder of weights and results")
parser.add_argument("--weights", help="folder of the weights, if it is another")
parser.add_argument("--rounds", type=int, default=5, help="that are timed, after one to warm up")
parser.add_argument("--only", nargs="+", choices=list(GROUPS), default=list(GROUPS))
parser.add_argument("--quick", action="store_true", help="three rounds, and only the groups that say most")
parser.add_argument("--render", action="store_true")
args = parser.parse_args()
args.weights = args.weights or args.out
threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
here = os.path.dirname(os.path.abspath(__file__))
results_path = os.path.join(args.out, "cpu.json")


def busy(seconds):
    """The share of one processor that everybody uses meanwhile, after a pause in which the threads of the last side fall asleep."""

    def used():
        with open("/proc/stat") as f:
            t = list(map(int, f.readline().split()[1:]))
        return sum(t[:3]) + sum(t[5:8])

    time.sleep(0.05)
    before = used()
    time.sleep(seconds)
    return (used() - before) / os.sysconf("SC_CLK_TCK") / seconds


def quiet():
    """Waits for a quiet machine, a while."""
    if not os.path.exists("/proc/stat"):
        return True
    for _ in range(20):
        if busy(0.1) < 0.3:
            return True
    return False


def available():
    with open("/proc/meminfo") as f:
        return next(int(line.split()[1]) / 2**20 for line in f if line.startswith("MemAvailable"))


def model(policy, parts, size="1b", via="process"):
    return lambda: Side([os.path.join(args.build, "bench-model"), "-serve", "-size", size, "-dir", args.weights, "-policy", policy, "-parts", parts, "-via", via])


def kernels():
    return Side([os.path.join(args.build, "bench-kernels"), "-serve"])


def torch(dtype, *flags):
    return lambda: Side([sys.executable, os.path.join(here, "cpu_torch.py"), "--weights", os.path.join(args.weights, "1b"), "--dtype", dtype, "--threads", str(threads), *flags])


def llama(kind):
    return lambda: Side([sys.executable, os.path.join(here, "cpu_llama.py"), "--weights", os.path.join(args.weights, "1b", "language.safetensors"),
                         "--gguf", os.path.join(args.weights, "1b", kind + ".gguf"), "--type", kind, "--threads", str(threads)])


def open_side(name):
    """A side by its name in the rows: "wade bf16 language,gated", "torch f32", "llama q8_0"."""
    kind, *rest = name.split()
    return {"wade": model, "torch": torch, "llama": llama, "kernels": lambda: kernels}[kind](*rest)()


class Sides:
    """The sides of a group, started when they are first asked; one that cannot be is left out."""

    def __init__(self):
        self.open, self.failed = {}, {}

    def get(self, name):
        if name not in self.open and name not in self.failed:
            try:
                self.open[name] = open_side(name)
            except (RuntimeError, OSError) as e:
                self.failed[name] = str(e)
                print(f"  SKIPPED: {name}: {e}")
        return self.open.get(name)

    def close(self):
        for s in self.open.values():
            s.close()
        self.open = {}


def race(row, sides, rounds):
    """Asks all sides of a row in turns."""
    times, ids, extra, loud, asked = {}, {}, {}, 0, 0
    names = list(row["sides"])
    for round in range(rounds + 1):
        for name in names if round % 2 == 0 else reversed(names):
            side = sides.get(row["sides"][name][0])
            if side is None or name in times and times[name] is None:
                continue
            asked, loud = asked + 1, loud + (not quiet())
            try:
                answer = side.ask(row["sides"][name][1])
            except RuntimeError as e:
                print(f"  SKIPPED: {row['name']}, {name}: {e}")
                times[name] = None
                continue
            if round:
                times.setdefault(name, []).append(answer["ms"])
                for key in ("first_ms", "pictures_ms"):
                    if key in answer:
                        extra.setdefault(name, {}).setdefault(key, []).append(answer[key])
            ids[name] = answer.get("ids")
    for name in names:
        if extra.get(name):
            extra[name]["pid"] = sides.get(row["sides"][name][0]).hello["pid"]
            extra[name]["peak_gb"] = peak(extra[name].pop("pid"))
    done = {n: t for n, t in times.items() if t}
    return {"ms": {n: statistics.median(t) for n, t in done.items()}, "fastest": {n: min(t) for n, t in done.items()}, "rounds": rounds,
            "extra": {n: {k: statistics.median(v) if isinstance(v, list) else v for k, v in e.items()} for n, e in extra.items()},
            "loud": loud > asked / 4, "ids": {n: i for n, i in ids.items() if i}}


def peak(pid):
    with open(f"/proc/{pid}/status") as f:
        return next(int(line.split()[1]) / 1e6 for line in f if line.startswith("VmHWM"))


def starts(results):
    """From nothing to the first token, with files that the system has in memory and with files that it has not."""
    for cold in (True, False):
        row = {"ms": {}, "fastest": {}, "rounds": 1, "extra": {}, "loud": False, "ids": {}}
        for name, side in (("wade", "wade bf16 gated,language"), ("torch", "torch bf16")):
            if cold:
                for part in ("gated", "language"):
                    with open(os.path.join(args.weights, "1b", part + ".safetensors"), "rb") as f:
                        os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            quiet()
            began = time.perf_counter()
            try:
                s = open_side(side)
            except RuntimeError as e:
                print(f"  SKIPPED: {side}: {e}")
                continue
            s.ask("prefill tokens=16 gated=1")
            row["ms"][name] = row["fastest"][name] = 1e3 * (time.perf_counter() - began)
            row["extra"][name] = {"peak_gb": peak(s.hello["pid"])}
            s.close()
        results["rows"]["start, files " + ("not in memory" if cold else "in memory")] = {"group": "start", "unit": "ms to the first token", **row}


def header():
    k = Side([os.path.join(args.build, "bench-kernels"), "-serve"])
    quiet()
    limits = k.ask("limits")
    k.close()
    versions = {"Go": subprocess.run(["go", "env", "GOVERSION"], capture_output=True, text=True).stdout.strip().removeprefix("go"), "Python": platform.python_version()}
    from importlib import metadata
    for name in ("torch", "llama_cpp_python"):
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            pass
    compiler = subprocess.run(["cc", "--version"], capture_output=True, text=True).stdout.splitlines()
    if compiler:
        versions["cc"] = compiler[0]
    return {"machine": k.hello, "limits": limits, "versions": versions, "system": f"{platform.system()} {platform.release()}"}


def save(results):
    with open(results_path + ".new", "w") as f:
        json.dump(results, f, indent=1)
    os.replace(results_path + ".new", results_path)


def main():
    results = {"rows": {}}
    if os.path.exists(results_path):
        with open(results_path) as f:
            results = json.load(f)
    if not args.render:
        os.makedirs(args.out, exist_ok=True)
        new = header()
        old = results.get("limits", {})
        new["limits"] = {k: max(v, old.get(k, 0)) for k, v in new["limits"].items()} if results.get("machine") == new["machine"] else new["limits"]
        results |= new
        for group in args.only:
            rows, needs, quick = GROUPS[group]()
            if args.quick and not quick:
                continue
            if available() < needs:
                print(f"SKIPPED: {group} needs {needs} GB of memory, {available():.0f} are free")
                continue
            print(group, flush=True)
            if group == "start":
                starts(results)
                save(results)
                continue
            sides = Sides()
            try:
                for row in rows:
                    r = race(row, sides, 3 if args.quick else row.get("rounds", args.rounds))
                    results["rows"][row["name"]] = {"group": group, **{k: v for k, v in row.items() if k not in ("name", "sides")}, **r}
                    print("  " + row["name"] + ": " + ", ".join(f"{n} {t:.4g} ms" for n, t in r["ms"].items()) + (" (not quiet)" if r["loud"] else ""), flush=True)
                    save(results)
            finally:
                sides.close()
            save(results)
    text = cpu_report.tables(results)
    with open(os.path.join(args.out, "cpu.md"), "w") as f:
        f.write(text)
    with open(os.path.join(args.out, "roofline.svg"), "w") as f:
        f.write(cpu_report.roofline(results))
    print(text)


main()
