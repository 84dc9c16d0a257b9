"""Writes prompts as the published code lays them out, with the ids of small tokenizers, for the tests of sdk/prompt.

    pip install -r tools/requirements-goldens.txt
    python tools/prompts_golden.py sdk/tokenize/testdata sdk/prompt/testdata/prompts.json

IDEFICS' prompts go through transformers' IdeficsProcessor, which also says which picture each token sees. OpenFlamingo's are the
strings of its evaluation (open_flamingo 2.0.1, eval/evaluate.py and the model classes of its repository).
"""

import gzip
import json
import os
import sys

try:
    import torch
    from PIL import Image
    from tokenizers import Tokenizer
    from transformers import IdeficsImageProcessor, IdeficsProcessor, LlamaTokenizerFast
except ImportError as e:
    print(f"SKIPPED: goldens of prompts need more packages ({e}); tools/requirements-goldens.txt names their versions")
    sys.exit(0)

EOC = "<|endofchunk|>"


def vqa(question, answer=None):
    return f"<image>Question:{question} Short answer:{answer if answer is not None else ''}{EOC if answer is not None else ''}"


def caption(text=None):
    return f"<image>Output:{text if text is not None else ''}{EOC if text is not None else ''}"


def memes(text, label=None):
    return f"<image>is an image with: '{text}' written on it. Is it hateful? Answer:{label if label is not None else ''}{EOC if label is not None else ''}"


def openflamingo():
    demos = [("What is this?", "a dog"), ("How many are there?", "2")]
    return {
        "captions": "".join(caption(c) + "\n" for c in ["A dog on the street.", "Two cats, sitting"]) + caption(),
        "captions, zero-shot": "".join(caption(c) + "\n" for c in ["A dog on the street.", "Two cats, sitting"]).replace("<image>", "") + caption(),
        "vqa": "".join(vqa(q, a) + "\n" for q, a in demos) + vqa("what colour is it?"),
        "memes": memes("don't   look", "yes") + memes("a dog", "no") + memes("one more"),
        "classes": caption("a dog") + caption(),
    }


def idefics():
    """Lists of texts and pictures, and how many pictures each has."""
    im = lambda shade: Image.new("RGB", (40, 30), (shade, 60, 90))
    turn = "<end_of_utterance>"
    return {
        "base": [im(0), " Question: What is this? Answer: a dog\n", im(50), "Question: How many? Answer:"],
        "pictures side by side": [im(0), im(20), "two dogs ", im(40), im(60), im(80), "three"],
        "text first": ["In this picture ", im(0), " there is"],
        "chat": ["User:", im(0), f"What is this?{turn}", f"\nAssistant: a dog{turn}\n", "User:", im(9), f"And this?{turn}\nAssistant:"],
        "chat without pictures": [f"User:Who are you?{turn}\nAssistant: a dog{turn}\nUser:And now?{turn}\nAssistant:"],
    }


def load(folder, name):
    with gzip.open(os.path.join(folder, name + ".json.gz")) as f:
        return Tokenizer.from_str(f.read().decode())


def main():
    folder, out = sys.argv[1], sys.argv[2]
    cases = []
    neox = load(folder, "neox")
    for name, text in openflamingo().items():
        cases.append({"name": name, "tokenizer": "neox", "text": text, "ids": neox.encode(text, add_special_tokens=False).ids})
    for tokenizer in ("llama", "llama-first"):
        fast = LlamaTokenizerFast(tokenizer_object=load(folder, tokenizer), bos_token="<s>", eos_token="</s>", unk_token="<unk>", pad_token="<unk>")
        processor = IdeficsProcessor(IdeficsImageProcessor(image_size=28), tokenizer=fast, image_size=28, add_end_of_utterance_token=False)
        for name, items in idefics().items():
            got = processor(text=[items], return_tensors="pt", add_end_of_utterance_token=False)
            ids, mask = got["input_ids"][0].tolist(), got["image_attention_mask"][0]
            sees = [int(m.argmax()) if m.any() else -1 for m in mask]
            cases.append({"name": name, "tokenizer": tokenizer, "text": fast.decode(ids), "ids": ids, "sees": sees})
    os.makedirs(os.path.dirname(out), exist_ok=True)
    with open(out, "w", encoding="utf-8") as f:
        json.dump(cases, f, indent=None, separators=(",", ":"))
        f.write("\n")
    print(len(cases), "prompts")


if __name__ == "__main__":
    main()
