package cell

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus returns the code of the cells that the engine is tested with.
func corpus(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("../engine/testdata/*.cells")
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	var out []string
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var code strings.Builder
		inCode := true
		for line := range strings.Lines(string(b)) {
			switch {
			case strings.HasPrefix(line, "# "), line == "===\n":
				out = append(out, code.String())
				code.Reset()
				inCode = true
			case strings.HasPrefix(line, "--- "):
				inCode = false
			case inCode:
				code.WriteString(line)
			}
		}
		out = append(out, code.String())
	}
	return out
}

// Whatever a cell holds, it is compiled or refused with places inside it, and the session goes on. Two cells, cut at a form feed,
// follow each other.
func FuzzCompile(f *testing.F) {
	cells := corpus(f)
	for i, c := range cells {
		f.Add(c)
		if i > 0 {
			f.Add(cells[i-1] + "\f" + c)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := newSession(t)
		for i, code := range strings.SplitN(text, "\f", 2) {
			u, err := s.Compile(i+1, code)
			if err != nil {
				diags, ok := err.(Diagnostics)
				if !ok || len(diags) == 0 {
					t.Fatalf("error %T %v", err, err)
				}
				lines := strings.Count(code, "\n") + 1
				for _, d := range diags {
					if strings.Contains(d.Message, "fault of wade") {
						t.Errorf("%s", d.Message)
					}
					if d.Cell == "" && (d.Line < 0 || d.Line > lines+1) {
						t.Errorf("line %d of %d: %s", d.Line, lines, d.Message)
					}
				}
				continue
			}
			if _, err := parser.ParseFile(token.NewFileSet(), "", u.Source, parser.SkipObjectResolution); err != nil {
				t.Errorf("lowered code: %v\n%s", err, u.Source)
			}
			u.Commit()
		}
	})
}
