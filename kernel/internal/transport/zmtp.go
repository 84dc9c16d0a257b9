package transport

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"time"
)

// The ZeroMQ message transport protocol 3.0 with NULL security, as specified
// at rfc.zeromq.org/spec/23.

const (
	flagMore    = 1
	flagLong    = 2
	flagCommand = 4

	greetingSize     = 64
	handshakeTimeout = 10 * time.Second
	maxCommand       = 1 << 16
	maxFrames        = 1 << 14
	maxMessage       = 1 << 30
)

var errZMTP = errors.New("not a ZMTP 3 peer")

// compatible lists, for each kind of socket here, which kinds may connect.
var compatible = map[string][]string{
	"ROUTER": {"DEALER", "REQ", "ROUTER"},
	"XPUB":   {"SUB", "XSUB"},
	"REP":    {"REQ", "DEALER"},
	"DEALER": {"ROUTER", "REP", "DEALER"},
	"SUB":    {"PUB", "XPUB"},
}

// handshake exchanges greetings and READY commands over c as a socket of kind
// typ, and returns the identity that the peer declares, which may be empty.
func handshake(c net.Conn, r *bufio.Reader, typ string, identity []byte) ([]byte, error) {
	if err := c.SetDeadline(time.Now().Add(handshakeTimeout)); err != nil {
		return nil, err
	}
	var hello [greetingSize]byte
	hello[0], hello[9], hello[10] = 0xff, 0x7f, 3
	copy(hello[12:32], "NULL")
	if _, err := c.Write(hello[:]); err != nil {
		return nil, err
	}
	var peer [greetingSize]byte
	if _, err := io.ReadFull(r, peer[:10]); err != nil {
		return nil, err
	}
	if peer[0] != 0xff || peer[9]&1 != 1 {
		return nil, fmt.Errorf("%w: first bytes % x", errZMTP, peer[:10])
	}
	if _, err := io.ReadFull(r, peer[10:]); err != nil {
		return nil, err
	}
	if peer[10] < 3 {
		return nil, fmt.Errorf("%w: version %d", errZMTP, peer[10])
	}
	if mech := string(bytes.TrimRight(peer[12:32], "\x00")); mech != "NULL" {
		return nil, fmt.Errorf("%w: security mechanism %q is not supported", errZMTP, mech)
	}
	ready := []byte("\x05READY")
	ready = appendProperty(ready, "Socket-Type", []byte(typ))
	ready = appendProperty(ready, "Identity", identity)
	if _, err := c.Write(appendFrame(nil, flagCommand, ready)); err != nil {
		return nil, err
	}
	flags, body, err := readFrame(r, maxCommand)
	if err != nil {
		return nil, err
	}
	if flags&flagCommand == 0 {
		return nil, fmt.Errorf("%w: no READY command", errZMTP)
	}
	kind, id, err := parseReady(body)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(compatible[typ], kind) {
		return nil, fmt.Errorf("%w: a %s socket cannot talk to %q", errZMTP, typ, kind)
	}
	return id, c.SetDeadline(time.Time{})
}

func appendProperty(b []byte, name string, value []byte) []byte {
	b = append(b, byte(len(name)))
	b = append(b, name...)
	b = binary.BigEndian.AppendUint32(b, uint32(len(value)))
	return append(b, value...)
}

func parseReady(body []byte) (kind string, identity []byte, err error) {
	name, rest, ok := parseCommand(body)
	if !ok || name != "READY" {
		return "", nil, fmt.Errorf("%w: command %q in place of READY", errZMTP, name)
	}
	for len(rest) > 0 {
		n := int(rest[0])
		if len(rest) < 1+n+4 {
			return "", nil, fmt.Errorf("%w: cut property", errZMTP)
		}
		key := string(bytes.ToLower(rest[1 : 1+n]))
		size := uint64(binary.BigEndian.Uint32(rest[1+n:]))
		rest = rest[1+n+4:]
		if uint64(len(rest)) < size {
			return "", nil, fmt.Errorf("%w: cut property %s", errZMTP, key)
		}
		switch value := rest[:size]; key {
		case "socket-type":
			kind = string(value)
		case "identity":
			identity = value
		}
		rest = rest[size:]
	}
	return kind, identity, nil
}

func parseCommand(body []byte) (name string, rest []byte, ok bool) {
	if len(body) == 0 || len(body) < 1+int(body[0]) {
		return "", nil, false
	}
	n := 1 + int(body[0])
	return string(body[1:n]), body[n:], true
}

func appendFrame(b []byte, flags byte, body []byte) []byte {
	if len(body) > 255 {
		b = append(b, flags|flagLong)
		b = binary.BigEndian.AppendUint64(b, uint64(len(body)))
	} else {
		b = append(b, flags, byte(len(body)))
	}
	return append(b, body...)
}

// appendMessage appends the frames of one message.
func appendMessage(b []byte, frames [][]byte) []byte {
	for i, f := range frames {
		var flags byte
		if i < len(frames)-1 {
			flags = flagMore
		}
		b = appendFrame(b, flags, f)
	}
	return b
}

// readFrame reads one frame of at most limit bytes. Memory grows with the
// bytes that arrive, not with the length that the peer announces.
func readFrame(r *bufio.Reader, limit uint64) (flags byte, body []byte, err error) {
	var head [9]byte
	if _, err := io.ReadFull(r, head[:2]); err != nil {
		return 0, nil, err
	}
	flags = head[0]
	if flags&^(flagMore|flagLong|flagCommand) != 0 {
		return 0, nil, fmt.Errorf("%w: frame flags %#x", errZMTP, flags)
	}
	size := uint64(head[1])
	if flags&flagLong != 0 {
		if _, err := io.ReadFull(r, head[2:]); err != nil {
			return 0, nil, err
		}
		size = binary.BigEndian.Uint64(head[1:])
	}
	if size > limit {
		return 0, nil, fmt.Errorf("%w: frame of %d bytes, limit %d", errZMTP, size, limit)
	}
	if size <= 1<<16 {
		body = make([]byte, size)
		_, err = io.ReadFull(r, body)
		return flags, body, err
	}
	var b bytes.Buffer
	if _, err := io.CopyN(&b, r, int64(size)); err != nil {
		return 0, nil, err
	}
	return flags, b.Bytes(), nil
}

// readMessage reads the next message, or the next command, told by the second
// result.
func readMessage(r *bufio.Reader) (frames [][]byte, command bool, err error) {
	left := uint64(maxMessage)
	for {
		flags, body, err := readFrame(r, left)
		if err != nil {
			return nil, false, err
		}
		if flags&flagCommand != 0 {
			return [][]byte{body}, true, nil
		}
		left -= uint64(len(body))
		frames = append(frames, body)
		if flags&flagMore == 0 {
			return frames, false, nil
		}
		if len(frames) == maxFrames {
			return nil, false, fmt.Errorf("%w: message of more than %d frames", errZMTP, maxFrames)
		}
	}
}
