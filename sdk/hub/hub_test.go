package hub

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// A fake hub behaves as the real one does: an interface that lists files, addresses that give small files themselves and send
// to another host for large ones, which knows ranges.
type fake struct {
	*testing.T
	hub, cdn *httptest.Server
	repos    map[string]map[string]content
	commit   string

	mu      sync.Mutex
	asked   []string            // path and range of requests for large files
	tokens  map[string][]string // by host
	spoil   func(w http.ResponseWriter, r *http.Request, body []byte) bool
	listing func(map[string]any) // changes what the interface says
}

type content struct {
	data  []byte
	large bool
}

const testToken = "hf_secret"

func newFake(t *testing.T) *fake {
	f := &fake{T: t, repos: map[string]map[string]content{}, commit: strings.Repeat("a1", 20), tokens: map[string][]string{}}
	f.hub, f.cdn = serve(t, f.serveHub), serve(t, f.serveCDN)
	return f
}

func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewUnstartedServer(h)
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it reports connections that a test breaks
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func (f *fake) client(t *testing.T) *Client {
	t.Helper()
	c := &Client{Endpoint: f.hub.URL, Cache: t.TempDir(), Token: testToken}
	if err := c.prepare(); err != nil {
		t.Fatal(err)
	}
	c.pause = time.Millisecond
	return c
}

func (f *fake) see(r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.tokens[r.Host] = append(f.tokens[r.Host], r.Header.Get("Authorization"))
}

func fail(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("X-Error-Code", code)
	w.Header().Set("X-Error-Message", message)
	w.WriteHeader(status)
}

func (f *fake) serveHub(w http.ResponseWriter, r *http.Request) {
	f.see(r)
	path := r.URL.Path
	if path == "/api/models" {
		var found []map[string]string
		for name := range f.repos {
			found = append(found, map[string]string{"id": name})
		}
		_ = json.NewEncoder(w).Encode(found)
		return
	}
	if rest, ok := strings.CutPrefix(path, "/api/models/"); ok {
		repo, revision, _ := strings.Cut(rest, "/revision/")
		f.list(w, repo, revision)
		return
	}
	repo, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/resolve/")
	_, name, _ := strings.Cut(rest, "/")
	c, ok := f.repos[repo][name]
	if !ok {
		fail(w, http.StatusNotFound, "EntryNotFound", "Entry not found")
		return
	}
	w.Header().Set("X-Repo-Commit", f.commit)
	if c.large {
		w.Header().Set("X-Linked-Etag", `"`+sum(c)+`"`)
		w.Header().Set("X-Linked-Size", strconv.Itoa(len(c.data)))
		http.Redirect(w, r, f.cdn.URL+"/"+repo+"/"+name+"?"+url.Values{"repo": {repo}, "file": {name}}.Encode(), http.StatusFound)
		return
	}
	w.Header().Set("ETag", `"`+sum(c)+`"`)
	if f.spoil == nil || !f.spoil(w, r, c.data) {
		_, _ = w.Write(c.data)
	}
}

func sum(c content) string {
	if c.large {
		s := sha256.Sum256(c.data)
		return hex.EncodeToString(s[:])
	}
	s := sha1.Sum(append(fmt.Appendf(nil, "blob %d\x00", len(c.data)), c.data...))
	return hex.EncodeToString(s[:])
}

func (f *fake) list(w http.ResponseWriter, repo, revision string) {
	files, ok := f.repos[repo]
	switch {
	case repo == "closed/gate":
		fail(w, http.StatusForbidden, "GatedRepo", "Access to model closed/gate is restricted")
		return
	case !ok:
		fail(w, http.StatusUnauthorized, "RepoNotFound", "Repository not found")
		return
	case revision != "main" && revision != f.commit && revision != "refs/pr/1":
		fail(w, http.StatusNotFound, "RevisionNotFound", "Invalid rev id")
		return
	}
	var siblings []map[string]any
	for name, c := range files {
		s := map[string]any{"rfilename": name, "size": len(c.data), "blobId": strings.Repeat("0", 40)}
		if c.large {
			s["lfs"] = map[string]any{"sha256": sum(c), "size": len(c.data), "pointerSize": 130}
		} else {
			s["blobId"] = sum(c)
		}
		siblings = append(siblings, s)
	}
	answer := map[string]any{"id": repo, "sha": f.commit, "siblings": siblings}
	if f.listing != nil {
		f.listing(answer)
	}
	_ = json.NewEncoder(w).Encode(answer)
}

func (f *fake) serveCDN(w http.ResponseWriter, r *http.Request) {
	f.see(r)
	f.mu.Lock()
	f.asked = append(f.asked, strings.TrimSpace(r.URL.Path+" "+r.Header.Get("Range")))
	f.mu.Unlock()
	q := r.URL.Query()
	c := f.repos[q.Get("repo")][q.Get("file")]
	if f.spoil != nil && f.spoil(w, r, c.data) {
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(c.data))
}

// requests are those for large files so far.
func (f *fake) requests() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.asked...)
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
func model() map[string]content {
	return map[string]content{
		"config.json": {[]byte(`{"model_type":"tiny"}`), false}, "tokenizer.json": {[]byte(`{}`), false}, "README.md": {[]byte("# tiny"), false},
		"model.safetensors": {noise(3 << 20), true}, "pytorch_model.bin": {noise(1000), true}, "modeling_tiny.py": {[]byte("import os"), false},
		"onnx/model.onnx": {noise(100), true}, "picture.png": {noise(10), true},
	}
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
