package wire

import (
	"context"
	"errors"
	"slices"

	"wade/sdk/backend"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/program"
	"wade/sdk/tensor"
)

// classes are the errors that keep their identity; everything else keeps its text.
var classes = []struct {
	class pb.Class
	err   error
}{
	{pb.Class_UNSUPPORTED, backend.ErrUnsupported},
	{pb.Class_UNAVAILABLE, backend.ErrUnavailable},
	{pb.Class_CLOSED, backend.ErrClosed},
	{pb.Class_UNKNOWN_HANDLE, backend.ErrUnknownHandle},
	{pb.Class_UNKNOWN_NAME, backend.ErrUnknownName},
	{pb.Class_INVALID, backend.ErrInvalid},
	{pb.Class_OUT_OF_MEMORY, backend.ErrOutOfMemory},
	{pb.Class_CANCELLED, context.Canceled},
	{pb.Class_DEADLINE, context.DeadlineExceeded},
	{pb.Class_SHAPE, tensor.ErrShape},
}

// remote is an error that happened in another process.
type remote struct {
	text   string
	causes []error
}

func (e *remote) Error() string   { return e.text }
func (e *remote) Unwrap() []error { return e.causes }

// FromError makes the message of an error.
func FromError(err error) *pb.Failure {
	m := &pb.Failure{Text: err.Error()}
	for _, c := range classes {
		if errors.Is(err, c.err) {
			m.Classes = append(m.Classes, c.class)
		}
	}
	var op *backend.OpError
	if errors.As(err, &op) {
		m.Op = &pb.OpFailure{Program: op.Program, Op: string(op.Op), Value: op.Value}
		if op.Err != nil {
			m.Op.Text = op.Err.Error()
		}
	}
	return m
}

// ToError reads the message of an error: same text, same answers of errors.Is and errors.As.
func ToError(m *pb.Failure) error {
	e := &remote{text: m.GetText()}
	for _, c := range classes {
		if slices.Contains(m.GetClasses(), c.class) {
			e.causes = append(e.causes, c.err)
		}
	}
	op := m.GetOp()
	if op == nil {
		return e
	}
	at := &backend.OpError{
		Program: op.GetProgram(), Op: program.Op(op.GetOp()), Value: op.GetValue(),
		Err: &remote{text: op.GetText(), causes: e.causes},
	}
	return &remote{text: e.text, causes: []error{at}}
}
