package engine

import (
	"context"
	"strings"
	"testing"
)

// Each panic shows the calls that led to it, without those that the lowering adds.
func TestTrace(t *testing.T) {
	for _, c := range []struct{ name, code, want string }{
		{"nested calls", "func g(i int) int {\n\treturn []int{1}[i]\n}\nfunc h(i int) int {\n\n\treturn g(i) * 2\n}\nh(5)", "2 g|6 h|8 "},
		{"method", "type S struct{ p *S; v int }\nfunc (s *S) get() int {\n\treturn s.p.v\n}\nfunc (s S) twice() int {\n\treturn 2 * s.p.get() }\nS{p: &S{}}.twice()", "3 *S.get|6 S.twice|7 "},
		{"generic", "func Map[T any](xs []T, f func(T) T) {\n\tfor i := range xs {\n\t\txs[i] = f(xs[i])\n\t}\n}\nMap([]int{1, 0}, func(i int) int {\n\treturn 1 / i\n})", "7 a function literal|3 Map|6 "},
		{"deferred function", "func f() {\n\tdefer func() {\n\t\tvar m map[int]int\n\t\tm[1] = 1\n\t}()\n}\nf()", "4 a function literal|7 "},
		{"through a function with defer", "func f() {\n\tdefer func() {}()\n\tpanic(1)\n}\nf()", "3 f|5 "},
		{"panic again", "func f() {\n\tdefer func() {\n\t\tpanic(recover())\n\t}()\n\tpanic(1)\n}\nf()", "3 a function literal|7 "},
		{"recovered and another", "func f() {\n\tdefer func() { recover() }()\n\tpanic(1)\n}\nf()\nf()\npanic(2)", "7 "},
		{"through compiled code", "import \"sort\"\nsort.Slice([]int{2, 1}, func(i, j int) bool {\n\tpanic(\"no\")\n})", "3 a function literal|2 "},
		{"recovered in compiled code", "import \"fmt\"\ntype T struct{ n int }\nfunc (T) String() string { panic(1) }\nfor range 3 {\n\t_ = fmt.Sprint(T{})\n}\nfunc() {\n\tpanic(2)\n}()", "8 a function literal|7 "},
		{"loop head", "func f() []int { panic(1) }\nfor range 2 {\n\tfor _, x := range f() {\n\t\t_ = x\n\t}\n}", "1 f|3 "},
		{"condition of a loop", "func f(i int) bool { return 1/(2-i) >= 0 }\nfor i := 0; f(i); i++ {\n\ti += 0\n}", "1 f|2 "},
		{"range over a function", "func seq(yield func(int) bool) {\n\tyield(1)\n}\nfor x := range seq {\n\tif x == 1 {\n\t\tpanic(x)\n\t}\n}", "6 |2 seq|4 "},
		{"must", "import \"strconv\"\nfunc f(s string) int {\n\treturn must(strconv.Atoi(s))\n}\nf(\"x\")", "3 f|5 "},
		{"error of the last expression", "import \"strconv\"\n\nstrconv.Atoi(\"x\")", "3 "},
		{"else if", "x := 0\nif x == 1 {\n\tx = 2\n} else if 1/x == 2 {\n\tx = 3\n}", "4 "},
		{"recursion", "func f(n int) int {\n\treturn 1/n + f(n-1)\n}\nf(3)", "2 f|4 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			nb := newNotebook(t)
			_, _, failed := nb.run(context.Background(), c.code)
			var got []string
			for line := range strings.Lines(failed) {
				if rest, ok := strings.CutPrefix(line, "at In [1]:"); ok {
					place, name, _ := strings.Cut(strings.TrimSpace(rest), ", ")
					name, _, _ = strings.Cut(strings.TrimPrefix(name, "in "), ", ")
					got = append(got, place+" "+name)
				}
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("the calls are %q, want %q:\n%s", s, c.want, failed)
			}
		})
	}
}

func TestTraceOfOlderCells(t *testing.T) {
	nb := newNotebook(t)
	nb.run(context.Background(), "func f(i int) int {\n\treturn 1 / i\n}")
	_, _, failed := nb.run(context.Background(), "x := 0\nf(x)")
	const want = "Panic: runtime error: integer divide by zero\nat In [1]:2, in f\n      1 func f(i int) int {\n----> 2     return 1 / i\n      3 }\nat In [2]:2\n----> 2 f(x)"
	if failed != want {
		t.Errorf("shown is\n%s\nwant\n%s", failed, want)
	}
}

func TestStackOverflow(t *testing.T) {
	if testing.Short() {
		t.Skip("fills 200 MB of stack")
	}
	for _, c := range []struct{ name, code string }{
		{"function", "func f(n int) int { return f(n+1) + 1 }\nf(0)"},
		{"methods in turn", "type T struct{}\nfunc (t T) a() { t.b() }\nfunc (t T) b() { t.a() }\nT{}.a()"},
		{"closure", "var f func()\nf = func() { f() }\nf()"},
		{"value that prints itself", "import \"fmt\"\ntype T struct{ n int }\nfunc (t T) String() string { return fmt.Sprint(t) }\nfmt.Println(T{})"},
		{"recover does not stop it", "func f() { defer func() { recover() }(); f() }\nf()"},
		{"goroutine", "func f() { f() }\ndone := make(chan int)\ngo f()\n<-done"},
	} {
		t.Run(c.name, func(t *testing.T) {
			nb := newNotebook(t)
			nb.run(context.Background(), "kept := 7")
			_, _, failed := nb.run(context.Background(), c.code)
			if !strings.HasPrefix(failed, "Panic: stack overflow") {
				t.Errorf("ended with %q", failed)
			}
			if n := strings.Count(failed, "\n"); n > 60 {
				t.Errorf("%d lines of error", n)
			}
			if _, result, failed := nb.run(context.Background(), "kept"); result != "7" {
				t.Errorf("afterwards: %q %q", result, failed)
			}
		})
	}
}

// A deep recursion that ends is no mistake.
func TestDeepRecursion(t *testing.T) {
	nb := newNotebook(t)
	_, result, failed := nb.run(context.Background(), "func f(n int) int { if n == 0 { return 0 }; return f(n-1) + 1 }\nf(200_000)")
	if result != "200000" {
		t.Errorf("result %q, error %q", result, failed)
	}
}
