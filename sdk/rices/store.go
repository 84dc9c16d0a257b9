package rices

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"wade/sdk/flamingo"
	"wade/sdk/internal/cachedir"
	"wade/sdk/internal/whole"
)

// store is a file of vectors by the content of pictures, one for each model and way of keeping its weights:
//
//	"wadevec1", sha256 of the rest, width u32, then for each picture its key and width times f32, little-endian
type store struct {
	path    string // empty: nothing is kept
	vectors map[key][]float32
}

const magic = "wadevec1"

// openStore reads what was kept. A file that is not as it was written is as good as none. Without a cache folder, or with
// WADE_CACHE=off, nothing is kept.
func openStore(m *flamingo.Model) (*store, error) {
	s := &store{vectors: map[key][]float32{}}
	dir, _ := cachedir.Find()
	if dir == "" {
		return s, nil
	}
	from := m.Provenance(nil)
	print, err := from.Fingerprint()
	if err != nil {
		return nil, err
	}
	s.path = filepath.Join(dir, "vectors", fmt.Sprintf("%.16s-%s.vec", print, from.Policy))
	data, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	} else if err != nil {
		return nil, fmt.Errorf("rices: %w", err)
	}
	s.parse(data)
	return s, nil
}

func (s *store) parse(data []byte) {
	const head = len(magic) + sha256.Size
	if len(data) < head+4 || string(data[:len(magic)]) != magic || sha256.Sum256(data[head:]) != key(data[len(magic):head]) {
		return
	}
	width := int(binary.LittleEndian.Uint32(data[head:]))
	rest := data[head+4:]
	each := sha256.Size + 4*width
	for ; width > 0 && len(rest) >= each; rest = rest[each:] {
		v := make([]float32, width)
		for i := range v {
			v[i] = math.Float32frombits(binary.LittleEndian.Uint32(rest[sha256.Size+4*i:]))
		}
		s.vectors[key(rest)] = v
	}
}

// keep writes everything. A full disk is no reason to stop what the vectors are for.
func (s *store) keep() {
	if s.path == "" {
		return
	}
	var body []byte
	for k, v := range s.vectors {
		if body == nil {
			body = binary.LittleEndian.AppendUint32(nil, uint32(len(v)))
		}
		body = append(body, k[:]...)
		for _, x := range v {
			body = binary.LittleEndian.AppendUint32(body, math.Float32bits(x))
		}
	}
	sum := sha256.Sum256(body)
	data := bytes.Join([][]byte{[]byte(magic), sum[:], body}, nil)
	err := os.MkdirAll(filepath.Dir(s.path), 0o755)
	if err == nil {
		err = whole.Write(s.path, ".vec-*", 0o644, func(f *os.File) error { _, err := f.Write(data); return err })
	}
	if err != nil {
		s.path = "" // and does not try again
	}
}
