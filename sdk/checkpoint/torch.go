package checkpoint

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"wade/sdk/checkpoint/internal/pickle"
)

// openZip reads what torch.save has written since version 1.6, and TorchScript archives.
func openZip(path string, f io.ReaderAt, size int64) (*File, error) {
	a, err := readArchive(f, size)
	if err != nil {
		return nil, bad(path, "%v", err)
	}
	root, err := a.root()
	if err != nil {
		return nil, bad(path, "%v", err)
	}
	if err := a.littleEndian(root); err != nil {
		return nil, bad(path, "%v", err)
	}
	text, err := a.read(root+"data.pkl", pickle.MaxBytes)
	if err != nil {
		return nil, bad(path, "%v", err)
	}
	b := newBuilder(path)
	value, n, err := b.machine().Read(bufio.NewReader(bytes.NewReader(text)), int64(len(text)))
	if err != nil {
		return nil, broken(path, err)
	}
	if n != int64(len(text)) {
		return nil, bad(path, "%d bytes follow the pickle", int64(len(text))-n)
	}
	for key, s := range b.storages {
		if s.offset, s.size, err = a.place(root + "data/" + key); err != nil {
			return nil, bad(path, "storage %.40q: %v", key, err)
		}
	}
	format := "PyTorch zip"
	if a.has(root + "constants.pkl") {
		format = "TorchScript"
	}
	return b.finish(value, format)
}

// legacyMagic begins a file of torch.save before version 1.6.
const legacyMagic = pickle.Big("\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19")

// openLegacy reads such a file: a magic number, a version, facts about the writer, the pickle, a list of storages, then these, each after
// its number of elements.
func openLegacy(path string, f io.ReaderAt, size int64) (*File, error) {
	b := newBuilder(path)
	r := bufio.NewReader(io.NewSectionReader(f, 0, size))
	at := int64(0)
	next := func() (any, error) {
		v, n, err := b.machine().Read(r, size-at)
		at += n
		return v, err
	}
	var parts [5]any
	for i := range parts {
		var err error
		if parts[i], err = next(); err != nil {
			return nil, broken(path, err)
		}
		if i == 0 && parts[0] != legacyMagic {
			return nil, bad(path, "it is a pickle, but not of torch.save")
		}
	}
	if parts[1] != int64(1001) {
		return nil, bad(path, "version %s of the format, want 1001", short(parts[1]))
	}
	if facts, ok := parts[2].(*pickle.Dict); ok {
		if little, _ := facts.Get("little_endian"); little == false {
			return nil, bad(path, "its byte order is big; save it anew on another machine")
		}
	}
	keys, ok := parts[4].(*pickle.List)
	if !ok || len(keys.Items) != len(b.storages) {
		return nil, bad(path, "the list of storages does not fit the pickle")
	}
	var n [8]byte
	for _, k := range keys.Items {
		key, _ := k.(string)
		s := b.storages[key]
		if s == nil || s.offset > 0 {
			return nil, bad(path, "storage %.40q is listed but not used, or twice", key)
		}
		if size-at < 8 {
			return nil, bad(path, "it is cut short at storage %.40q", key)
		}
		if _, err := f.ReadAt(n[:], at); err != nil {
			return nil, fmt.Errorf("checkpoint: %w", err)
		}
		if have := int64(binary.LittleEndian.Uint64(n[:])); have != s.elements {
			return nil, bad(path, "storage %.40q has %d elements, the pickle says %d", key, have, s.elements)
		}
		if s.offset, s.size = at+8, s.elements*s.each; s.size > size-s.offset {
			return nil, bad(path, "it is cut short in storage %.40q", key)
		}
		at = s.offset + s.size
	}
	if at != size {
		return nil, bad(path, "%d bytes follow the last storage", size-at)
	}
	return b.finish(parts[3], "PyTorch before 1.6")
}

// broken is the error about a pickle; one that was refused is not damaged.
func broken(path string, err error) error {
	if errors.Is(err, pickle.ErrRefused) {
		return fmt.Errorf("checkpoint: %s: %w; wade executes nothing: use weights in safetensors, or convert it with a program that you trust", path, err)
	}
	return fmt.Errorf("checkpoint: %s: %w: %w", path, err, ErrFormat)
}
