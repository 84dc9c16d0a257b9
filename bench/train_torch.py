"""Times one training step of each stage of pond in wade and in PyTorch.

Both do the same work in float32 with the same number of threads on batches of the same sizes: forward, backward,
clipping, AdamW. Steps alternate, so that whatever else the machine does hits both alike. PyTorch runs eagerly with
fused projections, its own attention kernels and its fused AdamW; --compile lets torch.compile at it. With --precision
bf16 wade's products round their operands to bfloat16, and PyTorch goes without and with its autocast to bfloat16.

    python bench/train_torch.py --wade bin/wade --threads 2
"""

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--wade", default="bin/wade", help="the command to compare with")
parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
parser.add_argument("--steps", type=int, default=5, help="timed steps of each side, after two to warm up")
parser.add_argument("--stages", nargs="+", default=["vision", "language", "fewshot"])
parser.add_argument("--compile", action="store_true", help="use torch.compile")
parser.add_argument("--precision", choices=["f32", "bf16"], default="f32", help="of wade's products")
parser.add_argument("--json", help="also write the figures here")
args = parser.parse_args()

for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(args.threads)

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(args.threads)
torch.manual_seed(0)

WIDTH, HEADS, MLP, VOCAB, CONTEXT, LATENTS, JOINT = 128, 4, 512, 106, 256, 16, 64


def split(x):
    return x.unflatten(-1, (HEADS, -1)).transpose(1, 2)


def merge(x):
    return x.transpose(1, 2).flatten(2)


class FeedForward(nn.Module):
    def __init__(self, bias):
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.up, self.down = nn.Linear(WIDTH, MLP, bias), nn.Linear(MLP, WIDTH, bias)

    def forward(self, x):
        return self.down(F.gelu(self.up(self.norm(x))))


class Block(nn.Module):
    """A pre-norm transformer layer."""

    def __init__(self, causal, bias):
        super().__init__()
        self.causal, self.norm = causal, nn.LayerNorm(WIDTH)
        self.qkv, self.out, self.ffw = nn.Linear(WIDTH, 3 * WIDTH, bias), nn.Linear(WIDTH, WIDTH, bias), FeedForward(bias)

    def forward(self, x):
        q, k, v = (split(y) for y in self.qkv(self.norm(x)).chunk(3, -1))
        x = x + self.out(merge(F.scaled_dot_product_attention(q, k, v, is_causal=self.causal)))
        return x + self.ffw(x)


