"""The large model in PyTorch, written for speed: what bench/cpu.py holds wade's CPU backend against.

Weights come from the same files. Projections that read the same values are one matrix, attention is PyTorch's own fused
kernel, keys and values lie in caches made beforehand, and those of pictures are computed once per prompt.
"""

import argparse
import json
import os
import sys
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--weights", help="folder of the files, one for each part of the model")
parser.add_argument("--dtype", choices=["f32", "bf16"], default="bf16")
parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
parser.add_argument("--compile", action="store_true", help="let torch.compile at it")
args = parser.parse_args()
for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = str(args.threads)

import torch
import torch.nn.functional as F
from safetensors import safe_open

from serve import serve, token

torch.set_num_threads(args.threads)
torch.manual_seed(0)
DTYPE = {"f32": torch.float32, "bf16": torch.bfloat16}[args.dtype]


class Part:
    """The weights of a part of the model."""

    def __init__(self, name):
        with safe_open(os.path.join(args.weights, name + ".safetensors"), "pt") as f:
            self.config = json.loads(f.metadata()["config"])
            self.w = {k: f.get_tensor(k).to(DTYPE) for k in f.keys()}

    def get(self, name):
        return self.w.pop(name, None)

    def pair(self, name):
        return self.get(name + ".w"), self.get(name + ".b")

    def joined(self, prefix, names):
        """Several linear layers as one."""
        pairs = [self.pair(prefix + n) for n in names]
        return torch.cat([w for w, _ in pairs]), None if pairs[0][1] is None else torch.cat([b for _, b in pairs])


def norm(x, p):
    return F.layer_norm(x, x.shape[-1:], p[0], p[1], 1e-5)


def split(x, heads):
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def merge(x):
    return x.transpose(1, 2).flatten(2)


def quick_gelu(x):
    return x * torch.sigmoid(1.702 * x)


class Vision:
    def __init__(self):
        p = Part("vision")
        self.c = c = p.config["vision"]
        self.heads = c["heads"]
        self.patch, self.position = p.pair("vision.patch"), p.get("vision.position.w")
        self.layers = [(p.pair(n + "attn.norm"), p.joined(n + "attn.", "qkv"), p.pair(n + "attn.out"), p.pair(n + "ffw.norm"), p.pair(n + "ffw.up"), p.pair(n + "ffw.out"))
                       for n in (f"vision.{i}." for i in range(c["layers"]))]

    def __call__(self, images):
        x = F.conv2d(images, *self.patch, stride=self.c["patch"]).flatten(2).transpose(1, 2) + self.position
        for n1, qkv, out, n2, up, down in self.layers:
            q, k, v = (split(y, self.heads) for y in F.linear(norm(x, n1), *qkv).chunk(3, -1))
            x = x + F.linear(merge(F.scaled_dot_product_attention(q, k, v)), *out)
            x = x + F.linear(quick_gelu(F.linear(norm(x, n2), *up)), *down)
        return x


class Resampler:
    def __init__(self):
        p = Part("resampler")
        c = p.config["resampler"]
        self.heads = c["heads"]
        self.latents, self.norm = p.get("resampler.latents.w"), p.pair("resampler.norm")
        self.layers = [(p.pair(n + "attn.norm"), p.pair(n + "attn.media"), p.pair(n + "attn.q"), p.joined(n + "attn.", "kv"), p.pair(n + "attn.out"),
                        p.pair(n + "ffw.norm"), p.pair(n + "ffw.up"), p.pair(n + "ffw.out")) for n in (f"resampler.{i}." for i in range(c["layers"]))]

    def __call__(self, features):
        x = self.latents.expand(len(features), -1, -1)
        for n1, media, q, kv, out, n2, up, down in self.layers:
            latents = norm(x, n1)
            k, v = (split(y, self.heads) for y in F.linear(torch.cat([norm(features, media), latents], 1), *kv).chunk(2, -1))
            x = x + F.linear(merge(F.scaled_dot_product_attention(split(F.linear(latents, *q), self.heads), k, v)), *out)
            x = x + F.linear(F.gelu(F.linear(norm(x, n2), *up)), *down)
        return norm(x, self.norm)


