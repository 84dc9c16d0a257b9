package archtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

// rule forbids an import, with the reason.
type rule struct {
	from, to string   // import path prefixes
	owners   []string // prefixes of importers that may
	parts    []string // prefixes of imports that are open to all
	why      string
}

var rules = []rule{
	{"wade/sdk", "wade/kernel", nil, nil, "the SDK is used without a notebook"},
	{"wade/sdk", "wade/plugins", nil, nil, "backends are processes, found at run time"},
	{"wade/sdk", "wade/native", nil, nil, "the SDK builds without a C compiler"},
	{"wade/kernel", "wade/plugins", nil, nil, "backends are processes, found at run time"},
	{"wade/kernel", "wade/native", nil, nil, "the kernel builds without a C compiler"},
	{"wade/plugins", "wade/kernel", nil, nil, "a backend knows no notebook"},
	{"wade/plugins", "wade/sdk", nil, []string{"wade/sdk/tensor", "wade/sdk/program", "wade/sdk/backend", "wade/sdk/checkpoint"}, "a backend sees the contract only, and reads weight files"},
	{"wade/native", "wade/", nil, []string{"wade/native"}, "kernels take plain slices"},
	{"wade/", "github.com/hashicorp/go-plugin", []string{"wade/sdk/backend/host", "wade/sdk/backend/serve", "wade/sdk/backend/internal"}, nil, "one owner: the process boundary"},
	{"wade/", "google.golang.org/grpc", []string{"wade/sdk/backend/host", "wade/sdk/backend/serve", "wade/sdk/backend/proto", "wade/sdk/backend/internal"}, nil, "one owner: the process boundary"},
	{"wade/", "github.com/go-zeromq", []string{"wade/kernel/internal/transport"}, nil, "one owner: the transport"},
	{"wade/", "github.com/ncruces/go-sqlite3", []string{"wade/kernel/internal/history"}, nil, "one owner: the history"},
	{"wade/", "github.com/traefik/yaegi", []string{"wade/kernel/internal/yaegi", "wade/kernel/internal/symbols"}, nil, "its interpreter is our copy, its tables belong to the symbols"},
	{"wade/", "wade/kernel/internal/yaegi", []string{"wade/kernel/internal/yaegi", "wade/kernel/internal/engine", "wade/kernel/internal/symbols"}, nil, "one owner: the engine"},
	{"wade/", "gorgonia.org", []string{"wade/sdk/tensor", "wade/sdk/backend/reference"}, nil, "one owner: host arrays"},
	{"wade/", "gonum.org/v1/plot", []string{"wade/sdk/figure", "wade/kernel/internal/symbols"}, nil, "one owner: charts; cells may use what is there anyway"},
	{"wade/", "C", []string{"wade/native"}, nil, "C lives in native, so that everything else cross-compiles"},
}

type pkg struct {
	ImportPath, Doc                    string
	Imports, TestImports, XTestImports []string
}

func list(t *testing.T) []pkg {
	t.Helper()
	cmd := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports,Doc", "wade/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []pkg
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

func under(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, strings.TrimSuffix(prefix, "/")+"/")
}

func (r rule) allows(from, to string) bool {
	if !under(from, r.from) || !under(to, r.to) {
		return true
	}
	for _, e := range r.owners {
		if under(from, e) {
			return true
		}
	}
	for _, e := range r.parts {
		if under(to, e) {
			return true
		}
	}
	return false
}

func TestArrows(t *testing.T) {
	all := list(t)
	if len(all) < 5 {
		t.Fatalf("go list found %d packages, the test looks at the wrong place", len(all))
	}
	for _, p := range all {
		for _, imports := range [][]string{p.Imports, p.TestImports, p.XTestImports} {
			for _, to := range imports {
				for _, r := range rules {
					if !r.allows(p.ImportPath, to) {
						t.Errorf("%s imports %s, but %s", p.ImportPath, to, r.why)
					}
				}
			}
		}
	}
}

func TestEveryPackageSaysWhatItIs(t *testing.T) {
	for _, p := range list(t) {
		if p.Doc == "" {
			t.Errorf("%s has no package comment", p.ImportPath)
		}
	}
}

func TestRulesCanFail(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"wade/sdk/flamingo", "wade/kernel/internal/wire", false},
		{"wade/plugins/cpu", "wade/sdk/flamingo", false},
		{"wade/plugins/cpu", "wade/sdk/backend/serve", true},
		{"wade/native/cpu", "wade/sdk/tensor", false},
		{"wade/native/cpu", "C", true},
		{"wade/sdk/tensor", "C", false},
		{"wade/sdk/prompt", "gorgonia.org/tensor", false},
	} {
		ok := true
		for _, r := range rules {
			ok = ok && r.allows(c.from, c.to)
		}
		if ok != c.ok {
			t.Errorf("%s importing %s: allowed %v, want %v", c.from, c.to, ok, c.ok)
		}
	}
}
