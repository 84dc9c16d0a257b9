package engine

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"wade/kernel/internal/server"
)

// A notebook runs cells and keeps what they show, in order.
type notebook struct {
	t        testing.TB
	e        *Engine
	out, err *os.File // what cells print to
	printed  [2]*pipeText
	count    int

	mu     sync.Mutex
	shown  []server.Bundle // displays
	ids    []string
	result []server.Bundle
	clears int
	lines  []string // answers to input
}

// pipeText collects what arrives at the end of a pipe.
type pipeText struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *pipeText) follow(r io.Reader) {
	buf := make([]byte, 4096)
	for {
		n, err := r.Read(buf)
		p.mu.Lock()
		p.b.Write(buf[:n])
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func newNotebook(t testing.TB) *notebook {
	t.Helper()
	return notebookWith(t, Options{})
}

func notebookWith(t testing.TB, opt Options) *notebook {
	t.Helper()
	nb := &notebook{t: t}
	for i, f := range []**os.File{&nb.out, &nb.err} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		*f = w
		nb.printed[i] = &pipeText{}
		go nb.printed[i].follow(r)
		t.Cleanup(func() { _ = w.Close() })
	}
	nb.lines = []string{"Ada"}
	opt.Stdout, opt.Stderr, opt.Input = nb.out, nb.err, nb.input
	e, err := New(opt)
	if err != nil {
		t.Fatal(err)
	}
	nb.e = e
	return nb
}

func (nb *notebook) input(ctx context.Context, prompt string, password bool) (string, error) {
	nb.mu.Lock()
	defer nb.mu.Unlock()
	if len(nb.lines) == 0 {
		return "", fmt.Errorf("no more input")
	}
	l := nb.lines[0]
	nb.lines = nb.lines[1:]
	return l, nil
}

func (nb *notebook) Stream(name, text string) {}
func (nb *notebook) Display(b server.Bundle, id string) {
	nb.mu.Lock()
	defer nb.mu.Unlock()
	nb.shown, nb.ids = append(nb.shown, b), append(nb.ids, id)
}
func (nb *notebook) Update(b server.Bundle, id string) { nb.Display(b, id) }
func (nb *notebook) Clear(bool)                        { nb.clears++ }
func (nb *notebook) Result(b server.Bundle) {
	nb.mu.Lock()
	defer nb.mu.Unlock()
	nb.result = append(nb.result, b)
}
func (nb *notebook) Comm(m server.Comm) {}
func (nb *notebook) Input(ctx context.Context, prompt string, password bool) (string, error) {
	return nb.input(ctx, prompt, password)
}

// run runs a cell and returns what it printed, the text of its result, and its error.
func (nb *notebook) run(ctx context.Context, code string) (printed, result, failed string) {
	nb.mu.Lock()
	nb.result, nb.shown, nb.ids = nil, nil, nil
	nb.mu.Unlock()
	nb.count++
	r := nb.e.Execute(ctx, server.Cell{Code: code, Count: nb.count, StoreHistory: true}, nb)
	if r.Status == server.StatusError {
		failed = strings.Join(r.Error.Traceback, "\n")
	}
	nb.mu.Lock()
	for _, b := range nb.result {
		result += fmt.Sprint(b.Data["text/plain"])
	}
	nb.mu.Unlock()
	return nb.text(0) + nb.text(1), result, failed
}

// text takes what was printed to a stream since the last call; a mark tells that all of it has arrived. A goroutine may
// print behind the mark.
func (nb *notebook) text(i int) string {
	const mark = "\x00end\x00"
	f := nb.out
	if i == 1 {
		f = nb.err
	}
	_, _ = f.WriteString(mark)
	p := nb.printed[i]
	for {
		p.mu.Lock()
		before, after, found := strings.Cut(p.b.String(), mark)
		if found {
			p.b.Reset()
			p.b.WriteString(after)
		}
		p.mu.Unlock()
		if found {
			return before
		}
		time.Sleep(20 * time.Microsecond)
	}
}

// Goroutines that run the same statements do not disturb each other.
func TestGoroutinesShareCode(t *testing.T) {
	nb := newNotebook(t)
	_, result, failed := nb.run(context.Background(), `import "sync"
func pass(in, out chan int, n int) {
	for range n {
		v, ok := <-in
		if !ok { break }
		select {
		case out <- v + 1:
		case <-make(chan int):
		}
	}
}
func sum(from chan int, n int) (s int) {
	for range n { s += <-from }
	return s
}
var wg sync.WaitGroup
var mu sync.Mutex
wrong := 0
for g := range 8 {
	wg.Go(func() {
		a, b := make(chan int), make(chan int, 1)
		go pass(a, b, 4000)
		go func() { for range 4000 { a <- 1000 * g } }()
		if got := sum(b, 4000); got != 4000*(1000*g+1) {
			mu.Lock()
			wrong++
			mu.Unlock()
		}
	})
}
wg.Wait()
wrong`)
	if result != "0" {
		t.Errorf("%s of 8 chains are wrong; error %q", result, failed)
	}
}
