package session

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
)

// maxFrame bounds one frame in bytes. The largest thing that travels is a
// picture in base64; a length above this is a torn stream, not a message.
const maxFrame = 1 << 30

// errFrame marks bytes that are no frame: the stream cannot be followed on.
var errFrame = errors.New("session: malformed frame")

// hasBuffers is set in the length of a frame whose JSON is followed by binary
// buffers: their number, and each with its length before it.
const hasBuffers = 1 << 31

// readFrame reads one frame, a length in 4 bytes big-endian and that many bytes
// of JSON, into a message. It returns io.EOF at a clean end of the stream.
func readFrame(r io.Reader) (*message, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, fmt.Errorf("%w: stream ends inside a length", errFrame)
		}
		return nil, err
	}
	n := binary.BigEndian.Uint32(head[:])
	binaries := n&hasBuffers != 0
	n &^= hasBuffers
	if n == 0 || n > maxFrame {
		return nil, fmt.Errorf("%w: length %d", errFrame, n)
	}
	body, err := readN(r, int(n))
	if err != nil {
		return nil, fmt.Errorf("%w: stream ends after %d of %d bytes", errFrame, len(body), n)
	}
	m := new(message)
	if err := json.Unmarshal(body, m); err != nil {
		return nil, fmt.Errorf("%w: %v", errFrame, err)
	}
	if m.Kind == "" {
		return nil, fmt.Errorf("%w: message without kind", errFrame)
	}
	if !binaries {
		return m, nil
	}
	if err := m.readBuffers(r); err != nil {
		return nil, err
	}
	return m, nil
}

// readN reads n bytes in steps, so that a wrong length costs no memory before
// the bytes are there.
func readN(r io.Reader, n int) ([]byte, error) {
	const step = 1 << 20
	buf := make([]byte, 0, min(n, step))
	for len(buf) < n {
		at := len(buf)
		buf = append(buf, make([]byte, min(n-at, step))...)
		k, err := io.ReadFull(r, buf[at:])
		if err != nil {
			return buf[:at+k], err
		}
	}
	return buf, nil
}

// encodeFrame returns m as one frame, in pieces to be written one after the other.
func encodeFrame(m *message) ([][]byte, error) {
	short, buffers := m.detach()
	body, err := json.Marshal(short)
	if err != nil {
		return nil, fmt.Errorf("session: encode %s: %w", m.Kind, err)
	}
	for _, b := range append([][]byte{body}, buffers...) {
		if len(b) > maxFrame {
			return nil, fmt.Errorf("session: %s of %d bytes is larger than a frame may be (%d)", m.Kind, len(b), maxFrame)
		}
	}
	head := uint32(len(body))
	if len(buffers) > 0 {
		head |= hasBuffers
	}
	piece := append(binary.BigEndian.AppendUint32(make([]byte, 0, len(body)+12), head), body...)
	if len(buffers) == 0 {
		return [][]byte{piece}, nil
	}
	piece = binary.BigEndian.AppendUint32(piece, uint32(len(buffers)))
	var pieces [][]byte
	for _, b := range buffers {
		pieces = append(pieces, binary.BigEndian.AppendUint32(piece, uint32(len(b))), b)
		piece = nil
	}
	return pieces, nil
}

// A frameWriter writes whole frames from any goroutine.
type frameWriter struct {
	mu sync.Mutex
	w  io.Writer
}

// write sends m. An error that is no encoding error means that the other side is gone.
func (f *frameWriter) write(m *message) error {
	frame, err := encodeFrame(m)
	if err != nil {
		return err
	}
	return f.writeFrame(frame)
}

func (f *frameWriter) writeFrame(pieces [][]byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range pieces {
		if _, err := f.w.Write(p); err != nil {
			return err
		}
	}
	return nil
}
