package launch

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"time"
)

const (
	// mostRequest bounds a request in bytes; real ones have about twenty.
	mostRequest = 1 << 10
	// slowest is how long a request may take to arrive.
	slowest = 5 * time.Second
)

// Obey serves the requests of the gateway until ctx ends: interrupt is called
// for signal 2, end for shutdown and for the signals that end a process. Signal
// 0 only asks whether somebody is there.
func (l *Launch) Obey(ctx context.Context, interrupt, end func()) {
	stop := context.AfterFunc(ctx, func() { _ = l.requests.Close() })
	defer stop()
	for {
		conn, err := l.requests.Accept()
		if err != nil {
			return
		}
		r := read(conn)
		switch {
		case r.Shutdown != 0, r.Signal == 1, r.Signal == 3, r.Signal == 9, r.Signal == 15:
			end()
		case r.Signal == 2:
			interrupt()
		}
	}
}

// A request is what the gateway sends over one connection.
type request struct {
	Signal   int `json:"signum"`
	Shutdown int `json:"shutdown"`
}

// read reads one request; what is no request asks for nothing.
func read(conn net.Conn) (r request) {
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(slowest))
	raw, _ := io.ReadAll(io.LimitReader(conn, mostRequest))
	if json.Unmarshal(raw, &r) != nil {
		return request{}
	}
	return r
}
