package engine

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

var (
	goSuite = flag.Bool("gosuite", false, "run the programs of Go's own test suite as cells, and write testdata/gosuite.txt")
	only    = flag.String("only", "", "a regular expression for the programs or examples to run; nothing is written")
)

// programLimit is how long a program of the suite may take.
const programLimit = 20 * time.Second

// programFile tells a child of the test to run one program as a cell.
const programFile = "WADE_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if file := os.Getenv(programFile); file != "" {
		os.Exit(runProgram(file))
	}
	os.Exit(m.Run())
}

// runProgram runs a file as a cell. What the cell prints goes to standard output, its error to standard error.
func runProgram(file string) int {
	src, err := os.ReadFile(file)
	if err == nil {
		var e *Engine
		if e, err = New(Options{Stdout: os.Stdout, Stderr: os.Stdout}); err == nil {
			r := e.Execute(context.Background(), server.Cell{Code: string(src), Count: 1}, ignored{})
			if r.Status == server.StatusOK {
				return 0
			}
			err = errors.New(r.Error.Name + ": " + r.Error.Value)
			if len(r.Error.Traceback) > 1 {
				err = errors.New(strings.Join(r.Error.Traceback, "\n"))
			}
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// ignored is a sink for displays that nobody looks at.
type ignored struct{}

func (ignored) Stream(name, text string)           {}
func (ignored) Display(b server.Bundle, id string) {}
func (ignored) Update(b server.Bundle, id string)  {}
func (ignored) Clear(wait bool)                    {}
func (ignored) Result(b server.Bundle)             {}
func (ignored) Comm(m server.Comm)                 {}
func (ignored) Input(ctx context.Context, prompt string, password bool) (string, error) {
	return "", errors.New("no input")
}

// A trial is what came of a program.
type trial struct {
	name, cause, detail string
}

// try runs a program in a child, so that a fatal error ends no other.
func try(file, dir, want string) (cause, detail string) {
	ctx, cancel := context.WithTimeout(context.Background(), programLimit)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), programFile+"="+file)
	cmd.WaitDelay = time.Second
	var out, msg bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &msg
	err := cmd.Run()
	text := strings.TrimSpace(msg.String())
	switch {
	case ctx.Err() != nil:
		return "takes too long", ""
	case err == nil && same(out.String(), want):
		return "", ""
	case err == nil:
		return "prints something else", difference(out.String(), want)
	case strings.Contains(text, "a fault of wade"):
		return "the front end fails", text
	case strings.Contains(text, "the interpreter refused") || strings.Contains(text, "the interpreter failed"):
		return "the interpreter refuses", text
	case strings.HasPrefix(text, "CompileError"):
		return "refused with a message", text
	case strings.HasPrefix(text, "fatal error") || strings.Contains(text, "\ngoroutine "):
		return "the process dies", text
	case strings.HasPrefix(text, "Exit"):
		return "finds itself wrong", strings.TrimSpace(text + " " + firstLine(out.String()))
	case strings.HasPrefix(text, "Panic") || strings.HasPrefix(text, "Fatal") || strings.HasPrefix(text, "Error"):
		return "panics", text
	}
	return "the process dies", text
}

// same compares what a program prints, without space around lines: the output of an example has none.
func same(got, want string) bool {
	if got == want {
		return true
	}
	g, w := strings.Split(strings.TrimSpace(got), "\n"), strings.Split(strings.TrimSpace(want), "\n")
	return want != "" && slices.EqualFunc(g, w, func(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) })
}

// difference shows the first line in which two texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range g {
		if i >= len(w) || g[i] != w[i] {
			other := "nothing"
			if i < len(w) {
				other = strconv.Quote(w[i])
			}
			return fmt.Sprintf("line %d: %.80q instead of %.90s", i+1, g[i], other)
		}
	}
	return fmt.Sprintf("line %d is missing: %.80q", len(g)+1, w[len(g)])
}

func firstLine(s string) string {
	s, _, _ = strings.Cut(strings.TrimSpace(s), "\n")
	return s
}

