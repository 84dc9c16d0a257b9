package history

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"

	"wade/kernel/internal/server"
)

// The test binary plays another kernel that writes to the same file.
func TestMain(m *testing.M) {
	if path := os.Getenv("TEST_HISTORY"); path != "" {
		f := Open(path, slog.Default())
		r := f.Begin()
		for i := range 50 {
			r.Input(i+1, fmt.Sprintf("cell %d of %d", i+1, os.Getpid()))
			if i%10 == 0 {
				_, _ = r.Find(context.Background(), server.Query{Access: "tail", N: 1}) // writes now
			}
		}
		if err := f.Close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// A notebook is a logger whose text a test can read.
type notebook struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (n *notebook) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.Write(p)
}

func (n *notebook) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.b.String()
}

func open(t *testing.T, path string) (*File, *notebook) {
	t.Helper()
	log := new(notebook)
	f := Open(path, slog.New(slog.NewTextHandler(log, nil)))
	t.Cleanup(func() { _ = f.Close() })
	return f, log
}

// show writes entries as [session line input output].
func show(list []server.Entry) string {
	var b []string
	for _, e := range list {
		s := fmt.Sprintf("%d:%d %s", e.Session, e.Line, e.Input)
		if e.Output != nil {
			s += " = " + *e.Output
		}
		b = append(b, s)
	}
	return strings.Join(b, ", ")
}

func find(t *testing.T, r server.Record, q server.Query) string {
	t.Helper()
	got, err := r.Find(t.Context(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	return show(got)
}

func TestFind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.sqlite")
	for session, cells := range [][]string{{"a := 1", "a + 1", "fmt.Println(a)"}, {"a := 1", "b[0]"}} {
		f, _ := open(t, path)
		r := f.Begin()
		for i, code := range cells {
			r.Input(i+1, code)
		}
		r.Output(2, fmt.Sprint(session))
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	f, _ := open(t, path)
	r := f.Begin()
	if got := find(t, r, server.Query{Access: "range", Session: -1, Start: 1}); got != "2:1 a := 1, 2:2 b[0]" {
		t.Errorf("the session before, while this one has no cells: %s", got)
	}
	for i, code := range []string{"c/d", "e\\f", "a := 1"} {
		r.Input(i+1, code)
	}
	for name, step := range map[string]struct {
		q    server.Query
		want string
	}{
		"tail":            {server.Query{Access: "tail", N: 4}, "2:2 b[0], 3:1 c/d, 3:2 e\\f, 3:3 a := 1"},
		"tail of none":    {server.Query{Access: "tail", N: 0}, ""},
		"tail of all":     {server.Query{Access: "tail", N: -1, Output: true}, "1:1 a := 1, 1:2 a + 1 = 0, 1:3 fmt.Println(a), 2:1 a := 1, 2:2 b[0] = 1, 3:1 c/d, 3:2 e\\f, 3:3 a := 1"},
		"own range":       {server.Query{Access: "range", Start: 2}, "3:2 e\\f, 3:3 a := 1"},
		"own, to the end": {server.Query{Access: "range", Start: -2}, "3:2 e\\f, 3:3 a := 1"},
		"own, not last":   {server.Query{Access: "range", Start: 1, Stop: -1}, "3:1 c/d, 3:2 e\\f"},
		"by number":       {server.Query{Access: "range", Session: 1, Start: 2, Stop: 3, Output: true}, "1:2 a + 1 = 0"},
		"one before":      {server.Query{Access: "range", Session: -1, Start: 1, Stop: 2}, "2:1 a := 1"},
		"two before":      {server.Query{Access: "range", Session: -2, Start: -1}, "1:3 fmt.Println(a)"},
		"before all":      {server.Query{Access: "range", Session: -9, Start: 1}, ""},
		"unheard of":      {server.Query{Access: "range", Session: 77, Start: 1}, ""},
		"too far":         {server.Query{Access: "range", Start: 5, Stop: 2}, ""},
		"search":          {server.Query{Access: "search", Pattern: "a*1", N: -1}, "1:1 a := 1, 1:2 a + 1, 2:1 a := 1, 3:3 a := 1"},
		"search for two":  {server.Query{Access: "search", Pattern: "a*1", N: 2}, "2:1 a := 1, 3:3 a := 1"},
		"unique":          {server.Query{Access: "search", Pattern: "a*1", N: -1, Unique: true}, "1:2 a + 1, 3:3 a := 1"},
		"unique, one":     {server.Query{Access: "search", Pattern: "a*1", N: 1, Unique: true}, "3:3 a := 1"},
		"unique, output":  {server.Query{Access: "search", Pattern: "a +*", N: 1, Unique: true, Output: true}, "1:2 a + 1 = 0"},
		"one character":   {server.Query{Access: "search", Pattern: "?/d", N: -1}, "3:1 c/d"},
		"one of several":  {server.Query{Access: "search", Pattern: "[xyb][[]0]", N: -1}, "2:2 b[0]"},
		"a backslash":     {server.Query{Access: "search", Pattern: `?\?`, N: -1}, `3:2 e\f`},
		"the whole cell":  {server.Query{Access: "search", Pattern: "a", N: -1}, ""},
	} {
		if got := find(t, r, step.q); got != step.want {
			t.Errorf("%s: %s\nwant %s", name, got, step.want)
		}
	}
}

func TestNothingIsTouchedBeforeThereIsSomething(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sub", "history.sqlite")
	f, _ := open(t, path)
	f.Begin()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Dir(path)); !os.IsNotExist(err) {
		t.Errorf("the folder was made: %v", err)
	}
}

func TestThePauseIsNoLoss(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.sqlite")
	one, _ := open(t, path)
	one.Begin().Input(1, "written by itself")
	two, _ := open(t, path)
	r := two.Begin()
	for late := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if got := find(t, r, server.Query{Access: "tail", N: 1}); got == "1:1 written by itself" {
			return
		}
		if time.Now().After(late) {
			t.Fatal("nothing was written")
		}
	}
}

