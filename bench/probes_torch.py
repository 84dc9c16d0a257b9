"""Times captures and a full sweep of activation patching in wade, in PyTorch with hooks and in nnsight.

All have the same weights in float32, the same prompts of 60 tokens, the same number of threads; pictures are encoded once by
all. Jobs alternate, so that whatever else the machine does hits all alike, and the maps of patching must agree.

    python bench/probes_torch.py --wade-probes build/bench-probes
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--wade-probes", default="build/bench-probes", help="what bench/probes builds to")
parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
parser.add_argument("--rounds", type=int, default=9, help="timed rounds of short jobs, after two to warm up")
parser.add_argument("--sweeps", type=int, default=3, help="timed rounds of sweeps, after one to warm up")
parser.add_argument("--json", help="also write the figures here")
args = parser.parse_args()
for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(args.threads)

import torch
from safetensors.torch import load_file

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "tools"))
import pond_torch

try:
    import nnsight
except ImportError as e:
    nnsight = None
    print(f"SKIPPED: nnsight ({e})")

torch.set_num_threads(args.threads)
torch.set_grad_enabled(False)


class Wade:
    def __init__(self, folder):
        self.p = subprocess.Popen([args.wade_probes, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.head = json.loads(self.read())

    def read(self):
        line = self.p.stdout.readline()
        if not line:
            sys.exit("bench: wade ended, see above")
        return line

    def job(self, name):
        def run():
            self.p.stdin.write(name + "\n")
            self.p.stdin.flush()
            r = json.loads(self.read())
            return r["ms"], r["values"]
        return run


class Torch:
    """The language model with its gated blocks; the latents of pictures are computed before."""

    def __init__(self, head, folder):
        self.model = pond_torch.load()
        self.lm, self.head = self.model.lm, head
        c = self.model.config
        mean, std = (torch.tensor(c["vision"][k])[:, None, None] for k in ("mean", "std"))
        pictures, latents = load_file(os.path.join(folder, "pictures.safetensors")), c["resampler"]["latents"]
        self.inputs = []
        for i in (0, 1):
            px = torch.stack([(pictures[f"{i}/{k}"] - mean) / std for k in range(sum(n.startswith(f"{i}/") for n in pictures))])
            media = self.model.resampler(self.model.vision(px)).flatten(0, 1)[None]
            image = torch.tensor([head["image"][i]])
            mask = (image[:, :, None] == torch.arange(len(px))).repeat_interleave(latents, 2)[:, None]
            self.pictures = px
            self.inputs.append((torch.tensor([head["ids"][i]]), media, mask))
        self.layers, self.tokens = range(len(self.lm.blocks)), len(head["ids"][0])
        self.resid = [*self.lm.blocks, *self.lm.gated.values()]

    def metric(self, logits):
        p = logits[:, -1].log_softmax(-1)
        return p[:, self.head["answer"]] - p[:, self.head["against"]]

    def plain(self):
        return self.lm(*self.inputs[1])

    def capture(self):
        kept = []
        handles = [m.register_forward_hook(lambda m, i, o: kept.append(o)) for m in self.resid]
        self.lm(*self.inputs[1])
        for h in handles:
            h.remove()
        return kept

    def pictures_too(self, capture=False):
        """Pictures and language model, each picture through the encoder again."""
        kept, m = [], self.model
        modules = [*m.vision.blocks, *m.resampler.blocks, *self.resid] if capture else []
        handles = [x.register_forward_hook(lambda m, i, o: kept.append(o)) for x in modules]
        ids, _, mask = self.inputs[1]
        self.lm(ids, m.resampler(m.vision(self.pictures)).flatten(0, 1)[None], mask)
        for h in handles:
            h.remove()

    def clean(self):
        kept = []
        handles = [b.register_forward_hook(lambda m, i, o: kept.append(o)) for b in self.lm.blocks]
        self.lm(*self.inputs[0])
        for h in handles:
            h.remove()
        return kept

    def loop(self):
        clean, out = self.clean(), []
        for layer in self.layers:
            for at in range(self.tokens):
                def patch(module, inputs, output):
                    output = output.clone()
                    output[:, at] = clean[layer][:, at]
                    return output
                handle = self.lm.blocks[layer].register_forward_hook(patch)
                out.append(self.metric(self.lm(*self.inputs[1])).item())
                handle.remove()
        return out

    def batched(self):
        """A pass for each layer, with a row of the batch for each position."""
        clean, out, n = self.clean(), [], self.tokens
        ids, media, mask = (x.expand(n, *x.shape[1:]) for x in self.inputs[1])
        rows = torch.arange(n)
        for layer in self.layers:
            def patch(module, inputs, output):
                output = output.clone()
                output[rows, rows] = clean[layer][0]
                return output
            handle = self.lm.blocks[layer].register_forward_hook(patch)
            out += self.metric(self.lm(ids, media, mask)).tolist()
            handle.remove()
        return out

    # nnsight: a trace for each cell, and the same batch in one trace for each layer.

    def sight(self):
        self.nn = nnsight.NNsight(self.lm)
        return self

    def sight_capture(self):
        with self.nn.trace(*self.inputs[1]):
            kept = nnsight.save([b.output for b in self.sight_order()])
        return kept

    def sight_order(self):
        for i, b in enumerate(self.nn.blocks):
            if str(i) in self.lm.gated:
                yield getattr(self.nn.gated, str(i))
            yield b

    def sight_loop(self):
        clean, out = self.clean(), []
        for layer in self.layers:
            for at in range(self.tokens):
                with self.nn.trace(*self.inputs[1]):
                    self.nn.blocks[layer].output[:, at] = clean[layer][:, at]
                    logits = self.nn.output.save()
                out.append(self.metric(logits).item())
        return out

    def sight_batched(self):
        clean, out, n = self.clean(), [], self.tokens
        ids, media, mask = (x.expand(n, *x.shape[1:]) for x in self.inputs[1])
        rows = torch.arange(n)
        for layer in self.layers:
            with self.nn.trace(ids, media, mask):
                self.nn.blocks[layer].output[rows, rows] = clean[layer][0]
                logits = self.nn.output.save()
            out += self.metric(logits).tolist()
        return out


def timed(f):
    def run():
        start = time.perf_counter()
        values = f()
        return (time.perf_counter() - start) * 1e3, values
    return run


def race(title, jobs, rounds, warm, ours, agree=False):
    """Runs jobs in turns and prints the median of each, with how many times as long as ours it took."""
    times, results = {name: [] for name in jobs}, {}
    for r in range(rounds + warm):
        for name, job in jobs.items():
            ms, results[name] = job()
            if r >= warm:
                times[name].append(ms)
    if agree:
        for name, values in results.items():
            gap = max(abs(a - b) for a, b in zip(values, results[ours], strict=True))
            if gap > 1e-3:
                sys.exit(f"bench: the map of {name} differs from wade's by {gap:.2e}")
    medians = {name: statistics.median(t) for name, t in times.items()}
    print(f"\n| {title} | ms, median | fastest | of {ours} |\n| --- | ---: | ---: | ---: |")
    for name, ms in medians.items():
        print(f"| {name} | {ms:.2f} | {min(times[name]):.2f} | {ms / medians[ours]:.2f} |", flush=True)
    return {"medians": medians, "times": times}


def main():
    with tempfile.TemporaryDirectory() as folder:
        wade = Wade(folder)
        torch_ = Torch(wade.head, folder)
    n = torch_.tokens
    print(f"wade on {wade.head['backend']}; PyTorch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}{f'; nnsight {nnsight.__version__}' if nnsight else ''}; "
          f"{args.threads} threads, load {os.getloadavg()[0]:.1f}; {platform.machine()}, Python {platform.python_version()}; {n} tokens, {len(torch_.layers)} layers")
    short = {"wade, plain run": wade.job("plain"), "wade, all residuals kept": wade.job("capture"),
             "PyTorch, plain run": timed(torch_.plain), "PyTorch hooks, all residuals kept": timed(torch_.capture)}
    seen = {"wade, plain run": wade.job("plain, new pictures"), "wade, all residuals kept": wade.job("capture, new pictures"),
            "PyTorch, plain run": timed(torch_.pictures_too), "PyTorch hooks, all residuals kept": timed(lambda: torch_.pictures_too(True))}
    sweeps = {"wade, one sweep": wade.job("sweep"), "wade, a run for each cell": wade.job("loop"),
              "PyTorch hooks, a run for each cell": timed(torch_.loop), "PyTorch hooks, positions as a batch": timed(torch_.batched)}
    if nnsight:
        torch_.sight()
        short["nnsight, all residuals kept"] = timed(torch_.sight_capture)
        sweeps |= {"nnsight, a trace for each cell": timed(torch_.sight_loop), "nnsight, positions as a batch": timed(torch_.sight_batched)}
    figures = {"run": race("a run, pictures known", short, args.rounds, 2, "wade, plain run"),
               "new": race("a run, pictures new", seen, args.rounds, 2, "wade, plain run"),
               "sweep": race(f"{len(torch_.layers)} x {n} patches", sweeps, args.sweeps, 1, "wade, one sweep", agree=True),
               "generate": race("16 tokens", {"wade, plain": wade.job("generate"), "wade, all residuals kept at every step": wade.job("generate and capture")}, args.rounds, 2, "wade, plain")}
    wade.p.stdin.close()
    wade.p.wait()
    if args.json:
        with open(args.json, "w") as f:
            json.dump(figures, f, indent=1)


main()
