package exec

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"wade/sdk/internal/mapped"
	"wade/sdk/internal/whole"
)

const (
	sideMagic  = "wade side file 2"
	sideHead   = 4096    // bytes before the first weight
	sideStride = 4 << 20 // of samples
	sideSuffix = ".weights"
	sideTemp   = "making-"
)

// sideMost bounds the folder: the files that were not used for longest go first.
var sideMost int64 = 20 << 30

var errSide = errors.New("not the side file that was wanted")

// sideFile is where the weights of a key are, or will be.
type sideFile struct {
	dir  string
	key  [32]byte
	size int64 // with the head
}

func (s sideFile) path() string {
	return filepath.Join(s.dir, hex.EncodeToString(s.key[:16])+sideSuffix)
}

// head is magic, key, size, samples and a hash of all this.
func (s sideFile) head(samples [32]byte) []byte {
	b := make([]byte, 0, sideHead)
	b = append(b, sideMagic...)
	b = append(b, s.key[:]...)
	b = binary.LittleEndian.AppendUint64(b, uint64(s.size))
	b = append(b, samples[:]...)
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// parseHead returns the samples of a head; it must be that of s.
func (s sideFile) parseHead(b []byte) (samples [32]byte, err error) {
	at := len(sideMagic) + len(s.key) + 8
	if len(b) < at+64 {
		return samples, fmt.Errorf("%w: too short", errSide)
	}
	copy(samples[:], b[at:])
	if want := s.head(samples); !bytes.Equal(b[:len(want)], want) {
		return samples, fmt.Errorf("%w: another key, size or version", errSide)
	}
	return samples, nil
}

// samples hashes a page of each stride: what was cut, overwritten or never reached the disk shows.
func (s sideFile) samples(f io.ReaderAt) (sum [32]byte, err error) {
	h := sha256.New()
	err = pages(h, io.NewSectionReader(f, sideHead, s.size-sideHead), sideStride, s.size-sideHead)
	return [32]byte(h.Sum(nil)), err
}

// open maps the file, if it is there and whole.
func (s sideFile) open() (data []byte, close func() error, err error) {
	f, err := os.Open(s.path())
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	head := make([]byte, sideHead)
	if _, err := f.ReadAt(head, 0); err != nil {
		return nil, nil, err
	}
	want, err := s.parseHead(head)
	if err != nil {
		return nil, nil, err
	}
	if st, err := f.Stat(); err != nil || st.Size() != s.size {
		return nil, nil, fmt.Errorf("%w: cut short", errSide)
	}
	if have, err := s.samples(f); err != nil || have != want {
		return nil, nil, fmt.Errorf("%w: damaged", errSide)
	}
	data, close, err = mapped.Open(s.path())
	if err == nil && int64(len(data)) != s.size { // replaced meanwhile
		_ = close()
		return nil, nil, errSide
	}
	if err == nil {
		_ = os.Chtimes(s.path(), time.Time{}, time.Now()) // used now
	}
	return data, close, err
}

// build writes the file, readable by the user alone; several processes may do so at once.
func (s sideFile) build(write func(io.WriterAt) error) error {
	if s.size > sideMost {
		return errSide
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	makeRoom(s.dir, sideMost-s.size)
	return whole.Write(s.path(), sideTemp+"*", 0o600, func(f *os.File) error {
		if err := write(f); err != nil {
			return err
		}
		if err := f.Truncate(s.size); err != nil {
			return err
		}
		samples, err := s.samples(f)
		if err != nil {
			return err
		}
		_, err = f.WriteAt(s.head(samples), 0)
		return err
	})
}

// makeRoom removes the side files that were not used for longest until the others take at most n bytes, and what builds
// that ended early left behind. Whoever has a removed file mapped keeps it.
func makeRoom(dir string, n int64) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	var files []fs.FileInfo
	for _, e := range entries {
		st, err := e.Info()
		switch {
		case err != nil || !st.Mode().IsRegular():
		case strings.HasSuffix(e.Name(), sideSuffix):
			files = append(files, st)
		case strings.HasPrefix(e.Name(), sideTemp) && time.Since(st.ModTime()) > 24*time.Hour:
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return b.ModTime().Compare(a.ModTime()) })
	for _, st := range files {
		if n -= st.Size(); n < 0 {
			_ = os.Remove(filepath.Join(dir, st.Name()))
		}
	}
}
