package history

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"

	"wade/kernel/internal/server"
)

// patience is how long one statement waits for another kernel that writes.
const patience = 2 * time.Second

// schema is that of IPython's history, so that tools which read one read the
// other. A session has a number, its cells have lines counted from 1.
const schema = `
CREATE TABLE IF NOT EXISTS sessions (session INTEGER PRIMARY KEY AUTOINCREMENT, start TIMESTAMP, end TIMESTAMP, num_cmds INTEGER, remark TEXT);
CREATE TABLE IF NOT EXISTS history (session INTEGER, line INTEGER, source TEXT, source_raw TEXT, PRIMARY KEY (session, line));
CREATE TABLE IF NOT EXISTS output_history (session INTEGER, line INTEGER, output TEXT, PRIMARY KEY (session, line));
`

// A database is an open history file.
type database struct{ conn *sqlite3.Conn }

// openDatabase opens the file, or makes it, readable by its user alone. One
// that is damaged is put aside, unless its name says that it is something else.
func openDatabase(path string, log *slog.Logger) (*database, error) {
	d, err := tryOpen(path)
	damaged := errors.Is(err, sqlite3.NOTADB) || errors.Is(err, sqlite3.CORRUPT)
	if damaged && filepath.Ext(path) == ".sqlite" {
		aside := fmt.Sprintf("%s.damaged-%d", path, time.Now().UnixNano())
		if os.Rename(path, aside) == nil {
			log.Warn("the history file was damaged: a new one is begun", "file", path, "damaged", aside)
			d, err = tryOpen(path)
		}
	}
	return d, err
}

func tryOpen(path string) (_ *database, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	_ = file.Chmod(0o600) // one that was copied here may be open to all
	if err := file.Close(); err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	name := path
	if runtime.GOOS != "windows" {
		name = "file:" + inURI.Replace(path) + "?modeof=" + inURI.Replace(path) // the journal is as private
	}
	conn, err := sqlite3.Open(name)
	if err != nil {
		return nil, fmt.Errorf("history: open: %w", err)
	}
	d := &database{conn}
	defer func() {
		if err != nil {
			d.close()
		}
	}()
	if err := conn.BusyTimeout(patience); err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	// A rollback journal and no shared memory: homes are often on a network.
	if err := conn.Exec("PRAGMA journal_mode=DELETE; PRAGMA synchronous=NORMAL;" + schema); err != nil {
		return nil, fmt.Errorf("history: prepare tables: %w", err)
	}
	return d, nil
}

// inURI escapes what means something in the name of a database.
var inURI = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23", "&", "%26", "+", "%2b")

func (d *database) close() { _ = d.conn.Close() }

// put writes entries, all or none. Sessions without a number get one.
func (d *database) put(batch []entry) (err error) {
	tx, err := d.conn.BeginImmediate()
	if err != nil {
		return fmt.Errorf("history: %w", err)
	}
	var numbered []*record
	defer func() {
		if err == nil {
			err = tx.Commit()
		}
		if err != nil {
			_ = tx.Rollback()
			for _, r := range numbered {
				r.number = 0
			}
		}
	}()
	for _, e := range batch {
		if e.of.number == 0 {
			if err := d.exec("INSERT INTO sessions (start, remark) VALUES (?, '')", time.Now().Format("2006-01-02 15:04:05.000000")); err != nil {
				return err
			}
			e.of.number = d.conn.LastInsertRowID()
			numbered = append(numbered, e.of)
		}
		if e.output {
			err = d.exec("INSERT OR REPLACE INTO output_history VALUES (?, ?, ?)", e.of.number, e.line, e.text)
		} else {
			err = d.exec("INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?)", e.of.number, e.line, e.text, e.text)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *database) exec(sql string, args ...any) error {
	s, err := d.prepare(sql, args...)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Exec(); err != nil {
		return fmt.Errorf("history: %w", err)
	}
	return nil
}

func (d *database) prepare(sql string, args ...any) (*sqlite3.Stmt, error) {
	s, _, err := d.conn.Prepare(sql)
	if err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	for i, a := range args {
		switch a := a.(type) {
		case int:
			err = s.BindInt(i+1, a)
		case int64:
			err = s.BindInt64(i+1, a)
		case string:
			err = s.BindText(i+1, a)
		}
		if err != nil {
			_ = s.Close()
			return nil, fmt.Errorf("history: %w", err)
		}
	}
	return s, nil
}

// find answers a query of a session.
func (d *database) find(ctx context.Context, of *record, q server.Query) ([]server.Entry, error) {
	defer d.conn.SetInterrupt(d.conn.SetInterrupt(ctx))
	inner, args, err := d.selection(of, q)
	if err != nil || inner == "" {
		return nil, err
	}
	output := "NULL"
	if q.Output {
		output = "(SELECT output FROM output_history o WHERE o.session = h.session AND o.line = h.line)"
	}
	s, err := d.prepare("SELECT session, line, source, "+output+" FROM ("+inner+") h ORDER BY session, line", args...)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var found []server.Entry
	for s.Step() {
		e := server.Entry{Session: s.ColumnInt(0), Line: s.ColumnInt(1), Input: s.ColumnText(2)}
		if s.ColumnType(3) != sqlite3.NULL {
			text := s.ColumnText(3)
			e.Output = &text
		}
		found = append(found, e)
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	return found, nil
}

// selection is the query for session, line and source of what is to be found; empty for nothing.
func (d *database) selection(of *record, q server.Query) (sql string, args []any, err error) {
	const newest = " ORDER BY session DESC, line DESC LIMIT ?" // with -1 there is no limit
	switch {
	case q.Access == "range":
		session := int64(q.Session)
		if session <= 0 {
			if session, err = d.relative(of, session); err != nil {
				return "", nil, err
			}
		}
		last, err := d.number("SELECT coalesce(max(line), 0) FROM history WHERE session = ?", session)
		if err != nil {
			return "", nil, err
		}
		start, stop := q.Bounds(int(last))
		return "SELECT session, line, source FROM history WHERE session = ? AND line >= ? AND line < ?", []any{session, start, stop}, nil
	case q.Access == "search" && q.Unique:
		// The latest of equal cells: its session and line, packed into one number.
		return "SELECT at >> 32 AS session, at & 4294967295 AS line, source FROM (SELECT max(session << 32 | line) AS at, source FROM history WHERE source GLOB ? GROUP BY source)" + newest,
			[]any{q.Pattern, q.N}, nil
	case q.Access == "search":
		return "SELECT session, line, source FROM history WHERE source GLOB ?" + newest, []any{q.Pattern, q.N}, nil
	}
	return "SELECT session, line, source FROM history" + newest, []any{q.N}, nil
}

// relative turns 0 into the number of the own session, -1 into that of the one before, and so on.
func (d *database) relative(of *record, back int64) (int64, error) {
	own := of.number
	if own == 0 { // nothing was added yet: the next session will be this one's
		last, err := d.number("SELECT coalesce(max(session), 0) FROM sessions")
		if err != nil {
			return 0, err
		}
		own = last + 1
	}
	return own + back, nil
}

// number returns the first column of the first row.
func (d *database) number(sql string, args ...any) (int64, error) {
	s, err := d.prepare(sql, args...)
	if err != nil {
		return 0, err
	}
	defer s.Close()
	var n int64
	if s.Step() {
		n = s.ColumnInt64(0)
	}
	if err := s.Err(); err != nil {
		return 0, fmt.Errorf("history: %w", err)
	}
	return n, nil
}
