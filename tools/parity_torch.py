"""Holds wade's captures and interventions against PyTorch hooks on the same weights.

`make parity` first has wade write trials, pictures and its values to a folder (go test ./sdk -run TestParityWithPyTorch
-parity DIR). A trial says in words what is changed; here it is done by forward hooks, without a look at wade's edits:

    python tools/parity_torch.py DIR             compare, and print a table of the largest errors
    python tools/parity_torch.py DIR --golden F  also write a sample of PyTorch's values, which a Go test compares alone
"""

import argparse
import json
import os
import platform
import sys

try:
    import torch
    from safetensors.torch import load_file, save_file

    import pond_torch
except ImportError as e:
    print(f"SKIPPED: parity with PyTorch needs PyTorch and safetensors ({e}); bench/requirements.txt names their versions")
    sys.exit(0)

TOLERANCE = 1e-4


def family(tap):
    """The row of the table that a tap belongs to."""
    tap = tap.split("/")[-1]
    parts = [p for p in tap.split(".") if not p.isdigit()]
    kind = {"attn": "attention", "ffw": "feed-forward"}.get(parts[1] if len(parts) > 1 else "", "residual stream")
    if parts[-1] == "pattern":
        kind = "attention pattern"
    root = {"vision": "vision", "pixels": "vision", "resampler": "resampler", "media": "resampler", "gated": "gated blocks", "lm": "language model", "logits": "language model"}[parts[0]]
    return "logits" if tap == "logits" else f"{root}: {kind}"


class Prompt:
    """A prompt as wade laid it out, and its pictures, normalised."""

    def __init__(self, data, index, pictures, config, dtype):
        self.data, self.ids, self.image = data, data["ids"], data["image"]
        mean, std = (torch.tensor(config["vision"][k], dtype=dtype)[:, None, None] for k in ("mean", "std"))
        px = [(pictures[f"{index}/{k}"].to(dtype) - mean) / std for k in range(data["pictures"])]
        side = config["vision"]["image"]
        self.pictures = torch.stack(px) if px else torch.zeros(0, len(mean), side, side, dtype=dtype)

    def find(self, where, extra=0):
        """Positions of the tokens that words mean; extra tokens were generated after the prompt."""
        n = len(self.ids)
        d = self.data
        chunk, role = d["chunk"] + [d["chunk"][-1]] * extra, d["role"] + ["answer"] * extra
        image, text = self.image + [self.image[-1]] * extra, d["text"] + [""] * extra
        shots = [i for i, k in enumerate(d["kinds"]) if k == "shot"]
        chosen = set(range(n + extra))
        for w in (where or "all").split("&"):
            kind, _, rest = w.partition(":")
            chosen &= {
                "all": lambda: chosen,
                "at": lambda: {int(s) % n for s in rest.split(",")},
                "shot": lambda: {i for i in chosen if chunk[i] == shots[int(rest)]},
                "chunk": lambda: {i for i in chosen if chunk[i] == int(rest)},
                "query": lambda: {i for i in chosen if chunk[i] == chunk[-1]},
                "sees": lambda: {i for i in chosen if image[i] == int(rest)},
                "role": lambda: {i for i in chosen if role[i] == rest},
                "word": lambda: {i for i in chosen if text[i].strip() == rest},
            }[kind]()
        return sorted(chosen)


