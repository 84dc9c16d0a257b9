package hub

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wade/internal/hubtest"
)

func TestPull(t *testing.T) {
	f := tiny(t)
	c := client(t, f)
	s, err := c.Pull(t.Context(), "some/tiny", "")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"README.md", "config.json", "model.safetensors", "tokenizer.json"}; !slices.Equal(s.Files, want) {
		t.Errorf("files %q, want %q: no code, one format of weights", s.Files, want)
	}
	for _, name := range s.Files {
		b, err := os.ReadFile(filepath.Join(s.Dir, name))
		if err != nil || !bytes.Equal(b, f.Repos["some/tiny"][name].Data) {
			t.Errorf("%s has %d bytes (%v)", name, len(b), err)
		}
	}
	// The layout is that of Python's huggingface_hub.
	weights := f.Repos["some/tiny"]["model.safetensors"]
	dir := filepath.Join(c.Cache, "models--some--tiny")
	if to, err := os.Readlink(filepath.Join(dir, "snapshots", f.Commit, "model.safetensors")); err != nil || to != filepath.FromSlash("../../blobs/"+hubtest.Sum(weights)) {
		t.Errorf("the snapshot has a link to %q (%v)", to, err)
	}
	if ref, err := os.ReadFile(filepath.Join(dir, "refs", "main")); err != nil || string(ref) != f.Commit {
		t.Errorf("refs/main has %q (%v)", ref, err)
	}
	if _, err := os.Stat(filepath.Join(c.Cache, ".locks", "models--some--tiny", hubtest.Sum(weights)+".lock")); err != nil {
		t.Errorf("no lock file: %v", err)
	}
	for host, tokens := range f.Tokens() {
		ours := "http://"+host == f.URL
		for _, token := range tokens {
			if ours != (token == "Bearer "+testToken) || !ours && token != "" {
				t.Errorf("host %s was sent %q", host, token)
			}
		}
	}
	// A second time nothing large is asked for; the other format is, by name.
	before := len(f.Requests())
	if _, err := c.Pull(t.Context(), "some/tiny", "main"); err != nil || len(f.Requests()) != before {
		t.Errorf("a second pull asked for %q (%v)", f.Requests()[before:], err)
	}
	if s, err = c.Pull(t.Context(), "some/tiny", f.Commit, "pytorch_model.bin", "onnx/model.onnx"); err != nil || !slices.Contains(s.Files, "onnx/model.onnx") {
		t.Errorf("files by name: %v, %v", s, err)
	}
	if to, err := os.Readlink(filepath.Join(s.Dir, "onnx", "model.onnx")); err != nil || !strings.HasPrefix(filepath.ToSlash(to), "../../../blobs/") {
		t.Errorf("a link from a folder leads to %q (%v)", to, err)
	}
}

