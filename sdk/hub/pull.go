package hub

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"wade/sdk/display"
	"wade/sdk/internal/whole"
)

// Weights tells whether a file holds weights, by its name.
func (f File) Weights() bool {
	switch path.Ext(f.Path) {
	case ".safetensors", ".bin", ".pt", ".pth":
		return path.Base(f.Path) != "training_args.bin"
	}
	return false
}

// Select picks what a model needs of a repository: weights in one format, safetensors if there are any, and the small files of
// configuration and vocabulary beside them. Code, pictures, and weights for other libraries are left.
func Select(files []File) []File {
	var weights, small []File
	safe := false
	for _, f := range files {
		if strings.Contains(f.Path, "/") { // exports for other libraries, logs
			continue
		}
		switch ext := path.Ext(f.Path); {
		case f.Weights():
			weights = append(weights, f)
			safe = safe || ext == ".safetensors"
		case slices.Contains([]string{".json", ".txt", ".model", ".jinja", ".md"}, ext) && f.Size <= 64<<20:
			small = append(small, f)
		}
	}
	if safe {
		weights = slices.DeleteFunc(weights, func(f File) bool { return path.Ext(f.Path) != ".safetensors" })
		small = slices.DeleteFunc(small, func(f File) bool { return strings.HasSuffix(f.Path, ".bin.index.json") })
	}
	return append(small, weights...)
}

// side is how many files come at a time.
const side = 3

// Pull downloads files of a repository into the cache, those of Select if none are named, and returns its snapshot. What is
// there already is not asked for again. A bar shows how it goes.
func (c *Client) Pull(ctx context.Context, repo, revision string, names ...string) (*Snapshot, error) {
	revision = first(revision, main)
	info, err := c.Info(ctx, repo, revision)
	if err != nil {
		return nil, err
	}
	files := Select(info.Files)
	if len(names) > 0 {
		if files, err = info.pick(names); err != nil {
			return nil, err
		}
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("hub: %s holds no weights and no configuration; its files are %q", repo, paths(info.Files, 8))
	}
	dir, err := c.makeFolders(repo)
	if err != nil {
		return nil, err
	}
	if err := c.room(dir, repo, files); err != nil {
		return nil, err
	}
	if err := c.fetchAll(ctx, dir, info, files); err != nil {
		return nil, err
	}
	if !commitPattern.MatchString(revision) {
		if err := writeRef(dir, revision, info.Commit); err != nil {
			return nil, fmt.Errorf("hub: %s: %w", repo, err)
		}
	}
	return c.Cached(repo, revision)
}

// pick finds files by name.
func (i *Info) pick(names []string) ([]File, error) {
	var out []File
	for _, name := range names {
		at := slices.IndexFunc(i.Files, func(f File) bool { return f.Path == name })
		if at < 0 {
			return nil, fmt.Errorf("hub: %s: %w: there is no file %q; its files are %q", i.Repo, ErrNotFound, name, paths(i.Files, 20))
		}
		out = append(out, i.Files[at])
	}
	return out, nil
}

func paths(files []File, most int) []string {
	var out []string
	for _, f := range files {
		if len(out) == most {
			return append(out, "…")
		}
		out = append(out, f.Path)
	}
	return out
}

// makeFolders makes the folder of a repository. One that is a link is not followed.
func (c *Client) makeFolders(repo string) (string, error) {
	dir := filepath.Join(c.Cache, folder(repo))
	for _, d := range []string{dir, filepath.Join(dir, "blobs"), filepath.Join(dir, "refs"), filepath.Join(dir, "snapshots")} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			return "", fmt.Errorf("hub: %s: %w; set HF_HUB_CACHE to a folder that can be written to", repo, err)
		}
		if st, err := os.Lstat(d); err != nil || !st.IsDir() {
			return "", fmt.Errorf("hub: %s is a link: %w", d, ErrUnsafe)
		}
	}
	return dir, nil
}