class Runner:
    def __init__(self, folder, dtype):
        self.dtype, self.model = dtype, pond_torch.load(dtype=dtype)
        with open(os.path.join(folder, "trials.json")) as f:
            data = json.load(f)
        pictures = load_file(os.path.join(folder, "pictures.safetensors"))
        self.prompts = [Prompt(p, i, pictures, self.model.config, dtype) for i, p in enumerate(data["prompts"])]
        self.trials, self.banned, self.end = data["trials"], data["banned"], data["end"]

    def forward(self, prompt, hooks=(), captures=(), new=()):
        """One pass over a prompt and generated tokens, with hooks given as (where to register, hook); returns taps as wade shapes them."""
        values = {}
        keep = lambda tap: lambda module, inputs, output: values.__setitem__(tap, output)
        handles = [register(hook) for register, hook in hooks]
        handles += [self.model.module(tap).register_forward_hook(keep(tap)) for tap in captures]
        try:
            ids = torch.tensor([prompt.ids + list(new)])
            image = torch.tensor([prompt.image + [prompt.image[-1]] * len(new)])
            self.model(ids, image, prompt.pictures[None])
        finally:
            for h in handles:
                h.remove()
        return {tap: self.shape(tap, v, image[0]) for tap, v in values.items()}

    def shape(self, tap, v, image):
        """Without the axis of the batch; cross-attention over the latents of the one picture that a token sees."""
        if tap.startswith("gated.") and tap.endswith(".pattern"):
            latents = self.model.config["resampler"]["latents"]
            v = v[0].unflatten(-1, (-1, latents))  # heads, tokens, pictures, latents
            at = image.clamp(min=0)[None, :, None, None].expand(v.shape[0], -1, 1, latents)
            return v.gather(2, at)[:, :, 0]
        if tap.split(".")[0] in ("pixels", "vision", "resampler") or tap.endswith(".gate"):
            return v
        if tap.startswith("gated.") and tap.endswith((".attn.k", ".attn.v")):
            return v[0].unflatten(0, (-1, self.model.config["resampler"]["latents"]))
        return v[0]

    # An act is a list of hooks, each with the method that registers it.

    def hooks(self, act, prompt, extra):
        op, m = act["op"], self.model
        layers = [str(i) for i in act.get("layers") or []] or list(m.lm.gated)
        if op == "close-from":
            layers, op, act = [i for i in m.lm.gated if int(i) >= act["layers"][0]], "gate-scale", dict(act, by=0)
        if op in ("gate-scale", "gate-set"):
            by = act.get("by", 0)
            change = (lambda module, i, gate: gate * by) if op == "gate-scale" else (lambda module, i, gate: torch.full_like(gate, by))
            return [(getattr(m.lm.gated[i], b).gate.register_forward_hook, change) for i in layers for b in (act.get("branch") and [act["branch"]] or ("attn", "ffw"))]
        where = prompt.find(act.get("where"), extra)
        if op == "close":

            def close(module, inputs, branch):
                branch = branch.clone()
                branch[:, where] = 0
                return branch

            return [(getattr(m.lm.gated[i], b).out.register_forward_hook, close) for i in layers for b in ("attn", "ffw")]
        if op in ("block", "block-latents"):
            if op == "block":
                keys, chosen = prompt.find(act["keys"], extra), [m.lm.blocks[i] for i in act.get("layers") or range(len(m.lm.blocks))]
            else:
                latents = m.config["resampler"]["latents"]
                keys, chosen = [p * latents + i for p in range(len(prompt.pictures)) for i in act["rows"]], [m.lm.gated[i] for i in layers]

            def block(module, inputs):
                scores = inputs[0].clone()
                scores[..., torch.tensor(where)[:, None], torch.tensor(keys)] = float("-inf")
                return (scores,)

            return [(layer.attn.pattern.register_forward_pre_hook, block) for layer in chosen]
        return [(m.module(act["tap"]).register_forward_hook, self.change(act, prompt, where))]

    def change(self, act, prompt, where):
        op, tap = act["op"], act["tap"]
        tokens = tap.split(".")[0] in ("lm", "gated", "logits")
        donors = [self.forward(self.prompts[i], captures=[tap])[tap] for i in act.get("from", [])]
        data = torch.tensor(act.get("data") or [0.0], dtype=self.dtype)
        if op == "mean":
            data = torch.cat([d.flatten(0, -2) for d in donors]).mean(0)
        if op == "patch":
            data = donors[0][where].flatten()
        if op == "resample":
            data = self.drawn(act, donors[0]).flatten()
        if op == "steer":
            data = data * act["by"]

        def hook(module, inputs, output):
            output = output.clone(memory_format=torch.contiguous_format)
            width = output.shape[-1]
            flat = output[0] if tokens else output.view(-1, width)  # rows of the one prompt; a view either way
            rows = where if tokens else act.get("rows") or range(len(flat))
            rows = torch.tensor(list(rows))
            channels = slice(None)
            if act.get("head") is not None:
                heads = self.model.module(tap.removesuffix(".mix")).heads
                channels = slice(act["head"] * width // heads, (act["head"] + 1) * width // heads)
            size = flat[rows][:, channels]
            x = data if data.numel() == 1 else data.view(-1, size.shape[-1])
            if op in ("scale",):
                x = size * x
            elif op in ("add", "steer"):
                x = size + x
            flat[rows, channels] = x.expand_as(size) if x.dim() else x
            return output

        return hook

    def drawn(self, act, donor):
        """Rows of another run in an order that wade drew, found again among the rows of this run."""
        donor = donor.flatten(0, -2)
        drawn = torch.tensor(act["drawn"], dtype=self.dtype).view(-1, donor.shape[-1])
        nearest = torch.cdist(drawn, donor).argmin(1)
        if (donor[nearest] - drawn).abs().max() > TOLERANCE:
            sys.exit("parity: wade resampled what is no row of the other run")
        return donor[nearest]

    def run(self, trial, names):
        """The values of a trial that are called names."""
        prompt = self.prompts[trial["prompt"]]
        acts = trial.get("acts") or []
        if not trial.get("steps"):
            hooks = [h for a in acts for h in self.hooks(a, prompt, 0)]
            return self.forward(prompt, hooks, names), []
        values, new = {}, []
        for k in range(trial["steps"]):  # without a cache: the whole text again for each token
            mine = [n.split("/")[1] for n in names if n.startswith(f"step {k}/")]
            hooks = [h for a in acts for h in self.hooks(a, prompt, len(new))]
            got = self.forward(prompt, hooks, set(mine + ["logits"]), new)
            values |= {f"step {k}/{tap}": v if k == 0 else v[-1:] for tap, v in got.items() if tap in mine}
            row = got["logits"][-1].clone()
            row[self.banned] = float("-inf")
            new.append(int(row.argmax()))
            if new[-1] == self.end:
                break
        return values, new


def sample(v):
    """The elements of a value that a golden keeps."""
    flat = v.flatten()
    k = min(len(flat), 24)
    return flat[torch.arange(k) * len(flat) // max(1, k)].float().contiguous()


class Worst:
    """The largest difference for each row of a table, and where it was."""

    def __init__(self):
        self.rows = {}

    def add(self, row, difference, size, where):
        have = self.rows.setdefault(row, [0, 0, "", 0])
        have[3] += 1
        if difference >= have[0]:
            have[:3] = [difference, size, where]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--golden", help="write a sample of PyTorch's values to this file")
    parser.add_argument("--table", help="write the tables, Markdown, to this file")
    args = parser.parse_args()
    torch.set_num_threads(1)  # the arrays are small, and threads that wait for each other on a busy machine take forever

    single, double = Runner(args.folder, torch.float32), Runner(args.folder, torch.float64)
    backends = {b: load_file(f) for b in ("reference", "cpu") if os.path.exists(f := os.path.join(args.folder, f"wade-{b}.safetensors"))}
    if not backends:
        sys.exit(f"parity: wade has written nothing to {args.folder}")
    known = set(single.model.taps())
    taps = {b: Worst() for b in [*backends, "float64"]}
    acts = {b: Worst() for b in [*backends, "float64"]}
    golden, contents, failed, strange, compared = {}, {}, [], set(), 0

    def tables(side, trial, name, gap, size):
        acts[side].add(trial["family"], gap, size, f"{trial['name']}/{name}")
        if trial["family"] == "capture":
            taps[side].add(family(name), gap, size, f"{trial['name']}/{name}")

    for trial in single.trials:
        prefix = trial["name"] + "/"
        any_backend = next(iter(backends.values()))
        names = sorted(n.removeprefix(prefix) for n in any_backend if n.startswith(prefix))
        strange |= {n for n in names if n.split("/")[-1] not in known}
        names = [n for n in names if n not in strange]
        want, tokens = single.run(trial, names)
        truth, _ = double.run(trial, names)
        if tokens != trial.get("tokens", []):
            failed.append(f"{trial['name']}: wade wrote {trial.get('tokens')}, PyTorch {tokens}")
        if trial["golden"]:
            golden[trial["name"]] = torch.cat([sample(want[name]) for name in names])
            contents[trial["name"]] = ";".join(names)
        for name in names:
            for backend, values in backends.items():
                have = values[prefix + name]
                if have.shape != want[name].shape:
                    failed.append(f"{backend}, {prefix}{name}: shape {tuple(have.shape)}, PyTorch {tuple(want[name].shape)}")
                    continue
                compared += have.numel()
                gap = (have - want[name]).abs().max().item()
                if not gap <= TOLERANCE:
                    failed.append(f"{backend}, {prefix}{name}: differs by {gap:.2e}")
                tables(backend, trial, name, gap, want[name].abs().max().item())
            gap = (want[name].double() - truth[name]).abs().max().item()
            tables("float64", trial, name, gap, 0)

    lines = []
    for title, worst, rows in (("values of a plain run", taps, sorted(next(iter(taps.values())).rows)), ("trials", acts, next(iter(acts.values())).rows)):
        lines += [f"| {title} | " + " | ".join(f"wade {b}" for b in backends) + " | PyTorch f32 against its f64 | largest value | compared |", "| --- |" + " ---: |" * (len(backends) + 3)]
        first = worst[next(iter(backends))]
        for row in rows:
            cells = [f"{worst[b].rows[row][0]:.1e}" for b in backends] + [f"{worst['float64'].rows[row][0]:.1e}", f"{first.rows[row][1]:.3g}", str(first.rows[row][3])]
            lines.append(f"| {row} | " + " | ".join(cells) + " |")
        lines.append("")
    text = "\n".join(lines)
    print(text)
    print(f"{len(single.trials)} trials, {compared:,} numbers; PyTorch {torch.__version__} ({torch.backends.cpu.get_cpu_capability()}), Python {platform.python_version()}, {platform.machine()}")
    if strange:
        print("not compared, since the model in PyTorch has no such value:", ", ".join(sorted(strange)))
    if args.table:
        with open(args.table, "w") as f:
            f.write(text)
    for line in failed[:40]:
        print("FAILED", line)
    if failed:
        sys.exit(f"parity: {len(failed)} differences above {TOLERANCE:g}")
    if args.golden:
        os.makedirs(os.path.dirname(args.golden), exist_ok=True)
        save_file(golden, args.golden, contents)
        os.chmod(args.golden, 0o644)
        print(f"wrote {args.golden}: {len(golden)} trials, {os.path.getsize(args.golden):,} bytes")


main()