func TestResume(t *testing.T) {
	f := tiny(t)
	data := f.Repos["some/tiny"]["model.safetensors"].Data
	object := hubtest.Sum(f.Repos["some/tiny"]["model.safetensors"])
	part := func(c *Client) string {
		return filepath.Join(c.Cache, "models--some--tiny", "blobs", object+incomplete)
	}
	for what, c := range map[string]struct {
		left  []byte
		first string // the first request for it
	}{
		"half of it":        {data[:len(data)/2], "bytes=1572864-"},
		"all of it":         {data, ""},
		"half of another":   {noise(1 << 20), "bytes=1048576-"},
		"more than it":      {append(bytes.Clone(data), 1, 2, 3), ""},
		"as much of others": {bytes.Repeat([]byte{7}, len(data)), "whole"},
		"nothing":           {nil, "whole"},
	} {
		t.Run(what, func(t *testing.T) {
			f.Forget()
			cl := client(t, f)
			if err := os.MkdirAll(filepath.Dir(part(cl)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(part(cl), c.left, 0o600); err != nil {
				t.Fatal(err)
			}
			s, err := cl.Pull(t.Context(), "some/tiny", "")
			if err != nil {
				t.Fatal(err)
			}
			if b, err := os.ReadFile(filepath.Join(s.Dir, "model.safetensors")); err != nil || !bytes.Equal(b, data) {
				t.Errorf("%d bytes that are not the file (%v)", len(b), err)
			}
			if _, err := os.Stat(part(cl)); err == nil {
				t.Error("the part is still there")
			}
			asked := f.Requests()
			want := "/some/tiny/model.safetensors " + c.first
			switch {
			case c.first == "" && len(asked) > 0, c.first == "whole" && (len(asked) != 1 || strings.Contains(asked[0], "bytes")), strings.HasPrefix(c.first, "bytes") && (len(asked) == 0 || asked[0] != want):
				t.Errorf("requests %q, want first %q", asked, c.first)
			}
		})
	}
}

// A connection that breaks again and again is taken up where it broke.
func TestBrokenConnections(t *testing.T) {
	f := tiny(t)
	data := f.Repos["some/tiny"]["model.safetensors"].Data
	var n atomic.Int32
	f.Spoil = func(w http.ResponseWriter, r *http.Request, body []byte) bool {
		if !strings.Contains(r.URL.Path, "model.safetensors") || n.Add(1) > 8 {
			return false
		}
		from := int64(0)
		if text := strings.TrimSuffix(strings.TrimPrefix(r.Header.Get("Range"), "bytes="), "-"); text != "" {
			for _, d := range text {
				from = from*10 + int64(d-'0')
			}
			w.Header().Set("Content-Range", "bytes "+text+"-"+"3145727/3145728")
			w.WriteHeader(http.StatusPartialContent)
		}
		_, _ = w.Write(body[from : from+100_000])
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	}
	c := client(t, f)
	s, err := c.Pull(t.Context(), "some/tiny", "")
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(filepath.Join(s.Dir, "model.safetensors")); err != nil || !bytes.Equal(b, data) {
		t.Errorf("%d bytes that are not the file (%v)", len(b), err)
	}
	if got := f.Requests(); len(got) != 9 || got[8] != "/some/tiny/model.safetensors bytes=800000-" {
		t.Errorf("requests %q", got)
	}
}

// What a server may do wrong, and what is said about it.
func TestServersThatFail(t *testing.T) {
	for what, c := range map[string]struct {
		spoil func(w http.ResponseWriter, r *http.Request, body []byte) bool
		want  error
		says  string
		kept  bool // a part for the next time
	}{
		"other bytes": {func(w http.ResponseWriter, _ *http.Request, body []byte) bool {
			_, _ = w.Write(bytes.Repeat([]byte{1}, len(body)))
			return true
		}, ErrDamaged, "hash", false},
		"too many bytes": {func(w http.ResponseWriter, _ *http.Request, body []byte) bool {
			_, _ = w.Write(append(bytes.Clone(body), 1))
			return true
		}, ErrDamaged, "more than", false},
		"endless bytes": {func(w http.ResponseWriter, r *http.Request, _ []byte) bool {
			for r.Context().Err() == nil {
				if _, err := w.Write(make([]byte, 1<<16)); err != nil {
					break
				}
			}
			return true
		}, ErrDamaged, "more than", false},
		"a page": {func(w http.ResponseWriter, _ *http.Request, _ []byte) bool {
			_, _ = w.Write([]byte("<html>"))
			return true
		}, ErrNetwork, "", true},
		"503": {func(w http.ResponseWriter, _ *http.Request, _ []byte) bool { w.WriteHeader(503); return true }, ErrNetwork, "503", true},
		"403": {func(w http.ResponseWriter, _ *http.Request, _ []byte) bool { w.WriteHeader(403); return true }, ErrGated, "403", true},
		"another range": {func(w http.ResponseWriter, _ *http.Request, body []byte) bool {
			w.Header().Set("Content-Range", "bytes 5-9/10")
			w.WriteHeader(206)
			_, _ = w.Write(body[5:10])
			return true
		}, ErrDamaged, "other bytes", false},
		"silence":       {func(_ http.ResponseWriter, r *http.Request, _ []byte) bool { <-r.Context().Done(); return true }, ErrNetwork, "nothing came", true},
		"no connection": {func(http.ResponseWriter, *http.Request, []byte) bool { panic(http.ErrAbortHandler) }, ErrNetwork, "", true},
	} {
		t.Run(what, func(t *testing.T) {
			f := tiny(t)
			f.Spoil = c.spoil
			cl := client(t, f)
			cl.stall = 200 * time.Millisecond
			_, err := cl.Pull(t.Context(), "some/tiny", "", "model.safetensors")
			if !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), "some/tiny") {
				t.Errorf("error %v, want %q that says %q", err, c.want, c.says)
			}
			if _, err := cl.Cached("some/tiny", ""); err == nil {
				t.Error("a snapshot is in the cache")
			}
			parts, blobs := 0, 0
			_ = filepath.WalkDir(filepath.Join(cl.Cache, "models--some--tiny", "blobs"), func(p string, e fs.DirEntry, _ error) error {
				if strings.HasSuffix(p, incomplete) {
					parts++
				} else if !e.IsDir() {
					blobs++
				}
				return nil
			})
			if blobs > 0 || parts > 0 != c.kept {
				t.Errorf("%d contents and %d parts are in the cache", blobs, parts)
			}
		})
	}
}

