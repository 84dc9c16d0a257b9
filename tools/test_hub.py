"""The cache of wade is that of huggingface_hub: each reads what the other has downloaded from a hub on this machine."""

import hashlib
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.parse
import zipfile

try:
    import huggingface_hub
except ImportError:
    huggingface_hub = None

ROOT = pathlib.Path(__file__).resolve().parent.parent
WADE = ROOT / "bin" / "wade"
NAME = "HuggingFaceM4/idefics-9b"
COMMIT = "b2" * 20
LARGE = (".safetensors", ".bin", ".pt")


class Hub(http.server.BaseHTTPRequestHandler):
    """As much of a hub as a download needs; large files come from another address."""

    files = {}
    other = ""  # address of the host for large files
    asked = []

    def log_message(self, *args):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        self.asked.append((self.command, url.path, self.headers.get("Authorization")))
        if url.path.startswith("/large/"):
            return self.send(self.files[url.path.removeprefix("/large/")])
        if re.fullmatch(rf"/api/models/{NAME}(/revision/.*)?", url.path):
            return self.send(json.dumps({"id": NAME, "sha": COMMIT, "siblings": [self.describe(n) for n in self.files]}).encode())
        tree = re.fullmatch(rf"/api/models/{NAME}/tree/.*", url.path)
        if tree:
            return self.send(json.dumps([{"type": "file", "path": n, "size": len(d), "oid": git(d)} for n, d in self.files.items()]).encode())
        found = re.fullmatch(rf"/{NAME}/resolve/[^/]+/(.*)", url.path)
        if not found or found[1] not in self.files:
            return self.send(b"", 404, {"X-Error-Code": "EntryNotFound"})
        data, headers = self.files[found[1]], {"X-Repo-Commit": COMMIT}
        if found[1].endswith(LARGE):
            headers |= {"X-Linked-Etag": f'"{hashlib.sha256(data).hexdigest()}"', "X-Linked-Size": str(len(data)), "Location": f"{self.other}/large/{found[1]}"}
            return self.send(b"", 302, headers)
        return self.send(data, 200, headers | {"ETag": f'"{git(data)}"'})

    def describe(self, name):
        data = self.files[name]
        about = {"rfilename": name, "size": len(data), "blobId": git(data)}
        if name.endswith(LARGE):
            about["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 130}
        return about

    def send(self, body, status=200, headers={}):
        self.send_response(status)
        for k, v in headers.items():
            self.send_header(k, v)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def git(data):
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


def serve():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@unittest.skipUnless(huggingface_hub, "huggingface_hub is not installed")
class Cache(unittest.TestCase):
    def setUp(self):
        with zipfile.ZipFile(ROOT / "sdk/family/testdata/idefics.zip") as z:
            Hub.files = {n: z.read(n) for n in z.namelist() if not n.startswith("golden")}
        Hub.asked = []
        self.hub, other = serve(), serve()
        Hub.other = f"http://127.0.0.1:{other.server_port}"
        for server in (self.hub, other):
            self.addCleanup(server.server_close)
            self.addCleanup(server.shutdown)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.cache = os.path.join(folder.name, "hub")

    def environment(self, **more):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HF_")}
        return kept | {"HF_HOME": os.path.dirname(self.cache), "HF_ENDPOINT": f"http://127.0.0.1:{self.hub.server_port}", "HF_TOKEN": "hf_secret"} | more

    def wade(self, *args, **env):
        done = subprocess.run([WADE, "models", *args], capture_output=True, text=True, timeout=120, env=self.environment(**env))
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def python(self, *lines, **env):
        code = "import huggingface_hub as h, json\n" + "\n".join(lines)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120,
                              env=self.environment(HF_HUB_DISABLE_XET="1", **env))
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads(done.stdout)

    def test_python_reads_what_wade_downloaded(self):
        self.wade("pull", NAME)
        self.assertTrue(all(token == "Bearer hf_secret" for _, path, token in Hub.asked if not path.startswith("/large/")))
        self.assertTrue(all(token is None for _, path, token in Hub.asked if path.startswith("/large/")))
        folder = self.python(f"print(json.dumps(h.snapshot_download({NAME!r}, local_files_only=True)))", HF_HUB_OFFLINE="1")
        self.assertEqual(os.path.basename(folder), COMMIT)
        for name, data in Hub.files.items():
            self.assertEqual(pathlib.Path(folder, name).read_bytes(), data, name)
        repo, files, warnings, size = self.python(
            "c = h.scan_cache_dir()", "r, = c.repos",
            "print(json.dumps([r.repo_id, sorted(f.file_name for v in r.revisions for f in v.files), [str(w) for w in c.warnings], r.size_on_disk]))",
        )
        self.assertEqual((repo, files, warnings), (NAME, sorted(Hub.files), []))
        self.assertEqual(size, sum(map(len, set(Hub.files.values()))))

    def test_wade_reads_what_python_downloaded(self):
        self.python(*(f"h.hf_hub_download({NAME!r}, {name!r})" for name in Hub.files), "print(1)")
        before = len(Hub.asked)
        self.assertIn("ok", self.wade("check", NAME, "--hash", WADE_OFFLINE="1"))
        listed = json.loads(self.wade("list", "--json", WADE_OFFLINE="1"))
        self.assertEqual([m["name"] for m in listed if m["cached"]], [NAME])
        self.assertEqual(len(Hub.asked), before)
        self.wade("pull", NAME)
        self.assertFalse([path for _, path, _ in Hub.asked[before:] if "resolve" in path or "large" in path], "files were downloaded again")
        self.assertIn("freed", self.wade("rm", "--yes", NAME))
        self.assertEqual(self.python("print(json.dumps([r.repo_id for r in h.scan_cache_dir().repos]))"), [])


if __name__ == "__main__":
    unittest.main()
