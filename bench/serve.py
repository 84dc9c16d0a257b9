"""How the sides of a benchmark are asked: a process that answers each line of its input with a line of JSON."""

import json
import subprocess
import sys


class Side:
    """A process that is asked to do jobs. hello is the first line that it said."""

    def __init__(self, command, env=None):
        self.p = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        self.hello = self.read()

    def read(self):
        line = self.p.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.p.args[0]} ended, exit status {self.p.wait()}")
        return json.loads(line)

    def ask(self, job):
        self.p.stdin.write(job + "\n")
        self.p.stdin.flush()
        answer = self.read()
        if "error" in answer:
            raise RuntimeError(f"{job}: {answer['error']}")
        return answer

    def close(self):
        self.p.stdin.close()
        self.p.wait()


def parse(job):
    """A job is a name and numbers: "decode context=256 tokens=8"."""
    name, *fields = job.split()
    numbers = {"images": 1, "tokens": 256, "context": 256, "gated": 0, "rows": 1, "in": 2048, "out": 2048, "keys": 256, "heads": 16, "width": 128, "mib": 1024, "type": "f32"}
    for field in fields:
        key, value = field.split("=")
        numbers[key] = value if key == "type" else int(value)
    return name, numbers


def serve(hello, jobs):
    """Answers jobs by the functions that do them; the output of whatever they print goes elsewhere."""
    out, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps(hello), file=out, flush=True)
    for line in sys.stdin:
        name, numbers = parse(line)
        try:
            answer = jobs[name](numbers)
        except Exception as e:
            answer = {"error": f"{type(e).__name__}: {e}"}
        print(json.dumps(answer), file=out, flush=True)


def token(i, vocab):
    """The tokens that all sides read."""
    return (((i + 1) * 2654435761) % 2**32 >> 8) % vocab
