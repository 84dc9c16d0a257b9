package notebook

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A Notebook is one .ipynb file.
type Notebook struct {
	Cells    []*Cell
	Metadata map[string]any
}

// The types of cell.
const (
	Code     = "code"
	Markdown = "markdown"
	Raw      = "raw"
)

// A Cell is one cell.
type Cell struct {
	ID          string
	Type        string // Code, Markdown or Raw
	Source      string
	Metadata    map[string]any
	Attachments map[string]any // of markdown: file name to bundle
	Outputs     []*Output      // of code
	Count       int            // of code: the number in In [n], 0 when it never ran
}

// The types of output.
const (
	Stream  = "stream"
	Display = "display_data"
	Result  = "execute_result"
	Error   = "error"
)

// An Output is one output of a code cell; only the fields of its type are set.
type Output struct {
	Type string

	Name, Text string // stream: "stdout" or "stderr", and what was printed

	Data, Metadata map[string]any // display_data and execute_result, by MIME type
	Count          int            // execute_result

	EName, EValue string // error
	Traceback     []string
}

// HasTag tells whether the cell carries a tag, such as "raises-exception".
func (c *Cell) HasTag(tag string) bool {
	tags, _ := c.Metadata["tags"].([]any)
	for _, t := range tags {
		if t == tag {
			return true
		}
	}
	return false
}

// Language returns the language that the notebook says it is written in, or "".
func (n *Notebook) Language() string {
	for _, at := range [][2]string{{"kernelspec", "language"}, {"language_info", "name"}} {
		if m, ok := n.Metadata[at[0]].(map[string]any); ok {
			if s, ok := m[at[1]].(string); ok && s != "" {
				return s
			}
		}
	}
	return ""
}

// Title returns the first heading of level 1, or "".
func (n *Notebook) Title() string {
	for _, c := range n.Cells {
		if c.Type != Markdown {
			continue
		}
		for line := range strings.Lines(c.Source) {
			if t, ok := strings.CutPrefix(line, "# "); ok {
				return strings.TrimSpace(t)
			}
		}
	}
	return ""
}

// Open reads the notebook at path.
func Open(path string) (*Notebook, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("notebook: %w", err)
	}
	n, err := Decode(raw)
	if err != nil {
		return nil, fmt.Errorf("%w (in %s)", err, path)
	}
	return n, nil
}

// Save writes the notebook to path, whole or not at all.
func (n *Notebook) Save(path string) error {
	raw, err := n.Encode()
	if err != nil {
		return err
	}
	return WriteFile(path, raw)
}

// WriteFile replaces the file at path by data, whole or not at all.
func WriteFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("notebook: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("notebook: %w", err)
	}
	defer os.Remove(f.Name()) // does nothing after the rename
	_, err = f.Write(data)
	if e := f.Chmod(0o644); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("notebook: write %s: %w", path, err)
	}
	return nil
}
