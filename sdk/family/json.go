package family

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// longest is how many bytes a configuration may have; real ones have a few thousand.
const longest = 1 << 20

// readJSON reads a file of a folder into v, whose values stay where the file has none.
func readJSON(folder, name string, v any) error {
	f, err := os.Open(filepath.Join(folder, name))
	if err != nil {
		return fmt.Errorf("family: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, longest+1))
	if err == nil && len(data) > longest {
		err = fmt.Errorf("longer than %d bytes", longest)
	}
	if err == nil {
		err = json.Unmarshal(data, v)
	}
	if err != nil {
		return fmt.Errorf("family: %s: %w", filepath.Join(folder, name), err)
	}
	return nil
}

// modelType is the kind of model that the configuration in a folder is of, in the words of transformers.
func modelType(folder string) (string, error) {
	var c struct {
		Type string `json:"model_type"`
	}
	err := readJSON(folder, "config.json", &c)
	return c.Type, err
}
