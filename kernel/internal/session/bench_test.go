package session

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"wade/kernel/internal/server"
)

// BenchmarkFrame times what a cell and a picture cost between the two processes.
func BenchmarkFrame(b *testing.B) {
	for _, c := range []struct {
		name string
		m    *message
	}{
		{"execute", &message{Kind: kindExecute, ID: 1, Cell: &server.Cell{Code: "x + 1", Count: 1, StoreHistory: true}}},
		{"result", &message{Kind: kindResult, ID: 1, Mark: 1, Bundle: &server.Bundle{Data: map[string]any{"text/plain": "2"}}}},
		{"picture", &message{Kind: kindDisplay, ID: 1, Mark: 1, Bundle: &server.Bundle{Data: map[string]any{"image/png": strings.Repeat("abcd", 350_000)}}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				frame, err := encodeFrame(c.m)
				if err != nil {
					b.Fatal(err)
				}
				if _, err := readFrame(bytes.NewReader(bytes.Join(frame, nil))); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkExecute times a cell through both processes.
func BenchmarkExecute(b *testing.B) {
	e, err := NewEngine(Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = e.Shutdown(false) }()
	for i, code := range []string{"import \"fmt\"\nx := 1", "x + 1", "fmt.Println(x)", "for i := range 1000 { fmt.Println(i) }"} {
		run := func() {
			if r := e.Execute(context.Background(), server.Cell{Code: code, Count: i}, newRecorder()); r.Status != server.StatusOK {
				b.Fatal(r.Error)
			}
		}
		run()
		if i == 0 {
			continue
		}
		b.Run(code, func(b *testing.B) {
			for b.Loop() {
				run()
			}
		})
	}
}
