package session

import (
	"encoding/binary"
	"fmt"
	"io"
	"strings"

	"wade/kernel/internal/server"
)

// large is the length in bytes from which a form of a bundle travels behind the JSON, which is slow for a picture.
const large = 4 << 10

// detach returns m in a form for JSON, and what follows it.
func (m *message) detach() (*message, [][]byte) {
	if m.Comm != nil {
		return m, m.Comm.Buffers
	}
	if m.Bundle == nil {
		return m, nil
	}
	var buffers [][]byte
	small := make(map[string]any, len(m.Bundle.Data))
	short := *m
	short.Forms = nil
	for mime, form := range m.Bundle.Data {
		if text, ok := form.(string); ok && len(text) >= large {
			short.Forms = append(short.Forms, mime)
			buffers = append(buffers, []byte(text))
		} else {
			small[mime] = form
		}
	}
	if len(buffers) == 0 {
		return m, nil
	}
	short.Bundle = &server.Bundle{Data: small, Metadata: m.Bundle.Metadata}
	return &short, buffers
}

// readBuffers reads what follows the JSON of m.
func (m *message) readBuffers(r io.Reader) error {
	count, err := readLength(r)
	if err != nil {
		return err
	}
	switch {
	case m.Comm != nil:
		m.Comm.Buffers = nil
		for range count {
			b, err := readBuffer(r)
			if err != nil {
				return err
			}
			m.Comm.Buffers = append(m.Comm.Buffers, b)
		}
		return nil
	case m.Bundle != nil && len(m.Forms) == count:
		if m.Bundle.Data == nil {
			m.Bundle.Data = map[string]any{}
		}
		for _, mime := range m.Forms {
			if m.Bundle.Data[mime], err = readText(r); err != nil {
				return err
			}
		}
		m.Forms = nil
		return nil
	}
	return fmt.Errorf("%w: %d buffers in %s", errFrame, count, m.Kind)
}

func readLength(r io.Reader) (int, error) {
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

func readBuffer(r io.Reader) ([]byte, error) {
	n, err := readLength(r)
	if err != nil {
		return nil, err
	}
	b, err := readN(r, n)
	if err != nil {
		return nil, fmt.Errorf("%w: stream ends inside a buffer", errFrame)
	}
	return b, nil
}

// readText is readBuffer for a string, without a copy of a picture.
func readText(r io.Reader) (string, error) {
	n, err := readLength(r)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.Grow(min(n, 4<<20))
	if _, err := io.CopyN(&b, r, int64(n)); err != nil {
		return "", fmt.Errorf("%w: stream ends inside a buffer", errFrame)
	}
	return b.String(), nil
}