class Language:
    def __init__(self):
        p = Part("language")
        self.c = c = p.config["language"]
        self.heads, self.vocab = c["heads"], c["vocab"]
        self.embed, self.norm = p.get("lm.embed.w"), p.pair("lm.norm")
        self.layers = [(p.pair(n + "attn.norm"), p.joined(n + "attn.", "qkv"), p.pair(n + "attn.out"), p.pair(n + "ffw.norm"), p.pair(n + "ffw.up"), p.pair(n + "ffw.out"))
                       for n in (f"lm.{i}." for i in range(c["layers"]))]
        self.gated = None
        self.context = 2048 + 64
        width = c["width"] // self.heads
        self.k, self.v = (torch.zeros(c["layers"], 1, self.heads, self.context, width, dtype=DTYPE) for _ in "kv")
        slopes = 2.0 ** (-8.0 * torch.arange(1, self.heads + 1) / self.heads)
        self.alibi = (slopes[:, None, None] * torch.arange(self.context)).to(DTYPE)[None]  # up to a number for each row, which softmax does not see

    def open_gates(self):
        if self.gated is None:
            p = Part("gated")
            self.cross = p.config["gated"]["heads"]
            self.gated = [(p.pair(n + "attn.norm"), p.pair(n + "attn.q"), p.joined(n + "attn.", "kv"), p.pair(n + "attn.out"), torch.tanh(p.get(n + "attn.alpha")),
                           p.pair(n + "ffw.norm"), p.pair(n + "ffw.up"), p.pair(n + "ffw.out"), torch.tanh(p.get(n + "ffw.alpha"))) for n in (f"gated.{i}." for i in range(self.c["layers"]))]

    def see(self, media):
        """Keys and values of all latents, for every layer."""
        self.open_gates()
        return [[split(y, self.cross) for y in F.linear(media.flatten(0, 1)[None], *g[2]).chunk(2, -1)] for g in self.gated]

    def bias(self, at, tokens):
        n = at + tokens
        if tokens == 1:
            return self.alibi[..., :n]
        hidden = torch.ones(tokens, n, dtype=torch.bool).triu(at + 1)
        return self.alibi[..., :n].expand(-1, -1, tokens, -1).masked_fill(hidden, float("-inf"))

    def __call__(self, ids, at, seen=None, mask=None):
        """Hidden states of tokens that follow those at the beginning of the caches."""
        x, tokens = F.embedding(ids, self.embed), ids.shape[1]
        bias = self.bias(at, tokens)
        for i, (n1, qkv, out, n2, up, down) in enumerate(self.layers):
            if seen is not None:
                gn1, q, _, gout, gate1, gn2, gup, gdown, gate2 = self.gated[i]
                mix = F.scaled_dot_product_attention(split(F.linear(norm(x, gn1), *q), self.cross), *seen[i], attn_mask=mask)
                x = x + gate1 * F.linear(merge(mix), *gout)
                x = x + gate2 * F.linear(F.gelu(F.linear(norm(x, gn2), *gup)), *gdown)
            q, k, v = (split(y, self.heads) for y in F.linear(norm(x, n1), *qkv).chunk(3, -1))
            self.k[i][:, :, at:at + tokens], self.v[i][:, :, at:at + tokens] = k, v
            mix = F.scaled_dot_product_attention(q, self.k[i][:, :, :at + tokens], self.v[i][:, :, :at + tokens], attn_mask=bias)
            x = x + F.linear(merge(mix), *out)
            x = x + F.linear(F.gelu(F.linear(norm(x, n2), *up)), *down)
        return norm(x, self.norm)

    def draw(self, x):
        return F.linear(x[:, -1:], self.embed).argmax(-1)


made = {}


def part(kind, compiled=False):
    if kind not in made:
        made[kind] = kind()
        if compiled and args.compile:
            made[kind] = torch.compile(made[kind].__call__)
    return made[kind]


def tokens_of(at, n, vocab):
    return torch.tensor([[token(at + i, vocab) for i in range(n)]])


def ms(start):
    return 1e3 * (time.perf_counter() - start)


def rms(x):
    return float(x.double().square().mean().sqrt())


