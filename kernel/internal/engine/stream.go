package engine

import (
	"os"
	"reflect"
)

// A sinkWriter is a Sink that takes what a cell prints as it is. The sinks of tests need not be one.
type sinkWriter interface {
	Print(name string, text []byte)
}

// stream is where cells print: to the sink of their cell, which may be over, so that all of it keeps its order.
type stream struct {
	m    *machine
	name string
	file *os.File
}

func (p stream) Write(b []byte) (int, error) {
	if r := p.m.self().run; r != nil {
		if out, ok := r.out.(sinkWriter); ok {
			out.Print(p.name, b)
			return len(b), nil
		}
		if r.callback {
			r.out.Stream(p.name, string(b))
			return len(b), nil
		}
	}
	return p.file.Write(b)
}

// standard stands for os.Stdout or os.Stderr where a cell wants no more of it than a writer.
type standard struct {
	stream
	file reflect.Value // the variable
	own  *os.File      // what it holds unless a cell sets it
}

func (s *standard) Write(b []byte) (int, error) {
	f, ok := s.file.Interface().(*os.File)
	if ok && f != s.own {
		return f.Write(b)
	}
	return s.stream.Write(b)
}

// WriteString is Write for a string.
func (s *standard) WriteString(text string) (int, error) { return s.Write([]byte(text)) }
