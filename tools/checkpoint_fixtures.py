"""Writes the small checkpoints of sdk/checkpoint/testdata with PyTorch and safetensors, and values.json with what they hold.

Run it with an interpreter that has torch and safetensors:  python tools/checkpoint_fixtures.py
"""
import collections
import json
import pathlib
import shutil
import warnings

import torch
from safetensors.torch import save_file

OUT = pathlib.Path(__file__).resolve().parent.parent / "sdk" / "checkpoint" / "testdata"
NAMES = {
    torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64", torch.int64: "I64", torch.int32: "I32",
    torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL", torch.complex64: "C64",
}


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = torch.nn.Linear(3, 2)
        self.norm = torch.nn.LayerNorm(3)
        self.register_buffer("positions", torch.arange(4))
        self.sizes = [1, 2]

    def forward(self, x):
        return self.inner(self.norm(x))


def draw(*shape):
    return torch.randn(*shape, generator=GENERATOR)


def everything():
    base = draw(6, 4)
    return collections.OrderedDict([
        ("float", draw(2, 3)), ("half", draw(3, 2).half()), ("brain", draw(4, 2).bfloat16()), ("double", draw(2).double()),
        ("long", torch.arange(-2, 3)), ("int", torch.arange(3, dtype=torch.int32)), ("short", torch.arange(3, dtype=torch.int16)),
        ("char", torch.arange(3, dtype=torch.int8)), ("byte", torch.arange(3, dtype=torch.uint8)), ("flags", torch.tensor([True, False, True])),
        ("scalar", torch.tensor(1.5)), ("empty", torch.empty(0, 3)), ("parameter", torch.nn.Parameter(draw(2, 2))),
        ("base", base), ("rows", base[2:4]), ("columns", base[:, 1:3]), ("turned", base.T), ("steps", base[::2]), ("one", base[5:, 3:]),
        ("half.turned", draw(3, 5).half().T), ("cube", draw(2, 3, 4).permute(1, 0, 2)),
    ])


def values(tensors):
    out = {}
    for name, t in tensors.items():
        t = t.detach()
        out[name] = {"dtype": NAMES[t.dtype], "sizes": list(t.shape), "values": t.double().flatten().tolist()}
    return out


def main():
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    want = {}

    tensors = everything()
    for name, options in {
        "zip.pt": {}, "protocol4.pt": {"pickle_protocol": 4}, "legacy.pt": {"_use_new_zipfile_serialization": False},
        "legacy4.pt": {"_use_new_zipfile_serialization": False, "pickle_protocol": 4},
    }.items():
        torch.save(tensors, OUT / name, **options)
        want[name] = values(tensors)

    torch.manual_seed(1)
    net = Net()
    torch.save(net.state_dict(), OUT / "module.bin")
    want["module.bin"] = values(net.state_dict())

    wrapped = collections.OrderedDict(("module." + k, v) for k, v in net.state_dict().items())
    optimizer = torch.optim.AdamW(net.parameters())
    net(torch.ones(1, 3)).sum().backward()
    optimizer.step()
    state = {"epoch": 3, "model_state_dict": wrapped, "optimizer_state_dict": optimizer.state_dict(), "lr_scheduler_state_dict": {"last_lr": [1e-4]}}
    torch.save(state, OUT / "training.pt")
    want["training.pt"] = values(wrapped)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.jit.trace(net.half().eval(), torch.ones(1, 3).half(), check_trace=False).save(str(OUT / "script.pt"))
    want["script.pt"] = values(net.state_dict())

    torch.save(tensors["float"], OUT / "tensor.pt")
    want["tensor.pt"] = values({"tensor": tensors["float"]})
    torch.save([{"a": tensors["float"]}, (tensors["brain"],)], OUT / "list.pt")
    want["list.pt"] = values({"0.a": tensors["float"], "1.0": tensors["brain"]})

    parts = [{"a.weight": draw(3, 4), "b.weight": draw(2)}, {"c.weight": draw(5).bfloat16(), "d.weight": draw(2, 2).half()}]
    for folder, pattern, save in (
        ("torch", "pytorch_model-{:05d}-of-00002.bin", torch.save), ("safe", "model-{:05d}-of-00002.safetensors", save_file),
    ):
        (OUT / folder).mkdir()
        where = {}
        for i, part in enumerate(parts):
            file = pattern.format(i + 1)
            save(part, str(OUT / folder / file))
            where.update({name: file for name in part})
        index = "pytorch_model.bin.index.json" if folder == "torch" else "model.safetensors.index.json"
        (OUT / folder / index).write_text(json.dumps({"metadata": {"total_size": 0}, "weight_map": where}, indent=1) + "\n")
        want[folder] = values(parts[0] | parts[1])

    (OUT / "values.json").write_text(json.dumps(want) + "\n")


GENERATOR = torch.Generator().manual_seed(7)
if __name__ == "__main__":
    main()
