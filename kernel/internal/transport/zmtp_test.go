package transport

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"reflect"
	"testing"
	"time"
)

func FuzzReadMessage(f *testing.F) {
	f.Add(appendMessage(nil, [][]byte{[]byte("a"), nil, make([]byte, 300)}))
	f.Add(appendFrame(nil, flagCommand, []byte("\x05READY\x0bSocket-Type\x00\x00\x00\x03SUB")))
	f.Add([]byte{flagLong, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, b []byte) {
		frames, command, err := readMessage(bufio.NewReader(bytes.NewReader(b)))
		if err != nil {
			return
		}
		if command {
			_, _, _ = parseReady(frames[0])
			return
		}
		again, _, err := readMessage(bufio.NewReader(bytes.NewReader(appendMessage(nil, frames))))
		if err != nil || !reflect.DeepEqual(frames, again) {
			t.Fatalf("read %q, wrote it, read %q: %v", frames, again, err)
		}
	})
}

// rawConn is a connection whose other side has sent its bytes and listens to nothing.
type rawConn struct {
	net.Conn
	io.Reader
}

func (c rawConn) Read(p []byte) (int, error)    { return c.Reader.Read(p) }
func (rawConn) Write(p []byte) (int, error)     { return len(p), nil }
func (rawConn) SetDeadline(time.Time) error     { return nil }
func (rawConn) SetReadDeadline(time.Time) error { return nil }

// What a peer says first may be anything; only a proper peer comes through.
func FuzzHandshake(f *testing.F) {
	greeting := make([]byte, greetingSize)
	greeting[0], greeting[9], greeting[10] = 0xff, 0x7f, 3
	copy(greeting[12:], "NULL")
	ready := appendProperty(appendProperty([]byte("\x05READY"), "Socket-Type", []byte("DEALER")), "Identity", []byte("me"))
	good := appendFrame(bytes.Clone(greeting), flagCommand, ready)
	f.Add(good)
	f.Add(good[:70])
	f.Add(append(bytes.Clone(greeting), 4, 6, 5, 'E', 'R', 'R', 'O', 'R'))
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, kind := range []string{"ROUTER", "XPUB", "REP"} {
			c := rawConn{Reader: bytes.NewReader(b)}
			id, err := handshake(c, bufio.NewReader(c), kind, nil)
			if err == nil && (len(b) < greetingSize+8 || b[0] != 0xff || len(id) > len(b)) {
				t.Fatalf("a %s took %q", kind, b)
			}
		}
	})
}
