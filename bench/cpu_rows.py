"""The rows of bench/cpu.py: what each side is asked, and the work that is in it.

A side is a process and a job for it (bench/model, bench/kernels, cpu_torch.py, cpu_llama.py). flops are those of the mathematics,
bytes those of the weights that must be read, at the precision of the row.
"""

WIDTH, LAYERS, MLP, VOCAB, MEDIA, LATENTS, INNER = 2048, 24, 8192, 50280, 1024, 64, 512
BLOCK = 4 * WIDTH * WIDTH + 2 * WIDTH * MLP  # parameters of a language layer
CROSS = 2 * WIDTH * INNER + 2 * WIDTH * MLP  # of a gated block, without the keys and values of pictures
BYTES = {"f32": 4, "bf16": 2, "w8": 8.5 / 8, "w4": 4.5 / 8}
QUANT = {"bf16": "bf16", "w8": "q8_0", "w4": "q4_0"}


def lm(tokens, dtype, gated, context=0):
    """Flops and bytes of a step that reads so many tokens after so many others and draws from the last."""
    params = LAYERS * (BLOCK + (CROSS if gated else 0))
    flops = 2 * tokens * params + 2 * WIDTH * VOCAB + LAYERS * 4 * WIDTH * tokens * (context + tokens / 2)
    if gated:
        flops += LAYERS * 4 * tokens * LATENTS * INNER
        if tokens > 1:  # keys and values of the latents, once per prompt
            flops += LAYERS * 4 * LATENTS * MEDIA * INNER
    return {"flops": flops, "bytes": (params + WIDTH * VOCAB) * BYTES[dtype], "dtype": dtype}


def vision(images, dtype):
    patches = 256
    flops = 2 * patches * 588 * MEDIA + LAYERS * (2 * patches * 12 * MEDIA * MEDIA + 4 * patches * patches * MEDIA)
    return {"flops": images * flops, "bytes": LAYERS * 12 * MEDIA * MEDIA * BYTES[dtype], "dtype": dtype}


def resampler(images, dtype):
    layer = 2 * LATENTS * 2 * MEDIA * INNER + 4 * 320 * MEDIA * INNER + 4 * LATENTS * 320 * INNER + 4 * LATENTS * MEDIA * 4 * MEDIA
    return {"flops": images * 6 * layer, "bytes": 6 * (4 * MEDIA * INNER + 8 * MEDIA * MEDIA) * BYTES[dtype], "dtype": dtype}


def sides(job, wade, torch=None, llama=None):
    out = {"wade": (wade, job)}
    if torch:
        out["torch"] = (torch, job)
    if llama:
        out["llama"] = (llama, job)
    return out


def language(dtype):
    def rows():
        wade, torch, llama = f"wade {dtype} language", f"torch {dtype}" if dtype in ("f32", "bf16") else None, f"llama {QUANT[dtype]}" if dtype in QUANT else None
        yield {"name": f"{dtype}, language model, prefill 256", **lm(256, dtype, False), "sides": sides("prefill tokens=256", wade, torch, llama), "rounds": 4}
        yield {"name": f"{dtype}, language model, decode at 256", **lm(1, dtype, False, 256), "sides": sides("decode context=256 tokens=8", wade, torch, llama)}

    return lambda: (list(rows()), {"f32": 16, "bf16": 10, "w8": 9, "w4": 9}[dtype], dtype != "w4")


def long():
    wade, torch = "wade bf16 language", "torch bf16"
    return [
        {"name": "bf16, language model, prefill 1024", **lm(1024, "bf16", False), "sides": sides("prefill tokens=1024", wade, torch), "rounds": 2},
        {"name": "bf16, language model, decode at 2048", **lm(1, "bf16", False, 2048), "sides": sides("decode context=2048 tokens=6", wade, torch), "rounds": 4},
    ], 10, False


def gated():
    wade, torch = "wade bf16 gated,language", "torch bf16"
    return [
        {"name": "bf16, with gated blocks, prefill 256", **lm(256, "bf16", True), "sides": sides("prefill tokens=256 gated=1", wade, torch), "rounds": 4},
        {"name": "bf16, with gated blocks, decode at 256", **lm(1, "bf16", True, 256), "sides": sides("decode context=256 tokens=8 gated=1", wade, torch)},
    ], 14, True


