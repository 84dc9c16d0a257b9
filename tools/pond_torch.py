"""The demonstration model in PyTorch, as one would write it there, for hooks: wade's results are held against it.

Modules are named as wade names taps, so that the weight "gated.2.attn.q.w" is model.gated[2].attn.q.weight. Whatever a tap
names is the output of a module (TAPS), which any forward hook reads or replaces. Weights come from the safetensors file that
is embedded in wade.
"""

import json

import torch
import torch.nn.functional as F
from safetensors import safe_open
from torch import nn

WEIGHTS = "sdk/pond/weights/model.safetensors"


def linear(c, n, m):
    return nn.Linear(n, m, c["bias"])


def norm(c, n):
    if c["norm"]["kind"] != "layer":
        raise SystemExit("pond_torch: only layer norm is written here")
    return nn.LayerNorm(n, c["norm"]["eps"], bias=c["norm"]["bias"])


class Softmax(nn.Module):
    """Softmax over keys; rows that may see none give zeros."""

    def forward(self, scores):
        return torch.nan_to_num(scores.softmax(-1))


class Attention(nn.Module):
    """Multi-head attention whose pattern is a value of its own. keys defaults to the normalised input."""

    def __init__(self, c, width, inner, heads, source=None):
        super().__init__()
        self.heads, self.norm = heads, norm(c, width)
        self.q, self.k, self.v = linear(c, width, inner), linear(c, source or width, inner), linear(c, source or width, inner)
        self.pattern, self.mix, self.out = Softmax(), nn.Identity(), linear(c, inner, width)

    def forward(self, x, keys=None, mask=None):
        n = self.norm(x)
        keys = n if keys is None else keys
        return self.attend(self.q(n), self.k(keys), self.v(keys), mask)

    def attend(self, q, k, v, mask):
        q, k, v = (y.unflatten(-1, (self.heads, -1)).transpose(1, 2) for y in (q, k, v))
        scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
        if mask is not None:
            scores = scores.masked_fill(~mask, float("-inf"))
        mix = self.pattern(scores) @ v
        return self.out(self.mix(mix.transpose(1, 2).flatten(2)))


class FeedForward(nn.Module):
    def __init__(self, c, width):
        super().__init__()
        if c["activation"] != "gelu":
            raise SystemExit("pond_torch: only gelu is written here")
        self.norm, self.up, self.hidden, self.out = norm(c, width), linear(c, width, c["mlp"]), nn.GELU(), linear(c, c["mlp"], width)

    def forward(self, x):
        return self.out(self.hidden(self.up(self.norm(x))))


class Block(nn.Module):
    """A pre-norm transformer layer."""

    def __init__(self, c):
        super().__init__()
        self.attn, self.mid, self.ffw = Attention(c, c["width"], c["width"], c["heads"]), nn.Identity(), FeedForward(c, c["width"])

    def forward(self, x, mask=None):
        x = self.mid(x + self.attn(x, mask=mask))
        return x + self.ffw(x)


class Patch(nn.Module):
    """Square patches through a linear layer, row by row."""

    def __init__(self, c):
        super().__init__()
        p = c["patch"]
        self.conv = nn.Conv2d(len(c["mean"]), c["width"], p, p, bias=c["bias"])

    def forward(self, images):
        return self.conv(images).flatten(2).transpose(1, 2)


