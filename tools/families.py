"""Builds small random models of every published family with the public packages, and writes down what they compute.

    python tools/families.py DIR            DIR/NAME/ gets the files of a model as the hub has them, and golden.safetensors
    python tools/families.py DIR --pack TO  also packs each folder into TO/NAME.zip, which the tests of package family read

The weights are few levels of powers of two, the same number in float32, float16 and bfloat16, and small when packed.
Every model computes in float32. Gates are open, as after training. golden.safetensors holds, for one prompt with two pictures:

    ids, pixels                             what goes in, beside golden-0.png and golden-1.png
    vectors                                 pictures in CLIP's common space, of length 1 (OpenFlamingo)
    vision.*, resampler.*, media, gated.*, lm.*, logits    in wade's names of values
    greedy, beam3, beam3_flat               32 generated tokens; the last with a length penalty of 0

MPT-1B (MosaicGPT) is on no package index. It differs from transformers' MPT in the norm of queries and keys and in the names of
its tensors, so it is made here from transformers' class: its fused projection is followed by the norms.
"""

import argparse
import contextlib
import functools
import io
import json
import os
import shutil
import sys
import types
import zipfile

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
try:
    import numpy as np
    import open_clip
    import torch
    import transformers
    from PIL import Image
    from safetensors.torch import save_file
    from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
    from transformers.models.idefics.image_processing_idefics import IdeficsImageProcessor
    from transformers.models.idefics.processing_idefics import IdeficsProcessor

    sys.modules.setdefault("wandb", types.ModuleType("wandb"))  # open_flamingo's training wants it, its filter of weights does not
    import open_flamingo
    import open_flamingo.src.flamingo as of_model
    import open_flamingo.src.flamingo_lm as of_language
    from open_flamingo.train.train_utils import filter_state_dict_to_trainable
except ImportError as e:
    print(f"SKIPPED: parity of the families needs packages that are not here ({e}); see tools/requirements-families.txt")
    sys.exit(0)

SIDE, PATCH, WIDTH = 28, 7, 32  # of pictures and of every part
NEW = 32  # tokens to generate
MEAN, STD = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
CORPUS = [
    "Output: a large red circle on the left of a small blue star",
    "Question: what colour is the ring? Short answer: green",
    "User: What is in this picture?\nAssistant: There are two birds on a wire, and a third above them.\n",
    "is an image with: 'hello there' written on it. Is it hateful? Answer: no",
]


LANGUAGE = {"gain": 2, "table": 0.25}  # so that what is generated varies


# Weights.


def levels(shape, spread, seed, most=3):
    """Random multiples of a power of two, whose deviation is near spread."""
    unit = 2.0 ** round(np.log2(spread / 1.3))
    k = torch.randn(shape, generator=torch.Generator().manual_seed(seed)) * 1.3
    return k.round().clamp(-most, most) * unit


def fill(module, seed, gain=1.2, table=0.5):
    """Draws every parameter anew: matrices by their inputs, gains around one, biases and gates well away from zero."""
    with torch.no_grad():
        for i, (name, p) in enumerate(sorted(module.named_parameters())):
            if "gate" in name.split(".")[-1] or "alpha_" in name:
                draw = levels(p.shape, 0.6, seed + i) + 0.5
                draw = torch.where(draw == 0, 0.75, draw)  # open, every one
            elif p.ndim == 1 and name.endswith("weight"):
                draw = 1 + levels(p.shape, 0.1, seed + i)
            elif p.ndim < 2 or "embed" in name or "latents" in name or name.endswith("wte.weight"):
                draw = levels(p.shape, table if p.ndim > 1 else 0.1, seed + i)
            else:
                draw = levels(p.shape, gain / np.sqrt(p[0].numel()), seed + i)
            p.copy_(draw)