// room looks whether the disk has enough.
func (c *Client) room(dir, repo string, files []File) error {
	need := int64(0)
	for _, f := range files {
		path := filepath.Join(dir, "blobs", f.object())
		if has(path, f.Size) {
			continue
		}
		need += f.Size
		if st, err := os.Stat(path + incomplete); err == nil {
			need -= min(st.Size(), f.Size)
		}
	}
	if free := space(dir); free >= 0 && need > free {
		return fmt.Errorf("hub: %s: %w: it needs %s, %s has %s; free some, or set HF_HUB_CACHE to a folder on another disk", repo, ErrNoSpace, Bytes(need), c.Cache, Bytes(free))
	}
	return nil
}

// fetchAll gets files, the small ones before weights, so that a snapshot with all its weights has everything.
func (c *Client) fetchAll(ctx context.Context, dir string, info *Info, files []File) error {
	total := Size(files)
	ctx, bar := display.Begin(ctx, "downloading "+info.Repo, int(max(total>>20, 1)))
	var mu sync.Mutex
	done, fresh := int64(0), int64(0)
	told := func(n int64) {
		mu.Lock()
		defer mu.Unlock()
		done += n
		if n > 1<<20 && fresh < 1<<20 {
			bar.Skip(int(done >> 20)) // what was there already says nothing about the pace
		} else {
			fresh += n
		}
		bar.Set(int(done>>20), fmt.Sprintf("%s of %s", Bytes(done), Bytes(total)))
	}
	err := c.inTurn(ctx, dir, info, slices.DeleteFunc(slices.Clone(files), File.Weights), told)
	if err == nil {
		err = c.inTurn(ctx, dir, info, slices.DeleteFunc(slices.Clone(files), func(f File) bool { return !f.Weights() }), told)
	}
	bar.End(err)
	return err
}

// inTurn gets files, several at a time, and ends with the first error.
func (c *Client) inTurn(ctx context.Context, dir string, info *Info, files []File, told func(int64)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan File, len(files))
	for _, f := range files {
		queue <- f
	}
	close(queue)
	errs := make(chan error, side)
	for range side {
		go func() {
			for f := range queue {
				err := c.blob(ctx, dir, info.Repo, info.Commit, f, told)
				if err == nil {
					err = point(dir, info.Commit, f)
				}
				if err != nil {
					cancel()
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	var failed error
	for range side {
		if err := <-errs; failed == nil || errors.Is(failed, context.Canceled) && err != nil {
			failed = err
		}
	}
	return failed
}

// point puts a link to the content of a file into the snapshot of a commit. Everything happens below the folder of the
// repository, whatever links there are in it.
func point(dir, commit string, f File) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	defer root.Close()
	name := path.Join("snapshots", commit, f.Path)
	blob := path.Join("blobs", f.object())
	target := strings.Repeat("../", strings.Count(name, "/")) + blob
	there := func() bool {
		old, err := root.Readlink(filepath.FromSlash(name))
		return err == nil && filepath.ToSlash(old) == target
	}
	if there() {
		return nil
	}
	if err := root.MkdirAll(filepath.FromSlash(path.Dir(name)), 0o755); err != nil {
		return fmt.Errorf("hub: %w", err)
	}
	_ = root.Remove(filepath.FromSlash(name)) // of an older layout; what cannot be removed shows below
	err = root.Symlink(filepath.FromSlash(target), filepath.FromSlash(name))
	if err != nil && !errors.Is(err, os.ErrExist) { // a system without links for everybody
		err = root.Link(filepath.FromSlash(blob), filepath.FromSlash(name))
	}
	if err != nil && !there() { // another process may have been first
		return fmt.Errorf("hub: %w", err)
	}
	return nil
}

func writeRef(dir, revision, commit string) error {
	name := filepath.Join(dir, "refs", filepath.FromSlash(revision))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return whole.Write(name, ".ref-*", 0o644, func(f *os.File) error {
		_, err := f.WriteString(commit)
		return err
	})
}

// Bytes writes a size as people read it.
func Bytes(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.1f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d bytes", n)
}