// A server that knows no ranges sends all of it again.
func TestServerWithoutRanges(t *testing.T) {
	f := tiny(t)
	f.Spoil = func(w http.ResponseWriter, _ *http.Request, body []byte) bool { _, _ = w.Write(body); return true }
	c := client(t, f)
	w := f.Repos["some/tiny"]["model.safetensors"]
	path := filepath.Join(c.Cache, "models--some--tiny", "blobs", hubtest.Sum(w)+incomplete)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, w.Data[:1000], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Pull(t.Context(), "some/tiny", "", "model.safetensors"); err != nil {
		t.Error(err)
	}
}

func TestCancel(t *testing.T) {
	f := tiny(t)
	ctx, cancel := context.WithCancel(t.Context())
	f.Spoil = func(w http.ResponseWriter, r *http.Request, body []byte) bool {
		_, _ = w.Write(body[:1<<20])
		w.(http.Flusher).Flush()
		time.Sleep(20 * time.Millisecond)
		cancel()
		<-r.Context().Done()
		return true
	}
	c := client(t, f)
	if _, err := c.Pull(ctx, "some/tiny", "", "model.safetensors"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want a cancelled context", err)
	}
	f.Spoil = nil
	if _, err := c.Pull(t.Context(), "some/tiny", "", "model.safetensors"); err != nil {
		t.Error(err)
	}
	if got := f.Requests(); !strings.Contains(got[len(got)-1], "bytes=") {
		t.Errorf("after a cancelled pull everything was asked for again: %q", got)
	}
}

func TestPullsAtOnce(t *testing.T) {
	f := tiny(t)
	c := client(t, f)
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			if _, err := c.Pull(t.Context(), "some/tiny", ""); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(f.Requests()); n != 1 {
		t.Errorf("%d requests for one large file", n)
	}
}

func TestWhatIsSaid(t *testing.T) {
	f := tiny(t)
	c := client(t, f)
	for repo, want := range map[string]struct {
		class error
		says  string
	}{
		"some/tyni":   {ErrNotFound, `"some/tiny"`},
		"closed/gate": {ErrGated, "ask for access"},
		"a/b/c":       {nil, "owner/name"},
		"../etc":      {nil, "owner/name"},
		"a--b/c":      {nil, "owner/name"},
		"":            {nil, "owner/name"},
	} {
		_, err := c.Pull(t.Context(), repo, "")
		if err == nil || want.class != nil && !errors.Is(err, want.class) || !strings.Contains(err.Error(), want.says) || strings.Contains(err.Error(), testToken) {
			t.Errorf("%q: error %v, want %v that says %q", repo, err, want.class, want.says)
		}
	}
	if _, err := c.Pull(t.Context(), "some/tiny", "v9"); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "revision") {
		t.Errorf("another revision: %v", err)
	}
	if _, err := c.Pull(t.Context(), "some/tiny", "", "nine.bin"); !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "config.json") {
		t.Errorf("another file: %v", err)
	}
	if _, err := c.Pull(t.Context(), "some/tiny", "../../x"); err == nil || !strings.Contains(err.Error(), "revision") {
		t.Errorf("a path as revision: %v", err)
	}
	if s, err := c.Pull(t.Context(), "some/tiny", "refs/pr/1"); err != nil || s.Commit != f.Commit {
		t.Errorf("a request's revision: %v", err)
	}
	f.Close()
	if _, err := c.Pull(t.Context(), "some/tiny", ""); !errors.Is(err, ErrNetwork) || !strings.Contains(err.Error(), "HF_HUB_OFFLINE") {
		t.Errorf("no hub: %v", err)
	}
	if s, err := c.Snapshot(t.Context(), "some/tiny", "refs/pr/1"); err != nil || len(s.Files) == 0 {
		t.Errorf("what is in the cache needs no hub: %v", err)
	}
}

