package transport

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
)

// ports finds free ports for a connection on the loopback address.
func ports(t testing.TB) Connection {
	t.Helper()
	c := Connection{Transport: "tcp", IP: "127.0.0.1"}
	for _, p := range []*int{&c.Shell, &c.Control, &c.Stdin, &c.IOPub, &c.Heartbeat} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		*p = l.Addr().(*net.TCPAddr).Port
	}
	return c
}

func start(t testing.TB, c Connection) *Sockets {
	t.Helper()
	s, err := Listen(c, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func url(c Connection, port int) string {
	network, address := c.address(port)
	if network == "unix" {
		network = "ipc"
	}
	return network + "://" + address
}

// dial connects a socket of another implementation.
func dial(t *testing.T, sock zmq4.Socket, url string) zmq4.Socket {
	t.Helper()
	if err := sock.Dial(url); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { sock.Close() })
	return sock
}

func receive(t *testing.T, s *Sockets) Packet {
	t.Helper()
	select {
	case p := <-s.Receive():
		return p
	case <-time.After(20 * time.Second):
		t.Fatal("nothing was received")
		panic("unreachable")
	}
}

func recv(t *testing.T, sock zmq4.Socket) [][]byte {
	t.Helper()
	type answer struct {
		m   zmq4.Msg
		err error
	}
	c := make(chan answer, 1)
	go func() { m, err := sock.Recv(); c <- answer{m, err} }()
	select {
	case a := <-c:
		if a.err != nil {
			t.Fatal(a.err)
		}
		return a.m.Frames
	case <-time.After(20 * time.Second):
		t.Fatal("no message came")
		panic("unreachable")
	}
}

func TestRequestReply(t *testing.T) {
	conns := map[string]Connection{"tcp": ports(t)}
	if runtime.GOOS != "windows" {
		conns["ipc"] = Connection{Transport: "ipc", IP: filepath.Join(t.TempDir(), "k"), Shell: 1, Control: 2, Stdin: 3, IOPub: 4, Heartbeat: 5}
	}
	for name, c := range conns {
		t.Run(name, func(t *testing.T) {
			s := start(t, c)
			for ch, port := range map[Channel]int{Shell: c.Shell, Control: c.Control, Stdin: c.Stdin} {
				d := dial(t, zmq4.NewDealer(context.Background(), zmq4.WithID(zmq4.SocketIdentity("me"))), url(c, port))
				big := make([]byte, 300_000)
				if err := d.Send(zmq4.NewMsgFrom([]byte("a"), nil, big)); err != nil {
					t.Fatal(err)
				}
				p := receive(t, s)
				if p.Channel != ch || len(p.Frames) != 4 || string(p.Frames[0]) != "me" || len(p.Frames[3]) != len(big) {
					t.Fatalf("%s: got %d frames on %s", ch, len(p.Frames), p.Channel)
				}
				if err := s.Send(p); err != nil {
					t.Fatal(err)
				}
				if got := recv(t, d); len(got) != 3 || string(got[0]) != "a" || len(got[2]) != len(big) {
					t.Fatalf("%s: reply of %d frames", ch, len(got))
				}
			}
			h := dial(t, zmq4.NewReq(context.Background()), url(c, c.Heartbeat))
			if err := h.Send(zmq4.NewMsgString("ping")); err != nil {
				t.Fatal(err)
			}
			if got := recv(t, h); len(got) != 1 || string(got[0]) != "ping" {
				t.Fatalf("heartbeat: %q", got)
			}
		})
	}
}

// Two connections with one identity: a reply finds the one that asked, and a
// message without a peer the newest.
func TestSharedIdentity(t *testing.T) {
	c := ports(t)
	s := start(t, c)
	var socks []zmq4.Socket
	var packets []Packet
	for i := range 2 {
		d := dial(t, zmq4.NewDealer(context.Background(), zmq4.WithID(zmq4.SocketIdentity("same"))), url(c, c.Shell))
		if err := d.Send(zmq4.NewMsgString(strconv.Itoa(i))); err != nil {
			t.Fatal(err)
		}
		socks, packets = append(socks, d), append(packets, receive(t, s))
	}
	for i, p := range packets {
		if err := s.Send(p); err != nil {
			t.Fatal(err)
		}
		if got := recv(t, socks[i]); string(got[0]) != strconv.Itoa(i) {
			t.Errorf("connection %d got %q", i, got)
		}
	}
	if err := s.Send(Packet{Channel: Shell, Frames: [][]byte{[]byte("same"), []byte("x")}}); err != nil {
		t.Fatal(err)
	}
	if got := recv(t, socks[1]); string(got[0]) != "x" {
		t.Errorf("got %q", got)
	}
}

// Nothing that is published may be lost, however fast it comes.
func TestPublishLosesNothing(t *testing.T) {
	const n = 100_000
	c := ports(t)
	s := start(t, c)
	var subs []zmq4.Socket
	for range 2 {
		sub := dial(t, zmq4.NewSub(context.Background()), url(c, c.IOPub))
		if err := sub.SetOption(zmq4.OptionSubscribe, "kernel"); err != nil {
			t.Fatal(err)
		}
		if p := receive(t, s); p.Channel != IOPub || string(p.Frames[0]) != "kernel" {
			t.Fatalf("subscription: %v %q", p.Channel, p.Frames)
		}
		subs = append(subs, sub)
	}
	sent := make(chan error, 1)
	go func() {
		for i := range n {
			if err := s.Send(Packet{Channel: IOPub, Frames: [][]byte{[]byte("kernel.stream"), fmt.Appendf(nil, "print %d", i)}}); err != nil {
				sent <- err
				return
			}
			_ = s.Send(Packet{Channel: IOPub, Frames: [][]byte{[]byte("other"), nil}})
		}
		sent <- nil
	}()
	for _, sub := range subs {
		for i := range n {
			m, err := sub.Recv()
			if err != nil {
				t.Fatal(err)
			}
			if want := fmt.Sprintf("print %d", i); string(m.Frames[1]) != want {
				t.Fatalf("got %q, want %q", m.Frames[1], want)
			}
		}
	}
	if err := <-sent; err != nil {
		t.Fatal(err)
	}
}

// A subscriber that takes nothing is disconnected, and does not hold others.
func TestStalledSubscriber(t *testing.T) {
	defer func(l int, d time.Duration) { queueLimit, stallTimeout = l, d }(queueLimit, stallTimeout)
	queueLimit, stallTimeout = 1<<16, 50*time.Millisecond
	c := ports(t)
	s := start(t, c)
	_, address := c.address(c.IOPub)
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := handshake(conn, bufio.NewReader(conn), "SUB", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write(appendFrame(nil, 0, []byte{1})); err != nil {
		t.Fatal(err)
	}
	receive(t, s)
	piece := make([]byte, 1<<20)
	for range 200 { // far more than the buffers of a socket
		if err := s.Send(Packet{Channel: IOPub, Frames: [][]byte{[]byte("t"), piece}}); err != nil {
			t.Fatal(err)
		}
	}
	if left := len(s.byChannel[IOPub].snapshot()); left > 1 {
		t.Errorf("%d peers", left)
	}
}

// What any process on the machine may send must not end or fill the kernel.
func TestHostileBytes(t *testing.T) {
	c := ports(t)
	s := start(t, c)
	_, address := c.address(c.Shell)
	for name, after := range map[string][]byte{
		"huge frame":    {flagLong, 0x3f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
		"cut frame":     {flagLong, 0, 0, 0, 0, 0x3f, 0xff, 0xff, 0xff, 1, 2},
		"unknown flags": {0xf0, 1, 1},
	} {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := handshake(conn, bufio.NewReader(conn), "DEALER", nil); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if _, err := conn.Write(after); err != nil {
			t.Fatal(err)
		}
		conn.(*net.TCPConn).CloseWrite()
		_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
		if _, err := conn.Read(make([]byte, 1)); err != io.EOF {
			if ne, ok := err.(net.Error); ok && ne.Timeout() {
				t.Errorf("%s: the connection was kept", name)
			}
		}
		conn.Close()
	}
	http, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer http.Close()
	fmt.Fprint(http, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

	d := dial(t, zmq4.NewDealer(context.Background()), url(c, c.Shell))
	if err := d.Send(zmq4.NewMsgString("still there")); err != nil {
		t.Fatal(err)
	}
	if p := receive(t, s); string(p.Frames[1]) != "still there" {
		t.Errorf("got %q", p.Frames)
	}
}

func TestBindFails(t *testing.T) {
	c := ports(t)
	start(t, c)
	if _, err := Listen(c, slog.Default()); err == nil {
		t.Fatal("bound twice")
	}
}

func TestSendAfterClose(t *testing.T) {
	s := start(t, ports(t))
	s.Close()
	if err := s.Send(Packet{Channel: IOPub, Frames: [][]byte{nil}}); err != ErrClosed {
		t.Errorf("got %v, want ErrClosed", err)
	}
}
