package server

import "context"

// An Archive keeps the cells of this kernel and of others, earlier ones and
// those that run at the same time. A server without one remembers its own.
type Archive interface {
	// Begin starts a session of cells: each shell has one.
	Begin() Record
}

// A Record is one session of an Archive. Input and Output return at once and
// never fail: an archive that cannot write says so in its log.
type Record interface {
	// Input adds the code of the cell with a number.
	Input(line int, code string)
	// Output adds the text of the cell's result.
	Output(line int, text string)
	// Find returns entries of the archive, oldest first. With an error the
	// server answers from what it remembers.
	Find(ctx context.Context, q Query) ([]Entry, error)
}

// A Query asks for entries.
type Query struct {
	Access string // "tail" is the end of all sessions, "range" a part of one, "search" what matches Pattern
	Output bool   // entries carry their output
	N      int    // of tail and search: the latest so many; negative means all

	// Of range. Session 0 is the own one, -1 the one before it. Start and the
	// excluded Stop count from the end when negative, Stop 0 is the end.
	Session, Start, Stop int

	// Of search. In the pattern * stands for any text, ? for a character and
	// [ab] for one of several; it has to match the whole cell. With Unique
	// only the latest of equal cells is found.
	Pattern string
	Unique  bool
}

// An Entry is one cell of a session.
type Entry struct {
	Session, Line int
	Input         string
	Output        *string // nil when the cell had none, or when it was not asked for
}

// Bounds returns the first line and the line after the last for a range of a
// session whose latest line is last.
func (q Query) Bounds(last int) (start, stop int) {
	start, stop = q.Start, q.Stop
	if start < 0 {
		start += last + 1
	}
	if stop < 0 {
		stop += last + 1
	} else if stop == 0 {
		stop = last + 1
	}
	return max(start, 1), min(stop, last+1)
}
