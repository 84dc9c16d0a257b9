package session

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"wade/kernel/internal/server"
)

// crashSign begins the runtime's last words.
var crashSign = regexp.MustCompile(`(?m)^(panic: |fatal error: |runtime: goroutine stack exceeds|runtime: out of memory|unexpected fault address|SIG[A-Z]+: )`)

// crashAt returns where a crash report begins in text, at the start of a line, or -1.
func crashAt(text string) int {
	if at := crashSign.FindStringIndex(text); at != nil {
		return at[0]
	}
	return -1
}

// advice says what a crash means, by what its text holds.
var advice = []struct{ sign, text string }{
	{"concurrent map", "goroutines used one map at the same time: guard it with a sync.Mutex, or use a sync.Map"},
	{"stack overflow", "calls without end in compiled code"},
	{"goroutine stack exceeds", "calls without end in compiled code"},
	{"out of memory", "the values of the notebook need more memory than there is"},
	{"cannot allocate memory", "the values of the notebook need more memory than there is"},
}

// howEnded says in a few words how a process ended.
func howEnded(st *os.ProcessState, words string) string {
	how := "unknown"
	switch {
	case crashAt(words) == 0:
		how, _, _ = strings.Cut(words, "\n")
	case st == nil:
	case st.Exited():
		how = fmt.Sprintf("compiled code called os.Exit(%d)", st.ExitCode())
	case st.String() == "signal: killed":
		how = "the process was killed from outside (by the system, when memory is short)"
	default:
		how = st.String() // "signal: segmentation fault"
	}
	for _, a := range advice {
		if strings.Contains(words, a.sign) && crashAt(words) == 0 {
			return how + ": " + a.text
		}
	}
	return how
}

// lost says what a crash costs. It stands in every report of one.
const lost = "variables and declarations are gone: run the cells again; the next cell starts a fresh session"

// lastWords is the result of a cell whose process has ended: the reason, what
// is lost and the first lines of the crash report, with the place of the rest.
func (p *process) lastWords() server.Result {
	p.mu.Lock()
	how, killed, report := p.how, p.why != "", p.report
	p.mu.Unlock()
	text := lost
	if words := p.std[1].lastWords(); !killed {
		if short := shortCrash(words); short != how {
			text += "\n" + short
		}
	}
	if report != "" {
		text += "\nthe whole report: " + report
	}
	return failed("SessionDied", how, text)
}

// failed returns the result of a cell that ended with an error.
func failed(name, value, text string) server.Result {
	first, rest, _ := strings.Cut(value, "\n")
	tb := []string{"\x1b[31m" + name + "\x1b[0m: " + first}
	for _, t := range []string{rest, text} {
		if t = strings.TrimRight(t, "\n"); t != "" {
			tb = append(tb, strings.Split(t, "\n")...)
		}
	}
	return server.Result{
		Status: server.StatusError,
		Error:  &server.CellError{Name: name, Value: first, Traceback: tb},
	}
}

// shortCrash keeps what a reader of the cell can use from the text of a crash:
// the message, not the frames of the interpreter.
func shortCrash(text string) string {
	const most = 10
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	if crashAt(text) != 0 { // whatever was printed last
		return strings.Join(lines[max(0, len(lines)-most):], "\n")
	}
	if at := slices.IndexFunc(lines, func(l string) bool {
		return strings.HasPrefix(l, "goroutine ") || strings.HasPrefix(l, "runtime stack:") || strings.HasPrefix(l, "[signal ")
	}); at > 0 {
		lines = lines[:at]
	}
	return strings.TrimRight(strings.Join(lines[:min(len(lines), most)], "\n"), "\n")
}

// maxReports is how many crash reports are kept.
const maxReports = 20

// saveReport writes the whole text of a crash to a file that only this user
// can read, and returns its name, or nothing when that is not possible.
func saveReport(text string) string {
	if crashAt(text) != 0 || !strings.Contains(text, "\ngoroutine ") {
		return ""
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	dir = filepath.Join(dir, "wade", "crashes")
	if os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	f, err := os.CreateTemp(dir, "crash-*.txt")
	if err != nil {
		return ""
	}
	_, err = f.WriteString(text)
	if f.Close() != nil || err != nil {
		_ = os.Remove(f.Name())
		return ""
	}
	forget(dir)
	return f.Name()
}

// forget removes the oldest reports.
func forget(dir string) {
	list, err := os.ReadDir(dir)
	if err != nil || len(list) <= maxReports {
		return
	}
	age := func(e os.DirEntry) int64 {
		if i, err := e.Info(); err == nil {
			return i.ModTime().UnixNano()
		}
		return 0
	}
	slices.SortFunc(list, func(a, b os.DirEntry) int { return int(min(1, max(-1, age(a)-age(b)))) })
	for _, e := range list[:len(list)-maxReports] {
		_ = os.Remove(filepath.Join(dir, e.Name()))
	}
}