def media_of(images):
    return torch.randn(images, 64, part(Language).embed.shape[1] // 2, dtype=DTYPE)


@torch.inference_mode()
def vision(n):
    x, model = torch.randn(n["images"], 3, 224, 224, dtype=DTYPE), part(Vision, True)
    start = time.perf_counter()
    y = model(x)
    return {"ms": ms(start), "norm": rms(y)}


@torch.inference_mode()
def resampler(n):
    model = part(Resampler, True)
    x = torch.randn(n["images"], 256, model.latents.shape[1] if hasattr(model, "latents") else 1024, dtype=DTYPE)
    start = time.perf_counter()
    y = model(x)
    return {"ms": ms(start), "norm": rms(y)}


@torch.inference_mode()
def prefill(n):
    lm = part(Language)
    lm.open_gates() if n["gated"] else None
    ids, media = tokens_of(0, n["tokens"], lm.vocab), media_of(1) if n["gated"] else None
    start = time.perf_counter()
    seen = lm.see(media) if n["gated"] else None
    x = lm(ids, 0, seen)
    drawn = lm.draw(x)
    return {"ms": ms(start), "norm": rms(x[:, -1]), "ids": [int(drawn)]}


@torch.inference_mode()
def decode(n):
    lm = part(Language)
    key = ("context", n["context"], n["gated"])
    if made.get("caches") != key:
        seen = lm.see(media_of(1)) if n["gated"] else None
        for at in range(0, n["context"], 256):
            lm(tokens_of(at, min(256, n["context"] - at), lm.vocab), at, seen)
        made["caches"], made["seen"] = key, seen
    ids = tokens_of(n["context"], 1, lm.vocab)
    start = time.perf_counter()
    drawn = write(lm, ids, n["context"], n["tokens"], made["seen"])
    return {"ms": ms(start) / n["tokens"], "ids": drawn}


def write(lm, ids, at, tokens, seen, mask=None):
    drawn = []
    for i in range(tokens):
        ids = lm.draw(lm(ids, at + i, seen, mask))
        drawn.append(int(ids))
    return drawn


@torch.inference_mode()
def answer(n):
    images, prompt = n["images"], n["context"]
    see, compress, lm = part(Vision), part(Resampler), part(Language)
    lm.open_gates()
    made.pop("caches", None)
    pixels, ids = torch.randn(images, 3, 224, 224, dtype=DTYPE), tokens_of(0, prompt, lm.vocab)
    start = time.perf_counter()
    media = compress(see(pixels))
    pictures = ms(start)
    seen = lm.see(media)
    latest = torch.arange(prompt) * images // prompt
    mask = (latest[:, None] == torch.arange(images)).repeat_interleave(64, 1)
    drawn = lm.draw(lm(ids, 0, seen, mask))
    first = ms(start)
    start = time.perf_counter()
    write(lm, drawn, prompt, n["tokens"] - 1, seen, mask[-1:])
    return {"ms": ms(start) / (n["tokens"] - 1), "first_ms": first, "pictures_ms": pictures}


@torch.inference_mode()
def linear(n):
    shape = (n["out"], n["in"])
    key = ("matrices", shape, n["mib"])
    if made.get("matrices", [None])[0] != key:
        made.pop("matrices", None)
        count = -(-n["mib"] * 2**20 // (shape[0] * shape[1] * DTYPE.itemsize))
        first = (torch.randn(shape) / (3 * n["in"]) ** 0.5).to(DTYPE)
        made["matrices"] = key, [first.clone() for _ in range(count)]
    all = made["matrices"][1]
    x = torch.randn(n["rows"], n["in"], dtype=DTYPE)
    F.linear(x, all[0])
    start = time.perf_counter()
    for w in all:
        F.linear(x, w)
    return {"ms": ms(start) / len(all)}


@torch.inference_mode()
def attention(n):
    heads, width, rows, keys = n["heads"], n["width"], n["rows"], n["keys"]
    q = torch.randn(1, heads, rows, width, dtype=DTYPE)
    k, v = ([torch.randn(1, heads, keys, width, dtype=DTYPE) for _ in range(24)] for _ in "kv")
    slopes = 2.0 ** (-8.0 * torch.arange(1, heads + 1) / heads)
    bias = (slopes[:, None, None] * torch.arange(keys)).expand(-1, rows, -1)
    if rows > 1:
        bias = bias.masked_fill(torch.ones(rows, keys, dtype=torch.bool).triu(keys - rows + 1), float("-inf"))
    bias = bias.to(DTYPE)[None]
    for _ in range(2):
        start = time.perf_counter()
        for i in range(24):
            F.scaled_dot_product_attention(q, k[i], v[i], attn_mask=bias)
        took = ms(start)
    return {"ms": took / 24}


def forget(n):
    made.clear()
    return {}


if __name__ == "__main__":
    serve({"version": torch.__version__, "threads": torch.get_num_threads(), "capability": torch.backends.cpu.get_cpu_capability(), "pid": os.getpid()},
          {f.__name__: f for f in (vision, resampler, prefill, decode, answer, linear, attention, forget)})
