package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"wade/kernel/internal/transport"
	"wade/kernel/internal/wire"
)

// A Transport moves packets between the server and its front ends, such as
// transport.Sockets or one end of a transport.Pipe. Send waits rather than lose
// anything.
type Transport interface {
	Receive() <-chan transport.Packet
	Done() <-chan struct{}
	Send(transport.Packet) error
	Close() error
}

// A Config says how a Server signs its messages and introduces itself.
type Config struct {
	Key     string  // of the connection file; empty switches signing off
	Scheme  string  // "hmac-sha256" or ""
	Version string  // of the kernel, for kernel_info
	Banner  string  // shown by consoles at start
	Archive Archive // of the cells; nil keeps those of this kernel only
	Log     *slog.Logger
}

// A Server is one kernel: it serves the requests that come over its transport
// until it is shut down.
//
// Cells of one shell run one after the other. Completion, inspection, history
// and comm requests are answered meanwhile, and so are subshells and everything
// on the control channel.
type Server struct {
	cfg     Config
	engine  Engine
	link    Transport
	codec   *wire.Codec
	log     *slog.Logger
	session string
	out     *outbox
	comms   comms
	input   stdin

	control *queue
	looks   *queue // requests of the control channel that look at values and processes
	main    *shell

	debugger  string // the program that called itself so
	debugging bool   // a debugger is attached; debug requests come one by one
	debugSeq  int
	usage     usage
	greeted   sync.Once
	ctx       context.Context // of everything that is served; set by Run
	workers   sync.WaitGroup

	mu        sync.Mutex
	subshells []*shell // in the order of their creation
	places    int      // how many subshells there ever were
	closing   bool
	over      chan struct{} // closed when a shutdown request was served
	end       sync.Once
}

// New returns a server for one engine and one transport. Both belong to it:
// Run ends them.
func New(cfg Config, engine Engine, link Transport) (*Server, error) {
	codec, err := wire.NewCodec(cfg.Key, cfg.Scheme)
	if err != nil {
		return nil, err
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{
		cfg: cfg, engine: engine, link: link, codec: codec, log: cfg.Log,
		session: wire.NewSession(),
		control: newQueue(), looks: newQueue(), over: make(chan struct{}),
	}
	s.main = s.newShell("", 0)
	return s, nil
}

// Run serves until a front end asks for shutdown, ctx ends or the transport is
// closed. It returns when the engine has ended and the last messages are out.
func (s *Server) Run(ctx context.Context) error {
	s.out = newOutbox(s.publish)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s.ctx = ctx
	s.open(s.main)
	for _, q := range []*queue{s.control, s.looks} {
		s.workers.Go(func() { q.serve(func(r *request) { s.aside(ctx, r) }) })
	}
	var err error
loop:
	for {
		select {
		case p := <-s.link.Receive():
			s.receive(p)
		case <-s.link.Done():
			break loop
		case <-s.over:
			break loop
		case <-ctx.Done():
			break loop
		}
	}
	err = s.stop(false)
	cancel()
	s.control.close()
	s.looks.close()
	for _, sh := range s.shells() {
		sh.close()
	}
	done := make(chan struct{})
	go func() { s.workers.Wait(); s.out.flush(); close(done) }()
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		err = errors.Join(err, errors.New("kernel ended while a request was still served"))
	case <-s.link.Done():
	}
	s.out.close()
	return errors.Join(err, s.link.Close())
}

// stop ends the engine, once.
func (s *Server) stop(restart bool) (err error) {
	s.end.Do(func() {
		s.mu.Lock()
		s.closing = true
		s.mu.Unlock()
		s.cancel()
		if err = s.engine.Shutdown(restart); err != nil {
			err = fmt.Errorf("end the engine: %w", err)
		}
	})
	return err
}

