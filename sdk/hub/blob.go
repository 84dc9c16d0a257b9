package hub

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const (
	attempts   = 6 // in a row that bring nothing
	incomplete = ".wade.incomplete"
)

// blob gets the content of a file into the cache, unless it is there. told hears of bytes as they are there.
func (c *Client) blob(ctx context.Context, dir, repo, commit string, f File, told func(n int64)) error {
	path := filepath.Join(dir, "blobs", f.object())
	if has(path, f.Size) {
		told(f.Size)
		return nil
	}
	unlock, err := lock(ctx, filepath.Join(c.Cache, ".locks", folder(repo), f.object()+".lock"))
	if err != nil {
		return fmt.Errorf("hub: %s: %w", repo, err)
	}
	defer unlock()
	if has(path, f.Size) { // another process was first
		told(f.Size)
		return nil
	}
	part, err := os.OpenFile(path+incomplete, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("hub: %s: %w", repo, err)
	}
	defer part.Close()
	d := &download{Client: c, file: f, repo: repo, part: part, told: told}
	d.address = c.Endpoint + "/" + repo + "/resolve/" + commit + "/" + escapePath(f.Path)
	if err := d.run(ctx); err != nil {
		if errors.Is(err, ErrDamaged) {
			_ = os.Remove(path + incomplete)
		}
		return fullDisk(err, c.Cache)
	}
	if err := part.Sync(); err != nil {
		return fullDisk(fmt.Errorf("hub: %s: %w", repo, err), c.Cache)
	}
	_ = part.Close()
	if err := os.Rename(path+incomplete, path); err != nil {
		return fmt.Errorf("hub: %s: %w", repo, err)
	}
	return nil
}

func has(path string, size int64) bool {
	st, err := os.Stat(path)
	return err == nil && st.Mode().IsRegular() && st.Size() == size
}

func escapePath(path string) string {
	parts := strings.Split(path, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}

func fullDisk(err error, cache string) error {
	if errors.Is(err, syscall.ENOSPC) {
		return fmt.Errorf("%w: %w in %s; free some, or set HF_HUB_CACHE to a folder on another disk", err, ErrNoSpace, cache)
	}
	return err
}

// download is a file on its way.
type download struct {
	*Client
	file    File
	repo    string
	address string
	part    *os.File
	told    func(int64)
	sum     hash.Hash
	have    int64 // bytes in part and in sum
}

// run brings the file to its end: what an earlier attempt left is kept if all of it together has the right hash.
func (d *download) run(ctx context.Context) error {
	begun, err := d.resume()
	if err != nil {
		return err
	}
	for {
		if err := d.fetch(ctx); err != nil {
			return err
		}
		if have := hex.EncodeToString(d.sum.Sum(nil)); have == d.file.object() {
			return d.part.Truncate(d.have)
		} else if !begun {
			return fmt.Errorf("hub: %s/%s: %w: its hash is %.12s…, the hub states %.12s…; nothing was kept", d.repo, d.file.Path, ErrDamaged, have, d.file.object())
		}
		begun = false // what was left behind may be at fault: once more from the start
		d.told(-d.have)
		d.reset()
	}
}

func (d *download) reset() {
	d.have, d.sum = 0, newSum(d.file.SHA256 != "", d.file.Size)
}

// resume takes what is there into the hash.
func (d *download) resume() (begun bool, err error) {
	d.reset()
	st, err := d.part.Stat()
	if err != nil {
		return false, fmt.Errorf("hub: %w", err)
	}
	n, err := io.Copy(d.sum, io.NewSectionReader(d.part, 0, min(st.Size(), d.file.Size)))
	if err != nil {
		return false, fmt.Errorf("hub: %w", err)
	}
	d.have = n
	d.told(n)
	return n > 0, nil
}

// fetch gets what is missing, in as many requests as it takes.
func (d *download) fetch(ctx context.Context) error {
	var last error
	var after time.Duration
	for attempt := 0; d.have < d.file.Size; attempt++ {
		if attempt == attempts {
			return last
		}
		if err := d.wait(ctx, attempt, after); err != nil {
			return fmt.Errorf("hub: %s/%s: %w; what is there is kept, the next pull goes on from it", d.repo, d.file.Path, err)
		}
		before := d.have
		var again bool
		if again, after, last = d.request(ctx); last != nil && !again {
			return last
		}
		if d.have > before {
			attempt = 0
		}
	}
	return nil
}

// request gets a part of what is missing.
func (d *download) request(ctx context.Context) (again bool, after time.Duration, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	stalled := time.AfterFunc(d.stall, func() { cancel(fmt.Errorf("nothing came for %v", d.stall)) })
	defer stalled.Stop()
	fail := func(err error) error {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return fmt.Errorf("hub: %s/%s: %w (%w); the next pull goes on from here", d.repo, d.file.Path, ErrNetwork, err)
	}
	r, err := d.get(ctx, d.address, d.have)
	if err != nil {
		return ctx.Err() == nil || context.Cause(ctx) != ctx.Err(), 0, fail(err)
	}
	defer r.Body.Close()
	switch {
	case r.StatusCode == http.StatusPartialContent && rangeFrom(r) == d.have:
	case r.StatusCode == http.StatusOK: // the whole, whatever was asked for
		if d.have > 0 {
			d.told(-d.have)
			d.reset()
		}
	case r.StatusCode == http.StatusPartialContent, r.StatusCode == http.StatusRequestedRangeNotSatisfiable:
		return false, 0, fmt.Errorf("hub: %s/%s: %w: %s gives other bytes than were asked for", d.repo, d.file.Path, ErrDamaged, r.Request.URL.Host)
	default:
		again, err := d.explain(ctx, d.repo, d.file.Path, r)
		seconds, _ := strconv.Atoi(r.Header.Get("Retry-After"))
		return again, time.Duration(min(max(seconds, 0), 60)) * time.Second, err
	}
	buffer := make([]byte, 256<<10)
	for {
		n, err := r.Body.Read(buffer)
		if n > 0 {
			stalled.Reset(d.stall)
			if d.have+int64(n) > d.file.Size {
				return false, 0, fmt.Errorf("hub: %s/%s: %w: more than the %d bytes that the hub states came", d.repo, d.file.Path, ErrDamaged, d.file.Size)
			}
			if _, err := d.part.WriteAt(buffer[:n], d.have); err != nil {
				return false, 0, fmt.Errorf("hub: %w", err)
			}
			d.sum.Write(buffer[:n])
			d.have += int64(n)
			d.told(int64(n))
		}
		switch {
		case err == io.EOF && d.have < d.file.Size:
			return true, 0, fail(io.ErrUnexpectedEOF)
		case err == io.EOF:
			return true, 0, nil
		case err != nil:
			return true, 0, fail(err)
		}
	}
}

// rangeFrom is where the bytes of an answer begin, -1 if it does not say.
func rangeFrom(r *http.Response) int64 {
	text, ok := strings.CutPrefix(r.Header.Get("Content-Range"), "bytes ")
	from, _, dash := strings.Cut(text, "-")
	n, err := strconv.ParseInt(from, 10, 64)
	if !ok || !dash || err != nil {
		return -1
	}
	return n
}

// wait lets time go before another attempt.
func (c *Client) wait(ctx context.Context, attempt int, least time.Duration) error {
	d := least
	if attempt > 0 {
		d = max(d, c.pause<<(attempt-1))
	}
	if d == 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
