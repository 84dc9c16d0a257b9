package hub

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"wade/internal/near"
)

// Snapshot is a repository at a commit, in the cache.
type Snapshot struct {
	Repo   string
	Commit string
	Dir    string   // folder with the files
	Files  []string // by path, with slashes
}

// Size is that of all its files, in bytes.
func (s *Snapshot) Size() int64 {
	n := int64(0)
	for _, name := range s.Files {
		if st, err := os.Stat(filepath.Join(s.Dir, filepath.FromSlash(name))); err == nil {
			n += st.Size()
		}
	}
	return n
}

// Repo is a repository in the cache.
type Repo struct {
	Name       string
	Bytes      int64 // on the disk
	Commits    []string
	Files      []string // of the newest snapshot
	Dir        string   // of the newest snapshot, "" if there is none
	Used       time.Time
	Unfinished int64 // bytes of downloads that were stopped
}

// Snapshot returns the folder of a repository with its weights: from the cache if it has all that its own index says, and else
// downloaded. Pull gets what has changed on the hub since.
func (c *Client) Snapshot(ctx context.Context, repo, revision string) (*Snapshot, error) {
	s, err := c.Cached(repo, revision)
	if err == nil && s.whole() {
		return s, nil
	}
	if errors.Is(err, ErrUnsafe) {
		return nil, err
	}
	if c.Offline {
		if err == nil {
			return nil, fmt.Errorf("hub: %s: the cache has only %q of it: %w; unset HF_HUB_OFFLINE and WADE_OFFLINE to get the rest", repo, paths(asFiles(s.Files), 8), ErrOffline)
		}
		return nil, err
	}
	return c.Pull(ctx, repo, revision)
}

func asFiles(names []string) []File {
	var out []File
	for _, n := range names {
		out = append(out, File{Path: n})
	}
	return out
}

// whole tells whether the weights are there in some format: all files of an index, or files that belong to none.
func (s *Snapshot) whole() bool {
	parts := map[string]bool{} // files that an index names
	for _, name := range s.Files {
		if !strings.HasSuffix(name, ".index.json") || strings.Contains(name, "/") {
			continue
		}
		names, err := readIndex(filepath.Join(s.Dir, name))
		complete := err == nil && len(names) > 0
		for _, n := range names {
			parts[n] = true
			complete = complete && slices.Contains(s.Files, n)
		}
		if complete {
			return true
		}
		if err != nil {
			return false // nobody knows what belongs to it
		}
	}
	return slices.ContainsFunc(s.Files, func(name string) bool { return File{Path: name}.Weights() && !parts[name] })
}

// readIndex lists the files that an index of weights names.
func readIndex(path string) ([]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var index struct {
		Map map[string]string `json:"weight_map"`
	}
	err = json.NewDecoder(io.LimitReader(f, 16<<20)).Decode(&index)
	return slices.Compact(slices.Sorted(maps.Values(index.Map))), err
}

// Cached finds a snapshot in the cache without the network. Links that lead out of the cache are an error.
func (c *Client) Cached(repo, revision string) (*Snapshot, error) {
	revision = first(revision, main)
	if err := errors.Join(checkName(repo), checkRevision(revision)); err != nil {
		return nil, err
	}
	dir := filepath.Join(c.Cache, folder(repo))
	commit := revision
	if !commitPattern.MatchString(revision) {
		b, err := readSmall(filepath.Join(dir, "refs", filepath.FromSlash(revision)), 256)
		if err != nil {
			return nil, c.notCached(repo, revision, err)
		}
		if commit = strings.TrimSpace(string(b)); !commitPattern.MatchString(commit) {
			return nil, fmt.Errorf("hub: %s: the cache names no commit for %s but %.50q; `wade models rm %s` removes it", repo, revision, commit, repo)
		}
	}
	s := &Snapshot{Repo: repo, Commit: commit, Dir: filepath.Join(dir, "snapshots", commit)}
	var err error
	if s.Files, err = c.files(s.Dir); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, c.notCached(repo, revision, err)
		}
		return nil, fmt.Errorf("hub: %s: %w", repo, err)
	}
	return s, nil
}

// readSmall reads at most so many bytes of a file.
func readSmall(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most))
}

