package hub

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"wade/internal/hubtest"
)

const testToken = "hf_secret"

// client is a client of a hub on this machine with an empty cache.
func client(t *testing.T, h *hubtest.Hub) *Client {
	t.Helper()
	c := &Client{Endpoint: h.URL, Cache: t.TempDir(), Token: testToken}
	if err := c.prepare(); err != nil {
		t.Fatal(err)
	}
	c.pause = time.Millisecond
	return c
}

// noise is n bytes that no two of a file are alike in.
func noise(n int) []byte {
	b := make([]byte, n)
	x := uint32(n)
	for i := range b {
		x = x*1664525 + 1013904223
		b[i] = byte(x >> 24)
	}
	return b
}

// model is a repository as published ones are.
func model() map[string]hubtest.File {
	return map[string]hubtest.File{
		"config.json": {Data: []byte(`{"model_type":"tiny"}`)}, "tokenizer.json": {Data: []byte(`{}`)}, "README.md": {Data: []byte("# tiny")},
		"model.safetensors": {Data: noise(3 << 20), Large: true}, "pytorch_model.bin": {Data: noise(1000), Large: true}, "modeling_tiny.py": {Data: []byte("import os")},
		"onnx/model.onnx": {Data: noise(100), Large: true}, "picture.png": {Data: noise(10), Large: true},
	}
}

// tiny is a hub with such a repository, some/tiny.
func tiny(t *testing.T) *hubtest.Hub {
	h := hubtest.New(t)
	h.Repos["some/tiny"] = model()
	return h
}

// sentTo tells whether a request carries the token.
func sentTo(t *testing.T, endpoint, to string) bool {
	t.Helper()
	u, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, to, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+testToken) // as a redirect may bring along
	var saw seen
	g := &guarded{&saw, u, testToken}
	if _, err := g.RoundTrip(r); err != nil {
		t.Fatal(err)
	}
	return saw.Header.Get("Authorization") != ""
}

type seen struct{ http.Header }

func (s *seen) RoundTrip(r *http.Request) (*http.Response, error) {
	s.Header = r.Header
	return &http.Response{}, nil
}
