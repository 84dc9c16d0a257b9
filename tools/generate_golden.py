"""Records what transformers generates from tables of logits, for sdk/internal/search.

    python tools/generate_golden.py     needs torch and transformers==4.44.2

The language model is a table: logits by the last two tokens, drawn by a formula that the Go test repeats. So search and rules
are compared token by token, without a network whose rounding differs. Beam search is that of versions before 4.50; with a
length penalty above 0 later ones stop by another rule.
"""
import itertools
import json
import pathlib

import torch
import transformers
from transformers import GenerationMixin, PretrainedConfig, PreTrainedModel
from transformers.generation import logits_process as lp
from transformers.modeling_outputs import CausalLMOutput

VOCAB, LIMIT = 17, 10
OUT = pathlib.Path(__file__).parent.parent / "sdk/internal/search/testdata/generate.json"
MASK = (1 << 64) - 1


def mix(x):
    x = (x + 0x9E3779B97F4A7C15) & MASK
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & MASK
    return x ^ (x >> 31)


def logits(seed, scale, stop, a, b):
    out = [(mix(seed * 1000003 + (a * VOCAB + b) * VOCAB + i) >> 40) / (1 << 24) * scale for i in range(VOCAB)]
    row = torch.tensor(out, dtype=torch.float32)
    row[VOCAB - 1] += stop
    return row


class Config(PretrainedConfig):
    model_type = "table"


class Table(PreTrainedModel, GenerationMixin):
    config_class = Config

    def __init__(self, seed, scale, stop):
        config = Config(vocab_size=VOCAB, num_hidden_layers=1)
        super().__init__(config)
        self.device_of = torch.nn.Parameter(torch.zeros(1))
        rows = [logits(seed, scale, stop, a, b) for a in range(VOCAB) for b in range(VOCAB)]
        self.table = torch.stack(rows).view(VOCAB, VOCAB, VOCAB)

    def prepare_inputs_for_generation(self, input_ids, **_):
        return {"input_ids": input_ids}

    def forward(self, input_ids, **_):
        return CausalLMOutput(logits=self.table[input_ids[:, -2], input_ids[:, -1]][:, None, :])


def cases():
    rules = [
        {}, {"Repetition": 1.4}, {"Repetition": 0.7}, {"NGram": 1}, {"NGram": 2}, {"NGram": 3}, {"Bad": [[3], [4, 5], [6, 7, 8], [0, 12]]}, {"Least": 5},
        {"Stops": [VOCAB - 1, 7]}, {"Repetition": 1.2, "NGram": 2, "Bad": [[2], [9, 1]], "Least": 3},
    ]
    early = {False: 0, True: 1, "never": 2}
    number = 0
    for seed, (scale, stop) in enumerate([(4, 1.0), (6, 2.0), (2, 0.0)]):
        model = Table(seed, scale, stop)
        for beams, penalty, stopping, rule in itertools.product([1, 2, 3, 5], [0.0, 1.0, -1.0, 2.0], early, rules):
            if beams == 1 and (penalty or stopping):
                continue
            number += 1
            if beams > 1 and number % 2:  # every second one keeps the file small
                continue
            prompt = [[1, 2, 3], [9, 9, 4, 2], [5, 16, 7, 5, 16]][number % 3]
            stops = rule.get("Stops", [VOCAB - 1])
            several = beams if number % 4 == 0 else 1
            kw = dict(do_sample=False, max_new_tokens=LIMIT, num_beams=beams, eos_token_id=stops, pad_token_id=0, num_return_sequences=several,
                      return_dict_in_generate=True, output_scores=True, repetition_penalty=rule.get("Repetition"),
                      no_repeat_ngram_size=rule.get("NGram"), bad_words_ids=rule.get("Bad"), min_new_tokens=rule.get("Least"))
            if beams > 1:
                kw.update(length_penalty=penalty, early_stopping=stopping)
            r = model.generate(torch.tensor([prompt]), **{k: v for k, v in kw.items() if v is not None})
            out = []
            for row in r.sequences[:, len(prompt):].tolist():
                ends = [i for i, x in enumerate(row) if x in stops]
                out.append(row[: ends[0] + 1] if ends else row)
            case = dict(Seed=seed, Scale=scale, Stop=stop, Prompt=prompt, Beams=beams, Limit=LIMIT, Return=several, Penalty=penalty,
                        Early=early[stopping], Out=out, **rule)
            case["Stops"] = stops
            if beams > 1:
                case["Scores"] = [round(x, 6) for x in r.sequences_scores.tolist()]
            yield {k: v for k, v in case.items() if v not in (0, 0.0) or k == "Out"}


def draws():
    for seed in range(3):
        for t, k, p, m in [(1, 0, 0, 0), (0.5, 0, 0, 0), (2, 5, 0, 0), (1, 0, 0.9, 0), (0.7, 0, 0.3, 0), (1, 0, 0, 0.1), (1.5, 8, 0.8, 0.05), (3, 4, 0.99, 0.5), (1, 1, 0, 0)]:
            row = logits(seed, 6, 0, 1, 2)[None]
            chain = [lp.TemperatureLogitsWarper(float(t))] if t != 1 else []
            chain += [lp.TopKLogitsWarper(k)] if k else []
            chain += [lp.TopPLogitsWarper(p)] if p else []
            chain += [lp.MinPLogitsWarper(m)] if m else []
            for c in chain:
                row = c(None, row)
            yield dict(Seed=seed, Params=[t, k, p, m], P=[round(x, 9) for x in row.double().softmax(-1)[0].tolist()])


if __name__ == "__main__":
    transformers.logging.set_verbosity_error()
    parts = {"Version": json.dumps(transformers.__version__), "Vocab": str(VOCAB)}
    for name, rows in ("Cases", cases()), ("Draws", draws()):
        parts[name] = "[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]"
    OUT.write_text("{" + ",\n".join(f'"{k}": {v}' for k, v in parts.items()) + "}\n")
    print(OUT, OUT.stat().st_size)
