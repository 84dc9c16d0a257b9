// Package hubtest is a hub of models for tests, on this machine.
package hubtest

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

// Hub behaves as the real one does: an interface that lists files, addresses that give small files themselves and send
// to another host for large ones, which knows ranges.
type Hub struct {
	URL     string
	Commit  string                                                         // of every repository
	Repos   map[string]map[string]File                                     // by name and path
	Spoil   func(w http.ResponseWriter, r *http.Request, body []byte) bool // answers for a file, if it wants to
	Listing func(map[string]any)                                           // changes what the interface says
	Close   func()

	cdn    string
	mu     sync.Mutex
	asked  []string
	tokens map[string][]string
}

// File is a file of a repository.
type File struct {
	Data  []byte
	Large bool // in large-file storage, on the other host
}

// New starts a hub that ends with the test.
func New(t *testing.T) *Hub {
	h := &Hub{Repos: map[string]map[string]File{}, Commit: strings.Repeat("a1", 20), tokens: map[string][]string{}}
	hub := serve(t, h.serveHub)
	h.URL, h.Close, h.cdn = hub.URL, hub.Close, serve(t, h.serveCDN).URL
	return h
}

func serve(t *testing.T, handler http.HandlerFunc) *httptest.Server {
	s := httptest.NewUnstartedServer(handler)
	s.Config.ErrorLog = log.New(io.Discard, "", 0) // it reports connections that a test breaks
	s.Start()
	t.Cleanup(s.Close)
	return s
}

func (h *Hub) see(r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tokens[r.Host] = append(h.tokens[r.Host], r.Header.Get("Authorization"))
}

func fail(w http.ResponseWriter, status int, code, message string) {
	w.Header().Set("X-Error-Code", code)
	w.Header().Set("X-Error-Message", message)
	w.WriteHeader(status)
}

func (h *Hub) serveHub(w http.ResponseWriter, r *http.Request) {
	h.see(r)
	path := r.URL.Path
	if path == "/api/models" {
		var found []map[string]string
		for name := range h.Repos {
			found = append(found, map[string]string{"id": name})
		}
		_ = json.NewEncoder(w).Encode(found)
		return
	}
	if rest, ok := strings.CutPrefix(path, "/api/models/"); ok {
		repo, revision, _ := strings.Cut(rest, "/revision/")
		h.list(w, repo, revision)
		return
	}
	repo, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/resolve/")
	_, name, _ := strings.Cut(rest, "/")
	c, ok := h.Repos[repo][name]
	if !ok {
		fail(w, http.StatusNotFound, "EntryNotFound", "Entry not found")
		return
	}
	w.Header().Set("X-Repo-Commit", h.Commit)
	if c.Large {
		w.Header().Set("X-Linked-Etag", `"`+Sum(c)+`"`)
		w.Header().Set("X-Linked-Size", strconv.Itoa(len(c.Data)))
		http.Redirect(w, r, h.cdn+"/"+repo+"/"+name+"?"+url.Values{"repo": {repo}, "file": {name}}.Encode(), http.StatusFound)
		return
	}
	w.Header().Set("ETag", `"`+Sum(c)+`"`)
	if h.Spoil == nil || !h.Spoil(w, r, c.Data) {
		_, _ = w.Write(c.Data)
	}
}

// Sum is the hash that the hub states.
func Sum(c File) string {
	if c.Large {
		s := sha256.Sum256(c.Data)
		return hex.EncodeToString(s[:])
	}
	s := sha1.Sum(append(fmt.Appendf(nil, "blob %d\x00", len(c.Data)), c.Data...))
	return hex.EncodeToString(s[:])
}

func (h *Hub) list(w http.ResponseWriter, repo, revision string) {
	files, ok := h.Repos[repo]
	switch {
	case repo == "closed/gate":
		fail(w, http.StatusForbidden, "GatedRepo", "Access to model closed/gate is restricted")
		return
	case !ok:
		fail(w, http.StatusUnauthorized, "RepoNotFound", "Repository not found")
		return
	case revision != "main" && revision != h.Commit && revision != "refs/pr/1":
		fail(w, http.StatusNotFound, "RevisionNotFound", "Invalid rev id")
		return
	}
	var siblings []map[string]any
	for name, c := range files {
		s := map[string]any{"rfilename": name, "size": len(c.Data), "blobId": strings.Repeat("0", 40)}
		if c.Large {
			s["lfs"] = map[string]any{"sha256": Sum(c), "size": len(c.Data), "pointerSize": 130}
		} else {
			s["blobId"] = Sum(c)
		}
		siblings = append(siblings, s)
	}
	answer := map[string]any{"id": repo, "sha": h.Commit, "siblings": siblings}
	if h.Listing != nil {
		h.Listing(answer)
	}
	_ = json.NewEncoder(w).Encode(answer)
}

func (h *Hub) serveCDN(w http.ResponseWriter, r *http.Request) {
	h.see(r)
	h.mu.Lock()
	h.asked = append(h.asked, strings.TrimSpace(r.URL.Path+" "+r.Header.Get("Range")))
	h.mu.Unlock()
	q := r.URL.Query()
	c := h.Repos[q.Get("repo")][q.Get("file")]
	if h.Spoil != nil && h.Spoil(w, r, c.Data) {
		return
	}
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(c.Data))
}

// Requests lists path and range of those for large files so far.
func (h *Hub) Requests() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]string(nil), h.asked...)
}

// Forget forgets the requests so far.
func (h *Hub) Forget() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.asked = nil
}

// Tokens lists what was sent as authorization, by host, "" where nothing was.
func (h *Hub) Tokens() map[string][]string {
	h.mu.Lock()
	defer h.mu.Unlock()
	out := map[string][]string{}
	for host, all := range h.tokens {
		out[host] = append([]string(nil), all...)
	}
	return out
}