class Vision(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.pixels, self.patch, self.embed = nn.Identity(), Patch(c), nn.Identity()
        self.position = nn.Parameter(torch.empty((c["image"] // c["patch"]) ** 2, c["width"]))
        self.blocks = nn.ModuleList([Block(c) for _ in range(c["layers"])])

    def forward(self, images):
        x = self.embed(self.patch(self.pixels(images)) + self.position)
        for block in self.blocks:
            x = block(x)
        return x


class ResamplerAttention(Attention):
    """Latents ask patches and latents."""

    def __init__(self, c, width):
        super().__init__(c, width, c["heads"] * c["head_width"], c["heads"])
        self.media, self.both = norm(c, width), nn.Identity()

    def forward(self, x, features):
        n = self.norm(x)
        both = self.both(torch.cat([self.media(features), n], 1))
        return self.attend(self.q(n), self.k(both), self.v(both), None)


class ResamplerBlock(nn.Module):
    def __init__(self, c, width):
        super().__init__()
        self.attn, self.mid, self.ffw = ResamplerAttention(c, width), nn.Identity(), FeedForward(c, width)

    def forward(self, x, features):
        x = self.mid(x + self.attn(x, features))
        return x + self.ffw(x)


class Resampler(nn.Module):
    def __init__(self, c, width):
        super().__init__()
        self.latents, self.start = nn.Parameter(torch.empty(c["latents"], width)), nn.Identity()
        self.blocks, self.norm = nn.ModuleList([ResamplerBlock(c, width) for _ in range(c["layers"])]), norm(c, width)

    def forward(self, features):
        x = self.start(self.latents.expand(len(features), -1, -1))
        for block in self.blocks:
            x = block(x, features)
        return self.norm(x)


class Gate(nn.Module):
    """tanh of a learned number."""

    def __init__(self):
        super().__init__()
        self.alpha = nn.Parameter(torch.zeros(1))

    def forward(self):
        return self.alpha.tanh()


class Gated(nn.Module):
    """A gated cross-attention block. mask [tokens, pictures x latents] lets a token see the latents of one picture."""

    def __init__(self, c, width, media):
        super().__init__()
        self.attn, self.ffw = Attention(c, width, c["heads"] * c["head_width"], c["heads"], media), FeedForward(c, width)
        self.attn.gate, self.ffw.gate, self.mid = Gate(), Gate(), nn.Identity()

    def forward(self, x, media, mask):
        x = self.mid(x + self.attn.gate() * self.attn(x, media, mask))
        return x + self.ffw.gate() * self.ffw(x)


class Language(nn.Module):
    """A causal language model, with gated blocks before its layers."""

    def __init__(self, c, gated):
        super().__init__()
        l, width = c["language"], c["language"]["width"]
        if l["position"] != "learned" or l["glu"] or l["parallel"] or not l["tied"]:
            raise SystemExit("pond_torch: this kind of language model is not written here")
        self.tokens, self.positions, self.embed = nn.Embedding(l["vocab"], width), nn.Embedding(l["context"], width), nn.Identity()
        self.blocks, self.gated = nn.ModuleList([Block(l) for _ in range(l["layers"])]), gated
        self.norm, self.logits = norm(l, width), nn.Identity()

    def forward(self, ids, media, mask):
        n = ids.shape[1]
        causal = torch.ones(n, n, dtype=torch.bool).tril()
        x = self.embed(self.tokens(ids) + self.positions(torch.arange(n)[None]))
        for i, block in enumerate(self.blocks):
            if str(i) in self.gated:
                x = self.gated[str(i)](x, media, mask)
            x = block(x, causal)
        return self.logits(F.linear(self.norm(x), self.tokens.weight))


class Pond(nn.Module):
    """ids [batch tokens], image [batch tokens] (the index of the picture a token sees, -1 for none), pictures
    [batch pictures 3 side side] give logits [batch tokens vocab]."""

    def __init__(self, c):
        super().__init__()
        self.config = c
        width, g = c["vision"]["width"], c["gated"]
        self.vision, self.resampler, self.media = Vision(c["vision"]), Resampler(c["resampler"], width), nn.Identity()
        layers = [i for i in range(c["language"]["layers"]) if i >= g["first"] and (i - g["first"]) % g["every"] == 0]
        gated = nn.ModuleDict({str(i): Gated(g, c["language"]["width"], width) for i in layers})
        self.lm = Language(c, gated)

    def forward(self, ids, image, pictures):
        batch, count = pictures.shape[:2]
        latents = self.config["resampler"]["latents"]
        if count == 0:  # one picture of nothing, which no token sees
            media, count = torch.zeros(batch, 1, latents, self.config["vision"]["width"], dtype=self.lm.norm.weight.dtype), 1
        else:
            media = self.resampler(self.vision(pictures.flatten(0, 1))).unflatten(0, (batch, count))
        mask = (image[:, :, None] == torch.arange(count)).repeat_interleave(latents, 2)
        return self.lm(ids, self.media(media).flatten(1, 2), mask[:, None])

    def module(self, tap):
        """The module whose output is a tap."""
        parts = tap.split(".")
        if parts[0] == "media":
            return self.media
        if parts[0] == "logits":
            return self.lm.logits
        if parts[0] == "pixels":
            return self.vision.pixels
        root = {"vision": self.vision, "resampler": self.resampler, "lm": self.lm, "gated": self.lm.gated}[parts[0]]
        rest = parts[1:]
        if rest[0].isdigit():
            root = root[rest[0]] if parts[0] == "gated" else root.blocks[int(rest[0])]
            rest = rest[1:]
        for name in rest:
            root = root if name == "resid" else getattr(root, name)
        return root

    def taps(self):
        """The names of all taps, those of every module whose output is one."""
        parts = {"attn": ["norm", "q", "k", "v", "pattern", "mix", "out"], "ffw": ["norm", "up", "hidden", "out"]}
        block = [f"{p}.{n}" for p, names in parts.items() for n in names] + ["mid", "resid"]
        c = self.config
        names = ["pixels", "vision.patch", "vision.embed", "resampler.start", "resampler.norm", "media", "lm.tokens", "lm.positions", "lm.embed", "lm.norm", "logits"]
        names += [f"vision.{i}.{n}" for i in range(c["vision"]["layers"]) for n in block]
        names += [f"resampler.{i}.{n}" for i in range(c["resampler"]["layers"]) for n in block + ["attn.media", "attn.both"]]
        names += [f"lm.{i}.{n}" for i in range(c["language"]["layers"]) for n in block]
        return names + [f"gated.{i}.{n}" for i in self.lm.gated for n in block + ["attn.gate", "ffw.gate"]]


def weight(name):
    """The parameter of a weight in wade."""
    if name == "lm.embed.w":
        return "lm.tokens.weight"
    if name == "lm.position.w":
        return "lm.positions.weight"
    if name in ("vision.position.w", "resampler.latents.w"):
        return name.removesuffix(".w")
    parts = name.split(".")
    if parts[:2] == ["vision", "patch"]:
        parts.insert(2, "conv")
    if parts[1].isdigit() and parts[0] != "gated":
        parts.insert(1, "blocks")
    if parts[0] == "gated":
        parts.insert(0, "lm")
    if parts[-1] == "alpha":
        parts.insert(-1, "gate")
    parts[-1] = {"w": "weight", "b": "bias"}.get(parts[-1], parts[-1])
    return ".".join(parts)


def load(path=WEIGHTS, dtype=torch.float32):
    """Opens a checkpoint of wade's."""
    with safe_open(path, "pt") as f:
        model = Pond(json.loads(f.metadata()["config"]))
        state = {weight(name): f.get_tensor(name) for name in f.keys()}
    model.load_state_dict(state, strict=True)
    return model.to(dtype).eval().requires_grad_(False)
