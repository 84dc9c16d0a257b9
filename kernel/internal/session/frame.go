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
	if binaries {
		if m.Comm == nil {
			return nil, fmt.Errorf("%w: buffers in %s", errFrame, m.Kind)
		}
		if m.Comm.Buffers, err = readBuffers(r); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// readBuffers reads what follows the JSON of a frame.
func readBuffers(r io.Reader) ([][]byte, error) {
	length := func() (int, error) {
		var b [4]byte
		if _, err := io.ReadFull(r, b[:]); err != nil {
			return 0, fmt.Errorf("%w: stream ends before a buffer", errFrame)
		}
		n := binary.BigEndian.Uint32(b[:])
		if n > maxFrame {
			return 0, fmt.Errorf("%w: buffer of length %d", errFrame, n)
		}
		return int(n), nil
	}
	count, err := length()
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for range count {
		n, err := length()
		if err != nil {
			return nil, err
		}
		b, err := readN(r, n)
		if err != nil {
			return nil, fmt.Errorf("%w: stream ends inside a buffer", errFrame)
		}
		out = append(out, b)
	}
	return out, nil
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

// encodeFrame returns m as one frame.
func encodeFrame(m *message) ([]byte, error) {
	body, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("session: encode %s: %w", m.Kind, err)
	}
	if len(body) > maxFrame {
		return nil, fmt.Errorf("session: %s of %d bytes is larger than a frame may be (%d)", m.Kind, len(body), maxFrame)
	}
	if m.Comm == nil || len(m.Comm.Buffers) == 0 {
		return append(binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(body)), uint32(len(body))), body...), nil
	}
	size := 8 + len(body)
	for _, b := range m.Comm.Buffers {
		if len(b) > maxFrame {
			return nil, fmt.Errorf("session: a buffer of %d bytes is larger than a frame may be (%d)", len(b), maxFrame)
		}
		size += 4 + len(b)
	}
	frame := binary.BigEndian.AppendUint32(make([]byte, 0, size), uint32(len(body))|hasBuffers)
	frame = append(frame, body...)
	frame = binary.BigEndian.AppendUint32(frame, uint32(len(m.Comm.Buffers)))
	for _, b := range m.Comm.Buffers {
		frame = append(binary.BigEndian.AppendUint32(frame, uint32(len(b))), b...)
	}
	return frame, nil
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

func (f *frameWriter) writeFrame(frame []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	_, err := f.w.Write(frame)
	return err
}
