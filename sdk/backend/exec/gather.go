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

// converted is the number of elements from which on a conversion is shared: reading its pages takes long where the disk is cold.
const converted = 1 << 20

// inRanges gives ranges of n elements to several goroutines.
func inRanges(n int, f func(from, to int)) {
	if n < converted {
		f(0, n)
		return
	}
	each := (n + gatherReaders - 1) / gatherReaders
	var parts sync.WaitGroup
	for from := 0; from < n; from += each {
		parts.Go(func() { f(from, min(n, from+each)) })
	}
	parts.Wait()
}
