package session

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

// busy are cells that go on until they are interrupted, after they have printed "go".
var busy = []struct{ name, before, code string }{
	{"empty loop", "", "for { }"},
	{"loop with work", "", "for i, x := 0, 0; ; i++ { x += i }"},
	{"receive", "", "<-make(chan int)"},
	{"select", "", "select {}"},
	{"sleep", "import \"time\"", "time.Sleep(time.Hour)"},
	{"mutex", "import \"sync\"\nvar mu sync.Mutex\nmu.Lock()", "mu.Lock()"},
	{"wait group", "import \"sync\"\nvar wg sync.WaitGroup\nwg.Add(1)", "wg.Wait()"},
	{"callback of compiled code", "import \"sort\"", "for { sort.Slice(make([]int, 100_000), func(i, j int) bool { return i < j }) }"},
	{"recursion", "func f(n int) int { if n == 0 { return 1 }; return f(n-1) + f(n-1) }", "f(60)"},
	{"printing", "", "for i := 0; ; i++ { fmt.Println(i) }"},
	{"context", "", "<-ctx.Done(); must(ctx.Err())"},
	{"SDK", "import (\"wade/sdk\"; \"wade/sdk/pond\"; \"wade/sdk/prompt\")\nm := must(sdk.Open(ctx, \"pond\", sdk.Backend(\"reference\")))\np := prompt.New().Ask(pond.Draw(\"large red circle on the left\"), \"output :\")", "for { m.Generate(ctx, p) }"},
	{"goroutines", "", "for range 4 { go func() { for { } }() }; select {}"},
}

// interruptIn runs a cell and interrupts it when it has printed "go"; it returns how long the end took from there.
func interruptIn(t testing.TB, e *parentHalf, code string) (server.Result, time.Duration) {
	t.Helper()
	out := newRecorder()
	var at time.Time
	stop := make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !strings.Contains(out.stream("stdout"), "go") {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
		time.Sleep(20 * time.Millisecond)
		at = time.Now()
		_ = e.Interrupt()
	}()
	result := e.Execute(context.Background(), server.Cell{Code: "fmt.Println(\"go\")\n" + code}, out)
	end := time.Now()
	close(stop)
	<-done
	if at.IsZero() {
		t.Fatalf("%s ended by itself: %v", code, result.Error)
	}
	return result, end.Sub(at)
}

func TestInterrupts(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "import (\"fmt\"; \"sync/atomic\"; \"time\")\nn := 0\nnext := func() int { n++; return n }\nvar beats atomic.Int64\ngo func() { for { beats.Add(1); time.Sleep(time.Millisecond) } }()")
	for i, c := range busy {
		t.Run(c.name, func(t *testing.T) {
			if c.before != "" {
				must(t, e, c.before)
			}
			result, took := interruptIn(t, e, c.code)
			if result.Error == nil || result.Error.Name != "Interrupted" {
				t.Fatalf("ended with %v", result.Error)
			}
			if took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			if got := must(t, e, "next()").String(); got != fmt.Sprintf("result:%d", i+1) {
				t.Errorf("afterwards the closure gives %s", got)
			}
			must(t, e, "for b := beats.Load(); beats.Load() < b+3; { time.Sleep(time.Millisecond) }")
		})
	}
}

// Compiled code without a context cannot be stopped: its cell is left behind and does nothing to later ones.
func TestInterruptLeavesBehind(t *testing.T) {
	e := start(t, Options{})
	must(t, e, `import ("fmt"; "io"; "net")
ours, theirs := net.Pipe()
kept := 7`)
	result, _ := interruptIn(t, e, "b := make([]byte, 10)\nfmt.Println(ours.Read(b))\nfmt.Println(\"resumed\")\nkept = 8")
	text := ""
	if result.Error != nil {
		text = strings.Join(result.Error.Traceback, "\n")
	}
	if result.Error == nil || result.Error.Name != "Interrupted" || !strings.Contains(text, "net.(*pipe).Read cannot be stopped") {
		t.Fatalf("ended with %s", text)
	}
	out := must(t, e, "theirs.Write([]byte(\"late\"))\nfor i := range 1000 { _ = i }\nkept")
	if !strings.HasSuffix(out.String(), "result:7") || strings.Contains(out.String(), "resumed") || strings.Contains(out.String(), "late") {
		t.Errorf("the next cell shows %s", out)
	}
	if got := must(t, e, "kept").String(); got != "result:7" {
		t.Errorf("and the one after it %s", got)
	}
}

// A second interrupt ends what does not obey.
func TestSecondInterrupt(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "1")
	p := e.current()
	p.mu.Lock()
	p.running, p.nextID = 100, 100 // a cell of which the child knows nothing, so it cannot obey
	p.mu.Unlock()
	p.interrupt(0)
	p.interrupt(0) // by a finger that trembles
	if !p.alive() {
		t.Fatal("two interrupts at once ended the session")
	}
	time.Sleep(impatience + 100*time.Millisecond)
	p.interrupt(0)
	<-p.gone
	if r := p.lastWords(); !strings.Contains(r.Error.Error(), "second one ended its process") {
		t.Errorf("it ended with %v", r.Error)
	}
	if got := must(t, e, "1 + 1").String(); !strings.HasSuffix(got, "result:2") {
		t.Errorf("the next cell shows %s", got)
	}
}

// BenchmarkInterrupt reports the median from the interrupt to the result of the cell, in milliseconds.
func BenchmarkInterrupt(b *testing.B) {
	e, err := NewEngine(Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = e.Shutdown(false) }()
	p := e.(*parentHalf)
	for _, c := range busy {
		b.Run(c.name, func(b *testing.B) {
			p.Execute(context.Background(), server.Cell{Code: "import \"fmt\"\n" + c.before}, newRecorder())
			var all []time.Duration
			for range 20 {
				_, took := interruptIn(b, p, c.code)
				all = append(all, took)
			}
			slices.Sort(all)
			b.ReportMetric(float64(all[len(all)/2])/1e6, "median-ms")
			b.ReportMetric(float64(all[len(all)-1])/1e6, "max-ms")
			b.ReportMetric(0, "ns/op")
		})
	}
}
