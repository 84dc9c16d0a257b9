package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"google.golang.org/grpc"

	"wade/sdk/backend"
	"wade/sdk/backend/internal/arena"
	pb "wade/sdk/backend/internal/backendpb"
	"wade/sdk/backend/internal/link"
	"wade/sdk/backend/internal/wire"
)

// lane runs the calls of one stream, one after another. Its reader goes on while a call runs, to see a Cancel.
type lane struct {
	server  *server
	stream  grpc.BidiStreamingServer[pb.Up, pb.Down]
	request *pb.Request  // being received
	gather  *link.Gather // its tensors
	cancel  func()       // the running call
	running sync.WaitGroup
}

// Lane is called by gRPC for every stream that the host opens.
func (s *server) Lane(stream grpc.BidiStreamingServer[pb.Up, pb.Down]) error {
	s.speak()
	l := &lane{server: s, stream: stream, cancel: func() {}}
	err := l.read()
	if err != nil {
		l.cancel()
	}
	l.running.Wait()
	return err
}

func (l *lane) read() error {
	for {
		up, err := l.stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = l.take(up)
		}
		if err != nil {
			return err
		}
	}
}

// take handles one message; an error ends the lane, because the two sides no longer agree on where they are.
func (l *lane) take(up *pb.Up) error {
	var err error
	switch part := up.GetPart().(type) {
	case *pb.Up_Request:
		l.running.Wait() // the reply is out, its goroutine about to end
		if l.request != nil {
			return fmt.Errorf("backend: a request in the middle of another's chunks: %w", backend.ErrInvalid)
		}
		l.request = part.Request
		l.gather, err = link.NewGather(link.Requested(part.Request))
	case *pb.Up_Chunk:
		if l.request == nil {
			return fmt.Errorf("backend: a chunk without a request: %w", backend.ErrInvalid)
		}
		err = l.gather.Add(part.Chunk)
	case *pb.Up_Cancel:
		if l.request == nil {
			l.cancel()
			return nil
		}
		l.request = nil // the host sends no more of it
		return l.fail(context.Canceled)
	default:
		return nil // of a later version: an optional hint
	}
	if err != nil {
		return err
	}
	if l.gather.Done() {
		l.start()
	}
	return nil
}

func (l *lane) start() {
	var ctx context.Context
	ctx, l.cancel = context.WithCancel(l.stream.Context())
	request, cancel := l.request, l.cancel
	l.request, l.gather = nil, nil
	l.server.calls.Add(1)
	l.running.Add(1)
	go func() { // not running.Go, which would blur the report of a panic; a panic ends the process, and the host says so
		defer l.running.Done()
		defer l.server.calls.Done()
		defer cancel()
		l.answer(ctx, request)
	}()
}

// answer runs a call and sends its reply. An error in sending is an error in reading as well: the reader ends the lane.
func (l *lane) answer(ctx context.Context, request *pb.Request) {
	mem := l.server.memory()
	span := link.ToSpan(request.GetWindow())
	window := arena.NewWindow(mem, span)
	reply, err := l.server.run(arena.With(ctx, window), request)
	if err != nil {
		_ = l.fail(err)
		return
	}
	stream := link.Place(link.Replied(reply), mem, span, window.Take)
	if err := l.stream.Send(&pb.Down{Part: &pb.Down_Reply{Reply: reply}}); err != nil {
		return
	}
	_ = link.Chunks(stream, func(b []byte) error {
		return l.stream.Send(&pb.Down{Part: &pb.Down_Chunk{Chunk: b}})
	})
}

func (l *lane) fail(err error) error {
	return l.stream.Send(&pb.Down{Part: &pb.Down_Failure{Failure: wire.FromError(err)}})
}
