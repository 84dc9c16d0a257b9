package engine

import (
	"context"
	"strings"
	"testing"
	"time"
)

// interrupted runs a cell and interrupts it when it has printed "go".
func (nb *notebook) interrupted(code string) (failed string) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		for {
			nb.printed[0].mu.Lock()
			started := strings.Contains(nb.printed[0].b.String(), "go\n")
			nb.printed[0].mu.Unlock()
			if started {
				time.Sleep(10 * time.Millisecond)
				cancel()
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	_, _, failed = nb.run(ctx, code)
	return failed
}

func TestInterrupt(t *testing.T) {
	for _, c := range []struct{ name, before, code string }{
		{"empty loop", "", "for {\n}"},
		{"loop with work", "", "x := 0\nfor i := 0; ; i++ { x += i }"},
		{"loop in a function of an older cell", "func spin() { for { } }", "spin()"},
		{"range over int", "", "for range 1 << 60 { }"},
		{"recursion", "func f(n int) int { if n == 0 { return 0 }; return f(n-1) + f(n-1) }", "f(60)"},
		{"goto", "", "again:\nx := 1\n_ = x\ngoto again"},
		{"receive", "", "c := make(chan int)\n<-c"},
		{"receive in an expression", "", "c := make(chan int)\nx := 1 + <-c"},
		{"send", "", "c := make(chan int)\nc <- 1"},
		{"range over channel", "", "c := make(chan int)\nfor range c { }"},
		{"select", "", "a, b := make(chan int), make(chan int)\nselect { case <-a: case b <- 1: }"},
		{"empty select", "", "select {}"},
		{"select in a loop", "import \"time\"", "for { select { case <-time.After(time.Millisecond): default: } }"},
		{"sleep", "import \"time\"", "time.Sleep(time.Hour)"},
		{"wait group", "import \"sync\"", "var wg sync.WaitGroup\nwg.Add(1)\nwg.Wait()"},
		{"mutex", "import \"sync\"", "var mu sync.Mutex\nmu.Lock()\nmu.Lock()"},
		{"context", "", "<-ctx.Done(); must(ctx.Err())"},
		{"callback", "import \"sort\"", "k := 0\nsort.Slice(make([]int, 1000000), func(i, j int) bool { for { k++ }; return false })"},
		{"with goroutines", "", "for range 3 { go func() { for { } }() }\nselect {}"},
		{"recover does not stop it", "", "func() { defer func() { recover() }(); for { } }()\nfor { }"},
	} {
		t.Run(c.name, func(t *testing.T) {
			nb := newNotebook(t)
			setup := "import \"fmt\"\nn := 100\nnext := func() int { n++; return n }\nnext()\n" + c.before
			if _, _, failed := nb.run(context.Background(), setup); failed != "" {
				t.Fatal(failed)
			}
			if failed := nb.interrupted("fmt.Println(\"go\")\n" + c.code + "\nfmt.Println(\"resumed\")"); !strings.HasPrefix(failed, "Interrupted: the cell was interrupted\nat In [2]:") && !strings.HasPrefix(failed, "Interrupted: the cell was interrupted\nat In [1]:") {
				t.Errorf("the interrupted cell ended with %q", failed)
			}
			out, result, failed := nb.run(context.Background(), "next()")
			if result != "102" || out != "" || failed != "" {
				t.Errorf("afterwards next() = %q, printed %q, error %q", result, out, failed)
			}
		})
	}
}

// What was interrupted must not go on in a later cell, and what an earlier cell left running must not end.
func TestInterruptEndsOneCell(t *testing.T) {
	nb := newNotebook(t)
	_, _, failed := nb.run(context.Background(), `import ("fmt"; "time"; "sync/atomic")
var ticks, zombie atomic.Int64
go func() { for { ticks.Add(1); time.Sleep(time.Millisecond) } }()`)
	if failed != "" {
		t.Fatal(failed)
	}
	if failed := nb.interrupted("fmt.Println(\"go\")\ndefer zombie.Add(100)\nfor { zombie.Add(1); time.Sleep(time.Millisecond) }"); !strings.HasPrefix(failed, "Interrupted") {
		t.Fatal(failed)
	}
	_, result, failed := nb.run(context.Background(), `
a, z := ticks.Load(), zombie.Load()
for ticks.Load() < a+5 { time.Sleep(time.Millisecond) }
z == zombie.Load() && z > 100`)
	if result != "true" || failed != "" {
		t.Errorf("result %q, error %q", result, failed)
	}
}

// A cell that waits in compiled code is left behind: it slows nothing down, and ends when that code returns.
func TestLeftBehind(t *testing.T) {
	old := stuckAfter
	stuckAfter = 50 * time.Millisecond
	defer func() { stuckAfter = old }()
	nb := newNotebook(t)
	nb.run(context.Background(), "import (\"fmt\"; \"net\"; \"sync/atomic\"; \"time\")\nours, theirs := net.Pipe()\nvar resumed atomic.Bool\nvar ended atomic.Bool")
	failed := nb.interrupted("fmt.Println(\"go\")\ndefer ended.Store(true)\nfmt.Sprint(ours.Read(make([]byte, 1)))\nresumed.Store(true)")
	if !strings.HasPrefix(failed, "Interrupted") || !strings.Contains(failed, "net.(*pipe).Read cannot be stopped") {
		t.Fatalf("ended with %q", failed)
	}
	m := nb.e.rt
	wait := func(what string, ok func() bool) {
		t.Helper()
		for late := time.Now().Add(30 * time.Second); ; time.Sleep(time.Millisecond) {
			m.mu.Lock()
			done := ok()
			m.mu.Unlock()
			if done {
				return
			}
			if time.Now().After(late) {
				t.Fatal(what)
			}
		}
	}
	wait("the run is not given up", func() bool { return m.stuck == 1 && m.dying == 0 && !*m.stop })
	if failed := nb.interrupted("fmt.Println(\"go\")\nfor { }"); !strings.HasPrefix(failed, "Interrupted") {
		t.Errorf("another cell ended with %q", failed)
	}
	_, result, failed := nb.run(context.Background(), "theirs.Write([]byte(\"x\"))\nfor !ended.Load() { time.Sleep(time.Millisecond) }\nresumed.Load()")
	if result != "false" || failed != "" {
		t.Errorf("resumed is %q, error %q", result, failed)
	}
	wait("it is still counted", func() bool { return m.stuck == 0 && m.dying == 0 })
}