// receive hands one packet to whoever serves it. It never waits.
func (s *Server) receive(p transport.Packet) {
	if p.Channel == transport.IOPub {
		s.welcome(p)
		return
	}
	m, err := s.codec.Decode(p.Frames)
	if err != nil {
		s.log.Warn("message dropped", "channel", p.Channel, "error", err)
		return
	}
	r := &request{Message: m, channel: p.Channel, peer: p.Peer}
	switch {
	case p.Channel == transport.Stdin:
		s.input.reply(r)
	case isComm(m.Header.Type):
		s.comm(r)
	case p.Channel == transport.Control && (m.Header.Type == "debug_request" || m.Header.Type == "usage_request"):
		s.looks.push(r) // an interrupt must not wait for them
	case p.Channel == transport.Control:
		s.control.push(r)
	default:
		s.route(r)
	}
}

// welcome tells a new subscriber that outputs reach it from now on.
func (s *Server) welcome(p transport.Packet) {
	var topic []byte
	if len(p.Frames) > 0 {
		topic = p.Frames[0]
	}
	m, err := wire.New(s.session, "iopub_welcome", nil, map[string]any{"subscription": string(topic)})
	if err != nil {
		return
	}
	m.Identities = [][]byte{topic} // the subscriber has asked for just this topic
	s.out.put(m, false)
	s.greeted.Do(func() { s.emit(nil, "status", map[string]any{"execution_state": "starting"}, false) })
}

// publish sends one item of the outbox.
func (s *Server) publish(it *item) {
	m := it.message
	if m == nil {
		var err error
		m, err = wire.New(s.session, "stream", it.parent, map[string]any{"name": it.name, "text": it.text.String()})
		if err != nil {
			s.log.Error("stream lost", "error", err)
			return
		}
	}
	if m.Identities == nil {
		m.Identities = [][]byte{[]byte("kernel." + s.session + "." + m.Header.Type)}
	}
	s.send(transport.Packet{Channel: transport.IOPub}, m)
}

func (s *Server) send(p transport.Packet, m *wire.Message) {
	frames, err := s.codec.Encode(m)
	if err != nil {
		s.log.Error("message lost", "type", m.Header.Type, "error", err)
		return
	}
	p.Frames = frames
	if err := s.link.Send(p); err != nil && !errors.Is(err, transport.ErrClosed) {
		s.log.Error("message lost", "type", m.Header.Type, "error", err)
	}
}

// emit queues a message for IOPub. Content without a JSON form, such as a NaN,
// becomes an output that says so.
func (s *Server) emit(parent *wire.Header, typ string, content any, patient bool) {
	m, err := wire.New(s.session, typ, parent, content)
	if err != nil {
		s.out.stream(parent, "stderr", fmt.Sprintf("an output could not be shown: %v\n", err))
		return
	}
	s.out.put(m, patient)
}

// reply answers a request on the channel it came from.
func (s *Server) reply(r *request, content any) {
	typ := replyType(r.Header.Type)
	m, err := wire.New(s.session, typ, &r.Header, content)
	if err != nil {
		s.log.Error("reply has no JSON form", "type", typ, "error", err)
		m, err = wire.New(s.session, typ, &r.Header, failure("KernelError", err.Error()))
		if err != nil {
			return
		}
	}
	m.Identities = r.Identities
	s.send(transport.Packet{Channel: r.channel, Peer: r.peer}, m)
}

// failure is the content of a reply that tells of an error.
func failure(name, value string) map[string]any {
	return map[string]any{"status": "error", "ename": name, "evalue": value, "traceback": []string{name + ": " + value}}
}

// busy and idle publish the state of the kernel. When something is answered
// while a cell runs, busy follows its idle at once: front ends show the latest
// state, whatever its parent.
func (s *Server) busy(r *request) {
	s.emit(&r.Header, "status", map[string]any{"execution_state": "busy"}, false)
}

func (s *Server) idle(r *request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.emit(&r.Header, "status", map[string]any{"execution_state": "idle"}, false)
	for _, sh := range s.all() {
		if sh.running != nil && sh.running.parent != &r.Header {
			parent := sh.running.parent
			if r.Header.Type == "debug_request" {
				parent = nil // what belongs to a cell makes JupyterLab look at the variables: with another debug_request
			}
			s.emit(parent, "status", map[string]any{"execution_state": "busy"}, false)
			return
		}
	}
}
