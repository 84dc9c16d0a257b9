package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wade/internal/hubtest"
)

const (
	openFlamingo = "openflamingo/OpenFlamingo-3B-vitl-mpt1b"
	language     = "anas-awadalla/mpt-1b-redpajama-200b"
	vision       = "openai/clip-vit-large-patch14"
)

// modelsTest is a hub with small models, and an empty cache.
func modelsTest(t *testing.T) *hubtest.Hub {
	h := hubtest.New(t)
	zip := func(name, folder string) map[string]hubtest.File {
		return hubtest.Zip(t, filepath.Join("../../../sdk/family/testdata", name+".zip"), folder)
	}
	h.Repos[openFlamingo], h.Repos[language], h.Repos[vision] = zip("mpt1b", ""), zip("mpt1b", "language"), zip("mpt1b", "vision")
	h.Repos["HuggingFaceM4/idefics-9b"] = zip("idefics", "")
	t.Setenv("HF_ENDPOINT", h.URL)
	t.Setenv("HF_HUB_CACHE", t.TempDir())
	for _, name := range []string{"WADE_OFFLINE", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_TOKEN"} {
		t.Setenv(name, "")
	}
	return h
}

func runModels(t *testing.T, in string, args ...string) (string, error) {
	t.Helper()
	cmd := newModels()
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SetIn(strings.NewReader(in))
	cmd.SetArgs(args)
	cmd.SilenceUsage, cmd.SilenceErrors = true, true
	err := cmd.ExecuteContext(t.Context())
	return out.String(), err
}

// ok runs wade models and wants it to say some things.
func ok(t *testing.T, args []string, says ...string) string {
	t.Helper()
	out, err := runModels(t, "", args...)
	if err != nil {
		t.Fatalf("wade models %v: %v\n%s", args, err, out)
	}
	for _, s := range says {
		if !strings.Contains(out, s) {
			t.Errorf("wade models %v printed\n%swant %q in it", args, out, s)
		}
	}
	return out
}

func fails(t *testing.T, args []string, says ...string) {
	t.Helper()
	out, err := runModels(t, "", args...)
	if err == nil {
		t.Fatalf("wade models %v: no error\n%s", args, out)
	}
	for _, s := range says {
		if !strings.Contains(err.Error()+out, s) {
			t.Errorf("wade models %v: %v\n%swant %q in it", args, err, out, s)
		}
	}
}

func TestModels(t *testing.T) {
	modelsTest(t)
	ok(t, []string{"list"}, "nothing", openFlamingo, "12.0 GB")
	fails(t, []string{"check", openFlamingo}, "wade models pull")
	ok(t, []string{"pull", "OpenFlamingo-3B-vitl-mpt1b", "--alone"}, openFlamingo, "1 files")
	ok(t, []string{"list"}, "lacks "+language+" and "+vision)
	fails(t, []string{"check", openFlamingo}, "wade models pull "+language)
	ok(t, []string{"pull", openFlamingo}, language, vision)
	ok(t, []string{"check", openFlamingo}, "PyTorch zip", "0 missing", "ok")
	ok(t, []string{"check", openFlamingo, "--hash"}, "as they were published")
	ok(t, []string{"pull", "HuggingFaceM4/idefics-9b"}, "12 files")
	ok(t, []string{"check", "idefics-9b"}, "safetensors in 5 files", "ok")

	var all []listed
	if err := json.Unmarshal([]byte(ok(t, []string{"list", "--json"})), &all); err != nil || len(all) < 9 || !all[0].Cached || all[len(all)-1].Cached {
		t.Errorf("%d listed (%v)", len(all), err)
	}
	for _, l := range all {
		if l.Name == language && l.About != "under "+openFlamingo {
			t.Errorf("%s is %q", l.Name, l.About)
		}
	}

	if out, err := runModels(t, "n\n", "rm", vision); err != nil || !strings.Contains(out, "frees") || !strings.Contains(out, "nothing was removed") {
		t.Errorf("rm without a yes: %v\n%s", err, out)
	}
	if out, err := runModels(t, "y\n", "rm", vision); err != nil || !strings.Contains(out, "kB freed") {
		t.Errorf("rm with a yes: %v\n%s", err, out)
	}
	ok(t, []string{"rm", "--yes", "idefics-9b", openFlamingo}, "removed HuggingFaceM4/idefics-9b")
	fails(t, []string{"rm", "--yes", openFlamingo}, "not in the cache")
	fails(t, []string{"rm", "--yes", "../../etc"}, "owner/name")
	if out := ok(t, []string{"list"}); !strings.Contains(out, language) {
		t.Errorf("%s is gone, too:\n%s", language, out)
	}
}

func TestModelsThatAreDamaged(t *testing.T) {
	h := modelsTest(t)
	config := h.Repos["HuggingFaceM4/idefics-9b"]["config.json"]
	config.Data = bytes.Replace(config.Data, []byte(`"num_hidden_layers": `), []byte(`"num_hidden_layers": 1`), 1)
	h.Repos["HuggingFaceM4/idefics-9b"]["config.json"] = config
	ok(t, []string{"pull", "idefics-9b"})
	fails(t, []string{"check", "idefics-9b"}, "missing ")
	path, err := filepath.Glob(filepath.Join(os.Getenv("HF_HUB_CACHE"), "*", "snapshots", "*", "model-00002-of-00005.safetensors"))
	if err != nil || len(path) != 1 {
		t.Fatalf("%q, %v", path, err)
	}
	b, err := os.ReadFile(path[0])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-1] ^= 1
	if err := os.WriteFile(path[0], b, 0o600); err != nil {
		t.Fatal(err)
	}
	fails(t, []string{"check", "idefics-9b", "--hash"}, "model-00002-of-00005.safetensors", "pull it again")
	if err := os.WriteFile(path[0], b[:len(b)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	fails(t, []string{"check", "idefics-9b"}, "cut short")
	// A folder that is no Flamingo is listed all the same.
	ok(t, []string{"check", "../../../sdk/checkpoint/testdata/torch"}, "PyTorch zip in 2 files", "nothing to compare with")
}

func TestModelsPullSaysWhatIsWrong(t *testing.T) {
	h := modelsTest(t)
	fails(t, []string{"pull", "openflamingo/OpenFlamingo-3B-vitl-mpt1"}, openFlamingo)
	fails(t, []string{"pull", "HuggingFaceM4/idefics-9b", "nothing.bin"}, "config.json")
	t.Setenv("HF_HUB_OFFLINE", "1")
	fails(t, []string{"pull", openFlamingo}, "HF_HUB_OFFLINE")
	t.Setenv("HF_HUB_OFFLINE", "")
	h.Close()
	t.Setenv("HF_ENDPOINT", "not an address")
	fails(t, []string{"pull", openFlamingo}, "HF_ENDPOINT")
}
