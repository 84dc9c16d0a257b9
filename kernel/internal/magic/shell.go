package magic

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"wade/internal/near"
)

// patience is how long an interrupted program has before it is killed.
const patience = 500 * time.Millisecond

// program runs a "$" line: no shell looks at it.
func (r *runner) program(l Line) error {
	args, err := words(l.Arg)
	if err != nil || len(args) == 0 {
		return err
	}
	return r.start(args[0], exec.Command(args[0], args[1:]...))
}

func (r *runner) shell(l Line) error {
	text := l.Arg
	if l.Name == "%%sh" {
		text = r.cell.Body
	}
	cmd := exec.Command("sh", "-c", text)
	if runtime.GOOS == "windows" {
		cmd = exec.Command("cmd", "/c", text)
	}
	return r.start("the command", cmd)
}

// start runs a program with the streams of the cell and no input. It is the leader of a process group, which an
// interrupt ends.
func (r *runner) start(name string, cmd *exec.Cmd) error {
	cmd.Stdout, cmd.Stderr = r.out, r.err
	lead(cmd)
	runtime.LockOSThread() // the system ends the program with the thread that started it
	defer runtime.UnlockOSThread()
	if err := cmd.Start(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			hint := near.List(name, onPath(""))
			if hint == "" {
				hint = "; a $ line runs a program of the PATH, %sh runs a shell"
			}
			return fmt.Errorf("there is no program %q%s", name, hint)
		}
		return fmt.Errorf("start %s: %w", name, err)
	}
	running.Store(cmd.Process.Pid, cmd.Process)
	defer running.Delete(cmd.Process.Pid)
	over := make(chan struct{})
	defer close(over)
	stop := context.AfterFunc(r.ctx, func() {
		end(cmd.Process, false)
		select {
		case <-over:
		case <-time.After(patience):
			end(cmd.Process, true)
		}
	})
	defer stop()
	err := cmd.Wait()
	if cause := r.ctx.Err(); cause != nil {
		end(cmd.Process, true) // what it started in the background does not hear an interrupt
		return cause
	}
	var status *exec.ExitError
	if errors.As(err, &status) {
		return fmt.Errorf("%s ended with %s", name, status.ProcessState)
	}
	if err != nil {
		return fmt.Errorf("run %s: %w", name, err)
	}
	return nil
}

var running sync.Map // process id -> *os.Process

// KillAll ends the programs that still run: the process is about to end.
func KillAll() {
	running.Range(func(_, p any) bool {
		end(p.(*os.Process), true)
		return true
	})
}

// words splits a command line at blanks; quotes group words, and a backslash outside single quotes takes the next sign
// as it is.
func words(line string) ([]string, error) {
	var out []string
	var b strings.Builder
	var quote rune
	begun, escaped := false, false
	for _, c := range line {
		switch {
		case escaped:
			b.WriteRune(c)
			escaped = false
		case c == '\\' && quote != '\'' && runtime.GOOS != "windows":
			escaped, begun = true, true
		case quote != 0 && c == quote:
			quote = 0
		case quote != 0:
			b.WriteRune(c)
		case c == '"' || c == '\'':
			quote, begun = c, true
		case c == ' ' || c == '\t':
			if begun {
				out = append(out, b.String())
				b.Reset()
			}
			begun = false
		default:
			b.WriteRune(c)
			begun = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("the quote %c is not closed", quote)
	}
	if begun {
		out = append(out, b.String())
	}
	return out, nil
}

// onPath lists the programs whose names begin with prefix.
func onPath(prefix string) []string {
	seen := map[string]bool{}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), prefix) && !e.IsDir() {
				seen[e.Name()] = true
			}
		}
	}
	out := make([]string, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}
