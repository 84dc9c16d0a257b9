package engine

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"wade/kernel/internal/symbols"
)

var (
	corpus = flag.Bool("corpus", false, "compare the expectations of the cell sequences with programs that the Go compiler builds")
	update = flag.Bool("update", false, "with -corpus: write the expectations")
)

// byHand marks the sequences that have no equivalent program: with errors, redefinitions, and what a notebook adds to Go.
const byHand = " (by hand)"

func (s sequence) byHand() bool { return strings.HasSuffix(s.name, byHand) }

// TestCorpus builds the program that each sequence stands for with the Go compiler, and compares what it prints.
func TestCorpus(t *testing.T) {
	if !*corpus {
		t.Skip("not asked for; make corpus compares the sequences with compiled programs")
	}
	goRoot(t)
	pkgs, err := symbols.OpenPackages()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module corpus\n\ngo 1.26\n")
	files, err := filepath.Glob("testdata/*.cells")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]sequence{}
	programs := 0
	for _, file := range files {
		all[file] = readSequences(t, file)
		for i, s := range all[file] {
			if s.byHand() || *only != "" && !regexp.MustCompile(*only).MatchString(s.name) {
				continue
			}
			var cells []string
			for _, c := range s.cells {
				cells = append(cells, c.code)
			}
			text, err := programOf(cells, pkgs)
			if err != nil {
				t.Errorf("%s: %s: %v", file, s.name, err)
				continue
			}
			write(fmt.Sprintf("%s%d/main.go", name(file), i), text)
			programs++
		}
	}
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "bin")+"/", "./...")
	build.Dir = dir
	if out, err := build.CombinedOutput(); err != nil {
		t.Errorf("go build: %v\n%s", err, out)
	}
	for _, file := range files {
		for i, s := range all[file] {
			bin := filepath.Join(dir, "bin", fmt.Sprintf("%s%d", name(file), i))
			if _, err := os.Stat(bin); err != nil {
				continue
			}
			got, err := expectations(t, bin, s)
			if err != nil {
				t.Errorf("%s: %s: %v", file, s.name, err)
				continue
			}
			for j := range got {
				if w, g := s.cells[j], got[j]; trim(w.out) != trim(g.out) || trim(w.result) != trim(g.result) {
					if !*update {
						t.Errorf("%s: %s: cell %d prints %q with result %q, but the corpus says %q and %q", file, s.name, j+1, g.out, g.result, w.out, w.result)
					}
					all[file][i].cells[j].out, all[file][i].cells[j].result = g.out, g.result
				}
			}
		}
		if *update {
			if err := os.WriteFile(file, []byte(textOf(all[file])), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d programs", programs)
}

func name(file string) string { return strings.TrimSuffix(filepath.Base(file), ".cells") }

func trim(s string) string { return strings.TrimSpace(s) }

// expectations runs a program and returns what each of its cells prints.
func expectations(t *testing.T, bin string, s sequence) ([]expected, error) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, bin)
	cmd.Dir = t.TempDir()
	cmd.Stdin = strings.NewReader("Ada\n")
	var out, msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &msg
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, msg.String())
	}
	outs, msgs := strings.Split(out.String(), markCell), strings.Split(msg.String(), markCell)
	if len(outs) != len(s.cells)+1 || len(msgs) != len(s.cells)+1 {
		return nil, fmt.Errorf("%d cells", len(outs)-1)
	}
	got := make([]expected, len(s.cells))
	for i := range got {
		printed, result := outs[i+1], ""
		if before, rest, ok := strings.Cut(printed, markResult); ok {
			r, after, _ := strings.Cut(rest, markEnd)
			printed, result = before+after, r
		}
		got[i] = expected{code: s.cells[i].code, out: printed + msgs[i+1], result: result}
	}
	return got, nil
}

// textOf writes sequences as they are read.
func textOf(all []sequence) string {
	var b strings.Builder
	section := func(head, text string) {
		if trim(text) != "" {
			b.WriteString(head + "\n" + strings.TrimRight(text, "\n") + "\n")
		}
	}
	for _, s := range all {
		fmt.Fprintf(&b, "# %s\n", s.name)
		for i, c := range s.cells {
			if i > 0 {
				b.WriteString("===\n")
			}
			b.WriteString(strings.TrimRight(c.code, "\n") + "\n")
			section("--- out", c.out)
			section("--- result", c.result)
			section("--- error", c.err)
		}
	}
	return b.String()
}