def gated_quantised():
    return [{"name": f"{d}, with gated blocks, decode at 256", **lm(1, d, True, 256), "sides": sides("decode context=256 tokens=8 gated=1", f"wade {d} gated,language")} for d in ("w8", "w4")], 12, False


def pictures():
    rows = []
    for dtype in ("f32", "bf16"):
        wade, torch = f"wade {dtype} vision,resampler", f"torch {dtype}"
        rows += [
            {"name": f"{dtype}, ViT-L/14, 1 image", **vision(1, dtype), "sides": sides("vision images=1", wade, torch)},
            {"name": f"{dtype}, ViT-L/14, 8 images", **vision(8, dtype), "sides": sides("vision images=8", wade, torch), "rounds": 2},
            {"name": f"{dtype}, resampler, 1 image", **resampler(1, dtype), "sides": sides("resampler images=1", wade, torch)},
        ]
    return rows, 8, True


def answers():
    wade, torch = "wade bf16 vision,resampler,gated,language", "torch bf16"
    return [{"name": f"bf16, {n} image{'s' * (n > 1)}, a prompt of 64, 32 tokens", **lm(1, "bf16", True, 80), "unit": "ms a token",
             "sides": sides(f"answer images={n} context=64 tokens=32", wade, torch), "rounds": 2} for n in (1, 4)], 16, False


SHAPES = [(2048, 2048), (8192, 2048), (2048, 8192), (VOCAB, 2048)]


def products(dtype):
    def rows():
        torch = f"torch {dtype}" if dtype in ("f32", "bf16") else None
        for out, inner in SHAPES:
            for m in (1, 4, 16, 256):
                if m == 256 and out == VOCAB:
                    continue
                mib = 1024 if m < 256 else 128
                job = f"linear type={dtype} rows={m} in={inner} out={out} mib={mib}"
                yield {"name": f"{dtype}, {m} x {inner} by {out} x {inner}", "flops": 2 * m * out * inner, "bytes": out * inner * BYTES[dtype], "dtype": dtype, "rounds": 3,
                       "sides": sides(job, "kernels", torch)}

    return lambda: (list(rows()), 4, False)


def attention():
    rows = []
    for dtype in ("f32", "bf16"):
        for m, keys in ((256, 256), (1024, 1024), (1, 256), (1, 2048)):
            pairs = m * (m + 1) / 2 + m * (keys - m)
            rows.append({"name": f"{dtype} of the peer, attention of {m} over {keys}", "flops": 4 * WIDTH * pairs, "bytes": 2 * keys * WIDTH * 4, "dtype": "f32", "rounds": 3,
                         "sides": sides(f"attention rows={m} keys={keys}", "kernels", f"torch {dtype}")})
    return rows, 4, False


def boundary():
    """The same steps within one process and through a plugin's."""
    rows = []

    def row(size, words, ask):
        policy, parts = ("bf16", "gated,language") if size == "1b" else ("f32", "vision,resampler,gated,language")
        side = f"wade {policy} {parts} {size} "
        rows.append({"name": f"{size}, {words}", "sides": {"wade": (side + "process", ask), "in-process": (side + "here", ask)}, "rounds": 15 if size == "pond" else 4})

    for size, context, tokens in (("pond", 64, 64), ("1b", 256, 6)):
        row(size, "a message a token", f"steps context={context} tokens={tokens} gated=1")
        row(size, "all tokens in one message", f"decode context={context} tokens={tokens} gated=1")
    row("pond", "an empty message", "message floats=1")
    row("pond", "201 kB there and back", "message floats=50280")
    return rows, 10, True


GROUPS = {
    "lm-f32": language("f32"), "lm-bf16": language("bf16"), "lm-w8": language("w8"), "lm-w4": language("w4"), "gated": gated, "gated-quantised": gated_quantised,
    "pictures": pictures, "answer": answers, "long": long, "start": lambda: ([], 12, False), "attention": attention,
    "products-f32": products("f32"), "products-bf16": products("bf16"), "products-w8": products("w8"), "products-w4": products("w4"), "boundary": boundary,
}
