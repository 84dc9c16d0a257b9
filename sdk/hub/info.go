package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"wade/internal/near"
)

// File is a file of a repository.
type File struct {
	Path   string // in the repository, with slashes
	Size   int64  // in bytes
	SHA256 string // of the content, of files in large-file storage
	Blob   string // git's hash of the others
}

// object is the name under which the cache keeps the content.
func (f File) object() string {
	if f.SHA256 != "" {
		return f.SHA256
	}
	return f.Blob
}

// Info is what the hub says of a repository.
type Info struct {
	Repo   string
	Commit string // that the revision stands for
	Files  []File // by path
}

// Size is that of some files, in bytes.
func Size(files []File) int64 {
	n := int64(0)
	for _, f := range files {
		n += f.Size
	}
	return n
}

const (
	maxListing = 64 << 20
	maxFiles   = 100_000
)

// Info asks the hub for the files of a repository at a branch, tag or commit; "" means main.
func (c *Client) Info(ctx context.Context, repo, revision string) (*Info, error) {
	revision = first(revision, main)
	if err := errors.Join(checkName(repo), checkRevision(revision)); err != nil {
		return nil, err
	}
	if c.Offline {
		return nil, fmt.Errorf("hub: %s: %w; unset HF_HUB_OFFLINE and WADE_OFFLINE to ask the hub", repo, ErrOffline)
	}
	var answer struct {
		SHA      string `json:"sha"`
		Siblings []struct {
			Name string `json:"rfilename"`
			Size *int64 `json:"size"`
			Blob string `json:"blobId"`
			LFS  *struct {
				SHA256 string `json:"sha256"`
				Size   int64  `json:"size"`
			} `json:"lfs"`
		} `json:"siblings"`
	}
	address := c.Endpoint + "/api/models/" + repo + "/revision/" + url.PathEscape(revision) + "?blobs=true"
	if err := c.json(ctx, repo, address, &answer); err != nil {
		return nil, err
	}
	if !commitPattern.MatchString(answer.SHA) {
		return nil, fmt.Errorf("hub: %s: the hub names no commit but %.50q: %w", repo, answer.SHA, ErrDamaged)
	}
	if len(answer.Siblings) > maxFiles {
		return nil, fmt.Errorf("hub: %s has %d files, at most %d are read", repo, len(answer.Siblings), maxFiles)
	}
	info := &Info{Repo: repo, Commit: answer.SHA}
	for _, s := range answer.Siblings {
		f := File{Path: s.Name, Blob: s.Blob}
		if err := checkPath(f.Path); err != nil {
			return nil, fmt.Errorf("%w; %s may be harmful", err, repo)
		}
		if s.Size != nil {
			f.Size = *s.Size
		}
		if s.LFS != nil {
			f.SHA256, f.Size = s.LFS.SHA256, s.LFS.Size
		}
		if !objectPattern.MatchString(f.object()) || f.SHA256 != "" && len(f.SHA256) != 64 || f.SHA256 == "" && len(f.Blob) != 40 || f.Size < 0 {
			return nil, fmt.Errorf("hub: %s: file %s has the hash %.80q and size %d: %w", repo, f.Path, f.object(), f.Size, ErrDamaged)
		}
		info.Files = append(info.Files, f)
	}
	slices.SortFunc(info.Files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return info, info.check()
}

// check refuses a listing that no folder can hold: a file twice, or as a folder of others.
func (i *Info) check() error {
	seen := map[string]bool{}
	for _, f := range i.Files {
		if seen[f.Path] {
			return fmt.Errorf("hub: %s: file %s is listed twice: %w", i.Repo, f.Path, ErrDamaged)
		}
		seen[f.Path] = true
	}
	for _, f := range i.Files {
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			if seen[dir] {
				return fmt.Errorf("hub: %s: %s is a file and a folder: %w", i.Repo, dir, ErrDamaged)
			}
		}
	}
	return nil
}

