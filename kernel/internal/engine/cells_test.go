package engine

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A sequence is a notebook in a file of testdata:
//
//	# name
//	code of a cell
//	--- out        what it prints
//	--- result     the text of its result
//	--- error      a regular expression for the error
//	===            next cell
type sequence struct {
	name  string
	cells []expected
}

type expected struct {
	code, out, result, err string
}

func readSequences(t *testing.T, file string) []sequence {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	var out []sequence
	var into *string
	cell := func() *expected { s := &out[len(out)-1]; return &s.cells[len(s.cells)-1] }
	next := func() {
		s := &out[len(out)-1]
		s.cells = append(s.cells, expected{})
		into = &cell().code
	}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		switch {
		case strings.HasPrefix(line, "# "):
			out = append(out, sequence{name: line[2:]})
			next()
		case line == "===":
			next()
		case line == "--- out":
			into = &cell().out
		case line == "--- result":
			into = &cell().result
		case line == "--- error":
			into = &cell().err
		default:
			*into += line + "\n"
		}
	}
	return out
}

func TestCells(t *testing.T) { testCells(t, Options{}, nil) }

// TestPlainCells runs the sequences with the types of the interpreter, which stand in where types cannot be made. Those
// listed need more.
func TestPlainCells(t *testing.T) {
	list, err := os.ReadFile("testdata/plain.txt")
	if err != nil {
		t.Fatal(err)
	}
	skip := map[string]bool{}
	for _, name := range strings.Split(string(list), "\n") {
		skip[name] = true
	}
	testCells(t, Options{PlainTypes: true}, skip)
}

func testCells(t *testing.T, opt Options, skip map[string]bool) {
	files, err := filepath.Glob("testdata/*.cells")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, file := range files {
		for _, s := range readSequences(t, file) {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".cells")+"/"+s.name, func(t *testing.T) {
				if skip[strings.TrimPrefix(t.Name(), "TestPlainCells/")] {
					t.Skip("needs types of the run time")
				}
				nb := notebookWith(t, opt)
				defer func() {
					if t.Failed() && opt.PlainTypes {
						t.Log("with the interpreter's types: list the sequence in testdata/plain.txt if it needs those of the run time")
					}
				}()
				for i, c := range s.cells {
					out, result, failed := nb.run(context.Background(), strings.TrimSuffix(c.code, "\n"))
					if got, want := strings.TrimSpace(out), strings.TrimSpace(c.out); got != want {
						t.Errorf("cell %d printed %q, want %q", i+1, got, want)
					}
					if got, want := strings.TrimSpace(result), strings.TrimSpace(c.result); got != want {
						t.Errorf("cell %d has the result %q, want %q", i+1, got, want)
					}
					want := strings.TrimSpace(c.err)
					if want == "" && failed != "" {
						t.Errorf("cell %d failed: %s\n%s", i+1, failed, c.code)
					}
					if want != "" && !regexp.MustCompile("(?s)"+want).MatchString(failed) {
						t.Errorf("cell %d: error %q, want a match of %q", i+1, failed, want)
					}
				}
			})
		}
	}
}

// TestPlainGenericMethods adds a method to a generic type whose instance a variable holds: the interpreter's types cannot follow,
// and the variable stays what it was.
func TestPlainGenericMethods(t *testing.T) {
	nb := notebookWith(t, Options{PlainTypes: true})
	nb.run(context.Background(), "type Box[T any] struct { v T }\nb := Box[int]{7}")
	if _, _, failed := nb.run(context.Background(), "func (b Box[T]) Get() T { return b.v }"); failed != "" {
		t.Error("the method is refused:", failed)
	}
	if _, result, failed := nb.run(context.Background(), "b.v"); result != "7" {
		t.Errorf("the variable is %q, want 7; %s", result, failed)
	}
}