func (c *Client) notCached(repo, revision string, err error) error {
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("hub: %s: %w", repo, err)
	}
	hint := ""
	if names, err := c.names(); err == nil {
		if m := near.Matches(repo, names, 3); len(m) > 0 && m[0] != repo {
			hint = fmt.Sprintf("; the cache has %q", m)
		}
	}
	if c.Offline {
		return fmt.Errorf("hub: %s at %s: %w (HF_HUB_OFFLINE or WADE_OFFLINE is set)%s", repo, revision, ErrOffline, hint)
	}
	return fmt.Errorf("hub: %s at %s is not in the cache %s; get it with `wade models pull %s`%s: %w", repo, revision, c.Cache, repo, hint, fs.ErrNotExist)
}

// files lists a snapshot. Every link must end inside the cache.
func (c *Client) files(dir string) ([]string, error) {
	real, err := filepath.EvalSymlinks(c.Cache)
	if err != nil {
		return nil, err
	}
	var out []string
	err = filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		to, err := filepath.EvalSymlinks(p)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // its content was removed
		}
		if err != nil {
			return err
		}
		if rel, err := filepath.Rel(real, to); err != nil || !filepath.IsLocal(rel) {
			return fmt.Errorf("%s is a link to %s: %w; remove it", p, to, ErrUnsafe)
		}
		st, err := os.Stat(to)
		if err != nil || !st.Mode().IsRegular() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		out = append(out, filepath.ToSlash(rel))
		return err
	})
	return out, err
}

// List tells what the cache has, by name. Folders of other kinds are left out.
func (c *Client) List() ([]Repo, error) {
	names, err := c.names()
	if err != nil {
		return nil, err
	}
	var out []Repo
	for _, name := range names {
		r, err := c.repo(name)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// names lists the repositories in the cache, sorted.
func (c *Client) names() ([]string, error) {
	entries, err := os.ReadDir(c.Cache)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("hub: %w", err)
	}
	var out []string
	for _, e := range entries {
		if name, ok := unfolder(e.Name()); ok && e.IsDir() {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out, nil
}

// repo looks at one repository. Sizes are those of what lies in its own folder.
func (c *Client) repo(name string) (Repo, error) {
	r := Repo{Name: name}
	dir := filepath.Join(c.Cache, folder(name))
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		st, err := e.Info()
		if err != nil || !st.Mode().IsRegular() {
			return nil // removed meanwhile, or a link
		}
		r.Bytes += st.Size()
		if strings.HasSuffix(p, ".incomplete") {
			r.Unfinished += st.Size()
		}
		if st.ModTime().After(r.Used) {
			r.Used = st.ModTime()
		}
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("hub: %w", err)
	}
	snapshots, _ := os.ReadDir(filepath.Join(dir, "snapshots"))
	var newest time.Time
	for _, e := range snapshots {
		st, err := e.Info()
		if err != nil || !e.IsDir() || !commitPattern.MatchString(e.Name()) {
			continue
		}
		r.Commits = append(r.Commits, e.Name())
		if st.ModTime().After(newest) {
			newest, r.Dir = st.ModTime(), filepath.Join(dir, "snapshots", e.Name())
		}
	}
	if s, err := c.Cached(name, main); err == nil {
		r.Dir = s.Dir
	}
	if r.Dir != "" {
		if r.Files, err = c.files(r.Dir); err != nil && !errors.Is(err, ErrUnsafe) {
			return r, fmt.Errorf("hub: %w", err)
		}
	}
	return r, nil
}

// Remove deletes a repository from the cache and returns how many bytes that freed. Nothing outside of its folder is touched,
// wherever links in it lead.
func (c *Client) Remove(repo string) (freed int64, err error) {
	if err := checkName(repo); err != nil {
		return 0, err
	}
	dir := filepath.Join(c.Cache, folder(repo))
	if st, err := os.Lstat(dir); err != nil {
		return 0, c.notCached(repo, main, err)
	} else if !st.IsDir() {
		return 0, fmt.Errorf("hub: %s is a link: %w", dir, ErrUnsafe)
	}
	r, err := c.repo(repo)
	if err != nil {
		return 0, err
	}
	root, err := os.OpenRoot(c.Cache)
	if err != nil {
		return 0, fmt.Errorf("hub: %w", err)
	}
	defer root.Close()
	if err := root.RemoveAll(folder(repo)); err != nil {
		return 0, fmt.Errorf("hub: %w", err)
	}
	_ = root.RemoveAll(path.Join(".locks", folder(repo))) // empty files
	return r.Bytes, nil
}
