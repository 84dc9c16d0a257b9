package host

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc"

	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/backend/internal/link"
	"wade/sdk/backend/internal/wire"
)

// patience is how long a plugin may take to answer a Cancel before its call is given up.
const patience = 5 * time.Second

var (
	errDeaf    = errors.New("the plugin does not answer a cancel")
	errUnbegun = errors.New("cancelled before it began")
)

// lane is one stream, on which one call follows another.
type lane struct {
	stream grpc.BidiStreamingClient[pb.Up, pb.Down]
	end    context.CancelFunc
	broken bool // of no further use

	now  atomic.Uint64 // the running call; changes when it ends
	deaf atomic.Bool

	mu        sync.Mutex // sending
	cancelled bool       // nothing more is sent of the running call
}

func newLane(ctx context.Context, rpc pb.BackendClient) (*lane, error) {
	ctx, end := context.WithCancel(ctx)
	stream, err := rpc.Lane(ctx)
	if err != nil {
		end()
		return nil, err
	}
	return &lane{stream: stream, end: end}, nil
}

// exchange runs one call. After an error in the transport the lane is broken.
func (l *lane) exchange(ctx context.Context, m *pb.Request, stream [][]byte) (*pb.Reply, error) {
	id := l.now.Load()
	l.cancelled = false
	stop := context.AfterFunc(ctx, func() { l.interrupt(id) })
	reply, err := l.converse(m, stream)
	stop()
	l.mu.Lock() // an interrupt is either over or sees that its call is
	l.now.Add(1)
	l.mu.Unlock()
	if l.broken {
		l.end()
		if l.deaf.Load() {
			err = errDeaf
		}
	}
	return reply, err
}

func (l *lane) converse(m *pb.Request, stream [][]byte) (*pb.Reply, error) {
	err := l.send(&pb.Up{Part: &pb.Up_Request{Request: m}})
	if errors.Is(err, errUnbegun) {
		return nil, fmt.Errorf("%w: %w", err, context.Canceled)
	}
	if err == nil {
		_ = link.Chunks(stream, func(b []byte) error { return l.send(&pb.Up{Part: &pb.Up_Chunk{Chunk: b}}) })
	}
	// An error in sending shows, with its reason, in receiving.
	var reply *pb.Reply
	var gather *link.Gather
	for {
		down, err := l.stream.Recv()
		if err != nil {
			l.broken = true
			return nil, err
		}
		switch part := down.GetPart().(type) {
		case *pb.Down_Failure:
			return nil, wire.ToError(part.Failure)
		case *pb.Down_Reply:
			reply = part.Reply
			gather, err = link.NewGather(link.Replied(reply))
		case *pb.Down_Chunk:
			if gather == nil {
				err = errAnswer
			} else {
				err = gather.Add(part.Chunk)
			}
		default:
			err = errAnswer
		}
		if err != nil {
			l.broken = true
			return nil, err
		}
		if gather.Done() {
			return reply, nil
		}
	}
}

func (l *lane) send(up *pb.Up) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cancelled {
		return errUnbegun
	}
	return l.stream.Send(up)
}

// interrupt cancels call id, if that is still running, and gives it up if the plugin does not react.
func (l *lane) interrupt(id uint64) {
	time.AfterFunc(patience, func() {
		if l.now.Load() == id {
			l.deaf.Store(true)
			l.end()
		}
	})
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.now.Load() != id {
		return
	}
	l.cancelled = true
	_ = l.stream.Send(&pb.Up{Part: &pb.Up_Cancel{Cancel: &pb.Cancel{}}})
}
