"""The language model in llama.cpp, which bench/cpu.py holds wade's CPU backend against.

The weights of wade's file are written as a GGUF file of the architecture mpt, as bfloat16 or quantised by the gguf package.
"""

import argparse
import ctypes
import json
import os
import struct
import sys
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--weights", help="the safetensors file of the language model")
parser.add_argument("--gguf", help="the file to write, where it is not there, and to read")
parser.add_argument("--type", choices=["bf16", "q8_0", "q4_0"], default="bf16")
parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
parser.add_argument("--write-only", action="store_true")
args = parser.parse_args()

import numpy as np


def convert():
    import gguf

    kind = gguf.GGMLQuantizationType[args.type.upper()]
    with open(args.weights, "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        header = json.loads(f.read(size))
    data = np.memmap(args.weights, np.uint8, "r", 8 + size)
    c = json.loads(header["__metadata__"]["config"])["language"]

    def floats(name):
        info = header[name]
        bits = data[slice(*info["data_offsets"])].view(np.uint16)
        return (bits.astype(np.uint32) << 16).view(np.float32).reshape(info["shape"])

    def raw(name):
        info = header[name]
        return data[slice(*info["data_offsets"])].reshape(info["shape"][0], -1)

    partial = args.gguf + ".partial"
    w = gguf.GGUFWriter(partial, "mpt", use_temp_file=False)
    w.add_context_length(c["context"])
    w.add_embedding_length(c["width"])
    w.add_block_count(c["layers"])
    w.add_feed_forward_length(c["mlp"])
    w.add_head_count(c["heads"])
    w.add_layer_norm_eps(c["norm"]["eps"])
    w.add_max_alibi_bias(8.0)
    w.add_vocab_size(c["vocab"])
    w.add_tokenizer_model("none")

    def matrix(to, *names):
        if args.type == "bf16":
            w.add_tensor(to, np.concatenate([raw(n) for n in names]), raw_dtype=kind)
        else:
            w.add_tensor(to, np.concatenate([gguf.quants.quantize(floats(n), kind) for n in names]), raw_dtype=kind)

    matrix("token_embd.weight", "lm.embed.w")
    w.add_tensor("output_norm.weight", floats("lm.norm.w"))
    for i in range(c["layers"]):
        a, b = f"lm.{i}.", f"blk.{i}."
        w.add_tensor(b + "attn_norm.weight", floats(a + "attn.norm.w"))
        w.add_tensor(b + "ffn_norm.weight", floats(a + "ffw.norm.w"))
        matrix(b + "attn_qkv.weight", *(a + f"attn.{x}.w" for x in "qkv"))
        matrix(b + "attn_output.weight", a + "attn.out.w")
        matrix(b + "ffn_up.weight", a + "ffw.up.w")
        matrix(b + "ffn_down.weight", a + "ffw.out.w")
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()
    os.rename(partial, args.gguf)


if not os.path.exists(args.gguf):
    convert()
if args.write_only:
    sys.exit()

import llama_cpp as llama

from serve import serve, token

quiet = llama.llama_log_callback(lambda level, text, data: None)
llama.llama_log_set(quiet, None)
llama.llama_backend_init()
params = llama.llama_model_default_params()
params.n_gpu_layers = 0
start = time.perf_counter()
model = llama.llama_model_load_from_file(args.gguf.encode(), params)
if not model:
    sys.exit("llama.cpp does not read " + args.gguf)
loaded = 1e3 * (time.perf_counter() - start)
params = llama.llama_context_default_params()
params.n_ctx, params.n_batch, params.n_ubatch, params.n_threads, params.n_threads_batch = 2304, 2048, 512, args.threads, args.threads
ctx = llama.llama_init_from_model(model, params)
vocab = llama.llama_vocab_n_tokens(llama.llama_model_get_vocab(model))
memory = llama.llama_get_memory(ctx)
held = 0


def read(ids, at):
    batch = llama.llama_batch_init(len(ids), 0, 1)
    batch.n_tokens = len(ids)
    for i, t in enumerate(ids):
        batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.seq_id[i][0], batch.logits[i] = t, at + i, 1, 0, i == len(ids) - 1
    start = time.perf_counter()
    status = llama.llama_decode(ctx, batch)
    logits = llama.llama_get_logits_ith(ctx, -1)  # waits for them
    took = 1e3 * (time.perf_counter() - start)
    llama.llama_batch_free(batch)
    if status:
        raise RuntimeError(f"llama_decode: {status}")
    return took, logits


def argmax(logits):
    return int(np.ctypeslib.as_array(logits, (vocab,)).argmax())


def cut(n):
    global held
    llama.llama_memory_seq_rm(memory, 0, n, -1)
    held = min(held, n)


def prefill(n):
    global held
    cut(0)
    took, logits = read([token(i, vocab) for i in range(n["tokens"])], 0)
    held = n["tokens"]
    return {"ms": took, "ids": [argmax(logits)]}


def decode(n):
    """Greedy: drawing from the logits is on the clock for every side."""
    global held
    cut(n["context"])
    if held < n["context"]:
        cut(0)
        read([token(i, vocab) for i in range(n["context"])], 0)
        held = n["context"]
    ids, at = token(n["context"], vocab), n["context"]
    start = time.perf_counter()
    drawn = []
    for i in range(n["tokens"]):
        _, logits = read([ids], at + i)
        ids = argmax(logits)
        drawn.append(ids)
    return {"ms": 1e3 * (time.perf_counter() - start) / n["tokens"], "ids": drawn}


serve({"version": llama.__version__, "system": llama.llama_print_system_info().decode(), "load_ms": loaded, "pid": os.getpid()}, {"prefill": prefill, "decode": decode})
