package wire

import (
	"strings"
	"testing"
)

// BenchmarkMessage times making, signing and checking messages.
func BenchmarkMessage(b *testing.B) {
	for _, c := range []struct {
		name    string
		content map[string]any
	}{
		{"status", map[string]any{"execution_state": "busy"}},
		{"picture", map[string]any{"data": map[string]any{"image/png": strings.Repeat("abcd", 350_000)}, "metadata": map[string]any{}, "transient": map[string]any{}}},
	} {
		send, _ := NewCodec("key", "hmac-sha256")
		receive, _ := NewCodec("key", "hmac-sha256")
		parent := &Header{ID: "1", Session: "2", Type: "execute_request", Version: Version}
		encode := func(b *testing.B) [][]byte {
			m, err := New("session", "display_data", parent, c.content)
			if err != nil {
				b.Fatal(err)
			}
			frames, err := send.Encode(m)
			if err != nil {
				b.Fatal(err)
			}
			return frames
		}
		b.Run(c.name+"/encode", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				encode(b)
			}
		})
		b.Run(c.name+"/decode", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.StopTimer()
				frames := encode(b)
				b.StartTimer()
				if _, err := receive.Decode(frames); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
