package link

import (
	"bytes"
	"fmt"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/arena"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/backend/internal/wire"
)

const (
	small  = 16 << 10 // up to here a tensor is cheapest inside its message
	inside = 64 << 20 // the most that small tensors may fill of one message
	chunk  = 1 << 20  // larger is not faster, smaller is slower
)

// Requested lists the tensors of a request, in the order of their chunks.
func Requested(m *pb.Request) []*pb.Tensor {
	switch c := m.GetCall().(type) {
	case *pb.Request_Load:
		return c.Load.GetTensors()
	case *pb.Request_Store:
		return c.Store.GetTensors()
	case *pb.Request_Step:
		return given(nil, c.Step.GetInput())
	case *pb.Request_Run:
		return given(given(nil, c.Run.GetStep()), c.Run.GetThen())
	}
	return nil
}

func given(list []*pb.Tensor, s *pb.StepInput) []*pb.Tensor {
	list = append(list, s.GetInputs()...)
	for _, e := range s.GetEdits() {
		if e.GetData() != nil {
			list = append(list, e.GetData())
		}
	}
	return list
}

// Replied lists the tensors of a reply, in the order of their chunks.
func Replied(m *pb.Reply) []*pb.Tensor {
	switch r := m.GetResult().(type) {
	case *pb.Reply_Values:
		return r.Values.GetValues()
	case *pb.Reply_Rounds:
		var list []*pb.Tensor
		for _, round := range r.Rounds.GetRounds() {
			list = append(list, round.GetValues()...)
		}
		return list
	}
	return nil
}

// Place moves the data of large tensors out of their message: into mem where take finds a span, else into the returned
// list, to be sent in chunks. What lies in the window of mem already stays there.
func Place(list []*pb.Tensor, mem []byte, window arena.Span, take func(n int) (arena.Span, bool)) [][]byte {
	var stream [][]byte
	filled := 0
	for _, t := range list {
		data := t.GetInline()
		if len(data) <= small && filled+len(data) <= inside {
			filled += len(data)
			continue
		}
		span, ok := arena.Where(mem, data)
		if ok = ok && span.Inside(window); !ok {
			if span, ok = take(len(data)); ok {
				copy(mem[span.Offset:], data)
			}
		}
		if ok {
			t.Data = &pb.Tensor_Arena{Arena: &pb.Span{Offset: uint64(span.Offset), Length: uint64(len(data))}}
			continue
		}
		t.Data = &pb.Tensor_Streamed{Streamed: uint64(len(data))}
		stream = append(stream, data)
	}
	return stream
}

// Chunks cuts data for sending.
func Chunks(data [][]byte, send func([]byte) error) error {
	for _, d := range data {
		for len(d) > 0 {
			n := min(len(d), chunk)
			if err := send(d[:n]); err != nil {
				return err
			}
			d = d[n:]
		}
	}
	return nil
}

// Gather puts chunks back into the tensors of a message.
type Gather struct {
	waiting []*pb.Tensor
	data    []byte
}

// NewGather finds the tensors whose data is still to come.
func NewGather(list []*pb.Tensor) (*Gather, error) {
	g := &Gather{}
	for _, t := range list {
		s, ok := t.GetData().(*pb.Tensor_Streamed)
		if !ok {
			continue
		}
		size, err := wire.ByteSize(t)
		if err != nil {
			return nil, err
		}
		if size == 0 || uint64(size) != s.Streamed {
			return nil, fmt.Errorf("backend: tensor %q of %d bytes announces %d: %w", t.GetName(), size, s.Streamed, backend.ErrInvalid)
		}
		g.waiting = append(g.waiting, t)
	}
	return g, nil
}

// Done tells whether everything came.
func (g *Gather) Done() bool { return len(g.waiting) == 0 }

// Add takes the next chunk. Memory grows with what came, not with what was announced.
func (g *Gather) Add(b []byte) error {
	if g.Done() || len(b) == 0 {
		return fmt.Errorf("backend: a chunk of %d bytes came unasked: %w", len(b), backend.ErrInvalid)
	}
	t := g.waiting[0]
	want := int(t.GetStreamed())
	if len(b) > want-len(g.data) {
		return fmt.Errorf("backend: tensor %q gets more than its %d bytes: %w", t.GetName(), want, backend.ErrInvalid)
	}
	if g.data == nil {
		g.data = make([]byte, 0, min(want, 256*chunk))
	}
	g.data = append(g.data, b...)
	if len(g.data) == want {
		t.Data = &pb.Tensor_Inline{Inline: g.data}
		g.waiting, g.data = g.waiting[1:], nil
	}
	return nil
}

// Resolve puts the data of tensors that lie in the arena back into their message: as a view of mem, or as a copy that
// outlives the call. Spans must lie inside bounds.
func Resolve(list []*pb.Tensor, mem []byte, bounds arena.Span, outlive bool) error {
	for _, t := range list {
		a, ok := t.GetData().(*pb.Tensor_Arena)
		if !ok {
			continue
		}
		size, err := wire.ByteSize(t)
		if err != nil {
			return err
		}
		s := ToSpan(a.Arena)
		data, ok := s.Slice(mem)
		if !ok || s.Length != size || s.Offset < bounds.Offset || s.Offset+s.Length > bounds.Offset+bounds.Length {
			return fmt.Errorf("backend: tensor %q of %d bytes lies outside the arena: %w", t.GetName(), size, backend.ErrInvalid)
		}
		if outlive {
			data = bytes.Clone(data)
		}
		t.Data = &pb.Tensor_Inline{Inline: data}
	}
	return nil
}

// ToSpan reads a span; what no memory could hold becomes an impossible one.
func ToSpan(m *pb.Span) arena.Span {
	if m.GetOffset() > 1<<46 || m.GetLength() > 1<<46 {
		return arena.Span{Offset: -1}
	}
	return arena.Span{Offset: int(m.GetOffset()), Length: int(m.GetLength())}
}
