package session

import (
	"os"
	"strings"
	"testing"
	"time"
)

// Whatever a cell does to its process: one message says what happened, the kernel lives, and the next cell works.
func TestCrashes(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	const dies, lives = true, false
	e := start(t, Options{})
	for _, c := range []struct {
		name, code string
		dies       bool
		want       string // in the error or, when there is none, on stderr
	}{
		{"panic in a goroutine", "import \"time\"\ngo func() { panic(\"boom\") }()\ntime.Sleep(50 * time.Millisecond)", lives, "panic in a goroutine started at In [0]:2: boom"},
		{"panic in a goroutine of compiled code", "import \"time\"\ntime.AfterFunc(1, func() { panic(\"late\") })\ntime.Sleep(50 * time.Millisecond)", lives, "panic in a goroutine: late"},
		{"recursion", "func down(n int) int { return down(n+1) + 1 }\ndown(0)", lives, "stack overflow"},
		{"value that prints itself", "import \"fmt\"\ntype T struct{ n int }\nfunc (t T) String() string { return fmt.Sprint(t) }\nfmt.Println(T{})", lives, "stack overflow"},
		{"recursion in compiled code", "import \"encoding/json\"\nvar deep any\nfor range 3_000_000 { deep = []any{deep} }\njson.Marshal(deep)", dies, "calls without end in compiled code"},
		{"unlock of an unlocked mutex", "import \"sync\"\nvar mu sync.Mutex\nmu.Unlock()", lives, "sync: unlock of unlocked mutex"},
		{"the same where it cannot be seen", "import \"sync\"\nvar mu sync.Mutex\nvar l sync.Locker = &mu\nl.Unlock()", dies, "fatal error: sync: unlock of unlocked mutex"},
		{"concurrent map writes", "m := map[int]int{}\nfor range 8 { go func() { for i := 0; ; i++ { m[i%10] = i } }() }\nselect {}", dies, "guard it with a sync.Mutex"},
		{"os.Exit", "import \"os\"\nos.Exit(3)", lives, "exit status 3"},
		{"os.Exit in a goroutine", "import (\"os\"; \"time\")\ngo os.Exit(4)\ntime.Sleep(50 * time.Millisecond)", lives, ""},
		{"os.Exit of compiled code", "import (\"flag\"; \"os\")\nfs := flag.NewFlagSet(\"x\", flag.ExitOnError)\nfs.SetOutput(os.Stderr)\nfs.Parse([]string{\"-unknown\"})", dies, "os.Exit(2)"},
		{"log.Fatal", "import \"log\"\nlog.Fatal(\"no more \", 1)", lives, "no more 1"},
		{"runtime.Goexit", "import \"runtime\"\nruntime.Goexit()", lives, ""},
		{"nil pointer", "var p *struct{ n int }\np.n = 1", lives, "nil pointer dereference"},
		{"closed standard output", "import \"os\"\nos.Stdout.Close()", lives, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "recursion in compiled code" && testing.Short() {
				t.Skip("fills half a gigabyte")
			}
			must(t, e, "alive := 41")
			pid := e.current().cmd.Process.Pid
			result, out := run(t, e, c.code)
			text := out.stream("stderr")
			if result.Error != nil {
				text = result.Error.Error() + "\n" + strings.Join(result.Error.Traceback, "\n")
			}
			if !strings.Contains(text, c.want) {
				t.Errorf("the message does not hold %q:\n%s", c.want, text)
			}
			if n := strings.Count(text, "\n"); n > 60 {
				t.Errorf("%d lines of message:\n%s", n, text)
			}
			if c.dies {
				if !strings.Contains(text, "run the cells again") {
					t.Errorf("the message does not say what is lost:\n%s", text)
				}
				if got := must(t, e, "1 + 1").String(); got != "result:2" {
					t.Errorf("the next cell shows %s", got)
				}
				return
			}
			if now := e.current().cmd.Process.Pid; now != pid {
				t.Fatalf("the session died:\n%s", text)
			}
			if got := must(t, e, "alive + 1").String(); !strings.HasSuffix(got, "result:42") {
				t.Errorf("the next cell shows %s", got)
			}
		})
	}
}

// The report of the runtime is long: it lies in a file of the user's own.
func TestCrashReport(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	e := start(t, Options{})
	for range maxReports + 2 {
		result, _ := run(t, e, "import \"sync\"\nvar mu sync.Mutex\nvar l sync.Locker = &mu\nl.Unlock()")
		if result.Error == nil {
			t.Fatal("no error")
		}
		text := strings.Join(result.Error.Traceback, "\n")
		_, file, ok := strings.Cut(text, "the whole report: ")
		if !ok {
			t.Fatalf("no report is named:\n%s", text)
		}
		report, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(report), "goroutine ") {
			t.Errorf("the report is %q, %v", report, err)
		}
		info, err := os.Stat(file)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info.Mode(), err)
		}
		list, err := os.ReadDir(strings.TrimSuffix(file, info.Name()))
		if err != nil || len(list) > maxReports {
			t.Errorf("%d reports are kept, %v", len(list), err)
		}
	}
}

// All goroutines are blocked: the runtime does not say so here, but an interrupt helps.
func TestDeadlock(t *testing.T) {
	e := start(t, Options{})
	must(t, e, "import \"sync\"\nvar mu sync.Mutex\nc := make(chan int)\nkept := 7")
	for _, code := range []string{"mu.Lock()\nmu.Lock()", "c <- 1", "select {}", "var wg sync.WaitGroup\nwg.Add(1)\nwg.Wait()", "sync.NewCond(&sync.Mutex{}).L.Lock(); <-c"} {
		done := make(chan bool)
		go func() {
			time.Sleep(100 * time.Millisecond)
			_ = e.Interrupt()
			close(done)
		}()
		result, _ := run(t, e, code)
		<-done
		if result.Error == nil || result.Error.Name != "Interrupted" {
			t.Errorf("%s ended with %v", code, result.Error)
		}
		if got := must(t, e, "kept").String(); got != "result:7" {
			t.Errorf("afterwards: %s", got)
		}
	}
}