class Vision(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch = nn.Conv2d(3, WIDTH, 6, 6)
        self.position = nn.Parameter(0.02 * torch.randn(64, WIDTH))
        self.blocks = nn.Sequential(*[Block(False, True) for _ in range(4)])

    def forward(self, images):
        return self.blocks(self.patch(images).flatten(2).transpose(1, 2) + self.position)


class Contrast(nn.Module):
    """Stage 1: pictures and captions."""

    def __init__(self):
        super().__init__()
        self.vision = Vision()
        self.words, self.places = nn.Embedding(VOCAB, WIDTH), nn.Parameter(0.02 * torch.randn(12, WIDTH))
        self.blocks, self.norm = nn.Sequential(*[Block(True, False) for _ in range(2)]), nn.LayerNorm(WIDTH)
        self.image, self.text = nn.Linear(WIDTH, JOINT, False), nn.Linear(WIDTH, JOINT, False)
        self.scale = nn.Parameter(torch.zeros(()))

    def forward(self, batch):
        a = F.normalize(self.image(self.vision(batch["images"]).mean(1)), dim=-1)
        x = self.norm(self.blocks(self.words(batch["ids"]) + self.places).flatten(0, 1)[batch["last"]])
        b = F.normalize(self.text(x), dim=-1)
        logits = (14 + 30 * self.scale) * a @ b.T
        return (F.cross_entropy(logits, batch["match"]) + F.cross_entropy(logits.T, batch["match"])) / 2


class Language(nn.Module):
    """Stage 2: text; given media, with gated blocks."""

    def __init__(self):
        super().__init__()
        self.words, self.places = nn.Embedding(VOCAB, WIDTH), nn.Embedding(CONTEXT, WIDTH)
        nn.init.normal_(self.words.weight, std=0.02)
        self.blocks, self.norm = nn.ModuleList([Block(True, True) for _ in range(4)]), nn.LayerNorm(WIDTH)

    def forward(self, batch, gated=None, media=None, mask=None, seen=None):
        ids = batch["ids"]
        x = self.words(ids) + self.places(torch.arange(ids.shape[1]))
        for i, block in enumerate(self.blocks):
            if gated is not None:
                x = gated[i](x, media, mask, seen)
            x = block(x)
        logits = F.linear(self.norm(x), self.words.weight)
        loss = F.cross_entropy(logits.flatten(0, 1), batch["targets"].flatten(), reduction="none")
        weights = batch["weights"].flatten()
        return (loss * weights).sum() / weights.sum()


class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm, self.q, self.kv, self.out = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, WIDTH, False), nn.Linear(WIDTH, 2 * WIDTH, False), nn.Linear(WIDTH, WIDTH, False)
        self.ffw, self.gates = FeedForward(False), nn.Parameter(torch.zeros(2))

    def forward(self, x, media, mask, seen):
        k, v = (split(y) for y in self.kv(media).chunk(2, -1))
        a = F.scaled_dot_product_attention(split(self.q(self.norm(x))), k, v, attn_mask=mask)
        gates = self.gates.tanh()
        x = x + gates[0] * (self.out(merge(a)) * seen)
        return x + gates[1] * self.ffw(x)


class Resampler(nn.Module):
    class Layer(nn.Module):
        def __init__(self):
            super().__init__()
            self.latents, self.media = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
            self.q, self.kv, self.out, self.ffw = nn.Linear(WIDTH, WIDTH, False), nn.Linear(WIDTH, 2 * WIDTH, False), nn.Linear(WIDTH, WIDTH, False), FeedForward(False)

        def forward(self, z, features):
            n = self.latents(z)
            k, v = (split(y) for y in self.kv(torch.cat([self.media(features), n], 1)).chunk(2, -1))
            z = z + self.out(merge(F.scaled_dot_product_attention(split(self.q(n)), k, v)))
            return z + self.ffw(z)

    def __init__(self):
        super().__init__()
        self.start = nn.Parameter(torch.randn(LATENTS, WIDTH))
        self.layers, self.norm = nn.ModuleList([self.Layer() for _ in range(2)]), nn.LayerNorm(WIDTH)

    def forward(self, features):
        z = self.start.expand(len(features), -1, -1)
        for layer in self.layers:
            z = layer(z, features)
        return self.norm(z)


class FewShot(nn.Module):
    """Stage 3: resampler and gated blocks between a frozen vision encoder and a frozen language model."""

    def __init__(self):
        super().__init__()
        self.vision, self.language = Vision().requires_grad_(False), Language().requires_grad_(False)
        self.resampler, self.gated = Resampler(), nn.ModuleList([Gated() for _ in range(4)])

    def forward(self, batch):
        with torch.no_grad():
            features = self.vision(batch["images"])
        media = self.resampler(features)[batch["slots"]].flatten(1, 2)  # [batch, most images x latents, width]
        return self.language(batch, self.gated, media, batch["mask"], batch["seen"])


