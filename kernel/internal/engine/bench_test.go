package engine

import (
	"context"
	"os"
	"testing"

	"wade/kernel/internal/server"
)

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCell times small cells in one session.
func BenchmarkCell(b *testing.B) {
	for _, c := range []struct{ name, code string }{
		{"assign", "x := 1"},
		{"expression", "x + 1"},
		{"print", "fmt.Fprint(io.Discard, x)"},
		{"function", "func f(a int) int { return a + x }"},
		{"fib20", "fib(20);"},
		{"loop1e6", "s := 0; for i := 0; i < 1000000; i++ { s += i }"},
	} {
		b.Run(c.name, func(b *testing.B) {
			e, err := New(Options{})
			if err != nil {
				b.Fatal(err)
			}
			out := &notebook{t: b, printed: [2]*pipeText{{}, {}}, out: os.Stdout}
			run := func(code string) {
				if r := e.Execute(context.Background(), server.Cell{Code: code, Silent: true}, out); r.Status != server.StatusOK {
					b.Fatal(r.Error)
				}
			}
			run("import (\"fmt\"; \"io\")\nx := 1\nfunc fib(n int) int { if n < 2 { return n }; return fib(n-1) + fib(n-2) }")
			for b.Loop() {
				run(c.code)
			}
		})
	}
}

// BenchmarkAsk times completion and inspection.
func BenchmarkAsk(b *testing.B) {
	e, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	out := &notebook{t: b, printed: [2]*pipeText{{}, {}}, out: os.Stdout}
	ctx := context.Background()
	if r := e.Execute(ctx, server.Cell{Code: "import \"strings\"\nnumber := 1", Silent: true}, out); r.Status != server.StatusOK {
		b.Fatal(r.Error)
	}
	for _, code := range []string{"strings.Fi", "num", "strings.Index"} {
		b.Run("complete/"+code, func(b *testing.B) {
			for b.Loop() {
				if c := e.Complete(ctx, code, len(code)); len(c.Matches) == 0 {
					b.Fatal("nothing found")
				}
			}
		})
	}
	b.Run("inspect", func(b *testing.B) {
		for b.Loop() {
			if i := e.Inspect(ctx, "strings.Index", 13, 0); !i.Found {
				b.Fatal("nothing found")
			}
		}
	})
}

// BenchmarkTypes times what has to do with types of cells, with types of the run time and with those of the interpreter.
func BenchmarkTypes(b *testing.B) {
	const setup = `type T struct { n int; next *T }
func (t *T) inc(k int) int { t.n += k; return t.n }
func (t T) Get() int { return t.n }
type I interface { inc(int) int }
type J interface { Get() int }
t := &T{}
var i I = t
var j J = t`
	for _, c := range []struct{ name, code string }{
		{"declare", "type D struct { a int; b []string }\nfunc (d D) String() string { return d.b[0] }"},
		{"fields1e4", "for k := 0; k < 10000; k++ { t.n = t.n + k }"},
		{"methods1e4", "for k := 0; k < 10000; k++ { t.inc(k) }"},
		{"unexported interface method 1e3", "for k := 0; k < 1000; k++ { i.inc(k) }"},
		{"interface method 1e3", "for k := 0; k < 1000; k++ { j.Get() }"},
		{"literals1e3", "for k := 0; k < 1000; k++ { t = &T{n: k, next: t} }; t = &T{}"},
		{"assertions1e3", "for k := 0; k < 1000; k++ { var x any = j; _, _ = x.(*T) }"},
	} {
		for _, plain := range []bool{false, true} {
			name := "made"
			if plain {
				name = "plain"
			}
			b.Run(c.name+"/"+name, func(b *testing.B) {
				e, err := New(Options{PlainTypes: plain})
				if err != nil {
					b.Fatal(err)
				}
				out := &notebook{t: b, printed: [2]*pipeText{{}, {}}, out: os.Stdout}
				run := func(code string) {
					if r := e.Execute(context.Background(), server.Cell{Code: code, Silent: true}, out); r.Status != server.StatusOK {
						b.Fatal(r.Error)
					}
				}
				run(setup)
				for b.Loop() {
					run(c.code)
				}
			})
		}
	}
}
