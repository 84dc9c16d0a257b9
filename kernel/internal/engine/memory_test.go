package engine

import (
	"context"
	"os"
	"runtime"
	"testing"

	"wade/kernel/internal/server"
)

// A cell leaves little behind: its source and its line numbers, and of what was declared again nothing that nobody uses.
func TestCellsKeepLittle(t *testing.T) {
	e, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := &notebook{t: t, printed: [2]*pipeText{{}, {}}, out: os.Stdout}
	count := 0
	run := func(code string) {
		t.Helper()
		count++
		if r := e.Execute(context.Background(), server.Cell{Code: code, Silent: true, Count: count}, out); r.Status != server.StatusOK {
			t.Fatal(r.Error)
		}
	}
	heap := func() int {
		var m runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	run("import \"fmt\"\nx := 1")
	for _, c := range []struct {
		code string
		most int // bytes a cell
	}{
		{"x + 1", 3000},
		{"for i := range 10 { x += i }", 3000},
		{"x = len(fmt.Sprint(x))", 3000},
		{"y := 1", 2000},
		{"func twice[T any](v T) []T { return []T{v, v} }\ntwice(x)", 12000},
		{"func f(a int) int { return a + x }", 6000},
		{"type P struct{ X, Y int }", 4000},
		{"type T struct{ a, b int }\nfunc (t T) sum() int { return t.a + t.b }\nfunc (t T) String() string { return fmt.Sprint(t.sum()) }\nfmt.Sprint(T{1, 2})", 9000},
		{"func (t *T) scale(n int) { t.a, t.b = t.a*n, t.b*n }", 9000},
	} {
		const n = 300
		for range 50 {
			run(c.code)
		}
		before := heap()
		for range n {
			run(c.code)
		}
		if kept := (heap() - before) / n; kept > c.most {
			t.Errorf("%q keeps %d bytes a cell, more than %d", c.code, kept, c.most)
		}
	}
	runtime.KeepAlive(e)
}

// What was declared again is dropped, but not what a generic function still needs for its next instance, nor what runs.
func TestHiddenNamesThatAreNeeded(t *testing.T) {
	nb := newNotebook(t)
	for _, c := range []struct{ code, want string }{
		{"func one() int { return 1 }\nvar step = 10", ""},
		{"func add[T any](T) int { return one() + step }", ""},
		{"f := func() int { return one() + step }", ""},
		{"func one() string { return \"uno\" }", ""},
		{"step := \"ten\"", ""},
		{"add(1.5)", "11"},
		{"f()", "11"},
		{"one() + step", "unoten"},
		{"add(\"x\")", "11"},
	} {
		if _, result, failed := nb.run(context.Background(), c.code); failed != "" || result != c.want {
			t.Errorf("%s: %q, want %q; %s", c.code, result, c.want, failed)
		}
	}
}
