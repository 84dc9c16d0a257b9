package exec

import (
	"fmt"
	"sync"
	"sync/atomic"
)

const (
	gatherPiece   = 4 << 20 // read at a time
	gatherReaders = 8       // at a time: a cold disk gives its rate only to several
)

// gather reads parts one after another into dst, several at a time where that is much.
func gather(dst []byte, parts []part) error {
	type job struct {
		part
		to []byte
	}
	var jobs []job
	for _, p := range parts {
		for p.length > 0 {
			n := min(p.length, gatherPiece)
			jobs = append(jobs, job{part{p.file, p.offset, n}, dst[:n]})
			dst, p.offset, p.length = dst[n:], p.offset+n, p.length-n
		}
	}
	errs := make([]error, len(jobs))
	var next atomic.Int64
	read := func() {
		for {
			i := int(next.Add(1)) - 1
			if i >= len(jobs) {
				return
			}
			if _, err := jobs[i].file.ReadAt(jobs[i].to, int64(jobs[i].offset)); err != nil {
				errs[i] = fmt.Errorf("reading %s: %w", jobs[i].file.Name(), err)
			}
		}
	}
	var readers sync.WaitGroup
	for range min(gatherReaders, len(jobs)) - 1 {
		readers.Go(read)
	}
	read()
	readers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
