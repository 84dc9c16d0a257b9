package transport

import (
	"bufio"
	"bytes"
	"reflect"
	"testing"
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
