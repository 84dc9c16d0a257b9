package checkpoint

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"wade/internal/near"
	"wade/sdk/tensor/safetensors"
)

// known are the files that a folder may keep weights in; the first that is there counts.
var known = []string{
	"model.safetensors.index.json", "model.safetensors", "pytorch_model.bin.index.json", "pytorch_model.bin", "checkpoint.pt",
	"open_clip_model.safetensors", "open_clip_pytorch_model.bin", "adapter_model.safetensors",
}

func bad(path, format string, args ...any) error {
	return fmt.Errorf("checkpoint: %s: %s: %w", path, fmt.Sprintf(format, args...), ErrFormat)
}

// Open reads what a file, the index of several (*.index.json) or a folder with one of these says of its tensors. The format is
// told by the content, not by the name.
func Open(path string) (*File, error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, missing(path, err)
	}
	switch {
	case st.IsDir():
		return openFolder(path)
	case strings.HasSuffix(path, ".index.json"):
		return openIndex(path)
	}
	return openFile(path)
}

// missing says what is beside a path that is not there.
func missing(path string, err error) error {
	hint := ""
	if errors.Is(err, fs.ErrNotExist) {
		var names []string
		entries, _ := os.ReadDir(filepath.Dir(path)) // as far as it can be read
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if m := near.Matches(filepath.Base(path), names, 3); len(m) > 0 {
			hint = fmt.Sprintf("; %s has %q", filepath.Dir(path), m)
		}
	}
	return fmt.Errorf("checkpoint: %w%s", err, hint)
}

func openFolder(dir string) (*File, error) {
	for _, name := range known {
		path := filepath.Join(dir, name)
		if st, err := os.Stat(path); err == nil && st.Mode().IsRegular() {
			return Open(path)
		}
	}
	// One file of a name that nobody has heard of is no question either.
	var found []string
	for _, pattern := range []string{"*.safetensors", "*.pt", "*.bin", "*.pth"} {
		more, _ := filepath.Glob(filepath.Join(escape(dir), pattern)) // the patterns are good
		found = append(found, more...)
	}
	switch len(found) {
	case 1:
		return Open(found[0])
	case 0:
		return nil, fmt.Errorf("checkpoint: %s holds no weights: there is none of %q, nor another .safetensors, .pt or .bin file", dir, known)
	}
	return nil, fmt.Errorf("checkpoint: %s holds %d files of weights, such as %s, and no index that says which: open one of them", dir, len(found), filepath.Base(found[0]))
}

// escape takes the meaning from characters of patterns.
func escape(dir string) string {
	var b strings.Builder
	for _, r := range dir {
		if strings.ContainsRune(`*?[`, r) {
			fmt.Fprintf(&b, "[%c]", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// openFile reads one file. Names that would do something to a terminal are refused.
func openFile(path string) (*File, error) {
	f, err := readFile(path)
	if err != nil {
		return nil, err
	}
	for name := range f.entries {
		if len(name) > maxName || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl) {
			return nil, bad(path, "a tensor is named %.100q", name)
		}
	}
	return f, nil
}

func readFile(path string) (*File, error) {
	if st, err := os.Stat(path); err == nil && !st.Mode().IsRegular() { // a pipe would wait for its other end
		return nil, bad(path, "it is no regular file")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	var head [512]byte
	n, err := f.ReadAt(head[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	switch b := head[:n]; {
	case len(b) == 0:
		return nil, bad(path, "it is empty")
	case bytes.HasPrefix(b, []byte("PK\x03\x04")), bytes.HasPrefix(b, []byte("PK\x05\x06")):
		return openZip(path, f, st.Size())
	case bytes.HasPrefix(b, []byte("version https://git-lfs")):
		return nil, bad(path, "it is a pointer of git LFS, not the file itself; get it with `git lfs pull` or `wade models pull`")
	case len(b) > 9 && b[8] == '{':
		return openSafetensors(path)
	case b[0] == 0x80:
		return openLegacy(path, f, st.Size())
	case bytes.HasPrefix(b, []byte("\x1f\x8b")), len(b) > 262 && string(b[257:262]) == "ustar":
		return nil, bad(path, "it is an archive; unpack it first")
	case bytes.HasPrefix(b, []byte("GGUF")):
		return nil, bad(path, "GGUF is not read; get the original weights")
	case b[0] == '<':
		return nil, bad(path, "it is a page, not weights: the download met a login or an error; get it again with `wade models pull`")
	}
	return nil, bad(path, "it is neither safetensors nor PyTorch, or its beginning is damaged")
}

func openSafetensors(path string) (*File, error) {
	tensors, metadata, err := safetensors.Head(path)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w: %w", err, ErrFormat)
	}
	f := &File{entries: make(map[string]entry, len(tensors)), metadata: metadata, format: "safetensors"}
	for name, t := range tensors {
		f.entries[name] = entry{Info: Info{DType: t.DType, Sizes: t.Shape, File: path}, offset: int64(t.Offset)}
	}
	return f, nil
}
