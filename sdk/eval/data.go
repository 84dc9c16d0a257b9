package eval

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"wade/internal/near"
	"wade/sdk/picture"
)

// Example is a line of a data set:
//
//	{"image": "pics/7.png", "question": "what colour is it ?", "answers": ["red"]}
type Example struct {
	ID         string   `json:"id,omitempty"`         // the number of the line, if it has none
	Image      string   `json:"image,omitempty"`      // a file, seen from the data set's folder, or a data: URI; none: a question in words alone
	Question   string   `json:"question,omitempty"`   // what the template asks
	Answers    []string `json:"answers,omitempty"`    // right ones; the first is that of a shot
	Candidates []string `json:"candidates,omitempty"` // to choose among, with Settings.Rank; by AUC the first is the positive one
	Task       string   `json:"task,omitempty"`       // shots are of the same task as the question
	Split      string   `json:"split,omitempty"`      // "shots": never asked; without any such line of a task all others of it may be shots

	line int
}

// splitShots marks examples that are only shots.
const splitShots = "shots"

// Data is a data set.
type Data struct {
	Path     string
	SHA256   string
	Examples []Example
}

// fields of a line.
var fields = []string{"id", "image", "question", "answers", "candidates", "task", "split"}

// Load reads a data set and checks that its pictures are there. A mistake is reported with its line.
func Load(path string) (*Data, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("eval: %w", err)
	}
	sum := sha256.Sum256(raw)
	d := &Data{Path: path, SHA256: hex.EncodeToString(sum[:])}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	lines.Buffer(nil, len(raw)+1)
	seen := map[string]int{}
	for n := 1; lines.Scan(); n++ {
		text := bytes.TrimSpace(lines.Bytes())
		if len(text) == 0 {
			continue
		}
		e, err := d.parse(text, n)
		if err == nil && seen[e.ID] > 0 {
			err = fmt.Errorf("id %q is that of line %d already", e.ID, seen[e.ID])
		}
		if err != nil {
			return nil, fmt.Errorf("eval: %s:%d: %w", path, n, err)
		}
		seen[e.ID] = n
		d.Examples = append(d.Examples, e)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("eval: %s: %w", path, err)
	}
	if !slices.ContainsFunc(d.Examples, func(e Example) bool { return e.Split != splitShots }) {
		return nil, fmt.Errorf("eval: %s has no question; every line is a JSON object such as {\"image\": \"7.png\", \"question\": \"what is it ?\", \"answers\": [\"a dog\"]}", path)
	}
	return d, nil
}

func (d *Data) parse(text []byte, n int) (Example, error) {
	e := Example{line: n}
	if err := json.Unmarshal(text, &e); err != nil {
		return e, err
	}
	var all map[string]json.RawMessage
	if err := json.Unmarshal(text, &all); err != nil {
		return e, err
	}
	for name := range all { // other fields are the data set's own; what looks like one of these is a slip
		if !slices.Contains(fields, name) {
			if m := near.Matches(name, fields, 1); len(m) > 0 {
				return e, fmt.Errorf("unknown field %q: did you mean %q?", name, m[0])
			}
		}
	}
	if e.ID == "" {
		e.ID = strconv.Itoa(n)
	}
	switch {
	case e.Split != "" && e.Split != splitShots && e.Split != "questions":
		return e, fmt.Errorf("split %q, want %q, \"questions\" or nothing", e.Split, splitShots)
	case len(e.Answers) == 0:
		return e, errors.New(`there are no "answers"`)
	case strings.TrimSpace(e.Answers[0]) == "":
		return e, errors.New("the first answer is empty")
	case e.Image != "" && !e.inline():
		if st, err := os.Stat(d.file(e)); err != nil {
			return e, fmt.Errorf("image: %w", err)
		} else if st.IsDir() {
			return e, fmt.Errorf("image %s is a folder", e.Image)
		}
	}
	return e, nil
}

// inline tells whether the picture is in the line itself.
func (e Example) inline() bool { return strings.HasPrefix(e.Image, "data:") }

// file is where the picture of an example lies.
func (d *Data) file(e Example) string {
	if filepath.IsAbs(e.Image) {
		return e.Image
	}
	return filepath.Join(filepath.Dir(d.Path), filepath.FromSlash(e.Image))
}

// at puts the place of an example before an error about it.
func (d *Data) at(e Example, err error) error {
	return fmt.Errorf("eval: %s:%d: %w", d.Path, e.line, err)
}

// picture reads the picture of an example, nil if it has none.
func (d *Data) picture(e Example) (p *picture.Image, err error) {
	switch {
	case e.Image == "":
		return nil, nil
	case e.inline():
		_, text, ok := strings.Cut(e.Image, ";base64,")
		if !ok {
			return nil, d.at(e, errors.New("image: only data: URIs with ;base64, are read"))
		}
		var raw []byte
		if raw, err = base64.StdEncoding.DecodeString(text); err == nil {
			p, err = picture.Decode(raw, e.ID)
		}
	default:
		p, err = picture.Open(d.file(e))
	}
	if err != nil {
		return nil, d.at(e, fmt.Errorf("image: %w", err))
	}
	return p, nil
}