def pictures(n, seed):
    """Pictures of coarse squares, [n SIDE SIDE 3] bytes."""
    g = np.random.default_rng(seed)
    coarse = g.integers(0, 8, (n, SIDE // 4, SIDE // 4, 3)) * 36
    return np.repeat(np.repeat(coarse, 4, 1), 4, 2).astype(np.uint8)


# Watching.


class Watch:
    """Keeps what modules read and give, by wade's names of values."""

    def __init__(self):
        self.values, self.hooks = {}, []

    def keep(self, name, value):
        value = value[0] if isinstance(value, tuple) else value
        self.values[name] = value.detach().clone().float()

    def gives(self, name, module, change=lambda v: v):
        def hook(m, args, kwargs, out):
            self.keep(name, change(out[0] if isinstance(out, tuple) else out))

        self.hooks.append(module.register_forward_hook(hook, with_kwargs=True))

    def reads(self, name, module):
        self.hooks.append(module.register_forward_pre_hook(lambda m, args: self.keep(name, args[0])))

    def end(self):
        for h in self.hooks:
            h.remove()
        return self.values


def flat(values):
    """Drops the batch of one prompt, and lets pictures be the first axis elsewhere."""
    out = {}
    for name, v in values.items():
        while v.ndim > (3 if name.split(".")[0] in ("vision", "resampler", "media") else 2):
            v = v.flatten(0, 1) if name.split(".")[0] in ("resampler", "media") else v[0]
        out[name] = v
    return out


# Tokenizers.


def neox_tokenizer(folder):
    """A byte-level BPE like that of GPT-NeoX."""
    t = Tokenizer(models.BPE())
    t.normalizer = normalizers.NFC()
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True)
    t.decoder = decoders.ByteLevel()
    t.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=300, special_tokens=["<|endoftext|>", "<|padding|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    fast = transformers.GPTNeoXTokenizerFast(tokenizer_object=t)
    fast.save_pretrained(folder)
    return len(fast)


def llama_tokenizer(instruct):
    """A BPE with bytes to fall back to like that of LLaMA, and the tokens that IDEFICS adds."""
    t = Tokenizer(models.BPE())
    t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    t.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=90, show_progress=False))
    learnt = json.loads(t.to_str())["model"]
    vocab = ["<unk>", "<s>", "</s>"] + [f"<0x{b:02X}>" for b in range(256)]
    vocab += sorted(learnt["vocab"], key=learnt["vocab"].get)
    merges = [tuple(m.split(" ")) if isinstance(m, str) else tuple(m) for m in learnt["merges"]]
    t = Tokenizer(models.BPE({w: i for i, w in enumerate(vocab)}, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    t.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    t.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    t.add_special_tokens(["<unk>", "<s>", "</s>"])
    fast = transformers.LlamaTokenizerFast(tokenizer_object=t, unk_token="<unk>", bos_token="<s>", eos_token="</s>", pad_token="<unk>", padding_side="left", legacy=False)
    base = len(fast)
    added = ["<fake_token_around_image>", "<image>"] + (["<end_of_utterance>"] if instruct else [])
    fast.add_special_tokens({"additional_special_tokens": [AddedToken(a, normalized=False, special=True) for a in added]})
    return fast, base


# OpenFlamingo.


class NormedProjection(torch.nn.Linear):
    """The fused projection of MPT, followed by the norms of queries and keys over their full width that MosaicGPT has."""

    def __init__(self, like):
        super().__init__(like.in_features, like.out_features, bias=False)
        self.q_ln = torch.nn.LayerNorm(like.in_features)
        self.k_ln = torch.nn.LayerNorm(like.in_features)
        self.q_ln.bias = self.k_ln.bias = None

    def forward(self, x):
        q, k, v = super().forward(x).chunk(3, dim=-1)
        return torch.cat([self.q_ln(q), self.k_ln(k), v], dim=-1)


MOSAIC = {"norm_1": "ln_1", "norm_2": "ln_2", "norm_f": "ln_f", "ffn.up_proj": "mlp.mlp_up", "ffn.down_proj": "mlp.mlp_down", "Wqkv.q_ln": "q_ln", "Wqkv.k_ln": "k_ln"}


def mosaic_name(name):
    for ours, theirs in MOSAIC.items():
        name = name.replace("." + ours + ".", "." + theirs + ".")
    return name


def mpt(rows, layers, qk_norm):
    attn = {"alibi": True, "alibi_bias_max": 8, "attn_impl": "torch", "clip_qkv": None, "softmax_scale": None, "qk_ln": False}
    config = transformers.MptConfig(d_model=WIDTH, n_heads=4, n_layers=layers, max_seq_len=128, vocab_size=rows, attn_config=attn, use_cache=True)
    model = transformers.MptForCausalLM(config)
    if qk_norm:
        for block in model.transformer.blocks:
            block.attn.Wqkv = NormedProjection(block.attn.Wqkv)
    return model


def neox(rows, layers):
    config = transformers.GPTNeoXConfig(
        vocab_size=rows, hidden_size=WIDTH, num_hidden_layers=layers, num_attention_heads=4, intermediate_size=4 * WIDTH, hidden_act="gelu",
        rotary_pct=1.0, rotary_emb_base=10000, max_position_embeddings=128, use_parallel_residual=False, tie_word_embeddings=False, layer_norm_eps=1e-5,
    )
    return transformers.GPTNeoXForCausalLM(config)


CLIP_NAMES = [
    ("visual.transformer.resblocks.", "vision_model.encoder.layers."), (".ln_1.", ".layer_norm1."), (".ln_2.", ".layer_norm2."), (".mlp.c_fc.", ".mlp.fc1."),
    (".mlp.c_proj.", ".mlp.fc2."), (".attn.out_proj.", ".self_attn.out_proj."), ("visual.ln_pre.", "vision_model.pre_layrnorm."), ("visual.ln_post.", "vision_model.post_layernorm."),
    ("visual.class_embedding", "vision_model.embeddings.class_embedding"), ("visual.positional_embedding", "vision_model.embeddings.position_embedding.weight"),
    ("visual.conv1.weight", "vision_model.embeddings.patch_embedding.weight"),
]


def clip_of_transformers(clip, folder):
    """Writes open_clip's encoder as transformers' CLIP, after seeing that both give the same patches."""
    vision = dict(hidden_size=WIDTH, intermediate_size=4 * WIDTH, num_hidden_layers=2, num_attention_heads=2, image_size=SIDE, patch_size=PATCH, hidden_act="quick_gelu", projection_dim=16)
    text = dict(hidden_size=16, intermediate_size=16, num_hidden_layers=1, num_attention_heads=1, vocab_size=16, max_position_embeddings=8, projection_dim=16)
    model = transformers.CLIPModel(transformers.CLIPConfig(vision_config=vision, text_config=text, projection_dim=16)).eval()
    fill(model, 900)
    state = {}
    for name, v in clip.state_dict().items():
        if not name.startswith("visual."):
            continue
        for theirs, ours in CLIP_NAMES:
            name = name.replace(theirs, ours)
        if ".attn.in_proj_" in name:
            for part, rows in zip("qkv", v.chunk(3)):
                state[name.replace(".attn.in_proj_", f".self_attn.{part}_proj.")] = rows.clone()
        elif name == "visual.proj":
            state["visual_projection.weight"] = v.T.contiguous()
        else:
            state[name] = v
    left = model.load_state_dict(state, strict=False)
    assert not left.unexpected_keys and all(k.startswith(("text", "logit_scale")) for k in left.missing_keys), left
    x = torch.randn(2, 3, SIDE, SIDE, generator=torch.Generator().manual_seed(5))
    with torch.no_grad():
        a, b = model.vision_model(x).last_hidden_state[:, 1:], clip.visual(x)[1]
        torch.testing.assert_close(a, b, rtol=1e-4, atol=1e-5)
        torch.testing.assert_close(model.get_image_features(x), clip.visual(x)[0], rtol=1e-4, atol=1e-5)
    model.save_pretrained(folder)
    transformers.CLIPImageProcessor(size={"shortest_edge": SIDE}, crop_size=SIDE).save_pretrained(folder)


def clip_of_open_clip(clip, folder, config):
    os.makedirs(folder)
    torch.save(clip.state_dict(), os.path.join(folder, "open_clip_pytorch_model.bin"))
    write_json(folder, "open_clip_config.json", {"model_cfg": config, "preprocess_cfg": {"mean": MEAN, "std": STD}})


CLIP_CONFIG = {
    "embed_dim": 16, "quick_gelu": True,
    "vision_cfg": {"image_size": SIDE, "layers": 2, "width": WIDTH, "patch_size": PATCH, "head_width": 16},
    "text_cfg": {"context_length": 8, "vocab_size": 16, "width": 16, "heads": 1, "layers": 1},
}


def write_json(folder, name, value):
    with open(os.path.join(folder, name), "w") as f:
        json.dump(value, f, indent=2, sort_keys=True)


def save_language(lang, folder, name, config):
    """The base model as its repository has it: MPT-1B in one file, MPT-7B in shards, NeoX in halves with its buffers."""
    if name == "mpt1b":
        state = {mosaic_name(k): v for k, v in lang.state_dict().items() if k != "lm_head.weight"}
        torch.save(state, os.path.join(folder, "pytorch_model.bin"))
        write_json(folder, "config.json", {
            "architectures": ["MosaicGPT"], "model_type": "mosaic_gpt", "alibi": True, "alibi_bias_max": 8, "attn_clip_qkv": None, "attn_impl": "torch",
            "attn_qk_ln": True, "attn_uses_sequence_id": False, "d_model": WIDTH, "embedding_fraction": 1.0, "logit_scale": None, "low_precision_layernorm": True,
            "max_seq_len": 128, "mlp_ratio": 4, "n_heads": config.n_heads, "n_layers": config.n_layers, "no_bias": True, "prefix_lm": False, "softmax_scale": None,
            "tie_word_embeddings": True, "torch_dtype": "bfloat16", "vocab_size": config.vocab_size,
        })
        return
    if name == "mpt7b":
        state = {k: v.bfloat16() for k, v in lang.state_dict().items() if k != "lm_head.weight"}
        names = list(state)
        index, half = {}, len(names) // 2
        for i, part in enumerate((names[:half], names[half:])):
            file = f"pytorch_model-0000{i + 1}-of-00002.bin"
            torch.save({k: state[k] for k in part}, os.path.join(folder, file))
            index |= {k: file for k in part}
        write_json(folder, "pytorch_model.bin.index.json", {"metadata": {"total_size": sum(2 * v.numel() for v in state.values())}, "weight_map": index})
        write_json(folder, "config.json", {
            "architectures": ["MPTForCausalLM"], "model_type": "mpt", "d_model": WIDTH, "expansion_ratio": 4, "n_heads": config.n_heads, "n_layers": config.n_layers,
            "max_seq_len": 128, "vocab_size": config.vocab_size, "no_bias": True, "norm_type": "low_precision_layernorm", "learned_pos_emb": True, "logit_scale": None,
            "attn_config": {"alibi": True, "alibi_bias_max": 8, "attn_impl": "torch", "attn_type": "multihead_attention", "clip_qkv": None, "prefix_lm": False, "qk_ln": False, "softmax_scale": None},
            "torch_dtype": "bfloat16",
        })
        return
    state = {k: v.half() for k, v in lang.state_dict().items()}
    for i in range(config.num_hidden_layers):
        at = f"gpt_neox.layers.{i}.attention."
        state[at + "bias"] = torch.ones(1, 1, 16, 16, dtype=torch.bool).tril()
        state[at + "masked_bias"] = torch.tensor(-1e9).half()
        state[at + "rotary_emb.inv_freq"] = 1.0 / (10000 ** (torch.arange(0, 8, 2).float() / 8))
    torch.save(state, os.path.join(folder, "pytorch_model.bin"))
    lang.config.torch_dtype = torch.float16
    lang.config.save_pretrained(folder)


def open_flamingo_model(folder, name, every, layers, seed):
    scratch, language, vision = (os.path.join(folder, d) for d in ("scratch", "language", "vision"))
    os.makedirs(language)
    rows = neox_tokenizer(language) + 20  # the published matrices have more rows than tokens too
    lang = neox(rows, layers) if name == "neox" else mpt(rows, layers, name == "mpt1b")
    fill(lang, seed, **LANGUAGE)
    os.makedirs(scratch)
    write_json(scratch, "tiny-quickgelu.json", CLIP_CONFIG)
    open_clip.add_model_config(scratch)

    # The published sizes of the new layers are fixed in open_flamingo; smaller ones go in here.
    small = functools.partial(of_language.GatedCrossAttentionBlock, heads=2)
    few = functools.partial(of_model.PerceiverResampler, depth=2, heads=2, num_latents=8)
    whole = of_language.GatedCrossAttentionBlock, of_model.PerceiverResampler
    load = transformers.AutoModelForCausalLM.from_pretrained
    of_language.GatedCrossAttentionBlock, of_model.PerceiverResampler = small, few
    transformers.AutoModelForCausalLM.from_pretrained = lambda *args, **kwargs: lang
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            model, prepare, tokenizer = open_flamingo.create_model_and_transforms("tiny-quickgelu", None, language, language, cross_attn_every_n_layers=every, freeze_lm_embeddings=name == "neox")
    finally:
        of_language.GatedCrossAttentionBlock, of_model.PerceiverResampler = whole
        transformers.AutoModelForCausalLM.from_pretrained = load
    model.eval()
    fill(model.perceiver, seed + 1000)
    fill(model.lang_encoder.gated_cross_attn_layers, seed + 2000)
    clip = open_clip.create_model("tiny-quickgelu", pretrained=None).eval()
    clip.visual.output_tokens = True
    fill(clip, seed + 3000)
    with torch.no_grad():
        for p in (clip.visual.class_embedding, clip.visual.positional_embedding, clip.visual.proj):
            p.copy_(levels(p.shape, 0.5, seed + p.numel()))
    model.vision_encoder = clip.visual
    shutil.rmtree(scratch)

    # Base weights have all rows; training changed the first ones, and cut the rest off.
    base = neox(rows, layers) if name == "neox" else mpt(rows, layers, name == "mpt1b")
    fill(base, seed, **LANGUAGE)
    save_language(base, language, name, base.config)
    with torch.no_grad():
        table = model.lang_encoder.get_input_embeddings().weight
        table[-3:] = levels(table[-3:].shape, 2 * LANGUAGE["table"], seed + 7)
    state = filter_state_dict_to_trainable(model, model.state_dict())
    state.pop("lang_encoder.lm_head.weight", None)  # MPT's own code, unlike that of transformers, has no name for the tied head
    state = {k: v.clone() for k, v in state.items()}
    if name == "neox":  # an early revision had the causal masks, too
        state |= {f"lang_encoder.gpt_neox.layers.{i}.decoder_layer.attention.bias": torch.ones(1, 1, 16, 16, dtype=torch.bool).tril() for i in range(layers)}
    if name == "mpt7b":  # as training leaves it, and not as it was published
        moment = {"step": torch.tensor(3.0), "exp_avg": torch.ones(4)}
        state = {"epoch": 3, "model_state_dict": {"module." + k: v for k, v in state.items()},
                 "optimizer_state_dict": {"state": {0: moment}, "param_groups": [{"lr": 1e-4, "params": [0]}]}, "lr_scheduler_state_dict": {"last_epoch": 7}}
    torch.save(state, os.path.join(folder, "checkpoint.pt"))
    if name == "mpt1b":
        clip_of_transformers(clip, vision)
    else:
        clip_of_open_clip(clip, vision, CLIP_CONFIG)
    return model, prepare, tokenizer


def open_flamingo_golden(model, prepare, tokenizer):
    text = "Two birds.<image>Output: a large red circle<|endofchunk|><image>Output:"
    ids = torch.tensor([tokenizer.encode(text)])
    px = pictures(2, 11)
    pixels = torch.stack([prepare(Image.fromarray(p)) for p in px])
    vision_x = pixels[None, :, None]
    mask = torch.ones_like(ids)

    w = Watch()
    for i, block in enumerate(model.vision_encoder.transformer.resblocks):
        w.gives(f"vision.{i}.resid", block, lambda v: v.transpose(0, 1))
    resampler(w, model.perceiver.layers, model.perceiver)
    for i, layer in enumerate(model.lang_encoder._get_decoder_layers()):
        if layer.gated_cross_attn_layer is not None:
            g = layer.gated_cross_attn_layer
            w.gives(f"gated.{i}.attn.out", g.attn)
            w.reads(f"gated.{i}.mid", g.ff)
            w.gives(f"gated.{i}.ffw.out", g.ff)
            w.gives(f"gated.{i}.resid", g)
        w.gives(f"lm.{i}.resid", layer)
    w.gives("lm.embed", model.lang_encoder.get_input_embeddings())
    w.gives("lm.norm", model.lang_encoder.transformer.norm_f if hasattr(model.lang_encoder, "transformer") else model.lang_encoder.gpt_neox.final_layer_norm)
    with torch.no_grad():
        w.keep("logits", model(vision_x=vision_x, lang_x=ids, attention_mask=mask).logits)
        w.keep("vectors", torch.nn.functional.normalize(model.vision_encoder(pixels)[0], dim=-1))
    values = flat(w.end())

    image, pad = (tokenizer.convert_tokens_to_ids(t) for t in ("<image>", "<PAD>"))

    def generate(**how):
        with torch.no_grad():
            out = model.generate(vision_x, ids, attention_mask=mask, max_new_tokens=NEW, bad_words_ids=[[image], [pad]], pad_token_id=pad, **how)
        return out[0, ids.shape[1]:]

    return finish(values, text, ids, px, pixels, generate, lambda i: tokenizer.decode(i))


def resampler(w, layers, whole):
    for i, (attn, ff) in enumerate(layers):
        w.gives(f"resampler.{i}.attn.out", attn)
        w.reads(f"resampler.{i}.mid", ff)
        w.gives(f"resampler.{i}.ffw.out", ff)
    w.gives("media", whole)


def finish(values, text, ids, px, pixels, generate, decode):
    i = 0
    while f"resampler.{i}.mid" in values:
        values[f"resampler.{i}.resid"] = values[f"resampler.{i}.mid"] + values[f"resampler.{i}.ffw.out"]
        i += 1
    out = {k: v.contiguous() for k, v in values.items() if not k.endswith(".mid")}
    out |= {"ids": ids[0].int(), "pixels": pixels.float().contiguous()}
    for name, how in {"greedy": {}, "beam3": {"num_beams": 3}, "beam3_flat": {"num_beams": 3, "length_penalty": 0.0}}.items():
        out[name] = generate(**how).int()
    notes = {"text": text, "transformers": transformers.__version__, "torch": torch.__version__.split("+")[0], "open_clip": "2.22.0", "open_flamingo": "2.0.1"}
    notes |= {f"{k}_text": decode(out[k]) for k in ("greedy", "beam3", "beam3_flat")}
    return out, notes, px


# IDEFICS.


def idefics_model(folder, seed, use_resampler, alpha, instruct, binary):
    fast, base = llama_tokenizer(instruct)
    config = transformers.IdeficsConfig(
        vocab_size=base, additional_vocab_size=len(fast) - base, hidden_size=WIDTH, intermediate_size=48, num_hidden_layers=4, num_attention_heads=4,
        max_position_embeddings=128, rms_norm_eps=1e-6, cross_layer_interval=2, qk_layer_norms=use_resampler, alpha_type=alpha, alpha_initializer="zeros",
        pad_token_id=0, bos_token_id=1, eos_token_id=2, tie_word_embeddings=False, use_resampler=use_resampler,
        vision_config={"embed_dim": WIDTH, "image_size": SIDE, "intermediate_size": 64, "patch_size": PATCH, "num_hidden_layers": 2, "num_attention_heads": 2, "hidden_act": "gelu"},
        perceiver_config={"resampler_n_latents": 8, "resampler_depth": 2, "resampler_n_heads": 2, "resampler_head_dim": 16, "qk_layer_norms_perceiver": True},
    )
    model = transformers.IdeficsForVisionText2Text(config).eval()
    fill(model, seed, table=0.25)
    half = transformers.IdeficsForVisionText2Text(config).bfloat16()
    half.load_state_dict(model.state_dict())
    half.save_pretrained(folder, max_shard_size="60KB" if not binary else "200KB", safe_serialization=not binary)
    processor = IdeficsProcessor(IdeficsImageProcessor(image_size=SIDE, image_mean=MEAN, image_std=STD), fast)
    fast.save_pretrained(folder)
    processor.image_processor.save_pretrained(folder)
    return model, processor


def idefics_golden(model, processor, instruct):
    px = pictures(2, 12)
    one, two = (Image.fromarray(p) for p in px)
    if instruct:
        prompt = ["User:", one, "What?<end_of_utterance>", "\nAssistant: red<end_of_utterance>", "\nUser:", two, "And here?<end_of_utterance>", "\nAssistant:"]
    else:
        prompt = ["Two birds.", one, "Output: a large red circle\n", two, "Output:"]
    inputs = processor([prompt], add_end_of_utterance_token=False, return_tensors="pt")  # as the model's card does
    ids, pixels = inputs["input_ids"], inputs["pixel_values"]
    sees = inputs["image_attention_mask"][0].sum(-1) > 0

    w = Watch()
    core = model.model
    for i, layer in enumerate(core.vision_model.encoder.layers):
        w.gives(f"vision.{i}.resid", layer)
    if core.config.use_resampler:
        resampler(w, core.perceiver_resampler.blocks, core.perceiver_resampler)
    every = core.config.cross_layer_interval
    for j, g in enumerate(core.gated_cross_attn_layers):
        # Rows of tokens before the first picture are zeroed outside of the attention.
        w.gives(f"gated.{j * every}.attn.out", g.cross_attn, lambda v: v.clone().masked_fill(~sees[:, None], 0))
        w.reads(f"gated.{j * every}.mid", g.post_attention_layernorm)
        w.gives(f"gated.{j * every}.ffw.out", g.mlp)
        w.gives(f"gated.{j * every}.resid", g)
    for i, layer in enumerate(core.layers):
        w.gives(f"lm.{i}.resid", layer)
    w.gives("lm.embed", core.embed_tokens)
    w.gives("lm.norm", core.norm)
    with torch.no_grad():
        w.keep("logits", model(**inputs).logits)
    values = flat(w.end())
    ban = processor.tokenizer(["<image>", "<fake_token_around_image>"], add_special_tokens=False).input_ids
    end = processor.tokenizer.convert_tokens_to_ids("<end_of_utterance>" if instruct else "</s>")

    def generate(**how):
        with torch.no_grad():
            out = model.generate(**inputs, max_new_tokens=NEW, bad_words_ids=ban + [[0], [1]], eos_token_id=end, pad_token_id=0, **how)
        return out[0, ids.shape[1]:]

    text = json.dumps(["<picture>" if isinstance(p, Image.Image) else p for p in prompt])
    return finish(values, text, ids, px, pixels[0], generate, lambda i: processor.tokenizer.decode(i))


FAMILIES = {
    "mpt1b": lambda at: open_flamingo_golden(*open_flamingo_model(at, "mpt1b", every=1, layers=3, seed=350000)),
    "mpt7b": lambda at: open_flamingo_golden(*open_flamingo_model(at, "mpt7b", every=2, layers=4, seed=110000)),
    "neox": lambda at: open_flamingo_golden(*open_flamingo_model(at, "neox", every=2, layers=3, seed=20000)),
    "idefics": lambda at: idefics_golden(*idefics_model(at, 50000, use_resampler=True, alpha="vector", instruct=False, binary=False), False),
    "idefics-instruct": lambda at: idefics_golden(*idefics_model(at, 60000, use_resampler=False, alpha="float", instruct=True, binary=True), True),
}


def pack(folder, to):
    """A zip of a folder with the same bytes for the same files."""
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
        for root, dirs, files in os.walk(folder):
            dirs.sort()
            for f in sorted(files):
                path = os.path.join(root, f)
                info = zipfile.ZipInfo(os.path.relpath(path, folder), (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                with open(path, "rb") as data:
                    z.writestr(info, data.read(), compresslevel=9)


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("dir")
    p.add_argument("--pack", help="folder for the zips of the tests")
    p.add_argument("--only", help="one family")
    args = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    for name, make in FAMILIES.items():
        if args.only and name != args.only:
            continue
        folder = os.path.join(args.dir, name)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        values, notes, px = make(folder)
        for i, p in enumerate(px):
            Image.fromarray(p).save(os.path.join(folder, f"golden-{i}.png"))
        save_file(values, os.path.join(folder, "golden.safetensors"))
        write_json(folder, "golden.json", notes)
        size = sum(os.path.getsize(os.path.join(r, f)) for r, _, fs in os.walk(folder) for f in fs)
        line = f"{name}: {len(values)} values, {size >> 10} KiB; greedy {len(values['greedy'])} tokens, beams {len(values['beam3'])} and {len(values['beam3_flat'])}"
        if args.pack:
            to = os.path.join(args.pack, name + ".zip")
            pack(folder, to)
            line += f"; packed {os.path.getsize(to) >> 10} KiB"
        print(line)


if __name__ == "__main__":
    main()
