package hub

import (
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"

	"wade/sdk/display"
)

// Verify reads every file of a snapshot and names those whose content is not what its hash says: a disk may lose bits. Files of
// a cache without links, whose hash is not known, are left out.
func (c *Client) Verify(ctx context.Context, s *Snapshot) (damaged []string, err error) {
	ctx, bar := display.Begin(ctx, "reading "+s.Repo, int(max(s.Size()>>20, 1)))
	done := int64(0)
	for _, name := range s.Files {
		path := filepath.Join(s.Dir, filepath.FromSlash(name))
		to, e := os.Readlink(path)
		object := filepath.Base(to)
		if e != nil || !objectPattern.MatchString(object) {
			continue
		}
		have, e := digest(ctx, path, len(object) == 64, func(n int) { done += int64(n); bar.Set(int(done>>20), name) })
		if e != nil {
			err = fmt.Errorf("hub: %s/%s: %w", s.Repo, name, e)
			break
		}
		if have != object {
			damaged = append(damaged, name)
		}
	}
	bar.End(err)
	return damaged, err
}

// digest is the hash of a file as the hub states it.
func digest(ctx context.Context, path string, large bool, told func(n int)) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return "", err
	}
	sum := newSum(large, st.Size())
	buffer := make([]byte, 1<<20)
	for {
		n, err := f.Read(buffer)
		sum.Write(buffer[:n])
		told(n)
		switch {
		case err == io.EOF:
			return hex.EncodeToString(sum.Sum(nil)), nil
		case err != nil:
			return "", err
		case ctx.Err() != nil:
			return "", ctx.Err()
		}
	}
}

// newSum begins the hash of a file of so many bytes: SHA-256 in large-file storage, else git's.
func newSum(large bool, size int64) hash.Hash {
	if large {
		return sha256.New()
	}
	h := sha1.New()
	fmt.Fprintf(h, "blob %d\x00", size)
	return h
}