func TestOnlyTheUserReadsIt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no permission bits on Windows")
	}
	path := filepath.Join(t.TempDir(), "50% of a?b & #1", "history.sqlite")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	f, _ := open(t, path)
	r := f.Begin()
	r.Input(1, "secret")
	find(t, r, server.Query{Access: "tail", N: 1})
	tx, err := f.db.conn.BeginImmediate() // the writer waits for questions now
	if err != nil {
		t.Fatal(err)
	}
	if err := f.db.exec("INSERT INTO history VALUES (9, 9, 'x', 'x')"); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(path + "*")
	if len(files) < 2 {
		t.Errorf("no journal among %v", files)
	}
	for _, name := range files {
		if st, err := os.Stat(name); err != nil || st.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", name, st.Mode(), err)
		}
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
}

// Kernels that write at the same time lose nothing, and each has its number.
func TestSeveralKernels(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.sqlite")
	const n = 4
	var all sync.WaitGroup
	for range n {
		all.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "TEST_HISTORY="+path)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	all.Wait()
	f, _ := open(t, path)
	r := f.Begin()
	for session := 1; session <= n; session++ {
		list, err := r.Find(t.Context(), server.Query{Access: "range", Session: session, Start: 1})
		if err != nil || len(list) != 50 {
			t.Fatalf("session %d: %d cells, %v", session, len(list), err)
		}
		pid := list[0].Input[strings.LastIndex(list[0].Input, " "):]
		for i, e := range list {
			if e.Line != i+1 || !strings.HasSuffix(e.Input, pid) {
				t.Errorf("session %d of process%s holds %+v", session, pid, e)
			}
		}
	}
}

func TestDamagedFileIsPutAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.sqlite")
	if err := os.WriteFile(path, bytes.Repeat([]byte("no database. "), 400), 0o600); err != nil {
		t.Fatal(err)
	}
	f, log := open(t, path)
	r := f.Begin()
	r.Input(1, "x")
	if got := find(t, r, server.Query{Access: "tail", N: 1}); got != "1:1 x" {
		t.Errorf("got %s", got)
	}
	if aside, _ := filepath.Glob(path + ".damaged-*"); len(aside) != 1 || !strings.Contains(log.String(), "damaged") {
		t.Errorf("put aside %v, logged %s", aside, log)
	}
}

// What is not ours is left alone, and the session goes on without.
func TestAForeignFileIsKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "thesis.txt")
	text := bytes.Repeat([]byte("my thesis. "), 400)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	f, log := open(t, path)
	r := f.Begin()
	r.Input(1, "x")
	if _, err := r.Find(t.Context(), server.Query{Access: "tail", N: 1}); err == nil {
		t.Error("found something in a thesis")
	}
	if err := f.Close(); err == nil || !strings.Contains(log.String(), "kept in memory") {
		t.Errorf("closed with %v, logged %s", err, log)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, text) {
		t.Errorf("the file has changed: %v", err)
	}
}

func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	f, _ := open(t, filepath.Join(file, "history.sqlite"))
	r := f.Begin()
	r.Input(1, "x")
	if _, err := r.Find(t.Context(), server.Query{Access: "tail", N: 1}); err == nil {
		t.Error("wrote below a file")
	}
}

// A full disk and a file that another process holds: warned of once, and made up for later.
func TestWhatCannotBeWrittenIsTriedAgain(t *testing.T) {
	for name, block := range map[string]func(t *testing.T, path string, d *database) (unblock func()){
		"full": func(t *testing.T, _ string, d *database) func() {
			if err := d.conn.Exec("PRAGMA max_page_count=1"); err != nil { // as large as it is
				t.Fatal(err)
			}
			return func() { _ = d.conn.Exec("PRAGMA max_page_count=100000") }
		},
		"locked": func(t *testing.T, path string, d *database) func() {
			if err := d.conn.BusyTimeout(10 * time.Millisecond); err != nil {
				t.Fatal(err)
			}
			other, err := sqlite3.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			tx, err := other.BeginExclusive()
			if err != nil {
				t.Fatal(err)
			}
			return func() { _ = tx.Rollback(); _ = other.Close() }
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "history.sqlite")
			f, log := open(t, path)
			r := f.Begin()
			r.Input(1, "first")
			find(t, r, server.Query{Access: "tail", N: 1})
			unblock := block(t, path, f.db)
			big := strings.Repeat("x", 100_000)
			for line := 2; line <= 3; line++ {
				r.Input(line, big)
				if got, err := r.Find(t.Context(), server.Query{Access: "tail", N: 1}); err == nil {
					t.Errorf("found %d entries", len(got))
				}
			}
			if n := strings.Count(log.String(), "kept in memory"); n != 1 {
				t.Errorf("warned %d times: %s", n, log)
			}
			unblock()
			list, err := r.Find(t.Context(), server.Query{Access: "range", Start: 1})
			if err != nil || len(list) != 3 || list[2].Input != big {
				t.Errorf("afterwards %d entries, %v", len(list), err)
			}
		})
	}
}

func TestAFindEndsWithItsContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.sqlite")
	f, _ := open(t, path)
	r := f.Begin()
	r.Input(1, "x")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Find(ctx, server.Query{Access: "tail", N: 1}); err == nil {
		t.Error("found something although nobody asks any more")
	}
}

func TestAfterClose(t *testing.T) {
	f, _ := open(t, filepath.Join(t.TempDir(), "history.sqlite"))
	r := f.Begin()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	r.Input(1, "x")
	if _, err := r.Find(t.Context(), server.Query{Access: "tail", N: 1}); err == nil {
		t.Error("found something in a closed file")
	}
}
