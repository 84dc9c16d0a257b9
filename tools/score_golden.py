"""Records what the published Python makes of a fixed set of answers, for sdk/score.

    pip download --no-deps open_flamingo==2.0.1 pycocoevalcap==1.2     and unpack both into one folder
    PYTHONPATH=that/folder python tools/score_golden.py                needs scikit-learn, and java for the tokenizer

VQA accuracy is that of open_flamingo 2.0.1, words and CIDEr are those of pycocoevalcap 1.2, the area under the curve is
scikit-learn's. POPE's evaluation is published as a script that is no package; the few lines of it that decide are repeated here.
"""
import contextlib
import importlib.util
import io
import itertools
import json
import pathlib
import random
import sys

from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score, roc_auc_score

HERE = pathlib.Path(__file__).parent.parent / "sdk/score/testdata"


def vqa_module():
    """The file alone: its package imports models."""
    place = next(p for p in map(pathlib.Path, sys.path) if (p / "open_flamingo/eval/vqa_metric.py").exists())
    spec = importlib.util.spec_from_file_location("vqa_metric", place / "open_flamingo/eval/vqa_metric.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(lines):
    out = PTBTokenizer().tokenize({i: [{"caption": line}] for i, line in enumerate(lines)})
    return [{"Text": line, "Words": out[i][0].split()} for i, line in enumerate(lines)]


def vqa(module):
    rng = random.Random(1)
    evaluator = module.VQAEval(None, None, n=8)
    answers = [
        "yes", "No.", "two", "2", "a red bus", "the red bus", "red  bus", "3:30", "10,000", "10, 000", "it's", "its", "dont", "wont go", "mid-air", "t-shirt",
        "t - shirt", "black/white", "black / white", 'the "stop" sign', "1.5", "1.", "a.m.", "...", "u.s.a.", "none", "zero dogs", "on the left, near\ta tree",
        "what? no!", "what?no!", "e.g. cats", "(two) cats", "cats (two)", "5 o'clock", "5 oclock", "somebody'd", "Im fine", "Id've", "x" + ". x" * 40, "a", "The",
        "100% cotton", "Ten one-way", "50 mph.", ". . 5", "$5.00", "C++", "snake_case", "back\\slash", "naïve", "ÉCOLE", "٣,٤", "left\nright", "  padded  ",
    ] + sorted(evaluator.contractions)
    for a in answers:
        plain = a.replace("\n", " ").replace("\t", " ").strip()
        normal = evaluator.processDigitArticle(evaluator.processPunctuation(plain))
        refs = [rng.choice([a, a.upper(), normal, rng.choice(answers)]) for _ in range(10)]
        truth, said = module.VQA(), module.VQA()
        said.getQuesIds = lambda: [0]
        truth.qa = {0: {"answers": [{"answer": r, "answer_id": i} for i, r in enumerate(refs)], "question_type": "", "answer_type": ""}}
        said.qa = {0: {"answer": a}}
        e = module.VQAEval(truth, said, n=8)
        with contextlib.redirect_stdout(io.StringIO()):
            e.evaluate([0])
        yield {"Answer": a, "References": refs, "Normal": normal, "Score": e.accuracy["overall"] / 100}


def captions(lines):
    rng = random.Random(2)
    things, places = ["dog", "red bus", "woman's hat", "zebra", "T-shirt"], ["street", "table", "green field", "kitchen sink", "N.Y.C. sidewalk"]
    verbs = ["standing on", "sitting near", "isn't in", "flying above"]
    pool = [f"A {t} {v} the {p}." for t, v, p in itertools.product(things, verbs, places)] + lines
    said = rng.sample(pool, 40) + [""]
    refs = [[rng.choice([s or "a dog", s.replace("A ", "Two ") or "cats", rng.choice(pool)]) for _ in range(rng.randint(1, 6))] for s in said]
    tokens = PTBTokenizer()
    mean, each = Cider().compute_score(tokens.tokenize({i: [{"caption": r} for r in rs] for i, rs in enumerate(refs)}),
                                       tokens.tokenize({i: [{"caption": s}] for i, s in enumerate(said)}))
    return {"Captions": said, "References": refs, "Mean": mean, "Each": each.tolist()}


def pope():
    said = ["Yes.", "No", "no, there is no dog", "There is not a dog.", "yes. no", "I do not know", "Nothing", "Yes, a dog", "nope", "No.", "yes", "Not really", "a dog", ""]
    truth = ["yes", "no", "no", "yes", "yes", "no", "no", "no", "yes", "no", "yes", "no", "yes", "no"]

    def no(text):
        first = text.split(".")[0].replace(",", "").split(" ")
        return "No" in first or "not" in first or "no" in first

    a, t = [0 if no(s) else 1 for s in said], [0 if x == "no" else 1 for x in truth]
    return {"Answers": said, "Truth": truth, "Yes": a, "Accuracy": accuracy_score(t, a), "Precision": precision_score(t, a), "Recall": recall_score(t, a),
            "F1": f1_score(t, a), "Ratio": sum(a) / len(a)}


def curve():
    rng = random.Random(3)
    for n in 5, 20, 60:
        truth = [i % 3 == 0 for i in range(n)]
        scores = [round(rng.random() + 0.3 * t, 1) for t in truth]  # with ties
        yield {"Scores": scores, "Positive": truth, "AUC": roc_auc_score(truth, scores)}


if __name__ == "__main__":
    text = (HERE / "captions.txt").read_text().splitlines()
    golden = {"Words": words(text), "VQA": list(vqa(vqa_module())), "CIDEr": captions(text), "POPE": pope(), "Curves": list(curve())}
    (HERE / "score.json").write_text(json.dumps(golden, ensure_ascii=False, indent=0) + "\n")
    print((HERE / "score.json").stat().st_size)
