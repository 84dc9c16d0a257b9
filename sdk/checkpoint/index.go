package checkpoint

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

const (
	maxIndex  = 16 << 20 // a thousand times that of 80 B parameters
	maxShards = 1 << 12
)

// openIndex reads a checkpoint in several files.
func openIndex(path string) (*File, error) {
	text, err := readLimited(path, maxIndex)
	if err != nil {
		return nil, err
	}
	var index struct {
		Map map[string]string `json:"weight_map"`
	}
	if err := json.Unmarshal(text, &index); err != nil {
		return nil, bad(path, "reading the index: %v", err)
	}
	if len(index.Map) == 0 {
		return nil, bad(path, "the index has no weight_map")
	}
	shards := map[string]*File{}
	out := &File{entries: make(map[string]entry, len(index.Map)), metadata: map[string]string{}}
	for _, name := range slices.Sorted(maps.Keys(index.Map)) {
		file := index.Map[name]
		shard, ok := shards[file]
		if !ok {
			if err := localName(file); err != nil {
				return nil, bad(path, "tensor %.100q: %v", name, err)
			}
			if len(shards) == maxShards {
				return nil, bad(path, "it names more than %d files", maxShards)
			}
			if shard, err = openFile(filepath.Join(filepath.Dir(path), file)); err != nil {
				return nil, fmt.Errorf("checkpoint: %s: a file of the index: %w", path, err)
			}
			shards[file] = shard
			maps.Copy(out.metadata, shard.metadata)
			out.format = shard.format
		}
		e, ok := shard.entries[name]
		if !ok {
			return nil, bad(path, "tensor %.100q is not in %s, where the index says it is: they are of different downloads", name, file)
		}
		out.entries[name] = e
	}
	out.format += fmt.Sprintf(" in %d files", len(shards))
	return out, nil
}

// localName refuses a name that is not that of a file of weights in the same folder.
func localName(name string) error {
	if len(name) > 255 || name == "" || name == "." || name != filepath.Base(name) || strings.ContainsAny(name, "/\\:\x00") || !filepath.IsLocal(name) || strings.ContainsFunc(name, unicode.IsControl) {
		return fmt.Errorf("the file name %.100q leads out of the folder", name)
	}
	if strings.HasSuffix(name, ".index.json") {
		return fmt.Errorf("an index cannot name another, %.100q", name)
	}
	return nil
}

// readLimited reads a small file.
func readLimited(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	if int64(len(b)) > most {
		return nil, bad(path, "more than %d bytes, which is no index", most)
	}
	return b, nil
}
