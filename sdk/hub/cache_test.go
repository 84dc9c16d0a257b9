package hub

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wade/internal/hubtest"
)

func TestListAndRemove(t *testing.T) {
	f := hubtest.New(t)
	f.Repos["some/tiny"], f.Repos["gpt"] = model(), map[string]hubtest.File{"pytorch_model.bin": {Data: noise(5000), Large: true}}
	c := client(t, f)
	for repo := range f.Repos {
		if _, err := c.Pull(t.Context(), repo, ""); err != nil {
			t.Fatal(err)
		}
	}
	for _, other := range []string{"datasets--a--b", "models--a--b--c--d", ".locks", "version.txt"} {
		if err := os.MkdirAll(filepath.Join(c.Cache, other), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	all, err := c.List()
	if err != nil || len(all) != 2 {
		t.Fatalf("%d repositories (%v), want 2", len(all), err)
	}
	at := slices.IndexFunc(all, func(r Repo) bool { return r.Name == "some/tiny" })
	if at < 0 {
		t.Fatalf("listed %+v", all)
	}
	r := all[at]
	if want := int64(3<<20 + len(`{"model_type":"tiny"}`) + len(`{}`) + len("# tiny") + len(f.Commit)); r.Bytes != want || len(r.Commits) != 1 || len(r.Files) != 4 || r.Unfinished != 0 {
		t.Errorf("%+v, want %d bytes", r, want)
	}
	freed, err := c.Remove("some/tiny")
	if err != nil || freed != r.Bytes {
		t.Errorf("removed: %d, %v", freed, err)
	}
	if _, err := os.Stat(filepath.Join(c.Cache, "models--some--tiny")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("still there: %v", err)
	}
	if _, err := c.Remove("some/tiny"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("removed twice: %v", err)
	}
	if _, err := c.Remove("../x"); err == nil {
		t.Error("a path was removed")
	}
}

// A cache that somebody put links into is neither read nor written nor removed outside of itself.
func TestLinksOutOfTheCache(t *testing.T) {
	f := tiny(t)
	outside := t.TempDir()
	secret := filepath.Join(outside, "secret")
	if err := os.WriteFile(secret, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	link := func(to string, parts ...string) {
		t.Helper()
		name := filepath.Join(parts...)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	untouched := func() {
		t.Helper()
		entries, err := os.ReadDir(outside)
		if b, e := os.ReadFile(secret); err != nil || e != nil || string(b) != "secret" || len(entries) != 1 {
			t.Errorf("what lies outside was changed: %v, %v", entries, err)
		}
	}
	t.Run("a file", func(t *testing.T) {
		c := client(t, f)
		s, err := c.Pull(t.Context(), "some/tiny", "")
		if err != nil {
			t.Fatal(err)
		}
		link(secret, s.Dir, "vocab.txt")
		if _, err := c.Snapshot(t.Context(), "some/tiny", ""); !errors.Is(err, ErrUnsafe) || !strings.Contains(err.Error(), "vocab.txt") {
			t.Errorf("error %v, want ErrUnsafe", err)
		}
		if _, err := c.Remove("some/tiny"); err != nil {
			t.Error(err)
		}
		untouched()
	})
	t.Run("the repository", func(t *testing.T) {
		c := client(t, f)
		link(outside, c.Cache, "models--some--tiny")
		if _, err := c.Pull(t.Context(), "some/tiny", ""); !errors.Is(err, ErrUnsafe) {
			t.Errorf("pull: %v", err)
		}
		if _, err := c.Remove("some/tiny"); !errors.Is(err, ErrUnsafe) {
			t.Errorf("remove: %v", err)
		}
		untouched()
	})
	t.Run("the contents", func(t *testing.T) {
		c := client(t, f)
		link(outside, c.Cache, "models--some--tiny", "blobs")
		if _, err := c.Pull(t.Context(), "some/tiny", ""); !errors.Is(err, ErrUnsafe) {
			t.Errorf("pull: %v", err)
		}
		untouched()
	})
	t.Run("a folder of a snapshot", func(t *testing.T) {
		c := client(t, f)
		link(outside, c.Cache, "models--some--tiny", "snapshots", f.Commit)
		if _, err := c.Pull(t.Context(), "some/tiny", ""); err == nil {
			t.Error("a snapshot was written through a link")
		}
		untouched()
	})
}

// What the hub lists is written by strangers.
func TestHarmfulListings(t *testing.T) {
	for what, change := range map[string]func(map[string]any){
		"a path up":      func(s map[string]any) { s["rfilename"] = "../../../etc/passwd" },
		"a path down up": func(s map[string]any) { s["rfilename"] = "a/../../b.json" },
		"an absolute":    func(s map[string]any) { s["rfilename"] = "/etc/passwd" },
		"a backslash":    func(s map[string]any) { s["rfilename"] = `..\x` },
		"a drive":        func(s map[string]any) { s["rfilename"] = "C:x" },
		"a zero":         func(s map[string]any) { s["rfilename"] = "x\x00y" },
		"a new line":     func(s map[string]any) { s["rfilename"] = "x\ny" },
		"no name":        func(s map[string]any) { s["rfilename"] = "" },
		"dots":           func(s map[string]any) { s["rfilename"] = "./x" },
		"a long name":    func(s map[string]any) { s["rfilename"] = strings.Repeat("x", 1000) },
		"a hash up":      func(s map[string]any) { s["blobId"] = "../../../../tmp/x" },
		"no hash":        func(s map[string]any) { delete(s, "blobId") },
		"a short hash":   func(s map[string]any) { s["blobId"] = "abc" },
		"a hash of LFS":  func(s map[string]any) { s["lfs"] = map[string]any{"sha256": "../../x", "size": 1} },
		"a size below 0": func(s map[string]any) { s["size"] = -5 },
		"text as size":   func(s map[string]any) { s["size"] = "5" },
	} {
		f := hubtest.New(t)
		f.Repos["some/tiny"] = map[string]hubtest.File{"config.json": {Data: []byte("{}")}}
		f.Listing = func(answer map[string]any) { change(answer["siblings"].([]map[string]any)[0]) }
		c := client(t, f)
		if _, err := c.Pull(t.Context(), "some/tiny", ""); err == nil || !strings.Contains(err.Error(), "some/tiny") {
			t.Errorf("%s: error %v", what, err)
		}
		if entries, err := os.ReadDir(c.Cache); err != nil || len(entries) > 0 {
			t.Errorf("%s: the cache has %v (%v)", what, entries, err)
		}
	}
	for what, change := range map[string]func(map[string]any){
		"a commit up": func(a map[string]any) { a["sha"] = "../../../../x" },
		"no commit":   func(a map[string]any) { delete(a, "sha") },
		"one file twice": func(a map[string]any) {
			s := a["siblings"].([]map[string]any)
			a["siblings"] = append(s, s[0])
		},
		"a file that is a folder": func(a map[string]any) {
			s := a["siblings"].([]map[string]any)
			a["siblings"] = append(s, map[string]any{"rfilename": "config.json/x/y.txt", "size": 1, "blobId": s[0]["blobId"]})
		},
	} {
		f := hubtest.New(t)
		f.Repos["some/tiny"] = map[string]hubtest.File{"config.json": {Data: []byte("{}")}}
		f.Listing = change
		if _, err := client(t, f).Pull(t.Context(), "some/tiny", ""); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: error %v, want ErrDamaged", what, err)
		}
	}
}

func TestWholeSnapshots(t *testing.T) {
	index := `{"weight_map":{"a":"model-1.safetensors","b":"model-2.safetensors"}}`
	for what, c := range map[string]struct {
		files map[string]string
		want  bool
	}{
		"configuration only": {map[string]string{"config.json": "{}"}, false},
		"weights":            {map[string]string{"config.json": "{}", "model.safetensors": "x"}, true},
		"a checkpoint":       {map[string]string{"checkpoint.pt": "x"}, true},
		"all of an index":    {map[string]string{"model.safetensors.index.json": index, "model-1.safetensors": "x", "model-2.safetensors": "x"}, true},
		"half of an index":   {map[string]string{"model.safetensors.index.json": index, "model-1.safetensors": "x"}, false},
		"another format too": {map[string]string{"pytorch_model.bin.index.json": index, "model.safetensors": "x"}, true},
		"a part, twice":      {map[string]string{"model.safetensors.index.json": index, "model-1.safetensors": "x", "config.json": "{}"}, false},
		"one of two indices": {map[string]string{"model.safetensors.index.json": index, "model-1.safetensors": "x", "model-2.safetensors": "x", "pytorch_model.bin.index.json": `{"weight_map":{"a":"b.bin"}}`}, true},
		"a broken index":     {map[string]string{"model.safetensors.index.json": "{", "model-1.safetensors": "x"}, false},
	} {
		s := &Snapshot{Dir: t.TempDir()}
		for name, text := range c.files {
			s.Files = append(s.Files, name)
			if err := os.WriteFile(filepath.Join(s.Dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := s.whole(); got != c.want {
			t.Errorf("%s: whole %v, want %v", what, got, c.want)
		}
	}
}

func TestEnvironment(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"HF_HOME", "HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "XDG_CACHE_HOME", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HF_TOKEN_PATH", "HF_ENDPOINT", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "WADE_OFFLINE"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", home)
	t.Setenv("USERPROFILE", home)
	file := filepath.Join(home, "token-of-mine")
	if err := os.WriteFile(file, []byte("hf_file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		env  map[string]string
		want Client
	}{
		"nothing":       {nil, Client{Endpoint: defaultEndpoint, Cache: filepath.Join(home, ".cache", "huggingface", "hub")}},
		"XDG":           {map[string]string{"XDG_CACHE_HOME": "/x"}, Client{Endpoint: defaultEndpoint, Cache: "/x/huggingface/hub"}},
		"HF_HOME":       {map[string]string{"HF_HOME": "~/hf", "XDG_CACHE_HOME": "/x"}, Client{Endpoint: defaultEndpoint, Cache: filepath.Join(home, "hf", "hub")}},
		"HF_HUB_CACHE":  {map[string]string{"HF_HUB_CACHE": "/c", "HF_HOME": "/h"}, Client{Endpoint: defaultEndpoint, Cache: "/c"}},
		"an endpoint":   {map[string]string{"HF_HUB_CACHE": "/c", "HF_ENDPOINT": "https://mirror.example/"}, Client{Endpoint: "https://mirror.example", Cache: "/c"}},
		"a token":       {map[string]string{"HF_HUB_CACHE": "/c", "HF_TOKEN": " hf_env\n", "HF_TOKEN_PATH": file}, Client{Endpoint: defaultEndpoint, Cache: "/c", Token: "hf_env"}},
		"a token file":  {map[string]string{"HF_HUB_CACHE": "/c", "HF_TOKEN_PATH": file}, Client{Endpoint: defaultEndpoint, Cache: "/c", Token: "hf_file"}},
		"offline":       {map[string]string{"HF_HUB_CACHE": "/c", "HF_HUB_OFFLINE": "1"}, Client{Endpoint: defaultEndpoint, Cache: "/c", Offline: true}},
		"wade offline":  {map[string]string{"HF_HUB_CACHE": "/c", "WADE_OFFLINE": "true"}, Client{Endpoint: defaultEndpoint, Cache: "/c", Offline: true}},
		"not offline":   {map[string]string{"HF_HUB_CACHE": "/c", "WADE_OFFLINE": "0"}, Client{Endpoint: defaultEndpoint, Cache: "/c"}},
		"transformers'": {map[string]string{"HF_HUB_CACHE": "/c", "TRANSFORMERS_OFFLINE": "YES"}, Client{Endpoint: defaultEndpoint, Cache: "/c", Offline: true}},
	} {
		t.Run(what, func(t *testing.T) {
			for k, v := range c.env {
				t.Setenv(k, v)
			}
			got, err := New()
			if err != nil {
				t.Fatal(err)
			}
			if got.Endpoint != c.want.Endpoint || got.Cache != c.want.Cache || got.Token != c.want.Token || got.Offline != c.want.Offline {
				t.Errorf("%+v, want %+v", got, c.want)
			}
		})
	}
	for name, v := range map[string]string{"HF_ENDPOINT": "mirror", "HF_TOKEN": "hf\nX-Evil: 1"} {
		t.Run("wrong "+name, func(t *testing.T) {
			t.Setenv(name, v)
			if _, err := New(); err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "Evil") {
				t.Errorf("error %v", err)
			}
		})
	}
}

// A token goes to one host and scheme, encrypted or to this machine.
func TestWhoGetsTheToken(t *testing.T) {
	for _, c := range []struct {
		endpoint, to string
		want         bool
	}{
		{"https://hub.example", "https://hub.example/a", true},
		{"https://hub.example", "https://sub.hub.example/a", false},
		{"https://hub.example", "https://hub.example:444/a", false},
		{"https://hub.example", "http://hub.example/a", false},
		{"https://hub.example", "https://cdn.example/a", false},
		{"http://hub.example", "http://hub.example/a", false},
		{"http://127.0.0.1:9", "http://127.0.0.1:9/a", true},
		{"http://127.0.0.1:9", "http://127.0.0.1:8/a", false},
	} {
		if got := sentTo(t, c.endpoint, c.to); got != c.want {
			t.Errorf("hub %s, request to %s: sent %v", c.endpoint, c.to, got)
		}
	}
}

// What is accepted as the name of a file or revision stays where it is put, on every system.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"config.json", "a/b.json", "../x", "/etc/passwd", "a/../b", `a\b`, "C:x", "refs/pr/1", "models--a--b", ".", "a//b", "a/./b", "x\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		for what, err := range map[string]error{"file": checkPath(name), "revision": checkRevision(name)} {
			if at := path.Join("/cache/repo", name); err == nil && (!strings.HasPrefix(at, "/cache/repo/") || at != "/cache/repo/"+name || strings.ContainsAny(name, "\\:\x00")) {
				t.Errorf("%s %q was accepted", what, name)
			}
		}
		if checkName(name) == nil {
			if back, ok := unfolder(folder(name)); !ok || back != name || strings.ContainsAny(folder(name), "/\\:\x00") {
				t.Errorf("repository %q became folder %q, and that %q", name, folder(name), back)
			}
		}
	})
}
