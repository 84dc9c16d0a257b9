package session

import (
	"strings"
	"testing"
	"time"
)

func TestMemoryLimit(t *testing.T) {
	if testing.Short() {
		t.Skip("fills some hundred megabytes")
	}
	e := start(t, Options{Limits: Limits{Memory: 300 << 20}})
	t.Run("garbage is no reason", func(t *testing.T) {
		must(t, e, "n := 0\nfor range 200 { b := make([]byte, 10<<20); for i := 0; i < len(b); i += 1<<20 { b[i] = 1 }; n += len(b) }")
	})
	t.Run("a cell that lets go leaves the session alive", func(t *testing.T) {
		must(t, e, "kept := 7")
		// Slow enough to be stopped before it is half as much again.
		result, _ := run(t, e, "import \"time\"\nfunc() { var all [][]byte; for { all = append(all, make([]byte, 1<<20)); time.Sleep(time.Millisecond) } }()")
		if result.Error == nil || result.Error.Name != "MemoryLimit" || !strings.Contains(result.Error.Value, "its limit is 300 MB") {
			t.Fatalf("ended with %v", result.Error)
		}
		if got := must(t, e, "kept").String(); got != "result:7" {
			t.Errorf("afterwards: %s", got)
		}
	})
	t.Run("variables that stay too large end it", func(t *testing.T) {
		result, _ := run(t, e, "var all [][]byte\nfor { all = append(all, make([]byte, 1<<20)) }")
		if result.Error == nil || result.Error.Name != "SessionDied" || !strings.Contains(result.Error.Value, "memory limit") {
			t.Fatalf("ended with %v", result.Error)
		}
		if got := must(t, e, "1 + 1").String(); got != "result:2" {
			t.Errorf("afterwards: %s", got)
		}
	})
	t.Run("so does compiled code that does not stop", func(t *testing.T) {
		result, _ := run(t, e, "import \"strings\"\nx := strings.Repeat(\"a\", 2<<30)")
		if result.Error == nil || !strings.Contains(result.Error.Error(), "limit") {
			t.Fatalf("ended with %v", result.Error)
		}
		if got := must(t, e, "1 + 1").String(); got != "result:2" {
			t.Errorf("afterwards: %s", got)
		}
	})
}

func TestTimeLimit(t *testing.T) {
	e := start(t, Options{Limits: Limits{CellTime: 300 * time.Millisecond}})
	must(t, e, "kept := 7")
	result, _ := run(t, e, "\nfor { }")
	if result.Error == nil || result.Error.Name != "TimeLimit" || !strings.Contains(strings.Join(result.Error.Traceback, "\n"), "at In [0]:2") {
		t.Fatalf("ended with %v", result.Error)
	}
	if got := must(t, e, "kept").String(); got != "result:7" {
		t.Errorf("afterwards: %s", got)
	}
}

func TestParseMemory(t *testing.T) {
	for text, want := range map[string]int64{
		"2G": 2 << 30, "800M": 800 << 20, "1.5g": 3 << 29, "1GiB": 1 << 30, "512 MB": 512 << 20, "1T": 1 << 40, "1073741824": 1 << 30, "0": 0,
	} {
		if got, err := ParseMemory(text); got != want || err != nil {
			t.Errorf("%q is %d, %v; want %d", text, got, err, want)
		}
	}
	for _, text := range []string{"", "G", "-1G", "2X", "1e99G", "NaN", "10M", "Inf"} {
		if got, err := ParseMemory(text); err == nil {
			t.Errorf("%q is %d", text, got)
		}
	}
}

func TestLimitsOfTheEnvironment(t *testing.T) {
	t.Setenv(MemoryVariable, "2G")
	t.Setenv(CellTimeVariable, "90s")
	if l, err := (Limits{}).withEnv(); err != nil || l != (Limits{2 << 30, 90 * time.Second}) {
		t.Errorf("%v, %v", l, err)
	}
	if l, err := (Limits{Memory: 1 << 30, CellTime: time.Second}).withEnv(); err != nil || l != (Limits{1 << 30, time.Second}) {
		t.Errorf("%v, %v", l, err)
	}
	t.Setenv(MemoryVariable, "much")
	if _, err := NewEngine(Options{}); err == nil || !strings.Contains(err.Error(), "WADE_MEMORY: \"much\" is no size") {
		t.Error(err)
	}
}