def batch_of(stage, sizes):
    """Random data of the sizes that wade's batch has."""
    batch = {}
    for name in ("images", "weights"):
        if name in sizes:
            batch[name] = torch.rand(sizes[name])
    for name in ("ids", "targets"):
        if name in sizes:
            batch[name] = torch.randint(0, VOCAB, sizes[name])
    if stage == "vision":
        n = sizes["ids"][0]
        batch["last"] = torch.arange(n) * 12 + 11
        batch["match"] = torch.eye(n)
    if stage == "fewshot":
        n, tokens = sizes["ids"]
        images = sizes["images"][0]
        first = [i * images // n for i in range(n + 1)]
        most = max(b - a for a, b in zip(first, first[1:]))
        batch["slots"] = torch.tensor([[min(a + j, b - 1) for j in range(most)] for a, b in zip(first, first[1:])])
        own = torch.tensor([b - a for a, b in zip(first, first[1:])])
        latest = torch.arange(tokens) * own[:, None] // tokens  # a row's picture at each token
        mask = torch.arange(most) == latest[:, :, None]
        batch["mask"] = mask.repeat_interleave(LATENTS, 2)[:, None]
        batch["seen"] = torch.ones(n, tokens, 1)
    return batch


class Torch:
    def __init__(self, stage, sizes, autocast=False):
        self.autocast = autocast
        self.model = {"vision": Contrast, "language": Language, "fewshot": FewShot}[stage]()
        self.batch = batch_of(stage, sizes)
        self.params = [p for p in self.model.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(self.params, lr=1e-4, betas=(0.9, 0.95), weight_decay=0.05, fused=True)
        self.forward = torch.compile(self.model) if args.compile else self.model

    def step(self):
        start = time.perf_counter()
        self.optimiser.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.autocast):
            loss = self.forward(self.batch)
        loss.backward()
        nn.utils.clip_grad_norm_(self.params, 1.0)
        self.optimiser.step()
        loss.item()
        if not math.isfinite(loss.item()):
            sys.exit("bench: PyTorch's loss is not finite")
        return (time.perf_counter() - start) * 1e3


class Wade:
    def __init__(self, stage):
        self.p = subprocess.Popen([args.wade, "train", "bench", stage, "--threads", str(args.threads), "--precision", args.precision],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.head = json.loads(self.read())

    def read(self):
        line = self.p.stdout.readline()
        if not line:
            sys.exit(f"bench: {args.wade} ended, see above")
        return line

    def step(self):
        self.p.stdin.write("\n")
        self.p.stdin.flush()
        return float(self.read())

    def close(self):
        self.p.stdin.close()
        self.p.wait()


def main():
    results = []
    for stage in args.stages:
        ours = Wade(stage)
        theirs = {"torch": Torch(stage, ours.head["sizes"])}
        if args.precision == "bf16":
            theirs["autocast"] = Torch(stage, ours.head["sizes"], autocast=True)
        if not results:
            print(f"wade on {ours.head['backend']}; PyTorch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}"
                  f"{', compiled' if args.compile else ''}; {args.threads} threads; {platform.machine()}, Python {platform.python_version()}")
            print(f"{'stage':10} {'wade ms':>9}" + "".join(f" {name + ' ms':>12} {'/wade':>6}" for name in theirs) + "   sizes")
        times = {name: [] for name in ["wade", *theirs]}
        for i in range(2 + args.steps):
            for name, side in [("wade", ours), *theirs.items()]:
                ms = side.step()
                if i >= 2:
                    times[name].append(ms)
        ours.close()
        sizes = {k: v for k, v in ours.head["sizes"].items() if k in ("images", "ids")}
        medians = {name: statistics.median(t) for name, t in times.items()}
        ratios = {name: medians[name] / medians["wade"] for name in theirs}
        results.append({"stage": stage, "precision": args.precision, "ms": medians, "ratios": ratios, "all": times, "sizes": sizes})
        print(f"{stage:10} {medians['wade']:9.1f}" + "".join(f" {medians[name]:12.1f} {ratios[name]:5.2f}x" for name in theirs) + f"   {sizes}", flush=True)
    if args.json:
        with open(args.json, "w") as f:
            json.dump({"torch": torch.__version__, "threads": args.threads, "capability": torch.backends.cpu.get_cpu_capability(), "stages": results}, f, indent=1)


main()
