package backend

import (
	"errors"
	"fmt"

	"wade/sdk/program"
)

// Classes of errors; test with errors.Is. They survive the process boundary.
var (
	ErrUnsupported   = errors.New("not supported by this backend")
	ErrUnavailable   = errors.New("backend is not available")
	ErrClosed        = errors.New("backend is closed")
	ErrUnknownHandle = errors.New("unknown handle")
	ErrUnknownName   = program.ErrUnknownName
	ErrInvalid       = errors.New("invalid request")
	ErrOutOfMemory   = errors.New("out of memory")
	ErrDied          = errors.New("the backend process ended")
	ErrVersion       = errors.New("the backend speaks another protocol version")
)

// OpError says which operation of which program failed.
type OpError struct {
	Program, Value string
	Op             program.Op
	Err            error
}

// Error names program, operation and value.
func (e *OpError) Error() string {
	return fmt.Sprintf("program %s: %s %q: %v", e.Program, e.Op, e.Value, e.Err)
}

// Unwrap returns the cause.
func (e *OpError) Unwrap() error { return e.Err }
