"""Times a published model at its full size, of random weights, in wade and in open_flamingo: opening, first token, further tokens, memory.

    python bench/published.py              # needs what `make bench-published` prepares
    python bench/published.py --make-only  # only writes the weights, about 6 GB into build/published
    python bench/published.py --shape 9b --policy w4 --alone    # OpenFlamingo-9B in wade only

The shape is that of OpenFlamingo-3B: CLIP ViT-L/14, MPT-1B with norms of queries and keys, 24 gated blocks; the files are laid out as
the hub has them, in bfloat16 (CLIP in float16, as OpenAI's). Both sides read the same files, the same prompt of four shots and the
same new pictures, in turns, each opened anew with nothing of the files in memory. PyTorch's side loads by mapping and assignment
where open_flamingo itself would copy. Of 9B all layers have the same numbers, which are in the file once: a model of 17 GB takes 3 GB of disk.
"""

import argparse
import contextlib
import functools
import json
import os
import statistics
import subprocess
import sys
import time
import types

from serve import Side

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tools"))

SHOTS, TOKENS = 4, 32
WORDS = 50277
SHAPES = {  # drawn: layers with numbers of their own, all or one that stands for all
    "3b": {"width": 2048, "layers": 24, "heads": 16, "rows": 50368, "every": 1, "mosaic": True, "drawn": 24},
    "9b": {"width": 4096, "layers": 32, "heads": 32, "rows": 50432, "every": 4, "mosaic": False, "drawn": 1},
}
ANSWERS = ["a red bus in a street", "two dogs on a beach", "a plate of noodles", "a man with an umbrella"]
TEXT = "".join(f"<image>Output: {a}<|endofchunk|>" for a in ANSWERS) + "<image>Output:"


def threads():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


# Weights.


def random(module, seed=0):
    """Random bfloat16 for the parameters of a module on no device, by name."""
    import torch

    state = {}
    for i, (name, p) in enumerate(module.named_parameters()):
        g = torch.Generator().manual_seed(seed + i)
        if name.endswith("gate"):
            v = torch.full(p.shape, 0.5)
        elif p.ndim == 1:
            v = (1.0 if name.endswith("weight") else 0.0) + 0.1 * torch.randn(p.shape, generator=g)
        else:
            v = torch.randn(p.shape, generator=g, dtype=torch.float32) * 1.2 / p[0].numel() ** 0.5
        state[name] = v.bfloat16()
    return state


def write(folder, shape):
    import torch
    import families
    import open_clip
    from open_flamingo.src.helpers import GatedCrossAttentionBlock, PerceiverResampler

    language, vision = os.path.join(folder, "language"), os.path.join(folder, "vision")
    os.makedirs(language)
    os.makedirs(vision)
    have = families.neox_tokenizer(language)
    with open(os.path.join(language, "tokenizer.json")) as f:
        t = json.load(f)
    t["model"]["vocab"] |= {f"unused{i}": i for i in range(have, WORDS)}
    families.write_json(language, "tokenizer.json", t)
    print("drawing the language model")
    with torch.device("meta"):
        lang = mpt(shape, shape["drawn"])
    state = random(lang)
    for name in list(state):
        if ".blocks.0." in name:
            state |= {name.replace(".blocks.0.", f".blocks.{i}."): state[name] for i in range(shape["drawn"], shape["layers"])}
    state["transformer.wte.weight"] = state["transformer.wte.weight"] * 4
    size = {"d_model": shape["width"], "n_heads": shape["heads"], "n_layers": shape["layers"], "vocab_size": shape["rows"], "max_seq_len": 2048, "no_bias": True, "torch_dtype": "bfloat16"}
    if shape["mosaic"]:
        state = {families.mosaic_name(k): v for k, v in state.items()}
        families.write_json(language, "config.json", size | {
            "architectures": ["MosaicGPT"], "model_type": "mosaic_gpt", "alibi": True, "alibi_bias_max": 8, "attn_clip_qkv": None, "attn_impl": "torch", "attn_qk_ln": True,
            "attn_uses_sequence_id": False, "embedding_fraction": 1.0, "logit_scale": None, "low_precision_layernorm": True, "mlp_ratio": 4, "prefix_lm": False,
            "softmax_scale": None, "tie_word_embeddings": True,
        })
    else:
        families.write_json(language, "config.json", size | {
            "architectures": ["MPTForCausalLM"], "model_type": "mpt", "expansion_ratio": 4, "norm_type": "low_precision_layernorm", "learned_pos_emb": True, "logit_scale": None,
            "attn_config": {"alibi": True, "alibi_bias_max": 8, "attn_impl": "torch", "attn_type": "multihead_attention", "clip_qkv": None, "prefix_lm": False, "qk_ln": False, "softmax_scale": None},
        })
    torch.save(state, os.path.join(language, "pytorch_model.bin"))
    print("drawing what was trained")
    with torch.device("meta"):
        block, perceiver = GatedCrossAttentionBlock(dim=shape["width"], dim_visual=1024), PerceiverResampler(dim=1024)
    trained = {f"perceiver.{k}": v for k, v in random(perceiver).items()}
    drawn = [random(block, 1000 * n) for n in range(shape["drawn"])]
    for n, i in enumerate(range(shape["every"] - 1, shape["layers"], shape["every"])):
        trained |= {f"lang_encoder.transformer.blocks.{i}.gated_cross_attn_layer.{k}": v for k, v in drawn[n % len(drawn)].items()}
    trained["lang_encoder.transformer.wte.weight"] = state["transformer.wte.weight"][: WORDS + 3].clone()
    torch.save(trained, os.path.join(folder, "checkpoint.pt"))
    del state, trained
    print("drawing CLIP")
    clip = open_clip.create_model("ViT-L-14", pretrained=None, force_quick_gelu=True).half()
    torch.save(clip.state_dict(), os.path.join(vision, "open_clip_pytorch_model.bin"))
    config = open_clip.get_model_config("ViT-L-14") | {"quick_gelu": True}
    families.write_json(vision, "open_clip_config.json", {"model_cfg": config, "preprocess_cfg": {"mean": families.MEAN, "std": families.STD}})


