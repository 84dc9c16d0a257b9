// Package history keeps the cells of a user's kernels in one SQLite file, which
// any number of kernels write at once.
//
// Nothing here is on the way of a running cell: what is added waits in memory
// for a moment and is written by a goroutine of its own, which opens the file
// only then. A file that cannot be written costs a line in the log; what waits
// is tried again with the next cell.
package history

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"wade/kernel/internal/server"
)

const (
	// pause is how long cells are collected before they are written.
	pause = time.Second
	// most is how many entries wait at most while the file cannot be written.
	most = 10_000
	// lastChance bounds the writing when the kernel ends.
	lastChance = 3 * time.Second
)

var errClosed = errors.New("history: the file was closed")

// A File is the history of a user. It is safe for concurrent use.
type File struct {
	path string
	log  *slog.Logger

	mu      sync.Mutex
	waiting []entry
	started bool
	closed  bool
	lost    int // entries dropped because too many waited

	wake chan struct{}  // has room for one
	asks chan *question // finds, in order
	stop chan struct{}  // closed by Close
	done chan struct{}  // closed when the writer has ended
	db   *database      // used by the writer alone; nil until it is opened
	told bool           // the latest failure is in the log
}

// An entry is an input or output on its way to the file.
type entry struct {
	of     *record
	line   int
	text   string
	output bool
}

// A question is a find that waits for its answer.
type question struct {
	ctx   context.Context
	of    *record
	query server.Query
	found []server.Entry
	err   error
	done  chan struct{}
}

// Open returns the history at path. It touches no file before there is something to do.
func Open(path string, log *slog.Logger) *File {
	return &File{
		path: path, log: log,
		wake: make(chan struct{}, 1), asks: make(chan *question),
		stop: make(chan struct{}), done: make(chan struct{}),
	}
}

// Begin starts a session. It gets its number when its first entry is written.
func (f *File) Begin() server.Record { return &record{file: f} }

// A record is one session.
type record struct {
	file   *File
	number int64 // 0 until the file has given one; used by the writer alone
}

func (r *record) Input(line int, code string) { r.file.add(entry{r, line, code, false}) }

func (r *record) Output(line int, text string) { r.file.add(entry{r, line, text, true}) }

// Find asks the file, where everything that was added before is written first.
func (r *record) Find(ctx context.Context, q server.Query) ([]server.Entry, error) {
	f := r.file
	if !f.start() {
		return nil, errClosed
	}
	ask := &question{ctx: ctx, of: r, query: q, done: make(chan struct{})}
	select {
	case f.asks <- ask:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-f.done:
		return nil, errClosed
	}
	<-ask.done
	return ask.found, ask.err
}

func (f *File) add(e entry) {
	if !f.start() {
		return
	}
	f.mu.Lock()
	if f.waiting = append(f.waiting, e); len(f.waiting) > most {
		f.waiting = f.waiting[1:]
		f.lost++
	}
	f.mu.Unlock()
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// start starts the writer, once. It returns false after Close.
func (f *File) start() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return false
	}
	if !f.started {
		f.started = true
		go f.write()
	}
	return true
}

// Close writes what waits, for three seconds at most. What cannot be written is lost, which the log tells.
func (f *File) Close() error {
	f.mu.Lock()
	if f.closed {
		f.mu.Unlock()
		return nil
	}
	f.closed = true
	started := f.started
	f.mu.Unlock()
	close(f.stop)
	if !started {
		return nil
	}
	select {
	case <-f.done:
	case <-time.After(lastChance):
		return fmt.Errorf("history: %s was still being written when the kernel ended", f.path)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if n := len(f.waiting) + f.lost; n > 0 {
		return fmt.Errorf("history: %d entries are not in %s", n, f.path)
	}
	return nil
}

// write is the writer: it owns the database.
func (f *File) write() {
	defer close(f.done)
	for {
		select {
		case <-f.wake:
			select { // collect some more, unless somebody asks
			case <-time.After(pause):
				f.flush()
			case ask := <-f.asks:
				f.answer(ask)
			case <-f.stop:
			}
		case ask := <-f.asks:
			f.answer(ask)
		case <-f.stop:
			f.flush()
			if f.db != nil {
				f.db.close()
			}
			return
		}
	}
}

func (f *File) answer(ask *question) {
	defer close(ask.done)
	if ask.err = f.flush(); ask.err != nil {
		return
	}
	if ask.err = f.open(); ask.err != nil {
		return
	}
	ask.found, ask.err = f.db.find(ask.ctx, ask.of, ask.query)
}

// flush writes what waits.
func (f *File) flush() error {
	f.mu.Lock()
	batch := f.waiting
	f.waiting = nil
	f.mu.Unlock()
	if len(batch) == 0 {
		return nil
	}
	err := f.open()
	if err == nil {
		err = f.db.put(batch)
	}
	if err != nil {
		f.mu.Lock()
		f.waiting = append(batch, f.waiting...)
		f.mu.Unlock()
		f.tell(err)
		return err
	}
	f.told = false
	return nil
}

func (f *File) open() (err error) {
	if f.db == nil {
		f.db, err = openDatabase(f.path, f.log)
	}
	return err
}

// tell logs a failure, once until something is written again.
func (f *File) tell(err error) {
	if !f.told {
		f.told = true
		f.log.Warn("the history of cells cannot be written: it is kept in memory, and tried again with the next cell (WADE_HISTORY names another file, or is off)",
			"file", f.path, "error", err)
	}
}
