package notebook

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// ErrFormat marks a file that is no notebook of nbformat 4.
var ErrFormat = errors.New("notebook: not a notebook of nbformat 4")

// multiline is a string that files hold as one string or as a list of lines.
type multiline string

func (t *multiline) UnmarshalJSON(raw []byte) error {
	var lines []string
	if err := json.Unmarshal(raw, &lines); err == nil {
		*t = multiline(strings.Join(lines, ""))
		return nil
	}
	return json.Unmarshal(raw, (*string)(t))
}

// MarshalJSON writes a list of lines: a change of one line is one line in a diff.
func (t multiline) MarshalJSON() ([]byte, error) { return marshal(split(string(t))) }

func split(s string) []string {
	lines := []string{}
	for l := range strings.Lines(s) {
		lines = append(lines, l)
	}
	return lines
}

type fileNotebook struct {
	Cells    []*fileCell    `json:"cells"`
	Metadata map[string]any `json:"metadata"`
	Major    int            `json:"nbformat"`
	Minor    int            `json:"nbformat_minor"`
}

type fileCell struct {
	Attachments map[string]any `json:"attachments"`
	Type        string         `json:"cell_type"`
	Count       *int           `json:"execution_count"`
	ID          string         `json:"id"`
	Metadata    map[string]any `json:"metadata"`
	Outputs     []*fileOutput  `json:"outputs"`
	Source      multiline      `json:"source"`
}

type fileOutput struct {
	Data      map[string]any `json:"data"`
	EName     string         `json:"ename"`
	EValue    string         `json:"evalue"`
	Count     *int           `json:"execution_count"`
	Metadata  map[string]any `json:"metadata"`
	Name      string         `json:"name"`
	Type      string         `json:"output_type"`
	Text      multiline      `json:"text"`
	Traceback []string       `json:"traceback"`
}

// Decode parses the bytes of an .ipynb file. Cells without an identifier, as
// before nbformat 4.5, are given one that depends on place and source only.
func Decode(raw []byte) (*Notebook, error) {
	var f fileNotebook
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber() // metadata is not ours: numbers stay as they are
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFormat, err)
	}
	if f.Major != 4 {
		return nil, fmt.Errorf("%w: it says nbformat %d: open it in a current JupyterLab and save it", ErrFormat, f.Major)
	}
	n := &Notebook{Metadata: orEmpty(f.Metadata)}
	for i, c := range f.Cells {
		if c == nil {
			return nil, fmt.Errorf("%w: cell %d is null", ErrFormat, i+1)
		}
		switch c.Type {
		case Code, Markdown, Raw:
		default:
			return nil, fmt.Errorf("%w: cell %d has type %q", ErrFormat, i+1, c.Type)
		}
		out := &Cell{ID: c.ID, Type: c.Type, Source: string(c.Source), Metadata: orEmpty(c.Metadata), Attachments: c.Attachments}
		if out.ID == "" {
			sum := sha256.Sum256(fmt.Appendf(nil, "%d\n%s", i, c.Source))
			out.ID = hex.EncodeToString(sum[:4])
		}
		if c.Count != nil {
			out.Count = *c.Count
		}
		for j, o := range c.Outputs {
			if o == nil {
				return nil, fmt.Errorf("%w: output %d of cell %d is null", ErrFormat, j+1, i+1)
			}
			out.Outputs = append(out.Outputs, o.decode())
		}
		n.Cells = append(n.Cells, out)
	}
	return n, nil
}

func (o *fileOutput) decode() *Output {
	out := &Output{
		Type: o.Type, Name: o.Name, Text: string(o.Text), Data: o.Data, Metadata: o.Metadata,
		EName: o.EName, EValue: o.EValue, Traceback: o.Traceback,
	}
	if o.Count != nil {
		out.Count = *o.Count
	}
	for mime, v := range out.Data {
		lines, ok := v.([]any)
		if !ok || isJSON(mime) {
			continue
		}
		var b strings.Builder
		for _, l := range lines {
			fmt.Fprint(&b, l)
		}
		out.Data[mime] = b.String()
	}
	return out
}

// Encode returns the bytes of an .ipynb file of nbformat 4.5, laid out as the
// nbformat library does.
func (n *Notebook) Encode() ([]byte, error) {
	f := struct {
		Cells    []any          `json:"cells"`
		Metadata map[string]any `json:"metadata"`
		Major    int            `json:"nbformat"`
		Minor    int            `json:"nbformat_minor"`
	}{Cells: []any{}, Metadata: orEmpty(n.Metadata), Major: 4, Minor: 5}
	for _, c := range n.Cells {
		m := map[string]any{"cell_type": c.Type, "id": c.ID, "metadata": orEmpty(c.Metadata), "source": multiline(c.Source)}
		switch {
		case c.Type == Code:
			outputs := []any{}
			for _, o := range c.Outputs {
				outputs = append(outputs, o.encode())
			}
			m["outputs"], m["execution_count"] = outputs, number(c.Count)
		case len(c.Attachments) > 0:
			m["attachments"] = c.Attachments
		}
		f.Cells = append(f.Cells, m)
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(f); err != nil {
		return nil, fmt.Errorf("notebook: encode: %w", err)
	}
	return b.Bytes(), nil
}

func (o *Output) encode() map[string]any {
	m := map[string]any{"output_type": o.Type}
	switch o.Type {
	case Stream:
		m["name"], m["text"] = o.Name, multiline(o.Text)
	case Error:
		m["ename"], m["evalue"], m["traceback"] = o.EName, o.EValue, append([]string{}, o.Traceback...)
	case Result:
		m["execution_count"] = number(o.Count)
		fallthrough
	default:
		data := map[string]any{}
		for mime, v := range o.Data {
			if s, ok := v.(string); ok && isText(mime) {
				v = multiline(s)
			}
			data[mime] = v
		}
		m["data"], m["metadata"] = data, orEmpty(o.Metadata)
	}
	return m
}

func number(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

func isJSON(mime string) bool {
	return mime == "application/json" || strings.HasSuffix(mime, "+json")
}

func isText(mime string) bool {
	return strings.HasPrefix(mime, "text/") || mime == "image/svg+xml" || mime == "application/javascript"
}

func orEmpty(m map[string]any) map[string]any {
	if m == nil {
		return map[string]any{}
	}
	return m
}

// marshal is json.Marshal without the escapes for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return bytes.TrimRight(b.Bytes(), "\n"), err
}