def mpt(shape, layers):
    import families
    import transformers

    attn = {"alibi": True, "alibi_bias_max": 8, "attn_impl": "torch", "clip_qkv": None, "softmax_scale": None, "qk_ln": False}
    config = transformers.MptConfig(d_model=shape["width"], n_heads=shape["heads"], n_layers=layers, max_seq_len=2048, vocab_size=shape["rows"], attn_config=attn, use_cache=True)
    model = transformers.MptForCausalLM(config)
    if shape["mosaic"]:
        for block in model.transformer.blocks:
            block.attn.Wqkv = families.NormedProjection(block.attn.Wqkv)
    return model


# The side of PyTorch: answers lines of its input as bench/published does.


def peer(folder):
    began = time.perf_counter()
    import torch

    sys.modules.setdefault("wandb", types.ModuleType("wandb"))
    import open_clip
    import open_flamingo
    import transformers
    import families
    from PIL import Image

    torch.set_num_threads(threads())
    imported = time.perf_counter() - began
    began = time.perf_counter()
    language = os.path.join(folder, "language")

    def load(*args, **kwargs):
        with torch.device("meta"):
            model = mpt(SHAPES["3b"], SHAPES["3b"]["layers"])
        state = torch.load(os.path.join(language, "pytorch_model.bin"), mmap=True)
        names = {families.mosaic_name(k): k for k in model.state_dict()}
        model.load_state_dict({names[k]: v for k, v in state.items()} | {"lm_head.weight": state["transformer.wte.weight"]}, assign=True)
        model.tie_weights()
        return model.eval()

    transformers.AutoModelForCausalLM.from_pretrained = load
    files = os.path.join(folder, "vision", "open_clip_pytorch_model.bin")
    create = open_clip.create_model_and_transforms
    open_clip.create_model_and_transforms = functools.partial(create, force_quick_gelu=True)
    torch.set_default_dtype(torch.bfloat16)
    with contextlib.redirect_stdout(sys.stderr):
        model, prepare, tokenizer = open_flamingo.create_model_and_transforms("ViT-L-14", files, language, language, cross_attn_every_n_layers=1)
    torch.set_default_dtype(torch.float32)
    model.load_state_dict(torch.load(os.path.join(folder, "checkpoint.pt"), mmap=True), strict=False)
    model = model.bfloat16().eval()
    print(json.dumps({"open_s": time.perf_counter() - began, "import_s": imported, "side": f"open_flamingo {open_flamingo.__version__ if hasattr(open_flamingo, '__version__') else '2.0.1'}, PyTorch {torch.__version__}"}), flush=True)
    ids = torch.tensor([tokenizer.encode(TEXT)])
    image, pad = (tokenizer.convert_tokens_to_ids(t) for t in ("<image>", "<PAD>"))

    def answer(job, n):
        pictures = [Image.open(p) for p in job["pictures"]]
        vision = torch.stack([prepare(p) for p in pictures])[None, :, None].bfloat16()
        with torch.inference_mode():
            out = model.generate(vision, ids, attention_mask=torch.ones_like(ids), max_new_tokens=n, min_new_tokens=n, bad_words_ids=[[image], [pad]], pad_token_id=pad)
        return out[0, ids.shape[1]:].tolist()

    for line in sys.stdin:
        job = json.loads(line)
        began = time.perf_counter()
        out = answer(job, job["tokens"])
        print(json.dumps({"ms": 1e3 * (time.perf_counter() - began), "prompt": ids.shape[1], "ids": out}), flush=True)