func TestOffline(t *testing.T) {
	f := tiny(t)
	c := client(t, f)
	if _, err := c.Pull(t.Context(), "some/tiny", "", "config.json"); err != nil {
		t.Fatal(err)
	}
	c.Offline = true
	before := len(f.Tokens()[strings.TrimPrefix(f.URL, "http://")])
	if _, err := c.Snapshot(t.Context(), "some/tiny", ""); !errors.Is(err, ErrOffline) || !strings.Contains(err.Error(), "config.json") {
		t.Errorf("a part of a model: %v", err)
	}
	for _, repo := range []string{"some/other", "some/tyni"} {
		if _, err := c.Snapshot(t.Context(), repo, ""); !errors.Is(err, ErrOffline) {
			t.Errorf("%s: %v", repo, err)
		}
		if _, err := c.Pull(t.Context(), repo, ""); !errors.Is(err, ErrOffline) {
			t.Errorf("%s: %v", repo, err)
		}
	}
	if _, err := c.Snapshot(t.Context(), "some/tyni", ""); !strings.Contains(err.Error(), `"some/tiny"`) {
		t.Errorf("no near match: %v", err)
	}
	if after := len(f.Tokens()[strings.TrimPrefix(f.URL, "http://")]); after != before {
		t.Errorf("%d requests while offline", after-before)
	}
	c.Offline = false
	s, err := c.Snapshot(t.Context(), "some/tiny", "")
	if err != nil || !slices.Contains(s.Files, "model.safetensors") {
		t.Fatalf("online again: %v", err)
	}
	c.Offline = true
	if _, err := c.Snapshot(t.Context(), "some/tiny", ""); err != nil {
		t.Error(err)
	}
}

func TestVerify(t *testing.T) {
	f := tiny(t)
	c := client(t, f)
	s, err := c.Pull(t.Context(), "some/tiny", "")
	if err != nil {
		t.Fatal(err)
	}
	if bad, err := c.Verify(t.Context(), s); err != nil || len(bad) > 0 {
		t.Errorf("fresh files are damaged: %q, %v", bad, err)
	}
	for _, name := range []string{"config.json", "model.safetensors"} {
		path := filepath.Join(s.Dir, name)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		b[len(b)/2] ^= 4
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if bad, err := c.Verify(t.Context(), s); err != nil || !slices.Equal(bad, []string{"config.json", "model.safetensors"}) {
		t.Errorf("damaged files are %q, %v", bad, err)
	}
}

func TestNoSpace(t *testing.T) {
	f := tiny(t)
	f.Listing = func(answer map[string]any) {
		for _, s := range answer["siblings"].([]map[string]any) {
			if lfs, ok := s["lfs"].(map[string]any); ok {
				lfs["size"] = int64(1) << 60
			}
		}
	}
	c := client(t, f)
	if space(c.Cache) < 0 {
		t.Skip("the space of this system's disks is not known")
	}
	if _, err := c.Pull(t.Context(), "some/tiny", ""); !errors.Is(err, ErrNoSpace) || !strings.Contains(err.Error(), "HF_HUB_CACHE") {
		t.Errorf("error %v, want ErrNoSpace", err)
	}
}