// json reads an answer of the hub's interface.
func (c *Client) json(ctx context.Context, repo, address string, into any) error {
	var last error
	for attempt := range attempts {
		if err := c.wait(ctx, attempt, 0); err != nil {
			return fmt.Errorf("hub: %s: %w", repo, err)
		}
		r, err := c.get(ctx, address, 0)
		if err != nil {
			last = fmt.Errorf("hub: %s: %w (%w); with HF_HUB_OFFLINE=1 only the cache is used", repo, ErrNetwork, err)
			continue
		}
		if r.StatusCode != http.StatusOK {
			again, err := c.explain(ctx, repo, "", r)
			_ = r.Body.Close()
			if !again {
				return err
			}
			last = err
			continue
		}
		err = json.NewDecoder(io.LimitReader(r.Body, maxListing)).Decode(into)
		_ = r.Body.Close()
		if err != nil {
			return fmt.Errorf("hub: %s: the answer of %s cannot be read (%w); is HF_ENDPOINT a hub?", repo, c.Endpoint, err)
		}
		return nil
	}
	return last
}

// get sends a request for what follows the first from bytes.
func (c *Client) get(ctx context.Context, address string, from int64) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Accept-Encoding", "identity")
	if from > 0 {
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	}
	return c.http.Do(r)
}

// explain makes an error of an answer that is none, and says whether another attempt may help.
func (c *Client) explain(ctx context.Context, repo, file string, r *http.Response) (again bool, err error) {
	what := repo
	if file != "" {
		what += "/" + file
	}
	said := ""
	if m := r.Header.Get("X-Error-Message"); m != "" {
		said = fmt.Sprintf(" (it says: %.200q)", m)
	}
	code := r.Header.Get("X-Error-Code")
	switch status := r.StatusCode; {
	case code == "GatedRepo", status == http.StatusForbidden && file == "":
		do := "ask for access at " + c.Endpoint + "/" + repo + ", and give a token in HF_TOKEN"
		if c.Token != "" {
			do = "ask for access at " + c.Endpoint + "/" + repo + " with the account that your token is of"
		}
		return false, fmt.Errorf("hub: %s: %w: %s%s", what, ErrGated, do, said)
	case code == "RevisionNotFound":
		return false, fmt.Errorf("hub: %s: %w: there is no such revision%s", what, ErrNotFound, said)
	case code == "RepoNotFound", file == "" && (status == http.StatusNotFound || status == http.StatusUnauthorized):
		hint := c.hint(ctx, repo)
		if c.Token == "" {
			hint += "; if it is private, give a token in HF_TOKEN"
		}
		return false, fmt.Errorf("hub: %s: %w%s%s", what, ErrNotFound, hint, said)
	case code == "EntryNotFound", status == http.StatusNotFound:
		return false, fmt.Errorf("hub: %s: %w: the repository has no such file%s", what, ErrNotFound, said)
	case status == http.StatusUnauthorized:
		return false, fmt.Errorf("hub: %s: %w: the token in HF_TOKEN is not valid, or there is none%s", what, ErrGated, said)
	case status == http.StatusForbidden:
		return true, fmt.Errorf("hub: %s: %w: %s answers %s%s", what, ErrGated, r.Request.URL.Host, r.Status, said) // signed addresses run out
	case status == http.StatusTooManyRequests, status >= 500, status == http.StatusRequestTimeout:
		return true, fmt.Errorf("hub: %s: %w: %s answers %s; try later%s", what, ErrNetwork, r.Request.URL.Host, r.Status, said)
	}
	return false, fmt.Errorf("hub: %s: %w: %s answers %s%s", what, ErrNetwork, r.Request.URL.Host, r.Status, said)
}

// hint names repositories that may have been meant: from the cache, and from the hub's search.
func (c *Client) hint(ctx context.Context, repo string) string {
	names, _ := c.names() // as many as there are
	owner, name, two := strings.Cut(repo, "/")
	q := url.Values{"limit": {"20"}}
	if two {
		q.Set("author", owner)
	} else {
		name = owner
	}
	q.Set("search", name[:min(len(name), 12)])
	var found []struct {
		ID string `json:"id"`
	}
	if r, err := c.get(ctx, c.Endpoint+"/api/models?"+q.Encode(), 0); err == nil {
		if r.StatusCode == http.StatusOK && json.NewDecoder(io.LimitReader(r.Body, 1<<20)).Decode(&found) == nil {
			for _, f := range found {
				if IsName(f.ID) {
					names = append(names, f.ID)
				}
			}
		}
		_ = r.Body.Close()
	}
	slices.Sort(names)
	if m := near.Matches(repo, slices.Compact(names), 3); len(m) > 0 {
		return fmt.Sprintf(": did you mean %q?", m)
	}
	return ""
}
