package host

import (
	"context"
	"errors"
	"fmt"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/arena"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/backend/internal/link"
)

const (
	windowMost  = 64 << 20 // enough for the captures of a large model; what does not fit goes inside messages
	windowLeast = 1 << 20
)

// call sends a request and waits for its reply. Whatever lies in the arena belongs to this call alone, until the plugin
// has answered it.
func (p *Plugin) call(ctx context.Context, what string, m *pb.Request) (*pb.Reply, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("host: %s: %w", what, err)
	}
	l, err := p.begin(what)
	if err != nil {
		return nil, err
	}
	defer p.calls.Done()
	if l == nil {
		if l, err = newLane(p.ctx, p.rpc); err != nil {
			return nil, p.broken(ctx, what, err)
		}
	}
	var spans []arena.Span
	take := func(n int) (arena.Span, bool) {
		if p.free == nil {
			return arena.Span{}, false
		}
		s, ok := p.free.Take(n)
		if ok {
			spans = append(spans, s)
		}
		return s, ok
	}
	stream := link.Place(link.Requested(m), p.mem, arena.Span{}, take)
	window := openWindow(m, take)
	reply, err := l.exchange(ctx, m, stream)
	if err == nil {
		err = link.Resolve(link.Replied(reply), p.mem, window, true)
	}
	if l.broken {
		return nil, p.broken(ctx, what, err) // the plugin may still write to the spans: they are not used again
	}
	for _, s := range spans {
		p.free.Give(s)
	}
	p.mu.Lock()
	p.idle = append(p.idle, l)
	p.mu.Unlock()
	if err != nil && ctx.Err() != nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		err = fmt.Errorf("host: %s: %w", what, ctx.Err())
	}
	return reply, err
}

// openWindow gives the reply of a call that returns tensors a place.
func openWindow(m *pb.Request, take func(int) (arena.Span, bool)) arena.Span {
	if m.GetStep() == nil && m.GetRun() == nil && m.GetFetch() == nil {
		return arena.Span{}
	}
	for n := windowMost; n >= windowLeast; n /= 2 {
		if s, ok := take(n); ok {
			m.Window = &pb.Span{Offset: uint64(s.Offset), Length: uint64(s.Length)}
			return s
		}
	}
	return arena.Span{}
}

// begin counts a call in and finds it an idle lane, if there is one.
func (p *Plugin) begin(what string) (*lane, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, fmt.Errorf("host: %s: %w", what, backend.ErrClosed)
	}
	select {
	case <-p.proc.ended:
		return nil, p.obituary(what)
	default:
	}
	p.calls.Add(1)
	n := len(p.idle)
	if n == 0 {
		return nil, nil
	}
	l := p.idle[n-1]
	p.idle = p.idle[:n-1]
	return l, nil
}

// broken says what became of a call whose lane broke: the backend was closed, or died, or the call was given up.
func (p *Plugin) broken(ctx context.Context, what string, err error) error {
	p.mu.Lock()
	closed := p.closed
	p.mu.Unlock()
	switch {
	case closed:
		return fmt.Errorf("host: %s: %w", what, backend.ErrClosed)
	case errors.Is(err, errDeaf):
		return fmt.Errorf("host: %s: %w", what, ctx.Err())
	case p.proc.endedWithin(time.Second):
		return p.obituary(what)
	}
	if status.Code(err) == codes.ResourceExhausted { // a message too large for gRPC; the connection is as good as before
		return fmt.Errorf("host: %s: %w", what, err)
	}
	_ = p.proc.Kill(context.Background()) // alive, but of no use
	<-p.proc.ended
	return fmt.Errorf("%w; it was ended because the connection failed: %w", p.obituary(what), err)
}

// obituary says how the process ended.
func (p *Plugin) obituary(what string) error {
	return fmt.Errorf("host: %s: %w: %s%s (process %d) ended with %v%s",
		what, backend.ErrDied, Prefix, p.Name, p.Pid(), p.proc.state, p.proc.lastWords())
}