// addresses differ from run to run.
var addresses = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// trials runs programs, a few at a time, and returns what came of them in order.
func trials(t *testing.T, n int, run func(i int) trial) []trial {
	out := make([]trial, n)
	var wg sync.WaitGroup
	slots := make(chan bool, max(1, runtime.GOMAXPROCS(0)))
	for i := range n {
		slots <- true
		wg.Go(func() {
			defer func() { <-slots }()
			out[i] = run(i)
			if out[i].cause != "" && *only != "" {
				t.Logf("%s: %s: %s", out[i].name, out[i].cause, out[i].detail)
			}
		})
	}
	wg.Wait()
	return out
}

// table writes how many passed, how many failed for which cause, and each failure.
func table(title string, all []trial) string {
	counts := map[string]int{}
	var causes []string
	failed := 0
	for _, r := range all {
		if r.cause == "" {
			continue
		}
		failed++
		if counts[r.cause] == 0 {
			causes = append(causes, r.cause)
		}
		counts[r.cause]++
	}
	slices.SortFunc(causes, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	var b strings.Builder
	passed := len(all) - failed
	fmt.Fprintf(&b, "%s\n%d of %d pass (%.1f %%).\n\n", title, passed, len(all), 100*float64(passed)/float64(len(all)))
	for _, c := range causes {
		fmt.Fprintf(&b, "%4d  %s\n", counts[c], c)
	}
	for _, c := range causes {
		fmt.Fprintf(&b, "\n%s\n", c)
		for _, r := range all {
			if r.cause == c {
				d := addresses.ReplaceAllString(firstLine(r.detail), "0x…")
				fmt.Fprintf(&b, "  %-34s %.140s\n", r.name, strings.Join(strings.Fields(d), " "))
			}
		}
	}
	return strings.ReplaceAll(b.String(), " \n", "\n")
}

// TestGoSuite runs the self-contained programs of Go's own test suite as cells.
func TestGoSuite(t *testing.T) {
	root := filepath.Join(goRoot(t), "test")
	if !*goSuite {
		t.Skip("not asked for; make gosuite runs the programs of " + root)
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("this Go comes without its test suite:", err)
	}
	var files []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasSuffix(path, ".dir") {
			return filepath.SkipDir
		}
		name, _ := filepath.Rel(root, path)
		if strings.HasSuffix(path, ".go") && (*only == "" || regexp.MustCompile(*only).MatchString(name)) && selfContained(t, path) {
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	all := trials(t, len(files), func(i int) trial {
		path := filepath.Join(root, files[i])
		want, _ := os.ReadFile(strings.TrimSuffix(path, ".go") + ".out") // no file: it prints nothing
		cause, detail := try(path, filepath.Dir(path), string(want))
		return trial{filepath.ToSlash(files[i]), cause, detail}
	})
	text := table("Programs of "+runtime.Version()+"'s test suite run as cells: one file, marked \"// run\", without unsafe, runtime, syscall and os/exec.", all)
	if *only != "" {
		return
	}
	if err := os.WriteFile("testdata/gosuite.txt", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Log("testdata/gosuite.txt is written\n" + text[:strings.Index(text, "\n\n")])
}

func goRoot(t *testing.T) string {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Skip("no Go toolchain at hand:", err)
	}
	return strings.TrimSpace(string(out))
}

// selfContained tells whether a file of the suite is a program that can be a cell.
func selfContained(t *testing.T, path string) bool {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	action := ""
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSpace(line)
		if constraint.IsGoBuild(line) {
			x, err := constraint.Parse(line)
			if err != nil || !x.Eval(buildTag) {
				return false
			}
		} else if strings.HasPrefix(line, "// ") && action == "" {
			action = line
		} else if strings.HasPrefix(line, "package ") {
			break
		}
	}
	if action != "// run" && !regexp.MustCompile(`^// run (-gcflags=\S+ ?|-ldflags=\S+ ?)+$`).MatchString(action) {
		return false
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
	if err != nil {
		return false
	}
	for _, i := range f.Imports {
		p, _ := strconv.Unquote(i.Path.Value)
		if p == "unsafe" || p == "C" || p == "syscall" || p == "os/exec" || p == "runtime" || strings.HasPrefix(p, "runtime/") || strings.Contains(p, "internal/") || strings.HasPrefix(p, ".") {
			return false
		}
	}
	return true
}

func buildTag(tag string) bool {
	return tag == runtime.GOOS || tag == runtime.GOARCH || tag == "gc" || tag == "unix" && runtime.GOOS != "windows" ||
		slices.Contains(build.Default.ReleaseTags, tag)
}