# Both sides in turns.


def ask(side, pictures, tokens):
    return side.ask(json.dumps({"pictures": pictures, "tokens": tokens}))


def peak(pid):
    """Memory in GB of a process and its children at most, each by itself."""
    total, todo = 0, [pid]
    while todo:
        pid = todo.pop()
        with open(f"/proc/{pid}/status") as f:
            total += next(int(line.split()[1]) / 1e6 for line in f if line.startswith("VmHWM"))
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children") as f:
                todo += map(int, f.read().split())
    return total


def forget(folder):
    """Lets the system drop the files of a folder from memory."""
    for root, _, names in os.walk(folder):
        for name in names:
            fd = os.open(os.path.join(root, name), os.O_RDONLY)
            os.fsync(fd)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(fd)


def draw(folder, n):
    """New pictures of noise, 320 by 240."""
    import numpy as np
    from PIL import Image

    g = np.random.default_rng(time.time_ns())
    paths = []
    for i in range(n):
        paths.append(os.path.abspath(os.path.join(folder, f"picture-{i}.png")))
        coarse = g.integers(0, 256, (15, 20, 3)).astype(np.uint8)
        Image.fromarray(coarse).resize((320, 240), Image.BILINEAR).save(paths[-1])
    return paths


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dir", default="build/published", help="folder of weights and results")
    parser.add_argument("--command", default="build/bench-published", help="wade's side")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--questions", type=int, default=2, help="in each round, after one to warm up")
    parser.add_argument("--policy", default="bf16")
    parser.add_argument("--shape", choices=SHAPES, default="3b")
    parser.add_argument("--alone", action="store_true", help="without open_flamingo")
    parser.add_argument("--make-only", action="store_true")
    parser.add_argument("--peer", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peer:
        return peer(args.peer)
    folder = os.path.join(args.dir, "openflamingo-" + args.shape)
    if not os.path.exists(os.path.join(folder, "vision", "open_clip_config.json")):
        subprocess.run(["rm", "-rf", folder], check=True)
        write(folder, SHAPES[args.shape])
    if args.make_only:
        return
    sides = {"wade": [args.command, "-model", folder, "-policy", args.policy], "open_flamingo": [sys.executable, os.path.abspath(__file__), "--peer", folder]}
    if args.alone or args.shape != "3b":
        del sides["open_flamingo"]
    rows = {name: {k: [] for k in ("open", "cold first", "first", "token", "peak")} for name in sides}
    about = {}
    for _ in range(args.rounds):
        for name, command in sides.items():
            forget(folder)
            s = Side(command)
            about[name] = s.hello
            r = rows[name]
            r["open"].append(s.hello["open_s"])
            r["cold first"].append(s.hello["open_s"] + ask(s, draw(args.dir, SHOTS + 1), 1)["ms"] / 1e3)
            for _ in range(args.questions):
                one = ask(s, draw(args.dir, SHOTS + 1), 1)
                many = ask(s, draw(args.dir, SHOTS + 1), 1 + TOKENS)
                assert len(many["ids"]) == 1 + TOKENS, many
                r["first"].append(one["ms"] / 1e3)
                r["token"].append((many["ms"] - one["ms"]) / TOKENS)
            about[name]["prompt"] = one["prompt"]
            r["peak"].append(peak(s.p.pid))
            s.close()
    assert len({a["prompt"] for a in about.values()}) == 1, about
    print(f"\n{'; '.join(a['side'] for a in about.values())}; {threads()} threads, a prompt of {about['wade']['prompt']} tokens and {SHOTS + 1} pictures, medians of {args.rounds} rounds\n")
    print(f"| OpenFlamingo-{args.shape.upper()}, random weights, {args.policy} | " + " | ".join(sides) + " |" + " ratio |" * (len(sides) - 1) + "\n| --- |" + " ---: |" * (2 * len(sides) - 1))
    for key, what in (("open", "opened, files not in memory, s"), ("cold first", "the same, until the first token, s"), ("first", "new pictures to the first token, s"), ("token", "a further token, ms"), ("peak", "memory at most, GB")):
        middle = [statistics.median(rows[n][key]) for n in sides]
        print(f"| {what} | " + " | ".join(f"{m:.3g}" for m in middle) + " |" + (f" {middle[1] / middle[0]:.2f} |" if len(middle) > 1 else ""))


if __name__ == "__main__":
    main()
